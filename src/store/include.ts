import type { BaseView } from '../model/define.ts';
import { keyText, mapRefs, type Key, type RefPath, type TypeName } from '../model/ids.ts';
import { compareText } from '../model/order.ts';
import { includePathsOf } from '../model/includes.ts';
import type { Related } from './port.ts';

type Fetch = (keys: readonly Key[]) => Related[] | Promise<Related[]>;

/**
 * The records that an answer's `include` asks for: one fetch for each hop, however many records there are.
 * Each once, in order of type and id.
 */
export const related = async (views: readonly string[], include: readonly (readonly string[])[], type: TypeName, fetch: Fetch): Promise<Related[]> => {
  const found = new Map<string, Related>();
  let level = include.map((hops) => ({ hops, from: views, types: [type] as readonly TypeName[] }));
  while (level.length > 0) {
    const asked = level.map(({ hops, from, types }) => ({ rest: hops.slice(1), ...targets(from, types, hops[0]!) }));
    const missing = new Map(asked.flatMap(({ keys }) => keys).filter((key) => !found.has(keyText(key))).map((key) => [keyText(key), key]));
    for (const record of missing.size === 0 ? [] : await fetch([...missing.values()])) found.set(keyText(record), record);
    level = asked
      .filter(({ rest }) => rest.length > 0)
      .map(({ rest, keys, types }) => ({ hops: rest, types, from: keys.flatMap((key) => found.get(keyText(key))?.json ?? []) }));
  }
  return [...found.values()].sort((a, b) => compareText(a.type, b.type) || compareText(a.id, b.id));
};

/** What the records of `from` refer to through one hop. */
const targets = (from: readonly string[], types: readonly TypeName[], hop: string): { keys: Key[]; types: readonly TypeName[] } => {
  const paths = new Map<TypeName, RefPath[]>(types.map((type) => [type, includePathsOf(type).get(hop) ?? []]));
  const keys = new Map<string, Key>();
  for (const json of from) {
    const view = JSON.parse(json) as BaseView;
    mapRefs(view, paths.get(view.type) ?? [], (key) => {
      keys.set(keyText(key), key);
      return undefined;
    });
  }
  return { keys: [...keys.values()], types: [...new Set([...paths.values()].flat().flatMap((path) => path.types))] };
};
