import type { TypeName } from '../model/ids.ts';
import { indexedWords } from '../verify/words.ts';

/*
 * What texts are found by (Store.searchTexts), for every engine: of a snapshot the words of its text.
 */

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
