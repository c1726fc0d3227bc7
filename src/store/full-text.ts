import type { BaseView } from '../model/define.ts';
import type { TypeName } from '../model/ids.ts';
import type { Selection } from '../model/query.ts';
import type { WordQuery } from '../search/query.ts';
import { recordTokens, sameTokens, type RecordTokens } from '../search/tokens.ts';
import { indexedWords } from '../verify/words.ts';

/*
 * What full text finds, for every engine: of a record its names and texts, as the tokens of search/tokens.ts; and of a
 * snapshot the words of the text that is stored of it, by which quotations are looked for.
 */

/** How much more a word counts in a name than in another text. */
export const NAME_WEIGHT = 4;
/** How many hits are told in all. */
export const MOST_HITS = 1000;

/** Records of some types that have the words; of one type those of a selection. */
export type RankedQuery = {
  words: WordQuery;
  types: readonly TypeName[];
  selection: Selection | null;
  offset: number;
  limit: number;
};
/** The best first: a greater score is a better one, and says nothing by itself. */
export type RankedHit = { type: TypeName; id: string; score: number; json: string };
export type Ranked = { hits: RankedHit[]; more: boolean };

/** What of a record is indexed anew once it is changed: null for nothing any more, undefined where it stays as it is. */
export const tokensAfter = (before: BaseView | null, after: BaseView | null): RecordTokens | null | undefined => {
  const [was, is] = [before && recordTokens(before), after && recordTokens(after)];
  return sameTokens(was, is) ? undefined : is;
};

/** Words as verify/words.ts makes them, in rows: a text has to have each row of one of the ways, its words one after another. */
export type TextQuery = {
  ways: readonly (readonly (readonly string[])[])[];
  notOf: string | null;
  limit: number;
};
/** Snapshots whose stored text has the words, the latest first, and how many there are. */
export type TextsFound = { total: number; found: { snapshot: string; source: string }[] };

type Record = Readonly<{ [field: string]: unknown }> | null;

const textOf = (type: TypeName, record: Record): string | null =>
  type === 'snapshot' && typeof record?.['text'] === 'string' ? record['text'] : null;

/** The words of a record's text; null where it has none. */
export const wordsOf = (type: TypeName, record: Record): string | null => {
  const text = textOf(type, record);
  return text === null ? null : indexedWords(text);
};

/** What of the words is to be kept anew once a record is changed: null takes them away, undefined leaves what is kept as it is. */
export const wordsAfter = (type: TypeName, before: Record, after: Record): string | null | undefined =>
  textOf(type, before) === textOf(type, after) ? undefined : wordsOf(type, after);
