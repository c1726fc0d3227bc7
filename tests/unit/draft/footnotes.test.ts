import { describe, expect, it } from 'vitest';
import { textIn } from '../../../src/draft/document.ts';
import { datesIn, dateOf } from '../../../src/draft/dates.ts';
import { resolveNotes } from '../../../src/draft/footnotes.ts';
import { layoutOf } from '../../../src/draft/layout.ts';

/** Each work of each footnote: the number of the footnote that it is of in the end, or its title. */
const worksOf = (texts: readonly string[]): string[] => {
  const notes = resolveNotes(texts.map((text, i) => ({ label: String(i + 1), text })));
  const titleAt = (note: number, work: number): string => {
    const { back, csl } = notes[note]!.works[work]!;
    return back === null ? textIn(csl ?? {}, 'title') : titleAt(back.note, back.work);
  };
  return notes.map(({ works }, note) =>
    works.map(({ locator }, work) => titleAt(note, work) + (locator === null ? '' : ` ${locator}`)).join(' + '),
  );
};

const FIRST = 'Ada Adams, “On growth”, Example Gazette, 3 March 2025, pp. 3–4.';
const BOOK = 'Ben Beispiel and Cem Örnek, Trade and Words (Exampleton: Example Press, 2020), p. 77';

describe('what footnotes cite', () => {
  it.each([
    ['Id. at 140 (separate opinion).', 'On growth 140'],
    ['Adams, supra note 1, at 230–31.', 'On growth 230–31'],
    [
      'See id. at 7; see also Beispiel, Trade and Words, ch. 3.',
      'On growth 7 + Beispiel, Trade and Words, ch. 3 ch. 3',
    ],
    ['I spoke to her in May 2025. See also Adams, “On growth”, p. 9.', 'I spoke to her in May 2025 + On growth p. 9'],
    ['For a hopeful view, see Adams, “On growth”, 12.', 'On growth 12'],
    ['Ibíd., párr. 3.', 'On growth párr. 3'],
    ['同上书，第9—12页。', 'On growth 第9—12页'],
    ['Ebd., S. 61 f.', 'On growth S. 61 f.'],
    ['Zit. nach Adams, On growth, S. 60.', 'On growth S. 60'],
  ])('of an earlier footnote: %s', (text, wanted) => {
    expect(worksOf([FIRST, text])[1]).toBe(wanted);
  });

  it('is told of a short title of one word, and of the first words of a title before a place in it', () => {
    expect(
      worksOf([
        'Ada Adams, Presence: A History (Exampleton: Example Press, 2021), 14.',
        'Protocol on Trade, signed 1 February 2022, art. 4.',
        'Adams, Presence, 201; Protocol, art. 9.',
      ])[2],
    ).toBe('Presence: A History 201 + Protocol on Trade, signed 1 February 2022, art. 4 art. 9');
  });

  it('is told by what they describe', () => {
    const [note] = resolveNotes([
      {
        label: '1',
        text: 'See “Ministers met”, Ministry of Trade, https://ministry.example/met, (Accessed on 04.03.2025).',
      },
    ]);
    expect(note!.works).toMatchObject([
      {
        back: null,
        accessed: '2025-03-04',
        csl: {
          type: 'webpage',
          title: 'Ministers met',
          'container-title': 'Ministry of Trade',
          URL: 'https://ministry.example/met',
        },
      },
    ]);
    expect(resolveNotes([{ label: '1', text: BOOK }])[0]!.works[0]).toMatchObject({
      locator: 'p. 77',
      csl: {
        type: 'book',
        title: 'Trade and Words',
        author: [
          { family: 'Beispiel', given: 'Ben' },
          { family: 'Örnek', given: 'Cem' },
        ],
        publisher: 'Example Press',
        'publisher-place': 'Exampleton',
        issued: { 'date-parts': [[2020]] },
      },
    });
  });

  it.each([
    ['Ibid.', 'On growth'],
    ['ibid, p. 7.', 'On growth p. 7'],
    ['Ibidem, pp. 8-9', 'On growth pp. 8-9'],
    ['Там же. С. 5.', 'On growth С. 5'],
    ['同上，第5页。', 'On growth 第5页'],
    ['A.g.e., s. 12.', 'On growth s. 12'],
    ['Ebd., S. 4', 'On growth S. 4'],
    ['Adams, op. cit., p. 9', 'On growth p. 9'],
    ['See n. 1 above, para. 12.', 'On growth para. 12'],
    ['supra note 1', 'On growth'],
    ['Adams (n 1) 45.', 'On growth 45'],
    ['см. сноску 1', 'On growth'],
    ['Adams, “On growth”, p. 5.', 'On growth p. 5'],
    ['Ada Adams, “On growth”, Example Gazette, 3 March 2025.', 'On growth'],
  ])('is the work before where they say %s', (text, expected) => {
    expect(worksOf([FIRST, text])[1]).toBe(expected);
  });

  it.each([
    ['P. Quill, “Harbour Law Revisited,” 14 Law Review 1801, 1810.', undefined, '1810'],
    ['P. Quill, “Harbour Law Revisited,” Northern Review, 2021.', 2021, null],
    ['P. Quill, “Harbour Law Revisited,” Northern Review, 2021, p. 7.', 2021, 'p. 7'],
  ])('has no number for both a year and a page: %s', (text, year, locator) => {
    const [work] = resolveNotes([{ label: '1', text }])[0]!.works;
    expect(work!.csl!['issued']).toEqual(year === undefined ? undefined : { 'date-parts': [[year]] });
    expect(work!.locator).toBe(locator);
  });

  it('is followed back through footnotes and through those with several works', () => {
    expect(
      worksOf([
        FIRST,
        'Ibid.',
        BOOK,
        'Adams, op. cit., p. 1; Beispiel, Trade and Words, p. 2.',
        'Ibid., p. 3',
        'n. 2 above',
      ]),
    ).toEqual([
      'On growth pp. 3–4',
      'On growth',
      'Trade and Words p. 77',
      'On growth p. 1 + Trade and Words p. 2',
      'Trade and Words p. 3',
      'On growth',
    ]);
  });

  it.each([
    [['Ibid.'], '“Ibid.” has no footnote before it'],
    [[FIRST, 'See n. 7 above.'], 'there is no footnote 7 before this one'],
    [[FIRST, 'Nobody, op. cit., p. 3'], 'no footnote before this one cites a work of Nobody'],
  ])('is open where %j leads nowhere', (texts, reason) => {
    const work = resolveNotes(texts.map((text, i) => ({ label: String(i + 1), text }))).at(-1)!.works[0]!;
    expect(work).toMatchObject({ back: null, csl: null, confidence: 0, reason });
  });

  it('stands at the end of the text, in brackets, raised or numbered', () => {
    for (const text of [
      'It grew.[1] It fell.[2]\n[1] One work. With two sentences.\n[2] Another.',
      'It grew.¹ It fell.²\n¹ One work. With two sentences.\n² Another.',
      'It grew.[1] It fell.[2]\nNotes\n1. One work. With two sentences.\n2. Another.',
    ]) {
      const { notes, sentences } = layoutOf(text);
      expect(notes).toEqual([
        { label: '1', text: 'One work. With two sentences.' },
        { label: '2', text: 'Another.' },
      ]);
      expect(sentences.flatMap(({ marks }) => marks)).toEqual(['1', '2']);
    }
  });
});

describe('a date in a text', () => {
  it.each([
    ['on 3 March 2025', '2025-03-03'],
    ['March 3, 2025', '2025-03-03'],
    ['28.02.2025', '2025-02-28'],
    ['28/02/2025', '2025-02-28'],
    ['02/28/2025', '2025-02-28'],
    ['02/03/2025', '2025'],
    ['2025-02-28', '2025-02-28'],
    ['in March 2025', '2025-03'],
    ['20 февраля 2025 года', '2025-02-20'],
    ['28 Şubat 2025', '2025-02-28'],
    ['3. März 2025', '2025-03-03'],
    ['le 3 février 2025', '2025-02-03'],
    ['el 3 de marzo de 2025', '2025-03-03'],
    ['2025年2月20日', '2025-02-20'],
  ])('is read in %s', (text, edtf) => {
    expect(datesIn(text).map((date) => date.edtf)).toEqual([edtf]);
  });

  it.each(['31 February 2025', '45.13.2025', 'in 3 days'])('is none in %s', (text) => {
    expect(datesIn(text).filter(({ edtf }) => edtf.length > 7)).toEqual([]);
  });

  it('without a year is the last one before the document', () => {
    expect(dateOf('She said so on 20 February.', '2025-02-22')?.edtf).toBe('2025-02-20');
    expect(dateOf('She said so on December 30.', '2025-01-02')?.edtf).toBe('2024-12-30');
    expect(dateOf('She said so on Thursday.', '2025-02-22')?.edtf).toBe('2025-02-20');
    expect(dateOf('She said so on Thursday.', null)).toBeNull();
  });
});
