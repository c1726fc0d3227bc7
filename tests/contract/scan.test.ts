import { expect, it } from 'vitest';
import { TYPE_NAMES } from '../../src/model/ids.ts';
import { onEveryEngine } from '../support/engines.ts';
import { allKeys, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { claim, deletion, merge, region } from '../support/world.ts';

onEveryEngine('scanning', (open) => {
  it('brings every record once, in batches of any size', async () => {
    const store = await open(...summit().toReversed());
    const whole = (await store.scan(null, 1000)).map(({ key }) => key);
    const inOrder = summit()
      .map(({ key }) => key)
      .toSorted((a, b) => TYPE_NAMES.indexOf(a.type) - TYPE_NAMES.indexOf(b.type) || (a.id < b.id ? -1 : 1));
    expect(whole).toEqual(inOrder);
    for (const batch of [1, 2, 3, 7, whole.length - 1, whole.length, whole.length + 1])
      expect(await allKeys(store, batch)).toEqual(whole);
  });

  it('gives records as they were written, without anything derived', async () => {
    const store = await open(...summit());
    const rows = new Map(
      (await store.scan(null, 1000)).map(({ key, json }) => [`${key.type}/${key.id}`, JSON.parse(json) as unknown]),
    );
    for (const { key, record } of summit()) expect(rows.get(`${key.type}/${key.id}`)).toEqual(record);
  });

  it('gives what was deleted or merged in its place', async () => {
    const store = await open(claim('a'), claim('b'), claim('c'), region('r'));
    await write(store, deletion('claim', 'a'), merge('claim', 'b', 'c'), deletion('region', 'r'));
    expect((await store.scan(null, 10)).map(({ key, json }) => [key.type, JSON.parse(json)])).toEqual([
      ['region', { id: 'r', deleted: true }],
      ['claim', { id: 'a', deleted: true }],
      ['claim', { id: 'b', mergedInto: 'c' }],
      ['claim', expect.objectContaining({ id: 'c', text: 'c' })],
    ]);
  });

  it('goes on after a key where nothing stands', async () => {
    const store = await open(region('r'), claim('a'), claim('c'));
    expect((await store.scan({ type: 'claim', id: 'b' }, 10)).map(({ key }) => key.id)).toEqual(['c']);
    expect((await store.scan({ type: 'event', id: 'zz' }, 10)).map(({ key }) => key.id)).toEqual(['a', 'c']);
    expect(await store.scan({ type: 'relation', id: 'z' }, 10)).toEqual([]);
  });
});
