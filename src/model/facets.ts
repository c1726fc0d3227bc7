import type { TypeName } from './ids.ts';
import { filtersOf } from './types.ts';

/** Types with few records beside those that refer to them: facets over these have few values, which many records share. */
const SHARED: readonly TypeName[] = ['region', 'topic', 'actor', 'forum', 'event'];

/**
 * Whether the counts of a facet are kept as sums for every value that very many records have. Facets whose values are
 * hardly shared, such as passages, would have nearly as many sums as there are records; they are counted when asked for.
 */
export const isSummed = (type: TypeName, filter: string): boolean => {
  const kind = filtersOf(type).get(filter.replace(/\.exact$/, ''))?.kind;
  return kind !== undefined && ('oneOf' in kind || ('ref' in kind && SHARED.includes(kind.ref)));
};
