import type { BaseView } from '../model/define.ts';
import { keyText, refsOf, type Key } from '../model/ids.ts';
import { compareText } from '../model/order.ts';
import { includePathsOf } from '../model/includes.ts';
import type { Related } from './rows.ts';

type Json = { readonly json: string };
const views = new WeakMap<Json, BaseView>();

/** What stands in the JSON of a record; taken apart once, however many want to know. */
export const viewOf = <V extends BaseView>(record: Json): V => {
  const known = views.get(record);
  if (known !== undefined) return known as V;
  const view = JSON.parse(record.json) as V;
  views.set(record, view);
  return view;
};

type Fetch = (keys: readonly Key[]) => Related[] | Promise<Related[]>;

/**
 * The records that an answer's `include` asks for: one fetch for each hop, however many records there are.
 * Each once, in order of type and id.
 */
export const related = async (
  records: readonly Json[],
  include: readonly (readonly string[])[],
  fetch: Fetch,
): Promise<Related[]> => {
  const found = new Map<string, Related>();
  let level: { hops: readonly string[]; from: readonly Json[] }[] = include.map((hops) => ({ hops, from: records }));
  while (level.length > 0) {
    const asked = level.map(({ hops, from }) => ({ rest: hops.slice(1), keys: targets(from, hops[0]!) }));
    const missing = new Map(
      asked
        .flatMap(({ keys }) => keys)
        .filter((key) => !found.has(keyText(key)))
        .map((key) => [keyText(key), key]),
    );
    for (const record of missing.size === 0 ? [] : await fetch([...missing.values()]))
      found.set(keyText(record), record);
    level = asked
      .filter(({ rest }) => rest.length > 0)
      .map(({ rest, keys }) => ({ hops: rest, from: keys.flatMap((key) => found.get(keyText(key)) ?? []) }));
  }
  return [...found.values()].sort((a, b) => compareText(a.type, b.type) || compareText(a.id, b.id));
};

/** What records refer to through one hop, each once. */
const targets = (from: readonly Json[], hop: string): Key[] => {
  const keys = new Map<string, Key>();
  for (const record of from) {
    const view = viewOf(record);
    for (const key of refsOf(view, includePathsOf(view.type).get(hop) ?? [])) keys.set(keyText(key), key);
  }
  return [...keys.values()];
};
