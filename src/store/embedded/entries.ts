import {
  ENTRY_SPACES,
  placedInSeries,
  seriesOf,
  type Entry,
  type EntryChange,
  type EntrySpace,
  type KeptEntries,
  type WhichEntries,
} from '../entries.ts';
import { inWrite } from './log.ts';
import { inTransaction, type Database } from './sqlite.ts';

/** What the service keeps for itself beside the graph (../entries.ts). */
export const ENTRY_TABLE = `
CREATE TABLE entry (space TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER, PRIMARY KEY (space, name)) STRICT, WITHOUT ROWID;
CREATE INDEX entry_expires ON entry (expires) WHERE expires IS NOT NULL;
`;

const NOW = 'AND (expires IS NULL OR expires > ?)';

/** What comes behind every name that begins with a prefix: U+10FFFF ends no name. */
const LAST = '\u{10FFFF}';

/** Entries of a space in order of name. */
export const readEntries = (database: Database, space: EntrySpace, which: WhichEntries): Entry[] => {
  const now = Date.now();
  if (which === null)
    return database
      .prepare(`SELECT name, value, expires FROM entry WHERE space = ? ${NOW} ORDER BY name`)
      .all(space, now);
  if ('prefix' in which)
    return database
      .prepare(
        `SELECT name, value, expires FROM entry WHERE space = ? AND name >= ? AND name > ? AND name < ? ${NOW} ORDER BY name LIMIT ?`,
      )
      .all(space, which.prefix, which.after, which.prefix + LAST, now, which.limit);
  const find = database.prepare(`SELECT name, value, expires FROM entry WHERE space = ? AND name = ? ${NOW}`);
  return which.flatMap((name) => (find.get(space, name, now) as Entry | undefined) ?? []);
};

/** Puts entries, within a transaction; those whose time has come go. */
export const putEntries = (database: Database, changes: readonly EntryChange[]): void => {
  database.prepare('DELETE FROM entry WHERE expires <= ?').run(Date.now());
  const remove = database.prepare('DELETE FROM entry WHERE space = ? AND name = ?');
  const put = database.prepare('INSERT OR REPLACE INTO entry (space, name, value, expires) VALUES (?, ?, ?, ?)');
  const keep = ({ space, name, value, expires = null }: EntryChange): unknown =>
    value === null ? remove.run(space, name) : put.run(space, name, value, expires);
  for (const change of changes) {
    if (change.inSeries === true) {
      // Nobody else writes meanwhile, so that places are in the order of commits.
      const [last] = readEntries(database, change.space, [seriesOf(change.name)]);
      placedInSeries(change, last?.value ?? null).forEach(keep);
    } else keep(change);
  }
};

/** Both, for a transaction. */
export const keptIn = (database: Database): KeptEntries => ({
  read: (...of) => readEntries(database, ...of),
  put: (changes) => putEntries(database, changes),
});

/** Puts entries in a transaction of its own. */
export const keepEntries = (database: Database, changes: readonly EntryChange[]): Promise<void> =>
  inWrite(database, () => putEntries(database, changes));

/** Takes over what another database keeps, where it does. */
export const copyEntries = async (from: Database, to: Database): Promise<void> => {
  const has = from.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'entry'").get() !== undefined;
  if (!has) return;
  const changes = ENTRY_SPACES.flatMap((space) => readEntries(from, space, null).map((entry) => ({ space, ...entry })));
  await inTransaction(to, () => putEntries(to, changes));
};
