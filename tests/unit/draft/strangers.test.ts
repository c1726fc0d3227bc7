import { describe, expect, it } from 'vitest';
import { Gazetteer, type KnownName } from '../../../src/draft/gazetteer.ts';
import { layoutOf } from '../../../src/draft/layout.ts';
import { speechActs } from '../../../src/draft/speech.ts';

const person = (id: string, name: string): KnownName[] => [
  { type: 'actor', id, name, isPerson: true },
  { type: 'actor', id, name: name.split(' ').at(-1)!, isPerson: true, isFamily: true },
];
const gazetteer = new Gazetteer([
  ...person('ada', 'Ada Adams'),
  ...person('ben', 'Ben Beispiel'),
  ...person('cleo', 'Cleo Adams'),
  ...person('dora', 'Dora Harris'),
]);

/** By whom each statement is, those who may have said it in brackets. */
const speakersIn = (text: string): string[] =>
  speechActs(text, layoutOf(text).sentences, gazetteer.find(text, 'en'), 'en').map(
    ({ speakers, candidates }) => speakers.join('+') || `(${candidates.join(' ')})`,
  );

describe('names that the graph does not have', () => {
  it.each([
    ['Ada Adams spoke first. “It is too late for that,” Egon Falk said.', ['()']],
    [
      'Ada Adams left. “It is too late,” said Egon Falk. “Nobody came.”\n“We waited for an hour,” Falk added.',
      ['()', '()', '()'],
    ],
    ['Ada Adams met Egon Falk. Falk was late. “I had to walk all the way,” he said.', ['()']],
    ['“It is too late,” said Rita Adams, a baker.', ['()']],
    ['“It is too late,” the Adams Foundation said.', ['()']],
    ['“It is too late,” Senator Adams said.', ['ada']],
    ['But Adams was calm. “It is too late,” Adams said.', ['ada']],
    ['Yesterday Adams said: “It is too late.” Adams added: “Nobody came.”', ['ada', 'ada']],
    ['Ex-President Adams said: “It is too late.”', ['ada']],
  ])('%s', (text, speakers) => {
    const only = new Gazetteer(person('ada', 'Ada Adams'));
    const acts = speechActs(text, layoutOf(text).sentences, only.find(text, 'en'), 'en');
    expect(acts.map((act) => act.speakers.join() || '()')).toEqual(speakers);
  });
});

describe('names of persons', () => {
  it.each([
    ['“It is too late,” said Ada B. Adams.', ['ada']],
    ['“It is too late,” said Ben Otto Beispiel.', ['ben']],
    // Of one stem with a name that is known, Harris.
    ['“It is too late for all of that,” said Harry, who had come by bus.', []],
    ['Ada Adams and Cleo Adams came. “It is too late,” Adams said.', ['(ada cleo)']],
    // Of two of one name the text is about the one, and names the other whole.
    ['Ada Adams came, with Cleo Adams. Ada Adams sat down. “It is too late,” Adams said.', ['ada']],
  ])('%s', (text, speakers) => {
    expect(speakersIn(text)).toEqual(speakers);
  });
});
