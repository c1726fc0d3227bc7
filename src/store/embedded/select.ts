import { isSummed } from '../../model/facets.ts';
import { ALL, referredBy } from '../../model/postings.ts';
import { sortIndex, type Place, type Selection } from '../../model/query.ts';
import { DATES, rangeKeys } from '../../model/time-order.ts';
import type { TypeName } from '../../model/ids.ts';
import type { Database } from './sqlite.ts';
import { termOf, type Term } from './terms.ts';

/*
 * A selection as SQL. The rarest group of terms drives: its postings are read in order from where the page begins,
 * and each is looked up under the terms of the other groups. So a page costs what the rarest term costs, and a page
 * deep in a list what the first one does.
 */

export type Sql = { text: string; values: (string | number)[] };

/** A selection of which something is known to match, made ready to be read in a sort; `driving`: how many records the driving terms have; `isMany`: whether one of them has very many. */
export type Plan = {
  sort: number;
  driver: number[];
  driving: number;
  isMany: boolean;
  required: number[][];
  excluded: number[];
  together: number[][];
  range: Dated | null;
  alone: Alone | null;
};

/** A range of dates: a span of keys, and the terms of those before and behind it that lie in the range too. */
type Dated = { from: string; to: string; before: number[]; behind: number[] };

/** The terms that records have to have, where nothing else is asked of them; `isAll` where every record of the type has. */
export type Alone = { terms: Filled[]; isAll: boolean };

/** A term with records; `isValue`: whether its facet is one that is summed. */
type Filled = Term & { isValue: boolean };

/** Looks up the terms of a selection; null where nothing can match. */
export const planOf = (database: Database, selection: Selection, sort: string): Plan | null => {
  const { type, range } = selection;
  const all = termsOf(database, type, ALL, [''])[0];
  if (all === undefined) return null;
  const groups = selection.where
    .filter(({ any }) => any.length > 0)
    .map(({ filter, any }) => termsOf(database, type, filter, any));
  if (groups.some((group) => group.length === 0)) return null;
  const dates = range === null ? null : rangeKeys(range);
  const dated = (values: readonly string[]): Filled[] => termsOf(database, type, DATES, values);
  const excluded = [
    ...selection.where.flatMap(({ filter, none }) => termsOf(database, type, filter, none)),
    ...dated(dates?.excluded ?? []),
  ];
  // Terms that no record has cannot all be there.
  const together = selection.where.flatMap(({ filter, notAll = [] }) =>
    [notAll.flatMap((value) => termsOf(database, type, filter, [value]))].filter(
      (terms) => terms.length === notAll.length && terms.length > 0,
    ),
  );
  const weight = (group: Term[]): number => group.reduce((sum, term) => sum + term.records, 0);
  const [driver = [all], ...required] = groups.sort((a, b) => weight(a) - weight(b));
  const alone =
    [driver, ...required].every((group) => group.length === 1) &&
    excluded.length + together.length === 0 &&
    range === null;
  const tids = (terms: Term[]): number[] => terms.map((term) => term.tid);
  return {
    sort: sortIndex(type, sort),
    driver: tids(driver),
    driving: weight(driver),
    isMany: driver.some(({ summed }) => summed !== 0),
    required: required.map(tids),
    excluded: tids(excluded),
    together: together.map(tids),
    range: dates && { ...dates, before: tids(dated(dates.before)), behind: tids(dated(dates.behind)) },
    alone: alone ? { terms: [driver, ...required].flat(), isAll: groups.length === 0 } : null,
  };
};

/** Whether all that is read of the driving terms is shown. */
export const showsAll = ({ sort, required, excluded, together, range }: Plan): boolean =>
  required.length + excluded.length + together.length === 0 && (range === null || sort === 0);

/** How many postings a page of so many records reads at most. */
export const mostReadBy = (plan: Plan, limit: number): number =>
  Math.min(plan.driving, showsAll(plan) ? plan.driver.length * (limit + 1) : Infinity);

const termsOf = (database: Database, type: TypeName, filter: string, values: readonly string[]): Filled[] => {
  const isValue = isSummed(type, filter);
  const filled = (value: string): Filled | undefined => {
    const term = termOf(database, type, filter, value);
    return term === undefined || term.records === 0 ? undefined : { ...term, isValue };
  };
  const found = new Map<number, Filled>();
  for (const value of values) {
    const term = filled(value) ?? filled(mergedInto(database, type, filter, value));
    if (term) found.set(term.tid, term);
  }
  return [...found.values()];
};

/** What the value of a reference filter was merged into; itself for any other. */
const mergedInto = (database: Database, type: TypeName, filter: string, value: string): string => {
  const ref = referredBy(type, filter);
  if (ref === null) return value;
  const find = database.prepare('SELECT moved_to FROM record WHERE type = ? AND id = ?');
  const next: string | null = find.get(ref, value)?.moved_to ?? null;
  return next === null ? value : mergedInto(database, type, filter, next);
};

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/** The words for what comes after a place, and for the order. */
const wordsOf = (descending: boolean): [beyond: string, order: string] => (descending ? ['<', 'DESC'] : ['>', 'ASC']);

/** The most scans that one query merges (SQLite's own limit is 500); the records of more are sorted. */
const MERGED = 400;

/** The postings of a plan as rows (rid, key, id), in order after a place; those among the first `most` of its driving terms, where that is given. */
export const postingsSql = (plan: Plan, after: Place | null, descending: boolean, most: number | null = null): Sql => {
  const [beyond, order] = wordsOf(descending);
  const place: Sql[] =
    after === null ? [] : [{ text: `(d.key, d.id) ${beyond} (?, ?)`, values: [after.key, after.id] }];
  const { driver, range, sort } = plan;
  const terms: Sql[] =
    driver.length > MERGED
      ? [{ text: `d.tid IN (${marks(driver)})`, values: [...driver] }]
      : driver.map((tid) => ({ text: 'd.tid = ?', values: [tid] }));
  const scan = (term: Sql, conditions: readonly Sql[]): Sql =>
    where('SELECT d.rid, d.key, d.id FROM posting d', [
      term,
      { text: 'd.sort = ?', values: [sort] },
      ...place,
      ...conditions,
    ]);
  // Dates are the keys of the first sort only.
  const span: Sql[] =
    range === null || sort !== 0 ? [] : [{ text: 'd.key >= ? AND d.key < ?', values: [range.from, range.to] }];
  const beside = (tids: readonly number[], side: Sql): Sql[] =>
    tids.map((tid) => scan({ text: 'd.tid = ?', values: [tid] }, [side, under(plan, driver), ...conditionsOf(plan)]));
  const outside: Sql[] =
    range === null || sort !== 0
      ? []
      : [
          ...beside(range.before, { text: 'd.key < ?', values: [range.from] }),
          ...beside(range.behind, { text: 'd.key >= ?', values: [range.to] }),
        ];
  const scans = (conditions: readonly Sql[]): Sql[] => [
    ...terms.map((term) => scan(term, [...span, ...conditions])),
    ...outside,
  ];
  // UNION, not UNION ALL: a record under two of the driving terms counts once. Ordered by all of its columns, SQLite
  // merges the scans as they are read; ordered by less, or around it, it would read and sort them all.
  const merged = (all: readonly Sql[]): Sql => ({
    text: `${all.map(({ text }) => text).join(' UNION ')} ORDER BY key ${order}, id ${order}, rid ${order}`,
    values: all.flatMap(({ values }) => values),
  });
  if (most === null) return merged(scans(conditionsOf(plan)));
  const first = merged(scans([]));
  const found = where(`SELECT d.rid, d.key, d.id FROM (${first.text} LIMIT ?) d`, conditionsOf(plan));
  return {
    text: `${found.text} ORDER BY d.key ${order}, d.id ${order}`,
    values: [...first.values, most, ...found.values],
  };
};

const where = (text: string, conditions: readonly Sql[]): Sql => ({
  text: conditions.length === 0 ? text : `${text} WHERE ${conditions.map((condition) => condition.text).join(' AND ')}`,
  values: conditions.flatMap(({ values }) => values),
});

/** That a posting's record is filed under one of these terms too. */
const under = ({ sort }: Plan, tids: readonly number[]): Sql => ({
  text: `EXISTS (SELECT 1 FROM posting p WHERE p.tid IN (${marks(tids)}) AND p.sort = ? AND p.key = d.key AND p.id = d.id)`,
  values: [...tids, sort],
});

/** What a posting of the driving terms has to meet. */
const conditionsOf = (plan: Plan): Sql[] => {
  const not = ({ text, values }: Sql): Sql => ({ text: `NOT (${text})`, values });
  const underAll = (tids: readonly number[]): Sql => {
    const each = tids.map((tid) => under(plan, [tid]));
    return { text: each.map(({ text }) => text).join(' AND '), values: each.flatMap(({ values }) => values) };
  };
  return [
    ...plan.required.map((tids) => under(plan, tids)),
    ...(plan.excluded.length === 0 ? [] : [not(under(plan, plan.excluded))]),
    ...plan.together.map((tids) => not(underAll(tids))),
    ...(plan.range === null || plan.sort === 0 ? [] : [dated(plan, plan.range)]),
  ];
};

/** Some records as rows (rid, key, id), in order after a place. */
export const recordsSql = (rids: readonly number[], sort: number, after: Place | null, descending: boolean): Sql => {
  const [beyond, order] = wordsOf(descending);
  return {
    text: `SELECT * FROM (SELECT r.rid, r.sorts ->> ${sort} AS key, r.id FROM json_each(?) d CROSS JOIN record r ON r.rid = d.value)
      ${after === null ? '' : `WHERE (key, id) ${beyond} (?, ?)`} ORDER BY key ${order}, id ${order}`,
    values: [JSON.stringify(rids), ...(after === null ? [] : [after.key, after.id])],
  };
};

/** Whether a record's date lies in the range, for lists that are in another order than by date. */
const dated = (plan: Plan, { from, to, before, behind }: Dated): Sql => {
  // What those terms are for lies on their side of the span: one that goes on for ever may also begin behind it.
  const [earlier, later] = [under(plan, before), under(plan, behind)];
  return {
    text: `EXISTS (SELECT 1 FROM (SELECT r.sorts ->> 0 AS at FROM record r WHERE r.rid = d.rid)
      WHERE (at >= ? AND at < ?) OR (at < ? AND ${earlier.text}) OR (at >= ? AND ${later.text}))`,
    values: [from, to, from, ...earlier.values, to, ...later.values],
  };
};
