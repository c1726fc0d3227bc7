import { expect, it } from 'vitest';
import { anyOf } from '../../src/model/query.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, listed, view, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { actor, citation, event, ibid, passage, region, source, statement, topic } from '../support/world.ts';

onEveryEngine('what rests on a changed record is derived anew', (open) => {
  /** Writes changes into the summit, and sees to it that nothing stale stays. */
  const after = async (...changes: Change[]): Promise<Store> => {
    const store = await open(...summit());
    await write(store, ...changes);
    expect(await findings(store)).toEqual([]);
    return store;
  };
  const directness = async (store: Store, id: string): Promise<string[]> =>
    (await view(store, 'statement', id)).directness;

  it('begins from the directness that the model gives', async () => {
    const store = await open(...summit());
    expect(await directness(store, 'said-by-a')).toEqual(['counterpart']);
    expect(await directness(store, 'said-by-both')).toEqual(['own-side']);
    expect(await directness(store, 'concluded')).toEqual(['first-hand']);
  });

  it('changes directness with the state that the publisher belongs to', async () => {
    const store = await after(actor('press-b', { kind: 'institution', belongsTo: ['state-a'] }));
    expect(await directness(store, 'said-by-a')).toEqual(['own-side']);
    expect(await listed(store, 'claim', { where: [anyOf('directness', 'own-side')] })).toEqual(['pipelines', 'shared']);
    expect(await listed(store, 'statement', { where: [anyOf('directness', 'counterpart')] })).toEqual(['said-by-b']);
  });

  it('changes directness with the publisher of the source', async () => {
    const store = await after(source('report-b', { publisher: 'newsroom' }));
    expect(await directness(store, 'said-by-a')).toEqual(['third-party']);
    expect((await view(store, 'statement', 'said-by-a')).publishers).toEqual(['newsroom']);
  });

  it('changes directness with whom the speaker represents, and when', async () => {
    const until = (to: string) => actor('speaker-b', { represents: [{ actor: 'state-b', to }] });
    expect(await directness(await after(until('2025-01')), 'said-by-a')).toEqual(['third-party']);
    expect(await directness(await after(until('2025-02')), 'said-by-a')).toEqual(['counterpart']);
  });

  it('changes directness with the parties of the event', async () => {
    expect(
      await directness(await after(event('talks', { partOf: 'summit', participants: ['speaker-a'] })), 'said-by-a'),
    ).toEqual(['third-party']);
  });

  it('changes directness with the footnotes of the passage', async () => {
    expect(await directness(await after(passage('span-2', { source: 'article', citations: [] })), 'said-by-a')).toEqual(
      ['third-party'],
    );
    expect(
      await directness(
        await after(passage('span-2', { source: 'article', citations: ['note-2', 'note-3'] })),
        'said-by-a',
      ),
    ).toEqual(['own-side', 'counterpart']);
  });

  it('lets a chain of ibids follow the source of its root', async () => {
    const store = await after(
      ibid('note-4', 'note-2', { marker: '4' }),
      citation('note-1', { marker: '1', source: 'report-a', accessed: '2026-01-01' }),
    );
    expect(await view(store, 'citation', 'note-4')).toMatchObject({
      source: 'report-a',
      publisher: 'ministry-a',
      accessed: '2026-01-01',
      ibidChain: ['note-2', 'note-1'],
    });
    expect(await directness(store, 'said-by-a')).toEqual(['own-side']);
    expect((await view(store, 'passage', 'span-2')).cited).toMatchObject([{ citation: 'note-2', source: 'report-a' }]);
    expect(await listed(store, 'statement', { where: [anyOf('citedSource', 'report-b')] })).toEqual([]);
  });

  it('carries a new place in a hierarchy to statements, claims, events and members', async () => {
    const store = await after(region('world'), region('continent', { broader: ['world'] }));
    expect((await view(store, 'statement', 'said-by-a')).broader.regions).toEqual(['continent', 'country-a', 'world']);
    expect(await listed(store, 'statement', { where: [anyOf('region', 'world')] })).toEqual(['said-by-b', 'said-by-a']);
    expect(await listed(store, 'claim', { where: [anyOf('region', 'world')] })).toEqual(['shared']);
    expect(await listed(store, 'event', { where: [anyOf('region', 'world')] })).toEqual(['summit', 'talks']);
    expect(await listed(store, 'membership', { where: [anyOf('region', 'world')] })).toEqual(['a-in-x']);
  });

  it('takes what was above away again', async () => {
    const store = await after(topic('energy'));
    expect(await listed(store, 'statement', { where: [anyOf('topic', 'security')] })).toEqual(['said-by-b']);
    expect(await listed(store, 'actor', { where: [anyOf('topic', 'security')] })).toEqual(['speaker-b']);
  });

  it('carries a new label to whatever shows it', async () => {
    const store = await after(actor('state-a', { kind: 'state', name: 'Republic of A', locatedIn: ['country-a'] }));
    expect((await view(store, 'membership', 'a-in-x')).label).toBe('Republic of A in Forum X');
  });

  it('carries the host of an event to the statements at events within it', async () => {
    const store = await after(event('summit', { host: 'forum-y', place: 'country-b' }));
    expect((await view(store, 'statement', 'said-by-b')).eventForums).toEqual(['forum-y']);
    expect((await store.values('evidence.forum', 'forum-x ', null, 10)).map(({ value }) => value)).toEqual([
      'forum-x continent member-in-region',
      'forum-x country-a member-in-region',
    ]);
  });

  it('carries authors of a source to the directness of what is recorded in it', async () => {
    const store = await after(source('article', { authors: ['author', 'speaker-b'] }));
    expect(await directness(store, 'said-by-b')).toEqual(['first-hand']);
  });

  it('refuses a change that would make false what rests on it', async () => {
    const store = await open(...summit());
    const report = await store.write([source('article', { authors: ['speaker-b'] })]);
    expect(report).toMatchObject({
      written: false,
      problems: [{ key: { type: 'statement', id: 'concluded' }, pointer: '/speakers' }],
    });
    expect((await view(store, 'passage', 'span-4')).sourceAuthors).toEqual(['author']);
  });

  it('goes a long way down in one write', async () => {
    const depth = 60;
    const chain = Array.from({ length: depth }, (_, i) => region(`r-${i}`, { broader: i === 0 ? [] : [`r-${i - 1}`] }));
    const store = await after(
      ...chain,
      statement('deep', {
        speakers: ['speaker-a'],
        claims: ['shared'],
        passages: ['span-1'],
        regions: [`r-${depth - 1}`],
      }),
    );
    await write(store, region('top'), region('r-0', { broader: ['top'] }));
    expect(await listed(store, 'statement', { where: [anyOf('region', 'top')] })).toEqual(['deep']);
    expect(await findings(store)).toEqual([]);
  });
});
