import { filtersOf, ALL_TYPES } from '../../src/model/types.ts';
import { edgeKindsOf } from '../../src/model/references.ts';
import type { Store } from '../../src/store/port.ts';
import { allKeys, contents, query, withoutRevisions } from './store.ts';

/** What a store answers, to compare it with another: all records, lists in each order with all facets, values, names, what claims rest on, what is around records. */
export const answers = async (store: Store): Promise<unknown[]> => {
  const found: unknown[] = [await contents(store)];
  for (const { name, sorts } of ALL_TYPES) {
    const facets = [...filtersOf(name).keys()].filter((filter) => filter !== 'q');
    for (const sort of Object.keys(sorts))
      found.push(await store.list(query(name, { sort, descending: true, count: true, facets })));
    for (const filter of facets) found.push([name, filter, await store.values(filter, '', null, 500)]);
  }
  found.push(await store.complete('', null, null, 1000));
  for (const key of await allKeys(store)) {
    found.push([key, await store.neighbours({ key, edgeKinds: edgeKindsOf(key.type), after: null, limit: 20 })]);
    if (key.type === 'claim') found.push(await store.support(key.id));
  }
  return withoutRevisions(found);
};
