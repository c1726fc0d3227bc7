import { termsIn, wordQueryOf, type Term, type WordQuery } from './query.ts';
import { tokenOf } from './words.ts';

/*
 * What was probably meant where nothing has what was typed: each word that is nowhere by the nearest one that is somewhere.
 */

export type Correcting = {
  /** Whether some record has the words. */
  has: (words: WordQuery) => Promise<boolean>;
  /** Words that are there, the nearest to one first. */
  near: (word: string) => Promise<readonly string[]>;
};

/** How many words are looked up. */
const MOST_CORRECTED = 8;

/** The words of what was typed that a slip may be in. */
const wordsOf = (terms: readonly Term[]): { start: number; end: number; token: string }[] =>
  terms
    .filter(({ isPrefix, excluded }) => !isPrefix && !excluded)
    .flatMap(({ words }) => words)
    .filter(({ read, unspaced }) => read.length === 1 && unspaced === undefined)
    .map(({ start, end, read }) => ({ start, end, token: tokenOf(read[0]!) }));

/** What was typed with other words in place of those that are nowhere; null where all are somewhere, or nothing is near one. */
export const corrected = async (typed: string, { has, near }: Correcting): Promise<string | null> => {
  const words = wordsOf(termsIn(typed));
  if (words.length > MOST_CORRECTED) return null;
  let [text, at] = ['', 0];
  for (const { start, end, token } of words) {
    if (await has(wordQueryOf(token))) continue;
    const [other] = await near(token);
    if (other === undefined) return null;
    text += typed.slice(at, start) + other;
    at = end;
  }
  return at === 0 ? null : text + typed.slice(at);
};
