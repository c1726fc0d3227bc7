import { copyFile, mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, restore } from '../../src/store/embedded/backup.ts';
import { openDatabase } from '../../src/store/embedded/sqlite.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import type { Store } from '../../src/store/port.ts';
import { answers } from '../support/answers.ts';
import { temporaryFolder } from '../support/engines.ts';
import { releasedStore } from '../support/released.ts';
import { closing, contents, findings, migrated, view, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { claim } from '../support/world.ts';

let folder: string;
let elsewhere: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  elsewhere = await temporaryFolder();
});
afterEach(async () => {
  for (const each of [folder, elsewhere]) await rm(each, { recursive: true, force: true });
});

const open = (at = folder, readers = 0): Store => openEmbedded({ folder: at, many: 2, readers, timeoutMs: 10_000 });

const using = async <T>(use: (store: Store) => Promise<T>, at = folder): Promise<T> => closing(open(at), use);

const path = (at = folder): string => join(at, 'dictum.sqlite');

/** A process that writes to the store in the folder, and is killed once it has. */
const killedAfterWriting = async (): Promise<void> => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('../support/crash-child.ts', import.meta.url)), folder, '0'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  let told = '';
  await new Promise<void>((resolve) =>
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      told += text;
      if (told.includes('\n2\n')) resolve();
    }),
  );
  child.kill('SIGKILL');
  await ended;
};

describe('a backup of the embedded store', () => {
  it('is of one state, whole, and restored answers what the store did', async () => {
    const file = join(elsewhere, 'a.sqlite');
    const store = open(folder, 1);
    await write(store, ...summit());
    const before = await answers(store);
    const writing = write(store, claim('later'));
    const made = backUp(folder, file);
    await writing;
    expect([summit().length, summit().length + 1]).toContain(made.records);
    await store.close();
    await restore(join(elsewhere, 'restored'), file);
    await using(
      async (restored) => {
        expect(await findings(restored)).toEqual([]);
        if (made.records === summit().length) expect(await answers(restored)).toEqual(before);
      },
      join(elsewhere, 'restored'),
    );
    expect((await readdir(elsewhere)).sort()).toEqual(['a.sqlite', 'restored']);
  });

  it('has what the service keeps for itself', async () => {
    const file = join(elsewhere, 'a.sqlite');
    await using((store) => store.keepEntries([{ space: 'token', name: 'a', value: 'x' }]));
    backUp(folder, file);
    await restore(join(elsewhere, 'restored'), file);
    expect(await using((store) => store.entries('token', null), join(elsewhere, 'restored'))).toEqual([
      { name: 'a', value: 'x', expires: null },
    ]);
  });

  it('is made of a store of 0.1.0 as it is', async () => {
    releasedStore(folder);
    const file = join(elsewhere, 'old.sqlite');
    expect(backUp(folder, file).records).toBe(288);
    await restore(join(elsewhere, 'restored'), file);
    await using(
      async (store) => {
        expect(await migrated(store)).not.toEqual([]);
        expect(await view(store, 'actor', 'lost-envoy')).toMatchObject({ id: 'lost-envoy' });
      },
      join(elsewhere, 'restored'),
    );
    expect(await using(migrated)).not.toEqual([]);
  });

  it('is not made over the store itself, nor of a folder that has none', async () => {
    await using((store) => write(store, claim('c')));
    expect(() => backUp(folder, path())).toThrow(/the store itself/);
    expect(() => backUp(elsewhere, join(elsewhere, 'x'))).toThrow(/there is no store/);
    expect(await readdir(elsewhere)).toEqual([]);
  });

  it('takes the place of a store only where that is asked for, and keeps what it replaces', async () => {
    const file = join(elsewhere, 'a.sqlite');
    await using((store) => write(store, claim('one')));
    backUp(folder, file);
    await using((store) => write(store, claim('two')));
    await expect(restore(folder, file)).rejects.toThrow(/--replace/);
    const held = open();
    await held.ping();
    await expect(restore(folder, file, { replace: true })).rejects.toThrow(/another process has it open/);
    await held.close();
    const { kept } = await restore(folder, file, { replace: true });
    expect(await using(async (store) => (await contents(store)).lines.length)).toBe(1);
    await copyFile(kept!, path(elsewhere));
    expect(await using(async (store) => (await contents(store)).lines.length, elsewhere)).toBe(2);
  });

  it.each([
    ['a text', async (file: string) => writeFile(file, 'nothing of the kind')],
    [
      'a backup that was cut off',
      async (file: string) => {
        await using((store) => write(store, ...summit()));
        backUp(folder, file);
        await truncate(file, 20_000);
      },
    ],
  ])('is refused where it is %s', async (_what, make) => {
    const file = join(elsewhere, 'bad');
    await make(file);
    await expect(restore(join(elsewhere, 'restored'), file)).rejects.toThrow();
    await expect(stat(path(join(elsewhere, 'restored')))).rejects.toThrow();
  });
});

describe('the file of the embedded store', () => {
  it('is whole by itself after a clean stop, also of threads', async () => {
    const store = open(folder, 2);
    await write(store, ...summit());
    const expected = await contents(store);
    await store.close();
    await copyFile(path(), path(elsewhere));
    expect(await using(contents, elsewhere)).toEqual(expected);
  });

  it('is refused where it was copied without its log, and taken as it is where that is asked for', async () => {
    await killedAfterWriting();
    await copyFile(path(), path(elsewhere));
    expect(() => open(elsewhere)).toThrow(/copied without its log.*--as-is/);
    expect(() => backUp(elsewhere, join(elsewhere, 'x'))).toThrow(/copied without its log/);
    const restored = join(elsewhere, 'restored');
    await expect(restore(restored, path(elsewhere))).rejects.toThrow(/copied without its log/);
    await restore(restored, path(elsewhere), { asIs: true });
    expect(await using(findings, restored)).toEqual([]);
    // With its log nothing is missing.
    await copyFile(`${path()}-wal`, `${path(elsewhere)}-wal`);
    await restore(restored, path(elsewhere), { replace: true });
    expect(await using(contents, restored)).toEqual(await using(contents));
    expect(await using(contents, elsewhere)).toEqual(await using(contents));
  });

  it('is whole again once a store that was killed was opened and closed', async () => {
    await killedAfterWriting();
    const expected = await using(contents);
    await copyFile(path(), path(elsewhere));
    expect(await using(contents, elsewhere)).toEqual(expected);
  });

  it('says so after many openings too, whoever writes', async () => {
    await mkdir(join(elsewhere, 'copy'));
    for (let i = 0; i < 3; i++) {
      const [one, other] = [open(), open()];
      await write(one, claim(`one-${i}`));
      await write(other, claim(`other-${i}`));
      await one.close();
      await write(other, claim(`last-${i}`));
      await copyFile(path(), path(join(elsewhere, 'copy')));
      // Others may have left nothing in the log yet; then the copy is whole.
      const taken = await using(async (store) => (await contents(store)).lines.length, join(elsewhere, 'copy')).catch(
        (error: Error) => error.message,
      );
      if (typeof taken === 'number') expect(taken).toBe(3 * (i + 1));
      else expect(taken).toContain('copied without its log');
      await rm(`${path(join(elsewhere, 'copy'))}-wal`, { force: true });
      await other.close();
    }
    expect((await readFile(path())).length).toBeGreaterThan(0);
  });
});

describe('a second writer', () => {
  const holding = (): { release: () => void } => {
    const database = openDatabase(path(), { readOnly: false });
    database.exec('BEGIN IMMEDIATE');
    return { release: () => database.exec('COMMIT') };
  };

  it('waits for the first', async () => {
    await using((store) => write(store, claim('c')));
    const store = open(folder, 1);
    const { release } = holding();
    setTimeout(release, 1500);
    await write(store, claim('d'));
    await store.close();
    expect(await using(async (again) => (await contents(again)).lines.length)).toBe(2);
  });

  it('is told that another is writing, and not that nothing can be opened', async () => {
    await using((store) => write(store, claim('c')));
    const { release } = holding();
    const store = open();
    await expect(write(store, claim('d'))).rejects.toThrow(/another process is writing to this store/);
    release();
    await write(store, claim('d'));
    await store.close();
  });
});
