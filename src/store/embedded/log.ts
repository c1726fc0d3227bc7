import { isBusy, PATIENCE_MS, type Database } from './sqlite.ts';

/*
 * What is committed stands in the log of the database (`-wal`) until it is brought into its file. A file that somebody
 * copied without its log looks whole and lacks the last changes. So before anything goes into the log, the file itself
 * says that there is one (`meta.logged`); and it says so until all is in the file again.
 */

/** How long readers are waited for, so that all of the log goes into the file. */
const GLANCE_MS = 1000;

/** Lets the file say that it has a log; to be called before a write. */
export const beginLog = (database: Database): void => {
  if (database.prepare('SELECT logged FROM meta').get().logged === 1) return;
  database.exec('UPDATE meta SET logged = 1');
  // Whoever copies the log to elsewhere all the time holds it; nobody is to wait for that.
  database.exec(
    `PRAGMA busy_timeout = ${GLANCE_MS}; PRAGMA wal_checkpoint(FULL); PRAGMA busy_timeout = ${PATIENCE_MS}`,
  );
};

/** Brings everything into the file when a store is closed, as far as no other process is at work. */
export const endLog = (database: Database): void => {
  database.exec(`PRAGMA busy_timeout = ${GLANCE_MS}`);
  if (database.prepare('SELECT logged FROM meta').get().logged === 1) emptyLog(database);
};

/**
 * Brings everything into the file, lets it say so, and empties the log, in this order: killed in between, it leaves a
 * log with something in it, or a file that says that it needs none. Whether it came to that; others may be at work.
 */
export const emptyLog = (database: Database): boolean => {
  const meta = database.prepare('SELECT version FROM meta');
  const { version } = meta.get() as { version: number };
  if (!intoFile(database, 'FULL')) return false;
  try {
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
  // What another process wrote since then stands in the log alone.
  const isWhole = meta.get().version === version;
  if (isWhole) database.exec('UPDATE meta SET logged = 0');
  database.exec('COMMIT');
  return isWhole && intoFile(database, 'TRUNCATE');
};

/** Whether all that is in the log went into the file, and with TRUNCATE the log is empty. */
const intoFile = (database: Database, how: 'FULL' | 'TRUNCATE'): boolean =>
  database.prepare(`PRAGMA wal_checkpoint(${how})`).get().busy === 0;
