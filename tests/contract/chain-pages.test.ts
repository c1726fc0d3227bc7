import { expect, it } from 'vitest';
import { CHAINS_SHOWN } from '../../src/model/chains.ts';
import { sortedUnique } from '../../src/model/order.ts';
import type { ChainPlace, ChainQuery } from '../../src/store/chains.ts';
import type { Row, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { view, write } from '../support/store.ts';
import { actor, citation, claim, deletion, event, merge, passage, source, statement } from '../support/world.ts';

const PAPERS = 60;
const papers = [...Array(PAPERS).keys()];
// Not in the order of their ids.
const numbered = (name: string, i: number): string => `${name}-${(i * 37) % PAPERS}`;

/** A claim that is made once in many papers, before and after that in one each, and once by two in one with two footnotes. */
const reported = () => [
  actor('state-a', { kind: 'state' }),
  actor('state-b', { kind: 'state' }),
  actor('speaker-a', { represents: [{ actor: 'state-a' }] }),
  actor('speaker-b', { represents: [{ actor: 'state-b' }] }),
  actor('press-a', { kind: 'institution', belongsTo: ['state-a'] }),
  actor('press-b', { kind: 'institution', belongsTo: ['state-b'] }),
  event('talks', { participants: ['speaker-a', 'speaker-b'] }),
  claim('claim-a'),
  source('release-a', { publisher: 'press-a' }),
  source('release-b', { publisher: 'press-b', authors: ['speaker-b'] }),
  citation('note-a', { source: 'release-a' }),
  citation('note-b', { source: 'release-b' }),
  ...papers.flatMap((i) => [
    source(numbered('paper', i)),
    passage(numbered('span', i), {
      source: numbered('paper', i),
      citations: [[], ['note-a'], ['note-b', 'note-a']][i % 3],
    }),
  ]),
  passage('first-span', { source: 'release-a' }),
  statement('first', { passages: ['first-span'], said: '2024' }),
  statement('many', {
    said: '2025',
    event: 'talks',
    passages: papers.map((i) => numbered('span', i)),
    quotes: papers.map((i) => ({ passage: numbered('span', i), exact: 'words', start: 0, end: 5 })),
  }),
  statement('more', { said: '2025', passages: [numbered('span', 2), numbered('span', 0)] }),
  statement('undated', { passages: ['first-span', numbered('span', 1)] }),
];

const CLAIM = { type: 'claim', id: 'claim-a' } as const;
const MANY = { type: 'statement', id: 'many' } as const;
const CHAINS_OF_MANY = PAPERS / 3 + PAPERS / 3 + (2 * PAPERS) / 3;
const CHAINS_IN_ALL = 1 + CHAINS_OF_MANY + 3 + 2;

const query = (of: ChainQuery['of'], asked: Partial<ChainQuery> = {}): ChainQuery => ({
  of,
  after: null,
  limit: 1000,
  count: false,
  include: [],
  ...asked,
});

const chainsIn = (rows: readonly Row[]): string[] =>
  rows.flatMap(({ id, json }) =>
    JSON.parse(json).chains.map((chain: any) => JSON.stringify({ statement: id, ...chain })),
  );

/** Every chain, page by page; `between` runs before each page but the first. */
const walked = async (
  store: Store,
  of: ChainQuery['of'],
  limit: number,
  between: (page: number) => Promise<unknown> = async () => undefined,
): Promise<string[]> => {
  const found: string[] = [];
  let after: ChainPlace | null = null;
  for (let page = 0; page === 0 || after !== null; page++) {
    if (page > 0) await between(page);
    const { rows, last } = await store.chains(query(of, { after, limit }));
    const chains = chainsIn(rows);
    expect(chains.length).toBeLessThanOrEqual(limit);
    if (last !== null) expect(chains.length).toBe(limit);
    found.push(...chains);
    after = last;
  }
  return found;
};

onEveryEngine('pages of chains', (open) => {
  it('are the chains that each statement has, in the order of its passages and their footnotes', async () => {
    const store = await open(...reported());
    const { rows, last } = await store.chains(query(CLAIM));
    expect([rows.map(({ id }) => id), last]).toEqual([['undated', 'first', 'many', 'more'], null]);
    for (const { id, json } of rows) {
      const stored = await view(store, 'statement', id);
      expect(JSON.parse(json).chains.slice(0, CHAINS_SHOWN), id).toEqual(stored.chains);
      expect(JSON.parse(json).chains, id).toHaveLength(stored.chainCount);
    }
    const all = JSON.parse(rows[2]!.json).chains;
    expect(all.map(({ passage: span, citation: note }: any) => [span, note])).toEqual(
      papers.flatMap((i) =>
        [[null], ['note-a'], ['note-b', 'note-a']][i % 3]!.map((note) => [numbered('span', i), note]),
      ),
    );
  });

  it('are made for what a statement does not show as they are for what it does', async () => {
    const store = await open(...reported());
    const { chains } = JSON.parse((await store.chains(query(MANY))).rows[0]!.json);
    for (const i of [PAPERS - 3, PAPERS - 2, PAPERS - 1]) {
      const span = numbered('span', i);
      await write(store, statement('alone', { said: '2025', event: 'talks', passages: [span] }));
      const alone = await view(store, 'statement', 'alone');
      expect(chains.filter(({ passage: of }: any) => of === span)).toEqual(alone.chains);
    }
    const { directness } = chains[3];
    expect([directness, chains.at(-1).directness, chains[2].directness]).toEqual([
      'own-side',
      'own-side',
      'counterpart',
    ]);
  });

  it.each([1, 2, 7, CHAINS_SHOWN, 50])('of %i are each chain once, in the order of all', async (limit) => {
    const store = await open(...reported());
    for (const [of, count] of [
      [CLAIM, CHAINS_IN_ALL],
      [MANY, CHAINS_OF_MANY],
    ] as const) {
      const all = chainsIn((await store.chains(query(of))).rows);
      expect([all.length, new Set(all).size]).toEqual([count, count]);
      expect(await walked(store, of, limit)).toEqual(all);
    }
  });

  it('go on where they were while other records are written', async () => {
    const store = await open(...reported());
    const before = chainsIn((await store.chains(query(CLAIM))).rows);
    const changes = [
      [passage('new-span', { source: 'release-b' }), statement('new', { passages: ['new-span'], said: '2023' })],
      [actor('someone')],
      [statement('later', { passages: ['new-span'], said: '2025-12', claims: ['claim-a'] })],
      [deletion('statement', 'first')],
    ];
    let page = 0;
    const found = await walked(
      store,
      CLAIM,
      7,
      async () => void (await write(store, ...(changes[page++] ?? [actor('someone')]))),
    );
    expect(found.filter((chain) => JSON.parse(chain).statement !== 'later')).toEqual(before);
    expect(found.filter((chain) => JSON.parse(chain).statement === 'later')).toHaveLength(1);
  });

  it('go on at the same passage where others come before it or it goes itself', async () => {
    const store = await open(...reported());
    const all = await walked(store, MANY, 30);
    const { last } = await store.chains(query(MANY, { limit: 30 }));
    const rest = async () => chainsIn((await store.chains(query(MANY, { after: last }))).rows);
    expect(await rest()).toEqual(all.slice(30));
    const stored = papers.map((i) => numbered('span', i));
    const rewritten = (passages: string[]) => statement('many', { said: '2025', event: 'talks', passages });
    await write(store, rewritten(['first-span', ...stored]));
    expect(await rest()).toEqual(all.slice(30));
    await write(store, rewritten(stored.filter((id) => id !== last!.passageId)));
    const ofPassage = (chain: string): boolean => JSON.parse(chain).passage === last!.passageId;
    expect(await rest()).toEqual(all.slice(30).filter((chain) => !ofPassage(chain)));
  });

  it('bring the records that are asked for of the chains of the page, and no others', async () => {
    const store = await open(...reported());
    const after = (await store.chains(query(MANY, { limit: 30 }))).last;
    const include = [['speakers'], ['chains.passage'], ['chains.source', 'publisher']];
    for (const of of [MANY, CLAIM]) {
      const { rows, related } = await store.chains(query(of, { after, limit: 3, include }));
      const chains = rows.flatMap(({ json }) => JSON.parse(json).chains);
      const sources = sortedUnique(chains.flatMap((chain: any) => chain.source ?? []));
      expect(related.map(({ type, id }) => `${type}/${id}`)).toEqual([
        ...sources.map((id) => (id === 'release-a' ? 'actor/press-a' : 'actor/press-b')),
        'actor/speaker-a',
        ...sortedUnique(chains.map((chain: any) => `passage/${chain.passage}`)),
        ...sources.map((id) => `source/${id}`),
      ]);
      const { readings } = await store.read(related);
      expect(related.map(({ json }) => json)).toEqual(
        readings.map((each) => (each.state === 'found' ? each.json : '')),
      );
    }
  });

  it('show of the long lists of a statement what belongs to the chains of the page, and tell how long they are', async () => {
    const store = await open(...reported());
    const { rows } = await store.chains(
      query(MANY, { limit: 4, after: (await store.chains(query(MANY, { limit: 8 }))).last }),
    );
    const { counts, passages, quotes, sources, chainCount, citations } = JSON.parse(rows[0]!.json);
    const spans = [...new Set(JSON.parse(rows[0]!.json).chains.map(({ passage: span }: any) => span))];
    expect(counts).toEqual({ passages: PAPERS, quotes: PAPERS, sources: PAPERS, restsOn: PAPERS / 3 + 2 });
    expect([passages, quotes.map(({ passage: span }: any) => span), chainCount]).toEqual([
      spans,
      spans,
      CHAINS_OF_MANY,
    ]);
    expect(new Set(sources)).toEqual(new Set(spans.map((id) => String(id).replace('span', 'paper'))));
    expect(citations).toEqual(['note-a', 'note-b']);
    const small = (await store.chains(query({ type: 'statement', id: 'more' }))).rows[0]!.json;
    expect(JSON.parse(small)).toEqual(await view(store, 'statement', 'more'));
  });

  it('are counted in all where that is asked for', async () => {
    const store = await open(...reported(), claim('unused'));
    for (const [of, total] of [
      [CLAIM, CHAINS_IN_ALL],
      [MANY, CHAINS_OF_MANY],
      [{ type: 'claim', id: 'unused' } as const, 0],
    ] as const) {
      expect((await store.chains(query(of, { count: true, limit: 1 }))).total).toBe(total);
      expect((await store.chains(query(of, { limit: 1 }))).total).toBeNull();
    }
  });

  it('tell what stands at the address, and are empty where that is no record', async () => {
    const store = await open(...reported(), claim('old'), claim('gone'), claim('unused'));
    await write(store, merge('claim', 'old', 'claim-a'), deletion('claim', 'gone'));
    for (const [id, state] of [
      ['old', 'moved'],
      ['gone', 'deleted'],
      ['absent', 'absent'],
      ['unused', 'found'],
    ] as const) {
      const { reading, ...rest } = await store.chains(query({ type: 'claim', id }, { include: [['speakers']] }));
      expect([reading.state, rest], id).toEqual([state, { rows: [], last: null, total: null, related: [] }]);
    }
    expect((await store.chains(query({ type: 'statement', id: 'absent' }))).reading.state).toBe('absent');
  });
});
