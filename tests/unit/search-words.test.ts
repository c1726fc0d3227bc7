import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearest, slipsAtBeginning, slipsBetween, slipsIn } from '../../src/search/near.ts';
import { guessedLanguage } from '../../src/search/languages.ts';
import { termsIn, wordQueryOf } from '../../src/search/query.ts';
import { tokenOf, wordsIn } from '../../src/search/words.ts';
import { corrected } from '../../src/search/correct.ts';

const told = (text: string): string[] =>
  [...wordsIn(text)].map(({ read, others }) => [read, others].map((some) => some.map(tokenOf).join(' ')).join('/'));

describe('the words of a text', () => {
  it.each([
    ['The U.S. and U.S.A. met.', ['the/', 'us/', 'and/', 'usa/', 'met/']],
    ["China's G-20, F-16B and COVID-19.", ['china/chinas', 'g20/g 20', 'f 16b/f16b', 'and/', 'covid19/covid 19']],
    [
      "L'accord, D'Amato, O’Brien's, rock'n'roll",
      ['accord/laccord', 'damato/amato', 'obrien/obriens brien', 'rocknroll/rock roll'],
    ],
    ['Anna-Lena co-operates -- well-', ['anna lena/annalena', 'co operates/cooperates', 'well/']],
    ['中国 abc 人', ['中国/国', 'abc/', '人/']],
    ['nu\u00adclear می\u200cخواهم ١٢', ['nuclear/', 'ميخواهم/', '12/']],
    ['a.b.c a..b e.g. 3.5', ['abc/', 'a/', 'b/', 'eg/', '3/', '5/']],
    ["' - . ''", []],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it('stand where they are told, in order, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."aZé1.'’-\u0301 中\u00ad\u{10400}") }), (text) => {
        let last = 0;
        for (const { start, end, read } of wordsIn(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(read.length).toBeGreaterThan(0);
          last = end;
        }
      }),
    );
  });
});

describe('the language of a text', () => {
  it.each([
    ['Die Union und der Rat sind nicht einig.', { language: 'de', said: true }],
    ['Les accords et la paix', { language: 'fr', said: true }],
    ['Peace talks', { language: 'en', said: false }],
    ['Universities met.', { language: 'en', said: false }],
    ['Україна і світ', { language: 'uk', said: true }],
    ['Россия', { language: 'ru', said: false }],
    ['中国', null],
    ['12', null],
  ])('of %s', (text, expected) => {
    expect(guessedLanguage(text)).toEqual(expected);
  });
});

describe('what was typed', () => {
  it('is read in its parts', () => {
    const parts = termsIn('peace "of the" -war* -“no more” x-y').map(
      ({ words, isPhrase, isPrefix, excluded }) =>
        `${excluded ? '-' : ''}${words.flatMap(({ read }) => read).join(' ')}${isPhrase ? ' (row)' : ''}${isPrefix ? '*' : ''}`,
    );
    expect(parts).toEqual(['peace', 'of the (row)', '-war*', '-no more (row)', 'x y']);
  });

  it('is bounded, and takes no long time however it is made', () => {
    expect(() => wordQueryOf('a '.repeat(3500))).toThrow(/7000 characters/);
    expect(wordQueryOf(`${'a-'.repeat(16)}${'"'.repeat(400)}`).clauses.length).toBeGreaterThan(0);
  });
});

describe('slips of typing', () => {
  it.each([
    ['lavrov', 'lavrov', 0],
    ['lavrov', 'lavrow', 1],
    ['lavrov', 'larvov', 1],
    ['lavrov', 'lavov', 1],
    ['lavrov', 'lavrrov', 1],
    ['lavrov', 'lvarow', 2],
    ['lavrov', 'merkel', 3],
    ['лавров', 'лавроф', 1],
  ])('between %s and %s', (one, other, expected) => {
    expect(slipsBetween(one, other, 2)).toBe(expected);
    expect(slipsBetween(other, one, 2)).toBe(expected);
  });

  it('are as many as a word has letters for', () => {
    expect(['a', 'war', 'peace', 'lavrovs', 'sanction'].map(slipsIn)).toEqual([0, 0, 1, 1, 2]);
  });

  it('lead to the nearest, then to what more records have', () => {
    const known = [
      { word: 'peach', records: 2 },
      { word: 'peace', records: 9 },
      { word: 'place', records: 50 },
    ];
    expect(nearest('peacf', known)).toEqual(['peace', 'peach']);
  });

  it('at the beginning are all told', () => {
    const all = slipsAtBeginning('lavrov');
    for (const other of [
      'kavrov',
      'alvrov',
      'lvarov',
      'avrov',
      'lavrov'.slice(0, 1) + 'vrov',
      'llavrov',
      'lxavrov',
      'lbvrov',
    ])
      expect(all).toContain(other);
    for (const other of all) expect(slipsBetween('lavrov', other, 1)).toBeLessThanOrEqual(1);
  });

  it('are corrected where they stand, and nothing else', async () => {
    const by = {
      has: async (words: ReturnType<typeof wordQueryOf>) =>
        ['peace', 'talks'].includes(words.clauses[0]!.phrases[0]![0]!),
      near: async (word: string) => (word === 'taks' ? ['talks'] : []),
    };
    expect(await corrected('"Peace, Taks" -wra*', by)).toBe('"Peace, talks" -wra*');
    expect(await corrected('peace talks', by)).toBeNull();
    expect(await corrected('peace taks unknown', by)).toBeNull();
  });
});
