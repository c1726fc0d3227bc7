import { expect, it } from 'vitest';
import { onEveryEngine } from '../support/engines.ts';
import { contents } from '../support/store.ts';
import { actor } from '../support/world.ts';

/*
 * What the service keeps for itself beside the graph.
 */

const HOUR_MS = 3_600_000;

onEveryEngine('entries', (open) => {
  it('are found by their space and name, in order of name', async () => {
    const store = await open();
    await store.keepEntries([
      { space: 'token', name: 'b', value: '{"n":2}' },
      { space: 'token', name: 'a', value: '{"n":1}' },
      { space: 'answer', name: 'a', value: 'other' },
    ]);
    expect(await store.entries('token', null)).toEqual([
      { name: 'a', value: '{"n":1}', expires: null },
      { name: 'b', value: '{"n":2}', expires: null },
    ]);
    expect(await store.entries('token', ['b', 'c'])).toEqual([{ name: 'b', value: '{"n":2}', expires: null }]);
    expect(await store.entries('token-use', null)).toEqual([]);
  });

  it('take the place of those of the same name, and go where their value is null', async () => {
    const store = await open();
    await store.keepEntries([{ space: 'token', name: 'a', value: 'old' }]);
    await store.keepEntries([{ space: 'token', name: 'a', value: 'new' }]);
    expect(await store.entries('token', null)).toEqual([{ name: 'a', value: 'new', expires: null }]);
    await store.keepEntries([{ space: 'token', name: 'a', value: null }]);
    expect(await store.entries('token', null)).toEqual([]);
  });

  it('are not there any more once their time has come', async () => {
    const store = await open();
    const later = Date.now() + HOUR_MS;
    await store.keepEntries([
      { space: 'answer', name: 'gone', value: 'x', expires: Date.now() - 1 },
      { space: 'answer', name: 'there', value: 'y', expires: later },
    ]);
    expect(await store.entries('answer', null)).toEqual([{ name: 'there', value: 'y', expires: later }]);
    expect(await store.entries('answer', ['gone'])).toEqual([]);
  });

  it('are no part of the graph: its version, its export and its check stay as they were', async () => {
    const store = await open(actor('a'));
    const [version, text] = [await store.version(), await contents(store)];
    await store.keepEntries([{ space: 'token', name: 'a', value: 'x' }]);
    expect([await store.version(), await contents(store)]).toEqual([version, text]);
    for (let done = await store.compare(); done !== null; done = await store.compare())
      expect(done.findings).toEqual([]);
  });

  it('are still there when all is derived anew', async () => {
    const store = await open(actor('a'));
    await store.keepEntries([{ space: 'token', name: 'a', value: 'x' }]);
    for (let done = await store.migrate({ anew: true }); done !== null; done = await store.migrate());
    expect(await store.entries('token', null)).toEqual([{ name: 'a', value: 'x', expires: null }]);
  });
});
