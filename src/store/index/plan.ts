import { isSummed } from '../../model/facets.ts';
import type { TypeName } from '../../model/ids.ts';
import { ALL } from '../../model/postings.ts';
import { sortIndex, type Selection } from '../../model/query.ts';
import { DATES, rangeKeys } from '../../model/time-order.ts';
import { TYPES } from '../../model/types.ts';
import type { WordQuery } from '../../search/query.ts';
import { blocksFor } from './blocks.ts';
import type { Lookup, Request, Steps, Term } from './steps.ts';

/*
 * What a selection asks of the index: groups of terms, of each of which a record has to have one, the rarest first.
 */

/**
 * Terms of which a record is filed under one; `records`: how many are, where none is under two; `rows`: how many hold
 * them; `isList`: whether they are one list in order.
 */
export type Group = { terms: Filled[]; records: number; rows: number; isList: boolean };

/** A selection of which something is known to match, made ready to be read in a sort; `all`: the term of all records of the type. */
export type Plan = {
  type: TypeName;
  sort: number;
  all: Group;
  /** At least one, the rarest first. */
  groups: Group[];
  excluded: Group;
  range: Dated | null;
  words: WordQuery | null;
  alone: Alone | null;
  /** The greatest number of a record. */
  last: number;
};

/** A range of dates: a span of keys, and the terms of those before and behind it that lie in the range too. */
export type Dated = { from: string; to: string; before: Group; behind: Group };

/** The terms that records have to have, where nothing else is asked of them; `isAll` where every record of the type has. */
export type Alone = { terms: Filled[]; isAll: boolean };

/** A term with records; `isValue`: whether its facet is one that is summed. */
type Filled = Term & { isValue: boolean };

/** By which terms of one group are told from those of another. */
export const nameOf = ({ terms }: Group): string => terms.map(({ tid }) => tid).join();

const groupOf = (found: readonly Filled[]): Group => {
  const terms = [...new Map(found.map((term) => [term.tid, term])).values()];
  return {
    terms,
    records: terms.reduce((sum, { records }) => sum + records, 0),
    rows: terms.reduce((sum, { rids, records }) => sum + (rids === null ? blocksFor(records) : 1), 0),
    isList: terms.length === 1 && terms[0]!.rids === null,
  };
};

export const rarestFirst = (groups: readonly Group[]): Group[] => groups.toSorted((a, b) => a.records - b.records);

/** Looks up the terms of a selection, in one round; null where nothing can match. */
export function* planOf(selection: Selection, sort: string): Steps<Plan | null> {
  const { type, range, where, words = null } = selection;
  const dates = range === null ? null : rangeKeys(range);
  const conditions = [
    { filter: ALL, values: [''] },
    { filter: DATES, values: dates?.before ?? [] },
    { filter: DATES, values: dates?.behind ?? [] },
    { filter: DATES, values: dates?.excluded ?? [] },
    ...where.map(({ filter, none }) => ({ filter, values: none })),
    ...where.filter(({ any }) => any.length > 0).map(({ filter, any }) => ({ filter, values: any })),
  ];
  const lookups = conditions.flatMap(({ filter, values }) => values.map((value): Lookup => ({ type, filter, value })));
  const [last, ...found] = (yield [
    { name: 'last', of: null },
    ...lookups.map((of): Request => ({ name: 'term', of })),
  ]) as [number, ...(Term | null)[]];
  const terms = found.map((term, i): Filled | null =>
    term === null || term.records === 0 ? null : { ...term, isValue: isSummed(type, lookups[i]!.filter) },
  );
  let at = 0;
  const groups = conditions.map(({ values }) =>
    groupOf(terms.slice(at, (at += values.length)).filter((term) => term !== null)),
  );
  const [whole, before, behind, ...others] = groups as [Group, Group, Group, ...Group[]];
  const excluded = groupOf(others.slice(0, 1 + where.length).flatMap((group) => group.terms));
  const asked = others.slice(1 + where.length);
  if (whole.records === 0 || asked.some((group) => group.records === 0)) return null;
  const isAlone = asked.every((group) => group.terms.length === 1) && excluded.records === 0 && !dates && !words;
  const required = asked.length === 0 ? [whole] : asked;
  return {
    type,
    sort: sortIndex(type, sort),
    all: whole,
    groups: rarestFirst(required),
    excluded,
    range: dates && { ...dates, before, behind },
    words,
    alone: isAlone
      ? {
          terms: required.flatMap((group) => group.terms).sort((a, b) => a.records - b.records),
          isAll: asked.length === 0,
        }
      : null,
    last,
  };
}

/** The same for what is counted, in the first order. */
export const firstPlan = (selection: Selection): Steps<Plan | null> =>
  planOf(selection, Object.keys(TYPES[selection.type].sorts)[0]!);

/** Whether a record that is filed under the rarest terms is selected, but for the range. */
export const isUnconditional = ({ groups, excluded, words }: Plan): boolean =>
  groups.length === 1 && excluded.records === 0 && words === null;

/** Whether the records of a group are kept in the order of the plan. */
export const isInOrder = ({ sort, all: whole }: Plan, { terms, isList }: Group): boolean =>
  isList && (sort === 0 || terms[0]!.tid === whole.terms[0]!.tid);

/** How many records, and rows of the index, are looked at for a page of so many at most. */
export const mostReadBy = (plan: Plan, limit: number): number => {
  const [driver] = plan.groups as [Group];
  const isRead = plan.range === null && isUnconditional(plan) && isInOrder(plan, driver);
  return isRead ? limit + blocksFor(limit) : driver.records;
};
