import { expect, it } from 'vitest';
import { anyOf } from '../../src/model/query.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, listed, view, write } from '../support/store.ts';
import { actor, citation, claim, event, passage, source, statement } from '../support/world.ts';

/*
 * How near evidence stands where it ends: a neutral wire rests on what a ministry published, or a counterpart told the
 * paper what the speaker had said.
 */
const cites = (name: string, fields: object): Change[] => [
  source(name, fields as Record<string, unknown>),
  citation(`n-${name}`, { source: name }),
  passage(`p-${name}`, { source: 'analysis', citations: [`n-${name}`] }),
];
const on = (...sources: string[]) => ({ restsOn: sources.map((each) => ({ source: each, how: 'cites' })) });

const world = (): Change[] => [
  ...['north', 'south'].map((id) => actor(id, { kind: 'state' })),
  actor('ministry-north', { kind: 'institution', belongsTo: ['north'] }),
  actor('ministry-south', { kind: 'institution', belongsTo: ['south'] }),
  actor('wire', { kind: 'institution' }),
  actor('nora', { represents: [{ actor: 'north' }] }),
  actor('sven', { represents: [{ actor: 'south' }] }),
  actor('turned', {
    represents: [
      { actor: 'north', to: '2011' },
      { actor: 'south', from: '2013' },
    ],
  }),
  actor('stranger'),
  event('talks', { date: '2012-05-05', participants: ['nora', 'sven'] }),
  source('analysis'),
  ...cites('release', { publisher: 'ministry-north' }),
  ...cites('readout', { publisher: 'ministry-south' }),
  ...cites('leaflet', {}),
  ...cites('own-words', { publisher: 'wire', authors: ['nora'] }),
  ...cites('plain', { publisher: 'wire' }),
  ...cites('of-release', { publisher: 'wire', ...on('release') }),
  ...cites('of-readout', { publisher: 'wire', ...on('readout') }),
  ...cites('of-leaflet', { publisher: 'wire', ...on('leaflet') }),
  ...cites('of-own-words', { publisher: 'wire', ...on('own-words') }),
  ...cites('far', { publisher: 'ministry-north', ...on('of-readout') }),
  ...cites('of-both', { publisher: 'wire', ...on('readout', 'of-release') }),
  ...cites('ring-a', { publisher: 'wire', ...on('ring-b') }),
  ...cites('ring-b', { publisher: 'wire', ...on('ring-a') }),
  ...cites('into-ring', { publisher: 'ministry-north', ...on('ring-a') }),
  claim('claim-a'),
];

const said = (id: string, fields: object): Change =>
  statement(id, { speakers: ['nora'], event: 'talks', said: '2012-05-05', claims: ['claim-a'], ...fields });

onEveryEngine('the directness at the root of a chain', (open) => {
  const chainOf = async (store: Store, fields: object): Promise<any> => {
    await write(store, said('s', fields));
    return (await view(store, 'statement', 's')).chains[0];
  };

  it.each([
    ['plain', 'third-party', 'third-party', []],
    ['of-release', 'third-party', 'own-side', ['release']],
    ['of-readout', 'third-party', 'counterpart', ['readout']],
    ['far', 'own-side', 'counterpart', ['readout']],
    ['of-both', 'third-party', 'own-side', ['readout', 'release']],
    ['of-leaflet', 'third-party', 'undetermined', ['leaflet']],
    ['of-own-words', 'third-party', 'first-hand', ['own-words']],
    ['ring-a', 'third-party', 'undetermined', [null]],
    ['into-ring', 'own-side', 'undetermined', [null]],
  ])('of %s, which is %s, is %s', async (cited, directness, root, sources) => {
    const chain = await chainOf(await open(...world()), { passages: [`p-${cited}`] });
    expect(chain).toMatchObject({ directness, rootDirectness: root });
    expect(chain.roots.map((each: any) => each.source).toSorted()).toEqual(sources);
  });

  it('says why it is undetermined, and through what it was reached', async () => {
    const store = await open(...world());
    const [leaflet] = (await chainOf(store, { passages: ['p-of-leaflet'] })).roots;
    expect(leaflet).toMatchObject({ directness: 'undetermined', why: 'noPublisher' });
    const [ring] = (await chainOf(store, { passages: ['p-ring-a'] })).roots;
    expect(ring).toMatchObject({ why: 'noEnd', because: [{ fact: 'noEnd', ids: ['source/ring-a'] }] });
    const [far] = (await chainOf(store, { passages: ['p-far'] })).roots;
    expect(far).toMatchObject({ through: ['of-readout'], publisher: 'ministry-south', uncertain: false });
    expect(far.because[0]).toEqual({ fact: 'restsOn', ids: ['source/far', 'source/of-readout', 'source/readout'] });
  });

  it.each([
    ['sven', 'counterpart', null],
    ['ministry-north', 'own-side', null],
    ['wire', 'third-party', null],
    ['stranger', 'undetermined', 'noSide'],
  ])('is that of %s, who told it on: %s', async (teller, root, why) => {
    const chain = await chainOf(await open(...world()), { passages: ['p-of-release'], reportedBy: [teller, 'turned'] });
    expect(chain).toMatchObject({ directness: 'third-party', rootDirectness: root });
    expect(chain.roots).toMatchObject([{ toldBy: teller, source: null, why }]);
    expect(chain.roots[0].because[0]).toEqual({ fact: 'toldOn', ids: [`actor/${teller}`] });
  });

  it('is uncertain where the teller changed sides within the time that it may have been said in', async () => {
    const fields = { passages: ['p-plain'], reportedBy: ['turned'], said: '2011/2013' };
    const chain = await chainOf(await open(...world()), fields);
    expect(chain.roots).toMatchObject([{ uncertain: true, mayBe: ['own-side', 'counterpart'] }]);
  });

  it('is found by a filter of statements and of claims', async () => {
    const store = await open(
      ...world(),
      said('wired', { passages: ['p-of-readout'] }),
      said('plain', { passages: ['p-plain'] }),
    );
    const where = [anyOf('rootDirectness', 'counterpart')];
    expect(await listed(store, 'statement', { where })).toEqual(['wired']);
    expect(await listed(store, 'claim', { where })).toEqual(['claim-a']);
  });

  it.each([
    ['what the wire rests on is taken out', source('of-readout', { publisher: 'wire' }), 'third-party'],
    ['it rests on another', source('of-readout', { publisher: 'wire', ...on('release') }), 'own-side'],
    ['the publisher of the root is another', source('readout', { publisher: 'ministry-north' }), 'own-side'],
    ['the root rests on something', source('readout', { publisher: 'ministry-south', ...on('release') }), 'own-side'],
    ['a ring is closed', source('readout', { publisher: 'ministry-south', ...on('of-readout') }), 'undetermined'],
  ])('follows a change: %s', async (_what, change, root) => {
    const store = await open(...world(), said('s', { passages: ['p-of-readout'] }));
    await write(store, change);
    expect((await view(store, 'statement', 's')).chains[0].rootDirectness).toBe(root);
    expect(await findings(store)).toEqual([]);
  });

  it('loses a root that only a ring still led to', async () => {
    const store = await open(
      ...world(),
      source('ring-b', { ...on('ring-a', 'readout') }),
      said('s', { passages: ['p-into-ring'] }),
    );
    expect((await view(store, 'statement', 's')).chains[0].rootDirectness).toBe('counterpart');
    await write(store, source('ring-b', on('ring-a')));
    expect((await view(store, 'statement', 's')).chains[0].rootDirectness).toBe('undetermined');
    expect(await findings(store)).toEqual([]);
  });
});
