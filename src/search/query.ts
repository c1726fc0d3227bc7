import type { RecordTokens } from './tokens.ts';
import { languageToken, nameToken, stemToken, tokensIn } from './tokens.ts';
import { languagesFor, stemOf } from './languages.ts';
import { tokenOf, wordsIn, type Word } from './words.ts';

/*
 * What people look for, as the tokens that records have to have. Words are all wanted, in any order; "words in quotation
 * marks" one after another; word* is the beginning of one; -word is not to be there.
 */

/** Tokens one after another. */
export type Phrase = readonly string[];
/** One of the phrases has to be there, or a token that begins with a prefix; or none of them, where it is `excluded`. */
export type Clause = { phrases: readonly Phrase[]; prefixes: readonly string[]; excluded: boolean };
/**
 * What records have to have; `name`: the token of a name that has just these words; `language`: one that a text of theirs
 * is in; `within`: where the words are looked for.
 */
export type WordQuery = {
  clauses: readonly Clause[];
  name: string | null;
  language: string | null;
  within: 'names' | 'all';
};

/** The most that may be looked for at once. */
export const LONGEST_QUERY = 500;
export const MOST_WORDS = 32;

/** What is wrong with what was typed, and the remedy. */
export class QueryFault extends Error {}

/** A part of what was typed: a word, or a row of them in quotation marks. */
export type Term = {
  words: readonly Word[];
  start: number;
  end: number;
  isPhrase: boolean;
  isPrefix: boolean;
  excluded: boolean;
};

const QUOTE = /["\u201C-\u201F\u00AB\u00BB\u300C\u300D\uFF02]/u;
const MINUS = /[-\u2212\u2013]/u;

/** What was typed, in its parts. */
export const termsIn = (typed: string): Term[] => {
  const terms: Term[] = [];
  const pieces = typed.split(new RegExp(`(${QUOTE.source})`, 'u'));
  let start = 0;
  let [isQuoted, excluded] = [false, false];
  pieces.forEach((piece, i) => {
    if (i % 2 === 1) {
      excluded = !isQuoted && MINUS.test(typed[start - 1] ?? '') && /^\s?$/u.test(typed[start - 2] ?? '');
      isQuoted = !isQuoted;
    } else {
      const words = [...wordsIn(piece)].map((word) => ({ ...word, start: word.start + start, end: word.end + start }));
      if (isQuoted && words.length > 0)
        terms.push({ ...spanOf(words), words, isPhrase: true, isPrefix: false, excluded });
      else
        for (const word of words)
          terms.push({
            ...spanOf([word]),
            words: [word],
            isPhrase: false,
            isPrefix: typed[word.end] === '*',
            excluded: MINUS.test(typed[word.start - 1] ?? '') && /^\s?$/u.test(typed[word.start - 2] ?? ''),
          });
    }
    start += piece.length;
  });
  return terms;
};

const spanOf = (words: readonly Word[]): { start: number; end: number } => ({
  start: words[0]!.start,
  end: words.at(-1)!.end,
});

const distinct = (phrases: readonly Phrase[]): Phrase[] => [
  ...new Map(phrases.map((phrase) => [phrase.join(' '), phrase])).values(),
];

/** A row of words as they are read, and as their stems in each language that they may be of. */
const phrasesOf = (read: readonly string[]): Phrase[] => {
  const tokens = read.map(tokenOf);
  return [
    tokens,
    ...languagesFor(read).map((language) =>
      read.map((word, i) => stemToken(tokenOf(stemOf(language, word)) || tokens[i]!)),
    ),
  ];
};

const clauseOf = ({ words, isPhrase, isPrefix, excluded }: Term): Clause[] => {
  const { tokens, read } = tokensIn(words);
  if (tokens.length === 0) return [];
  const [word] = words;
  const isLetter = word!.unspaced === true && tokens.length === 1 && !isPhrase;
  if (!isPrefix && !isLetter) {
    const others = isPhrase || word!.unspaced ? [] : word!.others.map(tokenOf);
    // What is read as several words may be written as one; none of its parts alone is meant.
    const least = tokens.reduce((sum, token) => sum + token.length, 0);
    const whole = others.filter((token) => token.length >= least).map((token) => [token]);
    return [{ phrases: distinct([...phrasesOf(read), ...whole]), prefixes: [], excluded }];
  }
  const before = read
    .slice(0, -1)
    .map((each): Clause => ({ phrases: distinct(phrasesOf([each])), prefixes: [], excluded }));
  return [...before, { phrases: [], prefixes: [tokens.at(-1)!], excluded }];
};

/**
 * Reads what was typed.
 * @throws QueryFault
 */
export const wordQueryOf = (typed: string): WordQuery => {
  if (typed.length > LONGEST_QUERY)
    throw new QueryFault(`${typed.length} characters are more than search takes; give ${LONGEST_QUERY} at most`);
  const terms = termsIn(typed);
  const count = terms.reduce((sum, { words }) => sum + words.length, 0);
  if (count > MOST_WORDS) throw new QueryFault(`${count} words are more than search takes; give ${MOST_WORDS} at most`);
  const clauses = terms.flatMap(clauseOf);
  if (clauses.length === 0)
    throw new QueryFault(`${JSON.stringify(typed)} has no word to look for; give at least one letter or digit`);
  if (clauses.every(({ excluded }) => excluded))
    throw new QueryFault('every word is one that is not to be there (-); give at least one to look for');
  const isPlain = terms.every(({ isPhrase, isPrefix, excluded }) => !isPhrase && !isPrefix && !excluded);
  const { tokens } = tokensIn(terms.flatMap(({ words }) => words));
  return { clauses, name: isPlain ? nameToken(tokens) : null, language: null, within: 'all' };
};

/** Whether a record has the words: what each engine's answer must equal. */
export const hasWords = (tokens: RecordTokens | null, { clauses, language, within }: WordQuery): boolean => {
  const fields = tokens === null ? [] : [` ${tokens.names} `, ...(within === 'names' ? [] : [` ${tokens.texts} `])];
  if (language !== null && !tokens?.kind.split(' ').includes(languageToken(language))) return false;
  return clauses.every(
    ({ phrases, prefixes, excluded }) =>
      excluded !==
      fields.some(
        (field) =>
          phrases.some((phrase) => field.includes(` ${phrase.join(' ')} `)) ||
          prefixes.some((prefix) => field.includes(` ${prefix}`)),
      ),
  );
};

/** The same words of which any is enough; null where that asks for nothing else: of one word, or where some are not to be there. */
export const anyOf = (query: WordQuery): WordQuery | null =>
  query.clauses.length < 2 || query.clauses.some(({ excluded }) => excluded)
    ? null
    : {
        ...query,
        name: null,
        clauses: [
          {
            phrases: query.clauses.flatMap(({ phrases }) => phrases),
            prefixes: query.clauses.flatMap(({ prefixes }) => prefixes),
            excluded: false,
          },
        ],
      };
