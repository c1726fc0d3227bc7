import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseIn, examine, logOf } from '../../src/store/embedded/file.ts';
import { beginLog, emptyLog, endLog } from '../../src/store/embedded/log.ts';
import { purge } from '../../src/store/embedded/purge.ts';
import { openDatabase, type Database } from '../../src/store/embedded/sqlite.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import { temporaryFolder } from '../support/engines.ts';
import { write } from '../support/store.ts';
import { claim } from '../support/world.ts';

/*
 * Whenever a process is killed, the files that it leaves can be opened: the file says that it needs its log only as
 * long as there is something in that.
 */

let folder = '';
beforeEach(async () => {
  folder = await temporaryFolder();
  const store = openEmbedded({ folder, readers: 0, timeoutMs: 10_000 });
  await write(store, claim('c'));
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
const leftAfterEach = (work: (database: Database) => void): string[] => {
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
    work(watched);
  } finally {
    database.close();
  }
  return copies;
};

describe('the log of the embedded store', () => {
  it('is begun and brought into the file so that no moment leaves what cannot be opened', () => {
    const copies = leftAfterEach((database) => {
      beginLog(database);
      database.exec('UPDATE meta SET version = version + 1');
      endLog(database);
    });
    expect(copies.length).toBeGreaterThan(8);
    for (const copy of copies) expect(examine(copy).by).toBe('this');
    expect(examine(copies.at(-1)!).logged).toBe(false);
  });

  it('is emptied so by an erasure, and begun again by the next write', () => {
    const copies = leftAfterEach((database) => {
      beginLog(database);
      database.exec('UPDATE meta SET version = version + 1');
      purge(database, folder);
      beginLog(database);
    });
    for (const copy of copies) expect(examine(copy).by).toBe('this');
    expect(examine(copies.at(-1)!).logged).toBe(true);
  });

  it('stays what the file needs where another writes meanwhile', () => {
    const [one, other] = [0, 1].map(() => openDatabase(databaseIn(folder), { readOnly: false })) as [
      Database,
      Database,
    ];
    beginLog(one);
    other.exec('BEGIN IMMEDIATE; UPDATE meta SET version = version + 1');
    one.exec('PRAGMA busy_timeout = 10');
    expect(emptyLog(one)).toBe(false);
    other.exec('COMMIT');
    expect(examine(left('copy')).logged).toBe(true);
    one.close();
    other.close();
  });
});
