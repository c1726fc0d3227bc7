import { expect, it } from 'vitest';
import { withFields } from '../../src/model/fields.ts';
import { includePathsOf } from '../../src/model/includes.ts';
import { ALL_TYPES } from '../../src/model/types.ts';
import { onEveryEngine } from '../support/engines.ts';
import { query } from '../support/store.ts';
import { summit } from '../support/summit.ts';

onEveryEngine('fields', (open) => {
  it('reduce the records of a list to what was asked for, in the order in which records have it', async () => {
    const store = await open(...summit());
    for (const { name, view } of ALL_TYPES) {
      const { rows: whole } = await store.list(query(name));
      // What is put to a record where it alone is asked for: its revision, and by which rules it is disputed.
      const names = Object.keys(view.shape).filter((field) => !['revision', 'disputedBy'].includes(field));
      for (const { json } of whole) expect(Object.keys(JSON.parse(json) as object)).toEqual(names);
      const dotted = [...includePathsOf(name).keys()].map((path) => path.split('.'));
      const asked = [
        ...names.map((field) => [[field]]),
        names.toReversed().map((field) => [field]),
        ...dotted.map((path) => [['label'], path]),
      ];
      for (const fields of asked) {
        const { rows } = await store.list(query(name, { fields }));
        expect(rows).toEqual(whole.map((row) => ({ ...row, json: withFields(row.json, fields) })));
      }
    }
  });

  it('leave what is included whole, and are not needed to include it', async () => {
    const store = await open(...summit());
    const asked = { include: [['speakers'], ['passages', 'citations']] };
    const [whole, reduced] = [
      await store.list(query('statement', asked)),
      await store.list(query('statement', { ...asked, fields: [['mode']] })),
    ];
    expect(reduced.related).toEqual(whole.related);
    expect(reduced.rows.map(({ json }) => json)).toEqual(whole.rows.map(({ json }) => withFields(json, [['mode']])));
  });
});
