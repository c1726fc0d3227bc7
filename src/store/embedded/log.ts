import { monotonicMs } from '../../verify/clock.ts';
import {
  inTransaction,
  isBusy,
  isWritable,
  openDatabase,
  PATIENCE_MS,
  pause,
  type Database,
  type Within,
} from './sqlite.ts';

/*
 * What is committed stands in the log of the database (`-wal`) until it is brought into its file. A file that somebody
 * copied without its log looks whole and lacks the last changes. So before anything goes into the log, the file itself
 * says that there is one (`meta.logged`); and it says so until all is in the file again.
 */

/** How long others are waited for, so that all of the log goes into the file. */
const GLANCE_MS = 1000;
/** How long between two tries: who brings a log into a file lets nobody else do so, and nobody wait for it. */
const PAUSE_MS = 20;

/** Begins a transaction that writes; the file says before that it has a log. */
export const beginWrite = (database: Database): void => {
  for (;;) {
    beginLog(database);
    database.exec('BEGIN IMMEDIATE');
    if (isLogged(database)) return;
    // Another process emptied the log in between.
    database.exec('ROLLBACK');
  }
};

/** Whether another process is in a transaction that writes. */
export const isWrittenTo = (path: string): boolean => {
  if (!isWritable(path)) return false;
  const database = openDatabase(path, { readOnly: false, logged: false });
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN IMMEDIATE; ROLLBACK');
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    database.close();
  }
};

/** Does some work in such a transaction. */
export const inWrite: Within = (database, work) => inTransaction(database, work, beginWrite);

/** Lets the file say that it has a log. */
export const beginLog = (database: Database): void => {
  if (isLogged(database)) return;
  database.exec('UPDATE meta SET logged = 1');
  // Whoever copies the log to elsewhere all the time holds it; nobody is to wait for that.
  database.exec(
    `PRAGMA busy_timeout = ${GLANCE_MS}; PRAGMA wal_checkpoint(FULL); PRAGMA busy_timeout = ${PATIENCE_MS}`,
  );
};

/** Brings everything into the file when a store is closed, as far as no other process is at work. */
export const endLog = (database: Database): void => {
  database.exec(`PRAGMA busy_timeout = ${GLANCE_MS}`);
  if (isLogged(database)) emptyLog(database);
};

/**
 * Brings everything into the file, lets it say so, and empties the log, in this order: killed in between, it leaves a
 * log with something in it, or a file that says that it needs none. Whether it came to that; where others are at work,
 * it is tried for a while: of two that close a store at once, each may keep the other from it, and neither comes again.
 */
export const emptyLog = (database: Database): boolean => {
  for (const until = monotonicMs() + GLANCE_MS; ; pause(PAUSE_MS)) {
    if (tryEmpty(database)) return true;
    if (monotonicMs() >= until) return false;
  }
};

const tryEmpty = (database: Database): boolean => {
  const before = othersWrote(database);
  if (!intoFile(database, 'FULL')) return false;
  try {
    database.exec('BEGIN IMMEDIATE');
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
  // What another process wrote since then stands in the log alone.
  const isWhole = othersWrote(database) === before;
  if (isWhole) database.exec('UPDATE meta SET logged = 0');
  database.exec('COMMIT');
  return isWhole && intoFile(database, 'TRUNCATE');
};

const isLogged = (database: Database): boolean => database.prepare('SELECT logged FROM meta').get().logged === 1;

/** A number that is another one once another connection has written. */
const othersWrote = (database: Database): number => database.prepare('PRAGMA data_version').get().data_version;

/** Whether all that is in the log went into the file, and with TRUNCATE the log is empty. */
const intoFile = (database: Database, how: 'FULL' | 'TRUNCATE'): boolean =>
  database.prepare(`PRAGMA wal_checkpoint(${how})`).get().busy === 0;
