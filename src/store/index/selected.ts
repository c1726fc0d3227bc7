import { compareText } from '../../model/order.ts';
import { comparePlaces, type ListQuery, type Place } from '../../model/query.ts';
import { taken, type Span } from './lists.ts';
import { isInOrder, isUnconditional, nameOf, rarestFirst, type Dated, type Group, type Plan } from './plan.ts';
import { addTo, emptySet, has, keepOnly, leaveOut, leaveOutOne, ridsOf, sizeOf, type RecordSet } from './sets.ts';
import { all, ask, askEach, type Steps } from './steps.ts';
import { decodeValues } from './values.ts';

/*
 * What a plan selects: as a set, and as a page in order. The rarest terms drive; whether a record is filed under the
 * others is looked up at the record or in their sets, whichever reads fewer rows. A page is read in the order of a list, from
 * where it begins, or what it is of is put in order, again whichever is less.
 */

/** Sets of one state of the graph, by the terms whose records they are. */
export type KnownSets = Map<string, RecordSet>;

/** The conditions of a plan but for its range. */
type Conditions = Pick<Plan, 'groups' | 'excluded' | 'spared' | 'last'>;

/** The sets of some groups, in one round. */
function* setsUnder(last: number, groups: readonly Group[], known: KnownSets): Steps<RecordSet[]> {
  const missing = groups.filter((group) => !known.has(nameOf(group)));
  const long = missing.flatMap(({ terms }) => terms.filter(({ rids }) => rids === null));
  const lists = yield* askEach(
    'list',
    long.map(({ tid }) => ({ tid, sort: 0 })),
  );
  for (const group of missing) {
    const set = emptySet(last);
    for (const { rids } of group.terms) addTo(set, rids ?? lists.shift()!);
    known.set(nameOf(group), set);
  }
  return groups.map((group) => known.get(nameOf(group))!);
}

/** The records that meet conditions; of those in a set, where one is given. */
function* meeting(
  { groups, excluded, spared, last }: Conditions,
  known: KnownSets,
  within: RecordSet | null = null,
): Steps<RecordSet> {
  // What drives is read whole, the rarest.
  const drivers = within === null ? groups.slice(0, 1) : [];
  const required = groups.slice(drivers.length);
  const unwanted = excluded.records > 0 ? [excluded] : [];
  const others = [...required, ...unwanted, ...spared.flatMap(({ of, unless }) => [of, unless])];
  const rows = others.reduce((sum, group) => sum + (known.has(nameOf(group)) ? 0 : group.rows), 0);
  const isJoined = rows <= (within === null ? drivers[0]!.records : sizeOf(within));
  const sets = yield* setsUnder(last, [...drivers, ...(isJoined ? others : [])], known);
  const set = within ?? sets.shift()!.slice();
  if (isJoined) {
    required.forEach((_, i) => keepOnly(set, sets[i]!));
    unwanted.forEach((_, i) => leaveOut(set, sets[required.length + i]!));
    spared.forEach((_, i) => {
      const [of, unless] = sets.slice(required.length + unwanted.length + 2 * i) as [RecordSet, RecordSet];
      const left = of.slice();
      leaveOut(left, unless);
      leaveOut(set, left);
    });
    return set;
  }
  const rids = ridsOf(set);
  const values = yield* ask('values', rids);
  rids.forEach((rid, i) => {
    const filed = values[i] === null ? null : decodeValues(values[i]!);
    const isUnder = ({ terms }: Group): boolean => filed !== null && terms.some(({ tid }) => filed.has(tid));
    const isLeft = !isUnder(excluded) && spared.every(({ of, unless }) => !isUnder(of) || isUnder(unless));
    if (!required.every(isUnder) || !isLeft) leaveOutOne(set, rid);
  });
  return set;
}

/** Those of some records whose date meets a condition. */
function* dated(rids: readonly number[], isThere: (date: string) => boolean): Steps<number[]> {
  const places = rids.length === 0 ? [] : yield* ask('places', { sort: 0, rids });
  return rids.filter((_, i) => isThere(places[i]!.key));
}

/** Leaves those whose date is on one side of a span, and which are in its terms for that. */
function* beside({ groups, ...rest }: Conditions, side: Group, isThere: (date: string) => boolean): Steps<number[]> {
  if (side.records === 0) return [];
  const set = yield* meeting({ ...rest, groups: rarestFirst([...groups, side]) }, new Map());
  return yield* dated(ridsOf(set), isThere);
}

const isBefore =
  ({ from }: Dated) =>
  (date: string): boolean =>
    compareText(date, from) < 0;
const isBehind =
  ({ to }: Dated) =>
  (date: string): boolean =>
    compareText(date, to) >= 0;

/** The records that a plan selects; `known`: sets that need not be read again for another plan. */
export function* selectedBy(plan: Plan, known: KnownSets = new Map()): Steps<RecordSet> {
  const { range, words, type, groups, last } = plan;
  const matching = words === null ? null : emptySet(last);
  if (words !== null) addTo(matching!, Array.from(yield* ask('match', { type, words })));
  // What matches is of the type already.
  const others = groups.filter((group) => matching === null || nameOf(group) !== nameOf(plan.all));
  const set = yield* meeting({ ...plan, groups: others }, known, matching);
  if (range === null) return set;
  const size = sizeOf(set);
  const list = groups[0]!.isList ? groups[0]! : plan.all;
  const isWalked = list.isList && list.rows <= size;
  const span: Span = { after: null, descending: false, from: range.from, to: range.to };
  const sides = yield* all([
    beside(plan, range.before, isBefore(range)),
    beside(plan, range.behind, isBehind(range)),
    isWalked
      ? taken({ tid: list.terms[0]!.tid, sort: 0 }, span, Infinity)
      : dated(ridsOf(set), (date) => !isBefore(range)(date) && !isBehind(range)(date)),
  ]);
  const inRange = emptySet(last);
  for (const rids of sides) addTo(inRange, rids);
  keepOnly(set, inRange);
  return set;
}

export type PageOf = Pick<ListQuery, 'after' | 'descending' | 'limit'>;

/** Some records put in order, those after a place. */
function* sorted(rids: readonly number[], sort: number, { after, descending, limit }: PageOf): Steps<number[]> {
  if (rids.length === 0 || limit <= 0) return [];
  const places = yield* ask('places', { sort, rids });
  const sign = descending ? -1 : 1;
  return rids
    .map((rid, i): Place & { rid: number } => ({ rid, ...places[i]! }))
    .filter((place) => after === null || sign * comparePlaces(place, after) > 0)
    .sort((a, b) => sign * comparePlaces(a, b))
    .slice(0, limit)
    .map(({ rid }) => rid);
}

/** A page of a list that is kept in order, within a range of dates, which is that order: a span of it, and what lies beside that. */
function* spanned(plan: Plan, range: Dated, tid: number, page: PageOf): Steps<number[]> {
  const { descending, limit } = page;
  const found: number[] = [];
  const left = (): PageOf => ({ ...page, limit: limit - found.length });
  const side = (group: Group, isThere: (date: string) => boolean) =>
    function* (): Steps<number[]> {
      return yield* sorted(yield* beside(plan, group, isThere), 0, left());
    };
  const parts = [
    side(range.before, isBefore(range)),
    () => taken({ tid, sort: 0 }, { ...page, from: range.from, to: range.to }, left().limit),
    side(range.behind, isBehind(range)),
  ];
  for (const part of descending ? parts.toReversed() : parts) if (found.length < limit) found.push(...(yield* part()));
  return found;
}

/** Whether a page is read from where it begins, without the set of all that the plan selects. */
export const isReadInOrder = (plan: Plan): boolean =>
  isInOrder(plan, plan.groups[0]!) && isUnconditional(plan) && (plan.range === null || plan.sort === 0);

/** The records of a page, in order; `set`: all that the plan selects, where it is known. */
export function* pageOf(plan: Plan, page: PageOf, set: RecordSet | null = null): Steps<number[]> {
  const [driver] = plan.groups as [Group];
  if (isReadInOrder(plan)) {
    const [{ tid }] = driver.terms as [Group['terms'][number]];
    if (plan.range !== null) return yield* spanned(plan, plan.range, tid, page);
    return yield* taken({ tid, sort: plan.sort }, page, page.limit);
  }
  const list = isInOrder(plan, driver) ? driver : plan.all;
  const selected = set ?? (yield* selectedBy(plan));
  const size = sizeOf(selected);
  if (!list.isList || size <= page.limit || size <= (list.rows * page.limit) / size)
    return yield* sorted(ridsOf(selected), plan.sort, page);
  const whole = { tid: list.terms[0]!.tid, sort: plan.sort };
  return yield* taken(whole, page, page.limit, (rid) => has(selected, rid));
}
