import { expect, it } from 'vitest';
import { compareText } from '../../src/model/order.ts';
import { anyOf, type ListQuery } from '../../src/model/query.ts';
import { wordQueryOf } from '../../src/search/query.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { listPage, readListRequest } from '../../src/queries/list.ts';
import { autocomplete } from '../../src/queries/autocomplete.ts';
import { search } from '../../src/queries/search.ts';
import { onEveryEngine } from '../support/engines.ts';
import { byFilter, findings, listed, query, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { actor, claim, deletion, forum, ground, merge, region, source, statement, topic } from '../support/world.ts';

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

  it.each(['*', '"', '^', ':', '(', ')', '%', "'", ';', '\\', '\0', 'text:', '+', '~', '||', '&&', '!', '[', '{', '/'])(
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

/** A claim of each of these texts, and others besides, so that no word is in most of them. */
const claims = (...texts: string[]): Change[] => [
  ...texts.map((text, i) => claim(`c${i}`, { text })),
  ...Array.from({ length: 8 }, (_, i) => claim(`other-${i}`, { text: `Something else, number ${i}.` })),
];

onEveryEngine('words as people write them', (open) => {
  const SANCTIONS = [
    'We will impose sanctions on every exporter.',
    'A sanction alone is no policy.',
    "China’s position on Russia's war and the EU’s policies has not changed.",
    'The U.S. and the U.N. agreed; the G-20 did not.',
    'Europäische Union und die Außenpolitik der Länder.',
    "L’Allemagne et l'Italie ont signé les accords.",
    'وقالت الصين إنها وروسيا ستتعاونان.',
    '示例国外交部长甲表示支持。',
    'Россия не приняла новые санкции.',
    'Lech Wałęsa, Milo Đukanović, Lars Løkke, Þórdís, Mette Ærø and Hıdır met in Łódź.',
    'Robert O’Brien, Anna-Lena Muster and Дем’ян went to Xi’an, Oʻzbekiston and Côte d’Ivoire.',
    'The COVID-19 pandemic and nu\u00adclear talks.',
  ];

  it.each([
    ['sanction', [0, 1]],
    ['Sanctions', [0, 1]],
    ['sanctioning', [0, 1]],
    ['policy', [1, 2]],
    ['russia', [2]],
    ["China's position", [2]],
    ['EU', [2]],
    ['US', [3]],
    ['U.S.', [3]],
    ['U.N', [3]],
    ['G20', [3]],
    ['G-20', [3]],
    ['g 20', [3]],
    ['land', [4]],
    ['aussenpolitik', [4]],
    ['europaischen', [4]],
    ['Allemagne', [5]],
    ["l'allemagne", [5]],
    ['accord', [5]],
    ['signer', [5]],
    ['روسيا', [6]],
    ['外交部长', [7]],
    ['外', [7]],
    ['持', [7]],
    ['санкция', [8]],
    ['россии', [8]],
    ['Walesa', [9]],
    ['Dukanovic lokke', [9]],
    ['thordis aero hidir lodz', [9]],
    ["O'Brien", [10]],
    ['obrien', [10]],
    ['Xian', [10]],
    ["XI'AN", [10]],
    ['annalena', [10]],
    ['anna-lena muster', [10]],
    ['ozbekiston', [10]],
    ['ivoire', [10]],
    ["cote d'ivoire", [10]],
    ['демян', [10]],
    ['covid19', [11]],
    ['COVID 19', [11]],
    ['nuclear', [11]],
    ['U', []],
    ['政策', []],
  ])('finds %s', async (q, expected) => {
    const store = await open(...claims(...SANCTIONS));
    expect(await found(store, q)).toEqual(expected.map((i) => `c${i}`).toSorted());
  });

  it('keeps to the language that a text says it is in', async () => {
    const titled = (id: string, title: string, language?: string): Change =>
      source(id, { csl: { type: 'book', title, ...(language !== undefined && { language }) } });
    const store = await open(
      titled('german', 'Sanktionen', 'de-AT'),
      titled('english', 'Sanktionen', 'en'),
      titled('chinese', 'Sanktionen', 'zh'),
    );
    const titles = async (q: string) => (await listed(store, 'source', byFilter('q', q))).toSorted();
    expect(await titles('sanktion')).toEqual(['german']);
    expect(await titles('sanktionen')).toEqual(['chinese', 'english', 'german']);
  });

  it('wants what stands in quotation marks one after another, and by its stems too', async () => {
    const store = await open(
      ...claims('Economic sanctions work.', 'Economic growth needs no sanctions.', 'An economic sanction works.'),
    );
    expect(await found(store, '"economic sanctions"')).toEqual(['c0', 'c2']);
    expect(await found(store, '“Economic Sanctions” work')).toEqual(['c0', 'c2']);
    expect(await found(store, 'economic sanctions')).toEqual(['c0', 'c1', 'c2']);
    expect(await found(store, '"sanctions economic"')).toEqual([]);
    expect(await found(store, '"economic sanctions')).toEqual(['c0', 'c2']);
  });

  it('does not read a phrase from one text into the next', async () => {
    const store = await open(
      claim('c', { text: 'first words', note: 'last words' }),
      forum('f', { name: 'One', alternativeNames: ['Two'] }),
    );
    expect(await found(store, '"words last"')).toEqual([]);
    expect(await listed(store, 'forum', byFilter('q', '"one two"'))).toEqual([]);
    expect(await listed(store, 'forum', byFilter('q', 'one two'))).toEqual(['f']);
  });

  it('takes a star for any ending, and a minus for what is not to be there', async () => {
    const store = await open(...claims('Universities met.', 'The universe grows.', 'Unity counts.', '中国大学'));
    expect(await found(store, 'universi*')).toEqual(['c0']);
    expect(await found(store, 'univ*')).toEqual(['c0', 'c1']);
    expect(await found(store, 'uni* -universe')).toEqual(['c2']);
    expect(await found(store, 'uni* -"universities met" -unity')).toEqual(['c1']);
    expect(await found(store, 'uni*-unity')).toEqual(['c2']);
  });

  it('follows every write', async () => {
    const store = await open(...claims('Peace now.'));
    await write(store, claim('c0', { text: 'War then.' }), claim('new', { text: 'A lasting peace.' }));
    expect(await found(store, 'peace')).toEqual(['new']);
    expect(await found(store, 'wars')).toEqual(['c0']);
    await write(store, merge('claim', 'new', 'c0'));
    expect(await found(store, 'peace')).toEqual([]);
    await write(store, deletion('claim', 'c0'));
    expect(await found(store, 'war')).toEqual([]);
    await write(store, claim('c0', { text: 'Peace again.' }));
    expect(await found(store, 'peace')).toEqual(['c0']);
    expect(await findings(store)).toEqual([]);
  });

  it('combines words with filters, dates, counts and facets', async () => {
    const store = await open(
      ...ground(),
      topic('t'),
      ...['2024-01', '2024-02', '2025', null].map((said, i) =>
        statement(`s${i}`, { said, topics: i % 2 === 0 ? ['t'] : [], note: i < 3 ? 'Trade grows.' : 'Growth.' }),
      ),
    );
    const asked = async (more: Partial<ListQuery>) => {
      const { rows, total, facets } = await store.list(
        query('statement', { ...byFilter('q', 'trade'), count: true, facets: ['topic'], ...more }),
      );
      return [rows.map(({ id }) => id), total, facets['topic']!.map(({ id, count }) => [id, count])];
    };
    expect(await asked({})).toEqual([['s0', 's1', 's2'], 3, [['t', 2]]]);
    expect(await asked({ descending: true, limit: 2 })).toEqual([['s2', 's1'], 3, [['t', 2]]]);
    expect(await asked({ where: [anyOf('topic', 't')] })).toEqual([['s0', 's2'], 2, [['t', 2]]]);
    expect(await asked({ where: [{ filter: 'topic', any: [], none: ['t'] }] })).toEqual([['s1'], 1, []]);
    expect(await asked({ range: { from: '2024-01', to: '2024-01' } })).toEqual([['s0'], 1, [['t', 1]]]);
    expect(await asked({ range: { from: '2024-03', to: null } })).toEqual([['s2'], 1, [['t', 1]]]);
    expect(await asked({ where: [anyOf('topic', 'nowhere')] })).toEqual([[], 0, []]);
    const selection = { type: 'statement', range: null } as const;
    expect(
      await store.counts([
        { ...selection, where: [], words: wordQueryOf('trade') },
        { ...selection, where: [anyOf('topic', 't')] },
        { ...selection, where: [anyOf('topic', 't')], words: wordQueryOf('"trade grows"') },
      ]),
    ).toEqual([3, 2, 2]);
  });
});

onEveryEngine('search', (open) => {
  const hits = async (store: Store, raw: Record<string, string>) =>
    (await search(store, raw)).hits.map(({ type, id, field }) => [`${type}/${id}`, field]);

  it('puts a whole name first, and tells the best before others', async () => {
    const store = await open(
      forum('longer', { name: 'Peace Talks Group' }),
      forum('exact', { name: 'Peace Talks' }),
      forum('far', { name: 'Talks', description: 'peace' }),
      claim('text', { text: 'talks about peace' }),
      source('title', { csl: { type: 'book', title: 'On talks and peace' } }),
      region('none', { name: 'Peace' }),
      ...claims(),
    );
    const found = await hits(store, { q: 'peace talks' });
    expect(found[0]).toEqual(['forum/exact', 'name']);
    // How the others are ranked is the engine's own.
    expect(found.slice(1).map(String).toSorted(compareText)).toEqual([
      'claim/text,text',
      'forum/longer,name',
      'source/title,csl.title',
    ]);
    const scores = (await search(store, { q: 'peace talks' })).hits.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  it('finds other names, and says which field matched', async () => {
    const store = await open(forum('un', { name: 'Assembly', alternativeNames: ['General Meeting', 'GM'] }));
    expect(await hits(store, { q: 'gm' })).toEqual([['forum/un', 'alternativeNames']]);
  });

  it('marks the words where they are', async () => {
    const store = await open(
      ...claims('We will impose sanctions on China’s exporters: a sanction.', `${'Long. '.repeat(200)}制裁措施 work.`),
    );
    const marked = async (q: string) =>
      (await search(store, { q })).hits[0]!.highlight.map(
        ({ field, parts }) => `${field}: ${parts.map(({ text, match }) => (match ? `[${text}]` : text)).join('')}`,
      );
    expect(await marked('sanction china')).toEqual([
      'text: We will impose [sanctions] on [China’s] exporters: a [sanction].',
    ]);
    expect(await marked('"impose sanctions" expo*')).toEqual([
      'text: We will [impose sanctions] on China’s [exporters]: a sanction.',
    ]);
    const [long] = await marked('制裁');
    expect(long).toMatch(/^text: …[Long. ]{70,90}\[制裁\]措施 work\.$/);
  });

  it('refuses a cursor once the graph has changed', async () => {
    const store = await open(...claims());
    const { nextCursor } = await search(store, { q: 'something', limit: '3' });
    await write(store, claim('new', { text: 'Something.' }));
    await expect(search(store, { q: 'something', limit: '3', cursor: nextCursor! })).rejects.toMatchObject({
      code: 'cursor-mismatch',
    });
  });

  it.each([
    ['x'.repeat(501), /501 characters are more/],
    [Array.from({ length: 33 }, (_, i) => `w${i}`).join(' '), /33 words are more/],
    ['-peace', /at least one to look for/],
    ['*', /no word to look for/],
  ])('refuses %j', async (q, detail) => {
    const store = await open(...claims());
    await expect(search(store, { q })).rejects.toMatchObject({
      faults: [expect.objectContaining({ parameter: 'q', detail: expect.stringMatching(detail) })],
    });
    await expect(found(store, q)).rejects.toMatchObject({ code: 'invalid-parameters' });
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
    expect(
      (await hits(store, { q: 'report', type: 'source' })).map(([key]) => key as string).toSorted(compareText),
    ).toEqual(['source/report-a', 'source/report-b']);
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

  it('tells what was probably meant where nothing has what was typed', async () => {
    const store = await open(
      ...claims('We will impose sanctions on exporters.', 'Nobody imposed anything.'),
      actor('lavrov', { name: 'Sergey Lavrov' }),
      actor('lavrin', { name: 'Ada Lavrin' }),
    );
    const asked = async (q: string, more: Record<string, string> = {}) => {
      const { hits: found, corrected } = await search(store, { q, ...more });
      return [found.map(({ id }) => id), corrected];
    };
    expect(await asked('Lavrow')).toEqual([['lavrov'], 'lavrov']);
    expect(await asked('sergey lavorv')).toEqual([['lavrov'], 'sergey lavrov']);
    expect(await asked('kavrov')).toEqual([['lavrov'], 'lavrov']);
    expect(await asked('imopse "sanctoins" -peace')).toEqual([['c0'], 'impose "sanctions" -peace']);
    expect(await asked('lavrov')).toEqual([['lavrov'], null]);
    expect(await asked('lavrov sanctions')).toEqual([[], null]);
    expect(await asked('lavrow', { type: 'claim' })).toEqual([[], null]);
    expect(await asked('qqqqqq')).toEqual([[], null]);
    expect(await asked('wax')).toEqual([[], null]);

    const first = await search(store, { q: 'impsoed', limit: '1' });
    const second = await search(store, { q: 'impsoed', limit: '1', cursor: first.nextCursor! });
    expect([first, second].map(({ corrected }) => corrected)).toEqual(['imposed', 'imposed']);
    expect([...first.hits, ...second.hits].map(({ id }) => id).toSorted()).toEqual(['c0', 'c1']);
  });

  it('keeps to a language, to the filters of one type, and counts all that it finds', async () => {
    const store = await open(
      ...ground(),
      topic('trade', { name: 'Trade' }),
      ...[0, 1, 2].map((i) =>
        statement(`s${i}`, { note: 'Trade will grow.', topics: i > 0 ? ['trade'] : [], said: `202${i}` }),
      ),
      source('german', { csl: { type: 'book', title: 'Trade und Handel', language: 'de' } }),
    );
    const asked = async (more: Record<string, string>) => {
      const { hits: found, total, facets } = await search(store, { q: 'trade', ...more });
      return [found.map(({ id }) => id).toSorted(), total, facets];
    };
    const type = (id: string, count: number) => ({ id, label: id, count });
    expect(await asked({ count: 'true', facets: 'type' })).toEqual([
      ['german', 's0', 's1', 's2', 'trade'],
      5,
      { type: [type('statement', 3), type('source', 1), type('topic', 1)] },
    ]);
    expect(await asked({ language: 'de-AT' })).toEqual([['german'], null, null]);
    expect(await asked({ type: 'statement', topic: 'trade', count: 'true', facets: 'topic,type' })).toEqual([
      ['s1', 's2'],
      2,
      { type: [type('statement', 2)], topic: [{ id: 'trade', label: 'Trade', count: 2 }] },
    ]);
    expect(await asked({ type: 'statement', saidFrom: '2021', saidTo: '2021', count: 'true' })).toEqual([
      ['s1'],
      1,
      null,
    ]);
    expect(await asked({ type: 'statement', topic: '!trade' })).toEqual([['s0'], null, null]);
    await expect(search(store, { q: 'trade', topic: 'trade' })).rejects.toMatchObject({ code: 'invalid-parameters' });
    await expect(search(store, { q: 'trade', type: 'statement', topic: 'trad' })).rejects.toMatchObject({
      code: 'invalid-parameters',
    });
    await expect(search(store, { q: 'trade', language: 'no tag' })).rejects.toMatchObject({
      code: 'invalid-parameters',
    });
  });

  it('completes names whose parts are turned round, and those with a slip', async () => {
    const store = await open(
      ...claims('Something of lavrow and others.'),
      actor('lavrov', { name: 'Sergey Lavrov' }),
      actor('sergey', { name: 'Sergey Sergeyev' }),
      actor('wang', { name: 'Wang Yi', alternativeNames: ['王毅'] }),
    );
    const asked = async (q: string) => (await autocomplete(store, { q })).suggestions.map(({ id, name }) => [id, name]);
    expect(await asked('Lavrov Sergey')).toEqual([['lavrov', 'Sergey Lavrov']]);
    expect(await asked('lavrov, ser')).toEqual([['lavrov', 'Sergey Lavrov']]);
    expect(await asked('Lavrvo')).toEqual([['lavrov', 'Sergey Lavrov']]);
    expect(await asked('Lavrow')).toEqual([['lavrov', 'Sergey Lavrov']]);
    expect(await asked('Lavrow Sergei')).toEqual([['lavrov', 'Sergey Lavrov']]);
    expect(await asked('sergey')).toEqual([
      ['lavrov', 'Sergey Lavrov'],
      ['sergey', 'Sergey Sergeyev'],
    ]);
    expect(await asked('yi wa')).toEqual([['wang', 'Wang Yi']]);
    expect(await asked('nobody at all')).toEqual([]);
  });
});
