import { DictumError } from '../model/errors.ts';
import { keyText, type Key, type TypeName } from '../model/ids.ts';
import type { Finding } from '../store/findings.ts';
import type { Later } from '../store/later.ts';
import { isSealed, type LogEntry, type SetRow } from './change-sets.ts';
import type { LogReader, CurrentState } from './reader.ts';
import { droppedOn, type Dropped } from './dropped.ts';
import { stateBefore, stateDigest } from './state.ts';

/*
 * The proof of the log: gone back through, it leads from each record as it is to nothing, or to where the log was pruned,
 * and each state on the way is the one that was written.
 */

/** Where a proof goes on: first the sets are looked at, then the records. */
export type ProofPlace = { set: number } | { record: Key | null };
/** What was looked at, and where to go on; null where all is. */
export type ProvedPart = { findings: Finding[]; checked: number; next: ProofPlace | null };

/** What a set did, counted: how many records, of which types, and the last of their numbers; `listed`: the types that it is found by. */
export type Tally = { records: number; types: TypeName[]; last: number; listed: TypeName[] };

/** What a proof reads beside that. */
export interface ProofReader extends LogReader {
  tally(number: number): Later<Tally>;
  /** The references that are kept as taken away from some records. */
  dropped(keys: readonly Key[]): Later<Dropped[]>;
  /** The addresses where anything was ever written, in the order of a scan. */
  keys(after: Key | null, limit: number): Later<Key[]>;
}

const REMEDY = 'restore the store from a backup (dictum restore); what stands now is not touched by it';

const finding = (where: string, message: string): Finding => ({ where, message, remedy: REMEDY });

const wrongWith = (set: SetRow, before: SetRow | null, tally: Tally, isNewest: boolean): string[] =>
  [
    isSealed(set) ? [] : 'it is another than was written',
    set.number === (before?.number ?? 0) + 1 || (before === null && set.kind === 'pruned')
      ? []
      : `change set ${(before?.number ?? 0) + 1} is missing before it`,
    before !== null && set.at < before.at ? 'it is earlier than the one before it' : [],
    set.open && !isNewest ? 'it is open, and others follow it' : [],
    set.kind !== 'pruned' && (tally.records !== set.records || tally.last !== set.records)
      ? `it changed ${set.records} records, and the log holds what it did to ${tally.records}`
      : [],
    set.kind === 'pruned' || JSON.stringify(tally.types.toSorted()) === JSON.stringify(set.types)
      ? []
      : 'it changed records of other types',
    JSON.stringify(tally.listed.toSorted()) === JSON.stringify(set.types)
      ? []
      : 'it is not found by the types of the records that it changed, or by others',
  ].flat();

const proveSets = async (log: ProofReader, after: number, limit: number): Promise<ProvedPart> => {
  const sets = await log.sets({ after, open: true, limit: limit + 1 });
  const findings: Finding[] = [];
  let [before = null] = after === 0 ? [] : await log.setsOf([after]);
  for (const [i, set] of sets.slice(0, limit).entries()) {
    const wrong = wrongWith(set, before, await log.tally(set.number), i === sets.length - 1);
    findings.push(...wrong.map((message) => finding(`change set ${set.number}`, message)));
    before = set;
  }
  const more = sets.length > limit;
  return { findings, checked: 0, next: more ? { set: before!.number } : { record: null } };
};

/** The numbers that the log begins after, which is 0 unless it was pruned, and ends with. */
type Extent = { after: number; last: number };

const extentOf = async (log: ProofReader): Promise<Extent> => {
  const [[first], [last]] = [
    await log.sets({ open: true, limit: 1 }),
    await log.sets({ open: true, newestFirst: true, limit: 1 }),
  ];
  return { after: first?.kind === 'pruned' ? first.number : 0, last: last?.number ?? 0 };
};

const droppedText = ({ target, source, number }: Dropped): string => `${keyText(target)} ${keyText(source)} ${number}`;

/** Goes back through all that was done to a record; what is wrong with it. */
const wrongWay = (
  key: Key,
  current: CurrentState | null,
  entries: readonly LogEntry[],
  dropped: ReadonlySet<string>,
  { after, last }: Extent,
): string[] => {
  if (current === null) return [];
  const { state, revision } = current;
  const [newest] = entries;
  if (newest === undefined) return revision !== null && revision <= after ? [] : ['the log holds nothing of it'];
  if (newest.number > last) return [`change set ${newest.number}, which last changed it, is missing`];
  if (newest.number !== revision)
    return [`it is of revision ${revision}, and change set ${newest.number} was the last that changed it`];
  let at = state;
  for (const entry of entries) {
    if (stateDigest(at) !== entry.digest) return [`the log leads to another state after change set ${entry.number}`];
    try {
      at = stateBefore(entry.difference, at);
    } catch {
      return [`what change set ${entry.number} did to it cannot be read`];
    }
  }
  if (at !== null && after === 0) return ['the log does not say how it came to be'];
  return droppedOn(key, state, entries).every((each) => dropped.has(droppedText(each)))
    ? []
    : ['the log does not have all the references that were taken away from it'];
};

/** How records stand, without those that are damaged, which the check of single records names. */
const currentOf = async (log: ProofReader, keys: readonly Key[]): Promise<Map<string, CurrentState>> => {
  const isDamage = (error: unknown): boolean => error instanceof DictumError && error.code === 'damaged-record';
  const found = new Map<string, CurrentState>();
  const put = async (some: readonly Key[]): Promise<void> => {
    const current = await log.current(some);
    for (const [i, key] of some.entries()) found.set(keyText(key), current[i]!);
  };
  try {
    await put(keys);
  } catch (error) {
    if (!isDamage(error)) throw error;
    for (const key of keys)
      try {
        await put([key]);
      } catch (other) {
        if (!isDamage(other)) throw other;
      }
  }
  return found;
};

const proveRecords = async (log: ProofReader, after: Key | null, limit: number): Promise<ProvedPart> => {
  const keys = await log.keys(after, limit);
  const extent = await extentOf(log);
  const current = await currentOf(log, keys);
  const entries = new Map<string, LogEntry[]>(keys.map((key) => [keyText(key), []]));
  for (const entry of await log.allEntries(keys)) entries.get(keyText(entry.key))!.push(entry);
  const dropped = new Set((await log.dropped(keys)).map(droppedText));
  return {
    findings: keys.flatMap((key) =>
      wrongWay(key, current.get(keyText(key)) ?? null, entries.get(keyText(key))!, dropped, extent).map((message) =>
        finding(keyText(key), message),
      ),
    ),
    checked: keys.length,
    next: keys.length < limit ? null : { record: keys.at(-1)! },
  };
};

/** Proves the next part of the log. */
export const prove = (log: ProofReader, place: ProofPlace | null, limit: number): Promise<ProvedPart> => {
  if (place === null || 'set' in place) return proveSets(log, place?.set ?? 0, limit);
  return proveRecords(log, place.record, limit);
};
