import type { ChangeKind, LogEntry, LogWriter, SetRow } from '../../log/change-sets.ts';
import type { Key, TypeName } from '../../model/ids.ts';
import { droppedOn } from '../../log/dropped.ts';
import type { State } from '../../log/state.ts';
import { rewrite, type LogRewrite, type LogRewriter } from '../../log/rewrite.ts';
import { keptIn } from './entries.ts';
import { parsedOrNull } from '../json.ts';
import { inWrite } from './log.ts';
import { insertRows, type Database } from './sqlite.ts';

/*
 * The log of change sets in its tables, as the transaction of a write needs it.
 */

export const SET = 'number, at, author, comment, kind, open, types, records, seal';

/** A change set from its row. */
export const setOf = (row: Record<string, any>): SetRow => ({
  number: row['number'],
  at: row['at'],
  by: row['author'],
  comment: row['comment'],
  kind: row['kind'] as ChangeKind,
  open: row['open'] !== 0,
  types: (parsedOrNull(row['types']) ?? []) as TypeName[],
  records: row['records'],
  seal: row['seal'],
});

/** The number of a record that is there. */
export const ridOf = (database: Database, { type, id }: Key): number =>
  database.prepare('SELECT rid FROM record WHERE type = ? AND id = ?').get(type, id).rid;

/** `rid`: the number of a record that is there. */
export const logOf = (database: Database, rid = (key: Key): number => ridOf(database, key)): LogWriter => {
  return {
    last: () => {
      const row = database.prepare(`SELECT ${SET} FROM change_set ORDER BY number DESC LIMIT 1`).get();
      return row === undefined ? null : setOf(row);
    },
    entriesOf: (number, keys) => {
      const find = database.prepare(
        `SELECT c.number, c.sequence, c.digest, c.difference FROM record r JOIN change c ON c.rid = r.rid AND c.number = ?
         WHERE r.type = ? AND r.id = ?`,
      );
      return keys.flatMap((key): LogEntry[] => {
        const row: Omit<LogEntry, 'key'> | undefined = find.get(number, key.type, key.id);
        return row === undefined ? [] : [{ ...row, key }];
      });
    },
    saveSet: ({ number, at, by, comment, kind, open, types, records, seal }) => {
      database
        .prepare(`INSERT OR REPLACE INTO change_set (${SET}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
        .run(number, at, by, comment, kind, open ? 1 : 0, JSON.stringify(types), records, seal);
      const list = database.prepare('INSERT OR IGNORE INTO set_type VALUES (?, ?)');
      for (const type of types) list.run(type, number);
    },
    saveEntries: (entries) =>
      insertRows(
        database,
        'change',
        entries.map(({ key, number, sequence, digest, difference }) => [
          rid(key),
          number,
          sequence,
          digest,
          difference,
        ]),
        'ON CONFLICT (rid, number) DO UPDATE SET sequence = excluded.sequence, digest = excluded.digest, difference = excluded.difference',
      ),
    saveDropped: (dropped) => {
      const save = database.prepare(
        `INSERT OR IGNORE INTO dropped SELECT t.rid, ?, s.rid FROM record t, record s
         WHERE t.type = ? AND t.id = ? AND s.type = ? AND s.id = ?`,
      );
      for (const { target, source, number } of dropped)
        save.run(number, target.type, target.id, source.type, source.id);
    },
  };
};

/** The same with what rewrites it. */
const rewriterOf = (database: Database): LogRewriter => ({
  ...logOf(database),
  kept: keptIn(database),
  forget: (number, limit) => {
    database.prepare('DELETE FROM change_set WHERE number < ?').run(number);
    database.prepare('DELETE FROM dropped WHERE number <= ?').run(number);
    database.prepare('DELETE FROM set_type WHERE number <= ?').run(number);
    return Number(
      database
        .prepare('DELETE FROM change WHERE (rid, number) IN (SELECT rid, number FROM change WHERE number <= ? LIMIT ?)')
        .run(number, limit).changes,
    );
  },
  revise: (revisions) => {
    const revise = database.prepare('UPDATE record SET revision = ? WHERE type = ? AND id = ?');
    for (const { key, revision } of revisions) revise.run(revision, key.type, key.id);
  },
});

/** Rewrites the log, in a transaction of its own; the store has another version after that. */
export const rewriteLog = (database: Database, changes: LogRewrite): Promise<number> =>
  inWrite(database, async () => {
    const forgotten = await rewrite(rewriterOf(database), changes);
    database.prepare('UPDATE meta SET version = version + 1').run();
    return forgotten;
  });

/** The log of a store that is taken over into another file; of an earlier version there is none. */
export const oldLog = (old: Database, next: Database) => {
  const tables = old.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name IN ('change_set', 'change')").get();
  const isThere = tables.n === 2;
  const find = isThere ? old.prepare('SELECT revision FROM record WHERE type = ? AND id = ?') : null;
  const changes = isThere
    ? old.prepare(
        `SELECT c.number, c.sequence, c.digest, c.difference FROM record r JOIN change c ON c.rid = r.rid
         WHERE r.type = ? AND r.id = ?`,
      )
    : null;
  return {
    revisionOf: ({ type, id }: Key): number | null => find?.get(type, id)?.revision ?? null,
    copySets: (): void => {
      if (!isThere) return;
      const log = logOf(next);
      for (const row of old.prepare(`SELECT ${SET} FROM change_set ORDER BY number`).all())
        void log.saveSet(setOf(row));
    },
    /** Which references were taken away from a record, by what it was; to records that are there. */
    copyDropped: (key: Key): void => {
      const row = isThere
        ? old.prepare('SELECT written, moved_to AS movedTo FROM record WHERE type = ? AND id = ?').get(key.type, key.id)
        : undefined;
      if (row !== undefined)
        void logOf(next).saveDropped(
          droppedOn(key, row as State, (changes!.all(key.type, key.id) as Omit<LogEntry, 'key'>[]).toReversed()),
        );
    },
    /** To a record that is there. */
    copyChanges: (key: Key): void => {
      const rows = (changes?.all(key.type, key.id) ?? []) as Omit<LogEntry, 'key'>[];
      void logOf(next).saveEntries(
        rows.map((row) => ({ ...row, key })),
        true,
      );
    },
  };
};
