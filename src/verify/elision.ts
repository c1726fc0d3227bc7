/*
 * Elided words of French, Italian, Catalan and their like. UAX #29 keeps "l'accord" together, since it cannot tell it from
 * "can't", and leaves it to those who know the language to part it before a vowel. The language is not known here; but
 * what is elided is one of few words, and "accord" is quoted from "l'accord" in every newspaper.
 */

/** What stands before the apostrophe. */
const ELIDED = new Set(
  (
    'c d j l m n s t qu jusqu lorsqu puisqu quoiqu ' +
    'v un gl all dall dell nell sull coll quest quell com dov cos anch bell sant tutt mezz'
  ).split(' '),
);
const LONGEST = 6;
/** What it is elided before: a vowel, a mute h, a number. */
const VOWEL = /^[aeiouyhæœ\p{Nd}]/iu;
const vowels = new Map<number, boolean>();

const isVowel = (point: number): boolean => {
  const known = vowels.get(point) ?? VOWEL.test(String.fromCodePoint(point).normalize('NFD'));
  vowels.set(point, known);
  return known;
};

type Letters = {
  readonly text: string;
  left: (at: number) => number;
  next: (at: number) => number;
  isWordly: (at: number) => boolean;
};

/** Whether a word begins behind an apostrophe: before it stands an elided one, which ends at `last`, and a vowel at `first` behind it. */
export const isElided = (on: Letters, last: number, first: number): boolean => {
  if (last < 0 || !isVowel(on.text.codePointAt(first)!)) return false;
  let from = last;
  for (let count = 1; count <= LONGEST && on.isWordly(on.left(from)); count++) from = on.left(from);
  if (on.isWordly(on.left(from))) return false;
  return isElidedWord(on.text.slice(from, on.next(last)), on.text.slice(first, first + 2));
};

/** The same of a word and the one behind its apostrophe. */
export const isElidedWord = (word: string, next: string): boolean => {
  // D'Amato is one name; c'h is one letter of Breton.
  if ((word === 'D' && /^\p{Lu}/u.test(next)) || (/^c$/iu.test(word) && /^h/iu.test(next))) return false;
  return ELIDED.has(word.toLowerCase()) && isVowel(next.codePointAt(0)!);
};
