import type { TypeName } from '../model/ids.ts';
import { once } from '../model/once.ts';
import type { FacetCount, FacetPlace } from '../store/facets.ts';
import type { Store } from '../store/port.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { facetsOf } from './facet-values.ts';
import { askedIn, asFiledIn } from './list.ts';
import { facetNames, selectionParameters } from './list-parameters.ts';
import { refuseUnknown } from './unknown-records.ts';
import { DEFAULT_LIMIT, paging, readParameters, word, type RawParameters } from './parameters.ts';
import { conditionsHeld } from './time-parameters.ts';

/*
 * The values of one facet of a list, page by page to their end: the greatest counts first, and then by value. All values
 * of the list are counted for a page, as for the facet beside the list; a page is a part of them that the cursor's last
 * count and value begin, so that what is written meanwhile repeats no value that keeps its count.
 */

export const facetParameters = once((type: TypeName) => ({ ...selectionParameters(type), ...paging }));

export type FacetShown = { values: FacetCount[]; limit: number; nextCursor: string | null; total: number };

/** @throws DictumError `invalid-parameters`, also of a facet that there is not, `invalid-cursor`, `cursor-mismatch` */
export const facetPage = async (
  store: Store,
  type: TypeName,
  name: string,
  raw: RawParameters,
): Promise<FacetShown> => {
  readParameters({ name }, { name: word('', facetNames(type), null, 'unknown-facet') });
  const read = readParameters(raw, facetParameters(type)) as Record<string, unknown>;
  const asked = askedIn(type, read, null);
  const facet = asFiledIn(type, read, name);
  const binding = ['facet', facet, type, asked.where, asked.range, asked.words, asked.held];
  const [count, id] =
    read['cursor'] === undefined ? [] : decodeCursor(binding, read['cursor'] as string, ['number', 'string']);
  const after = count === undefined ? null : { count: count as number, id: id as string };
  const limit = (read['limit'] ?? DEFAULT_LIMIT) as number;
  const where = await conditionsHeld(store, type, asked.where, asked.held);
  const selection = { type, where, range: asked.range, words: asked.words };
  const [{ values, more, size }] = await Promise.all([
    facetsOf(store, selection, facet, after, limit),
    refuseUnknown(store, type, asked.given),
  ]);
  const last: FacetPlace | undefined = values.at(-1);
  return {
    values,
    limit,
    total: size,
    nextCursor: more && last !== undefined ? encodeCursor(binding, [last.count, last.id]) : null,
  };
};
