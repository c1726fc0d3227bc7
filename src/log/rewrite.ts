import type { EntryChange, KeptEntries } from '../store/entries.ts';
import type { Later } from '../store/later.ts';
import type { Key } from '../model/ids.ts';
import { keyText } from '../model/ids.ts';
import { nextSet, sealed, type Authorship, type LogEntry, type LogWriter, type SetRow } from './change-sets.ts';
import type { Dropped } from './dropped.ts';

/*
 * The log is only ever added to, but for three things that somebody asks for in so many words: what is old is forgotten,
 * what the law asks for is erased, and a log comes with a backup.
 */

/** An entry of the service to be put in the place of one that is as it was `known`, and of no other. */
export type Replaced = EntryChange & { known: string };

/**
 * What is to become of the log. `forget`: sets before a number go, and of what they and that one did as many entries as
 * `limit` says. `sets`, `entries`: kept in the place of those of the same number, and record. `revisions`: that records are of.
 */
export type LogRewrite = {
  forget?: { number: number; limit: number };
  sets?: readonly SetRow[];
  /** Of sets that are there, in the place that they have. */
  entries?: readonly Omit<LogEntry, 'sequence'>[];
  /** Of a log that comes with a backup, where each has its place. */
  placed?: readonly LogEntry[];
  /** A set of its own that says so, and changes no record. */
  append?: Authorship;
  dropped?: readonly Dropped[];
  revisions?: readonly { key: Key; revision: number | null }[];
  memory?: readonly Replaced[];
};

/** What an engine gives for it, within a transaction of its own. */
export interface LogRewriter extends LogWriter {
  /** Takes sets before a number away, and of what was done up to it at most so many entries; how many those were. */
  forget(number: number, limit: number): Later<number>;
  /** Says of records which set changed them last. */
  revise(revisions: readonly { key: Key; revision: number | null }[]): Later<void>;
  readonly kept: KeptEntries;
}

/** Rewrites the log; how many entries were forgotten. */
export const rewrite = async (
  log: LogRewriter,
  {
    forget,
    sets = [],
    entries = [],
    placed: given = [],
    append,
    dropped = [],
    revisions = [],
    memory = [],
  }: LogRewrite,
): Promise<number> => {
  const forgotten = forget === undefined ? 0 : await log.forget(forget.number, forget.limit);
  for (const set of sets) await log.saveSet(set);
  const placed: LogEntry[] = [...given];
  for (const entry of entries) {
    const [there] = await log.entriesOf(entry.number, [entry.key]);
    if (there === undefined)
      throw new Error(`the log has nothing of ${keyText(entry.key)} in change set ${entry.number}`);
    placed.push({ ...entry, sequence: there.sequence });
  }
  if (placed.length > 0) await log.saveEntries(placed, false);
  if (append !== undefined) await log.saveSet(sealed((await nextSet(log, append)).set));
  if (dropped.length > 0) await log.saveDropped(dropped);
  if (revisions.length > 0) await log.revise(revisions);
  for (const { known, ...change } of memory) {
    const [now] = await log.kept.read(change.space, [change.name]);
    if (now?.value === known) await log.kept.put([change]);
  }
  return forgotten;
};
