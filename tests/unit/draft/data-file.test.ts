import { expect, it } from 'vitest';
import { dataFileOf } from '../../../src/draft/data-file.ts';
import type { Drafted } from '../../../src/draft/drafting.ts';

it('says what two records share in each of them, so that one can be corrected', () => {
  const speakers = ['ada-adams'];
  const changes = ['one', 'two'].map((id) => ({ type: 'statement', id, record: { speakers } }));
  const file = dataFileOf({ changes, notes: [], open: [] } as unknown as Drafted);
  expect(file.split('speakers:')).toHaveLength(3);
  expect(file).not.toMatch(/[&*]/);
});
