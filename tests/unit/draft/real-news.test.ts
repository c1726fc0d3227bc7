import { describe, expect, it } from 'vitest';
import { Gazetteer, type KnownName } from '../../../src/draft/gazetteer.ts';
import { layoutOf } from '../../../src/draft/layout.ts';
import { speechActs } from '../../../src/draft/speech.ts';

/*
 * Shapes of English news: whose words a quotation is where its verb stands elsewhere, or several are named.
 */

const person = (id: string, name: string): KnownName[] => [
  { type: 'actor', id, name, isPerson: true },
  { type: 'actor', id, name: name.split(' ').at(-1)!, isPerson: true, isFamily: true },
];
const gazetteer = new Gazetteer([
  ...person('ada', 'Ada Adams'),
  ...person('ben', 'Ben Beispiel'),
  ...person('cleo', 'Cleo Cruz'),
  { type: 'actor', id: 'courier', name: 'Harbour Courier', isPerson: false },
]);

/** The quotations of three words and more, each with who said it; `?` for somebody who is not known. */
const saidIn = (text: string): string[] =>
  speechActs(text, layoutOf(text).sentences, gazetteer.find(text, 'en'), 'en').flatMap(({ speakers, quotes }) =>
    quotes
      .map(({ start, end }) => text.slice(start, end))
      .filter((words) => words.split(' ').length > 2)
      .map((words) => `${speakers.join('+') || '?'}: ${words}`),
  );

describe('a verb that has the subject of its sentence', () => {
  it.each([
    [
      'Ada Adams put her weight behind Ben Beispiel on Monday, saying the port needs “a man of few words”.',
      ['ada: a man of few words'],
    ],
    ['Ada Adams went after Ben Beispiel, calling him “a clock without hands”.', ['ada: a clock without hands']],
    ['Ada Adams read what Ben Beispiel had sent but called it “a list of wishes”.', ['ada: a list of wishes']],
    [
      'Ada Adams met Ben Beispiel, but Cleo Cruz stayed away, saying “nobody had asked her”.',
      ['cleo: nobody had asked her'],
    ],
  ])('%s', (text, said) => {
    expect(saidIn(text)).toEqual(said);
  });
});

describe('who is told at the end of a sentence', () => {
  it.each([
    ['“There is no hurry at all” to sign what Ben Beispiel wants, said Ada Adams.', ['ada: There is no hurry at all']],
    ['Beispiel “has every right to wait” for an answer, Adams said.', ['ada: has every right to wait']],
  ])('%s', (text, said) => {
    expect(saidIn(text)).toEqual(said);
  });
});

describe('a name that tells whose people somebody is', () => {
  it.each([
    ['“There is no hurry at all,” said Adams ally Ben Beispiel.', ['ben: There is no hurry at all,']],
    ['Adams aides said there was “no hurry at all” to sign.', ['?: no hurry at all']],
    ['Of Adams, Beispiel, who has met her twice, said, “She is always on time.”', ['ben: She is always on time.']],
  ])('%s', (text, said) => {
    expect(saidIn(text)).toEqual(said);
  });
});

describe('a quotation that nothing beside it tells', () => {
  it.each([
    // It goes on in the sentence behind, with words of the author.
    [
      '“There is no hurry,” Adams said. “They will not be there” when the ships come.',
      ['ada: There is no hurry,', 'ada: They will not be there'],
    ],
    // It is of whom the sentence before is about, rather than of whoever spoke before that.
    [
      '“There is no hurry,” Adams said.\nBeispiel saw in it the end of the talks. “The table has been cleared.”',
      ['ada: There is no hurry,', 'ben: The table has been cleared.'],
    ],
    // A straight mark that a round one closes.
    ['"There is no hurry,” Adams said. "Nobody is waiting.”', ['ada: There is no hurry,', 'ada: Nobody is waiting.']],
  ])('%s', (text, said) => {
    expect(saidIn(text)).toEqual(said);
  });
});

describe('a pronoun', () => {
  it.each([
    // The text calls Beispiel "Mr."
    [
      'Mrs. Adams waited for Mr. Beispiel. Mr. Beispiel was late. “There is no hurry,” she said.',
      ['ada: There is no hurry,'],
    ],
    [
      'Ada Adams, the chairwoman, came. Beispiel, a fisherman and his own boss, lost his hat. “It was a storm,” she said.',
      ['ada: It was a storm,'],
    ],
    // A newspaper is nobody's "he".
    [
      'Adams spoke to the Harbour Courier. The Harbour Courier wrote that he was late. “There is no hurry,” he said.',
      ['ada: There is no hurry,'],
    ],
  ])('%s', (text, said) => {
    expect(saidIn(text)).toEqual(said);
  });
});
