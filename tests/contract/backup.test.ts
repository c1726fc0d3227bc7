import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FileWriter } from '../../src/ingest/file-writer.ts';
import { restoreLines } from '../../src/ingest/restore.ts';
import { erase } from '../../src/log/erase.ts';
import { planPrune, pruneLog } from '../../src/log/prune.ts';
import { revertChange } from '../../src/log/revert.ts';
import { writeLines } from '../../src/store/backup-lines.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import { allEntries } from '../../src/store/entries.ts';
import type { Store } from '../../src/store/port.ts';
import { onEveryEngine, temporaryFolder } from '../support/engines.ts';
import { findings, write } from '../support/store.ts';
import { actor, claim, deletion, ground, merge, statement, topic } from '../support/world.ts';

/** Changes of every kind: `then` comes later, and is undone in what was restored. */
const history = async (store: Store): Promise<void> => {
  await new FileWriter(store, { kind: 'seed', by: 'cli:ada' }).write(
    [...ground(), statement('s'), actor('b'), actor('c', { description: 'Geheim' })].map((change) => change),
  );
  await write(store, merge('actor', 'speaker-a', 'b'));
  await store.write([topic('t')], { kind: 'import', comment: 'feed.ndjson' });
  await write(store, actor('c', { name: 'Carla', description: 'Geheim' }), deletion('topic', 't'));
  await erase(store, { type: 'actor', id: 'c' }, { field: 'description', by: 'cli:ada' });
  for (let n = 0; n < 40; n++) await store.write([actor('c', { name: `Carla ${n}` })], { by: 'token:1:Eve' });
  await revertChange(store, 2, { by: 'cli:ada' });
  await write(store, claim('claim-a', { text: 'Said otherwise' }));
};

/** All that is told of what was, and is kept beside it. */
const toldBy = async (store: Store): Promise<unknown> => {
  const { sets } = await store.changes({ limit: 200, perSet: 100, open: true });
  const keys = (await store.scan(null, 100)).map(({ key }) => key);
  const moments = [5, 10, 30, 46].map((number) => store.statesAt(keys, number));
  return {
    sets,
    written: await store.scan(null, 100),
    revisions: await store.revisionOf(keys),
    states: await Promise.all(moments),
    earlier: await store.asOf(6, 'chains', {
      of: { type: 'statement', id: 's' },
      after: null,
      limit: 5,
      count: true,
      include: [['speakers']],
    }),
    referring: await store.referringAt({
      keys: [{ type: 'actor', id: 'b' }],
      types: ['statement'],
      number: 2,
      most: 10,
    }),
    files: await store.entries('file', null),
    tokens: await store.entries('token', null),
  };
};

onEveryEngine('a backup as lines', (open) => {
  let folder: string;
  let other: Store;
  beforeEach(async () => {
    folder = await temporaryFolder();
    other = openEmbedded({ folder, readers: 0, timeoutMs: 300_000 });
  });
  afterEach(async () => {
    await other.close();
    await rm(folder, { recursive: true, force: true });
  });

  const copy = async (from: Store, to: Store): Promise<void> => {
    const file = join(folder, 'graph.backup');
    expect(await writeLines(from, file, await allEntries(from))).toMatchObject({ change: await from.lastChange() });
    await restoreLines(to, file, () => undefined);
  };

  it.each(['from it', 'into it'])('takes the log along to the other engine, %s', async (direction) => {
    const own = await open();
    const [from, to] = direction === 'from it' ? [own, other] : [other, own];
    await history(from);
    await from.keepEntries([{ space: 'token', name: 'a', value: 'x' }]);
    await copy(from, to);
    const told = (await toldBy(from)) as { sets: { number: number }[] };
    expect(told.sets.length).toBe(48);
    expect(await toldBy(to)).toEqual(told);
    expect(await findings(to)).toEqual([]);
    for (const store of [from, to]) {
      expect(await revertChange(store, 48)).toMatchObject({ reverted: true, change: 49 });
      expect(await revertChange(store, 4)).toMatchObject({ reverted: false });
    }
    expect(await to.scan(null, 100)).toEqual(await from.scan(null, 100));
    expect(await findings(to)).toEqual([]);
  });

  it('takes along what a prune left, and a set that is larger than a part', async () => {
    const from = await open(...Array.from({ length: 2300 }, (_, i) => topic(`t-${i}`)));
    await write(from, actor('c'));
    await write(
      from,
      actor('c', { name: 'Carla' }),
      ...Array.from({ length: 1000 }, (_, i) => topic(`t-${i}`, { description: 'x' })),
    );
    await write(from, actor('c', { name: 'Clara' }));
    const page = async (store: Store) => (await store.change({ number: 3, after: 990, limit: 20 }))!.changes.length;
    await copy(from, other);
    expect([await page(from), await page(other)]).toEqual([11, 11]);
    expect(await findings(other)).toEqual([]);
    await other.close();
    await rm(folder, { recursive: true });
    folder = await temporaryFolder();
    other = openEmbedded({ folder, readers: 0, timeoutMs: 300_000 });
    await pruneLog(from, await planPrune(from, 3), { by: 'cli:ada', now: '2026-03-01T00:00:00Z' });
    await copy(from, other);
    const sets = async (store: Store) => (await store.changes({ limit: 10, perSet: 10 })).sets;
    expect(await sets(other)).toEqual(await sets(from));
    expect((await sets(other)).map(({ kind }) => kind)).toEqual(['pruned', 'write']);
    expect(await findings(other)).toEqual([]);
    expect(await revertChange(other, 4)).toMatchObject({ reverted: true });
  });
});
