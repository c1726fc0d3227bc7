import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { asBibtex, asRis, asText, LOCALES, STYLES, type CslJson } from '../../src/queries/formatter.ts';

/*
 * Titles and names of all kinds come through: what is written is read back by citation-js and compared.
 */

const { Cite } = createRequire(import.meta.url)('@citation-js/core') as {
  Cite: new (text: string, options: object) => { data: CslJson[] };
};

const HOSTILE = [
  'Braces {A} and {unbalanced',
  'close} only',
  'TeX \\textbf{x} % comment $x_1^2$ & # ~ \\',
  'ends with a backslash\\',
  'Обзор 二十国集团外长会 é ß ø',
  'שלום עולם — مرحبا',
  '\u202eright to left\u202c',
  'line one\nline two\r\nthree\tand a tab',
  "\"double\" 'single' “curly” ‘c’ `x` ''y''",
  '@article{x, title={y}}',
  'ER  - \nTY  - BOOK\nTI  - another',
  'dashes - -- --- ---- –',
  '<i>not closed <span class="nocase">x</span>',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '😀 emoji 𝔘',
  '^{super} _sub_',
  'https://x.y/?a=b&c=%20d_e',
  'War and Peace and others',
  'MiXed CaSe NATO: Sub TITLE',
  'word '.repeat(60).trim(),
  'x'.repeat(300),
  '?`!`',
  '{',
  '}',
  '\\',
  '%',
];
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
const itemOf = (title: string): CslJson => ({
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
  it.each(HOSTILE)('%j comes back from BibTeX', async (title) => {
    const back = new Cite(await asBibtex([itemOf(title), { id: 'next', type: 'book', title: 'Next' }]), {
      forceType: '@bibtex/text',
    }).data;
    expect(back).toHaveLength(2);
    const {
      author: [first, second],
      ...rest
    } = back[0] as unknown as { author: object[] };
    expect(rest).toMatchObject({
      id: 'a-source',
      title: oneLine(title),
      'container-title': oneLine(title),
      URL: itemOf(title)['URL'],
      issued: { 'date-parts': [[2025, 2, 21]] },
    });
    expect([Object.values(first!)[0], second]).toEqual([oneLine(title), { family: 'Wang', given: 'Yi' }]);
  });

  it.each(HOSTILE)('%j comes back from RIS', async (title) => {
    const back = new Cite(await asRis([itemOf(title), { id: 'next', type: 'book', title: 'Next' }]), {
      forceType: '@ris/file',
    }).data;
    expect(back).toHaveLength(2);
    expect(back[0]).toMatchObject({
      id: 'a-source',
      type: 'article-newspaper',
      title: oneLine(title),
      'container-title': oneLine(title),
      URL: itemOf(title)['URL'],
      issued: { 'date-parts': [[2025]] },
    });
  });

  it.each(HOSTILE)('%j is formatted without running any markup of it', async (title) => {
    for (const style of STYLES) {
      for (const layout of ['footnotes', 'bibliography'] as const) {
        const html = await asText(
          { items: [itemOf(title)], notes: [{ id: 'a-source' }] },
          { style, locale: 'en-US', layout, markup: 'html' },
        );
        expect(
          html.replace(/<\/?(?:div|ol|ul|li|i|b|sup|sub|span)(?: (?:class|style)="[\w :;.-]*")*>/g, ''),
        ).not.toMatch(/[<>]/);
      }
    }
  });
});

describe('a title beyond all measure', () => {
  it('is cut where a style prints it, in no time, and whole elsewhere', async () => {
    const title = '"\' '.repeat(100_000);
    const began = performance.now();
    for (const style of STYLES)
      expect(
        (
          await asText(
            { items: [{ id: 'a', type: 'webpage', title }], notes: [{ id: 'a' }] },
            { style, locale: 'en-US', layout: 'footnotes', markup: 'text' },
          )
        ).length,
      ).toBeLessThan(2000);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(await asRis([{ id: 'a', type: 'webpage', title }])).toContain(title.trim());
  });
});

describe('a day of issue', () => {
  it.each(['article-newspaper', 'webpage', 'article-journal', 'report'])('stands in the RIS of a %s', async (type) => {
    expect(await asRis([{ id: 'a', type, title: 'T', issued: { 'date-parts': [[2025, 2, 21]] } }])).toMatch(
      /^DA {2}- 2025\/0?2\/21\/$/m,
    );
    expect(await asRis([{ id: 'a', type, title: 'T', issued: { 'date-parts': [[2025, 2]] } }])).toMatch(
      /^DA {2}- 2025\/0?2\/\/$/m,
    );
    expect(await asRis([{ id: 'a', type, title: 'T', issued: { 'date-parts': [[2025]] } }])).not.toMatch(
      /^DA {2}- 2025\/\d/m,
    );
  });
});

describe('an address', () => {
  it('cannot end the field that it stands in', async () => {
    const [back] = new Cite(await asBibtex([{ id: 'a', type: 'webpage', title: 'T', URL: 'https://x.y/?a={&b=\\' }]), {
      forceType: '@bibtex/text',
    }).data;
    expect(back).toMatchObject({ title: 'T', URL: 'https://x.y/?a=%7B&b=%5C' });
  });
});

describe('footnotes', () => {
  const items: CslJson[] = ['a', 'b'].map((id) => ({
    id,
    type: 'webpage',
    title: `Title ${id}`,
    URL: `https://x.y/${id}`,
    accessed: { 'date-parts': [[2025, 2, 28]] },
  }));
  const notesOf = (notes: { id: string; locator?: string; label?: string }[]) =>
    asText(
      { items, notes },
      { style: 'chicago-notes-bibliography', locale: 'en-US', layout: 'footnotes', markup: 'text' },
    );

  it('are an ibid only directly after the same source, with the place where that differs', async () => {
    expect(
      await notesOf([
        { id: 'a' },
        { id: 'a', locator: '12' },
        { id: 'a', label: 'section', locator: '3' },
        { id: 'b' },
        { id: 'a' },
        { id: 'a' },
      ]),
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

  it('are the same when they are made again, after others', async () => {
    const first = await notesOf([{ id: 'a' }, { id: 'a' }]);
    await notesOf([{ id: 'b' }, { id: 'a' }]);
    expect(await notesOf([{ id: 'a' }, { id: 'a' }])).toBe(first);
  });

  it.each(LOCALES)('can be had in %s', async (locale) => {
    for (const style of STYLES)
      expect(
        await asText({ items, notes: [{ id: 'a' }] }, { style, locale, layout: 'footnotes', markup: 'text' }),
      ).toMatch(/Title a/);
  });
});
