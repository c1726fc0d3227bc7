import {
  entryOf,
  placedInSeries,
  seriesOf,
  type Entry,
  type EntryChange,
  type EntrySpace,
  type KeptEntries,
  type WhichEntries,
  type Once,
} from '../entries.ts';
import type { WriteReport } from '../writes.ts';
import { within } from './observe.ts';
import type { Tx } from './query.ts';
import type { Sessions } from './session.ts';

/*
 * What the service keeps for itself beside the graph (../entries.ts): nodes of a label of their own, which no record
 * leads to. They take part in no commit of the graph, so that a token is looked up while something is written.
 */

export const ENTRIES = `
  MATCH (e:Entry) USING INDEX SEEK e:Entry(address) WHERE e.address STARTS WITH $space + '/' AND (e.expires IS NULL OR e.expires > $now)
  RETURN e.name AS name, e.value AS value, e.expires AS expires ORDER BY name`;

export const ENTRIES_PAGE = `
  MATCH (e:Entry) USING INDEX SEEK e:Entry(address)
  WHERE e.address STARTS WITH $space + '/' + $prefix AND e.address > $space + '/' + $after AND (e.expires IS NULL OR e.expires > $now)
  RETURN e.name AS name, e.value AS value, e.expires AS expires ORDER BY e.address LIMIT toInteger($limit)`;

export const ENTRIES_NAMED = `
  UNWIND $names AS name
  MATCH (e:Entry {address: $space + '/' + name}) USING INDEX SEEK e:Entry(address) WHERE e.expires IS NULL OR e.expires > $now
  RETURN e.name AS name, e.value AS value, e.expires AS expires`;

export const PUT_ENTRIES = `
  UNWIND $rows AS row
  MERGE (e:Entry {address: row.space + '/' + row.name})
  SET e.space = row.space, e.name = row.name, e.value = row.value, e.expires = row.expires`;

export const REMOVE_ENTRIES = `
  UNWIND $rows AS row
  MATCH (e:Entry {address: row.space + '/' + row.name}) USING INDEX SEEK e:Entry(address)
  DELETE e`;

export const REMOVE_EXPIRED = `
  MATCH (e:Entry) USING INDEX SEEK e:Entry(expires) WHERE e.expires <= $now
  DELETE e`;

/** Keeps others from writing to a series until this is committed, so that places are in the order of commits. */
export const LOCK_SERIES = `
  MERGE (e:Entry {address: $space + '/' + $series})
  ON CREATE SET e.name = $series, e.value = ''
  SET e.space = $space`;

const rowsOf = async (tx: Tx, query: string, parameters: object): Promise<Entry[]> =>
  (await tx.run(query, { ...parameters, now: Date.now() })).records.map((record) => record.toObject() as Entry);

/** Entries of a space in order of name. */
export const entriesIn = (tx: Tx, space: EntrySpace, which: WhichEntries): Promise<Entry[]> => {
  if (which === null) return rowsOf(tx, ENTRIES, { space });
  return 'prefix' in which
    ? rowsOf(tx, ENTRIES_PAGE, { space, ...which })
    : rowsOf(tx, ENTRIES_NAMED, { space, names: which });
};

export const readEntries = (
  sessions: Sessions,
  timeoutMs: number,
  space: EntrySpace,
  which: WhichEntries,
): Promise<Entry[]> =>
  within(
    timeoutMs,
    sessions.glance((tx) => entriesIn(tx, space, which)),
  );

/** Puts entries, within a transaction; those whose time has come go. */
export const putEntries = async (tx: Tx, changes: readonly EntryChange[]): Promise<void> => {
  await tx.run(REMOVE_EXPIRED, { now: Date.now() });
  const rows = changes.filter(({ inSeries }) => inSeries !== true).map((change) => ({ expires: null, ...change }));
  await tx.run(PUT_ENTRIES, { rows: rows.filter(({ value }) => value !== null) });
  await tx.run(REMOVE_ENTRIES, { rows: rows.filter(({ value }) => value === null) });
  // Last, since others wait for it from here on.
  for (const change of changes) if (change.inSeries === true) await putInSeries(tx, change);
};

const putInSeries = async (tx: Tx, change: EntryChange): Promise<void> => {
  const { space, name } = change;
  const series = seriesOf(name);
  await tx.run(LOCK_SERIES, { space, series });
  const [last] = await entriesIn(tx, space, [series]);
  const rows = placedInSeries(change, last?.value || null).map((each) => ({ expires: null, ...each }));
  await tx.run(PUT_ENTRIES, { rows });
};

/** Both, for a transaction. */
export const keptIn = (tx: Tx): KeptEntries => ({
  read: (...of) => entriesIn(tx, ...of),
  put: (changes) => putEntries(tx, changes),
});

type Result = { result: WriteReport; commit: boolean };

/** Makes a write unless one of that name was made before, and remembers it with its change set. */
export const onlyOnce = async (tx: Tx, once: Once | undefined, write: () => Promise<Result>): Promise<Result> => {
  if (once === undefined) return write();
  const [remembered] = await entriesIn(tx, 'answer', [once.name]);
  if (remembered !== undefined)
    return { result: { written: false, problems: [], repeated: remembered.value }, commit: false };
  const made = await write();
  if (made.commit && made.result.written) await putEntries(tx, [entryOf(once, made.result.change ?? null)]);
  return made;
};
