import { APART } from '../../model/define.ts';
import { isSummed } from '../../model/facets.ts';
import type { TypeName } from '../../model/ids.ts';
import { ALL } from '../../model/index-keys.ts';
import { sortIndex, type Condition, type Selection } from '../../model/query.ts';
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
  spared: Spared[];
  range: Dated | null;
  words: WordQuery | null;
  alone: Alone | null;
  /** The greatest number of a record. */
  last: number;
};

/** Terms that a record may not have, unless it has one of others. */
export type Spared = { of: Group; unless: Group };

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

type Value = { filter: string; value: string };

const valuesOf = ({ filter }: { filter: string }, values: readonly string[]): Value[] =>
  values.map((value) => ({ filter, value }));

/**
 * What a condition asks: values of which a record has to have one, those that it may not have, and those that it may not
 * have unless it has one of others.
 */
const askedBy = (condition: Condition): { any: Value[]; none: Value[]; spared: { of: Value[]; unless: Value[] }[] } => {
  const { apart } = condition;
  const [any, none] = [valuesOf(condition, condition.any), valuesOf(condition, condition.none)];
  if (apart === undefined) return { any, none, spared: [] };
  const marks = valuesOf(apart, [APART]);
  const instead = valuesOf(apart, apart.any);
  return {
    any: any.length === 0 ? [] : [...any, ...instead],
    none: valuesOf(apart, apart.none),
    spared: [
      { of: none, unless: marks },
      { of: any.length === 0 ? [] : marks, unless: instead },
    ],
  };
};

/** Looks up the terms of a selection, in one round; null where nothing can match. */
export function* planOf(selection: Selection, sort: string): Steps<Plan | null> {
  const { type, range, where, words = null } = selection;
  const dates = range === null ? null : rangeKeys(range);
  const on = where.map(askedBy);
  const sparing = on.flatMap(({ spared }) => spared);
  const dated = (values: readonly string[] = []): Value[] => valuesOf({ filter: DATES }, values);
  const sets = [
    valuesOf({ filter: ALL }, ['']),
    dated(dates?.before),
    dated(dates?.behind),
    [...dated(dates?.excluded), ...on.flatMap(({ none }) => none)],
    ...sparing.flatMap(({ of, unless }) => [of, unless]),
    ...on.flatMap(({ any }) => (any.length === 0 ? [] : [any])),
  ];
  const lookups = sets.flat().map((value): Lookup => ({ type, ...value }));
  const [last, ...found] = (yield [
    { name: 'last', of: null },
    ...lookups.map((of): Request => ({ name: 'term', of })),
  ]) as [number, ...(Term | null)[]];
  const terms = found.map((term, i): Filled | null =>
    term === null || term.records === 0 ? null : { ...term, isValue: isSummed(type, lookups[i]!.filter) },
  );
  let at = 0;
  const groups = sets.map((values) => groupOf(terms.slice(at, (at += values.length)).filter((term) => term !== null)));
  const [whole, before, behind, unwanted, ...others] = groups as [Group, Group, Group, Group, ...Group[]];
  const pairs = sparing.map((_, i): Spared => ({ of: others[2 * i]!, unless: others[2 * i + 1]! }));
  const excluded = groupOf(
    [unwanted, ...pairs.flatMap(({ of, unless }) => (unless.records === 0 ? of : []))].flatMap(
      ({ terms: each }) => each,
    ),
  );
  const spared = pairs.filter(({ of, unless }) => of.records > 0 && unless.records > 0);
  const asked = others.slice(2 * pairs.length);
  if (whole.records === 0 || asked.some((group) => group.records === 0)) return null;
  const isAlone =
    asked.every((group) => group.terms.length === 1) &&
    excluded.records === 0 &&
    spared.length === 0 &&
    !dates &&
    !words;
  const required = asked.length === 0 ? [whole] : asked;
  return {
    type,
    sort: sortIndex(type, sort),
    all: whole,
    groups: rarestFirst(required),
    excluded,
    spared,
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
export const isUnconditional = ({ groups, excluded, spared, words }: Plan): boolean =>
  groups.length === 1 && excluded.records === 0 && spared.length === 0 && words === null;

/** Whether the records of a group are kept in the order of the plan. */
export const isInOrder = ({ sort, all: whole }: Plan, { terms, isList }: Group): boolean =>
  isList && (sort === 0 || terms[0]!.tid === whole.terms[0]!.tid);

/** How many records, and rows of the index, are looked at for a page of so many at most. */
export const mostReadBy = (plan: Plan, limit: number): number => {
  const [driver] = plan.groups as [Group];
  const isRead = plan.range === null && isUnconditional(plan) && isInOrder(plan, driver);
  return isRead ? limit + blocksFor(limit) : driver.records;
};
