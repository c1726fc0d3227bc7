import { describe, expect, it } from 'vitest';
import { asBibtex } from '../../src/references/bibtex.ts';
import { HOSTILE } from '../support/hostile.ts';

const entryOf = (work: object): string => asBibtex([{ id: 'a', type: 'webpage', ...work }]);
const fieldOf = (work: object, field: string): string | undefined =>
  new RegExp(`^ {2}${field} = (.*),$`, 'm').exec(entryOf(work))?.[1];

describe('BibTeX', () => {
  it('has an entry for each work, under its id', () => {
    expect(
      asBibtex([
        {
          id: 'paper',
          type: 'article-newspaper',
          title: 'Talks at the Port',
          'container-title': 'Harbour Daily',
          author: [{ family: 'Adams', given: 'Zoe' }],
          issued: { 'date-parts': [[2024, 2, 20]] },
          page: '12–5',
          language: 'en-GB',
          DOI: 'https://doi.org/10.1234/AbC_1',
          URL: 'https://example.org/a_b?c=d%20e&f#g~h',
          accessed: { 'date-parts': [[2024, 3]] },
        },
        { id: 'next', type: 'journal-article', title: 'Next' },
      ]),
    ).toBe(`@article{paper,
  author = {Adams, Zoe},
  title = {{Talks at the Port}},
  journal = {Harbour Daily},
  entrysubtype = {newspaper},
  pages = {12--5},
  date = {2024-02-20},
  year = {2024},
  month = feb,
  language = {en-GB},
  langid = {en-GB},
  doi = {10.1234/AbC_1},
  url = {https://example.org/a_b?c=d%20e&f#g~h},
  urldate = {2024-03},
}

@article{next,
  title = {{Next}},
}
`);
  });

  it.each([
    [{ literal: 'Office for A and B, Samplia' }, '{{Office for A and B, Samplia}}'],
    [{ family: 'Wang', given: 'Yi' }, '{Wang, Yi}'],
    [{ family: 'Sukarno' }, '{{Sukarno}}'],
    [{ family: 'Gaulle', given: 'C.', 'non-dropping-particle': 'de' }, '{{de} Gaulle, C.}'],
    [{ family: 'Humboldt', given: 'A.', 'dropping-particle': 'von' }, '{von Humboldt, A.}'],
    [{ family: 'van der Berg', given: 'Jan' }, '{{van der Berg}, Jan}'],
    [{ family: 'King', given: 'Martin Luther', suffix: 'Jr.' }, '{King, Jr., Martin Luther}'],
    [{ family: 'Foot and Mouth', given: 'A, B' }, '{{Foot and Mouth}, {A, B}}'],
  ])('writes the name %j', (name, expected) => {
    expect(fieldOf({ author: [name] }, 'author')).toBe(expected);
  });

  it.each([
    [
      {
        'date-parts': [
          [2024, 12, 30],
          [2025, 1, 2],
        ],
      },
      '{2024-12-30/2025-01-02}',
      '{2024}',
    ],
    [{ 'date-parts': [['1900']], circa: true }, '{1900~}', '{1900}'],
    [{ 'date-parts': [[2024]], season: 4 }, '{2024-24}', '{2024}'],
    [{ raw: '2024-03' }, '{2024-03}', '{2024}'],
    [{ literal: 'Spring term 2024' }, undefined, '{2024}'],
    [{ 'date-parts': [[2024, 13, 45]] }, undefined, '{2024}'],
    [{ 'date-parts': [[null]] }, undefined, undefined],
  ])('writes the date %j', (issued, date, year) => {
    expect([fieldOf({ issued }, 'date'), fieldOf({ issued }, 'year')]).toEqual([date, year]);
  });

  it('keeps words for a date, and an address that is not of the web, as a note', () => {
    expect(fieldOf({ issued: { literal: 'Spring term 2024' }, URL: 'javascript:alert(1)' }, 'note')).toBe(
      '{javascript:alert(1). Spring term 2024}',
    );
    expect(entryOf({ URL: 'javascript:alert(1)' })).not.toContain('url');
  });

  it.each(HOSTILE)('closes every brace that it opens in %j', (title) => {
    const entry = entryOf({
      title,
      author: [{ literal: title }],
      'container-title': title,
      URL: `https://x.y/${title}`,
    });
    let depth = 0;
    // Braces count for BibTeX whatever stands before them.
    for (const [sign] of entry.matchAll(/[{}]/g)) {
      depth += sign === '{' ? 1 : -1;
      expect(depth).toBeGreaterThanOrEqual(0);
    }
    expect(depth).toBe(0);
    expect(entry.match(/^@/gm)).toHaveLength(1);
  });

  it('escapes what TeX reads as a command', () => {
    expect(fieldOf({ title: 'a_b {c} 50% & #1 $x ~ ^ \\d -- ``' }, 'title')).toBe(
      '{{a\\_b \\{c\\} 50\\% \\& \\#1 \\$x \\textasciitilde{} \\textasciicircum{} \\textbackslash{}d -{}- `{}`}}',
    );
    expect(fieldOf({ title: 'one { alone' }, 'title')).toBe('{{one \\{\\vphantom{\\}} alone}}');
  });
});
