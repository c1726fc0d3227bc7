import { expect, it } from 'vitest';
import { recordsAt } from '../../src/log/checkout.ts';
import { planPrune, prunedUpTo, pruneLog } from '../../src/log/prune.ts';
import { revertChange } from '../../src/log/revert.ts';
import { FileWriter } from '../../src/ingest/file-writer.ts';
import { momentOf } from '../../src/queries/as-of.ts';
import { changesPage, oneChange, oneRevision, revisionsPage } from '../../src/queries/changes.ts';
import type { Key } from '../../src/model/ids.ts';
import type { Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { contents, findings, view, write } from '../support/store.ts';
import { actor, claim, deletion, ground, merge, statement } from '../support/world.ts';

const BY = { by: 'cli:ada', now: '2026-05-01T12:00:00Z' };
const A: Key = { type: 'actor', id: 'a' };

const prune = async (store: Store, number: number): Promise<void> =>
  pruneLog(store, await planPrune(store, number), BY);

onEveryEngine('forgetting what is old in the log', (open) => {
  /** 1 ground, 2 names, 3 a statement goes, 4 a merge, 5 a name. */
  const history = async (): Promise<Store> => {
    const store = await open(...ground(), actor('a'), actor('b'), statement('s'));
    await write(store, actor('a', { name: 'Anna' }), claim('claim-b'));
    await write(store, deletion('statement', 's'));
    await write(store, merge('actor', 'speaker-a', 'b'));
    await write(store, actor('a', { name: 'Anne' }));
    return store;
  };

  it('says what is lost, takes it away, and leaves the records, what is newer, and a log that proves itself', async () => {
    const store = await history();
    const before = await contents(store);
    expect(await planPrune(store, 3)).toEqual({ number: 3, sets: 3, changes: 10 });
    await prune(store, 3);
    expect(await contents(store)).toEqual(before);
    expect(await findings(store)).toEqual([]);
    expect(await prunedUpTo(store)).toBe(3);
    const { sets } = await store.changes({ limit: 10, perSet: 5 });
    expect(sets.map(({ number, kind, records }) => [number, kind, records])).toEqual([
      [3, 'pruned', 0],
      [4, 'write', 2],
      [5, 'write', 1],
    ]);
    expect(sets[0]).toMatchObject({ by: 'cli:ada', comment: 'Pruned on 2026-05-01: all up to here is forgotten' });
    const { revisions } = await store.revisions({ key: A, before: null, limit: 10 });
    expect(revisions.map(({ number, before: was }) => [number, JSON.parse(was!.written!).name])).toEqual([[5, 'Anna']]);
    const then = await store.asOf(3, 'read', [A, { type: 'actor', id: 'speaker-a' }, { type: 'claim', id: 'claim-b' }]);
    expect(
      then.readings.map((reading) => ('json' in reading ? [JSON.parse(reading.json).label, reading.revision] : [])),
    ).toEqual([
      ['Anna', 3],
      ['speaker-a', 3],
      ['claim-b', 3],
    ]);
    expect((await write(store, actor('a', { name: 'Anja' }))).change).toBe(6);
    expect(await findings(store)).toEqual([]);
  });

  it('tells with the revisions of a record up to where they are forgotten', async () => {
    const store = await history();
    const told = async (key: Key, raw = {}) => {
      const { items, prunedUpTo: upTo } = await revisionsPage(store, key, raw);
      return [(items as { number: number }[]).map(({ number }) => number), upTo];
    };
    expect(await told(A)).toEqual([[5, 2, 1], null]);
    await prune(store, 3);
    expect(await told(A)).toEqual([[5], 3]);
    expect(await told({ type: 'claim', id: 'claim-b' })).toEqual([[], 3]);
    await write(store, actor('new'), actor('a', { name: 'Anja' }));
    expect(await told({ type: 'actor', id: 'new' })).toEqual([[6], null]);
    expect(await told(A, { limit: '1' })).toEqual([[6], null]);
  });

  it('answers what was before with an error that names the first that can be asked for', async () => {
    const store = await history();
    await prune(store, 3);
    const pruned = { code: 'pruned', context: { first: 3 }, message: expect.stringContaining('ask as of 3 or later') };
    await expect(momentOf(store, '2')).rejects.toMatchObject(pruned);
    await expect(changesPage(store, { since: '2' })).rejects.toMatchObject(pruned);
    await expect(oneChange(store, 2, {})).rejects.toMatchObject(pruned);
    await expect(oneRevision(store, A, 2)).rejects.toMatchObject(pruned);
    expect(await revertChange(store, 2)).toEqual({ reverted: false, reason: 'pruned' });
    expect(await revertChange(store, 3)).toEqual({ reverted: false, reason: 'pruned' });
    expect((await changesPage(store, { since: '3' })).items).toHaveLength(2);
    expect((await changesPage(store, {})).items).toHaveLength(3);
    expect(await momentOf(store, '3')).toMatchObject({ change: 3 });
    let records = 0;
    for await (const page of recordsAt(store, 3)) records += page.length;
    expect(records).toBe(8);
    expect(await revertChange(store, 5)).toMatchObject({ reverted: true });
    expect(await view(store, 'actor', 'a')).toMatchObject({ name: 'Anna' });
  });

  it('can be done again, up to the newest change set, and goes on where it was stopped', async () => {
    const store = await history();
    await prune(store, 2);
    await prune(store, 1);
    expect(await prunedUpTo(store)).toBe(2);
    await store.rewriteLog({ forget: { number: 4, limit: 1 } });
    await prune(store, 5);
    expect((await store.changes({ limit: 10, perSet: 0 })).sets.map(({ number }) => number)).toEqual([5]);
    expect(await store.logUpTo(9)).toEqual({ sets: 1, changes: 0 });
    expect(await findings(store)).toEqual([]);
    expect((await write(store, actor('c'))).change).toBe(6);
    expect(await findings(store)).toEqual([]);
  });

  it.each(['seed', 'import'] as const)(
    'keeps what a %s said last, so that others are not overwritten by it later',
    async (kind) => {
      const store = await open();
      const said = (...changes: Parameters<FileWriter['write']>[0]) => new FileWriter(store, { kind }).write(changes);
      await said(actor('a', { name: 'Anna', description: 'One' }), actor('b'));
      await write(store, actor('b', { name: 'Bee' }));
      await prune(store, 2);
      await write(store, actor('a', { name: 'Anne', description: 'One' }));
      await said(actor('a', { name: 'Anna', description: 'Two' }), actor('b'));
      expect(await view(store, 'actor', 'a')).toMatchObject({ name: 'Anne', description: 'Two' });
      if (kind === 'seed') expect(await view(store, 'actor', 'b')).toMatchObject({ name: 'Bee' });
      expect(await findings(store)).toEqual([]);
    },
  );
});
