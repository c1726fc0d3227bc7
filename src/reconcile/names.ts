import { distance } from 'fastest-levenshtein';
import { fold, tokensOf } from '../model/text.ts';

/*
 * How near a name stands to what somebody wrote: 100 where they are the same, but for case, accents and spaces; 95 where
 * they have the same words in another order, as in "Lavrov, Sergey"; below that by how much of both is found in the
 * other, with initials and slips.
 */

export const SAME = 100;
export const SAME_WORDS = 95;

/** An initial fits a word, though less well than the word. */
const INITIAL = 0.8;
/** Words that differ by more are other words. */
const LEAST_ALIKE = 0.6;

const alike = (one: string, other: string): number => {
  if (one === other) return 1;
  if (one.length === 1 || other.length === 1) return one[0] === other[0] ? INITIAL : 0;
  const share = 1 - distance(one, other) / Math.max(one.length, other.length);
  return share < LEAST_ALIKE ? 0 : share * share;
};

/** How much of two lists of words fits together, each word with the best that is left. */
const fitting = (one: readonly string[], other: readonly string[]): number => {
  const left = [...other];
  let sum = 0;
  for (const word of one) {
    const likeness = left.map((candidate) => alike(word, candidate));
    const best = Math.max(0, ...likeness);
    if (best === 0) continue;
    sum += best;
    left.splice(likeness.indexOf(best), 1);
  }
  return sum;
};

const likenessTo = (asked: string, words: readonly string[], name: string): number => {
  if (fold(name) === asked) return SAME;
  const others = tokensOf(name);
  if (words.length === others.length && words.every((word) => others.includes(word))) return SAME_WORDS;
  const share = (2 * fitting(words, others)) / (words.length + others.length);
  return Math.min(SAME_WORDS - 5, Math.round(share * SAME_WORDS));
};

/** How near the nearest of some names stands, from 0 to 100. */
export const nameScore = (query: string, names: readonly string[]): number => {
  const asked = fold(query);
  const words = tokensOf(query);
  return Math.max(0, ...names.map((name) => likenessTo(asked, words, name)));
};
