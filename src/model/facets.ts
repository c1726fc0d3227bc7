import type { TypeName } from './ids.ts';
import { filterFiledAs } from './index-keys.ts';
import { TYPES } from './types.ts';

/**
 * Types with few records beside those that refer to them: facets over these have few values, which many records share.
 */
const SHARED: readonly TypeName[] = ['region', 'topic', 'actor', 'forum', 'event'];

/**
 * Whether the counts of a facet are kept as sums for every value that very many records have. Left out are facets whose
 * values are hardly shared, such as passages, and those that a record takes over from what refers to it, of which a
 * famous claim has thousands: both would have more sums than there are records. They are counted when asked for.
 */
export const isSummed = (type: TypeName, filter: string): boolean => {
  const own = filterFiledAs(type, filter);
  return (
    own !== undefined &&
    own.name in TYPES[type].filters &&
    ('oneOf' in own.kind || ('ref' in own.kind && SHARED.includes(own.kind.ref)))
  );
};

/**
 * Whether the values of a facet are those that a record itself gives. What it takes over from what refers to it may be
 * thousands of values.
 */
export const isOwnFacet = (type: TypeName, filter: string): boolean => filter in TYPES[type].filters;
