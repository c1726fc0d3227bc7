import { referredBy } from '../../model/postings.ts';
import type { ListQuery, Selection } from '../../model/query.ts';
import type { FacetCount, FacetPage, FacetPlace, FacetQuery } from '../facets.ts';
import { FACET_VALUES, type Page } from '../port.ts';
import { FACETS, TERM_FACETS } from './cypher-lists.ts';
import { WORD_FACETS } from './cypher-words.ts';
import { withWords } from './full-text.ts';
import { ownOf, zip, type Ask, type Columns } from './query.ts';
import { integer, sortable, split } from './records.ts';
import { aloneIn, wholeOf, type PartParameter } from './select.ts';
import { summedFacetsOf, sumOf } from './sums.ts';

/*
 * Facets: from numbers that are kept as far as there are, else counted record by record.
 */

/** The facet as whose only value the records of a list are counted. */
const COUNTED = '';

type Asked = { filter: string; stem: string | null; key?: string };
/** Which values of each facet. */
type Window = { after: FacetPlace | null; limit: number };
const FIRST_VALUES: Window = { after: null, limit: FACET_VALUES };

type Found = ReadonlyMap<string, { values: FacetCount[]; size: number }>;

export const facetsAsked = ({ type }: Selection, facets: readonly string[]): Asked[] => {
  const summed = summedFacetsOf(type);
  return facets.map((filter) => {
    const ref = referredBy(type, filter);
    return { filter, stem: ref && `${ref}/`, ...summed.find((facet) => facet.filter === filter) };
  });
};

const within = ({ after, limit }: Window): object => {
  const { head = '', tail = '' } = after === null ? {} : split(sortable(after.id));
  return {
    after: after === null ? null : { count: integer(after.count), begins: head, rest: tail },
    values: integer(limit),
  };
};

export const facetParameters = (facets: readonly Asked[], window = FIRST_VALUES): object => ({
  facets: facets.map((facet) => ({ key: null, ...facet })),
  ...within(window),
});

/** Facets by their filters. A map comes with its fields in an order of the server's own. */
export const facetsIn = (columns: Columns): Found =>
  new Map(
    zip({ filter: columns['filter']!, counts: columns['counts']!, size: columns['size']! }, (at) => [
      at('filter') as string,
      {
        values: (at('counts') as FacetCount[]).map(({ id, label, count }) => ({ id, label, count })),
        size: at('size') as number,
      },
    ]),
  );

/** How many records a list has, which comes with its facets. */
export const countedIn = (found: Found): number | undefined => found.get(COUNTED)?.values[0]?.count;

/** Counts of a list and of its facets. */
export type Sums = Pick<Page, 'total' | 'facets' | 'facetSizes'>;

export const sumsOf = ({ count, facets }: ListQuery, found: Found): Sums => ({
  total: count ? countedIn(found)! : null,
  facets: Object.fromEntries(facets.map((filter) => [filter, found.get(filter)?.values ?? []])),
  facetSizes: Object.fromEntries(facets.map((filter) => [filter, found.get(filter)?.size ?? 0])),
});

/** Facets of a selection, and how many records it has. */
export const readFacets = async (
  ask: Ask,
  selection: Selection,
  names: readonly string[],
  window: Window = FIRST_VALUES,
): Promise<Found> => {
  const part = wholeOf(selection);
  const facets = facetsAsked(selection, names);
  if (selection.words) {
    const asked = { part: withWords(selection, selection.words, part), ...facetParameters(facets, window) };
    return facetsIn(await ask(WORD_FACETS, asked));
  }
  const found = await readKept(ask, part, facets, window);
  const others = facets.filter(({ filter }) => !found.has(filter));
  if (others.length === 0) return found;
  const asked = { part, type: selection.type, ...facetParameters(others, window) };
  return new Map([...found, ...facetsIn(await ask(FACETS, asked))]);
};

/** Those of what one term has which its values are kept for. */
const readKept = async (ask: Ask, part: PartParameter, facets: readonly Asked[], window: Window): Promise<Found> => {
  const alone = aloneIn(part);
  const summed = facets.filter(({ key }) => key !== undefined);
  if (alone === null || summed.length === 0) return new Map();
  const asked = { term: alone, facets: summed.map((facet) => ({ ...facet, of: sumOf(facet.filter, alone) })) };
  return facetsIn(ownOf(await ask(TERM_FACETS, { asked: [asked], ...within(window) })));
};

export const readFacet = async (ask: Ask, { selection, facet, after, limit }: FacetQuery): Promise<FacetPage> => {
  const found = await readFacets(ask, selection, [facet], { after, limit: limit + 1 });
  const { values, size } = found.get(facet) ?? { values: [], size: 0 };
  return { values: values.slice(0, limit), more: values.length > limit, size };
};
