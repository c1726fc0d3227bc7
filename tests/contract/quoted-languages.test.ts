import { expect, it } from 'vitest';
import { listPage, readListRequest } from '../../src/queries/list.ts';
import type { Change } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { ground, statement } from '../support/world.ts';

onEveryEngine('search for what was quoted', (open) => {
  it('reads the words of a quotation in its own language, and those it translates in theirs', async () => {
    const quoting = (id: string, quote: object): Change =>
      statement(id, { mode: 'direct-quote', quotes: [{ passage: 'passage-a', ...quote }] });
    const store = await open(
      ...ground(),
      quoting('german', { exact: 'H\u00e4user', language: 'de-AT' }),
      quoting('other', { exact: 'H\u00e4user', language: 'fi' }),
      quoting('translated', {
        exact: 'houses',
        language: 'en',
        translation: { from: 'de', original: { passage: 'passage-a', exact: 'H\u00e4user' } },
      }),
    );
    const told = async (q: string): Promise<string[]> =>
      (await listPage(store, readListRequest('statement', { q }))).page.rows.map(({ id }) => id).toSorted();
    expect(await told('Haus')).toEqual(['german', 'translated']);
    expect(await told('house')).toEqual(['translated']);
  });
});
