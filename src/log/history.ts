import { DictumError } from '../model/errors.ts';
import { keyText, type Key, type TypeName } from '../model/ids.ts';
import type { Entry, SetRow } from './change-sets.ts';
import { prove, type ProofPlace, type ProofReader, type ProvedPart } from './check.ts';
import { erasedError } from './erased.ts';
import type { ChangedRecords, ChangesQuery, LogReader, Standing } from './reader.ts';

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
  standing(keys: readonly Key[]): Promise<Standing[]>;
  /** What stood at some addresses after a change set. */
  statesAt(keys: readonly Key[], number: number): Promise<State[]>;
  /** The number of the change set that had last changed each record after one; where the log was pruned since, of the last that is not known. */
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
}

/** That what is asked of a moment takes more records than one request may. */
export const tooLarge = (number: number, most: number): DictumError =>
  new DictumError(
    'as-of-too-large',
    `what is asked of the graph as it was after change set ${number} takes more than ${most} records; make a store of that moment (dictum checkout --as-of ${number} --out FOLDER), and ask that`,
  );

const distinct = (keys: readonly Key[]): Key[] => [...new Map(keys.map((key) => [keyText(key), key])).values()];

/** Goes back from what records are now; calls `at` with each change on the way. */
const goBack = async (
  log: LogReader,
  keys: readonly Key[],
  after: number,
  at: (entry: Entry, change: RecordChange) => void = () => undefined,
): Promise<Map<string, State>> => {
  const all = distinct(keys);
  const [standing, entries] = [await log.standing(all), await log.entriesAfter(all, after)];
  const states = new Map(all.map((key, i) => [keyText(key), standing[i]!.state]));
  for (const entry of entries) {
    const text = keyText(entry.key);
    const state = states.get(text)!;
    const before = stateBefore(entry.difference, state);
    at(entry, { key: entry.key, before, after: state });
    states.set(text, before);
  }
  return states;
};

/** What entries did, as states before and after. */
const told = async (log: LogReader, entries: readonly Entry[]): Promise<Map<Entry, RecordChange>> => {
  const wanted = new Map(entries.map((entry) => [`${entry.number} ${keyText(entry.key)}`, entry]));
  const changes = new Map<Entry, RecordChange>();
  const first = entries.reduce((least, { number }) => Math.min(least, number), Infinity);
  const keys = entries.map(({ key }) => key);
  await goBack(log, keys, first - 1, (entry, change) => {
    const asked = wanted.get(`${entry.number} ${keyText(entry.key)}`);
    if (asked !== undefined) changes.set(asked, change);
  });
  return changes;
};

/** A set with what it did; of further changes than `limit` the first of them says that there are. */
const setWith = async (
  log: LogReader,
  { types: _types, seal: _seal, ...set }: SetRow,
  { after, limit, ...of }: ChangedRecords & { after: number; limit: number },
): Promise<{ set: Omit<ChangeSet, 'changes'>; entries: Entry[] }> => {
  const found = await log.entries(set.number, after, limit + 1, of);
  const entries = found.slice(0, limit);
  const next = found.length > limit ? (entries.at(-1)?.sequence ?? after) : null;
  return { set: { ...set, next }, entries };
};

const filled = async (
  log: LogReader,
  sets: readonly { set: Omit<ChangeSet, 'changes'>; entries: Entry[] }[],
): Promise<ChangeSet[]> => {
  const changes = await told(
    log,
    sets.flatMap(({ entries }) => entries),
  );
  return sets.map(({ set, entries }) => ({ ...set, changes: entries.flatMap((entry) => changes.get(entry) ?? []) }));
};

/** About how many records are gone back through at once. */
const AT_ONCE = 50;

const charactersOf = (changes: readonly RecordChange[]): number =>
  changes.reduce((sum, { before, after }) => sum + (before?.written?.length ?? 0) + (after?.written?.length ?? 0), 0);

/** The questions of the log, on what an engine reads of it. */
export const historyOf = (log: ProofReader): History => ({
  lastChange: async (instant) => log.lastAt(instant ?? null),
  logUpTo: async (number) => log.upTo(number),
  changes: async ({ perSet, characters = Infinity, ...query }) => {
    const { type = null, key = null, limit } = query;
    const found = await log.sets({ ...query, limit: limit + 1 });
    const sets: ChangeSet[] = [];
    let left = characters;
    for (const all = found.slice(0, limit); sets.length < all.length && left > 0;) {
      const some = [];
      for (let count = 0; count < AT_ONCE && sets.length + some.length < all.length;) {
        const next = await setWith(log, all[sets.length + some.length]!, { type, key, after: 0, limit: perSet });
        some.push(next);
        count += next.entries.length;
      }
      const told = await filled(log, some);
      left -= told.reduce((sum, { changes }) => sum + charactersOf(changes), 0);
      sets.push(...told);
    }
    return { sets, more: found.length > sets.length };
  },
  change: async ({ number, ...of }) => {
    const set = await log.set(number);
    return set === null ? null : (await filled(log, [await setWith(log, set, of)]))[0]!;
  },
  revisions: async ({ key, before, limit }) => {
    const found = await log.entriesBefore(key, before, limit + 1);
    const entries = found.slice(0, limit);
    const changes = await told(log, entries);
    const revisions: Revision[] = [];
    for (const entry of entries) {
      const set = await log.set(entry.number);
      if (set === null) continue;
      const { types: _types, records: _records, seal: _seal, ...of } = set;
      const { key: _key, ...change } = changes.get(entry)!;
      revisions.push({ ...of, ...change });
    }
    return { revisions, more: found.length > limit };
  },
  revisionOf: async (keys) => (await log.standing(keys)).map(({ revision }) => revision),
  standing: async (keys) => log.standing(keys),
  statesAt: async (keys, number) => {
    const states = await goBack(log, keys, number);
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
    const states = await goBack(log, found, number);
    // Whether it referred to one of these is erased with it.
    const erased = found.find((key) => states.get(keyText(key))?.erased?.some((name) => isReference(key, name)));
    if (erased !== undefined) throw erasedError(erased);
    return found
      .map((key) => ({ key, state: states.get(keyText(key))! }))
      .filter(({ key, state }) => referencesOf(key, state).some((target) => wanted.has(keyText(target))));
  },
  identified: async (...of) => log.identified(...of),
  proveLog: (...of) => prove(log, ...of),
});

/** The names of those questions. */
export const HISTORY = [
  'lastChange',
  'logUpTo',
  'changes',
  'change',
  'revisions',
  'revisionOf',
  'standing',
  'statesAt',
  'revisionsAt',
  'referringAt',
  'identified',
  'proveLog',
] as const satisfies readonly (keyof History)[];
