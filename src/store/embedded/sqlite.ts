import { createRequire } from 'node:module';

/** The part of the `node:sqlite` interface that is used here. */
export type Statement = {
  run(...values: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  get(...values: unknown[]): any;
  all(...values: unknown[]): any[];
};
export type Database = { exec(sql: string): void; prepare(sql: string): Statement; close(): void };
type Binding = { DatabaseSync: new (path: string, options?: { readOnly?: boolean }) => Database };

/** SQLite as Node carries it from 22.13 on; before that the same interface from a package with prebuilt binaries. */
const binding = (): Binding =>
  (process.getBuiltinModule?.('node:sqlite') as Binding | undefined) ?? (createRequire(import.meta.url)('@photostructure/sqlite') as Binding);

/**
 * Opens a database file. Readers never wait for the writer (WAL); a writer waits up to five seconds for another
 * process's; `synchronous = NORMAL` keeps the file whole through a crash of the process or the machine.
 */
export const openDatabase = (path: string, { readOnly }: { readOnly: boolean }): Database => {
  const database = new (binding().DatabaseSync)(path, { readOnly });
  database.exec(`PRAGMA busy_timeout = 5000; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;${readOnly ? '' : ' PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;'}`);
  return database;
};
