import type { BaseView, FieldText } from '../model/define.ts';
import { TYPES } from '../model/types.ts';
import { guessedLanguage, languageNamed, stemOf } from './languages.ts';
import { cut, tokenOf, wordsIn, type Word } from './words.ts';

/*
 * The tokens that an engine indexes of a record. Of each text there are its words; then, in the same order, their stems in
 * the language of the text, each with a mark of its own before it; then the other ways in which its words may be looked
 * for. So words and stems each stand in a row, which phrases need, and a prefix finds words and no stems.
 */

/** What an engine indexes of a record, each as tokens parted by spaces: of what type and language it is, its names, its other texts. */
export type RecordTokens = { kind: string; names: string; texts: string };
export const TOKEN_FIELDS = ['kind', 'names', 'texts'] as const;

/** Before a stem; letters and digits are all that words have. */
export const MARK = '·';
export const stemToken = (stem: string): string => `${MARK}${stem}`;
/** Parts texts, so that no phrase goes from one into the next. */
const BREAK = MARK;
/** A whole name as one token, by which it is ranked before others that have its words too. */
const LONGEST_NAME = 200;
export const nameToken = (words: readonly string[]): string => cut(`${MARK}${MARK}${words.join(MARK)}`, LONGEST_NAME);
export const languageToken = (language: string): string => `language${MARK}${language}`;

/** The words of a text as they are read, as tokens; and the words in lower case. */
export const tokensIn = (words: readonly Word[]): { tokens: string[]; read: string[] } => {
  const read = words.flatMap((word) => word.read).filter((word) => tokenOf(word) !== '');
  return { tokens: read.map(tokenOf), read };
};

const languageOf = ([, text, language]: FieldText): string | null =>
  language ? languageNamed(language) : (guessedLanguage(text)?.language ?? null);

/** A text's words as they are read, their stems in the same order (none where it is of no language with stems), and the other ways to write them. */
export type TextTokens = { words: readonly Word[]; tokens: string[]; stems: string[]; others: string[] };

export const textTokens = (field: FieldText): TextTokens => {
  const words = [...wordsIn(field[1])];
  const { tokens, read } = tokensIn(words);
  const language = tokens.length === 0 ? null : languageOf(field);
  const stems =
    language === null ? [] : read.map((word) => stemToken(tokenOf(stemOf(language, word)) || tokenOf(word)));
  return {
    words,
    tokens,
    stems,
    others: words.flatMap((word) => word.others.map(tokenOf)).filter((token) => token !== ''),
  };
};

const tokensOfText = (field: FieldText, more: (tokens: readonly string[]) => string[]): string[] => {
  const { tokens, stems, others } = textTokens(field);
  if (tokens.length === 0) return [];
  return [...tokens, BREAK, ...stems, BREAK, ...others, ...more(tokens), BREAK];
};

/** What an engine indexes of a record; null where it has no words. */
export const recordTokens = (view: BaseView): RecordTokens | null => {
  const { names, texts } = TYPES[view.type];
  const [named, said] = [names(view), texts(view)] as [readonly FieldText[], readonly FieldText[]];
  const languages = new Set([...named, ...said].flatMap((field) => saidLanguage(field) ?? []));
  const tokens = {
    kind: [view.type, ...[...languages].sort().map(languageToken)].join(' '),
    names: named.flatMap((field) => tokensOfText(field, (of) => [nameToken(of)])).join(' '),
    texts: said.flatMap((field) => tokensOfText(field, () => [])).join(' '),
  };
  return tokens.names === '' && tokens.texts === '' ? null : tokens;
};

/** The language that a text says it is in, or that its commonest words tell. */
const saidLanguage = ([, text, language]: FieldText): string | null => {
  if (language) return languageNamed(language);
  const guessed = guessedLanguage(text);
  return guessed?.said ? guessed.language : null;
};

/** Whether they are all the same. */
export const sameTokens = (one: RecordTokens | null, other: RecordTokens | null): boolean =>
  TOKEN_FIELDS.every((field) => one?.[field] === other?.[field]);
