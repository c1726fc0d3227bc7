import { expect, it } from 'vitest';
import { anyOf } from '../../src/model/query.ts';
import { tellFacts } from '../../src/queries/facts.ts';
import { readLinks } from '../../src/queries/links.ts';
import type { Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, listed, view, write } from '../support/store.ts';
import {
  actor,
  deletion,
  event,
  forum,
  ground,
  membership,
  passage,
  region,
  source,
  statement,
} from '../support/world.ts';

/*
 * In which standing somebody is to something, and since when: members, bodies of a forum, regions in part and in dispute.
 */

const linksOf = async (store: Store, id: string): Promise<any[]> => {
  const found = await readLinks(store, 'forum', id, {});
  if ('movedTo' in found) throw new Error(found.movedTo);
  return found.links;
};
const rulesOf = async (store: Store, id: string): Promise<Record<string, string[]>> =>
  Object.fromEntries((await linksOf(store, id)).map(({ region: { id: of }, rules }) => [of, rules]));

onEveryEngine('a body with two hats', (open) => {
  it('is found under the forum by what its actor says', async () => {
    const store = await open(
      ...ground(),
      actor('pact-secretariat', { kind: 'institution' }),
      statement('by-pact', { speakers: ['pact-secretariat'] }),
      statement('about-pact'),
    );
    await write(store, forum('larger'), forum('pact', { actor: 'pact-secretariat', partOf: 'larger' }));
    const byForum = (id: string) => listed(store, 'statement', { where: [anyOf('byForum', id)] });
    expect(await byForum('pact')).toEqual(['by-pact']);
    expect(await view(store, 'actor', 'pact-secretariat')).toMatchObject({ asForums: ['pact'] });
    expect(await listed(store, 'forum', { where: [anyOf('partOf', 'larger')] })).toEqual(['pact']);
    await write(store, forum('pact', { partOf: 'larger' }));
    expect(await byForum('pact')).toEqual([]);
    expect(await findings(store)).toEqual([]);
  });

  it('does not go with its actor', async () => {
    const store = await open(actor('secretariat', { kind: 'institution' }), forum('pact', { actor: 'secretariat' }));
    expect(await store.write([deletion('actor', 'secretariat')])).toMatchObject({
      written: false,
      problems: [{ message: expect.stringContaining('forum/pact') }],
    });
  });
});

onEveryEngine('a membership', (open) => {
  const world = () => [
    source('handbook'),
    region('north'),
    forum('pact'),
    ...['a', 'b', 'c'].map((id) => actor(id, { kind: 'state', locatedIn: ['north'] })),
  ];

  it('has a standing, and only members link their regions', async () => {
    const store = await open(
      ...world(),
      membership('m-a', { member: 'a', forum: 'pact', source: 'handbook', status: 'observer' }),
    );
    expect(await linksOf(store, 'pact')).toEqual([]);
    expect(await view(store, 'membership', 'm-a')).toMatchObject({ label: 'a as observer in pact', ended: false });
    expect(await listed(store, 'membership', { where: [anyOf('status', 'observer')] })).toEqual(['m-a']);
    await write(store, membership('m-b', { member: 'b', forum: 'pact', source: 'handbook' }));
    expect(await rulesOf(store, 'pact')).toEqual({ north: ['member-in-region'] });
  });

  it.each([
    [{ period: '2001/' }, 'a was a member of pact, from 2001 to a time that is not known, as “handbook” says.'],
    [{ from: '1973', to: '2020-01-31' }, 'a was a member of pact from 1973 until 2020-01-31, as “handbook” says.'],
    [{ from: '1973' }, 'a is a member of pact from 1973, as “handbook” says.'],
    [{}, 'a is a member of pact, as “handbook” says.'],
  ])('is told in its tense, with its time: %j', async (term, text) => {
    const store = await open(...world(), membership('m', { member: 'a', forum: 'pact', source: 'handbook', ...term }));
    const [link] = await linksOf(store, 'pact');
    const [told] = await tellFacts(store, [JSON.stringify(link)]);
    expect(JSON.parse(told!).evidence[0].because[0].text).toBe(text);
  });

  it('is found by a time that it may have held in', async () => {
    const store = await open(
      ...world(),
      membership('m-a', { member: 'a', forum: 'pact', source: 'handbook', from: '1973', to: '2020-01-31' }),
      membership('m-b', { member: 'b', forum: 'pact', source: 'handbook', period: '2019/..' }),
      membership('m-c', { member: 'c', forum: 'pact', source: 'handbook' }),
    );
    const during = (day: string) => listed(store, 'membership', { range: { from: day, to: day } });
    expect(await during('1980')).toEqual(['m-a']);
    expect(await during('2020-01')).toEqual(['m-a', 'm-b']);
    expect(await during('2025-02-20')).toEqual(['m-b']);
  });
});

onEveryEngine('a region', (open) => {
  it('under another in part, or in dispute, says so in the rules of its links', async () => {
    const store = await open(
      ...ground(),
      source('atlas'),
      region('west'),
      region('east'),
      region('claimant'),
      region('two', { broader: [{ region: 'west', part: true }, 'east'] }),
      region('isle', { broader: ['two', { region: 'claimant', accordingTo: 'atlas', period: '2014/..' }] }),
      forum('pact'),
      passage('p'),
      statement('s', { regions: ['isle'], forums: ['pact'], passages: ['p'] }),
    );
    expect(await view(store, 'region', 'isle')).toMatchObject({
      broader: ['two', 'claimant'],
      ancestors: ['claimant', 'east', 'two', 'west'],
      inclusions: [
        { region: 'two', part: false, accordingTo: null },
        { region: 'claimant', accordingTo: 'atlas', from: '2014', to: null, ended: false },
      ],
      reach: { inPart: ['west'], disputed: ['claimant'] },
    });
    expect(await rulesOf(store, 'pact')).toEqual({
      claimant: ['statement-about-both-disputed'],
      east: ['statement-about-both'],
      isle: ['statement-about-both'],
      two: ['statement-about-both'],
      west: ['statement-about-both-in-part'],
    });
    const links = await linksOf(store, 'pact');
    expect(links.find(({ region: { id } }) => id === 'west').evidence[0].because.at(-1)).toEqual({
      fact: 'liesInPart',
      ids: ['region/two', 'region/west'],
    });
    // A plain way goes before one in part.
    await write(store, region('isle', { broader: ['two', 'west', { region: 'claimant', accordingTo: 'atlas' }] }));
    expect((await rulesOf(store, 'pact'))['west']).toEqual(['statement-about-both']);
    expect(await listed(store, 'region', { where: [anyOf('broader', 'west')] })).toEqual(['isle', 'two']);
    expect(await findings(store)).toEqual([]);
  });

  it('lies in another for a time, or as a source says, and what was before or after does not', async () => {
    const store = await open(
      ...ground(),
      source('atlas'),
      region('union'),
      region('claimant'),
      region('world'),
      region('land', { broader: [{ region: 'union', period: '1922-12-30/1991-12-26' }, 'world'] }),
      region('isle', {
        broader: ['land', { region: 'claimant', accordingTo: 'atlas', part: true, period: '2014/..' }],
      }),
      forum('pact'),
      passage('p'),
      event('summit', { host: 'pact', place: 'isle', date: '2015-05' }),
      actor('member', { kind: 'state', locatedIn: ['land'] }),
      membership('m-old', { member: 'member', forum: 'pact', source: 'atlas', period: '1950/1960' }),
      ...['1990', '1991', '2013-12-31', '2014~', '2020'].map((said) =>
        statement(`s-${said.slice(0, 4)}`, { regions: ['isle'], forums: ['pact'], passages: ['p'], said }),
      ),
      statement('s-undated', { regions: ['isle'], forums: ['pact'], passages: ['p'] }),
    );
    const about = (id: string): Promise<string[]> => listed(store, 'statement', { where: [anyOf('region', id)] });
    expect((await about('union')).toSorted()).toEqual(['s-1990', 's-1991', 's-undated']);
    expect((await about('claimant')).toSorted()).toEqual(['s-2014', 's-2020', 's-undated']);
    expect(await about('world')).toHaveLength(6);
    expect(await listed(store, 'event', { where: [anyOf('region', 'union')] })).toEqual([]);
    expect(await listed(store, 'event', { where: [anyOf('region', 'claimant')] })).toEqual(['summit']);
    expect(await listed(store, 'membership', { where: [anyOf('region', 'union')] })).toEqual(['m-old']);
    expect(await listed(store, 'region', { where: [anyOf('broader', 'union')] })).toEqual(['isle', 'land']);
    const links = await linksOf(store, 'pact');
    const why = async (to: string): Promise<string[]> => {
      const link = links.find(({ region: { id: of } }) => of === to);
      const [told] = await tellFacts(store, [JSON.stringify(link)]);
      return JSON.parse(told!).evidence.flatMap(({ because }: any) => because.map(({ text }: any) => text));
    };
    expect(await why('claimant')).toContain('isle lies in claimant in part only from 2014.');
    expect(await why('claimant')).toContain('isle lies in claimant from 2014, as “atlas” says and others dispute.');
    expect(await why('union')).toContain('land lies in union from 1922-12-30 until 1991-12-26.');
    await write(
      store,
      region('land', { broader: [{ region: 'union' }, 'world'] }),
      membership('m-old', { member: 'member', forum: 'pact', source: 'atlas', period: '2000/2010' }),
    );
    expect(await about('union')).toHaveLength(6);
    expect(await listed(store, 'membership', { where: [anyOf('region', 'union')] })).toEqual(['m-old']);
    expect(await findings(store)).toEqual([]);
  });
});

onEveryEngine('what became of something', (open) => {
  it('is found: who took the place of a state, which documents were retracted', async () => {
    const store = await open(
      actor('old', { kind: 'state', period: '1922-12-30/1991-12-26' }),
      actor('new', { kind: 'state', period: '1991-12-26/..', successorOf: ['old'] }),
      source('notice'),
      source('paper', { status: { kind: 'retracted', date: '2025-03', notice: 'notice' } }),
    );
    expect(await listed(store, 'actor', { where: [anyOf('successorOf', 'old')] })).toEqual(['new']);
    expect((await view(store, 'actor', 'old')).sides).toMatchObject([{ from: '1922-12-30', to: '1991-12-26' }]);
    expect(await listed(store, 'source', { where: [anyOf('status', 'retracted')] })).toEqual(['paper']);
    expect(await findings(store)).toEqual([]);
  });
});
