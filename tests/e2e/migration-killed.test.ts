import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importLines } from '../../src/ingest/ndjson.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import { answers } from '../support/answers.ts';
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
