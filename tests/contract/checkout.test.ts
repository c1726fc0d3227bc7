import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { recordsAt } from '../../src/log/checkout.ts';
import { keyText } from '../../src/model/ids.ts';
import { onEveryEngine } from '../support/engines.ts';
import { write } from '../support/store.ts';
import { actor, deletion, ground, merge, statement } from '../support/world.ts';

onEveryEngine('the graph as it was', (open) => {
  it('has each record as it stood after a change set, what was gone by then, and nothing that came later', async () => {
    const store = await open(...ground(), statement('s'), actor('b'));
    await write(store, actor('b', { name: 'B' }), deletion('statement', 's'));
    await write(store, merge('actor', 'speaker-a', 'b'), actor('c'));
    const at = async (number: number): Promise<string[]> =>
      (await Readable.from(recordsAt(store, number)).toArray())
        .flat()
        .map(({ key, record, mergedInto }) =>
          [keyText(key), mergedInto ?? (record === null ? 'deleted' : (record.name ?? ''))].join(' ').trim(),
        );
    const before = ['actor/b b', 'actor/speaker-a speaker-a', 'claim/claim-a', 'passage/passage-a', 'source/source-a'];
    expect((await at(1)).toSorted()).toEqual([...before, 'statement/s']);
    expect((await at(2)).toSorted()).toEqual(['actor/b B', ...before.slice(1), 'statement/s deleted']);
    expect((await at(3)).filter((text) => text.startsWith('actor'))).toEqual([
      'actor/b B',
      'actor/c c',
      'actor/speaker-a b',
    ]);
    expect(await at(0)).toEqual([]);
  });
});
