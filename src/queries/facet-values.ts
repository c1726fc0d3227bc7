import type { TypeName } from '../model/ids.ts';
import { compareText } from '../model/order.ts';
import { anyOf, asFiled, listQuery, type Condition, type Selection } from '../model/query.ts';
import { filtersOf, type Filter } from '../model/types.ts';
import type { FacetCount, FacetPage, FacetPlace } from '../store/facets.ts';
import type { Page, Store } from '../store/port.ts';
import { forThoseSpeakers } from './speaker-conditions.ts';
import { onThoseClaims } from './stance-conditions.ts';

/*
 * Facets as they are told: each count is that of the list which its value leads to.
 */

/** Conditions in terms of the claims and the speakers that are asked for beside them. */
export const besideOthers = (type: TypeName, where: readonly Condition[]): Condition[] =>
  forThoseSpeakers(type, onThoseClaims(type, where));

type Closed = Extract<Filter['kind'], { oneOf: readonly string[] }>;

/** The values of a facet of which all that it may have are known, and are told beside a list; null of any other. */
const closed = (type: TypeName, facet: string): Closed | null => {
  const kind = filtersOf(type).get(facet.replace(/\.exact$/, ''))?.kind;
  return kind !== undefined && 'oneOf' in kind ? kind : null;
};

/** Whether it takes the number of all that is listed to tell a facet: its rest is filed under no value. */
export const takesTotal = (type: TypeName, facet: string): boolean => closed(type, facet)?.absent !== undefined;

const commonestFirst = (counts: readonly FacetCount[]): FacetCount[] =>
  counts.toSorted((a, b) => b.count - a.count || compareText(a.id, b.id));

/** The selections whose numbers are the counts of a facet that says something of what is asked for beside it; none of any other. */
const selectionsBy = (selection: Selection, facet: string): { id: string; of: Selection }[] => {
  const { type, where } = selection;
  const kind = closed(type, facet);
  return (kind?.oneOf ?? []).flatMap((id) => {
    const own = asFiled(anyOf(facet, id), kind!);
    const narrowed = besideOthers(type, [...where, own]);
    return id === kind!.absent || narrowed.includes(own) ? [] : [{ id, of: { ...selection, where: narrowed } }];
  });
};

/** The counts of those facets of a list that say something of what is asked for beside them: the directness for a speaker, the stance on a claim. */
export const facetsBeside = async (
  store: Store,
  selection: Selection,
  facets: readonly string[],
): Promise<Page['facets']> => {
  const asked = facets.flatMap((facet) => selectionsBy(selection, facet).map((each) => ({ facet, ...each })));
  if (asked.length === 0) return {};
  const counts = await store.counts(asked.map(({ of }) => of));
  const found: Page['facets'] = Object.fromEntries(asked.map(({ facet }) => [facet, []]));
  asked.forEach(({ facet, id }, i) => {
    if (counts[i]! > 0) found[facet]!.push({ id, label: id, count: counts[i]! });
  });
  return Object.fromEntries(Object.entries(found).map(([facet, each]) => [facet, commonestFirst(each)]));
};

/** With the records that are filed under no value, which are those that the others leave of the whole list. */
export const toldFacets = (type: TypeName, facets: Page['facets'], total: number | null): Page['facets'] =>
  Object.fromEntries(
    Object.entries(facets).map(([facet, filed]) => {
      const { absent, old = [] } = closed(type, facet) ?? {};
      const counts = filed.filter(({ id }) => !old.includes(id));
      const rest = (total ?? 0) - counts.reduce((sum, { count }) => sum + count, 0);
      if (absent === undefined || rest === 0) return [facet, counts];
      return [facet, commonestFirst([...counts, { id: absent, label: absent, count: rest }])];
    }),
  );

/** How many values a facet has. */
export const facetSize = (type: TypeName, facet: string, told: Page['facets'], found: Page['facetSizes']): number =>
  closed(type, facet) === null ? found[facet]! : told[facet]!.length;

/** A page of the values of a facet, as they are told. */
export const facetsOf = async (
  store: Store,
  selection: Selection,
  facet: string,
  after: FacetPlace | null,
  limit: number,
): Promise<FacetPage> => {
  const { type } = selection;
  if (closed(type, facet) === null) return store.facet({ selection, facet, after, limit });
  const [{ facets, total }, beside] = await Promise.all([
    store.list(listQuery(type, 1, { ...selection, facets: [facet], count: true })),
    facetsBeside(store, selection, [facet]),
  ]);
  const all = toldFacets(type, { ...facets, ...beside }, total)[facet]!;
  const isAfter = ({ count, id }: FacetPlace): boolean =>
    after === null || count < after.count || (count === after.count && compareText(id, after.id) > 0);
  const rest = all.filter(isAfter);
  return { values: rest.slice(0, limit), more: rest.length > limit, size: all.length };
};
