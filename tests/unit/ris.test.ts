import { describe, expect, it } from 'vitest';
import { plainText } from '../../src/model/rich-text.ts';
import { asRis } from '../../src/references/ris.ts';
import { HOSTILE } from '../support/hostile.ts';

const entryOf = (work: object): string => asRis([{ id: 'a', type: 'webpage', ...work }]);
const valuesOf = (work: object, tag: string): string[] =>
  entryOf(work)
    .split('\n')
    .filter((line) => line.startsWith(`${tag}  - `))
    .map((line) => line.slice(6));

describe('RIS', () => {
  it('has an entry for each work, with its id', () => {
    expect(
      asRis([
        {
          id: 'paper',
          type: 'journal-article',
          title: ['Trade and Talk'],
          'container-title': 'Journal of Examples',
          author: [{ family: 'Adams', given: 'Zoe', suffix: 'Jr.' }, { literal: 'Office for A' }],
          editor: [{ family: 'Humboldt', given: 'A.', 'dropping-particle': 'von' }],
          issued: { 'date-parts': [[2024, 2, 20]] },
          accessed: { 'date-parts': [[2024, 3]] },
          volume: 3,
          issue: '2',
          page: '12–5',
          ISSN: ['1234-5678'],
          language: 'en-GB',
          publisher: 'Harbour Press',
          'publisher-place': 'Port Sample',
          DOI: 'https://doi.org/10.1234/AbC_1',
          URL: 'https://example.org/a_b',
        },
        { id: 'next', type: 'book', title: 'Next' },
      ]),
    ).toBe(`TY  - JOUR
ID  - paper
AU  - Adams, Zoe, Jr.
AU  - Office for A
A2  - von Humboldt, A.
TI  - Trade and Talk
T2  - Journal of Examples
PY  - 2024
DA  - 2024/02/20/
Y2  - 2024/03//
VL  - 3
IS  - 2
SN  - 1234-5678
SP  - 12
EP  - 5
PB  - Harbour Press
CY  - Port Sample
LA  - en-GB
DO  - 10.1234/AbC_1
UR  - https://example.org/a_b
ER  - 

TY  - BOOK
ID  - next
TI  - Next
ER  - 
`);
  });

  it.each([
    [{ 'date-parts': [[2024]] }, ['2024///'], ['2024']],
    [
      {
        'date-parts': [
          [2024, 12, 30],
          [2025, 1, 2],
        ],
      },
      ['2024-12-30/2025-01-02'],
      ['2024'],
    ],
    [{ 'date-parts': [[1900]], circa: true }, ['1900~'], ['1900']],
    [{ 'date-parts': [[2024]], season: 1 }, ['Spring 2024'], ['2024']],
    [{ literal: 'Year of the Dragon, 2024' }, ['Year of the Dragon, 2024'], ['2024']],
    [{ literal: 'undated' }, ['undated'], []],
    [{ 'date-parts': [[-5]] }, ['-0005///'], ['-0005']],
    [{ 'date-parts': [[-5, 2, 3]] }, ['-0005/02/03/'], ['-0005']],
  ])('writes the date %j', (issued, day, year) => {
    expect([valuesOf({ issued }, 'DA'), valuesOf({ issued }, 'PY')]).toEqual([day, year]);
  });

  it.each([
    ['12-15', ['12'], ['15']],
    ['S12–S15', ['S12'], ['S15']],
    ['12-15, 20', ['12-15, 20'], []],
    ['e123', ['e123'], []],
  ])('writes the pages %s', (page, first, last) => {
    expect([valuesOf({ page }, 'SP'), valuesOf({ page }, 'EP')]).toEqual([first, last]);
  });

  it('tells the site of a page, the event of a speech and the number of a report where Zotero reads them', () => {
    expect(valuesOf({ 'container-title': 'Samplia Online' }, 'T2')).toEqual(['Samplia Online']);
    expect(valuesOf({ type: 'speech', 'event-title': 'Port Talks' }, 'T2')).toEqual(['Port Talks']);
    expect(valuesOf({ type: 'report', number: 'S/1', ISBN: '1' }, 'SN')).toEqual(['S/1']);
    expect(valuesOf({ type: 'paper-conference', 'container-title': 'Proceedings' }, 'C3')).toEqual(['Proceedings']);
  });

  it('keeps an address that is not of the web as a note', () => {
    const work = { URL: 'www.example.org/a b', note: 'Old.' };
    expect([valuesOf(work, 'UR'), valuesOf(work, 'N1')]).toEqual([[], ['Old.', 'www.example.org/a b']]);
  });

  it.each(HOSTILE)('is lines with tags for %j', (title) => {
    const entry = entryOf({ title, author: [{ literal: title }, { family: title, given: title }], publisher: title });
    for (const line of entry.trimEnd().split('\n')) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}-/);
    expect(entry.match(/^TY {2}-/gm)).toHaveLength(1);
    expect(valuesOf({ title }, 'TI')).toEqual([plainText(title).replace(/\s+/g, ' ').trim()]);
  });
});
