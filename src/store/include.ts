import type { BaseView } from '../model/define.ts';
import { keyText, refsOf, type Key } from '../model/ids.ts';
import { compareText } from '../model/order.ts';
import { includePathsOf } from '../model/includes.ts';
import type { Related } from './port.ts';

type Fetch = (keys: readonly Key[]) => Related[] | Promise<Related[]>;

/**
 * The records that an answer's `include` asks for: one fetch for each hop, however many records there are.
 * Each once, in order of type and id.
 */
export const related = async (views: readonly string[], include: readonly (readonly string[])[], fetch: Fetch): Promise<Related[]> => {
  const found = new Map<string, Related>();
  const targets = targetsOnce();
  let level = include.map((hops) => ({ hops, from: views }));
  while (level.length > 0) {
    const asked = level.map(({ hops, from }) => ({ rest: hops.slice(1), keys: targets(from, hops[0]!) }));
    const missing = new Map(asked.flatMap(({ keys }) => keys).filter((key) => !found.has(keyText(key))).map((key) => [keyText(key), key]));
    for (const record of missing.size === 0 ? [] : await fetch([...missing.values()])) found.set(keyText(record), record);
    level = asked
      .filter(({ rest }) => rest.length > 0)
      .map(({ rest, keys }) => ({ hops: rest, from: keys.flatMap((key) => found.get(keyText(key))?.json ?? []) }));
  }
  return [...found.values()].sort((a, b) => compareText(a.type, b.type) || compareText(a.id, b.id));
};

/** Finds what records refer to through one hop; each record is parsed once, however many hops lead from it. */
const targetsOnce = (): ((from: readonly string[], hop: string) => Key[]) => {
  const parsed = new Map<string, BaseView>();
  const viewOf = (json: string): BaseView => {
    const known = parsed.get(json);
    if (known !== undefined) return known;
    const view = JSON.parse(json) as BaseView;
    parsed.set(json, view);
    return view;
  };
  return (from, hop) => {
    const keys = new Map<string, Key>();
    for (const json of from) {
      const view = viewOf(json);
      for (const key of refsOf(view, includePathsOf(view.type).get(hop) ?? [])) keys.set(keyText(key), key);
    }
    return [...keys.values()];
  };
};
