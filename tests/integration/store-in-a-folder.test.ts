import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeStoreIn } from '../../src/compose.ts';
import { temporaryFolder } from '../support/engines.ts';
import { write } from '../support/store.ts';
import { actor } from '../support/world.ts';

/*
 * A store that is made in a folder of its own.
 */

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('leaves nothing where it cannot be filled, and what was in the folder before as it was', async () => {
  const fails = (out: string) =>
    makeStoreIn(out, async (store) => {
      await write(store, actor('a'));
      throw new Error('no more');
    });
  await expect(fails(join(folder, 'deep', 'then'))).rejects.toThrow('no more');
  expect(await readdir(folder)).toEqual([]);
  const there = join(folder, 'there');
  await mkdir(there);
  await writeFile(join(there, 'notes.txt'), 'mine');
  await expect(fails(there)).rejects.toThrow('no more');
  expect(await readdir(there)).toEqual(['notes.txt']);
});

it('is there once it is filled, and no sooner', async () => {
  const out = join(folder, 'then');
  await makeStoreIn(out, async (store) => {
    await write(store, actor('a'));
    expect(await readdir(out)).not.toContain('dictum.sqlite');
  });
  expect(await readdir(out)).toEqual(['dictum.sqlite']);
  await expect(makeStoreIn(out, async () => undefined)).rejects.toThrow('there is a store in');
});
