import type { LogEntry, LogWriter, SetRow } from '../../log/change-sets.ts';
import { rewrite, type LogRewrite, type LogRewriter } from '../../log/rewrite.ts';
import { keyOf, keyText, type Key } from '../../model/ids.ts';
import { RAISE_VERSION } from './cypher-writes.ts';
import { keptIn } from './entries.ts';
import type { Sessions } from './session.ts';
import {
  ADD_ENTRIES,
  ENTRIES_OF,
  FORGET_ENTRIES,
  FORGET_SETS,
  LAST_SET,
  REVISE,
  SAVE_DROPPED,
  SAVE_ENTRIES,
  SAVE_SET,
} from './cypher-log.ts';
import type { Tx } from './query.ts';
import { integer } from './records.ts';

/*
 * The log of change sets in its nodes, as the transaction of a write needs it.
 */

/** How many rows go in one query. */
const BATCH = 5000;

/** An entry as the node has it. */
export const entryOf = ({ address, difference, ...entry }: Record<string, any>): LogEntry => ({
  ...(entry as Omit<LogEntry, 'key' | 'difference'>),
  key: keyOf(address),
  difference: difference ?? null,
});

const nodeOfEntry = ({ key, number, sequence, digest, difference }: LogEntry): object => ({
  address: keyText(key),
  number: integer(number),
  sequence: integer(sequence),
  digest,
  ...(difference !== null && { difference }),
});

const inBatches = async (rows: readonly object[], send: (some: readonly object[]) => PromiseLike<unknown>) => {
  for (let i = 0; i < rows.length; i += BATCH) await send(rows.slice(i, i + BATCH));
};

export const logOf = (tx: Tx): LogWriter => ({
  last: async () => {
    const [row] = (await tx.run(LAST_SET)).records;
    return row === undefined ? null : (row.toObject() as unknown as SetRow);
  },
  entriesOf: async (number, keys: readonly Key[]) => {
    const entries: LogEntry[] = [];
    await inBatches(
      keys.map((key) => ({ address: keyText(key) })),
      async (rows) => {
        const { records } = await tx.run(ENTRIES_OF, { rows, number: integer(number) });
        entries.push(...records.map((record) => entryOf(record.toObject())));
      },
    );
    return entries;
  },
  saveSet: async ({ number, records, ...set }) => {
    const properties = { ...set, number: integer(number), records: integer(records) };
    await tx.run(SAVE_SET, { number: integer(number), properties });
  },
  saveEntries: (entries, isNew) =>
    inBatches(entries.map(nodeOfEntry), (rows) => tx.run(isNew ? ADD_ENTRIES : SAVE_ENTRIES, { rows })),
  saveDropped: (dropped) =>
    inBatches(
      dropped.map(({ target, source, number }) => ({
        target: keyText(target),
        source: keyText(source),
        number: integer(number),
      })),
      (rows) => tx.run(SAVE_DROPPED, { rows }),
    ),
});

/** The same with what rewrites it. */
const rewriterOf = (tx: Tx): LogRewriter => ({
  ...logOf(tx),
  kept: keptIn(tx),
  forget: async (number, limit) => {
    await tx.run(FORGET_SETS, { number: integer(number) });
    const { records } = await tx.run(FORGET_ENTRIES, { number: integer(number), limit: integer(limit) });
    return records[0]!.get('forgotten');
  },
  revise: (revisions) =>
    inBatches(
      revisions.map(({ key, revision }) => ({
        address: keyText(key),
        revision: revision === null ? null : integer(revision),
      })),
      (rows) => tx.run(REVISE, { rows }),
    ),
});

/** Rewrites the log, in a transaction of its own; the store has another version after that. */
export const rewriteLog = (sessions: Sessions, changes: LogRewrite): Promise<number> =>
  sessions.write(async (tx) => {
    const result = await rewrite(rewriterOf(tx), changes);
    await tx.run(RAISE_VERSION, { changed: new Date().toISOString() });
    return { result, commit: true };
  });
