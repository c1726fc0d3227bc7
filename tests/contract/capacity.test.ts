import { expect, it } from 'vitest';
import { paths } from '../../src/queries/paths.ts';
import { coverage } from '../../src/queries/coverage.ts';
import type { RawParameters } from '../../src/queries/parameters.ts';
import { listPage, readListRequest } from '../../src/queries/list.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, refusal, view, write } from '../support/store.ts';
import { actor, claim, event, merge, passage, source, statement } from '../support/world.ts';

const world = (): Change[] => [
  actor('north', { kind: 'state' }),
  actor('south', { kind: 'state' }),
  actor('ministry', { kind: 'institution', belongsTo: ['north'] }),
  actor('bureau', { kind: 'institution', belongsTo: ['south'] }),
  actor('nora', { represents: [{ actor: 'ministry', office: 'Envoy' }] }),
  // Once for the one, then for the other.
  actor('tess', {
    represents: [
      { actor: 'north', office: 'Minister', to: '2019' },
      { actor: 'south', office: 'Adviser', from: '2020' },
    ],
  }),
  actor('free'),
  event('talks', { date: '2025-01-10', participants: ['nora', 'tess'] }),
  source('release', { publisher: 'bureau' }),
  passage('passage-a', { source: 'release' }),
  claim('claim-a'),
];
const said = (id: string, fields: object): Change => statement(id, { event: 'talks', said: '2025-01-10', ...fields });

onEveryEngine('for whom somebody speaks', (open) => {
  const of = async (...records: Change[]): Promise<any> => view(await open(...world(), ...records), 'statement', 's');

  it('is all that they represented then, and said to be inferred, where nothing is told', async () => {
    expect(await of(said('s', { speakers: ['nora'] }))).toMatchObject({
      speaksFor: [
        {
          speaker: 'nora',
          representing: [{ id: 'ministry', office: 'Envoy' }],
          sides: ['north'],
          inferred: true,
          uncertain: false,
        },
      ],
      sides: ['north'],
      representing: ['ministry', 'north'],
      chains: [{ directness: 'counterpart', bySpeaker: [] }],
    });
    expect(await of(said('s', { speakers: ['tess'], said: null }))).toMatchObject({
      speaksFor: [{ sides: ['north', 'south'], inferred: true, uncertain: true }],
      uncertain: true,
    });
  });

  it('is what the source tells, whatever the offices', async () => {
    expect(await of(said('s', { speakers: ['tess'], said: null, speakingFor: ['south'] }))).toMatchObject({
      speaksFor: [
        {
          speaker: 'tess',
          representing: [{ id: 'south', office: 'Adviser' }],
          sides: ['south'],
          inferred: false,
          uncertain: false,
        },
      ],
      sides: ['south'],
      representing: ['south'],
      uncertain: false,
      chains: [{ directness: 'own-side' }],
    });
    expect(await of(said('s', { speakers: ['free'], speakingFor: ['ministry'] }))).toMatchObject({
      sides: ['north'],
      representing: ['ministry', 'north'],
      chains: [
        {
          directness: 'counterpart',
          because: expect.arrayContaining([
            expect.objectContaining({ fact: 'spokeFor', ids: ['actor/free', 'actor/ministry', 'actor/north'] }),
          ]),
        },
      ],
    });
  });

  it('is told of each speaker of a joint statement, and so is the directness', async () => {
    const joint = said('s', { mode: 'joint-document', speakers: ['nora', 'tess'], speakingFor: ['north', 'south'] });
    expect(await of(joint)).toMatchObject({
      speaksFor: [
        { speaker: 'nora', sides: ['north'] },
        { speaker: 'tess', sides: ['south'] },
      ],
      chains: [
        {
          directness: 'own-side',
          bySpeaker: [
            { speaker: 'nora', directness: 'counterpart', uncertain: false },
            { speaker: 'tess', directness: 'own-side', uncertain: false },
          ],
        },
      ],
    });
  });
});

onEveryEngine('directness of what somebody said', (open) => {
  it('is that for this speaker, where both are asked for', async () => {
    const store = await open(
      ...world(),
      source('found'),
      passage('p-found', { source: 'found' }),
      said('joint', { speakers: ['nora', 'tess'] }),
      said('joint-found', { speakers: ['nora', 'tess'], passages: ['passage-a', 'p-found'] }),
      said('alone', { speakers: ['nora'] }),
      said('open', { speakers: ['nora', 'tess'], said: '2019/2020', event: null }),
    );
    const ids = async (parameters: RawParameters): Promise<string[]> =>
      (await listPage(store, readListRequest('statement', parameters))).page.rows.map(({ id }) => id).toSorted();
    const all = ['alone', 'joint', 'joint-found', 'open'];
    expect(await ids({ directness: 'own-side' })).toEqual(['joint', 'joint-found', 'open']);
    expect(await ids({ speaker: 'nora', directness: 'own-side' })).toEqual([]);
    expect(await ids({ speaker: 'tess', directness: 'own-side' })).toEqual(['joint', 'joint-found', 'open']);
    expect(await ids({ speaker: 'nora', directness: 'counterpart' })).toEqual(['alone', 'joint', 'joint-found']);
    expect(await ids({ speaker: 'tess', directness: 'counterpart' })).toEqual([]);
    expect(await ids({ speaker: 'nora', directness: '!counterpart' })).toEqual(['open']);
    expect(await ids({ speaker: 'nora', directness: '!own-side' })).toEqual(all);
    expect(await ids({ speaker: 'nora', directness: 'own-side,third-party' })).toEqual(['open']);
    expect(await ids({ speaker: 'nora,tess', directness: 'own-side,counterpart' })).toEqual(all);
    expect(await ids({ speaker: 'nora,tess', directness: '!counterpart' })).toEqual(['open']);
    expect(await ids({ speaker: 'all:nora,tess', directness: 'undetermined' })).toEqual(['joint-found']);
    expect(await ids({ speaker: 'nora', everyDirectness: 'counterpart' })).toEqual(['alone', 'joint']);
    expect(await ids({ speaker: 'nora', rootDirectness: 'undetermined' })).toEqual(['joint-found']);
    expect(await ids({ speaker: 'nora', directness: 'uncited' })).toEqual(all);
    expect(await ids({ uncertain: 'true' })).toEqual(['open']);
    expect(await ids({ speaker: 'nora', uncertain: 'true' })).toEqual([]);
    expect(await ids({ speaker: 'tess', uncertain: 'true' })).toEqual(['open']);
    expect(await ids({ speaker: 'nora', uncertain: 'false' })).toEqual(all);
    // Each facet counts what its value leads to.
    const counted = async (speaker: string): Promise<unknown> => {
      const asked = readListRequest('statement', { speaker, facets: 'directness,uncertain' });
      const { facets } = (await listPage(store, asked)).page;
      return Object.values(facets).map((facet) => facet.map(({ id, count }) => `${id} ${count}`));
    };
    expect(await counted('nora')).toEqual([['counterpart 3', 'third-party 1', 'undetermined 1'], ['false 4']]);
    expect(await counted('tess')).toEqual([
      ['own-side 3', 'undetermined 1'],
      ['false 2', 'true 1'],
    ]);
    const { figures } = await coverage(store, { speaker: 'nora' });
    expect(figures.filter(({ name }) => /^(?:own|counterpart)/.test(name)).map(({ count }) => count)).toEqual([0, 2]);
    await write(store, actor('nell'), merge('actor', 'nora', 'nell'));
    expect(await ids({ speaker: 'nora', directness: 'counterpart' })).toEqual(
      await ids({ speaker: 'nell', directness: 'counterpart' }),
    );
    expect(await findings(store)).toEqual([]);
  });
});

onEveryEngine('who made a statement', (open) => {
  const ids = async (store: Store, parameters: Record<string, string>): Promise<string[]> =>
    (await listPage(store, readListRequest('statement', parameters))).page.rows.map(({ id }) => id).toSorted();
  const nobody = (): Change[] => [
    said('unknown', { speakers: [], speakerUnknown: true }),
    said('guessed', { speakers: [], candidates: [{ actor: 'nora', note: 'so a paper thinks' }, { actor: 'free' }] }),
    said('known', { speakers: ['tess'], reportedBy: ['bureau'] }),
  ];

  it('may be known to nobody, or be thought to be one of several', async () => {
    const store = await open(...world(), ...nobody());
    expect(await view(store, 'statement', 'guessed')).toMatchObject({
      speakers: [],
      candidates: [
        { actor: 'nora', note: 'so a paper thinks' },
        { actor: 'free', note: null },
      ],
      sides: [],
      representing: [],
      chains: [{ directness: 'undetermined', why: 'noSpeaker', uncertain: false }],
    });
    expect(await ids(store, { speakerUnknown: 'true' })).toEqual(['unknown']);
    expect(await ids(store, { speakerUnknown: 'false' })).toEqual(['guessed', 'known']);
    expect(await ids(store, { candidate: 'nora' })).toEqual(['guessed']);
    expect(await ids(store, { speaker: 'nora' })).toEqual([]);
    expect(await ids(store, { reportedBy: 'bureau' })).toEqual(['known']);
    expect(await findings(store)).toEqual([]);
  });

  it('is no way from one record to another while it is only thought', async () => {
    const store = await open(...world(), ...nobody());
    const way = async (from: string, to: string): Promise<number> => {
      const found = await paths(store, { from, to, types: 'statement' });
      return 'moved' in found ? -1 : found.paths.length;
    };
    expect(await way('actor/free', 'claim/claim-a')).toBe(0);
    expect(await way('claim/claim-a', 'actor/free')).toBe(0);
    expect(await way('actor/free', 'statement/guessed')).toBe(0);
    expect(await way('actor/bureau', 'claim/claim-a')).toBe(1);
  });

  it('follows a candidate that is merged', async () => {
    const store = await open(...world(), ...nobody());
    await write(store, merge('actor', 'free', 'nora'));
    expect(await ids(store, { candidate: 'nora' })).toEqual(['guessed']);
  });

  it.each([
    [{ speakers: [] }, '/speakers', 'speakerUnknown: true'],
    [{ speakers: ['nora'], speakerUnknown: true }, '/speakerUnknown', 'leave one of the two out'],
    [{ speakers: ['nora'], candidates: [{ actor: 'free' }] }, '/candidates', 'leave one of the two out'],
    [{ speakers: [], speakerUnknown: true, mode: 'analysis' }, '/speakers', 'author of the source'],
  ])('is refused as %o', async (fields, pointer, message) => {
    const store = await open(...world());
    expect(await refusal(store, said('s', fields))).toMatchObject([
      { pointer, message: expect.stringContaining(message) },
    ]);
  });
});
