import { createHash } from 'node:crypto';
import { keyText, type Key, type TypeName } from '../model/ids.ts';
import type { Later } from '../store/later.ts';
import { droppedBy, type Dropped } from './dropped.ts';
import { differenceTo, isKeyframe, stateBefore, stateDigest, type State } from './state.ts';

/*
 * The log of change sets, as it is written: within the transaction of the records, once for every engine. A set says
 * who changed what, when and why; of each record that it changed the log holds the difference to what was before.
 */

/**
 * By which way a change set came. `migration`: what was there before the log was, or what a new version writes otherwise;
 * `erase`: that something was erased for good, which changes nothing that stands; `pruned` stands for all the sets up to it, of which no more is known.
 */
export const CHANGE_KINDS = [
  'write',
  'seed',
  'import',
  'verify',
  'revert',
  'restore',
  'migration',
  'erase',
  'pruned',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** The number of a change set as somebody has typed it; null where it is none. */
export const changeNumber = (typed: string): number | null => (/^[1-9]\d{0,14}$/.test(typed) ? Number(typed) : null);

/** What is told of a change set with the write. */
export type Authorship = { by?: string | null; comment?: string | null; kind?: ChangeKind };

/**
 * `open`: whether further batches of the same import may join it; `types`: of the records that it changed; `records`:
 * how many; `seal`: by which it proves that it is as it was written.
 */
export type SetRow = {
  number: number;
  /** When it was written (RFC 3339); never before that of the set before, whatever the clock says. */
  at: string;
  by: string | null;
  comment: string | null;
  kind: ChangeKind;
  open: boolean;
  types: TypeName[];
  records: number;
  seal: string;
};

/**
 * What a set did to one record: `sequence` orders those of a set, `difference` leads back to what was before (null:
 * nothing), `digest` is that of what it left.
 */
export type LogEntry = { key: Key; number: number; sequence: number; difference: string | null; digest: string };

/** What a write changed of one record. */
export type Recorded = { key: Key; before: State; after: State };

/** What an engine gives to write the log by, within the transaction of the records. */
export interface LogWriter {
  /** The newest set. */
  last(): Later<SetRow | null>;
  /** What a set did to some records. */
  entriesOf(number: number, keys: readonly Key[]): Later<LogEntry[]>;
  /** Keeps a set, in the place of one with its number. */
  saveSet(set: SetRow): Later<void>;
  /** Keeps entries, in the place of those of the same record and set, of which there are none where the set is new. */
  saveEntries(entries: readonly LogEntry[], isNew: boolean): Later<void>;
  /** Keeps which references a set took away; some of them may be kept already. */
  saveDropped(dropped: readonly Dropped[]): Later<void>;
}

const sealOf = ({ number, at, by, comment, kind, types, records }: Omit<SetRow, 'seal'>): string =>
  createHash('sha256')
    .update(JSON.stringify([number, at, by, comment, kind, types, records]))
    .digest('base64url')
    .slice(0, 12);

/** A set with its seal. */
export const sealed = (set: Omit<SetRow, 'seal'>): SetRow => ({ ...set, seal: sealOf(set) });

/** Whether a set is as it was written, but for whether it is open. */
export const isSealed = (set: SetRow): boolean => set.seal === sealOf(set);

const byAddress = (a: Recorded, b: Recorded): number => {
  const [one, other] = [keyText(a.key), keyText(b.key)];
  return one < other ? -1 : one > other ? 1 : 0;
};

/** The time now, but never before another. */
const notBefore = (at: string | undefined): string => {
  const now = new Date().toISOString();
  return at !== undefined && at > now ? at : now;
};

/** Whether further records go into the newest set: they are of the same import, and nothing was written between. */
const joins = (last: SetRow, number: number | undefined): boolean => last.open && last.number === number;

/** The set that a write goes into: a new one, or with `joining` the open one of that number, as long as no other was written. */
export type NextSet = { set: SetRow; joined: boolean };

export const nextSet = async (
  log: LogWriter,
  { by = null, comment = null, kind = 'write', open = false, joining }: Authorship & SetOptions,
): Promise<NextSet> => {
  const last = await log.last();
  if (last !== null && joins(last, joining)) return { set: { ...last, at: notBefore(last.at), open }, joined: true };
  if (last?.open) await log.saveSet({ ...last, open: false });
  const number = (last?.number ?? 0) + 1;
  return {
    set: { number, at: notBefore(last?.at), by, comment, kind, open, types: [], records: 0, seal: '' },
    joined: false,
  };
};

/** Writes what a write changed into the log. */
export const appendChanges = async (
  log: LogWriter,
  { set, joined }: NextSet,
  recorded: readonly Recorded[],
): Promise<void> => {
  // What was not there before is in no earlier part of the set.
  const keys = recorded.flatMap(({ key, before }) => (before === null ? [] : [key]));
  const known = new Map(
    (joined && keys.length > 0 ? await log.entriesOf(set.number, keys) : []).map((entry) => [
      keyText(entry.key),
      entry,
    ]),
  );
  let sequence = set.records;
  const entries = recorded.toSorted(byAddress).map(({ key, before, after }): LogEntry => {
    const earlier = known.get(keyText(key));
    const from = earlier === undefined ? before : stateBefore(earlier.difference, before);
    if (earlier === undefined) sequence += 1;
    return {
      key,
      number: set.number,
      sequence: earlier?.sequence ?? sequence,
      difference: differenceTo(from, after, isKeyframe(keyText(key), set.number)),
      digest: stateDigest(after),
    };
  });
  const types = [...new Set([...set.types, ...recorded.map(({ key }) => key.type)])].sort();
  await log.saveSet(sealed({ ...set, types, records: sequence }));
  await log.saveEntries(entries, !joined);
  const dropped = recorded.flatMap(({ key, before, after }) => droppedBy(key, before, after, set.number));
  if (dropped.length > 0) await log.saveDropped(dropped);
};

/** Ends a set that is open, where it is the newest still; whether it was. */
export const endChanges = async (log: LogWriter, number: number): Promise<boolean> => {
  const last = await log.last();
  if (last === null || !joins(last, number)) return false;
  await log.saveSet({ ...last, open: false });
  return true;
};

/**
 * Writes into the log what a migration writes otherwise, in batches: what was there before there was a log, and what
 * another version writes in another form. Gives the number that those records have as their revision.
 */
export const appendMigration = async (
  log: LogWriter,
  release: string,
  recorded: readonly Recorded[],
): Promise<number | null> => {
  if (recorded.length === 0) return null;
  const last = await log.last();
  const joining = last?.kind === 'migration' ? last.number : undefined;
  const comment = `Taken over from Dictum ${release}`;
  const next = await nextSet(log, { kind: 'migration', comment, open: true, joining });
  await appendChanges(log, next, recorded);
  return next.set.number;
};

/** `open`: leaves the set open for a further batch, which names it by `joining`. */
export type SetOptions = { open?: boolean; joining?: number | undefined };
