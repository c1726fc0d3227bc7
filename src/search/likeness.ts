import { slipsBetween, slipsIn } from './near.ts';
import { tokenOf, wordsIn } from './words.ts';

/*
 * How alike two texts are, or two names, by the words that both have. What is alike is no more than a reason to look.
 */

/** What is compared of a text: the words that say what it is about, with their beginnings, and its numbers. */
export type Content = { words: readonly string[]; stems: ReadonlySet<string>; numbers: ReadonlySet<string> };

/** Shorter words say little of what a sentence is about; of scripts without spaces each pair of letters counts. */
const SHORT = 3;

const isNumber = (token: string): boolean => /^\p{N}+$/u.test(token);

/** The beginning of a word, by which its cases and plurals are one in languages with endings. */
const stemmed = (word: string): string => word.slice(0, Math.max(4, word.length - 3));

export const contentOf = (text: string): Content => {
  const tokens = new Set<string>();
  const numbers = new Set<string>();
  for (const { read, unspaced } of wordsIn(text))
    for (const token of read.map(tokenOf)) {
      if (isNumber(token)) numbers.add(token);
      if (token.length > SHORT || (unspaced === true && token.length > 1)) tokens.add(token);
    }
  const words = [...tokens];
  return { words, stems: new Set(words.map(stemmed)), numbers };
};

/** How alike two are, from 0 to 1, and which words of the first make it so. */
export type Likeness = { likeness: number; shared: string[] };
const UNLIKE: Likeness = { likeness: 0, shared: [] };

/** The cosine of the words of two texts; 0 where each has a number that the other has not: "in 2024" is not "in 2025". */
export const textLikeness = (one: Content, other: Content): Likeness => {
  const lacks = (a: Content, b: Content): boolean => [...a.numbers].some((number) => !b.numbers.has(number));
  if (lacks(one, other) && lacks(other, one)) return UNLIKE;
  const alike = [...one.stems].filter((stem) => other.stems.has(stem)).length;
  return {
    likeness: alike / (Math.sqrt(one.stems.size * other.stems.size) || 1),
    shared: one.words.filter((word) => other.stems.has(stemmed(word))),
  };
};

/** The words of a name. */
export const nameWords = (name: string): string[] =>
  [...wordsIn(name)].flatMap(({ read }) => read.map(tokenOf)).filter((token) => token !== '');

/** From so many letters on a word may be the same one with a slip, or written down by another hand: Sergey, Sergei. */
const LONG = 5;

/**
 * How near a word of a person's name is to another: the same, but for a slip, or its initial (`initials`: either may be
 * one, else the first); 0 where it is none of these.
 */
const nearness = (one: string, other: string, initials: boolean): number => {
  if (one === other) return 1;
  if (/\p{N}/u.test(one + other)) return 0;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length === 1) return (initials || short === one) && long.startsWith(short) ? 0.5 : 0;
  return short.length >= LONG && slipsBetween(one, other, slipsIn(short)) <= slipsIn(short) ? 0.8 : 0;
};

/**
 * How alike two names are: all words of the shorter one have to be in the other, of persons also by slips and initials;
 * one word alone says nothing unless the other is one word too.
 */
export const nameLikeness = (one: readonly string[], other: readonly string[], isPerson: boolean): Likeness => {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length === 0 || (short.length === 1 && long.length > 1)) return UNLIKE;
  const left = [...long];
  const shared: string[] = [];
  let sum = 0;
  for (const word of short) {
    const near = left.map((each) =>
      isPerson ? nearness(word, each, short.length === long.length) : Number(word === each),
    );
    const best = Math.max(...near);
    if (best === 0) return UNLIKE;
    sum += best;
    shared.push(...left.splice(near.indexOf(best), 1));
  }
  // Initials alone are anybody's.
  if (isPerson && shared.every((word) => word.length === 1)) return UNLIKE;
  return { likeness: sum / Math.sqrt(short.length * long.length), shared };
};
