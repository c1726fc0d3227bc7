import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { addFunctions } from './checksums.ts';

/** The part of the `node:sqlite` interface that is used here. */
export type Statement = {
  run(...values: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  get(...values: unknown[]): any;
  all(...values: unknown[]): any[];
};
export type Database = { exec(sql: string): void; prepare(sql: string): Statement; close(): void };
type Bound = Database & {
  function(name: string, call: (value: string) => null): void;
  function(
    name: string,
    options: { deterministic: boolean; varargs?: boolean },
    call: (...values: any[]) => string | number | null,
  ): void;
};
type Binding = { DatabaseSync: new (path: string, options?: { readOnly?: boolean }) => Bound };

/**
 * SQLite from a package with prebuilt binaries, on every Node. The one that Node carries from 22.13 on has the same
 * interface, and is not the same: it binds whole numbers as others, so that `->> ?` finds no member of a list, and warns
 * that it is an experiment; and a store would be read by another SQLite with each Node.
 */
const binding = (): Binding => createRequire(import.meta.url)('@photostructure/sqlite') as Binding;

/** Whether this user may write to a database; SQLite writes beside its file too. */
export const isWritable = (path: string): boolean => {
  try {
    accessSync(dirname(path), constants.W_OK);
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** How a database is named that is only read: where nothing can be written beside it, as one that does not change. */
const toRead = (path: string): string =>
  isWritable(path) || existsSync(`${path}-wal`) ? path : `${pathToFileURL(path).href}?immutable=1`;

/** How long a writer waits for another process's, in milliseconds. */
export const PATIENCE_MS = 5000;

/**
 * Opens a database file. Readers never wait for the writer (WAL); a writer waits up to five seconds for another
 * process's; `synchronous = NORMAL` keeps the file whole through a crash of the process or the machine.
 * `logged: false` leaves the way of writing as the file has it; `tolerant`: a damaged record is one without an answer.
 */
export const openDatabase = (
  path: string,
  { readOnly, logged = !readOnly, tolerant = false }: { readOnly: boolean; logged?: boolean; tolerant?: boolean },
): Database => {
  const database = new (binding().DatabaseSync)(readOnly ? toRead(path) : path, { readOnly });
  database.exec(
    `PRAGMA busy_timeout = ${PATIENCE_MS}; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;${logged ? ' PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;' : ''}`,
  );
  addFunctions(database, tolerant);
  let isOpen = true;
  const ready = new Map<string, Statement>();
  return {
    exec: (sql) => database.exec(sql),
    prepare: (sql) => prepareOnce(database, ready, sql),
    close: () => {
      // What is still prepared would keep the connection.
      ready.clear();
      if (isOpen) database.close();
      isOpen = false;
    },
  };
};

/** What a query finds, one JSON text a row, asked of a connection that is gone at once: it prepares no statement, see `endClosed`. */
export const askOnce = (path: string, query: string): unknown[] => {
  const database = new (binding().DatabaseSync)(toRead(path), { readOnly: true });
  const rows: unknown[] = [];
  try {
    database.function('tell', (row) => {
      rows.push(JSON.parse(row));
      return null;
    });
    database.exec(`PRAGMA busy_timeout = ${PATIENCE_MS}; SELECT tell(row) FROM (${query})`);
  } finally {
    database.close();
  }
  return rows;
};

/** Gives a transaction up after an error, which is what is told: SQLite may have done so itself, as where the disk is full. */
export const giveUp = (database: Database): void => {
  try {
    database.exec('ROLLBACK');
  } catch {
    // There is none any more.
  }
};

/** Does some work in a transaction: all of it, or where it fails nothing. */
export type Within = <T>(database: Database, work: () => T | Promise<T>) => Promise<T>;

export const inTransaction = async <T>(
  database: Database,
  work: () => T | Promise<T>,
  begin = (on: Database): void => on.exec('BEGIN IMMEDIATE'),
): Promise<T> => {
  try {
    begin(database);
    const done = await work();
    database.exec('COMMIT');
    return done;
  } catch (error) {
    giveUp(database);
    throw error;
  }
};

/** Lets this thread wait. */
export const pause = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};

/** What to tell of that. */
export const BUSY = `another process is writing to this store, and has not ended within ${PATIENCE_MS / 1000} seconds; try again once it has`;

/** Whether an error says that another connection is at work. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error && /database is (locked|busy)/.test(error.message);

/** Whether an error says that pages of a file are none of a database. */
export const isCorrupt = (error: unknown): boolean =>
  error instanceof Error && /malformed|not a database/.test(error.message);

/**
 * Ends the connections of this process that were closed. A connection of the package ends with its last statement, and
 * that only when it is collected; until then it counts as one that has the file open.
 */
export const endClosed = async (): Promise<void> => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let turn = 0; turn < 3; turn++) {
    collect();
    await nextTurn();
  }
};

/** How many statements a connection keeps ready: more than there are shapes of a question, but for very long ones. */
const STATEMENTS = 500;

/** Preparing a short query takes longer than answering it, so a connection keeps those that it has used. None is left half read. */
const prepareOnce = (database: Bound, ready: Map<string, Statement>, sql: string): Statement => {
  const known = ready.get(sql);
  if (known !== undefined) return known;
  const statement = database.prepare(sql);
  if (ready.size === STATEMENTS) ready.delete(ready.keys().next().value!);
  ready.set(sql, statement);
  return statement;
};

/** How many rows one statement inserts: sixteen at a time cost half of what single ones do, more are hardly faster. */
const ROWS = 32;

/** Inserts rows of all columns of a table; `conflict` says what becomes of one that is there. */
export const insertRows = (
  database: Database,
  table: string,
  rows: readonly (readonly unknown[])[],
  conflict = '',
): void => {
  const columns = rows[0]?.length ?? 0;
  const row = `(${Array(columns).fill('?').join(', ')})`;
  const many = `INSERT INTO ${table} VALUES ${Array(ROWS).fill(row).join(', ')} ${conflict}`;
  const whole = rows.length - (rows.length % ROWS);
  for (let i = 0; i < whole; i += ROWS) database.prepare(many).run(...rows.slice(i, i + ROWS).flat());
  for (const values of rows.slice(whole))
    database.prepare(`INSERT INTO ${table} VALUES ${row} ${conflict}`).run(...values);
};
