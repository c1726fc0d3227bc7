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

/** Brings everything into the file, as far as no other process is at work, and lets it say so. */
export const endLog = (database: Database): void => {
  database.exec(`PRAGMA busy_timeout = ${GLANCE_MS}`);
  const meta = database.prepare('SELECT version, logged FROM meta');
  const { version, logged } = meta.get() as { version: number; logged: number };
  if (logged === 0 || !intoFile(database)) return;
  try {
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    if (isBusy(error)) return;
    throw error;
  }
  // What another process wrote since then stands in the log alone.
  if (meta.get().version === version) database.exec('UPDATE meta SET logged = 0');
  database.exec('COMMIT');
  intoFile(database);
};

/** Whether all that is in the log went into the file. */
const intoFile = (database: Database): boolean => database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get().busy === 0;
