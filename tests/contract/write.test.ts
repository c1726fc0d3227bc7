import { expect, it } from 'vitest';
import { onEveryEngine } from '../support/engines.ts';
import { byFilter, contents, findings, listed, refusal, view, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { claim, deletion, forum, ground, merge, passage, region, statement, topic } from '../support/world.ts';

const nothing = { written: true, created: 0, updated: 0, unchanged: 0, deleted: 0, merged: 0 };

onEveryEngine('writing', (open) => {
  it('reports what it did', async () => {
    const store = await open();
    expect(await write(store, claim('a'), claim('b'), claim('c'), claim('d'))).toMatchObject({
      ...nothing,
      created: 4,
    });
    expect(
      await write(
        store,
        claim('a', { text: 'new' }),
        claim('b'),
        deletion('claim', 'c'),
        merge('claim', 'd', 'b'),
        claim('e'),
      ),
    ).toMatchObject({
      ...nothing,
      created: 1,
      updated: 1,
      unchanged: 1,
      deleted: 1,
      merged: 1,
    });
  });

  it('takes records in any order, when all that they refer to is there in the end', async () => {
    const store = await open(...summit());
    const inOrder = await contents(store);
    const other = await open(...summit().toReversed());
    expect(await contents(other)).toEqual(inOrder);
    expect(await findings(other)).toEqual([]);
  });

  it('comes to the same in one write and in many', async () => {
    const store = await open(...summit());
    const atOnce = await contents(store);
    const other = await open();
    for (const change of summit()) await write(other, change);
    expect(await contents(other)).toEqual(atOnce);
    expect(await findings(other)).toEqual([]);
  });

  it('tells the note of a write until something changes the graph, where notes are kept', async () => {
    const store = await open();
    expect(await store.note()).toBeNull();
    await store.write([claim('a')], { note: 'one' });
    const noted = store.engine === 'embedded' ? ['one', 'two'] : [null, null];
    expect(await store.note()).toBe(noted[0]);
    await write(store, claim('a'));
    await store.write([claim('b')], { note: 'rehearsed', rehearsal: true });
    await store.write([passage('p', { source: 'nowhere' })], { note: 'refused' });
    expect(await store.note()).toBe(noted[0]);
    await store.write([claim('a')], { note: 'two' });
    expect(await store.note()).toBe(noted[1]);
    await write(store, claim('b'));
    expect(await store.note()).toBeNull();
  });

  it('writes nothing where everything is there and equal', async () => {
    const store = await open(...summit());
    const before = await store.version();
    expect(await write(store, ...summit())).toMatchObject({ ...nothing, unchanged: summit().length });
    expect(await store.version()).toBe(before);
  });

  it('writes all or nothing', async () => {
    const store = await open(...summit());
    const [before, version] = [await contents(store), await store.version()];
    const problems = await refusal(
      store,
      claim('good'),
      region('city', { name: 'Changed' }),
      statement('bad', { claims: ['absent'] }),
      deletion('forum', 'forum-y'),
    );
    expect(problems.map(({ key }) => key.id)).toContain('bad');
    expect([await contents(store), await store.version()]).toEqual([before, version]);
    expect(await findings(store)).toEqual([]);
  });

  it('rehearses: reports what a write would do, and writes nothing', async () => {
    const store = await open(...summit());
    const [before, version] = [await contents(store), await store.version()];
    const changes = [claim('new'), claim('shared', { text: 'other words' }), deletion('statement', 'concluded')];
    expect(await store.write(changes.slice(0, 2), { rehearsal: true })).toMatchObject({
      ...nothing,
      created: 1,
      updated: 1,
    });
    expect(await store.write([statement('bad', { claims: ['absent'] })], { rehearsal: true })).toMatchObject({
      written: false,
      problems: [{ pointer: '/claims/0' }, { pointer: '/passages/0' }],
    });
    expect([await contents(store), await store.version()]).toEqual([before, version]);
    expect(await findings(store)).toEqual([]);
  });

  it('changes the version with every write that changes something, and with no other', async () => {
    const store = await open(...ground());
    const versions = new Set([await store.version()]);
    const changing = [
      [claim('x')],
      [claim('x', { text: 'y' })],
      [merge('claim', 'x', 'claim-a')],
      [claim('y')],
      [deletion('claim', 'y')],
    ];
    for (const changes of changing) {
      await write(store, ...changes);
      versions.add(await store.version());
    }
    expect(versions.size).toBe(changing.length + 1);
    await write(store, merge('claim', 'x', 'claim-a'), deletion('claim', 'y'), claim('claim-a'));
    await write(store);
    await refusal(store, statement('bad', { claims: ['absent'] }));
    await store.list({
      type: 'claim',
      where: [],
      range: null,
      sort: 'id',
      descending: false,
      after: null,
      limit: 10,
      count: true,
      facets: [],
      include: [],
    });
    expect(versions).toContain(await store.version());
  });

  it('takes the last of several changes of one record', async () => {
    const store = await open(claim('it', { text: 'first' }), claim('it', { text: 'second' }));
    expect((await view(store, 'claim', 'it')).text).toBe('second');
    expect(await findings(store)).toEqual([]);
  });

  it('files a record anew under what it says now', async () => {
    const store = await open(
      ...ground(),
      topic('old'),
      topic('new'),
      statement('s', { said: '2024', topics: ['old'] }),
    );
    await write(
      store,
      statement('s', { said: '2026', topics: ['new'] }),
      statement('t', { said: '2025', topics: ['old'] }),
    );
    expect(await listed(store, 'statement')).toEqual(['t', 's']);
    expect(await listed(store, 'topic', byFilter('q', 'old'))).toEqual(['old']);
    expect((await store.values('topic', '', null, 10)).filter(({ type }) => type === 'statement')).toEqual([
      { type: 'statement', value: 'new', count: 1 },
      { type: 'statement', value: 'old', count: 1 },
    ]);
    expect(await findings(store)).toEqual([]);
  });

  it('lets go of a claim that a statement no longer expresses', async () => {
    const store = await open(...ground(), claim('claim-b'), statement('s'));
    await write(store, statement('s', { claims: ['claim-b'] }));
    expect(await store.support('claim-a')).toMatchObject({ statements: 0 });
    expect(await store.support('claim-b')).toMatchObject({ statements: 1 });
    expect(await findings(store)).toEqual([]);
  });

  it('writes a deleted record anew', async () => {
    const store = await open(forum('f', { name: 'First' }));
    await write(store, deletion('forum', 'f'));
    expect(await write(store, forum('f', { name: 'Second' }))).toMatchObject({ ...nothing, created: 1 });
    expect(await listed(store, 'forum')).toEqual(['f']);
    expect(await findings(store)).toEqual([]);
  });

  it('writes a merged record anew, as one of its own', async () => {
    const store = await open(...ground(), claim('claim-b'), statement('s', { claims: ['claim-b'] }));
    await write(store, merge('claim', 'claim-b', 'claim-a'));
    await write(store, claim('claim-b'));
    expect((await view(store, 'statement', 's')).claims).toEqual(['claim-a']);
    expect((await store.read([{ type: 'claim', id: 'claim-b' }])).readings[0]?.state).toBe('found');
    expect(await findings(store)).toEqual([]);
  });

  it('holds writes that are made at the same time one after another', async () => {
    const store = await open(...ground());
    await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        write(store, claim('shared', { text: `text ${i}` }), statement(`s-${i}`, { claims: ['shared'] })),
      ),
    );
    expect((await store.support('shared')).statements).toBe(10);
    expect(await findings(store)).toEqual([]);
  });
});
