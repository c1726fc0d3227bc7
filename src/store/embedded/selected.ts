import { compareText } from '../../model/order.ts';
import { comparePlaces, type ListQuery, type Place } from '../../model/query.ts';
import {
  addTo,
  emptySet,
  has,
  keepOnly,
  leaveOut,
  leaveOutOne,
  ridsOf,
  sizeOf,
  type RecordSet,
} from '../index/sets.ts';
import { matchingSet } from './full-text.ts';
import { ridsUnder, walk, type Span } from './lists.ts';
import { isInOrder, isUnconditional, rarestFirst, type Dated, type Group, type Plan } from './select.ts';
import type { Database } from './sqlite.ts';
import { filedOf, lastRid } from './terms.ts';

/*
 * What a plan selects: as a set, and as a page in order. The rarest terms drive; whether a record is filed under the
 * others is looked up at the record or in their sets, whichever reads fewer rows. A page is read in the order of a list, from
 * where it begins, or what it is of is put in order, again whichever is less.
 */

/** Sets of one state of the graph, by the terms whose records they are. */
export type KnownSets = Map<string, RecordSet>;

/** The conditions of a plan but for its range. */
type Conditions = Pick<Plan, 'groups' | 'excluded'>;

const setUnder = (database: Database, { tids }: Group, known: KnownSets): RecordSet => {
  const name = tids.join();
  const found = known.get(name);
  if (found !== undefined) return found;
  const set = emptySet(lastRid(database));
  for (const tid of tids) addTo(set, ridsUnder(database, tid));
  known.set(name, set);
  return set;
};

/** The records that meet conditions; of those in a set, where one is given. */
const meeting = (
  database: Database,
  { groups, excluded }: Conditions,
  known: KnownSets,
  within: RecordSet | null = null,
): RecordSet => {
  const [driver, ...rest] = groups as [Group, ...Group[]];
  const required = within === null ? rest : groups;
  const set = within ?? setUnder(database, driver, known).slice();
  const size = within === null ? driver.records : sizeOf(within);
  const others = [...required, excluded];
  const rows = others.reduce((sum, group) => sum + (known.has(group.tids.join()) ? 0 : group.rows), 0);
  if (rows <= size) {
    for (const group of required) keepOnly(set, setUnder(database, group, known));
    if (excluded.tids.length > 0) leaveOut(set, setUnder(database, excluded, known));
    return set;
  }
  for (const rid of ridsOf(set)) {
    const filed = filedOf(database, rid);
    const isUnder = ({ tids }: Group): boolean => tids.some((tid) => filed.has(tid));
    if (!required.every(isUnder) || isUnder(excluded)) leaveOutOne(set, rid);
  }
  return set;
};

const dateOf = (database: Database, rid: number): string =>
  database.prepare('SELECT sorts ->> 0 AS date FROM record WHERE rid = ?').get(rid).date;

/** Leaves those whose date is on one side of a span, and which are in its terms for that. */
const beside = (
  database: Database,
  { groups, ...rest }: Conditions,
  side: Group,
  isThere: (date: string) => boolean,
): number[] =>
  side.tids.length === 0
    ? []
    : ridsOf(meeting(database, { ...rest, groups: rarestFirst([...groups, side]) }, new Map())).filter((rid) =>
        isThere(dateOf(database, rid)),
      );

const isBefore =
  ({ from }: Dated) =>
  (date: string): boolean =>
    compareText(date, from) < 0;
const isBehind =
  ({ to }: Dated) =>
  (date: string): boolean =>
    compareText(date, to) >= 0;

/** The records that a plan selects; `known`: sets that need not be read again for another plan. */
export const selectedBy = (database: Database, plan: Plan, known: KnownSets = new Map()): RecordSet => {
  const { range, match, groups, all } = plan;
  const matching = match === null ? null : matchingSet(database, match);
  // What matches is of the type already.
  const others = groups.filter(({ tids }) => matching === null || tids[0] !== all.tids[0]);
  const set = meeting(database, { ...plan, groups: others }, known, matching);
  if (range === null) return set;
  const size = sizeOf(set);
  const dated = emptySet(lastRid(database));
  addTo(dated, beside(database, plan, range.before, isBefore(range)));
  addTo(dated, beside(database, plan, range.behind, isBehind(range)));
  const list = plan.groups[0]!.isList ? plan.groups[0]! : plan.all;
  if (list.isList && list.rows <= size) {
    const span: Span = { after: null, descending: false, from: range.from, to: range.to };
    addTo(dated, walk(database, { tid: list.tids[0]!, sort: 0 }, span));
  } else {
    const within = ridsOf(set).filter((rid) => {
      const date = dateOf(database, rid);
      return !isBefore(range)(date) && !isBehind(range)(date);
    });
    addTo(dated, within);
  }
  keepOnly(set, dated);
  return set;
};

export type PageOf = Pick<ListQuery, 'after' | 'descending' | 'limit'>;

/** Some records put in order, those after a place. */
const sorted = (
  database: Database,
  rids: readonly number[],
  sort: number,
  { after, descending, limit }: PageOf,
): number[] => {
  const find = database.prepare('SELECT sorts ->> ? AS key, id FROM record WHERE rid = ?');
  const sign = descending ? -1 : 1;
  return rids
    .map((rid): Place & { rid: number } => ({ rid, ...(find.get(sort, rid) as Place) }))
    .filter((place) => after === null || sign * comparePlaces(place, after) > 0)
    .sort((a, b) => sign * comparePlaces(a, b))
    .slice(0, limit)
    .map(({ rid }) => rid);
};

const taken = (rids: Iterable<number>, limit: number, isWanted: (rid: number) => boolean = () => true): number[] => {
  const found: number[] = [];
  if (limit === 0) return found;
  for (const rid of rids) if (isWanted(rid) && found.push(rid) >= limit) break;
  return found;
};

/** A page of a list that is kept in order, within a range of dates, which is that order: a span of it, and what lies beside that. */
const spanned = (database: Database, plan: Plan, range: Dated, driver: Group, page: PageOf): number[] => {
  const { descending, limit } = page;
  const found: number[] = [];
  const side = (group: Group, isThere: (date: string) => boolean) => (): number[] =>
    sorted(database, beside(database, plan, group, isThere), 0, { ...page, limit: limit - found.length });
  const parts = [
    side(range.before, isBefore(range)),
    (): number[] =>
      taken(
        walk(database, { tid: driver.tids[0]!, sort: 0 }, { ...page, from: range.from, to: range.to }),
        limit - found.length,
      ),
    side(range.behind, isBehind(range)),
  ];
  for (const part of descending ? parts.toReversed() : parts) if (found.length < limit) found.push(...part());
  return found;
};

/** The records of a page, in order; `set`: all that the plan selects. */
export const pageOf = (
  database: Database,
  plan: Plan,
  page: PageOf,
  set: () => RecordSet = () => selectedBy(database, plan),
): number[] => {
  const [driver] = plan.groups as [Group];
  const isRead = isInOrder(plan, driver);
  if (isRead && isUnconditional(plan)) {
    if (plan.range === null) return taken(walk(database, { tid: driver.tids[0]!, sort: plan.sort }, page), page.limit);
    if (plan.sort === 0) return spanned(database, plan, plan.range, driver, page);
  }
  const list = isRead ? driver : plan.all;
  const all = set();
  const size = sizeOf(all);
  if (!list.isList || size <= page.limit || size <= (list.rows * page.limit) / size)
    return sorted(database, ridsOf(all), plan.sort, page);
  return taken(walk(database, { tid: list.tids[0]!, sort: plan.sort }, page), page.limit, (rid) => has(all, rid));
};
