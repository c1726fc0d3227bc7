import { closest, distance } from 'fastest-levenshtein';

/** How many letters two words begin with alike. */
const commonBeginning = (a: string, b: string): number => {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
};

/** Whether a known word has the given one in it: at its beginning, or as one of its parts (quote: direct-quote). */
const holds = (known: string, given: string): boolean =>
  given.length > 2 && (known.startsWith(given) || known.split('-').includes(given));

/**
 * Whether two words may be forms of one: they begin alike for three letters at least, and half of the shorter one
 * (deny: denies).
 */
const areOfOneStem = (a: string, b: string): boolean => {
  const common = commonBeginning(a, b);
  return common >= 3 && 2 * common >= Math.min(a.length, b.length);
};

const only = (known: readonly string[], is: (word: string) => boolean): string | null => {
  const found = known.filter((word) => is(word.toLowerCase()));
  return found.length === 1 ? found[0]! : null;
};

const lettersOf = (text: string): string => [...text].sort().join('');

/**
 * How many slips of the pen a word may have: of a short one that is another word, none or one; or two letters that
 * changed places.
 */
const mostSlips = (given: string, word: string): number => {
  const shorter = Math.min(given.length, word.length);
  return shorter > 4 || lettersOf(given) === lettersOf(word) ? Math.max(2, Math.floor(word.length / 3)) : 1;
};

/**
 * By how few slips of the pen the nearest word is another; null for more, as where every letter would be another one.
 */
const nearest = (given: string, known: readonly string[]): string | null => {
  const word = closest(given, known);
  const slips = distance(given, word.toLowerCase());
  return slips <= mostSlips(given, word.toLowerCase()) && slips < given.length ? word : null;
};

/** "did you mean" for a word that is not one of those known; empty where none comes near. */
export const didYouMean = (word: string, known: readonly string[]): string => {
  if (known.length === 0) return '';
  const given = word.toLowerCase();
  const meant =
    only(known, (each) => holds(each, given)) ??
    nearest(given, known) ??
    only(known, (each) => areOfOneStem(each, given));
  return meant === null ? '' : ` (did you mean ${meant}?)`;
};

/** A noun with its indefinite article. */
export const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
