import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { endClosed, isBusy, openDatabase, PATIENCE_MS, type Database } from './sqlite.ts';

/*
 * A database that nobody else has open, and files that take the place of others.
 */

/**
 * Opens a database that no other process has open, and keeps all others from writing to it; null where one has. All
 * that it holds is in the one file then.
 */
export const openAlone = async (path: string): Promise<Database | null> => {
  const first = tryAlone(path, 0);
  if (first !== null) return first;
  await endClosed();
  return tryAlone(path, PATIENCE_MS);
};

const tryAlone = (path: string, patienceMs: number): Database | null => {
  const database = openDatabase(path, { readOnly: false, logged: false, tolerant: true });
  try {
    // That it changes says that nobody else is here.
    database.exec(`PRAGMA busy_timeout = ${patienceMs}; PRAGMA journal_mode = DELETE; BEGIN IMMEDIATE`);
    if (hasLogMark(database)) database.exec('UPDATE meta SET logged = 0; COMMIT; BEGIN IMMEDIATE');
    return database;
  } catch (error) {
    database.close();
    if (isBusy(error)) return null;
    throw error;
  }
};

/** Whether a database says of itself that it has a log (log.ts); earlier ones do not. */
export const hasLogMark = (database: Database): boolean =>
  database.prepare("SELECT 1 FROM pragma_table_info('meta') WHERE name = 'logged'").get() !== undefined;

/** Lets a file take a name, and with it the place of what had it, so that it lasts through a power failure. */
export const takeName = (file: string, name: string): void => {
  sync(file);
  renameSync(file, name);
  sync(dirname(name));
};

const sync = (path: string): void => {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};
