import { expect, it } from 'vitest';
import { ALL_TYPES, filtersOf } from '../../src/model/types.ts';
import { anyOf } from '../../src/model/query.ts';
import { checkGraph } from '../../src/queries/check.ts';
import { onEveryEngine } from '../support/engines.ts';
import { query } from '../support/store.ts';

onEveryEngine('an empty store', (open) => {
  it.each(ALL_TYPES.map(({ name }) => name))('has no %s', async (type) => {
    const store = await open();
    const names = [...filtersOf(type).keys()];
    expect(await store.list(query(type, { count: true, facets: names, include: [] }))).toEqual({
      rows: [],
      more: false,
      total: 0,
      facets: Object.fromEntries(names.map((name) => [name, []])),
      facetSizes: Object.fromEntries(names.map((name) => [name, 0])),
      related: [],
    });
    expect(
      await store.list(query(type, { where: [anyOf(names[0]!, 'a')], descending: true, after: { key: '', id: '' } })),
    ).toEqual({ rows: [], more: false, total: null, facets: {}, facetSizes: {}, related: [] });
  });

  it('answers every other question with nothing', async () => {
    const store = await open();
    expect(await store.read([{ type: 'claim', id: 'c' }], [['speakers']])).toEqual({
      readings: [{ state: 'absent', key: { type: 'claim', id: 'c' } }],
      related: [],
    });
    expect(await store.sequence([{ type: 'claim', where: [], sort: 'id' }], null, 10, null)).toEqual({
      rows: [],
      more: false,
    });
    expect(await store.values('speaker', '', null, 10)).toEqual([]);
    expect(await store.complete('', null, null, 10)).toEqual([]);
    expect(await store.support('c')).toEqual({
      statements: 0,
      passages: 0,
      sources: 0,
      publishers: 0,
      independentRoots: 0,
      roots: [],
    });
    expect(await store.scan(null, 10)).toEqual([]);
    expect(await checkGraph(store, () => undefined)).toEqual({ checked: 0, findings: [] });
    expect(await store.write([])).toEqual({
      written: true,
      created: 0,
      updated: 0,
      unchanged: 0,
      deleted: 0,
      merged: 0,
    });
  });

  it('answers, has a version and a name', async () => {
    const store = await open();
    await expect(store.ping()).resolves.toBeUndefined();
    expect(await store.version()).toBe(await store.version());
    expect(store.engine).not.toBe('');
  });
});
