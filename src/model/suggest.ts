import { closest, distance } from 'fastest-levenshtein';

/** "did you mean" for a word that is not one of those known; empty where none comes near. */
export const didYouMean = (word: string, known: readonly string[]): string => {
  if (known.length === 0) return '';
  const nearest = closest(word.toLowerCase(), known);
  return distance(word.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, Math.floor(nearest.length / 3))
    ? ` (did you mean ${nearest}?)`
    : '';
};
