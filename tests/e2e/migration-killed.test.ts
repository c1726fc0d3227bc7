import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importLines } from '../../src/ingest/ndjson.ts';
import { openDatabase } from '../../src/store/embedded/sqlite.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import { answers } from '../support/answers.ts';
import { commandLine } from '../support/command.ts';
import { temporaryFolder } from '../support/engines.ts';
import { ODD, RELEASED_EXPORT, releasedStore } from '../support/released.ts';
import { findings } from '../support/store.ts';

const child = fileURLToPath(new URL('../support/migrate-child.ts', import.meta.url));

/** Migrates until some steps are told and a moment more has passed; whether it came to its end before. */
const migratedFor = async (folder: string, steps: number): Promise<{ told: string[]; ended: boolean }> => {
  const migrating = spawn(process.execPath, ['--import', 'tsx', child, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(migrating, 'exit');
  const told: string[] = [];
  const enough = new Promise<void>((resolve) =>
    createInterface({ input: migrating.stdout }).on('line', (line) => {
      told.push(line);
      if (told.length >= steps) resolve();
    }),
  );
  await Promise.race([enough, exit]);
  await sleep(Math.random() * 30);
  migrating.kill('SIGKILL');
  await exit;
  return { told, ended: told.includes('done') };
};

describe('a migration that is killed', () => {
  let folders: string[];
  beforeEach(async () => {
    folders = [await temporaryFolder(), await temporaryFolder()];
  });
  afterEach(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });

  it('goes on where it was, and comes to what an import comes to', async () => {
    const [folder, other] = folders as [string, string];
    releasedStore(folder);
    const steps: string[] = [];
    for (let round = 1, ended = false; !ended; round++) {
      const { told, ended: over } = await migratedFor(folder, 1 + Math.floor(Math.random() * 8));
      steps.push(...told);
      ended = over;
      expect(round).toBeLessThan(60);
    }
    // What was told was not done again, but for what was told last and was not there yet.
    expect(steps.filter((step) => step.startsWith('derived')).length).toBeLessThanOrEqual(12);
    const store = openEmbedded({ folder, many: 2, readers: 0, timeoutMs: 10_000 });
    const fresh = openEmbedded({ folder: other, many: 2, readers: 0, timeoutMs: 10_000 });
    try {
      await importLines(fresh, 'export', createReadStream(RELEASED_EXPORT), () => undefined, { acceptExisting: true });
      expect((await findings(store)).filter(({ where }) => !ODD.includes(where))).toEqual([]);
      expect(await answers(store)).toEqual(await answers(fresh));
    } finally {
      await store.close();
      await fresh.close();
    }
  }, 180_000);
});

describe('a service that is upgraded while it is asked', () => {
  const line = commandLine();

  it('says that it is loading or answers rightly, is ready when all is there, and goes on where it was stopped or killed', async () => {
    const MORE = 6000;
    mkdirSync(line.data);
    releasedStore(line.data);
    const database = openDatabase(join(line.data, 'dictum.sqlite'), { readOnly: false });
    database.exec(`
      INSERT INTO record (type, id, sorts, written, view)
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MORE})
      SELECT 'topic', 'old-' || i, '[]', json_object('id', 'old-' || i, 'name', 'Old ' || i), json_object('label', 'Old') FROM n`);
    database.close();
    const topics = readFileSync(RELEASED_EXPORT, 'utf8').match(/^\{"type":"topic"/gm)!.length + MORE;
    type Body = { code?: string; data?: { name?: string }; page?: { total?: number } };
    const RIGHT: [path: string, isRight: (body: Body) => boolean][] = [
      [`/v1/topics/old-${MORE}`, ({ data }) => data?.name === `Old ${MORE}`],
      ['/v1/topics?count=true&limit=1', ({ page }) => page?.total === topics],
    ];
    const told = { loading: 0, right: 0 };
    const wrong: unknown[] = [];
    /** Asks one question after another until it is said to be over; whoever is asked may be gone. */
    const asking = async (url: string, over: AbortSignal): Promise<void> => {
      for (let i = 0; !over.aborted; i++) {
        const [path, isRight] = RIGHT[i % RIGHT.length]!;
        const isReady = await fetch(`${url}/health/ready`).then(
          ({ status }) => status === 200,
          () => null,
        );
        const answer = await fetch(url + path).then(
          async (came) => ({
            status: came.status,
            retry: came.headers.get('retry-after'),
            body: (await came.json()) as Body,
          }),
          () => null,
        );
        if (isReady === null || answer === null) return;
        const { status, retry, body } = answer;
        if (status === 200 && isRight(body)) told.right += 1;
        else if (!isReady && status === 503 && retry === '30' && body.code === 'loading') told.loading += 1;
        else wrong.push([path, isReady, answer]);
      }
    };
    for (const signal of ['SIGTERM', 'SIGKILL', null] as const) {
      const served = await line.serve();
      const over = new AbortController();
      const clients = [1, 2, 3].map(() => asking(served.url, over.signal));
      if (signal === null)
        await expect
          .poll(async () => (await fetch(`${served.url}/health/ready`)).status, { timeout: 120_000 })
          .toBe(200);
      else await expect.poll(() => existsSync(join(line.data, 'dictum.sqlite.next')), { timeout: 60_000 }).toBe(true);
      const before = told.right;
      if (signal === null) await expect.poll(() => told.right, { timeout: 60_000 }).toBeGreaterThan(before + 10);
      else {
        await expect.poll(() => told.loading, { timeout: 60_000 }).toBeGreaterThan(0);
        served.child.kill(signal);
        await served.ended;
        expect(told.right).toBe(0);
      }
      over.abort();
      await Promise.all(clients);
      if (signal === null) await line.stop(served);
      expect(wrong).toEqual([]);
    }
    expect(existsSync(join(line.data, 'dictum-0.1.0.sqlite'))).toBe(true);
    const { code, out } = await line.dictum(['export']);
    expect([code, out.split('\n').filter((each) => each.includes('"type":"topic","id":"old-'))]).toEqual([
      0,
      expect.objectContaining({ length: MORE }),
    ]);
  }, 300_000);
});
