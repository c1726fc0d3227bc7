/*
 * The filters that say what a claim rests on (see Support in the store port), and what a source rests on: what it is
 * known to rest on as a whole, and what its recorded passages cite.
 */
export const RESTS_ON = 'restsOn';
export const CITED_SOURCE = 'citedSource';
export const supportFilters: readonly string[] = ['statement', 'passage', CITED_SOURCE, 'publisher', RESTS_ON];
