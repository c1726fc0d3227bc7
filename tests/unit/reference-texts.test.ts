import { expect, it } from 'vitest';
import { refPaths } from '../../src/model/ids.ts';
import { ALL_TYPES } from '../../src/model/types.ts';
import { EN } from '../../src/http/pages/texts.ts';

it('has words for every field that refers, and for no other', () => {
  const fields = ALL_TYPES.flatMap(({ name, written }) =>
    refPaths(written).map(({ path }) => `${name}.${path.filter((step) => step !== '*').join('.')}`),
  );
  // A field of each of several works says the same as that of one work (model/references.ts).
  const told = fields.filter((field) => !field.startsWith('citation.works.'));
  expect(Object.keys(EN.references).toSorted()).toEqual([...new Set(told)].toSorted());
});
