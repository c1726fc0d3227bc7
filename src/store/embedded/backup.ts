import {
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { StoreRefused } from '../migration.ts';
import type { Backup } from '../port.ts';
import { hasLogMark, openAlone, takeName } from './alone.ts';
import { databaseIn, examine, hasLog, logOf } from './file.ts';
import { derivationOf } from './schema.ts';
import { isCorrupt, openDatabase, type Database } from './sqlite.ts';

/*
 * A backup is a database file of its own, which SQLite writes from one state of the store while others read and write.
 */

/** Writes a backup of the store in a folder, of whichever version that is; the file gets its name once it is whole. */
export const backUp = (folder: string, file: string): Backup => {
  const path = databaseIn(folder);
  if (!existsSync(path)) throw new StoreRefused(`there is no store in ${folder}; name another folder with --data`);
  examine(path);
  if (existsSync(file) && realpathSync(file) === realpathSync(path))
    throw new StoreRefused(`${file} is the store itself; name another file`);
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const database = openDatabase(path, { readOnly: false, logged: false });
  try {
    database.prepare('VACUUM INTO ?').run(part);
  } finally {
    database.close();
  }
  const backup = settled(part);
  takeName(part, file);
  return backup;
};

/** Lets a file that is whole say so, and tells what it holds. @throws StoreRefused where it is damaged */
const settled = (file: string): Backup => {
  const database = openDatabase(file, { readOnly: false, logged: false });
  try {
    // What a log holds goes into the file.
    database.exec('PRAGMA journal_mode = DELETE');
    if (hasLogMark(database)) database.exec('UPDATE meta SET logged = 0');
    const [damage] = database.prepare('PRAGMA quick_check(1)').all() as { quick_check: string }[];
    if (damage!.quick_check !== 'ok') throw new StoreRefused(`${file} is damaged: ${damage!.quick_check}`);
    const { records } = database.prepare('SELECT count(*) AS records FROM record').get() as { records: number };
    return { records, change: lastChangeIn(database) };
  } finally {
    database.close();
  }
};

/** The number of the last change set; null where an earlier version left no log. */
const lastChangeIn = (database: Database): number | null => {
  if (database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'change_set'").get() === undefined) return null;
  return (database.prepare('SELECT max(number) AS last FROM change_set').get() as { last: number | null }).last;
};

/**
 * `replace`: in the place of a store that is there, which is kept beside it; `asIs`: also a copy that lacks its log,
 * and with it the last changes.
 */
export type RestoreOptions = { replace?: boolean; asIs?: boolean };
/** What was restored, and under which name what it replaces is kept. */
export type Restored = Backup & { kept: string | null };

const MAGIC = 'SQLite format 3\0';

/** Whether a file is a database, by how it begins. */
export const isDatabase = (file: string): boolean => {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(MAGIC.length);
    return readSync(handle, bytes) === MAGIC.length && bytes.toString('latin1') === MAGIC;
  } finally {
    closeSync(handle);
  }
};

/**
 * Makes a store of a backup, or of another copy of a store.
 * @throws StoreRefused where the file is none of ours, lacks its log, or a store is there
 */
export const restore = async (
  folder: string,
  file: string,
  { replace = false, asIs = false }: RestoreOptions = {},
): Promise<Restored> => {
  mkdirSync(folder, { recursive: true });
  const [path, part] = [databaseIn(folder), join(folder, 'dictum.sqlite.part')];
  if (existsSync(path) && !replace)
    throw new StoreRefused(
      `there is a store in ${folder}; name another folder with --data, or take its place with --replace`,
    );
  copyWithLog(file, part);
  const { logged } = derivationOf(part);
  if (logged && !hasLog(file) && !asIs)
    throw new StoreRefused(
      `${file} was copied without its log, in which its last changes are; put ${logOf(file)} beside it, or take it without them with --as-is`,
    );
  const backup = settled(part);
  return { ...backup, kept: await takePlace(part, path) };
};

const copyWithLog = (file: string, to: string): void => {
  for (const old of [to, logOf(to), `${to}-shm`]) rmSync(old, { force: true });
  copyFileSync(file, to);
  if (existsSync(logOf(file))) copyFileSync(logOf(file), logOf(to));
};

/** Lets a file take the place of a store that nobody has open, which is kept under another name; that, where there was one. */
const takePlace = async (file: string, path: string): Promise<string | null> => {
  const old = existsSync(path) ? await openedAlone(path) : null;
  try {
    const kept = existsSync(path) ? join(dirname(path), 'dictum-replaced.sqlite') : null;
    if (kept !== null) {
      rmSync(kept, { force: true });
      linkSync(path, kept);
    }
    // What the log of another file holds is not this one's.
    for (const rest of [logOf(path), `${path}-shm`]) rmSync(rest, { force: true });
    takeName(file, path);
    return kept;
  } finally {
    old?.exec('ROLLBACK');
    old?.close();
  }
};

/** What is no database nobody has open. */
const openedAlone = async (path: string): Promise<Database | null> => {
  try {
    const database = await openAlone(path);
    if (database === null) throw new StoreRefused(`${path}: another process has it open; stop that one first`);
    return database;
  } catch (error) {
    if (isCorrupt(error)) return null;
    throw error;
  }
};
