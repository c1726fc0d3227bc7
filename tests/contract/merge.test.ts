import { expect, it } from 'vitest';
import { anyOf } from '../../src/model/query.ts';
import { onEveryEngine } from '../support/engines.ts';
import { contents, findings, listed, refusal, view, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { actor, claim, deletion, ground, merge, region, source, statement, topic } from '../support/world.ts';

onEveryEngine('merging', (open) => {
  it('lets whoever referred to the old record refer to the new one, at every place', async () => {
    const store = await open(...summit(), actor('one', { represents: [{ actor: 'state-a' }] }));
    await write(store, merge('actor', 'speaker-a', 'one'));
    expect((await view(store, 'statement', 'said-by-a')).speakers).toEqual(['one']);
    expect((await view(store, 'event', 'talks')).participants).toEqual(['one', 'speaker-b']);
    expect(await listed(store, 'claim', { where: [anyOf('speaker', 'one')] })).toEqual(['pipelines', 'shared']);
    expect(await listed(store, 'actor', { where: [anyOf('claim', 'shared')] })).toEqual(['speaker-b', 'one']);
    expect(await findings(store)).toEqual([]);
  });

  it('redirects the two ends of a relation', async () => {
    const store = await open(...summit(), claim('united'));
    await write(store, merge('claim', 'shared', 'united'));
    expect((await view(store, 'relation', 'pipelines-agree')).to).toEqual({ type: 'claim', id: 'united' });
    expect(await findings(store)).toEqual([]);
  });

  it('leads old ids to the new one, and takes them in later writes', async () => {
    const store = await open(...ground(), claim('old'), claim('new'));
    await write(store, merge('claim', 'old', 'new'));
    await write(store, statement('s', { claims: ['old'] }));
    expect((await store.read([{ type: 'claim', id: 'old' }])).readings).toEqual([
      { state: 'moved', key: { type: 'claim', id: 'old' }, to: 'new' },
    ]);
    expect((await view(store, 'statement', 's')).claims).toEqual(['new']);
    expect(await listed(store, 'claim')).toEqual(['claim-a', 'new']);
  });

  it('is done once: the same write again changes nothing', async () => {
    const changes = [...summit(), topic('power')];
    const store = await open(...changes);
    await write(store, merge('topic', 'energy', 'power'));
    const before = await contents(store);
    // What it was merged into has its name since.
    const again = changes.filter(({ key }) => key.id !== 'energy' && key.id !== 'power');
    expect(await write(store, ...again, merge('topic', 'energy', 'power'))).toMatchObject({
      updated: 0,
      merged: 0,
      unchanged: again.length + 1,
    });
    expect(await contents(store)).toEqual(before);
  });

  it('names the new record once where both stood in one list', async () => {
    const store = await open(
      ...summit(),
      statement('twice', { claims: ['shared'], speakers: ['speaker-a'], passages: ['span-1', 'span-2', 'span-3'] }),
    );
    await write(store, merge('passage', 'span-2', 'span-1'));
    const { passages, chains } = await view(store, 'statement', 'twice');
    expect(passages).toEqual(['span-1', 'span-3']);
    expect(chains.map(({ passage: at }: { passage: string }) => at)).toEqual(['span-1', 'span-3']);
    expect((await view(store, 'statement', 'said-by-a')).passages).toEqual(['span-1']);
    expect(await findings(store)).toEqual([]);
  });

  it('leaves what it was given as it came, so that a write can be tried again', async () => {
    const store = await open(...summit());
    const changes = [
      merge('passage', 'span-2', 'span-1'),
      statement('twice', { claims: ['shared'], speakers: ['speaker-a'], passages: ['span-1', 'span-2'] }),
    ];
    const given = structuredClone(changes);
    await write(store, ...changes);
    expect(changes).toEqual(given);
    expect((await view(store, 'statement', 'twice')).passages).toEqual(['span-1']);
  });

  it('merges several at once, and into one that is merged in the same write', async () => {
    const store = await open(
      ...ground(),
      ...['a', 'b', 'c', 'd'].map((id) => topic(id)),
      statement('s', { topics: ['a', 'b', 'c'] }),
    );
    await write(store, merge('topic', 'a', 'b'), merge('topic', 'b', 'd'), merge('topic', 'c', 'd'));
    expect((await view(store, 'statement', 's')).topics).toEqual(['d']);
    expect(await findings(store)).toEqual([]);
  });

  it('merges into a record of the same write', async () => {
    const store = await open(...ground(), statement('s'));
    await write(store, merge('claim', 'claim-a', 'new'), claim('new'));
    expect((await view(store, 'statement', 's')).claims).toEqual(['new']);
    expect(await findings(store)).toEqual([]);
  });

  it('merges into a record that moves in its order by the same write', async () => {
    const store = await open(
      ...ground(),
      claim('claim-b'),
      statement('s'),
      statement('t', { claims: ['claim-b'] }),
      statement('u', { claims: ['claim-b'] }),
    );
    await write(store, merge('claim', 'claim-b', 'claim-a'), claim('claim-a', { text: 'Zebra' }));
    expect(await listed(store, 'statement', { where: [anyOf('claim', 'claim-a')] })).toEqual(['s', 't', 'u']);
    expect(await findings(store)).toEqual([]);
  });

  it('lets an id that never was lead to a record', async () => {
    const store = await open(claim('new'));
    expect(await write(store, merge('claim', 'never', 'new'))).toMatchObject({ merged: 1 });
    expect((await store.read([{ type: 'claim', id: 'never' }])).readings[0]).toMatchObject({
      state: 'moved',
      to: 'new',
    });
    expect(await findings(store)).toEqual([]);
  });

  it('refuses one that leads nowhere', async () => {
    const store = await open(claim('a'), claim('gone'));
    await write(store, deletion('claim', 'gone'));
    for (const into of ['absent', 'gone', 'a']) {
      const [problem] = await refusal(store, merge('claim', 'a', into));
      expect(problem).toMatchObject({ key: { type: 'claim', id: 'a' }, pointer: '/mergedInto' });
      expect(problem?.message).toContain(into);
    }
  });

  it('lets an id go on leading to a record that was deleted since', async () => {
    const store = await open(claim('old'), claim('new'));
    await write(store, merge('claim', 'old', 'new'));
    await write(store, deletion('claim', 'new'));
    expect((await store.read(['old', 'new'].map((id) => ({ type: 'claim', id })))).readings).toMatchObject([
      { state: 'moved', to: 'new' },
      { state: 'deleted' },
    ]);
    const outcome = await contents(store);
    expect(await write(store, merge('claim', 'old', 'new'))).toMatchObject({ unchanged: 1 });
    const other = await open(merge('claim', 'old', 'new'), deletion('claim', 'new'));
    expect(await contents(other)).toEqual(outcome);
  });

  it('refuses two that lead to each other', async () => {
    const store = await open(claim('a'), claim('b'), claim('c'));
    expect((await refusal(store, merge('claim', 'a', 'b'), merge('claim', 'b', 'a'))).map(({ key }) => key.id)).toEqual(
      ['a', 'b'],
    );
    await write(store, merge('claim', 'a', 'b'));
    expect((await refusal(store, merge('claim', 'b', 'a'))).map(({ key }) => key.id)).toEqual(['b']);
  });

  it('refuses one that would put a record above or beneath itself', async () => {
    const store = await open(...summit());
    expect((await refusal(store, merge('region', 'country-a', 'city')))[0]).toMatchObject({
      key: { type: 'region', id: 'city' },
    });
    expect(await contents(store)).toEqual(await contents(await open(...summit())));
  });

  it('lets a source that rested on the old one rest on the new one, once', async () => {
    const rests = [
      { source: 'old', how: 'cites' },
      { source: 'new', how: 'cites' },
    ];
    const store = await open(source('old'), source('new'), source('s', { restsOn: rests }), region('r'));
    await write(store, merge('source', 'old', 'new'));
    expect((await view(store, 'source', 's')).restsOn).toEqual([{ source: 'new', how: 'cites' }]);
  });
});
