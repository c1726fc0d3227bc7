import type { BaseView } from '../model/define.ts';
import { keyText, type Key } from '../model/ids.ts';
import { sortedUnique } from '../model/order.ts';
import { sortKeysOf } from '../model/index-keys.ts';
import { RootSets } from '../model/roots.ts';
import { copiedAnew, copiesOf } from './copies.ts';
import { isGround, ROOT_COUNTS, ROOTED, ROOTS, rootValues } from '../model/support.ts';
import type { IndexKeyChange } from './stored.ts';
import type { Below, Grounds, KeptRoots, Rooted } from './grounds.ts';

/*
 * The independent roots of claims and statements: the one thing of a record that follows from records which it does not
 * refer to, since what a source rests on is said by others. They are kept with each write that changes them, once for
 * every engine: of claims all roots by name, and under how many both are filed.
 */

/** By which sources a change lets its record rest on more or fewer. */
const groundSteps = ({ owner, counts }: IndexKeyChange): [source: string, step: number][] =>
  [...counts].flatMap(([indexKey, step]): [string, number][] => {
    const end = indexKey.indexOf('\0');
    return isGround(owner.type, indexKey.slice(0, end)) ? [[indexKey.slice(end + 1), step]] : [];
  });

/**
 * A claim that only rests on more than before has the roots that it had and those of what has come: a hub is not
 * counted anew for every statement.
 */
const rootedBy = (change: IndexKeyChange): Rooted => {
  const { owner, sorts } = change;
  const steps = groundSteps(change);
  if (owner.type !== 'claim' || steps.some(([, step]) => step < 0)) return { key: owner, sorts };
  return { key: owner, sorts, more: steps.map(([source]) => source) };
};

const sourceKey = (id: string): Key => ({ type: 'source', id });

/**
 * The claims and statements that rest on one of these sources, through however many others, their copies too; of those
 * `alone` only on themselves.
 */
const restingAbove = async (grounds: Grounds, sources: readonly string[], alone: readonly string[]): Promise<Key[]> => {
  const reached = new Set([...sources, ...alone]);
  const found = new Map<string, Key>();
  let copied = sources;
  for (let wave = [...reached]; wave.length > 0; copied = wave) {
    const above = await grounds.restingOn(wave);
    const copies = (await copiesOf(grounds, copied)).groups.flat().map(sourceKey);
    wave = [];
    for (const key of [...above, ...copies]) {
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

/** Finds independent roots; what sources rest on is asked once for all whose roots are found. */
export class RootFinder {
  private readonly grounds: Below;
  private readonly roots = new RootSets();

  constructor(grounds: Below) {
    this.grounds = grounds;
  }

  /** The roots of some records by the sources that each rests on. */
  async find(starts: ReadonlyMap<string, readonly string[]>): Promise<Map<string, string[]>> {
    const sources = [...new Set([...starts.values()].flat())];
    const next = new Map<string, readonly string[]>();
    const isNew = (source: string): boolean => !next.has(source) && !this.roots.has(source);
    for (let wave = sources.filter(isNew); wave.length > 0;) {
      const below = await this.grounds.groundsOf(wave.map(sourceKey));
      const alike = await copiesOf(this.grounds, wave);
      for (const source of wave)
        next.set(source, [...(below.get(keyText(sourceKey(source))) ?? []), ...alike.next(source)]);
      wave = [...new Set([...below.values(), ...alike.groups].flat())].filter(isNew);
    }
    this.roots.add(sources, next);
    return new Map([...starts].map(([text, of]) => [text, this.roots.of(of)]));
  }
}

const isClaim = ({ key }: Rooted): boolean => key.type === 'claim';

/** For each of these: the roots that it has, those that are kept of it (of claims), and with how many it is filed. */
export const rootsOf = async (
  grounds: Below & Pick<Grounds, 'filedRoots' | 'keptRoots'>,
  owners: readonly Rooted[],
  finder = new RootFinder(grounds),
): Promise<Map<string, RootsHeld>> => {
  const kept = await grounds.keptRoots(owners.filter(isClaim).map(({ key }) => key));
  const filed = await grounds.filedRoots(owners);
  const whole = await grounds.groundsOf(owners.filter(({ more }) => more === undefined).map(({ key }) => key));
  const found = await finder.find(
    new Map(owners.map(({ key, more }) => [keyText(key), more ?? whole.get(keyText(key)) ?? []])),
  );
  return new Map(
    owners.map((owner) => {
      const text = keyText(owner.key);
      const before = isClaim(owner) ? (kept.get(text) ?? []) : null;
      const roots =
        owner.more === undefined ? found.get(text)! : sortedUnique([...(before ?? []), ...found.get(text)!]);
      return [text, { roots, kept: before, filed: filed.get(text) ?? 0 }];
    }),
  );
};

/** The roots that a record has, those that are kept of it (null of what is no claim), and with how many it is filed. */
export type RootsHeld = { roots: readonly string[]; kept: readonly string[] | null; filed: number };

/** With how many roots a record is filed that has these. */
export const filedAs = (roots: readonly string[]): number => Math.min(roots.length, ROOT_COUNTS.length);

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((root, i) => root === b[i]);

export const isKept = ({ roots, kept }: RootsHeld): boolean => kept === null || isSame(roots, kept);

/** What has to change of the index, and of what is kept, so that these have their roots. */
export const rootChanges = async (
  grounds: Grounds,
  owners: readonly Rooted[],
  finder?: RootFinder,
): Promise<{ indexKeys: IndexKeyChange[]; kept: KeptRoots[] }> => {
  const held = await rootsOf(grounds, owners, finder);
  const indexKeys = owners.flatMap(({ key, sorts }): IndexKeyChange[] => {
    const { roots, filed } = held.get(keyText(key))!;
    const counted = filedAs(roots);
    if (filed === counted) return [];
    const steps = [
      ...rootValues(filed).map((value) => [`${ROOTS}\0${value}`, -1] as const),
      ...rootValues(counted).map((value) => [`${ROOTS}\0${value}`, 1] as const),
    ];
    return [{ owner: key, sorts, previousSorts: sorts, counts: new Map(steps) }];
  });
  const kept = owners.flatMap(({ key }): KeptRoots[] => {
    const of = held.get(keyText(key))!;
    return isKept(of) ? [] : [{ claim: key, roots: of.roots }];
  });
  return { indexKeys, kept };
};

/**
 * What has to change of the roots of what now rests on other sources, or on sources that do.
 * @param viewsOf gives the answers at some addresses as the write leaves them
 */
export const rootsAfter = async (
  grounds: Grounds,
  changes: readonly IndexKeyChange[],
  viewsOf: (keys: readonly Key[]) => Promise<BaseView[]>,
): ReturnType<typeof rootChanges> => {
  const grounded = changes.filter((change) => groundSteps(change).length > 0);
  const onSources = grounded.filter(({ owner }) => owner.type === 'source');
  const freed = onSources
    .filter((change) => groundSteps(change).some(([, step]) => step < 0))
    .map(({ owner }) => owner.id);
  const { all, alone } = await copiedAnew(grounds, changes, new Set(freed));
  if (grounded.length === 0 && all.length === 0 && alone.length === 0) return { indexKeys: [], kept: [] };
  const owners = new Map(
    grounded
      .filter(({ owner }) => ROOTED.includes(owner.type))
      .map((change): [string, Rooted] => [keyText(change.owner), rootedBy(change)]),
  );
  const sources = [...new Set([...onSources.map(({ owner }) => owner.id), ...all])];
  for (const view of await viewsOf(await restingAbove(grounds, sources, alone)))
    owners.set(keyText(view), { key: { type: view.type, id: view.id }, sorts: sortKeysOf(view) });
  return rootChanges(grounds, [...owners.values()]);
};

/** The records of a part of a check that have roots to count, and where they stand. */
export const rootedOf = (views: Iterable<BaseView | null>): Rooted[] =>
  [...views].flatMap((view) =>
    view !== null && ROOTED.includes(view.type)
      ? [{ key: { type: view.type, id: view.id }, sorts: sortKeysOf(view) }]
      : [],
  );
