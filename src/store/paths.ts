import type { BaseView } from '../model/define.ts';
import { keyOf, keyText, type Key, type TypeName } from '../model/ids.ts';
import { compareText } from '../model/order.ts';
import { joiningReferencesOf, joinsRecords, referringIndexKey, edgeKindsOf } from '../model/references.ts';
import type { ListQuery } from '../model/query.ts';
import type { Reading, Related } from './rows.ts';
import type { Later } from './later.ts';

/*
 * How two records are connected, once for every engine: a search from both ends at once, wave by wave, always from
 * the end where the next wave has fewer references. An engine only says what refers to what.
 */

/** The shortest ways from one record to another along references in either direction, between them only records of some types. */
export type PathQuery = {
  from: Key;
  to: Key;
  through: readonly TypeName[];
  /** How many references a path has at most. */
  maxLength: number;
  /** How many paths at most. */
  limit: number;
  include: ListQuery['include'];
};
export type PathsFound = {
  /** What stands at the two addresses; no paths unless a record stands at both. */
  ends: [Reading, Reading];
  /** All equally long, in the order of the addresses along them. */
  paths: Key[][];
  more: boolean;
  /** False where an end has more references than are looked at: further paths may be there, and shorter ones. */
  complete: boolean;
  /** The records of the paths, and those that `include` asks for. */
  records: Related[];
};

/** How many references of either direction one wave looks at. An end whose wave has more is searched no further. */
export const WAVE = 20_000;

/** Two addresses of which one refers to the other; the first is the one that was asked about. */
export type Pair = readonly [at: string, other: string];

/** An index key under which records of a type are filed that refer to `at`. */
export type Lookup = { at: string; type: TypeName; filter: string; value: string };

/** The records that a path may go on to: those of some types, and its end. */
export type Admitted = { types: ReadonlySet<TypeName>; end: string };

/** What an engine answers, all of it from one state. */
export type Ground = {
  read: (keys: readonly Key[]) => Later<Reading[]>;
  fetch: (keys: readonly Key[]) => Later<Related[]>;
  related: (records: readonly Related[], include: PathQuery['include']) => Later<Related[]>;
  /** What these records refer to, as far as it is admitted; at most `limit` pairs. */
  referred: (addresses: readonly string[], admitted: Admitted, limit: number) => Later<Pair[]>;
  /** What is filed under these index keys; at most `limit` pairs. */
  referring: (lookups: readonly Lookup[], limit: number) => Later<Pair[]>;
  /** How many records are filed under these index keys in all. */
  weigh: (lookups: readonly Lookup[]) => Later<number>;
};

/** One end of the search: every record that it has reached, with those through which it was reached first. */
type Side = {
  origin: string;
  /** What the origin refers to. A record may refer to it whose type no path may lead through, so this is known from the start. */
  references: ReadonlySet<string>;
  levels: Map<string, number>;
  parents: Map<string, Set<string>>;
  frontier: string[];
  depth: number;
  /** Whether a wave had more references than are looked at. */
  cut: boolean;
  weight: number | null;
};

const sideOf = (key: Key, json: string): Side => ({
  origin: keyText(key),
  references: new Set(joiningReferencesOf(JSON.parse(json) as BaseView).map((reference) => keyText(reference.key))),
  levels: new Map([[keyText(key), 0]]),
  parents: new Map(),
  frontier: [keyText(key)],
  depth: 0,
  cut: false,
  weight: null,
});

const lookupsOf = ({ frontier }: Side, through: ReadonlySet<TypeName>): Lookup[] =>
  frontier.flatMap((at) => {
    const key = keyOf(at);
    return edgeKindsOf(key.type)
      .filter(({ direction, type, field }) => direction === 'in' && through.has(type) && joinsRecords(type, field))
      .map(({ type, field }): Lookup => ({ at, type, ...referringIndexKey(type, field, key) }));
  });

/** Takes one more wave from an end; the records at which it meets the other. */
const widen = async (side: Side, other: Side, through: ReadonlySet<TypeName>, ground: Ground): Promise<string[]> => {
  const referred = await ground.referred(side.frontier, { types: through, end: other.origin }, WAVE + 1);
  const referring = await ground.referring(lookupsOf(side, through), WAVE + 1);
  const ends = side.frontier.filter((at) => other.references.has(at)).map((at): Pair => [at, other.origin]);
  side.cut = referred.length > WAVE || referring.length > WAVE;
  side.depth += 1;
  side.weight = null;
  side.frontier = [];
  for (const [at, reached] of [...referred.slice(0, WAVE), ...referring.slice(0, WAVE), ...ends]) {
    const level = side.levels.get(reached);
    if (level !== undefined && level < side.depth) continue;
    if (level === undefined) {
      side.levels.set(reached, side.depth);
      side.parents.set(reached, new Set());
      side.frontier.push(reached);
    }
    side.parents.get(reached)!.add(at);
  }
  return side.frontier.filter((reached) => other.levels.has(reached));
};

/** The end whose next wave has fewer references; null where neither is to be searched further. */
const lighter = async (
  sides: readonly Side[],
  through: ReadonlySet<TypeName>,
  ground: Ground,
): Promise<Side | null> => {
  const open = sides.filter(({ cut }) => !cut);
  if (open.length < 2) return open[0] ?? null;
  for (const side of open) side.weight ??= side.frontier.length + (await ground.weigh(lookupsOf(side, through)));
  return open[0]!.weight! <= open[1]!.weight! ? open[0]! : open[1]!;
};

/** Where to go on from each record on the shortest paths. */
const onwards = (from: Side, to: Side, meeting: readonly string[]): Map<string, string[]> => {
  const next = new Map<string, Set<string>>();
  const link = (a: string, b: string): unknown => next.set(a, (next.get(a) ?? new Set()).add(b));
  const follow = (side: Side, draw: (child: string, parent: string) => unknown): void => {
    const seen = new Set(meeting);
    // A set may grow while it is gone through: what is added comes in turn.
    for (const at of seen) {
      for (const parent of side.parents.get(at) ?? []) {
        draw(at, parent);
        seen.add(parent);
      }
    }
  };
  follow(from, (child, parent) => link(parent, child));
  follow(to, link);
  return new Map([...next].map(([at, ways]) => [at, [...ways].sort(compareText)]));
};

/** Paths in the order of their addresses. */
function* inOrder(at: string, end: string, next: ReadonlyMap<string, string[]>): Generator<string[]> {
  if (at === end) return void (yield [at]);
  for (const way of next.get(at) ?? []) for (const rest of inOrder(way, end, next)) yield [at, ...rest];
}

type Search = { paths: string[][]; more: boolean; complete: boolean };

/** The shortest paths between two records that are there. */
const search = async (
  from: Side,
  to: Side,
  { maxLength, limit, through }: PathQuery,
  ground: Ground,
): Promise<Search> => {
  if (from.origin === to.origin) return { paths: [[from.origin]], more: false, complete: true };
  const types = new Set(through);
  while (from.depth + to.depth < maxLength) {
    // All that hangs together with one end has been seen, and the other is not among it.
    if ([from, to].some(({ frontier, cut }) => frontier.length === 0 && !cut))
      return { paths: [], more: false, complete: true };
    const side = await lighter([from, to], types, ground);
    if (side === null) break;
    const other = side === from ? to : from;
    const met = await widen(side, other, types, ground);
    if (met.length === 0) continue;
    const nearest = Math.min(...met.map((at) => other.levels.get(at)!));
    const next = onwards(
      from,
      to,
      met.filter((at) => other.levels.get(at) === nearest),
    );
    const paths: string[][] = [];
    for (const path of inOrder(from.origin, to.origin, next)) if (paths.push(path) > limit) break;
    return { paths: paths.slice(0, limit), more: paths.length > limit, complete: !from.cut && !to.cut };
  }
  return { paths: [], more: false, complete: !from.cut && !to.cut };
};

export const findPaths = async (query: PathQuery, ground: Ground): Promise<PathsFound> => {
  const [from, to] = (await ground.read([query.from, query.to])) as [Reading, Reading];
  if (from.state !== 'found' || to.state !== 'found')
    return { ends: [from, to], paths: [], more: false, complete: true, records: [] };
  const { paths, ...rest } = await search(sideOf(from.key, from.json), sideOf(to.key, to.json), query, ground);
  const records = await ground.fetch([...new Set(paths.flat())].map(keyOf));
  const related = await ground.related(records, query.include);
  const all = new Map([...records, ...related].map((record) => [keyText(record), record]));
  return { ends: [from, to], paths: paths.map((path) => path.map(keyOf)), ...rest, records: [...all.values()] };
};
