import { readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { erase } from '../../src/log/erase.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import { temporaryFolder } from '../support/engines.ts';
import { findings, write } from '../support/store.ts';
import { actor } from '../support/world.ts';

it('leaves no byte of what is erased in any file of the store', async () => {
  const folder = await temporaryFolder();
  const store = openEmbedded({ folder, readers: 2, timeoutMs: 60_000 });
  const holds = (word: string): string[] =>
    readdirSync(folder).filter((name) =>
      readFileSync(join(folder, name)).toString('latin1').toLowerCase().includes(word),
    );
  const long = Array.from({ length: 300 }, (_, i) => `zweisamkeit${i}`).join(' ');
  await write(
    store,
    ...Array.from({ length: 50 }, (_, i) => actor(`a-${i}`, { description: i === 7 ? long : `other ${i}` })),
  );
  await write(store, actor('a-7', { description: `${long} again`, alternativeNames: ['Rudolfine Zweisamkeit'] }));
  expect(holds('zweisamkeit')).not.toEqual([]);
  const key = { type: 'actor', id: 'a-7' } as const;
  for (const field of ['description', 'alternativeNames'])
    expect(await erase(store, key, { field, by: 'cli:ada' })).toMatchObject({ erased: true });
  await writeFile(join(folder, 'dictum-0.1.0.sqlite'), 'an old one');
  expect(await store.purge()).toEqual([
    `${join(folder, 'dictum-0.1.0.sqlite')}, the store as it was before`,
    expect.stringContaining('backups'),
  ]);
  // What is long is compressed in the log, and words are cut for search.
  for (const word of ['zweisamkeit', 'zweisamk', 'rudolfin']) expect(holds(word)).toEqual([]);
  expect(await findings(store)).toEqual([]);
  // Who knew of a value that is gone finds out.
  await write(store, actor('a-7', { alternativeNames: ['Rudolfine Zweisamkeit'] }));
  expect(await findings(store)).toEqual([]);
  expect(await erase(store, key, { field: 'alternativeNames', by: 'cli:ada' })).toMatchObject({ erased: true });
  await store.purge();
  await store.close();
  expect(holds('zweisamk')).toEqual([]);
  await rm(folder, { recursive: true });
});
