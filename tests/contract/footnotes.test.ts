import { expect, it } from 'vitest';
import type { RawParameters, Store } from '../../src/store/port.ts';
import type { References } from '../../src/references/appearance.ts';
import { onEveryEngine } from '../support/engines.ts';
import { actor, citation, ibid, passage, source } from '../support/world.ts';

/*
 * The footnotes of a document: in the order of its text, with its marks, and what each is after those before it.
 */

const book = (id: string) => source(id, { csl: { type: 'book', title: id } });
const at = (paragraph: number, sentence: number, ...citations: string[]) => ({
  source: 'paper',
  locator: { paragraph, sentence },
  citations,
});

const paper = () => [
  actor('press'),
  source('book-a', { csl: { type: 'book', title: 'A' }, publisher: 'press' }),
  ...['book-b', 'book-c', 'paper'].map(book),
  citation('z-1', { marker: '1', source: 'book-a' }),
  ibid('y-2', 'z-1', { marker: '2' }),
  ...['3', '4', '5', '6', '7', '8', '9'].map((marker) => citation(`m-${marker}`, { marker, source: 'book-b' })),
  citation('a-10', { marker: '10', source: 'book-c', locator: '4' }),
  ibid('a-11', 'a-10', { marker: '11', locator: '9' }),
  ibid('a-12', 'z-1', { marker: '12' }),
  // In the order of neither ids nor positions.
  passage('p-a', at(10, 1, 'a-12')),
  passage('p-b', at(2, 11, 'm-8', 'm-9', 'a-10', 'a-11')),
  passage('p-c', at(2, 2, 'm-3', 'm-4', 'm-5', 'm-6', 'm-7')),
  passage('p-d', at(1, 1, 'z-1', 'y-2')),
];

onEveryEngine('footnotes of a document', (open) => {
  const ask = async (store: Store, raw: RawParameters = {}, of = 'paper') => {
    const found = await store.compose('footnotes', of, { source: of, ...raw });
    if ('movedTo' in found) throw new Error('moved');
    const references = JSON.parse(found.json) as References;
    return {
      notes: references.notes.map(
        ({ marker, cites }) => `${marker} ${cites.map(({ id, position }) => `${id} ${position}`).join(', ')}`,
      ),
      works: references.works.map(({ id }) => id),
      next: found.page?.nextCursor ?? null,
    };
  };

  it('come in the order of the text, whatever their ids and marks', async () => {
    const store = await open(...paper());
    const { notes, works } = await ask(store);
    expect(notes).toEqual([
      '1 book-a first',
      '2 book-a ibid',
      '3 book-b first',
      ...['4', '5', '6', '7', '8', '9'].map((marker) => `${marker} book-b ibid`),
      '10 book-c first',
      '11 book-c ibid-with-locator',
      // An ibid by its record, but not directly after what it points back to.
      '12 book-a subsequent',
    ]);
    expect(works).toEqual(['book-a', 'book-b', 'book-c']);
  });

  it('are the same on every page, and whatever a filter leaves out', async () => {
    const store = await open(...paper());
    const pages: string[] = [];
    for (let cursor: string | null = null; pages.length < 20;) {
      const { notes, next } = await ask(store, { limit: '5', ...(cursor !== null && { cursor }) });
      expect(notes.length).toBeLessThanOrEqual(5);
      pages.push(...notes);
      cursor = next;
      if (cursor === null) break;
    }
    expect(pages).toEqual((await ask(store)).notes);
    expect((await ask(store, { citedSource: 'book-a' })).notes).toEqual([
      '1 book-a first',
      '2 book-a ibid',
      '12 book-a subsequent',
    ]);
    expect((await ask(store, { publisher: '!press', ibid: 'true' })).notes).toEqual(['11 book-c ibid-with-locator']);
  });

  it('come by position where each passage has one', async () => {
    const placedAt = (start: number, ...citations: string[]) => ({
      source: 'report',
      selectors: [{ type: 'TextPositionSelector', start, end: start + 5 }],
      citations,
    });
    const store = await open(
      book('book-a'),
      book('report'),
      ...['1', '2', '3'].map((marker) => citation(`r-${marker}`, { marker, source: 'book-a' })),
      passage('q-a', placedAt(900, 'r-3')),
      passage('q-b', placedAt(1000, 'r-1')),
      passage('q-c', placedAt(90, 'r-2')),
    );
    expect((await ask(store, {}, 'report')).notes.map((note) => note.slice(0, 1))).toEqual(['2', '3', '1']);
  });

  it('are one where several citations stand beside each other under one mark', async () => {
    const store = await open(
      ...['book-a', 'book-b', 'book-c', 'essay'].map(book),
      citation('e-1', { marker: '1', source: 'book-a', locator: '4' }),
      ibid('e-1b', 'e-1', { marker: '1', locator: '9' }),
      citation('e-2', { marker: '2', source: 'book-b' }),
      citation('e-2b', { marker: '2', source: 'book-c' }),
      citation('e-3', { marker: '3', source: 'book-c' }),
      // Numbers begin anew on the next page.
      ibid('e-next', 'e-3', { marker: '1' }),
      passage('e-p1', { source: 'essay', locator: { page: '10' }, citations: ['e-1', 'e-1b', 'e-2', 'e-2b', 'e-3'] }),
      passage('e-p2', { source: 'essay', locator: { page: '11' }, citations: ['e-next'] }),
    );
    expect((await ask(store, {}, 'essay')).notes).toEqual([
      '1 book-a first, book-a ibid-with-locator',
      '2 book-b first, book-c first',
      '3 book-c subsequent',
      '1 book-c ibid',
    ]);
    // A footnote is not parted by the end of a page.
    expect((await ask(store, { limit: '1' }, 'essay')).notes).toEqual(['1 book-a first, book-a ibid-with-locator']);
  });

  it('are none of a document without, and of one that is not there a fault of the filter', async () => {
    const store = await open(book('book-a'));
    expect(await ask(store, {}, 'book-a')).toEqual({ notes: [], works: [], next: null });
    await expect(ask(store, {}, 'no-such')).rejects.toMatchObject({ code: 'invalid-parameters' });
    await expect(ask(store, { cursor: 'x' }, 'book-a')).rejects.toMatchObject({ code: 'invalid-cursor' });
  });
});
