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

/** The language of a text, and whether it says so itself, or its commonest words do. */
type Told = { language: string; said: boolean };
const languageOf = ([, text, language]: FieldText): Told | null =>
  language ? { language: languageNamed(language), said: true } : guessedLanguage(text);

/**
 * A text's words as they are read, its language, their stems in the same order (none where it is of no language with
 * stems), and the other ways to write them.
 */
export type TextTokens = {
  words: readonly Word[];
  tokens: string[];
  language: Told | null;
  stems: string[];
  others: string[];
};

export const textTokens = (field: FieldText): TextTokens => {
  const words = [...wordsIn(field[1])];
  const { tokens, read } = tokensIn(words);
  const language = languageOf(field);
  return {
    words,
    tokens,
    language,
    stems:
      language === null ? [] : read.map((word) => stemToken(tokenOf(stemOf(language.language, word)) || tokenOf(word))),
    others: words.flatMap((word) => word.others.map(tokenOf)).filter((token) => token !== ''),
  };
};

/** All tokens of a text in a row; `isName`: with the whole of it as one more. */
const rowOf = ({ tokens, stems, others }: TextTokens, isName: boolean): string[] =>
  tokens.length === 0
    ? []
    : [...tokens, BREAK, ...stems, BREAK, ...others, ...(isName ? [nameToken(tokens)] : []), BREAK];

/** What an engine indexes of a record; null where it has no words. */
export const recordTokens = (view: BaseView): RecordTokens | null => {
  const { names, texts } = TYPES[view.type];
  const [named, said] = [names(view).map(textTokens), texts(view).map(textTokens)];
  // Those that texts say themselves, or that their commonest words tell.
  const languages = new Set([...named, ...said].flatMap(({ language }) => (language?.said ? language.language : [])));
  const tokens = {
    kind: [view.type, ...[...languages].sort().map(languageToken)].join(' '),
    names: named.flatMap((text) => rowOf(text, true)).join(' '),
    texts: said.flatMap((text) => rowOf(text, false)).join(' '),
  };
  return tokens.names === '' && tokens.texts === '' ? null : tokens;
};

/** Whether they are all the same. */
export const sameTokens = (one: RecordTokens | null, other: RecordTokens | null): boolean =>
  TOKEN_FIELDS.every((field) => one?.[field] === other?.[field]);
