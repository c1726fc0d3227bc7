import type { TypeName } from '../model/ids.ts';
import { ALL_TYPES } from '../model/types.ts';
import type { StatementView } from '../model/types/statement.ts';
import type { FacetCount, Store } from '../store/port.ts';
import { coverage } from './coverage.ts';
import { keysIn, labelsOf, type Labels } from './labels.ts';
import { listPage, readListRequest } from './list.ts';

/** What a graph is, at a glance. */
export type Overview = {
  counts: Record<TypeName, number>;
  /** The statements that were said last. */
  latest: StatementView[];
  directness: FacetCount[];
  figures: Awaited<ReturnType<typeof coverage>>['figures'];
  labels: Labels;
};

const LATEST = '6';

/** How many records of each type there are, what was said last, and how well it is covered. */
export const overview = async (store: Store): Promise<Overview> => {
  const [counts, { page }, { page: all }, { figures }] = await Promise.all([
    store.counts(ALL_TYPES.map(({ name }) => ({ type: name, where: [], range: null }))),
    listPage(store, readListRequest('statement', { sort: '-said', has: 'date', limit: LATEST })),
    listPage(store, readListRequest('statement', { limit: '1', facets: 'directness' })),
    coverage(store, {}),
  ]);
  const latest = page.rows.map(({ json }) => JSON.parse(json) as StatementView);
  return {
    counts: Object.fromEntries(ALL_TYPES.map(({ name }, i) => [name, counts[i]!])) as Record<TypeName, number>,
    latest,
    directness: all.facets['directness'] ?? [],
    figures,
    labels: await labelsOf(store, latest.flatMap(keysIn)),
  };
};
