import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DictumError } from '../../src/model/errors.ts';
import type { Key } from '../../src/model/ids.ts';
import { openDatabase } from '../../src/store/embedded/sqlite.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import type { Store } from '../../src/store/port.ts';
import { answers } from '../support/answers.ts';
import { temporaryFolder } from '../support/engines.ts';
import { appOver, ask } from '../support/http.ts';
import { closing, findings, migrated, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { merge, statement, topic } from '../support/world.ts';

let whole: string;
const copies: string[] = [];
beforeAll(async () => {
  whole = await temporaryFolder();
  await using(whole, async (store) => {
    await write(store, ...summit());
    await write(store, merge('forum', 'forum-y', 'forum-x'));
  });
});
afterAll(async () => {
  for (const folder of [whole, ...copies]) await rm(folder, { recursive: true, force: true });
});

const using = async <T>(folder: string, use: (store: Store) => Promise<T>): Promise<T> =>
  closing(openEmbedded({ folder, many: 2, readers: 0, timeoutMs: 300_000 }), use);

const copied = async (): Promise<string> => {
  const folder = await temporaryFolder();
  copies.push(folder);
  await copyFile(join(whole, 'dictum.sqlite'), join(folder, 'dictum.sqlite'));
  return folder;
};

/** A copy in which some bytes are other ones. */
const damaged = async (...changes: string[]): Promise<string> => {
  const folder = await copied();
  const database = openDatabase(join(folder, 'dictum.sqlite'), { readOnly: false, logged: false, tolerant: true });
  for (const sql of changes) database.exec(sql);
  database.close();
  return folder;
};

const STATEMENT: Key = { type: 'statement', id: 'said-by-a' };
const of = (id: string): string => `WHERE type = 'statement' AND id = '${id}'`;
const DAMAGES: [string, string][] = [
  ['what is written', `UPDATE record SET written = replace(written, 'said-by-a', 'said-by-b') ${of('said-by-a')}`],
  ['what is derived', `UPDATE record SET derived = replace(derived, 'a', 'b') ${of('said-by-a')}`],
  ['its label', `UPDATE record SET label = 'another' ${of('said-by-a')}`],
  ['that it is JSON', `UPDATE record SET written = substr(written, 1, 30) ${of('said-by-a')}`],
];

describe.each(DAMAGES)('a record of which %s is damaged', (_what, sql) => {
  it('is answered with an error that names it, and all others are served', async () => {
    const folder = await damaged(sql);
    await using(folder, async (store) => {
      const app = await appOver(store, { timeoutMs: 300_000 });
      for (const url of ['/v1/statements/said-by-a', '/v1/statements?claim=shared', '/v1/statements?fields=label'])
        expect(await ask(app, url)).toMatchObject({
          status: 500,
          body: { code: 'damaged-record', recordType: 'statement', id: 'said-by-a' },
        });
      for (const url of ['/v1/statements/said-by-both', '/v1/actors', '/health/ready'])
        expect((await ask(app, url)).status).toBe(200);
      await app.close();
    });
  });
});

describe('the check of a store with damaged records', () => {
  it('names all of them, what of them is damaged and the remedy, and goes on', async () => {
    const folder = await damaged(
      DAMAGES[0]![1],
      `UPDATE record SET derived = replace(derived, 'a', 'b') ${of('said-by-b')}`,
      "UPDATE record SET moved_to = 'forum-z' WHERE id = 'forum-y'",
      "DELETE FROM name WHERE id = 'speaker-b'",
    );
    const found = await using(folder, findings);
    expect(found).toContainEqual(
      expect.objectContaining({
        where: 'statement/said-by-a',
        message: 'what is written of it is damaged: its checksum is another than it was saved with',
        remedy: expect.stringContaining('write the record again'),
      }),
    );
    expect(found).toContainEqual(
      expect.objectContaining({
        where: 'statement/said-by-b',
        message: 'what is derived of it is damaged: its checksum is another than it was saved with',
        remedy: expect.stringContaining('--repair'),
      }),
    );
    expect(found.map(({ where }) => where)).toEqual(expect.arrayContaining(['forum/forum-y', 'actor/speaker-b']));
  });
});

describe('a repair', () => {
  const answersOf = (folder: string): Promise<unknown[]> => using(folder, answers);

  it('makes anew what is derived', async () => {
    const folder = await damaged(DAMAGES[1]![1], DAMAGES[2]![1]);
    await using(folder, async (store) => {
      await migrated(store, { anew: true });
      expect(await findings(store)).toEqual([]);
    });
    expect(await answersOf(folder)).toEqual(await answersOf(whole));
  });

  it('signs nothing that was damaged as it was written, and lets it be written again', async () => {
    for (const [, sql] of [DAMAGES[0]!, DAMAGES[3]!]) {
      const folder = await damaged(sql);
      await using(folder, async (store) => {
        await migrated(store, { anew: true });
        await expect(store.read([STATEMENT])).rejects.toMatchObject({ code: 'damaged-record' });
        expect((await findings(store)).map(({ where }) => where)).toContain('statement/said-by-a');
        await write(store, ...summit());
        expect((await findings(store)).filter(({ message }) => !message.includes('the log'))).toEqual([]);
      });
    }
  });
});

describe('a write', () => {
  it('refuses to build on a damaged record, and touches others', async () => {
    const folder = await damaged(DAMAGES[0]![1]);
    await using(folder, async (store) => {
      await expect(write(store, statement('said-by-a', { claims: ['outlook'] }))).rejects.toMatchObject({
        code: 'damaged-record',
      });
      await write(store, topic('fisheries'));
    });
  });
});

/** A number that follows from a seed (mulberry32). */
const numbers = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

describe('bytes that a disk has changed', () => {
  it('are never served: what is read of a record is what was saved, or an error', { timeout: 120_000 }, async () => {
    const keys = summit().map(({ key }) => key);
    const readAll = async (folder: string): Promise<string[]> => {
      const said = async (read: () => Promise<unknown>): Promise<string> => {
        try {
          return JSON.stringify(await read());
        } catch (error) {
          return (error as DictumError).code ?? String(error);
        }
      };
      try {
        return await using(folder, async (store) => {
          const found: string[] = [];
          for (const key of keys)
            found.push(
              await said(() => store.read([key])),
              await said(() => store.labels([key])),
              await said(() => store.written([key])),
            );
          return found;
        });
      } catch (error) {
        return keys.flatMap(() => Array(3).fill(`refused: ${(error as Error).message}`) as string[]);
      }
    };
    const expected = await readAll(whole);
    const random = numbers(20250220);
    const bytes = await readFile(join(whole, 'dictum.sqlite'));
    let told = 0;
    for (let i = 0; i < 120; i++) {
      const folder = await copied();
      const changed = Buffer.from(bytes);
      // Behind the first page, which says what the tables are.
      const at = 4096 + Math.floor(random() * (changed.length - 4096 - 64));
      for (let j = 0; j < 16; j++) changed[at + j] = Math.floor(random() * 256);
      await writeFile(join(folder, 'dictum.sqlite'), changed);
      for (const [place, answer] of (await readAll(folder)).entries()) {
        if (answer === expected[place]) continue;
        told += 1;
        // What its index does not lead to any more is absent.
        expect(answer, `byte ${at}`).toMatch(
          /^(damaged-record|damaged-store|refused: .*)$|"state":"absent"|^\[null\]$/,
        );
      }
      await rm(folder, { recursive: true });
    }
    expect(told).toBeGreaterThan(10);
  });
});
