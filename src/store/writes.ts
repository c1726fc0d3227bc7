import type { Authorship, Recorded, SetOptions } from '../log/change-sets.ts';
import type { FileSays } from '../log/file-memory.ts';
import type { Conflict } from '../log/recorder.ts';
import type { Key } from '../model/ids.ts';
import type { Once } from './entries.ts';
import type { Rehearsed } from './rehearsed.ts';

/**
 * A record as it is written: `record` null deletes it, `mergedInto` lets its id lead to another; `onlyIfAbsent`: unless
 * one is there; `keeps`: fields that were left out, and stay as they are stored.
 */
export type Change = {
  key: Key;
  record: object | null;
  mergedInto: string | null;
  onlyIfAbsent?: boolean;
  keeps?: readonly string[];
};

/** Something wrong with a change: where in the record, and the remedy. `missing` is the record that it refers to in vain. */
export type Problem = { key: Key; pointer: string; message: string; missing?: Key };

/**
 * `remarks`: what was taken, but somebody should know; `change`: the number of the change set, where something changed;
 * `recorded`: what a rehearsal would have changed.
 */
export type WriteReport =
  | ({ written: true; change?: number; recorded?: Recorded[]; rehearsed?: Rehearsed; remarks?: Problem[] } & Record<
      'created' | 'updated' | 'unchanged' | 'deleted' | 'merged',
      number
    >)
  /** Nothing was written. */
  | { written: false; problems: Problem[]; conflicts?: Conflict[]; repeated?: string };

/** A reference of a record that does not come with the write, since it cannot be read as a whole. */
export type Mention = { key: Key; pointer: string; target: Key };

/**
 * A rehearsal reports what a write would, and writes nothing. With its filing left for later a write files nothing
 * (Store.file does), which is much faster for very many records. A note is kept with the graph as the write
 * leaves it, also where that changes nothing. `acceptExisting` takes records that rules for new ones refuse (`Remarks`
 * in model/define.ts), as an earlier version took them. `mentions` that lead nowhere are reported like references.
 * `expected`: by the address of a record the revision that it has to be of, or null where there must be no record;
 * where one is otherwise, nothing is written, and the report names it under `conflicts`. Who writes, why and by which
 * way goes into the log with the change set (log/change-sets.ts). With `once` the write is remembered with its change
 * set in the same transaction; a further one of that name is not made, and the report has what is remembered. What a
 * file `says` is remembered in it too; where something else is remembered of a record than was known when the write was
 * planned, that is a conflict.
 */
export type WriteOptions = Authorship &
  SetOptions & {
    rehearsal?: boolean;
    /** Whether a rehearsal tells what would follow, too. */
    detailed?: boolean;
    filing?: 'now' | 'later';
    note?: string;
    acceptExisting?: boolean;
    mentions?: readonly Mention[];
    expected?: ReadonlyMap<string, number | null>;
    once?: Once;
    says?: FileSays;
  };

/** A record with fields that were left out as they are stored. */
export const withStored = (
  record: Readonly<Record<string, unknown>>,
  keeps: readonly string[],
  stored: Readonly<Record<string, unknown>>,
): Record<string, unknown> => ({ ...record, ...Object.fromEntries(keeps.map((name) => [name, stored[name]])) });
