import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHistory } from '../../src/store/embedded/history.ts';
import { inSnapshot } from '../../src/store/embedded/reader.ts';
import { openDatabase, type Database } from '../../src/store/embedded/sqlite.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import { CHANGES, correct, EARLY } from '../support/long-log.ts';

/*
 * What the log is asked for costs as much in a long log as in a short one: pages of the database that are read where
 * none is in memory, as in growth.test.ts.
 */

const PAGE_BYTES = 4096;
const READ_BYTES = '/proc/self/io';

const bytesRead = (): number => Number(/^rchar: (\d+)/m.exec(readFileSync(READ_BYTES, 'utf8'))![1]);

describe.skipIf(!existsSync(READ_BYTES))('a log of ten times as many changes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dictum-long-log-'));
  const databases: Database[] = [];

  beforeAll(async () => {
    for (const many of CHANGES) {
      const store = openEmbedded({ folder: join(folder, String(many)), readers: 0, timeoutMs: 300_000 });
      await correct(store, many);
      await store.close();
      const database = openDatabase(join(folder, String(many), 'dictum.sqlite'), { readOnly: false });
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      databases.push(database);
    }
  });

  afterAll(() => {
    for (const database of databases) database.close();
    rmSync(folder, { recursive: true });
  });

  it.each(Object.entries(EARLY))('is asked as cheaply for %s', async (_name, ask) => {
    const pages: number[] = [];
    for (const database of databases) {
      database.exec('PRAGMA shrink_memory');
      const before = bytesRead();
      await inSnapshot(database, () => ask(readHistory(database)));
      pages.push(Math.floor((bytesRead() - before) / PAGE_BYTES));
    }
    expect(pages[0]).toBeGreaterThan(0);
    expect(pages[1]).toBeLessThanOrEqual(Math.ceil(pages[0]! * 1.3) + 10);
  });
});
