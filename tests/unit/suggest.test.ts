import { expect, it } from 'vitest';
import { STANCES } from '../../src/model/stance.ts';
import { didYouMean } from '../../src/model/suggest.ts';

const MODES = ['direct-quote', 'indirect-speech', 'readout', 'joint-document', 'analysis'];

it.each<[string, readonly string[], string | null]>([
  ['deny', STANCES, 'denies'],
  ['denied', STANCES, 'denies'],
  ['DENIES', STANCES, 'denies'],
  ['denying', STANCES, 'denies'],
  ['affirm', STANCES, 'affirms'],
  ['affirmed', STANCES, 'affirms'],
  ['affirmation', STANCES, 'affirms'],
  ['doubt', STANCES, 'doubts'],
  ['doubted', STANCES, 'doubts'],
  ['rejects', STANCES, null],
  ['de', STANCES, null],
  ['quote', MODES, 'direct-quote'],
  ['indirect', MODES, 'indirect-speech'],
  ['Joint', MODES, 'joint-document'],
  ['read-out', MODES, 'readout'],
  ['analytical', MODES, 'analysis'],
  ['rumour', MODES, null],
  ['x', [], null],
])('for %s of %j %s is meant', (given, known, meant) => {
  expect(didYouMean(given, known)).toBe(meant === null ? '' : ` (did you mean ${meant}?)`);
});
