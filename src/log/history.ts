import { DictumError } from '../model/errors.ts';
import { keyText, type Key, type TypeName } from '../model/ids.ts';
import type { LogEntry, SetRow } from './change-sets.ts';
import { prove, type ProofPlace, type ProofReader, type ProvedPart } from './check.ts';
import { copyPart, type CopyPlace, type LogPart } from './copy.ts';
import { erasedError } from './erased.ts';
import type { ChangedRecords, ChangesQuery, LogReader, CurrentState, Stretch } from './reader.ts';
import { isReference, referencesOf } from './dropped.ts';
import { stateBefore, type State } from './state.ts';

/*
 * The log as it is read, once for every engine: what records were is found from what they are, backwards.
 */

/** What a change set did to a record. */
export type RecordChange = { key: Key; before: State; after: State };

/** A change set with what it did; `next`: the number of the last of the changes that are told, where others follow. */
export type ChangeSet = Omit<SetRow, 'types' | 'seal'> & { changes: RecordChange[]; next: number | null };

/** One change set, and which of its changes: those after a number, at most so many. */
export type ChangeQuery = { number: number; after: number; limit: number };

/** What the log is of one record at a time: the set, and what it did to the record. */
export type Revision = Omit<SetRow, 'types' | 'records' | 'seal'> & Omit<RecordChange, 'key'>;
/** The revisions of a record, newest first, of those before a number. */
export type RevisionsQuery = { key: Key; before: number | null; limit: number };

/** Who referred to some records after a change set; `most`: how many may be looked at for it. */
export type ReferringQuery = { keys: readonly Key[]; types: readonly TypeName[]; number: number; most: number };
/** What stood at an address. */
export type Stood = { key: Key; state: State };

/** What can be asked of the log. Each is answered from one state of the graph. */
export interface History {
  /** The number of the newest change set that is not open; or of the newest at an instant (RFC 3339). 0 where there is none. */
  lastChange(instant?: string): Promise<number>;
  /** How many change sets there are up to a number, and how often they changed a record. */
  logUpTo(number: number): Promise<{ sets: number; changes: number }>;
  /** Change sets in their order. */
  changes(query: ChangesQuery): Promise<{ sets: ChangeSet[]; more: boolean }>;
  /** One change set; null where there is none, or it was pruned. */
  change(query: ChangeQuery): Promise<ChangeSet | null>;
  /** What change sets did to one record. */
  revisions(query: RevisionsQuery): Promise<{ revisions: Revision[]; more: boolean }>;
  /** The number of the change set that last changed what is written of each record; null where nothing was ever written. */
  revisionOf(keys: readonly Key[]): Promise<(number | null)[]>;
  /** What stands at some addresses now, with its revision. */
  current(keys: readonly Key[]): Promise<CurrentState[]>;
  /** What stood at some addresses after a change set. */
  statesAt(keys: readonly Key[], number: number): Promise<State[]>;
  /**
   * The number of the change set that had last changed each record after one; where the log was pruned since, of the
   * last that is not known.
   */
  revisionsAt(keys: readonly Key[], number: number): Promise<(number | null)[]>;
  /**
   * The records of some types that referred to one of these after a change set, as they stood then.
   * @throws DictumError `as-of-too-large` where more than `most` have to be looked at
   */
  referringAt(query: ReferringQuery): Promise<Stood[]>;
  /** The sources that are known by each of these identifiers now, at most so many of each. */
  identified(identifiers: readonly string[], most: number): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Proves the next part of the log by going back through it (log/check.ts). */
  proveLog(place: ProofPlace | null, limit: number): Promise<ProvedPart>;
  /** The next part of the log as a backup has it (log/copy.ts), of about so many entries. */
  copyLog(place: CopyPlace | null, limit: number): Promise<LogPart>;
}

/** That what is asked of a moment takes more records than one request may. */
export const tooLarge = (number: number, most: number): DictumError =>
  new DictumError(
    'as-of-too-large',
    `what is asked of the graph as it was after change set ${number} takes more than ${most} records; make a store of that moment (dictum checkout --as-of ${number} --out FOLDER), and ask that`,
  );

const distinct = (keys: readonly Key[]): Key[] => [...new Map(keys.map((key) => [keyText(key), key])).values()];

/** Goes back over stretches; calls `at` with each change on the way. The states at the beginnings, in the order asked. */
const goBack = async (
  log: LogReader,
  stretches: readonly Stretch[],
  at: (entry: LogEntry, change: RecordChange) => void = () => undefined,
): Promise<State[]> => {
  const keys = distinct(stretches.map(({ key }) => key));
  const [current, ways] = [await log.current(keys), await log.stretches(stretches)];
  const now = new Map(keys.map((key, i) => [keyText(key), current[i]!.state]));
  return stretches.map(({ key, upTo }, i) => {
    // What is known whole needs no state to begin with.
    let state: State = now.get(keyText(key)) ?? null;
    for (const entry of ways[i]!) {
      const before = stateBefore(entry.difference, state);
      if (entry.number <= upTo) at(entry, { key, before, after: state });
      state = before;
    }
    return state;
  });
};

const statesAfter = async (log: LogReader, keys: readonly Key[], number: number): Promise<Map<string, State>> => {
  const all = distinct(keys);
  const states = await goBack(
    log,
    all.map((key) => ({ key, after: number, upTo: number })),
  );
  return new Map(all.map((key, i) => [keyText(key), states[i]!]));
};

/** The ways that lead over some entries: one of each record where no others lie between those, else one of each entry. */
const stretchesOver = (entries: readonly LogEntry[], dense: boolean): Stretch[] => {
  if (!dense) return entries.map(({ key, number }) => ({ key, after: number - 1, upTo: number }));
  const ways = new Map<string, Stretch>();
  for (const { key, number } of entries) {
    const { after = Infinity, upTo = 0 } = ways.get(keyText(key)) ?? {};
    ways.set(keyText(key), { key, after: Math.min(after, number - 1), upTo: Math.max(upTo, number) });
  }
  return [...ways.values()];
};

/** What entries did, as states before and after. `dense`: whether they are all that was done to their records meanwhile. */
const told = async (
  log: LogReader,
  entries: readonly LogEntry[],
  { dense }: { dense: boolean },
): Promise<Map<LogEntry, RecordChange>> => {
  const wanted = new Map(entries.map((entry) => [`${entry.number} ${keyText(entry.key)}`, entry]));
  const changes = new Map<LogEntry, RecordChange>();
  await goBack(log, stretchesOver(entries, dense), (entry, change) => {
    const asked = wanted.get(`${entry.number} ${keyText(entry.key)}`);
    if (asked !== undefined) changes.set(asked, change);
  });
  return changes;
};

/** A set without what only the log needs of it. */
const shown = ({ types: _types, seal: _seal, ...set }: SetRow): Omit<ChangeSet, 'changes' | 'next'> => set;

type Told = ChangedRecords & { after: number; limit: number; dense: boolean };

/** Sets with what they did; of further changes than `limit` the last that is told says that there are. */
const setsWith = async (
  log: LogReader,
  sets: readonly SetRow[],
  { after, limit, dense, ...of }: Told,
): Promise<ChangeSet[]> => {
  const numbers = sets.map(({ number }) => number);
  const found = new Map<number, LogEntry[]>(numbers.map((number) => [number, []]));
  for (const entry of await log.entries(numbers, after, limit + 1, of)) found.get(entry.number)!.push(entry);
  const entries = new Map([...found].map(([number, all]) => [number, all.slice(0, limit)]));
  const changes = await told(log, [...entries.values()].flat(), { dense });
  return sets.map((set) => {
    const own = entries.get(set.number)!;
    return {
      ...shown(set),
      next: found.get(set.number)!.length > limit ? (own.at(-1)?.sequence ?? after) : null,
      changes: own.flatMap((entry) => changes.get(entry) ?? []),
    };
  });
};

/** About how many records are gone back through at once. */
const AT_ONCE = 50;

const charactersOf = (changes: readonly RecordChange[]): number =>
  changes.reduce((sum, { before, after }) => sum + (before?.written?.length ?? 0) + (after?.written?.length ?? 0), 0);

/** The first of some sets, of about so many records that they may be gone back through at once. */
const takenTogether = (sets: readonly SetRow[], perSet: number): SetRow[] => {
  let records = 0;
  const end = sets.findIndex((set) => (records += Math.min(set.records, perSet)) >= AT_ONCE);
  return sets.slice(0, end === -1 ? sets.length : end + 1);
};

/** The questions of the log, on what an engine reads of it. */
export const historyOf = (log: ProofReader): History => ({
  lastChange: async (instant) => log.lastAt(instant ?? null),
  logUpTo: async (number) => log.upTo(number),
  changes: async ({ perSet, characters = Infinity, ...query }) => {
    const { type = null, key = null, by = null, kind = null, limit } = query;
    const found = await log.sets({ ...query, limit: limit + 1 });
    const all = found.slice(0, limit);
    // Sets that are left out may have changed the same records in between.
    const dense = by === null && kind === null;
    const sets: ChangeSet[] = [];
    for (let left = characters; sets.length < all.length && left > 0;) {
      const some = takenTogether(all.slice(sets.length), perSet);
      const told = await setsWith(log, some, { type, key, after: 0, limit: perSet, dense });
      left -= told.reduce((sum, { changes }) => sum + charactersOf(changes), 0);
      sets.push(...told);
    }
    return { sets, more: found.length > sets.length };
  },
  change: async ({ number, ...of }) => {
    const sets = await log.setsOf([number]);
    return (await setsWith(log, sets, { ...of, dense: true }))[0] ?? null;
  },
  revisions: async ({ key, before, limit }) => {
    const found = await log.entriesBefore(key, before, limit + 1);
    const entries = found.slice(0, limit);
    const changes = await told(log, entries, { dense: true });
    const sets = new Map((await log.setsOf(entries.map(({ number }) => number))).map((set) => [set.number, set]));
    const revisions = entries.flatMap((entry): Revision[] => {
      const set = sets.get(entry.number);
      if (set === undefined) return [];
      const { records: _records, ...of } = shown(set);
      const { key: _key, ...change } = changes.get(entry)!;
      return [{ ...of, ...change }];
    });
    return { revisions, more: found.length > limit };
  },
  revisionOf: async (keys) => (await log.current(keys)).map(({ revision }) => revision),
  current: async (keys) => log.current(keys),
  statesAt: async (keys, number) => {
    const states = await statesAfter(log, keys, number);
    return keys.map((key) => states.get(keyText(key))!);
  },
  revisionsAt: async (keys, number) => {
    const [known, [first]] = [await log.lastOf(keys, number), await log.sets({ open: true, limit: 1 })];
    return known.map((last) => last ?? (first?.kind === 'pruned' ? first.number : null));
  },
  referringAt: async ({ keys, types, number, most }) => {
    const found = await log.referring(keys, types, number, most + 1);
    if (found.length > most) throw tooLarge(number, most);
    const wanted = new Set(keys.map(keyText));
    const states = await statesAfter(log, found, number);
    // Whether it referred to one of these is erased with it.
    const erased = found.find((key) => states.get(keyText(key))?.erased?.some((name) => isReference(key, name)));
    if (erased !== undefined) throw erasedError(erased);
    return found
      .map((key) => ({ key, state: states.get(keyText(key))! }))
      .filter(({ key, state }) => referencesOf(key, state).some((target) => wanted.has(keyText(target))));
  },
  identified: async (...of) => log.identified(...of),
  proveLog: (...of) => prove(log, ...of),
  copyLog: (...of) => copyPart(log, ...of),
});

/** The names of those questions. */
export const HISTORY = [
  'lastChange',
  'logUpTo',
  'changes',
  'change',
  'revisions',
  'revisionOf',
  'current',
  'statesAt',
  'revisionsAt',
  'referringAt',
  'identified',
  'proveLog',
  'copyLog',
] as const satisfies readonly (keyof History)[];
