import { existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DictumError } from '../../model/errors.ts';
import { StoreRefused } from '../migration.ts';
import { derivationOf, makeTables, type Derivation } from './schema.ts';
import { isWrittenTo } from './log.ts';
import { isCorrupt, openDatabase, pause } from './sqlite.ts';

/** The database file of a folder. */
export const databaseIn = (folder: string): string => join(folder, 'dictum.sqlite');

/** Which file stands in a folder: its number on its device; null where none does. */
export const fileIn = (folder: string): string | null => {
  const found = statSync(databaseIn(folder), { throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev} ${found.ino}`;
};

/**
 * Refuses to go on with a file that was removed, or another took its place: whoever has it open would read it, and write
 * to it, for ever.
 * @throws DictumError `store-unreachable`
 */
export const refuseReplaced = (folder: string, opened: string | null): void => {
  const found = fileIn(folder);
  if (found === opened) return;
  const path = databaseIn(folder);
  const became =
    found === null ? 'the database file was removed' : 'another database file was put in the place of the one';
  throw new DictumError(
    'store-unreachable',
    `${became} that this process has open; stop the service, see to it that the right file is there (dictum restore), and start it`,
    { cause: new Error(`${path} is not the file that was opened`) },
  );
};

/** The log of a database, which holds what is not in its file yet. */
export const logOf = (path: string): string => `${path}-wal`;

/** What a log has at least that has anything in it: its head, and one page with a head of its own. */
const SHORTEST_LOG = 32 + 24 + 4096;

/** Whether a database has a log with something in it; one that was cut off before its first page has nothing. */
export const hasLog = (path: string): boolean =>
  (statSync(logOf(path), { throwIfNoEntry: false })?.size ?? 0) >= SHORTEST_LOG;

/**
 * Makes the folder and a database in it where there is none, and says what the one that is there was derived by.
 * @throws StoreRefused where this program can do nothing with it
 */
export const prepareFolder = (folder: string): Derivation => {
  mkdirSync(folder, { recursive: true });
  const path = databaseIn(folder);
  if (!existsSync(path)) makeDatabase(path);
  return examine(path);
};

/**
 * Says what a database was derived by.
 * @throws StoreRefused where this program can do nothing with it
 */
export const examine = (path: string): Derivation => {
  // Whoever closes the store brings its log into the file before the file says so.
  for (let look = 1; ; look++) {
    // Looking into the file makes an empty log.
    const wasLogged = hasLog(path);
    const found = inspect(path);
    if (!found.logged || wasLogged) return found;
    if (look === LOOKS) {
      if (isWrittenTo(path)) return found;
      throw new StoreRefused(
        `${path} was copied without its log, in which its last changes are; put ${logOf(path)} beside it, or restore a backup; dictum restore --as-is takes the file without them`,
      );
    }
    pause(PAUSE_MS);
  }
};

/** How often, and after how long each time, it is looked whether a file says that it is whole. */
const [LOOKS, PAUSE_MS] = [4, 100];

/** A new database gets its name once it is whole, so that one without tables is never one that is being made. */
const makeDatabase = (path: string): void => {
  if (existsSync(logOf(path)))
    throw new StoreRefused(
      `${path} is missing, and its log ${logOf(path)} is there; put the file back beside it, or remove the log to begin with an empty graph`,
    );
  const fresh = `${path}.new-${process.pid}`;
  rmSync(fresh, { force: true });
  const database = openDatabase(fresh, { readOnly: false, logged: false });
  try {
    makeTables(database);
  } finally {
    database.close();
  }
  giveName(fresh, path);
};

/** Gives a file a name that no other has; where another process was first, its file stays. */
const giveName = (file: string, name: string): void => {
  try {
    linkSync(file, name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // File systems without links.
    if (code !== 'EEXIST') return renameSync(file, name);
  }
  rmSync(file, { force: true });
};

const inspect = (path: string): Derivation => {
  try {
    return derivationOf(path);
  } catch (error) {
    if (!isCorrupt(error)) throw error;
    throw new StoreRefused(
      `${path} is no database, or a damaged one; restore it from a backup (dictum restore), or name another folder with --data`,
    );
  }
};
