import { expect, it } from 'vitest';
import type { Store } from '../../src/store/port.ts';
import { listPage, readListRequest } from '../../src/queries/list.ts';
import { autocomplete, search } from '../../src/queries/search.ts';
import { onEveryEngine } from '../support/engines.ts';
import { summit } from '../support/summit.ts';
import { claim, forum, region, source } from '../support/world.ts';

const found = async (store: Store, q: string): Promise<string[]> =>
  (await listPage(store, readListRequest('claim', { q }))).page.rows.map(({ id }) => id);

onEveryEngine('full text', (open) => {
  it.each([
    ['any case', 'Energy Security', 'eNERGY sECURITY'],
    ['accents', 'S\u00e3o Tom\u00e9', 'sao tome'],
    ['accents that are typed and not stored', 'Sao Tome', 's\u00e3o tom\u00e9'],
    ['decomposed accents', 'caf\u00e9', 'cafe\u0301'],
    ['a dotless i', '\u0131\u015f\u0131k', 'isik'],
    ['a capital dotted I', '\u0130stanbul', 'istanbul'],
    ['a sharp s', 'Stra\u00dfe', 'strasse'],
    ['a final sigma', '\u039f\u03b4\u03cc\u03c2', '\u03bf\u03b4\u03bf\u03c3'],
    ['ligatures and full width forms', '\ufb01nance \uff21', 'finance a'],
    [
      'Cyrillic',
      '\u0425\u0435\u043b\u044c\u0441\u0438\u043d\u043a\u0438',
      '\u0445\u0435\u043b\u044c\u0441\u0438\u043d\u043a\u0438',
    ],
    ['a word in the midst of Chinese text', '\u4e2d\u56fd\u548c\u4fc4\u7f57\u65af\u5408\u4f5c', '\u5408\u4f5c'],
    ['Hebrew without its points', '\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd', '\u05e9\u05dc\u05d5\u05dd'],
  ])('looks through %s', async (_what, text, q) => {
    const store = await open(claim('it', { text }), claim('other', { text: 'something else' }));
    expect(await found(store, q)).toEqual(['it']);
  });

  it('wants all of several words, in any order', async () => {
    const store = await open(
      claim('both', { text: 'peace and security' }),
      claim('one', { text: 'peace' }),
      claim('two', { text: 'security' }),
    );
    expect(await found(store, 'security peace')).toEqual(['both']);
  });

  it('wants whole words', async () => {
    const store = await open(claim('short', { text: 'arm' }), claim('long', { text: 'army' }));
    expect(await found(store, 'arm')).toEqual(['short']);
  });

  it('finds words of every field with text', async () => {
    const store = await open(claim('it', { text: 'first', note: 'second' }));
    expect(await found(store, 'first second')).toEqual(['it']);
  });

  it.each(['*', '"', '^', '-', ':', '(', ')', '%', "'", ';', '\\', '\0', 'text:'])(
    'takes %j for no more than a mark',
    async (mark) => {
      const store = await open(claim('it', { text: 'peace talks' }), claim('other', { text: 'text war' }));
      expect(await found(store, `${mark}peace${mark} talks${mark}`)).toEqual(mark === 'text:' ? [] : ['it']);
    },
  );

  it.each(['NEAR', 'AND', 'OR', 'NOT'])('takes %s for a word like any other', async (word) => {
    const store = await open(claim('a', { text: `peace ${word} war` }), claim('b', { text: 'peace war' }));
    expect(await found(store, `peace ${word} war`)).toEqual(['a']);
    expect(await found(store, word)).toEqual(['a']);
  });

  it('asks for a word where there is none', async () => {
    const store = await open(claim('it'));
    for (const q of ['', '*', '" "', '-'])
      await expect(found(store, q)).rejects.toMatchObject({ code: 'invalid-parameters' });
  });
});

onEveryEngine('search', (open) => {
  const hits = async (store: Store, raw: Record<string, string>) =>
    (await search(store, raw)).hits.map(({ type, id, score, field }) => [score, `${type}/${id}`, field]);

  it('puts a whole name first, then all words in a name, then all words anywhere', async () => {
    const store = await open(
      forum('exact', { name: 'Peace Talks' }),
      forum('longer', { name: 'Peace Talks Group' }),
      forum('far', { name: 'Talks', description: 'peace' }),
      claim('text', { text: 'talks about peace' }),
      source('title', { csl: { type: 'book', title: 'On talks and peace' } }),
      region('none', { name: 'Peace' }),
    );
    expect(await hits(store, { q: 'peace talks' })).toEqual([
      [1, 'forum/exact', 'name'],
      [0.8, 'forum/longer', 'name'],
      [0.8, 'source/title', 'csl.title'],
      [0.5, 'claim/text', 'text'],
    ]);
  });

  it('finds other names, and says which field matched', async () => {
    const store = await open(forum('un', { name: 'Assembly', alternativeNames: ['General Meeting', 'GM'] }));
    expect(await hits(store, { q: 'gm' })).toEqual([[1, 'forum/un', 'alternativeNames']]);
  });

  it('brings every hit once in small pages, none twice', async () => {
    const store = await open(...summit());
    const whole = (await search(store, { q: 'a' })).hits;
    expect(whole.length).toBeGreaterThan(4);
    for (const limit of ['1', '2', '3']) {
      const walked: typeof whole = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof search>> = await search(store, {
          q: 'a',
          limit,
          ...(cursor !== null && { cursor }),
        });
        walked.push(...page.hits);
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(walked).toEqual(whole);
    }
  });

  it('keeps to the types asked for', async () => {
    const store = await open(...summit());
    expect((await hits(store, { q: 'report', type: 'source' })).map(([, key]) => key)).toEqual([
      'source/report-a',
      'source/report-b',
    ]);
    expect(await hits(store, { q: 'report', type: 'actor' })).toEqual([]);
  });

  it('completes names in small pages, every record once', async () => {
    const store = await open(...summit());
    const walked: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof autocomplete>> = await autocomplete(store, {
        q: 'S',
        limit: '2',
        ...(cursor !== null && { cursor }),
      });
      walked.push(...page.suggestions.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(walked).toEqual(['security', 'speaker-a', 'speaker-b', 'state-a', 'state-b', 'summit']);
  });
});
