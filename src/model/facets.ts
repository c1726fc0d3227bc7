import type { TypeName } from './ids.ts';
import { filtersOf, TYPES } from './types.ts';

/** Types with few records beside those that refer to them: facets over these have few values, which many records share. */
const SHARED: readonly TypeName[] = ['region', 'topic', 'actor', 'forum', 'event'];

/**
 * Whether the counts of a facet are kept as sums for every value that very many records have. Left out are facets whose
 * values are hardly shared, such as passages, and those that a record takes over from what refers to it, of which a
 * famous claim has thousands: both would have more sums than there are records. They are counted when asked for.
 */
export const isSummed = (type: TypeName, filter: string): boolean => {
  const name = filter.replace(/\.exact$/, '');
  const kind = name in TYPES[type].filters ? filtersOf(type).get(name)?.kind : undefined;
  return kind !== undefined && ('oneOf' in kind || ('ref' in kind && SHARED.includes(kind.ref)));
};
