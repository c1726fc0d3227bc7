import type { Selection } from '../model/query.ts';

/** A value of a facet: how many records of a list have it, and how it is called. */
export type FacetCount = { id: string; label: string; count: number };

/** The place after which a page of a facet begins. */
export type FacetPlace = Pick<FacetCount, 'id' | 'count'>;

export type FacetQuery = { selection: Selection; facet: string; after: FacetPlace | null; limit: number };

/** `size`: how many values the facet has in all. */
export type FacetPage = { values: FacetCount[]; more: boolean; size: number };
