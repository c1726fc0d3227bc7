import { expect, it } from 'vitest';
import type { TypeName } from '../../src/model/ids.ts';
import { EVIDENCE_BY_REGION } from '../../src/model/index-keys.ts';
import type { Completion } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { actor, citation, claim, deletion, forum, ground, merge, region, statement, topic } from '../support/world.ts';

onEveryEngine('values of a filter', (open) => {
  it('counts the records of each type that have a value, in order of value', async () => {
    const store = await open(...summit());
    expect(await store.values('topic', '', null, 10)).toEqual([
      { type: 'actor', value: 'energy', count: 2 },
      { type: 'claim', value: 'energy', count: 2 },
      { type: 'statement', value: 'energy', count: 2 },
      { type: 'actor', value: 'security', count: 2 },
      { type: 'claim', value: 'security', count: 2 },
      { type: 'statement', value: 'security', count: 3 },
    ]);
  });

  it('brings those that begin with a prefix and come after a value', async () => {
    const store = await open(
      ...ground(),
      ...['1', '10', '11', '2'].map((marker) => citation(`c-${marker}`, { marker })),
    );
    const values = async (prefix: string, after: string | null, limit = 10) =>
      (await store.values('marker', prefix, after, limit)).map(({ value }) => value);
    expect(await values('1', null)).toEqual(['1', '10', '11']);
    expect(await values('1', '1')).toEqual(['10', '11']);
    expect(await values('1', '10', 1)).toEqual(['11']);
    expect(await values('', '100')).toEqual(['11', '2']);
    expect(await values('3', null)).toEqual([]);
  });

  it('takes a prefix with marks of patterns as it is', async () => {
    const store = await open(
      ...ground(),
      citation('c-1', { marker: '%a' }),
      citation('c-2', { marker: 'ba' }),
      citation('c-3', { marker: '_a' }),
    );
    for (const prefix of ['%', '_'])
      expect((await store.values('marker', prefix, null, 10)).map(({ value }) => value)).toEqual([`${prefix}a`]);
  });

  it('no longer counts a value that no record has', async () => {
    const store = await open(...ground(), topic('t'), statement('s', { topics: ['t'] }));
    await write(store, statement('s'));
    expect(await store.values('topic', '', null, 10)).toEqual([]);
  });

  it('counts the evidence of each link between a region and a forum by rule', async () => {
    const store = await open(...summit());
    expect(
      (await store.values(EVIDENCE_BY_REGION, 'country-a ', null, 10)).map(({ value, count }) => [value, count]),
    ).toEqual([
      ['country-a forum-x event-in-region', 2],
      ['country-a forum-x event-took-up-region', 1],
      ['country-a forum-x member-in-region', 1],
      ['country-a forum-y statement-about-both', 1],
    ]);
  });
});

onEveryEngine('completions', (open) => {
  const told = (found: readonly Completion[]): string[][] => found.map(({ entry, type, id }) => [entry, type, id]);

  it('finds names by the beginning of the name or of a word within it', async () => {
    const store = await open(
      forum('g', { name: 'Group of Twenty' }),
      region('t', { name: 'Twin Lakes' }),
      topic('x', { name: 'Between' }),
    );
    expect(await store.complete('tw', null, null, 10)).toEqual([
      { type: 'forum', id: 'g', entry: 'twenty', name: 'Group of Twenty', label: 'Group of Twenty' },
      { type: 'region', id: 't', entry: 'twin lakes', name: 'Twin Lakes', label: 'Twin Lakes' },
    ]);
  });

  it('brings a record once, by the first of its entries', async () => {
    const store = await open(forum('f', { name: 'Second Session', alternativeNames: ['Sea Session', 'Seasons'] }));
    expect(await store.complete('se', null, null, 10)).toEqual([
      { type: 'forum', id: 'f', entry: 'sea session', name: 'Sea Session', label: 'Second Session' },
    ]);
  });

  it('brings as many records as are wanted, however many names of one begin alike', async () => {
    const many = Array.from({ length: 12 }, (_, i) => `Sea ${String.fromCharCode(97 + i)}`);
    const store = await open(
      forum('f', { name: 'Sea', alternativeNames: many }),
      forum('g', { name: 'Season' }),
      forum('h', { name: 'Seasons' }),
    );
    expect(told(await store.complete('se', null, null, 1))).toEqual([['sea', 'forum', 'f']]);
    expect(told(await store.complete('se', null, null, 2))).toEqual([
      ['sea', 'forum', 'f'],
      ['season', 'forum', 'g'],
    ]);
    expect(told(await store.complete('se', null, { entry: 'sea', type: 'forum', id: 'f' }, 2))).toEqual([
      ['season', 'forum', 'g'],
      ['seasons', 'forum', 'h'],
    ]);
  });

  it('folds names, and finds across words', async () => {
    const store = await open(forum('f', { name: 'Conf\u00e9rence de \u00c9vian' }));
    expect(told(await store.complete('conference de e', null, null, 10))).toEqual([
      ['conference de evian', 'forum', 'f'],
    ]);
    expect(told(await store.complete('evian', null, null, 10))).toEqual([['evian', 'forum', 'f']]);
  });

  it('keeps to the types asked for', async () => {
    const store = await open(forum('f', { name: 'Same' }), region('r', { name: 'Same' }), topic('t', { name: 'Same' }));
    const types = async (asked: TypeName[] | null) =>
      (await store.complete('same', asked, null, 10)).map(({ type }) => type);
    expect(await types(null)).toEqual(['forum', 'region', 'topic']);
    expect(await types(['topic', 'region'])).toEqual(['region', 'topic']);
    expect(await types(['actor'])).toEqual([]);
  });

  it('goes on after a place, among equal entries too', async () => {
    const names = [
      forum('b', { name: 'Same' }),
      forum('a', { name: 'Same' }),
      region('c', { name: 'same' }),
      topic('d', { name: 'Sameness' }),
      actor('e', { name: 'The Same' }),
    ];
    const store = await open(...names);
    const whole = await store.complete('same', null, null, 10);
    expect(told(whole)).toEqual([
      ['same', 'actor', 'e'],
      ['same', 'forum', 'a'],
      ['same', 'forum', 'b'],
      ['same', 'region', 'c'],
      ['sameness', 'topic', 'd'],
    ]);
    for (const [i, place] of whole.entries())
      expect(await store.complete('same', null, place, 2)).toEqual(whole.slice(i + 1, i + 3));
  });

  it('takes marks of patterns as they are', async () => {
    const store = await open(forum('a', { name: '%x' }), forum('b', { name: 'ax' }), forum('c', { name: '*x' }));
    expect(told(await store.complete('%', null, null, 10))).toEqual([['%x', 'forum', 'a']]);
    expect(told(await store.complete('*', null, null, 10))).toEqual([['*x', 'forum', 'c']]);
  });

  it('forgets a name that was changed or deleted; one that was merged leads to what it was merged into', async () => {
    const store = await open(
      forum('a', { name: 'Alpha' }),
      forum('b', { name: 'Beta' }),
      forum('c', { name: 'Gamma' }),
      claim('claim-a'),
    );
    await write(store, forum('a', { name: 'Omega' }), deletion('forum', 'b'), merge('forum', 'c', 'a'));
    expect(told(await store.complete('', null, null, 10))).toEqual([['gamma', 'forum', 'a']]);
    for (const [name, found] of [
      ['omega', [['omega', 'forum', 'a']]],
      ['alpha', []],
      ['beta', []],
    ] as const)
      expect(told(await store.complete(name, null, null, 10))).toEqual(found);
  });
});
