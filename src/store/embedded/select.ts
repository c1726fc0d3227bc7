import { isSummed } from '../../model/facets.ts';
import { ALL, referredBy } from '../../model/postings.ts';
import { sortIndex, type Selection } from '../../model/query.ts';
import { DATES, rangeKeys } from '../../model/time-order.ts';
import { TYPES } from '../../model/types.ts';
import type { TypeName } from '../../model/ids.ts';
import { blocksFor } from '../index/blocks.ts';
import type { Database } from './sqlite.ts';
import { matchOf } from './full-text.ts';
import { termOf, type Term } from './terms.ts';

/*
 * What a selection asks of the index: groups of terms, of each of which a record has to have one, the rarest first.
 */

/** Terms of which a record is filed under one; `records`: how many are, where none is under two; `rows`: how many hold them; `isList`: whether they are one list in order. */
export type Group = { tids: number[]; records: number; rows: number; isList: boolean };

/** A selection of which something is known to match, made ready to be read in a sort; `all`: the term of all records of the type. */
export type Plan = {
  type: TypeName;
  sort: number;
  all: Group;
  /** At least one, the rarest first. */
  groups: Group[];
  excluded: Group;
  range: Dated | null;
  /** What has its words (full-text.ts). */
  match: string | null;
  alone: Alone | null;
};

/** A range of dates: a span of keys, and the terms of those before and behind it that lie in the range too. */
export type Dated = { from: string; to: string; before: Group; behind: Group };

/** The terms that records have to have, where nothing else is asked of them; `isAll` where every record of the type has. */
export type Alone = { terms: Filled[]; isAll: boolean };

/** A term with records; `isValue`: whether its facet is one that is summed. */
type Filled = Term & { isValue: boolean };

const groupOf = (terms: readonly Filled[]): Group => ({
  tids: terms.map(({ tid }) => tid),
  records: terms.reduce((sum, { records }) => sum + records, 0),
  rows: terms.reduce((sum, { blocks, records }) => sum + (blocks === 0 ? 1 : blocksFor(records)), 0),
  isList: terms.length === 1 && terms[0]!.blocks === 1,
});

/** Looks up the terms of a selection; null where nothing can match. */
export const planOf = (database: Database, selection: Selection, sort: string): Plan | null => {
  const { type, range } = selection;
  const all = termsOf(database, type, ALL, ['']);
  if (all.length === 0) return null;
  const asked = selection.where
    .filter(({ any }) => any.length > 0)
    .map(({ filter, any }) => termsOf(database, type, filter, any));
  if (asked.some((group) => group.length === 0)) return null;
  const dates = range === null ? null : rangeKeys(range);
  const dated = (values: readonly string[]): Filled[] => termsOf(database, type, DATES, values);
  const excluded = [
    ...selection.where.flatMap(({ filter, none }) => termsOf(database, type, filter, none)),
    ...dated(dates?.excluded ?? []),
  ];
  const isAlone =
    asked.every((group) => group.length === 1) && excluded.length === 0 && range === null && !selection.words;
  const terms = asked.length === 0 ? [all] : asked;
  return {
    type,
    sort: sortIndex(type, sort),
    all: groupOf(all),
    groups: rarestFirst(terms.map(groupOf)),
    excluded: groupOf(excluded),
    range: dates && {
      ...dates,
      before: groupOf(dated(dates.before)),
      behind: groupOf(dated(dates.behind)),
    },
    match: selection.words ? matchOf(selection.words, [type]) : null,
    alone: isAlone ? { terms: terms.flat().sort((a, b) => a.records - b.records), isAll: asked.length === 0 } : null,
  };
};

/** The same for what is counted, in the first sort. */
export const firstPlan = (database: Database, selection: Selection): Plan | null =>
  planOf(database, selection, Object.keys(TYPES[selection.type].sorts)[0]!);

export const rarestFirst = (groups: readonly Group[]): Group[] => groups.toSorted((a, b) => a.records - b.records);

/** Whether a record that is filed under the rarest terms is selected, but for the range. */
export const isUnconditional = ({ groups, excluded, match }: Plan): boolean =>
  groups.length === 1 && excluded.tids.length === 0 && match === null;

/** Whether the records of a group are kept in the order of the plan. */
export const isInOrder = ({ sort, all }: Plan, { tids, isList }: Group): boolean =>
  isList && (sort === 0 || tids[0] === all.tids[0]);

/** How many records, and rows of the index, are looked at for a page of so many at most. */
export const mostReadBy = (plan: Plan, limit: number): number => {
  const [driver] = plan.groups as [Group];
  const isRead = plan.range === null && isUnconditional(plan) && isInOrder(plan, driver);
  return isRead ? limit + blocksFor(limit) : driver.records;
};

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
