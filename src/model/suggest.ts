import { closest, distance } from 'fastest-levenshtein';

/** "did you mean" for a word that is not one of those known; empty where none comes near. */
export const didYouMean = (word: string, known: readonly string[]): string => {
  if (known.length === 0) return '';
  const given = word.toLowerCase();
  const begun = given.length > 2 ? known.filter((each) => each.toLowerCase().startsWith(given)) : [];
  const nearest = begun.length === 1 ? begun[0]! : closest(given, known);
  const slips = distance(given, nearest.toLowerCase());
  // Of a word in which every letter would be another one, nothing is meant.
  return begun.length === 1 || (slips <= Math.max(2, Math.floor(nearest.length / 3)) && slips < word.length)
    ? ` (did you mean ${nearest}?)`
    : '';
};
