import type { Key } from '../model/ids.ts';
import type { SetRow, LogEntry } from './change-sets.ts';
import type { ProofReader } from './check.ts';
import type { Dropped } from './dropped.ts';
import type { LogRewrite } from './rewrite.ts';

/*
 * The log as a backup takes it along, in parts: sets with what they did, then what stands beside the records.
 */

/** Where a copy goes on: with sets after a number, within one of them after a sequence, or with records after one. */
export type CopyPlace = { set: number } | { within: number; sequence: number } | { record: Key | null };

/** A part of the log; `next`: where the next begins, null where all is there. */
export type LogPart = {
  sets: SetRow[];
  entries: LogEntry[];
  dropped: Dropped[];
  revisions: { key: Key; revision: number | null }[];
  next: CopyPlace | null;
};

const nothing = { sets: [], entries: [], dropped: [], revisions: [] };

const setsPart = async (log: ProofReader, after: number, limit: number): Promise<LogPart> => {
  const sets: SetRow[] = [];
  let entries = 0;
  const found = await log.sets({ after, open: true, limit });
  for (const set of found) {
    // One that is too large for a part is a part of its own, and goes on in others.
    if (sets.length > 0 && entries + set.records > limit) break;
    sets.push(set);
    entries += set.records;
  }
  const numbers = sets.map(({ number }) => number);
  const read = await log.entries(numbers, 0, limit, {});
  const last = sets.at(-1);
  const isCut = last !== undefined && sets.length === 1 && read.length === limit;
  const ends = sets.length === found.length && found.length < limit;
  const following: CopyPlace = ends ? { record: null } : { set: last!.number };
  return {
    ...nothing,
    sets,
    entries: read,
    next: isCut ? { within: last.number, sequence: read.at(-1)!.sequence } : following,
  };
};

const withinPart = async (log: ProofReader, number: number, sequence: number, limit: number): Promise<LogPart> => {
  const entries = await log.entries([number], sequence, limit, {});
  const next = entries.length < limit ? { set: number } : { within: number, sequence: entries.at(-1)!.sequence };
  return { ...nothing, entries, next };
};

const recordsPart = async (log: ProofReader, after: Key | null, limit: number): Promise<LogPart> => {
  const keys = await log.keys(after, limit);
  const current = await log.current(keys);
  return {
    ...nothing,
    dropped: await log.dropped(keys),
    revisions: keys.map((key, i) => ({ key, revision: current[i]!.revision })),
    next: keys.length < limit ? null : { record: keys.at(-1)! },
  };
};

/** The next part of the log, of about so many entries or records. */
export const copyPart = (log: ProofReader, place: CopyPlace | null, limit: number): Promise<LogPart> => {
  if (place === null || 'set' in place) return setsPart(log, place?.set ?? 0, limit);
  if ('within' in place) return withinPart(log, place.within, place.sequence, limit);
  return recordsPart(log, place.record, limit);
};

/**
 * What puts a part into a store that holds its records already. An import that was under way ends with it: whoever made
 * it goes on elsewhere.
 */
export const rewriteOf = ({ sets, entries, dropped, revisions }: Omit<LogPart, 'next'>): LogRewrite => ({
  sets: sets.map((set) => ({ ...set, open: false })),
  placed: entries,
  dropped,
  revisions,
});
