import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sentencesOf } from '../../src/verify/sentences.ts';
import { spansOf } from '../../src/verify/spans.ts';
import { selectorText } from '../../src/model/text.ts';
import { REPORT } from '../support/many-scripts.ts';
import { stepsOf } from '../support/steps.ts';

const told = (text: string): string[] => {
  const points = [...selectorText(text)];
  return spansOf(text).map(
    ({ paragraph, sentence, start, end }) => `${paragraph}.${sentence} ${points.slice(start, end).join('')}`,
  );
};

describe('the sentences of a text', () => {
  it.each<[string, string, string[]]>([
    [
      'with footnote marks behind their ends',
      'One.[1] Two.[2][3]Three![n] “Four.”[4]',
      ['1.1 One.[1]', '1.2 Two.[2][3]', '1.3 Three![n]', '1.4 “Four.”[4]'],
    ],
    ['in paragraphs, empty lines left out', ' A b. \n\n\nC d.\r\nE', ['1.1 A b.', '2.1 C d.', '3.1 E']],
    ['in Chinese', '会谈举行。[1]双方同意！', ['1.1 会谈举行。[1]', '1.2 双方同意！']],
    ['where there are none', ' \n\t\n', []],
  ])('%s', (_what, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    [
      'English titles and states',
      ['Mr. Example met Dr. Muster of the U.S. State Department at 10 a.m. on Jan. 5.', 'He left the U.S. in May.'],
    ],
    [
      'English acronyms',
      ['They left the U.S. The talks ended.', 'The G.C.C. was absent.'].flatMap((each) => each.split(/(?<=U\.S\.) /u)),
    ],
    ['English numbers', ['See p. 5 and No. 7, Art. 3 para. 2.', 'He said no.', 'That was in 2024.']],
    [
      'English initials',
      ['J. R. Smith and A. de Witt spoke.', 'So did Gen. B. C. Jones.', 'It was plan B.', 'He left.'],
    ],
    ['English companies', ['Example Inc. sold Sample Ltd. shares, etc.', 'The rest stayed.']],
    ['English decimals', ['It grew by 3.5 per cent, or .5 points.', 'Version 2.0 came later.']],
    [
      'English questions',
      ['“Is it over?” he asked.', '“No!” she replied, and left.', 'He asked: “Why?”', 'Nobody knew.'],
    ],
    ['ellipses', ['Well... it may be so.', 'We wait…', 'Then we go.', 'He waited… and went.']],
    [
      'German days and ordinals',
      ['Am 20. Februar traf der 1. Minister ein.', 'Er sagte nichts.', 'Der 3. Gipfel war im 21. Jahrhundert.'],
    ],
    [
      'German abbreviations',
      ['Das gilt z. B. für Dr. Muster, d. h. für alle.', 'Vgl. Abs. 2 und S. 5 usw.', 'Die Frage blieb.'],
    ],
    ['French', ['M. Exemple et Mme Durand, p. ex., sont venus.', 'Voir p. 5 et art. 3.', 'Le Dr. Martin est parti.']],
    ['Spanish', ['El Sr. Ejemplo y la Sra. Muestra de EE. UU. hablaron.', '¿Qué pasó?', '¡Nada!', 'Véase pág. 5.']],
    ['Italian', ['Il Sig. Esempio e il Dott. Rossi parlarono.', 'Cfr. art. 5, ecc.', 'Non disse altro.']],
    ['Portuguese', ['O Sr. Exemplo e a Dra. Silva falaram.', 'Ver pág. 5.', 'Ele saiu.']],
    ['Russian', ['В 2024 г. министр И. И. Примеров, т. е. глава, был в г. Москве.', 'Он уехал и т. д.', 'Это всё.']],
    ['Ukrainian', ['У м. Києві виступив проф. І. Приклад, див. с. 5.', 'Він сказав, т. зв. угода є.', 'Це все.']],
    [
      'Polish',
      ['Gen. J. Przykład i prof. Nowak, np. w 2025 r., byli przy ul. Długiej.', 'On wyszedł itd.', 'To wszystko.'],
    ],
    ['Turkish', ['Prof. Dr. Örnek ve Sn. Deneme konuştu, bkz. s. 5.', 'Bu kadar vb.', 'Ama bitmedi.']],
    ['Dutch', ['Dhr. Voorbeeld en mw. De Vries, d.w.z. beiden, spraken.', 'Zie blz. 5 enz.', 'De rest bleef.']],
    ['Czech', ['Dne 20. února přijel p. Vzor, tj. ministr.', 'Viz č. 5 atd.', 'To je vše.']],
    ['Swedish', ['Den 20 februari kom bl.a. hr. Exempel, dvs. ministern.', 'Han gick.']],
    ['Hungarian', ['2025. február 20. napján jött dr. Példa, pl. a miniszter.', 'Elment.']],
    ['Greek', ['Ο κ. Παράδειγμα ήρθε.', 'Τι έγινε;', 'Τίποτα, π.χ. αυτό.']],
    ['Arabic', ['قال د. أحمد: «نحن موافقون».', 'ثم غادر؟', 'نعم.']],
    ['Persian', ['او در ص. ۵ گفت.', 'چرا؟', 'او رفت.']],
    ['Urdu', ['وہ آیا۔', 'کیوں؟']],
    ['Hindi', ['डॉ. सिंह आए।', 'प्रो. शर्मा गए।']],
    ['Armenian', ['Նա եկավ։', 'Հետո գնաց։']],
    ['Amharic', ['እሱ መጣ።', 'ከዚያ ሄደ።']],
    ['items', ['1. The first point is this.', 'It is long.']],
    ['a name in lower case', ['The talks of al-Example ended with al-Sample. al-Example left.']],
  ])('with the abbreviations of %s', (_what, sentences) => {
    expect(told(sentences.join(' ')).map((each) => each.slice(each.indexOf(' ') + 1))).toEqual(sentences);
  });

  it.each<[string, string, string[]]>([
    ['with superscripts behind their ends', 'One.¹ Two.²³ Three', ['1.1 One.¹', '1.2 Two.²³', '1.3 Three']],
    ['without a space behind a mark', 'One.[1]Two.', ['1.1 One.[1]', '1.2 Two.']],
    [
      'across the lines of one paragraph',
      'We met in the city and\nwent on to the multi-\nlateral talks. They\nended.\n\nall of it',
      ['1.1 We met in the city and\nwent on to the multi-\nlateral talks.', '1.2 They\nended.', '2.1 all of it'],
    ],
    [
      'and not across the lines of a list',
      'They want:\nthe peace;\n(a) the rest\n- more\nEnd',
      ['1.1 They want:', '2.1 the peace;', '3.1 (a) the rest', '4.1 - more', '5.1 End'],
    ],
  ])('%s', (_what, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it('of a line are the same whether or not it is long', () => {
    const pieces = fc.constantFrom(
      ...REPORT.replaceAll('\n', ' ').split(/(?<=\s)/u),
      '3. ',
      '... ',
      '"',
      ') ',
      '. ',
      'a.b ',
      'U.S. ',
      'Dr. ',
    );
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 2000, maxLength: 2600 }), (parts) => {
        const line = selectorText(parts.join(''));
        expect([...sentencesOf(line)]).toEqual([...sentencesOf(line, line.length)]);
      }),
      { numRuns: 10 },
    );
  });

  it.each([
    ['sentences', 'Something else. '],
    ['white space', ' '],
    ['one sentence', 'word '],
    ['words in lines', 'word\n'],
    ['abbreviations', 'Dr. '],
    ['capitals', 'A. '],
    ['marks', '.[1]'],
    ['superscripts', '.¹'],
    ['full stops', '.'],
    ['brackets', '['],
    ['closing brackets', '.)'],
    ['empty lines', '\n'],
  ])('of a line of nothing but %s take work in proportion', (_what, unit) => {
    const steps = (length: number): number => {
      const text = `A${unit.repeat(length / unit.length)}b`;
      return stepsOf(() => spansOf(text));
    };
    steps(1000);
    const [one, two, four] = [steps(20_000), steps(40_000), steps(80_000)];
    expect((four - two) / (two - one)).toBeLessThan(2.4);
  });
});
