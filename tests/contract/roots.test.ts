import { expect, it } from 'vitest';
import { anyOf, type Condition } from '../../src/model/query.ts';
import { ROOT_COUNTS } from '../../src/model/support.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, listed, write } from '../support/store.ts';
import { actor, citation, claim, deletion, merge, passage, source, statement } from '../support/world.ts';

/*
 * How many independent roots a claim has changes through records that it does not refer to: what the sources rest on that
 * its statements cite. Each write keeps the sum, and the check proves it.
 */

/** A claim said in so many papers, each of which cites a source. */
const said = (claimId: string, ...cited: string[]): Change[] => [
  claim(claimId),
  ...cited.flatMap((of, i) => {
    const id = `${claimId}-${i}`;
    return [
      source(`paper-${id}`),
      citation(`note-${id}`, { source: of }),
      passage(`span-${id}`, { source: `paper-${id}`, citations: [`note-${id}`] }),
      statement(id, { claims: [claimId], passages: [`span-${id}`] }),
    ];
  }),
];
const rests = (id: string, ...on: string[]): Change =>
  source(id, { restsOn: on.map((each) => ({ source: each, how: 'cites' })) });

const atLeast = (least: string): Condition => anyOf('independentRoots', ...ROOT_COUNTS.slice(Number(least) - 1));

/** The claims by how many roots they have at least. */
const byRoots = async (store: Store): Promise<Record<string, string[]>> => {
  const all: Record<string, string[]> = {};
  for (const least of ['1', '2', '3', '4']) all[least] = await listed(store, 'claim', { where: [atLeast(least)] });
  expect(await findings(store)).toEqual([]);
  return all;
};

onEveryEngine('claims by their independent roots', (open) => {
  it('follow what sources rest on, as that comes and goes', async () => {
    const store = await open(
      actor('speaker-a'),
      source('x'),
      source('y'),
      source('z'),
      ...said('three', 'x', 'y', 'z'),
      ...said('one', 'x'),
      claim('none'),
    );
    expect(await byRoots(store)).toEqual({ 1: ['one', 'three'], 2: ['three'], 3: ['three'], 4: [] });
    // One wire behind two of them.
    await write(store, source('wire'), rests('x', 'wire'), rests('y', 'wire'));
    expect(await byRoots(store)).toEqual({ 1: ['one', 'three'], 2: ['three'], 3: [], 4: [] });
    await write(store, rests('x'), source('y'));
    expect(await byRoots(store)).toEqual({ 1: ['one', 'three'], 2: ['three'], 3: ['three'], 4: [] });
  });

  it('borrow no footnotes of other sentences: neither of its own document nor of one that is cited', async () => {
    const store = await open(
      actor('speaker-a'),
      source('wire'),
      source('agency'),
      source('diary'),
      rests('paper', 'diary'),
      ...['wire', 'agency', 'paper'].map((id) => citation(`to-${id}`, { source: id })),
      passage('noted', { source: 'paper', citations: ['to-wire', 'to-agency'] }),
      passage('bare', { source: 'paper' }),
      source('review'),
      passage('of-paper', { source: 'review', citations: ['to-paper'] }),
      ...['noted', 'bare', 'of-paper'].flatMap((id) => [
        claim(`c-${id}`),
        statement(id, { claims: [`c-${id}`], passages: [id] }),
      ]),
      claim('c-both'),
      statement('both', { claims: ['c-both'], passages: ['noted', 'bare'] }),
    );
    const rootsOf = async (claimId: string): Promise<string[]> => (await store.support(claimId)).roots;
    expect(await rootsOf('c-noted')).toEqual(['agency', 'wire']);
    // What the document rests on as a whole, it rests on too.
    expect(await rootsOf('c-bare')).toEqual(['diary']);
    expect(await rootsOf('c-of-paper')).toEqual(['diary']);
    expect(await rootsOf('c-both')).toEqual(['agency', 'diary', 'wire']);
    expect(await listed(store, 'statement', { where: [anyOf('independentRoots', '1')] })).toEqual(['bare', 'of-paper']);
    await write(store, source('paper'));
    expect(await rootsOf('c-bare')).toEqual(['paper']);
    expect(await rootsOf('c-both')).toEqual(['agency', 'paper', 'wire']);
    await write(store, passage('noted', { source: 'paper' }));
    expect(await rootsOf('c-both')).toEqual(['paper']);
    expect(await findings(store)).toEqual([]);
  });

  it('count a ring of sources that copy one another once, however far away it closes', async () => {
    const ring = Array.from({ length: 30 }, (_, i) => `r-${i}`);
    const store = await open(
      actor('speaker-a'),
      ...ring.map((id) => source(id)),
      ...said('copied', 'r-0', 'r-7', 'r-20'),
    );
    await write(store, ...ring.slice(0, -1).map((id, i) => rests(id, ring[i + 1]!)));
    expect(await byRoots(store)).toEqual({ 1: ['copied'], 2: [], 3: [], 4: [] });
    await write(store, rests('r-29', 'r-0'));
    expect(await byRoots(store)).toEqual({ 1: ['copied'], 2: [], 3: [], 4: [] });
    await write(store, source('a'), source('b'), rests('r-15', 'r-16', 'a', 'b'));
    expect(await byRoots(store)).toEqual({ 1: ['copied'], 2: ['copied'], 3: [], 4: [] });
  });

  it('lose what statements took with them, and go with merges', async () => {
    const store = await open(actor('speaker-a'), source('x'), source('y'), ...said('c', 'x', 'y'), ...said('d', 'y'));
    await write(store, deletion('statement', 'c-0'));
    expect(await byRoots(store)).toEqual({ 1: ['c', 'd'], 2: [], 3: [], 4: [] });
    await write(store, statement('d-0', { claims: ['d'], passages: ['span-c-0', 'span-d-0'] }));
    expect(await byRoots(store)).toEqual({ 1: ['c', 'd'], 2: ['d'], 3: [], 4: [] });
    expect(await listed(store, 'statement', { where: [atLeast('2')] })).toEqual(['d-0']);
    await write(store, merge('source', 'x', 'y'));
    expect(await byRoots(store)).toEqual({ 1: ['c', 'd'], 2: [], 3: [], 4: [] });
    await write(store, merge('claim', 'c', 'd'));
    expect(await byRoots(store)).toEqual({ 1: ['d'], 2: [], 3: [], 4: [] });
    await write(store, deletion('statement', 'd-0'), deletion('statement', 'c-1'));
    expect(await byRoots(store)).toEqual({ 1: [], 2: [], 3: [], 4: [] });
  });

  it('are counted whatever else has the id of a source', async () => {
    const store = await open(
      actor('speaker-a'),
      source('x'),
      source('y'),
      source('z'),
      rests('s', 'x'),
      passage('p', { source: 's' }),
      claim('c'),
      statement('s', { claims: ['c'], passages: ['p'] }),
    );
    await write(store, rests('x', 'y', 'z'));
    expect(await byRoots(store)).toEqual({ 1: ['c'], 2: ['c'], 3: [], 4: [] });
  });

  it('count sources of one DOI or one address once, as these come and go', async () => {
    const doi = (id: string, fields: object = {}): Change =>
      source(id, { identifiers: { doi: '10.1000/Talks' }, ...fields });
    const at = (id: string, URL: string): Change => source(id, { csl: { type: 'webpage', title: id, URL } });
    const store = await open(
      actor('speaker-a'),
      doi('x'),
      source('y', { csl: { type: 'article', DOI: 'https://doi.org/10.1000/talks' } }),
      at('z', 'https://example.org/talks?id=1#top'),
      ...said('c', 'x', 'y', 'z'),
      ...said('d', 'y'),
    );
    expect(await byRoots(store)).toEqual({ 1: ['c', 'd'], 2: ['c'], 3: [], 4: [] });
    expect((await store.support('c')).roots).toEqual(['x', 'z']);
    // Another of that document, behind which stands a wire.
    await write(store, source('wire'), doi('w', { restsOn: [{ source: 'wire', how: 'quotes' }] }));
    expect((await store.support('c')).roots).toEqual(['wire', 'z']);
    expect((await store.support('d')).roots).toEqual(['wire']);
    // An address ties what has no DOI to it.
    await write(
      store,
      source('v', {
        csl: { type: 'webpage', URL: 'http://example.org/talks?id=1' },
        identifiers: { doi: '10.1000/talks' },
      }),
    );
    expect(await byRoots(store)).toEqual({ 1: ['c', 'd'], 2: [], 3: [], 4: [] });
    await write(store, deletion('source', 'v'), source('w', { restsOn: [{ source: 'wire', how: 'quotes' }] }));
    expect((await store.support('c')).roots).toEqual(['x', 'z']);
    await write(store, source('y'));
    expect((await store.support('c')).roots).toEqual(['x', 'y', 'z']);
    await write(store, at('y', 'https://example.org/talks?id=1'), merge('source', 'x', 'z'));
    expect(await byRoots(store)).toEqual({ 1: ['c', 'd'], 2: [], 3: [], 4: [] });
    expect((await store.support('c')).roots).toEqual(['y']);
  });

  it('are not one for the address of a site, nor for an item of a catalogue', async () => {
    const at = (id: string, URL: string): Change =>
      source(id, { csl: { type: 'webpage', title: id, URL }, identifiers: { wikidata: 'Q1' } });
    const store = await open(
      actor('speaker-a'),
      ...['x', 'y'].map((id) => at(id, 'https://example.org/')),
      ...said('c', 'x', 'y'),
    );
    expect((await store.support('c')).roots).toEqual(['x', 'y']);
  });

  it('are not one for what more than a hundred sources have, which no document is known by', async () => {
    const ids = Array.from({ length: 103 }, (_, i) => `w-${String(i).padStart(3, '0')}`);
    const list = (id: string): Change => source(id, { csl: { type: 'webpage', URL: 'https://example.org/list' } });
    const store = await open(
      actor('speaker-a'),
      ...ids.slice(0, 99).map(list),
      ...ids.slice(99).map((id) => source(id)),
      ...said('c', 'w-000', 'w-050', 'w-098'),
    );
    const count = async (): Promise<number> => {
      expect(await findings(store)).toEqual([]);
      return (await store.support('c')).independentRoots;
    };
    expect(await count()).toBe(1);
    await write(store, list('w-099'));
    expect(await count()).toBe(1);
    await write(store, list('w-100'));
    expect(await count()).toBe(3);
    await write(store, list('w-101'), list('w-102'));
    expect(await count()).toBe(3);
    await write(store, deletion('source', 'w-100'), source('w-101'), source('w-102'));
    expect(await count()).toBe(1);
  });

  it('are told apart up to twenty', async () => {
    const many = Array.from({ length: 23 }, (_, i) => `w-${i}`);
    const store = await open(actor('speaker-a'), ...many.map((id) => source(id)), ...said('c', ...many));
    expect(await listed(store, 'claim', { where: [atLeast('20')] })).toEqual(['c']);
    await write(
      store,
      deletion('statement', 'c-0'),
      deletion('statement', 'c-1'),
      deletion('statement', 'c-2'),
      deletion('statement', 'c-3'),
    );
    expect(await listed(store, 'claim', { where: [anyOf('independentRoots', '19')] })).toEqual(['c']);
    expect(await listed(store, 'claim', { where: [atLeast('20')] })).toEqual([]);
    expect(await findings(store)).toEqual([]);
  });
});
