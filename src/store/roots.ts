import type { BaseView } from '../model/define.ts';
import { keyText, type Key } from '../model/ids.ts';
import { sortKeysOf } from '../model/postings.ts';
import { RootSets } from '../model/roots.ts';
import { ROOT_COUNTS, ROOTED, ROOTS, rootValues } from '../model/support.ts';
import type { PostingChange } from './apply.ts';

/*
 * How many independent roots claims and statements have: the one thing of a record that follows from records which it
 * does not refer to, since what a source rests on is said by others. It is filed as a sum with each write that changes
 * it, once for every engine.
 */

type Later<T> = T | Promise<T>;

/** What an engine reads of the index for it, within the state that the write or the check sees. */
export interface Grounds {
  /** The sources that each of these records (claims, statements, sources) rests on by one step; none for one that rests on nothing. */
  groundsOf(keys: readonly Key[]): Later<ReadonlyMap<string, readonly string[]>>;
  /** The records that rest on one of these sources by one step. */
  restingOn(sources: readonly string[]): Later<Key[]>;
  /** How many roots each of these is filed with. */
  filedRoots(owners: readonly Rooted[]): Later<ReadonlyMap<string, number>>;
}

/** A record with roots to count, and where it stands in its orders. */
export type Rooted = { key: Key; sorts: string[] };

const sourceKey = (id: string): Key => ({ type: 'source', id });

/** The claims and statements that rest on one of these sources, through however many others. */
export const restingAbove = async (grounds: Grounds, sources: readonly string[]): Promise<Key[]> => {
  const reached = new Set(sources);
  const found = new Map<string, Key>();
  for (let wave = [...reached]; wave.length > 0; ) {
    const above = await grounds.restingOn(wave);
    wave = [];
    for (const key of above) {
      if (ROOTED.includes(key.type)) {
        found.set(keyText(key), key);
      } else if (!reached.has(key.id)) {
        reached.add(key.id);
        wave.push(key.id);
      }
    }
  }
  return [...found.values()];
};

/** Counts independent roots as far as they are told apart; what sources rest on is asked once for all that is counted. */
export class RootCounter {
  private readonly grounds: Pick<Grounds, 'groundsOf'>;
  private readonly roots = new RootSets(ROOT_COUNTS.length);

  constructor(grounds: Pick<Grounds, 'groundsOf'>) {
    this.grounds = grounds;
  }

  async count(keys: readonly Key[]): Promise<Map<string, number>> {
    const starts = await this.grounds.groundsOf(keys);
    const sources = [...new Set([...starts.values()].flat())];
    const next = new Map<string, readonly string[]>();
    const isNew = (source: string): boolean => !next.has(source) && !this.roots.has(source);
    for (let wave = sources.filter(isNew); wave.length > 0; ) {
      const below = await this.grounds.groundsOf(wave.map(sourceKey));
      for (const source of wave) next.set(source, below.get(keyText(sourceKey(source))) ?? []);
      wave = [...new Set([...below.values()].flat())].filter(isNew);
    }
    this.roots.add(sources, next);
    return new Map(keys.map((key) => [keyText(key), this.roots.of(starts.get(keyText(key)) ?? []).length]));
  }
}

/** For each of these: with how many roots it is filed, and how many it has. */
export const rootsOf = async (grounds: Pick<Grounds, 'groundsOf' | 'filedRoots'>, owners: readonly Rooted[], counter = new RootCounter(grounds)): Promise<Map<string, { filed: number; counted: number }>> => {
  const [counted, filed] = [await counter.count(owners.map(({ key }) => key)), await grounds.filedRoots(owners)];
  return new Map(owners.map(({ key }) => [keyText(key), { filed: filed.get(keyText(key)) ?? 0, counted: counted.get(keyText(key))! }]));
};

/** What of the index has to change, so that these are filed with the roots that they have. */
export const rootChanges = async (grounds: Grounds, owners: readonly Rooted[], counter?: RootCounter): Promise<PostingChange[]> => {
  const roots = await rootsOf(grounds, owners, counter);
  return owners.flatMap(({ key, sorts }): PostingChange[] => {
    const { filed, counted } = roots.get(keyText(key))!;
    if (filed === counted) return [];
    const steps = [...rootValues(filed).map((value) => [`${ROOTS}\0${value}`, -1] as const), ...rootValues(counted).map((value) => [`${ROOTS}\0${value}`, 1] as const)];
    return [{ owner: key, sorts, previousSorts: sorts, counts: new Map(steps) }];
  });
};

/** The records of a part of a check that have roots to count, and where they stand. */
export const rootedOf = (views: Iterable<BaseView | null>): Rooted[] =>
  [...views].flatMap((view) => (view !== null && ROOTED.includes(view.type) ? [{ key: { type: view.type, id: view.id }, sorts: sortKeysOf(view) }] : []));

export const NO_ROOTS = { filed: 0, counted: 0 };
