import { describe, expect, it } from 'vitest';
import { LOCALES, STYLES, type Appearance } from '../../src/references/appearance.ts';
import { placed, type Cite } from '../../src/references/notes.ts';
import { asText } from '../../src/references/styles.ts';
import type { Work } from '../../src/references/work.ts';
import { HOSTILE } from '../support/hostile.ts';

/*
 * References in the styles of the field, whatever titles and names hold.
 */

const notesOf = (...cites: Cite[]) => placed(cites.map((cite, i) => ({ marker: String(i + 1), cites: [cite] })));
const plainly: Appearance = {
  style: 'chicago-notes-bibliography',
  locale: 'en-US',
  layout: 'footnotes',
  markup: 'text',
};

const workOf = (title: string): Work => ({
  id: 'a-source',
  type: 'article-newspaper',
  title,
  'container-title': title,
  author: [{ literal: title }, { family: 'Wang', given: 'Yi' }],
  publisher: title,
  URL: `https://x.y/${'long/'.repeat(20)}a_b?c=d%20e#g~h`,
  issued: { 'date-parts': [[2025, 2, 21]] },
});

describe('a title that holds anything', () => {
  it.each(HOSTILE)('%j is formatted without running any markup of it', (title) => {
    for (const style of STYLES) {
      for (const layout of ['footnotes', 'bibliography'] as const) {
        const html = asText(
          { works: [workOf(title)], notes: notesOf({ id: 'a-source' }) },
          { style, locale: 'en-US', layout, markup: 'html' },
        );
        expect(
          html.replace(/<\/?(?:div|ol|ul|li|i|b|sup|sub|span)(?: (?:class|style|value)="[\w :;.-]*")*>/g, ''),
        ).not.toMatch(/[<>]/);
      }
    }
  });
});

describe('a title beyond all measure', () => {
  it('is cut where a style prints it', () => {
    const title = '"\' '.repeat(100_000);
    for (const style of STYLES)
      expect(
        asText({ works: [{ id: 'a', type: 'webpage', title }], notes: notesOf({ id: 'a' }) }, { ...plainly, style })
          .length,
      ).toBeLessThan(2000);
  });
});

describe('footnotes', () => {
  const works: Work[] = ['a', 'b'].map((id) => ({
    id,
    type: 'webpage',
    title: `Title ${id}`,
    URL: `https://x.y/${id}`,
    accessed: { 'date-parts': [[2025, 2, 28]] },
  }));
  const textOf = (...cites: Cite[]) => asText({ works, notes: notesOf(...cites) }, plainly);

  it('are an ibid only directly after the same source, with the place where that differs', () => {
    expect(
      textOf(
        { id: 'a' },
        { id: 'a', locator: '12' },
        { id: 'a', label: 'section', locator: '3' },
        { id: 'b' },
        { id: 'a' },
        { id: 'a' },
      ),
    ).toBe(
      [
        '1. “Title a,” accessed February 28, 2025, https://x.y/a.',
        '2. Ibid., 12.',
        '3. Ibid., sec. 3.',
        '4. “Title b,” accessed February 28, 2025, https://x.y/b.',
        '5. “Title a.”',
        '6. Ibid.',
        '',
      ].join('\n'),
    );
  });

  it('are the same when they are made again, after others', () => {
    const first = textOf({ id: 'a' }, { id: 'a' });
    textOf({ id: 'b' }, { id: 'a' });
    expect(textOf({ id: 'a' }, { id: 'a' })).toBe(first);
  });

  it('have the marks of their document, and one of several works has them all', () => {
    const notes = placed([
      { marker: '7', cites: [{ id: 'a' }, { id: 'b', locator: '4' }] },
      { marker: '*', cites: [{ id: 'b' }] },
    ]);
    const [first, second] = asText({ works, notes }, plainly).split('\n');
    expect(first).toMatch(/^7\. “Title a,” accessed [^;]*a; “Title b,” 4, accessed [^;]*b\.$/);
    expect(second).toBe('* “Title b.”');
    expect(asText({ works, notes }, { ...plainly, markup: 'html' })).toMatch(
      /^<ul class="footnotes">\n {2}<li><sup>7<\/sup> “Title a[^\n]*\n {2}<li><sup>\*<\/sup> “Title b.”<\/li>\n<\/ul>\n$/,
    );
    expect(asText({ works, notes: notes.slice(0, 1) }, { ...plainly, markup: 'html' })).toContain('<li value="7">');
  });

  it.each(LOCALES)('can be had in %s', (locale) => {
    for (const style of STYLES)
      expect(asText({ works, notes: notesOf({ id: 'a' }) }, { ...plainly, style, locale })).toMatch(/Title a/);
  });
});

describe('an item as others give it', () => {
  const bibliography = (work: object) =>
    asText({ works: [{ id: 'a', ...work } as Work], notes: [] }, { ...plainly, layout: 'bibliography' }).trim();

  it.each([
    [{ DOI: 'https://doi.org/10.1234/AbC' }, 'https://doi.org/10.1234/AbC.'],
    [{ DOI: 'doi:10.1234/AbC' }, 'https://doi.org/10.1234/AbC.'],
    [{ volume: 3, page: ['12–15'] }, 'Journal 3 (2024): 12–15.'],
    [{ issued: { 'date-parts': [['2024', '3', 1]] } }, 'Journal, March 1, 2024.'],
    [{ issued: { raw: '2024-03' } }, 'Journal, March 2024.'],
    [{ issued: '2024-03' }, 'Journal, March 2024.'],
    [{ issued: { 'date-parts': [[2024]], season: '1' } }, 'Journal, Spring 2024.'],
    [{ issued: { 'date-parts': [[2024, 21]] } }, 'Journal, Spring 2024.'],
    [{ issued: { literal: 'Year of the Dragon' } }, 'Journal, Year of the Dragon.'],
    [{ issued: { 'date-parts': [[null]] } }, 'Journal, n.d.'],
    [{ issued: { 'date-parts': [[2024, 13, 45]] } }, 'Journal, 2024-13-45.'],
    [{ ISSN: ['1234-5678'], subject: [], reference: [{ key: 'x' }], event: { name: 'x' } }, 'Journal, 2024'],
  ])('%j is printed', (members, expected) => {
    expect(
      bibliography({
        type: 'journal-article',
        title: ['Trade'],
        'container-title': 'Journal',
        issued: { 'date-parts': [[2024]] },
        ...members,
      }),
    ).toContain(expected);
  });
});

/** Dates as others give them, each as Chicago's bibliography prints it. */
const DATES: [unknown, string][] = [
  [
    {
      'date-parts': [
        [2025, 2],
        [2025, 3, 4],
      ],
    },
    'February–March 2025',
  ],
  [{ 'date-parts': [[2025], [2026, 2]] }, '2025–2026'],
  [
    {
      'date-parts': [
        [2025, 2, 3],
        [2025, 3],
      ],
    },
    'February–March 2025',
  ],
  [
    {
      'date-parts': [
        [2025, 2, 3],
        [2025, 2],
      ],
    },
    'February 2025',
  ],
  [{ 'date-parts': [[2025], [2025, 3]] }, '2025'],
  [
    {
      'date-parts': [
        ['2025', '02'],
        ['2025', '03', '04'],
      ],
    },
    'February–March 2025',
  ],
  [
    {
      'date-parts': [
        [2025, 2, 3],
        [2025, 2, 3],
      ],
    },
    'February 3, 2025',
  ],
  [
    {
      'date-parts': [
        [2025, 2, 3],
        [2025, 3, 4],
      ],
    },
    'February 3–March 4, 2025',
  ],
  [
    {
      'date-parts': [
        [2025, 21],
        [2025, 22],
      ],
    },
    '2025',
  ],
  [
    {
      'date-parts': [
        [2025, 21],
        [2026, 3],
      ],
    },
    '2025–2026',
  ],
  [{ 'date-parts': [[2025]], season: 'summer' }, 'Summer 2025'],
  [{ 'date-parts': [[2025], [2026]], season: 2 }, '2025–2026'],
  [{ 'date-parts': [[2025], [2026, 1]], circa: true }, '[2025–2026?]'],
  [
    {
      'date-parts': [
        [2025, 2],
        [0, 0],
      ],
    },
    'February 2025',
  ],
  [{ 'date-parts': [[2025, 2], [2026]], literal: 'words' }, '2025–2026'],
  [{ literal: 'in spring' }, 'in spring'],
  [{ raw: '2025-02/2025-03-04' }, 'February–March 2025'],
  [{ raw: '2025-21/2025-03-04' }, '2025'],
  [{ raw: 'some day/another' }, 'some day/another'],
  ['2025-02-03/2025-03', 'February–March 2025'],
  ['2025-02-30', '2025-2-30'],
  [{ 'date-parts': [[0]] }, '0000'],
  [{ 'date-parts': [[-5]] }, '5BC'],
  [{ 'date-parts': [[-5], [3, 2]] }, '-0005/0003-02'],
  [
    {
      'date-parts': [
        [0, 2],
        [1, 2, 3],
      ],
    },
    '0000-02/0001-02-03',
  ],
  [{ 'date-parts': [] }, 'n.d.'],
  [{ 'date-parts': [[]] }, 'n.d.'],
  [{ 'date-parts': [[], [2025]] }, 'n.d.'],
  [{ 'date-parts': [[null]] }, 'n.d.'],
  [{}, 'n.d.'],
];

describe.each(DATES)('the date %j', (date, printed) => {
  const workWith = (name: string): Work => ({
    id: 'a',
    type: 'article-newspaper',
    title: 'Trade',
    URL: 'https://x.y/',
    [name]: date,
  });

  it('is printed', () => {
    const works = [workWith('issued')];
    const text = asText({ works, notes: [] }, { ...plainly, layout: 'bibliography' });
    // What is no formatted date is a sentence of its own.
    expect(text.replace('“Trade.”', '“Trade,”')).toBe(`“Trade,” ${printed.replace(/\.$/, '')}. https://x.y/.\n`);
  });

  it('breaks no style, whatever it is the date of', () => {
    for (const name of ['issued', 'accessed', 'event-date', 'original-date'])
      for (const style of STYLES)
        for (const layout of ['footnotes', 'bibliography'] as const)
          expect(
            asText({ works: [workWith(name)], notes: notesOf({ id: 'a' }) }, { ...plainly, style, layout }),
          ).not.toBe('');
  });
});

describe('a work that citeproc fails on', () => {
  const works: Work[] = [
    { id: 'a', type: 'book', title: 'Before', issued: { 'date-parts': [[2024]] } },
    {
      id: 'b',
      type: 'book',
      title: 'Between',
      author: [{ family: 'Example', given: 'Ann' }],
      issued: {
        'date-parts': [
          [2025, 2],
          [2025, 3, 4],
        ],
      },
    },
    { id: 'c', type: 'book', title: 'After', issued: { 'date-parts': [[2026]] } },
  ];
  /** As it is written, with the uneven range, of which citeproc cannot tell the parts that change. */
  const asWritten = (work: Work): Work => work;

  it.each(STYLES)('has a plain reference, and the others theirs (%s)', (style) => {
    const alone = (work: Work, layout: Appearance['layout']): string =>
      asText({ works: [work], notes: notesOf({ id: work.id }) }, { ...plainly, style, layout }, asWritten);
    const all = asText({ works, notes: [] }, { ...plainly, style, layout: 'bibliography' }, asWritten);
    for (const work of [works[0]!, works[2]!]) expect(all).toContain(alone(work, 'bibliography').trim());
    expect(all).toMatch(/Ann Example[^]*2025-02\/2025-03-04/);
    const notes = notesOf({ id: 'a' }, { id: 'b' }, { id: 'b' }, { id: 'c' });
    expect(
      asText({ works, notes }, { ...plainly, style }, asWritten)
        .trim()
        .split('\n'),
    ).toHaveLength(4);
  });
});
