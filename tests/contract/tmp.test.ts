import { expect, it } from 'vitest';
import { onEveryEngine } from '../support/engines.ts';
import { summit } from '../support/summit.ts';
import { findings, listed, write, view } from '../support/store.ts';
import { statement, claim, deletion, merge, actor, passage, region } from '../support/world.ts';
import { anyOf } from '../../src/model/query.ts';
onEveryEngine('tmp', (open) => {
  it('opens', async () => {
    const store = await open(...summit());
    expect(await findings(store)).toEqual([]);
    expect(await listed(store, 'statement')).toEqual([]);
  });
  it('previous refs', async () => {
    const store = await open(...summit());
    await write(store, statement('concluded', { mode: 'analysis', speakers: ['author'], claims: ['pipelines'], passages: ['span-4'] }));
    expect(await findings(store)).toEqual([]);
  });
  it('chain merges', async () => {
    const store = await open(...summit());
    await write(store, claim('x'), claim('y'));
    await write(store, merge('claim','shared','x'));
    await write(store, merge('claim','x','y'));
    expect(await listed(store, 'statement', {where:[anyOf('claim','shared')]})).toEqual(['said-by-b','said-by-a']);
  });
  it('dupes', async () => {
    const store = await open(...summit());
    await write(store, statement('two', { speakers: ['speaker-a'], claims: ['shared','pipelines'], passages: ['span-2','span-3'] }));
    await write(store, merge('passage','span-2','span-3'));
    expect((await view(store,'statement','two')).passages).toEqual(['span-3']);
  });
  it('phantom', async () => {
    const store = await open(actor('c',{kind:'state'}),actor('b',{kind:'institution',belongsTo:['c']}),actor('a',{kind:'institution',belongsTo:['b']}));
    await write(store, actor('b',{kind:'institution',belongsTo:['a']}));
    expect((await view(store,'actor','a')).sides).toEqual([]);
  });
});
