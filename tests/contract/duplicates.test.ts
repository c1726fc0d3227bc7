import { expect, it } from 'vitest';
import { checkGraph } from '../../src/queries/check.ts';
import { readDuplicates, type Duplicate } from '../../src/queries/duplicates.ts';
import type { Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { actor, claim, ground, passage, statement, topic } from '../support/world.ts';

/** All duplicates of a type, from one page to the next. */
const allOf = async (store: Store, type: string, limit = '20'): Promise<Duplicate[]> => {
  const found: Duplicate[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = await readDuplicates(store, { type, limit, ...(cursor !== '' && { cursor }) });
    found.push(...page.duplicates);
    cursor = page.nextCursor;
  }
  return found;
};

const told = ({ by, likeness, words, entities, records }: Duplicate): unknown[] => [
  by,
  records.map(({ id }) => id).join(' '),
  likeness,
  words.join(' '),
  entities.map(({ label }) => label).join(' '),
];

onEveryEngine('records that are alike', (open) => {
  it('are claims with most of their words in common, the most alike first, with what both are about', async () => {
    const store = await open(
      ...ground(),
      topic('trade', { name: 'Trade' }),
      claim('grows', { text: 'Trade between Dunwich and Innsmouth will grow.' }),
      claim('growing', { text: 'The trade of Dunwich with Innsmouth will be growing.' }),
      claim('grown', { text: 'Trade between Dunwich and Innsmouth will grow!' }),
      claim('other', { text: 'Dunwich will send a fleet to the northern straits.' }),
      claim('in-2024', { text: 'Exports of Arkham doubled in 2024.' }),
      claim('in-2025', { text: 'Exports of Arkham doubled in 2025.' }),
      claim('shrinks', { text: 'Fishing off Kingsport and Dunwich will shrink next winter.' }),
      claim('booms', { text: 'Fishing off Kingsport and Dunwich will boom next winter.' }),
      ...['a', 'b', 'c'].map((id) => passage(`p-${id}`)),
      statement('s-a', { claims: ['grows'], topics: ['trade'], passages: ['p-a'] }),
      statement('s-b', { claims: ['growing'], topics: ['trade'], passages: ['p-b'] }),
      // Who recorded one statement with two claims has told them apart.
      statement('s-c', { claims: ['shrinks', 'booms'], passages: ['p-c'] }),
    );
    expect((await allOf(store, 'claim')).map(told)).toEqual([
      ['words', 'grown grows', 1, 'trade between dunwich innsmouth will grow', ''],
      ['words', 'growing grows', 0.83, expect.stringContaining('innsmouth'), expect.stringContaining('Trade')],
      ['words', 'growing grown', 0.83, expect.stringContaining('innsmouth'), ''],
    ]);
  });

  it('are people and institutions whose names say the same, unless they stand for others', async () => {
    const store = await open(
      actor('dunwich', { kind: 'state', name: 'Dunwich' }),
      actor('arkham', { kind: 'state', name: 'Arkham' }),
      actor('ada', { name: 'Sergia Adamova', represents: [{ actor: 'dunwich' }] }),
      actor('ada-again', { name: 'S. Adamova' }),
      actor('ada-by-hand', { name: 'Sergeia Adamova', represents: [{ actor: 'dunwich' }] }),
      actor('ada-of-arkham', { name: 'Sergia B. Adamova', represents: [{ actor: 'arkham' }] }),
      actor('bert', { name: 'Bert Adamova' }),
      actor('ministry', { kind: 'institution', name: 'Ministry of Foreign Affairs of Dunwich' }),
      actor('ministry-arkham', { kind: 'institution', name: 'Ministry of Foreign Affairs of Arkham' }),
      actor('office', { kind: 'institution', name: 'Dunwich Ministry of Foreign Affairs' }),
    );
    expect((await allOf(store, 'actor')).map(told)).toEqual([
      ['words', 'ministry office', expect.any(Number), expect.stringContaining('dunwich'), ''],
      ['words', 'ada ada-by-hand', 0.9, 'sergeia adamova', 'Dunwich'],
      ['words', 'ada ada-again', 0.75, expect.stringContaining('adamova'), ''],
      ['words', 'ada-again ada-by-hand', 0.75, expect.stringContaining('adamova'), ''],
      ['words', 'ada-again ada-of-arkham', 0.61, expect.stringContaining('adamova'), ''],
    ]);
  });

  it('are told of names and texts without spaces between words', async () => {
    const store = await open(
      ...ground(),
      actor('office', { kind: 'institution', name: '顿威治外交部' }),
      actor('office-again', { kind: 'institution', name: '顿威治的外交部', alternativeNames: ['顿威治外交部新闻司'] }),
      claim('fleet', { text: '顿威治将派遣舰队前往北方海峡。' }),
      claim('fleet-again', { text: '顿威治将派遣舰队前往北方的海峡！' }),
    );
    const pairs = async (type: string): Promise<string[]> =>
      (await allOf(store, type)).map(({ records }) => records.map(({ id }) => id).join(' '));
    expect(await pairs('actor')).toEqual(['office office-again']);
    expect(await pairs('claim')).toEqual(['fleet fleet-again']);
    expect((await checkGraph(store, () => undefined)).findings.filter(({ kind }) => kind !== 'advice')).toEqual([]);
  });

  it('are the same ones on small pages, and in a check', async () => {
    const store = await open(
      ...Array.from({ length: 130 }, (_, i) => claim(`c-${1000 + i}`, { text: `Bridge ${i} of Kingsport is closed.` })),
      ...['a', 'b', 'z'].map((id) => claim(id, { text: 'Ferries sail again towards Innsmouth harbour.' })),
    );
    const pairs = (await allOf(store, 'claim')).map(({ records }) => records.map(({ id }) => id).join(' '));
    expect(pairs).toEqual(['a b', 'a z', 'b z']);
    expect((await allOf(store, 'claim', '1')).map(({ records }) => records.map(({ id }) => id).join(' '))).toEqual(
      pairs,
    );
    const { findings } = await checkGraph(store, () => {});
    expect(findings.map(({ where, kind, message }) => `${kind} ${where}: ${message}`)).toEqual(
      ['b', 'z', 'z'].map((id, i) =>
        expect.stringMatching(new RegExp(`^advice claim/${id}: it has words of ${['a', 'a', 'b'][i]!}, ferries `)),
      ),
    );
  });

  it('are looked for by a number of questions that grows with the records, and not with their pairs', async () => {
    const asked = async (count: number): Promise<number> => {
      const store = await open(
        ...Array.from({ length: count }, (_, i) =>
          claim(`c-${i}`, { text: `Harbour ${i} of Kingsport remains closed.` }),
        ),
      );
      let questions = 0;
      const search = store.search.bind(store);
      store.search = (query) => ((questions += 1), search(query));
      await readDuplicates(store, { type: 'claim' });
      return questions;
    };
    expect(await asked(300)).toBe(await asked(150));
  });
});
