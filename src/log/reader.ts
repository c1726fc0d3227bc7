import type { Key, TypeName } from '../model/ids.ts';
import type { Later } from '../store/later.ts';
import type { ChangeKind, LogEntry, SetRow } from './change-sets.ts';
import type { State } from './state.ts';

/** Which records of the changes are asked for. */
export type ChangedRecords = { type?: TypeName | null; key?: Key | null };

/**
 * Sets after one and before another, in their order; `newestFirst`: turned round. Sets that are open are left out
 * unless asked for. `perSet`: how many changes of each are told. `characters`: after about so many in the records that
 * are told it ends, with one set at least.
 */
export type ChangesQuery = ChangedRecords & {
  after?: number | null;
  before?: number | null;
  newestFirst?: boolean;
  open?: boolean;
  by?: string | null;
  kind?: ChangeKind | null;
  limit: number;
  perSet: number;
  characters?: number;
};

/** A record as it is now; `revision` is null where nothing was ever written. */
export type CurrentState = { state: State; revision: number | null };

/** A part of the way of a record: its states after set `after`, and from there on to the one after set `upTo`. */
export type Stretch = { key: Key; after: number; upTo: number };

/** What an engine gives to read the log by, all of one state. */
export interface LogReader {
  sets(query: Omit<ChangesQuery, 'perSet'>): Later<SetRow[]>;
  /** Sets by their numbers, in any order; those that are not there are left out. */
  setsOf(numbers: readonly number[]): Later<SetRow[]>;
  lastAt(instant: string | null): Later<number>;
  upTo(number: number): Later<{ sets: number; changes: number }>;
  /** What sets did, of each at most so many, in order of sequence after one. */
  entries(numbers: readonly number[], after: number, limit: number, of: ChangedRecords): Later<LogEntry[]>;
  /** All that sets did to some records, newest first. */
  allEntries(keys: readonly Key[]): Later<LogEntry[]>;
  /**
   * What sets did to the record of each stretch, newest first: after its beginning, up to the first set behind its end
   * that holds the whole of what was before (WHOLE_STATE).
   */
  stretches(stretches: readonly Stretch[]): Later<LogEntry[][]>;
  /** What sets did to a record before a number, newest first. */
  entriesBefore(key: Key, number: number | null, limit: number): Later<LogEntry[]>;
  /** The records of some types that refer to one of these, or did before a set after a number took that away; at most so many. */
  referring(keys: readonly Key[], types: readonly TypeName[], number: number, limit: number): Later<Key[]>;
  /** The sources that are known by each of these identifiers now, at most so many of each. */
  identified(identifiers: readonly string[], most: number): Later<ReadonlyMap<string, readonly string[]>>;
  /** The numbers of the sets that changed records last, up to one; null where none is known, in the order asked. */
  lastOf(keys: readonly Key[], number: number): Later<(number | null)[]>;
  /** Records as they are now, in the order asked. */
  current(keys: readonly Key[]): Later<CurrentState[]>;
}
