import { expect, it } from 'vitest';
import { anyOf } from '../../src/model/query.ts';
import type { References } from '../../src/references/appearance.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, listed, refusal, view, write } from '../support/store.ts';
import { actor, citation, claim, ibid, merge, passage, source, statement } from '../support/world.ts';

/*
 * Footnotes that cite several works: a chain of evidence for each.
 */

const book = (id: string, fields = {}) => source(id, { csl: { type: 'book', title: id }, ...fields });
const world = () => [
  actor('speaker-a'),
  actor('press', { kind: 'institution' }),
  claim('claim-a'),
  book('book-a', { publisher: 'press' }),
  book('book-b'),
  book('book-c'),
  source('paper'),
  citation('one', {
    marker: '1',
    source: null,
    works: [{ source: 'book-a', locator: '4', accessed: '2025-02-28' }, { source: 'book-b' }],
  }),
  citation('two', {
    marker: '2',
    source: null,
    works: [
      { ibidOf: { citation: 'one', work: 2 }, locator: '9' },
      { ibidOf: { citation: 'one' } },
      { source: 'book-c' },
    ],
  }),
  passage('p', { source: 'paper', citations: ['one', 'two'] }),
  statement('s', { passages: ['p'] }),
];

onEveryEngine('a footnote of several works', (open) => {
  it('answers each, ibids resolved to the work that they point to', async () => {
    const store = await open(...world());
    expect(await view(store, 'citation', 'two')).toMatchObject({
      source: 'book-b',
      locator: '9',
      ibidOf: null,
      ibidChain: ['one'],
      works: [
        { source: 'book-b', locator: '9', accessed: null, ibidOf: { citation: 'one', work: 2 }, publisher: null },
        {
          source: 'book-a',
          locator: '4',
          accessed: '2025-02-28',
          ibidOf: { citation: 'one', work: 1 },
          publisher: 'press',
        },
        { source: 'book-c', ibidOf: null },
      ],
    });
    expect(await findings(store)).toEqual([]);
  });

  it('has a chain for each, and is found by each', async () => {
    const store = await open(...world());
    const { chains, citations, citedSources, publishers, chainCount } = await view(store, 'statement', 's');
    expect(chains.map(({ citation: of, source: cited }: Record<string, string>) => [of, cited])).toEqual([
      ['one', 'book-a'],
      ['one', 'book-b'],
      ['two', 'book-b'],
      ['two', 'book-a'],
      ['two', 'book-c'],
    ]);
    expect(chainCount).toBe(5);
    expect(citations).toEqual(['one', 'two']);
    expect(citedSources).toEqual(['book-a', 'book-b', 'book-c']);
    expect(publishers).toEqual(['press']);
    expect(await listed(store, 'citation', { where: [anyOf('citedSource', 'book-b')] })).toEqual(['one', 'two']);
    expect(await listed(store, 'citation', { where: [anyOf('ibidOf', 'one')] })).toEqual(['two']);
    expect(await listed(store, 'citation', { where: [anyOf('publisher', 'press')] })).toEqual(['one', 'two']);
    const page = await store.chains({
      of: { type: 'statement', id: 's' },
      after: null,
      limit: 2,
      count: true,
      include: [['chains.source']],
    });
    expect(page.total).toBe(5);
    expect(page.related.map(({ id }) => id)).toEqual(['book-a', 'book-b']);
  });

  it('is printed with all of them', async () => {
    const store = await open(...world());
    const found = await store.compose('footnotes', 'paper', { source: 'paper' });
    if ('movedTo' in found) throw new Error('moved');
    const { notes, works } = JSON.parse(found.json) as References;
    expect(works.map(({ id }) => id)).toEqual(['book-a', 'book-b', 'book-c']);
    expect(notes.map(({ marker, cites }) => [marker, cites.map(({ id, position }) => `${id} ${position}`)])).toEqual([
      ['1', ['book-a first', 'book-b first']],
      ['2', ['book-b subsequent', 'book-a subsequent', 'book-c first']],
    ]);
  });

  it('follows what it cites when that is merged, and what it points back to when that changes', async () => {
    const store = await open(...world());
    await write(store, merge('source', 'book-b', 'book-c'));
    expect((await view(store, 'citation', 'two')).works[0].source).toBe('book-c');
    await write(
      store,
      citation('one', { marker: '1', source: null, works: [{ source: 'book-a' }, { source: 'book-a', locator: '5' }] }),
    );
    expect((await view(store, 'statement', 's')).citedSources).toEqual(['book-a', 'book-c']);
    expect(await findings(store)).toEqual([]);
  });

  it.each([
    [{ works: [{}] }, '/works/0'],
    [{ works: [{ source: 'book-a', ibidOf: { citation: 'one' } }] }, '/works/0'],
    [{ source: 'book-a', works: [{ source: 'book-a' }] }, '/source'],
    [{ works: [{ ibidOf: { citation: 'one', work: 3 } }] }, '/works/0/ibidOf/work'],
    [{ works: [{ ibidOf: { citation: 'three' } }] }, '/works'],
    [{ ibidOf: 'one' }, '/ibidOf'],
  ])('says what is wrong with it: %j', async (fields, pointer) => {
    const store = await open(...world());
    const problems = await refusal(store, citation('three', { marker: '3', source: null, ...fields }));
    expect(problems.map((problem) => problem.pointer)).toContain(pointer);
  });

  it('is numbered within its section', async () => {
    const store = await open(
      ...world(),
      citation('last', { marker: '5', section: 'I', source: 'book-a' }),
      ibid('first', 'last', { marker: '1', section: 'II' }),
      citation('same', { marker: '1', section: 'III', source: 'book-b' }),
      passage('q', { source: 'book-c', citations: ['last', 'first', 'same'] }),
    );
    const found = await store.compose('footnotes', 'book-c', { source: 'book-c' });
    if ('movedTo' in found) throw new Error('moved');
    const { notes } = JSON.parse(found.json) as References;
    expect(notes.map(({ marker, cites }) => [marker, cites.length])).toEqual([
      ['5', 1],
      ['1', 1],
      ['1', 1],
    ]);
    expect(await listed(store, 'citation', { where: [anyOf('section', 'II')] })).toEqual(['first']);
  });
});
