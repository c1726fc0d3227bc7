import type { TypeName } from '../model/ids.ts';
import type { BaseView } from '../model/define.ts';
import type { Page, Store } from '../store/port.ts';
import { keysIn, labelsOf, type Labels } from './labels.ts';
import { listPage, readListRequest, type Fixed } from './list.ts';
import type { RawParameters } from './parameters.ts';

/** The beginning of a list, with the names of what its records name. */
export type Beginning<V> = {
  records: V[];
  total: number | null;
  labels: Labels;
  nextCursor: string | null;
  facets: Page['facets'];
};

/**
 * The first records of the list that belongs to a record, beside that record on its page.
 * @throws DictumError `invalid-parameters`
 */
export const beginningOf = async <V extends BaseView>(
  store: Store,
  type: TypeName,
  fixed: Fixed,
  raw: RawParameters = {},
): Promise<Beginning<V>> => {
  const { page, nextCursor } = await listPage(store, readListRequest(type, { count: 'true', ...raw }, fixed));
  const records = page.rows.map(({ json }) => JSON.parse(json) as V);
  return {
    records,
    total: page.total,
    labels: await labelsOf(store, records.flatMap(keysIn)),
    nextCursor,
    facets: page.facets,
  };
};
