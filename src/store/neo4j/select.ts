import type { Integer } from 'neo4j-driver';
import { isSummed } from '../../model/facets.ts';
import type { TypeName } from '../../model/ids.ts';
import { compareText } from '../../model/order.ts';
import { ALL, referredBy } from '../../model/postings.ts';
import { sortIndex, type Condition, type Place, type Selection } from '../../model/query.ts';
import { DATES, rangeKeys, type RangeKeys } from '../../model/time-order.ts';
import { TYPES } from '../../model/types.ts';
import { digestOf, END, integer, placed, stemOf, termOf } from './records.ts';
import { summedFacetsOf, sumOf } from './sums.ts';

/*
 * A selection as parameters: which terms to look up, and which spans of the order to read. What drives is chosen in
 * the query itself, by the numbers that stand with the terms.
 */

/** From a place up to, not including, another. */
type Span = { from: string; to: string };
/** `before`, `behind`: of those that lie in a range of dates beside its span. */
type Role = 'any' | 'none' | 'before' | 'behind';
type Group = { role: Role; terms: { term: string; stem: string; address: string | null }[] };
/** A term to look up, and the group of the selection that it is of. */
type Lookup = Group['terms'][number] & { role: Role; group: Integer };

export type PartParameter = {
  index: Integer;
  all: string;
  lookups: Lookup[];
  spans: Span[];
  /** The spans before and behind a range of dates. */
  before: Span[];
  behind: Span[];
  /** Whether the spans are the whole order. */
  undated: boolean;
  /** The span of dates, for lists that are in another order than by date. */
  dates: Span | null;
  place: string;
  tail: string;
};

type Reading = { sort: string; after: Place | null; descending: boolean };

const groupOf = (type: TypeName, role: Role, filter: string, values: readonly string[]): Group[] => {
  const ref = referredBy(type, filter);
  const terms = values.map((value) => ({
    term: termOf(type, filter, value),
    stem: stemOf(type, filter),
    address: ref && `${ref}/${value}`,
  }));
  return terms.length === 0 ? [] : [{ role, terms }];
};

const groupsOf = ({ type, where }: Selection): Group[] => {
  const groups = where.flatMap(({ filter, any, none }) => [
    ...groupOf(type, 'any', filter, any),
    ...groupOf(type, 'none', filter, none),
  ]);
  return groups.some(({ role }) => role === 'any') ? groups : [...groupOf(type, 'any', ALL, ['']), ...groups];
};

const groupsBeside = (type: TypeName, dates: RangeKeys | null): Group[] =>
  dates === null
    ? []
    : [
        ...groupOf(type, 'none', DATES, dates.excluded),
        ...groupOf(type, 'before', DATES, dates.before),
        ...groupOf(type, 'behind', DATES, dates.behind),
      ];

const greater = (a: string, b: string): string => (compareText(a, b) < 0 ? b : a);
const lesser = (a: string, b: string): string => (compareText(a, b) < 0 ? a : b);

/** What of a span lies at or beyond a place; the query leaves out what is not beyond it. */
const beyond = ({ from, to }: Span, place: string | null, descending: boolean): Span => {
  if (place === null) return { from, to };
  return descending ? { from, to: lesser(to, `${place}\0`) } : { from: greater(from, place), to };
};

/** A selection made ready to be read in a sort, after a place. */
export const partOf = (selection: Selection, { sort, after, descending }: Reading, index = 0): PartParameter => {
  const place = after === null ? null : placed(after);
  const number = sortIndex(selection.type, sort);
  const dates = selection.range === null ? null : rangeKeys(selection.range);
  // Dates are the keys of the first sort only.
  const inOrder = dates !== null && number === 0;
  const spansOf = (...spans: Span[]): Span[] =>
    spans
      .map((span) => beyond(span, place?.head ?? null, descending))
      .filter(({ from, to }) => compareText(from, to) < 0);
  return {
    index: integer(index),
    all: digestOf(termOf(selection.type, ALL, '')),
    lookups: [...groupsOf(selection), ...groupsBeside(selection.type, dates)].flatMap(({ role, terms }, group) =>
      terms.map((term) => ({ ...term, role, group: integer(group) })),
    ),
    spans: spansOf(inOrder ? { from: dates.from, to: dates.to } : { from: '', to: END }),
    before: inOrder ? spansOf({ from: '', to: dates.from }) : [],
    behind: inOrder ? spansOf({ from: dates.to, to: END }) : [],
    undated: dates === null,
    dates: dates !== null && !inOrder ? { from: dates.from, to: dates.to } : null,
    place: place?.head ?? '',
    tail: place?.tail ?? '',
  };
};

/** A selection made ready to be counted, in the first sort. */
export const wholeOf = (selection: Selection, index = 0): PartParameter =>
  partOf(selection, { sort: Object.keys(TYPES[selection.type].sorts)[0]!, after: null, descending: false }, index);

type SpanParameter = Span & Pick<PartParameter, 'index' | 'place' | 'tail'>;

/** One span of the order, where it is one; null for others. */
const oneSpanOf = ({ index, spans, dates, place, tail }: PartParameter): SpanParameter | null =>
  spans.length === 1 && dates === null ? { index, ...spans[0]!, place, tail } : null;

export type SpanOfTerm = SpanParameter & { digest: string };
/** The same where it is one span of what one term has; null for others. */
export const oneTermOf = (part: PartParameter): SpanOfTerm | null => {
  const span = oneSpanOf(part);
  return span !== null && part.lookups.length === 1 ? { ...span, digest: digestOf(part.lookups[0]!.term) } : null;
};

/** A term, and where records list its value the property in which they do. */
type OneTerm = { term: string; key: string | null; value: string };
export type TermsParameter = SpanParameter & { terms: OneTerm[] };

/** The same where it is one span of what has several terms, each the only one of its condition; null for others. */
export const termsOf = (selection: Selection, part: PartParameter): TermsParameter | null => {
  const span = oneSpanOf(part);
  const conditions = selection.where.filter(({ any }) => any.length > 0);
  if (
    span === null ||
    conditions.length < 2 ||
    conditions.length < part.lookups.length ||
    part.lookups.some(({ role }) => role !== 'any')
  )
    return null;
  const keys = new Map(summedFacetsOf(selection.type).map(({ filter, key }) => [filter, key]));
  return {
    ...span,
    terms: conditions.map(({ filter, any }, i) => ({
      term: part.lookups[i]!.term,
      key: keys.get(filter) ?? null,
      value: any[0]!,
    })),
  };
};

/** The only term that a selection asks for, of the whole order; null where it asks for more. */
export const aloneIn = ({ lookups, undated }: PartParameter): string | null =>
  lookups.length === 1 && undated ? lookups[0]!.term : null;

/** What says how many records a selection has where that is kept: one term, or two of which one has sums by the other. */
export type KeptParameter = {
  index: Integer;
  alone: { term: string; address: string | null }[];
  sums: { of: string; term: string; other: string; value: string }[];
};

/** The same where it is one term, or two; null for others. */
export const keptOf = (selection: Selection, { index, lookups, undated }: PartParameter): KeptParameter | null => {
  if (!undated || lookups.some(({ role }) => role !== 'any')) return null;
  const [one, other, ...further] = lookups;
  if (other === undefined) return { index, alone: [{ term: one!.term, address: one!.address }], sums: [] };
  const [first, second] = selection.where.filter(({ any }) => any.length > 0);
  if (further.length > 0 || second === undefined) return null;
  const sums = [
    ...sumBy(selection.type, one!.term, second, other.term),
    ...sumBy(selection.type, other.term, first!, one!.term),
  ];
  return sums.length === 0 ? null : { index, alone: [], sums };
};

/** How to find how many records of a term have another value as well; nothing where that is not summed. */
const sumBy = (type: TypeName, term: string, { filter, any }: Condition, other: string): KeptParameter['sums'] =>
  isSummed(type, filter) ? [{ of: sumOf(filter, term), term, other, value: any[0]! }] : [];
