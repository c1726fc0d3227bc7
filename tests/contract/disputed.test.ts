import { expect, it } from 'vitest';
import type { Key } from '../../src/model/ids.ts';
import { listPage, readListRequest } from '../../src/queries/list.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { actor, claim, deletion, merge, relation, statement } from '../support/world.ts';

type Listed = 'claim' | 'statement';
const between = (kind: string, from: string, to: string, fields: object = {}): Change => {
  const [end, other] = [from, to].map((text) => ({ type: text.split('/')[0], id: text.split('/')[1] }));
  return relation('r', { kind, from: end, to: other, author: 'author', ...fields });
};

/** The summit without its own relation of disagreement. */
const agreeable = (): Change[] => summit().filter(({ key }) => key.id !== 'b-disputes-a');

onEveryEngine('what is disputed', (open) => {
  const asked = async (store: Store, type: Listed, parameters: Record<string, string>) =>
    (await listPage(store, readListRequest(type, parameters))).page;
  const ids = async (store: Store, type: Listed, disputed: string): Promise<string[]> =>
    (await asked(store, type, { disputed })).rows.map(({ id }) => id).toSorted();
  const after = async (...changes: Change[]): Promise<Store> => {
    const store = await open(...agreeable());
    await write(store, ...changes);
    expect(await findings(store)).toEqual([]);
    return store;
  };

  it.each([
    ['disputes', 'claim/outlook', 'claim/shared', ['outlook', 'shared'], []],
    ['corrects', 'claim/outlook', 'claim/shared', ['outlook', 'shared'], []],
    ['disputes', 'statement/concluded', 'claim/shared', ['outlook', 'shared'], ['concluded']],
    ['disputes', 'statement/said-by-a', 'statement/said-by-b', ['shared'], ['said-by-a', 'said-by-b']],
    ['agreesWith', 'claim/outlook', 'claim/shared', [], []],
    ['qualifies', 'statement/concluded', 'claim/shared', [], []],
    ['updates', 'statement/concluded', 'statement/said-by-a', [], []],
  ])('where something %s: %s, %s', async (kind, from, to, claims, statements) => {
    const store = await after(between(kind, from, to));
    expect([await ids(store, 'claim', 'true'), await ids(store, 'statement', 'true')]).toEqual([claims, statements]);
    const rest = (all: string[], some: string[]) => all.filter((id) => !some.includes(id));
    expect(await ids(store, 'claim', 'false')).toEqual(rest(['outlook', 'pipelines', 'shared'], claims));
    expect(await ids(store, 'statement', 'false')).toEqual(
      rest(['concluded', 'said-by-a', 'said-by-b', 'said-by-both'], statements),
    );
  });

  const CHANGES: [string, Change[], string[]][] = [
    ['another kind', [between('agreesWith', 'statement/said-by-b', 'claim/outlook')], []],
    ['another end', [between('disputes', 'claim/pipelines', 'claim/outlook')], ['outlook', 'pipelines']],
    ['a deletion of the relation', [deletion('relation', 'r')], []],
    [
      'a statement that no longer expresses the claim',
      [statement('said-by-b', { speakers: ['speaker-b'], claims: ['pipelines'], passages: ['span-3'] })],
      ['outlook', 'pipelines'],
    ],
    [
      'a statement that expresses another claim too',
      [statement('said-by-b', { speakers: ['speaker-b'], claims: ['pipelines', 'shared'], passages: ['span-3'] })],
      ['outlook', 'pipelines', 'shared'],
    ],
    ['a merge of the claim', [claim('united'), merge('claim', 'shared', 'united')], ['outlook', 'united']],
    ['a merge of the statement', [merge('statement', 'said-by-b', 'said-by-both')], ['outlook', 'pipelines']],
    ['a merge of the relation into one that agrees', [merge('relation', 'r', 'pipelines-agree')], []],
    [
      'a merge of the author',
      [merge('actor', 'author', 'speaker-b'), deletion('statement', 'concluded')],
      ['outlook', 'shared'],
    ],
    [
      'a second relation of the same kind, and a deletion of the first',
      [
        relation('s', {
          kind: 'corrects',
          from: { type: 'claim', id: 'shared' },
          to: { type: 'claim', id: 'pipelines' },
          author: 'author',
        }),
        deletion('relation', 'r'),
      ],
      ['pipelines', 'shared'],
    ],
  ];
  it.each(CHANGES)('follows %s', async (_what, changes, expected) => {
    const store = await after(between('disputes', 'statement/said-by-b', 'claim/outlook'));
    expect(await ids(store, 'claim', 'true')).toEqual(['outlook', 'shared']);
    await write(store, ...changes);
    expect(await ids(store, 'claim', 'true')).toEqual(expected);
    expect(await findings(store)).toEqual([]);
  });

  it.each([
    ['true,false', 4],
    ['!true', 2],
    ['!false', 2],
    ['false,!true', 2],
    ['true,!false', 2],
    ['true,!true', 0],
    ['!true,!false', 0],
    ['true,false,!false', 2],
  ])('takes %s as for any other filter', async (disputed, count) => {
    expect((await asked(await open(...summit()), 'statement', { disputed })).rows).toHaveLength(count);
  });

  it('is counted as a facet, on both sides, over the whole filtered list', async () => {
    const store = await open(...summit(), actor('silent'));
    const facet = async (type: Listed, parameters: Record<string, string>) => {
      const { facets, total } = await asked(store, type, { facets: 'disputed', limit: '1', ...parameters });
      expect(total).toBeNull();
      return facets['disputed']!.map(({ id, label, count }) => [id, label, count]);
    };
    expect(await facet('claim', {})).toEqual([
      ['false', 'false', 2],
      ['true', 'true', 1],
    ]);
    expect(await facet('statement', {})).toEqual([
      ['false', 'false', 2],
      ['true', 'true', 2],
    ]);
    expect(await facet('statement', { mode: 'analysis' })).toEqual([['false', 'false', 1]]);
    expect(await facet('statement', { disputed: 'true' })).toEqual([['true', 'true', 2]]);
    expect(await facet('statement', { speaker: 'silent' })).toEqual([]);
    expect((await asked(store, 'claim', { facets: 'disputed', count: 'true' })).total).toBe(3);
  });

  const sides = (): Change[] => [
    ...['north', 'south', 'union'].map((id) => actor(id, { kind: 'state' })),
    actor('nora', { represents: [{ actor: 'north' }] }),
    actor('nils', { represents: [{ actor: 'north' }] }),
    actor('sven', { represents: [{ actor: 'south' }] }),
    actor('turned', {
      represents: [
        { actor: 'north', to: '2010' },
        { actor: 'south', from: '2011' },
      ],
    }),
    claim('k'),
    claim('other'),
  ];
  const said = (id: string, speakers: string[], stance: string, fields: object = {}): Change =>
    statement(id, { speakers, claims: [{ claim: 'k', stance }], passages: ['span-1'], ...fields });
  const rules = async (store: Store): Promise<string[]> =>
    (await asked(store, 'claim', { facets: 'disputedBy' })).facets['disputedBy']!.map(({ id }) => id).toSorted();

  it.each([
    ['another side denies', [said('a', ['nora'], 'affirms'), said('b', ['sven'], 'denies')], true],
    ['the same side denies', [said('a', ['nora'], 'affirms'), said('b', ['nils'], 'denies')], false],
    ['one side came to deny', [said('a', ['nora'], 'affirms'), said('b', ['nora'], 'denies')], false],
    ['another side doubts', [said('a', ['nora'], 'affirms'), said('b', ['sven'], 'doubts')], false],
    ['two sides deny', [said('a', ['nora'], 'denies'), said('b', ['sven'], 'denies')], false],
    ['somebody without a side denies', [said('a', ['nora'], 'affirms'), said('b', ['author'], 'denies')], false],
    [
      'two affirm together, one of whom denies',
      [said('a', ['nora', 'sven'], 'affirms'), said('b', ['nora'], 'denies')],
      true,
    ],
    ['one who changed sides denies, undated', [said('a', ['nora'], 'affirms'), said('b', ['turned'], 'denies')], false],
    [
      'one who changed sides within the year denies',
      [said('a', ['nora'], 'affirms'), said('b', ['turned'], 'denies', { said: '2010/2011' })],
      false,
    ],
    [
      'one who had changed sides denies',
      [said('a', ['nora'], 'affirms'), said('b', ['turned'], 'denies', { said: '2012' })],
      true,
    ],
    [
      'one who changed sides denies together with one who did not',
      [said('a', ['nora'], 'affirms'), said('b', ['turned', 'sven'], 'denies')],
      true,
    ],
    [
      'it was told for another side',
      [said('a', ['nora'], 'affirms'), said('b', ['nils'], 'denies', { speakingFor: ['union'] })],
      true,
    ],
  ])('by stance, where one side affirms and %s', async (_what, changes, disputed) => {
    const store = await after(...sides(), ...changes);
    expect(await ids(store, 'claim', 'true')).toEqual(disputed ? ['k'] : []);
    expect(await rules(store)).toEqual(disputed ? ['stance'] : []);
    expect(await ids(store, 'statement', 'true')).toEqual([]);
  });

  it.each([
    ['the denial is withdrawn', [said('b', ['sven'], 'affirms')], []],
    ['the denial is deleted', [deletion('statement', 'b')], []],
    [
      'the denial is of another claim',
      [said('b', ['sven'], 'denies', { claims: [{ claim: 'other', stance: 'denies' }] })],
      [],
    ],
    [
      'the speaker may have stood on the same side',
      [
        actor('sven', {
          represents: [
            { actor: 'north', to: '2010' },
            { actor: 'south', from: '2011' },
          ],
        }),
      ],
      [],
    ],
    ['the speaker stood on the same side', [actor('sven', { represents: [{ actor: 'north' }] })], []],
    ['the sides are merged', [merge('actor', 'south', 'north')], []],
    ['the claim is merged', [merge('claim', 'k', 'other')], ['other']],
    ['a relation disputes it too', [between('disputes', 'claim/k', 'claim/other')], ['k', 'other']],
  ])('by stance follows a change: %s', async (_what, changes, disputed) => {
    const store = await after(...sides(), said('a', ['nora'], 'affirms'), said('b', ['sven'], 'denies'));
    await write(store, ...changes);
    expect(await ids(store, 'claim', 'true')).toEqual(disputed);
    expect(await findings(store)).toEqual([]);
  });

  it('by stance is filed by a load too, together with roots', async () => {
    const store = await open();
    const records = [...agreeable(), ...sides(), said('a', ['nora'], 'affirms'), said('b', ['sven'], 'denies')];
    await store.write([...records, between('disputes', 'claim/k', 'claim/other')], { filing: 'later' });
    while ((await store.file()) !== null);
    expect([await ids(store, 'claim', 'true'), await rules(store)]).toEqual([
      ['k', 'other'],
      ['relation', 'stance'],
    ]);
    expect(await findings(store)).toEqual([]);
  });

  it('says by which rules, also as of a change', async () => {
    const store = await open(...agreeable());
    const keys = [
      ...['k', 'other', 'shared'].map((id) => ['claim', id]),
      ['statement', 'a'],
      ['statement', 'none'],
    ].map(([type, id]): Key => ({ type: type as Key['type'], id: id! }));
    const then: unknown[] = [];
    for (const changes of [
      [...sides(), said('a', ['nora'], 'affirms'), said('b', ['sven'], 'denies')],
      [between('disputes', 'statement/a', 'claim/other')],
      [said('b', ['sven'], 'doubts')],
      [deletion('relation', 'r')],
    ]) {
      const { change } = (await store.write(changes)) as { change: number };
      then.push([change, await store.disputing(keys)]);
    }
    expect(then.map((of) => (of as [number, unknown])[1])).toEqual([
      [['stance'], [], [], [], []],
      [['relation', 'stance'], ['relation'], [], ['relation'], []],
      [['relation'], ['relation'], [], ['relation'], []],
      [[], [], [], [], []],
    ]);
    for (const [change, rules] of then as [number, unknown][])
      expect(await store.asOf(change, 'disputing', keys)).toEqual(rules);
  });

  it('names the rules, of which each finds its own', async () => {
    const store = await after(
      ...sides(),
      said('a', ['nora'], 'affirms'),
      said('b', ['sven'], 'denies'),
      between('disputes', 'claim/k', 'claim/other'),
    );
    const by = async (disputedBy: string) => (await asked(store, 'claim', { disputedBy })).rows.map(({ id }) => id);
    expect([await by('relation'), await by('stance'), await by('all:relation,stance')]).toEqual([
      ['k', 'other'],
      ['k'],
      ['k'],
    ]);
    await write(store, deletion('relation', 'r'));
    expect([await by('relation'), await by('stance'), await ids(store, 'claim', 'true')]).toEqual([[], ['k'], ['k']]);
  });

  it('finds claims by who affirms and who denies them', async () => {
    const store = await after(...sides(), said('a', ['nora'], 'affirms'), said('b', ['sven'], 'denies'));
    const found = async (parameters: Record<string, string>) =>
      (await asked(store, 'claim', parameters)).rows.map(({ id }) => id);
    expect(await found({ affirmedBy: 'north', deniedBy: 'south' })).toEqual(['k']);
    expect(await found({ deniedBy: 'north' })).toEqual([]);
  });
});
