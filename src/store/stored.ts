import type { RecordTokens } from '../search/tokens.ts';
import type { Key } from '../model/ids.ts';

/*
 * What is stored of a record, and what a write changes of that and of the index.
 */

/** What is stored at an address: a record, an id merged into another (`movedTo`), or a deleted one (neither). */
export type Stored = { written: string | null; view: string | null; movedTo: string | null };

/** The same with the change set that it was written by. */
export type StoredRevision = Stored & { revision: number | null };

export type Save = {
  key: Key;
  written: string | null;
  movedTo: string | null;
  view: string | null;
  /** By which it is found as somebody types. */
  names: string[];
  sorts: string[];
  refs: Key[];
  previousRefs: Key[];
  /** The number of the change set that last changed what is written of it. */
  revision: number | null;
  /** What its text is to be found by from now on; null for nothing any more, undefined where it stays as it is. */
  words: string | null | undefined;
  /** The same of its names and texts. */
  tokens: RecordTokens | null | undefined;
};

/** A difference of the index: for one record, counts to add by index key (`filter\0value`), under its sort keys. */
export type IndexKeyChange = {
  owner: Key;
  sorts: string[];
  previousSorts: string[];
  counts: ReadonlyMap<string, number>;
};
