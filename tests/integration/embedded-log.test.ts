import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseIn, examine, logOf } from '../../src/store/embedded/file.ts';
import { beginWrite, emptyLog, endLog } from '../../src/store/embedded/log.ts';
import { purge } from '../../src/store/embedded/purge.ts';
import { openDatabase, type Database } from '../../src/store/embedded/sqlite.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import { temporaryFolder } from '../support/engines.ts';
import { write as writeRecords } from '../support/store.ts';
import { claim } from '../support/world.ts';

/*
 * Whenever a process is killed, the files that it leaves can be opened: the file says that it needs its log only as
 * long as there is something in that.
 */

let folder = '';
beforeEach(async () => {
  folder = await temporaryFolder();
  const store = openEmbedded({ folder, readers: 0, timeoutMs: 10_000 });
  await writeRecords(store, claim('c'));
  await store.close();
});
afterEach(() => rm(folder, { recursive: true }));

/** A copy of the files as somebody finds them who comes after a process that was killed now. */
const left = (name: string): string => {
  const copy = join(folder, name);
  mkdirSync(copy);
  copyFileSync(databaseIn(folder), databaseIn(copy));
  if (existsSync(logOf(databaseIn(folder)))) copyFileSync(logOf(databaseIn(folder)), logOf(databaseIn(copy)));
  return databaseIn(copy);
};

/** What is left after each statement of some work. */
const leftAfterEach = async (work: (database: Database) => void | Promise<void>): Promise<string[]> => {
  const database = openDatabase(databaseIn(folder), { readOnly: false });
  const copies: string[] = [];
  const keep = <T>(result: T): T => {
    copies.push(left(`copy-${copies.length}`));
    return result;
  };
  const watched = {
    exec: (text: string) => keep(text.split(';').forEach((each) => keep(database.exec(each)))),
    prepare: (text: string) => {
      const statement = database.prepare(text);
      return { get: (...values: never[]) => keep(statement.get(...values)) };
    },
  } as unknown as Database;
  try {
    await work(watched);
  } finally {
    database.close();
  }
  return copies;
};

describe('the log of the embedded store', () => {
  it('is begun and brought into the file so that no moment leaves what cannot be opened', async () => {
    const copies = await leftAfterEach((database) => {
      write(database);
      endLog(database);
    });
    expect(copies.length).toBeGreaterThan(8);
    for (const copy of copies) expect(examine(copy).by).toBe('this');
    expect(examine(copies.at(-1)!).logged).toBe(false);
  });

  it('is emptied so by an erasure, and begun again by the next write', async () => {
    const copies = await leftAfterEach(async (database) => {
      write(database);
      await purge(database, folder);
      write(database);
    });
    for (const copy of copies) expect(examine(copy).by).toBe('this');
    expect(examine(copies.at(-1)!).logged).toBe(true);
  });

  it('stays what the file needs where another writes meanwhile', () =>
    withTwo((one, other) => {
      write(one);
      other.exec('BEGIN IMMEDIATE; UPDATE meta SET version = version + 1');
      one.exec('PRAGMA busy_timeout = 10');
      expect(emptyLog(one)).toBe(false);
      other.exec('COMMIT');
      expect(examine(left('copy')).logged).toBe(true);
    }));

  it('is brought into the file by the last of those that close the store at once', () =>
    withTwo((one, other) => {
      write(other);
      write(one);
      let late = 1;
      // The other writes after its log was brought into the file, and before that says so.
      const interrupted = before(one, 'BEGIN IMMEDIATE', () => late-- > 0 && write(other));
      expect(emptyLog(interrupted)).toBe(true);
      expect(examine(left('copy')).logged).toBe(false);
    }));

  it('is begun for a write also where another ended it just before', () =>
    withTwo((one, other) => {
      write(other);
      let late = 1;
      beginWrite(before(one, 'BEGIN IMMEDIATE', () => late-- > 0 && endLog(other)));
      one.exec('UPDATE meta SET version = version + 1; COMMIT');
      expect(examine(left('copy')).logged).toBe(true);
    }));

  it('may be empty while a process is about to write its first', () =>
    withTwo((one, other) => {
      beginWrite(before(one, 'BEGIN IMMEDIATE', () => other.exec('PRAGMA wal_checkpoint(TRUNCATE)')));
      expect(examine(databaseIn(folder)).by).toBe('this');
      one.exec('ROLLBACK');
      expect(() => examine(databaseIn(folder))).toThrow('was copied without its log');
    }));
});

const write = (database: Database): void => {
  beginWrite(database);
  database.exec('UPDATE meta SET version = version + 1; COMMIT');
};

/** A connection that lets something be done before it does what is named. */
const before = (database: Database, text: string, act: () => unknown): Database => ({
  ...database,
  exec: (each) => {
    if (each === text) act();
    database.exec(each);
  },
});

const withTwo = (work: (one: Database, other: Database) => void): void => {
  const [one, other] = [0, 1].map(() => openDatabase(databaseIn(folder), { readOnly: false })) as [Database, Database];
  try {
    work(one, other);
  } finally {
    one.close();
    other.close();
  }
};
