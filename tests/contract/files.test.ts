import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { importLines } from '../../src/ingest/ndjson.ts';
import { seed } from '../../src/ingest/seed.ts';
import { revertChange } from '../../src/log/revert.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { view, write } from '../support/store.ts';
import { actor, deletion, merge } from '../support/world.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'dictum-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const file = (): string => join(folder, 'data.yaml');

type Actor = { id: string; kind?: string; name?: string; description?: string };
const lineOf = ({ kind = 'person', name, ...rest }: Actor): object => ({ kind, name: name ?? rest.id, ...rest });

/** Seeds a store with a file of some actors. */
const seeding = async (store: Store, actors: Actor[], options = {}) => {
  await writeFile(file(), JSON.stringify({ actors: actors.map(lineOf) }));
  return seed(store, file(), options);
};

const importing = (store: Store, actors: Actor[], options = {}) => {
  const lines = actors.map((each) => JSON.stringify({ type: 'actor', ...lineOf(each) }));
  return importLines(store, 'feed', Readable.from(lines.map((line) => `${line}\n`)), () => undefined, options);
};

/** Does something before the next write of a store that is none of its own. */
const before = (store: Store, work: () => Promise<unknown>): void => {
  const written = store.write.bind(store);
  vi.spyOn(store, 'write').mockImplementationOnce(async (...of) => {
    await work();
    return written(...of);
  });
};

const kinds = async (store: Store): Promise<string[]> =>
  (await store.changes({ limit: 50, perSet: 0 })).sets.map(({ kind, records }) => `${kind} ${records}`);

const changed = (fields: object): Change => actor('a', { name: 'a', ...fields });

onEveryEngine('seeding again', (open) => {
  it('leaves alone what others changed, merged and deleted since, as long as the file says what it said', async () => {
    const store = await open();
    const actors = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
    await seeding(store, actors);
    await write(store, changed({ description: 'Corrected.' }), merge('actor', 'b', 'a'), deletion('actor', 'c'));
    expect(await seeding(store, actors)).toMatchObject({ updated: 0, created: 0, unchanged: 3, left: [] });
    expect(await view(store, 'actor', 'a')).toMatchObject({ description: 'Corrected.' });
    expect(
      (
        await store.read([
          { type: 'actor', id: 'b' },
          { type: 'actor', id: 'c' },
        ])
      ).readings,
    ).toMatchObject([{ state: 'moved', to: 'a' }, { state: 'deleted' }]);
    expect(await kinds(store)).toEqual(['seed 3', 'write 3']);
  });

  it('writes what the file says otherwise now, with other fields as others changed them, time and again', async () => {
    const store = await open();
    await seeding(store, [{ id: 'a', name: 'A' }]);
    await write(store, actor('a', { name: 'A', description: 'Theirs.' }));
    expect(await seeding(store, [{ id: 'a', name: 'Anna' }])).toMatchObject({ updated: 1, left: [] });
    expect(await view(store, 'actor', 'a')).toMatchObject({ name: 'Anna', description: 'Theirs.' });
    expect(await seeding(store, [{ id: 'a', name: 'Anna' }])).toMatchObject({ unchanged: 1, left: [] });
    expect(await seeding(store, [{ id: 'a', name: 'Anne' }])).toMatchObject({ updated: 1, left: [] });
    expect(await view(store, 'actor', 'a')).toMatchObject({ name: 'Anne', description: 'Theirs.' });
  });

  it('reports a field that both changed and overwrites nothing, unless it is forced', async () => {
    const store = await open();
    await seeding(store, [{ id: 'a', name: 'A' }, { id: 'b' }]);
    await write(store, actor('a', { name: 'Theirs' }), deletion('actor', 'b'));
    const actors = [
      { id: 'a', name: 'Ours', description: 'New.' },
      { id: 'b', name: 'B' },
    ];
    const left = [
      { key: { type: 'actor', id: 'a' }, fields: ['name'], reason: 'both' },
      { key: { type: 'actor', id: 'b' }, fields: [], reason: 'both' },
    ];
    expect(await seeding(store, actors)).toMatchObject({ updated: 0, left });
    expect(await view(store, 'actor', 'a')).toMatchObject({ name: 'Theirs', description: null });
    expect(await seeding(store, actors)).toMatchObject({ updated: 0, left });
    expect(await seeding(store, actors, { force: true, rehearsal: true })).toMatchObject({ left: [] });
    expect(await seeding(store, actors, { force: true })).toMatchObject({ updated: 1, created: 1, left: [] });
    expect(await view(store, 'actor', 'a')).toMatchObject({ name: 'Ours', description: 'New.' });
    expect(await seeding(store, actors)).toMatchObject({ unchanged: 2, left: [] });
  });

  it('takes what stands as the file says for what it wrote, where nothing is known of before', async () => {
    const store = await open(actor('a'), actor('b', { name: 'Other' }));
    expect(await seeding(store, [{ id: 'a' }, { id: 'b' }])).toMatchObject({
      unchanged: 2,
      left: [{ key: { type: 'actor', id: 'b' }, fields: ['name'], reason: 'unknown' }],
    });
    expect(await seeding(store, [{ id: 'a', name: 'Anna' }])).toMatchObject({ updated: 1, left: [] });
  });

  it('takes nothing for what the file said that others write the moment after', async () => {
    const store = await open();
    const written = store.write.bind(store);
    const spy = vi.spyOn(store, 'write').mockImplementationOnce(async (...of) => {
      const report = await written(...of);
      await write(store, actor('a', { name: 'Theirs' }));
      return report;
    });
    await seeding(store, [{ id: 'a', name: 'A' }]);
    spy.mockRestore();
    expect(await seeding(store, [{ id: 'a', name: 'Ours' }])).toMatchObject({
      updated: 0,
      left: [{ key: { type: 'actor', id: 'a' }, fields: ['name'], reason: 'both' }],
    });
  });

  it('plans anew where others write between its plan and its write', async () => {
    const store = await open();
    await seeding(store, [{ id: 'a', name: 'A' }, { id: 'b' }]);
    before(store, () =>
      write(store, actor('a', { name: 'Theirs' }), actor('b', { name: 'b', description: 'Theirs.' })),
    );
    const actors = [
      { id: 'a', name: 'Ours' },
      { id: 'b', name: 'B' },
    ];
    expect(await seeding(store, actors)).toMatchObject({
      updated: 1,
      left: [{ key: { type: 'actor', id: 'a' }, fields: ['name'], reason: 'both' }],
    });
    expect(await view(store, 'actor', 'b')).toMatchObject({ name: 'B', description: 'Theirs.' });
  });

  it('plans anew where another file says something between its plan and its write, though that changes no record', async () => {
    const store = await open();
    await seeding(store, [{ id: 'a' }]);
    await write(store, changed({ description: 'Theirs.' }));
    before(store, () => seeding(store, [{ id: 'a', description: 'Theirs.' }]));
    expect(await seeding(store, [{ id: 'a', name: 'Anna' }])).toMatchObject({ updated: 1, left: [] });
    expect(await view(store, 'actor', 'a')).toMatchObject({ name: 'Anna', description: null });
  });

  it('remembers what the file said with the records, so that nothing is left to do when it is killed after that', async () => {
    const store = await open();
    const written = store.write.bind(store);
    vi.spyOn(store, 'write').mockImplementationOnce(async (...of) => {
      await written(...of);
      throw new Error('killed');
    });
    await expect(seeding(store, [{ id: 'a', name: 'A' }])).rejects.toThrow('killed');
    await write(store, actor('a', { name: 'A', description: 'Theirs.' }));
    expect(await seeding(store, [{ id: 'a', name: 'Anna' }])).toMatchObject({ updated: 1, left: [] });
    expect(await view(store, 'actor', 'a')).toMatchObject({ name: 'Anna', description: 'Theirs.' });
  });

  it('goes along with the same change by others, and with an undo', async () => {
    const store = await open();
    await seeding(store, [{ id: 'a', name: 'A' }]);
    await write(store, actor('a', { name: 'Anna' }));
    expect(await seeding(store, [{ id: 'a', name: 'Anna' }])).toMatchObject({ unchanged: 1, left: [] });
    const report = await seeding(store, [{ id: 'a', name: 'Anne' }]);
    expect(report).toMatchObject({ updated: 1 });
    await revertChange(store, report.change!);
    expect(await seeding(store, [{ id: 'a', name: 'Anne' }])).toMatchObject({ unchanged: 1, left: [] });
    expect(await view(store, 'actor', 'a')).toMatchObject({ name: 'Anna' });
  });
});

onEveryEngine('importing again', (open) => {
  it('is one change set, and takes a feed that says otherwise now', async () => {
    const store = await open();
    const sizes = { batch: { now: 2, later: 2 }, characters: 1000, many: 100, few: 100 };
    await importing(store, [{ id: 'a' }, { id: 'b' }, { id: 'c' }], { sizes, by: 'desk' });
    const { sets } = await store.changes({ limit: 50, perSet: 0 });
    expect(sets).toMatchObject([{ number: 1, kind: 'import', by: 'desk', comment: 'feed', records: 3, open: false }]);
    expect(await importing(store, [{ id: 'a', name: 'Anna' }, { id: 'b' }])).toMatchObject({
      written: 1,
      unchanged: 1,
    });
    expect(await importing(store, [{ id: 'a', name: 'Anne' }])).toMatchObject({ written: 1, left: [] });
  });

  it('leaves alone what others changed since, and tells where both did', async () => {
    const store = await open();
    await importing(store, [{ id: 'a', name: 'A' }, { id: 'b' }]);
    await write(store, actor('a', { name: 'A', description: 'Theirs.' }), deletion('actor', 'b'));
    expect(await importing(store, [{ id: 'a', name: 'A' }, { id: 'b' }])).toMatchObject({ written: 0, left: [] });
    expect(await importing(store, [{ id: 'a', name: 'Anna' }])).toMatchObject({ written: 1, left: [] });
    expect(await view(store, 'actor', 'a')).toMatchObject({ name: 'Anna', description: 'Theirs.' });
    expect(await importing(store, [{ id: 'a', name: 'Anne' }])).toMatchObject({ written: 1, left: [] });
    expect(await view(store, 'actor', 'a')).toMatchObject({ name: 'Anne', description: 'Theirs.' });
    await write(store, actor('a', { name: 'Theirs' }));
    const [left] = (await importing(store, [{ id: 'a', name: 'Ours' }])).left;
    expect(left).toEqual({ key: { type: 'actor', id: 'a' }, fields: ['name'], reason: 'both' });
    expect(await importing(store, [{ id: 'a', name: 'Ours' }], { force: true })).toMatchObject({ written: 1 });
  });
});
