import { accessSync, constants, statfsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe } from 'vitest';
import { openNeo4j } from '../../src/store/neo4j/store.ts';
import { emptyNeo4j } from './neo4j-server.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { write } from './store.ts';

export type Opened = { store: Store; dispose(): Promise<void> };
export type Engine = { name: string; open(): Promise<Opened> };

/** Where most systems keep files in memory: stores of tests wait for no disk there. Containers may give it little room. */
const MEMORY = '/dev/shm';
const MOST_BYTES = 2 ** 30;
const hasRoom = (folder: string): boolean => {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > MOST_BYTES;
  } catch {
    return false;
  }
};
const temporary = hasRoom(MEMORY) ? MEMORY : tmpdir();

export const temporaryFolder = (): Promise<string> => mkdtemp(join(temporary, 'dictum-'));

/** On files in a folder of its own. */
export const embedded: Engine = {
  name: 'embedded',
  open: async () => {
    // Summed from the second record on, so that small worlds have sums too.
    const folder = await temporaryFolder();
    const store = openEmbedded({ folder, many: 2, readers: 0, timeoutMs: 300_000 });
    return {
      store,
      dispose: async () => {
        await store.close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
};

/** A server that each process has one of: emptied before each case. */
const neo4j = (uri: string): Engine => ({
  name: 'neo4j',
  open: async () => {
    await emptyNeo4j(uri);
    const store = await openNeo4j({
      uri,
      user: 'neo4j',
      password: '',
      database: 'neo4j',
      many: 2,
      filings: 100,
      timeoutMs: 300_000,
    });
    return { store, dispose: () => store.close() };
  },
});
const neo4jUri = process.env['NEO4J_TEST_URI'];

/** The engine that every case of the contract runs on here: each has its suite (vitest.config.ts, vitest.neo4j.config.ts). */
const engine: Engine = neo4jUri === undefined ? embedded : neo4j(neo4jUri);

/** Opens a fresh store that holds these records; disposed of after the case. */
export type Open = (...records: Change[]) => Promise<Store>;

/** Runs the cases of one theme, which every engine has to pass, each case on stores of its own. An engine may have room for only one: a second `open` disposes of the first store. */
export const onEveryEngine = (theme: string, cases: (open: Open) => void): void => {
  describe(`${theme} (${engine.name})`, () => {
    let opened: Opened | null = null;
    const dispose = async (): Promise<void> => {
      await opened?.dispose();
      opened = null;
    };
    afterEach(dispose);
    cases(async (...records) => {
      await dispose();
      opened = await engine.open();
      if (records.length > 0) await write(opened.store, ...records);
      return opened.store;
    });
  });
};
