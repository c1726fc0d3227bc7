import fc from 'fast-check';
import { expect, it } from 'vitest';
import { positionsOn } from '../../src/queries/positions.ts';
import type { Position } from '../../src/queries/position.ts';
import type { StatementView } from '../../src/model/types/statement.ts';
import type { Change, Questions } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { positionsIn } from '../support/positions.ts';
import { allViews, findings, view, write } from '../support/store.ts';
import { time } from '../support/times.ts';
import { actor, claim, deletion, event, ground, merge, passage, source, statement } from '../support/world.ts';

type Parameters = Record<string, string>;
type Page = { data: Position[]; next: string | null };

const ask = async (store: Questions, by: 'claim' | 'actor', id: string, parameters: Parameters = {}): Promise<Page> => {
  const answer = await positionsOn(by)(store, id, parameters);
  if ('movedTo' in answer) throw new Error(`moved to ${answer.movedTo}`);
  return { data: JSON.parse(answer.json) as Position[], next: answer.page.nextCursor };
};
const all = async (
  store: Questions,
  by: 'claim' | 'actor',
  id: string,
  parameters: Parameters = {},
): Promise<Position[]> => {
  const found: Position[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page: Page = await ask(store, by, id, { ...parameters, ...(cursor !== undefined && { cursor }) });
    found.push(...page.data);
    cursor = page.next;
  }
  return found;
};

const said = (
  id: string,
  speaker: string | string[],
  stance: string,
  date: string | null,
  fields: object = {},
): Change =>
  statement(id, { speakers: [speaker].flat(), claims: [{ claim: 'claim-a', stance }], said: date, ...fields });

const people = (): Change[] => [
  ...ground(),
  actor('north', { kind: 'state', name: 'North' }),
  actor('south', { kind: 'state', name: 'South' }),
  actor('nora', { represents: [{ actor: 'north' }] }),
  actor('sol', { represents: [{ actor: 'south' }] }),
  actor('free'),
  claim('claim-b'),
];
const world = (): Change[] => [
  ...people(),
  said('n1', 'nora', 'affirms', '2022-03-01'),
  said('n2', 'nora', 'denies', '2023-05'),
  said('n3', 'nora', 'denies', '2024-01-10'),
  said('s1', 'sol', 'affirms', '2023-06-01'),
  said('j1', ['nora', 'sol'], 'denies', '2024-02-01', { mode: 'joint-document' }),
  said('f1', 'free', 'doubts', null),
  said('f2', 'free', 'affirms', null, { claims: ['claim-b'] }),
];
const briefly = ({ as, actor: { id }, latest, since, changed, uncertain }: Position) =>
  [as, id, latest, since, ...(changed ? ['changed'] : []), ...(uncertain ? ['uncertain'] : [])].join(' ');

onEveryEngine('positions', (open) => {
  it('are those of sides and of speakers, each with its latest stance and since when', async () => {
    const store = await open(...world());
    expect((await all(store, 'claim', 'claim-a')).map(briefly)).toEqual([
      'side north denies 2023-05 changed',
      'side south denies 2024-02-01 changed',
      'speaker free  ',
      'speaker nora denies 2023-05 changed',
      'speaker sol denies 2024-02-01 changed',
    ]);
    const [north] = await all(store, 'claim', 'claim-a', { as: 'side' });
    expect(north).toMatchObject({
      actor: { type: 'actor', id: 'north', label: 'North' },
      claim: { type: 'claim', id: 'claim-a', label: 'claim-a' },
      changes: [{ from: 'affirms', to: 'denies', said: '2023-05', statement: 'n2', uncertain: false }],
      counts: { affirms: 1, denies: 3, doubts: 0 },
      more: false,
    });
    expect(north!.stances.map(({ statement: { id }, stance, mode }) => [id, stance, mode])).toEqual([
      ['n1', 'affirms', 'indirect-speech'],
      ['n2', 'denies', 'indirect-speech'],
      ['n3', 'denies', 'indirect-speech'],
      ['j1', 'denies', 'joint-document'],
    ]);
    expect(north!.stances[0]).toMatchObject({ directness: ['undetermined'], verification: ['unchecked'] });
  });

  it('of an actor are those on each claim', async () => {
    const store = await open(...world());
    const found = await all(store, 'actor', 'free');
    expect(found.map((each) => [each.claim.id, each.latest, each.stances[0]!.stance])).toEqual([
      ['claim-a', null, 'doubts'],
      ['claim-b', null, 'affirms'],
    ]);
    expect((await all(store, 'actor', 'north')).map(briefly)).toEqual(['side north denies 2023-05 changed']);
  });

  it.each([
    [{ stance: 'affirms' }, []],
    [{ stance: 'denies' }, ['north', 'south', 'nora', 'sol']],
    [{ stance: 'doubts' }, ['free']],
    [{ changed: 'true', as: 'speaker' }, ['nora', 'sol']],
    [{ changed: 'false' }, ['free']],
    [{ saidTo: '2023', as: 'speaker' }, ['nora', 'sol']],
    [{ saidTo: '2023', changed: 'true' }, ['north', 'nora']],
    [{ saidTo: '2022', stance: 'affirms', as: 'speaker' }, ['nora']],
    [{ saidFrom: '2024-02', as: 'side', changed: 'false' }, ['north', 'south']],
    [{ saidFrom: '2025' }, []],
  ])('are found by %o', async (parameters, expected) => {
    const store = await open(...world());
    expect((await all(store, 'claim', 'claim-a', parameters)).map((each) => each.actor.id)).toEqual(expected);
    expect((await all(store, 'claim', 'claim-a', { ...parameters, limit: '1' })).map((each) => each.actor.id)).toEqual(
      expected,
    );
  });

  it.each([
    [{ saidTo: '2023' }, [1, 1, 0], '&saidTo=2023'],
    [{ saidFrom: '2024-02' }, [0, 1, 0], '&saidFrom=2024-02'],
    [{ saidFrom: '2022', saidTo: '2024-01' }, [1, 2, 0], '&saidFrom=2022&saidTo=2024-01'],
    [{}, [1, 3, 0], ''],
  ])('count the statements that are shown by %o', async (parameters, [affirms, denies, doubts], narrowed) => {
    const store = await open(...world());
    const [north] = await all(store, 'claim', 'claim-a', { as: 'side', ...parameters });
    expect(north!.counts).toEqual({ affirms, denies, doubts });
    expect(north!.stances).toHaveLength(affirms! + denies! + doubts!);
    expect(north!.links.statements).toBe(`/v1/statements?claim=claim-a&side=north${narrowed}`);
  });

  it.each([
    ['that overlap', '2024-05-01', '2024-05'],
    ['of one day', '2024-05-01', '2024-05-01'],
    ['of which one goes on', '2024-05-01', '2022/..'],
  ])('are uncertain where the latest differ %s', async (_how, one, other) => {
    const store = await open(...people(), said('n1', 'nora', 'affirms', one), said('n2', 'nora', 'denies', other));
    const [position] = await all(store, 'claim', 'claim-a', { as: 'speaker' });
    expect(position).toMatchObject({ latest: null, uncertain: true, since: null, changed: true });
    expect(position!.changes).toMatchObject([{ uncertain: true }]);
    for (const stance of ['affirms', 'denies'])
      expect(await all(store, 'claim', 'claim-a', { stance, as: 'speaker' })).toHaveLength(1);
  });

  const office = (): Change => actor('south-office', { kind: 'institution', belongsTo: ['south'] });
  it('tell how near the evidence of what several said stands to each of them, and to their side', async () => {
    const store = await open(
      ...people(),
      office(),
      source('south-release', { publisher: 'south-office' }),
      passage('told', { source: 'south-release' }),
      event('talks', { participants: ['nora', 'sol'] }),
      said('r1', ['nora', 'sol'], 'affirms', '2024-01-01', { mode: 'readout', event: 'talks', passages: ['told'] }),
    );
    const found = await all(store, 'claim', 'claim-a');
    expect(found.map((each) => [each.as, each.actor.id, each.stances[0]!.directness])).toEqual([
      ['side', 'north', ['counterpart']],
      ['side', 'south', ['own-side']],
      ['speaker', 'nora', ['counterpart']],
      ['speaker', 'sol', ['own-side']],
    ]);
    for (const { stances } of found) expect(stances[0]!.rootDirectness).toEqual(stances[0]!.directness);
    expect(await view(store, 'statement', 'r1')).toMatchObject({
      directness: ['own-side'],
      bySpeaker: [
        { speaker: 'nora', directness: ['counterpart'], rootDirectness: ['counterpart'], uncertain: false },
        { speaker: 'sol', directness: ['own-side'], rootDirectness: ['own-side'], uncertain: false },
      ],
    });
  });

  it('tell where the evidence ends, also of one speaker', async () => {
    const store = await open(
      ...people(),
      office(),
      source('release', { publisher: 'south-office' }),
      source('paper', { restsOn: [{ source: 'release', how: 'cites' }] }),
      passage('printed', { source: 'paper' }),
      said('p1', 'sol', 'affirms', '2024-01-01', { passages: ['printed'] }),
    );
    const [south] = await all(store, 'actor', 'south');
    expect(south!.stances).toMatchObject([{ directness: ['undetermined'], rootDirectness: ['own-side'] }]);
  });

  const turncoat = (): Change =>
    actor('tara', {
      represents: [
        { actor: 'north', from: '2019', to: '2022-06-30' },
        { actor: 'south', from: '2022-07-01' },
        { actor: 'union', from: '2010' },
      ],
    });
  const union = actor('union', { kind: 'institution', name: 'Union' });
  it('of a side are not certain by who may have spoken for another then', async () => {
    const store = await open(
      ...people(),
      union,
      turncoat(),
      said('n1', 'nora', 'denies', '2020'),
      said('t1', 'tara', 'affirms', '2022'),
      said('t2', 'tara', 'affirms', null),
    );
    const found = await all(store, 'claim', 'claim-a');
    expect(found.map(briefly)).toEqual([
      'side north   uncertain',
      'side south   uncertain',
      'side union affirms 2022',
      'speaker nora denies 2020',
      'speaker tara affirms 2022',
    ]);
    const unsure = found.map(({ stances }) => stances.map((each) => each.capacityUncertain));
    expect(unsure).toEqual([[true, false, true], [true, true], [false, false], [false], [false, false]]);
    expect(found[0]!.changes).toMatchObject([{ from: 'denies', to: 'affirms', uncertain: true }]);
    const ids = async (changed: string) =>
      (await all(store, 'claim', 'claim-a', { changed, as: 'side' })).map((each) => each.actor.id);
    expect([await ids('true'), await ids('false')]).toEqual([[], ['north', 'south', 'union']]);
  });

  it('of a side are certain where what it may have said besides is the same, or earlier', async () => {
    const store = await open(
      ...people(),
      union,
      turncoat(),
      said('s1', 'sol', 'affirms', '2021'),
      said('t1', 'tara', 'denies', '2022-06/2022-07'),
      said('s2', 'sol', 'affirms', '2023'),
      said('n1', 'nora', 'doubts', '2021'),
      said('n2', 'nora', 'denies', '2022-01'),
    );
    expect((await all(store, 'claim', 'claim-a', { as: 'side' })).map(briefly)).toEqual([
      'side north denies 2022-01 changed',
      'side south affirms 2023',
      'side union denies 2022-06/2022-07',
    ]);
  });

  it('follow what is written, merged and deleted', async () => {
    const store = await open(...world());
    await write(store, deletion('statement', 'j1'), said('n3', 'nora', 'affirms', '2024-01-10'));
    await write(store, merge('actor', 'sol', 'free'));
    expect((await all(store, 'claim', 'claim-a', { as: 'speaker' })).map(briefly)).toEqual([
      'speaker free affirms 2023-06-01 changed',
      'speaker nora affirms 2024-01-10 changed',
    ]);
    expect(await positionsOn('actor')(store, 'sol', {})).toEqual({ movedTo: 'free' });
    expect(await findings(store)).toEqual([]);
  });

  it('are refused of what is not there, and of a time that is turned round', async () => {
    const store = await open(...world());
    await expect(ask(store, 'claim', 'nothing')).rejects.toMatchObject({ code: 'not-found' });
    await expect(ask(store, 'claim', 'claim-a', { saidFrom: '2025', saidTo: '2024' })).rejects.toMatchObject({
      code: 'invalid-parameters',
    });
    const { next } = await ask(store, 'claim', 'claim-a', { limit: '1' });
    await expect(ask(store, 'claim', 'claim-a', { cursor: next!, stance: 'denies' })).rejects.toMatchObject({
      code: 'cursor-mismatch',
    });
  });

  it('at a hub read no more than a page shows', async () => {
    const many = Array.from({ length: 150 }, (_, i) => [
      actor(`p${i}`),
      said(`x${i}`, `p${i}`, i === 140 ? 'denies' : 'affirms', '2024-01-01'),
      said(`y${i}`, 'nora', i === 75 ? 'denies' : 'affirms', `20${String(10 + (i % 90)).padStart(2, '0')}`),
    ]).flat();
    const store = await open(...people(), ...many);
    const read = { rows: 0, values: 0 };
    const counted = new Proxy(store, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as (...of: unknown[]) => Promise<any>;
        if (name !== 'sequence' && name !== 'values') return method.bind(target);
        return async (...of: unknown[]) => {
          const found = await method.apply(target, of);
          read[name === 'values' ? 'values' : 'rows'] += (found.rows ?? found).length;
          return found;
        };
      },
    });
    expect((await ask(counted, 'claim', 'claim-a', { limit: '5' })).data).toHaveLength(5);
    expect(read.rows).toBeLessThanOrEqual(5 * 11 + 20);
    expect(read.values).toBeLessThanOrEqual(18);
    read.rows = 0;
    expect((await ask(counted, 'claim', 'claim-a', { stance: 'denies' })).data.map((each) => each.actor.id)).toEqual([
      'p140',
    ]);
    const [nora] = (await ask(counted, 'actor', 'nora')).data;
    expect(nora).toMatchObject({ latest: 'affirms', changed: true, more: true, since: '2086' });
    expect(nora!.changes).toMatchObject([{ from: 'denies', to: 'affirms', said: '2086' }]);
    expect(read.rows).toBeLessThanOrEqual(60);
  });

  it('are those that all statements together come to, however many there are', async () => {
    const one = fc.record({
      stance: fc.constantFrom('affirms', 'denies', 'doubts'),
      date: fc.option(
        fc.oneof(
          { weight: 2, arbitrary: fc.constantFrom('2024', '2024-05', '2024-05-01', '2024-06', '2025-01-01') },
          { weight: 1, arbitrary: time },
        ),
        { nil: null },
      ),
      speaker: fc.constantFrom('nora', 'nora', 'nora', 'free'),
    });
    const runs = process.env['NEO4J_TEST_URI'] === undefined ? 12 : 2;
    await fc.assert(
      fc.asyncProperty(
        fc.array(one, { minLength: 1, maxLength: 40 }),
        fc.option(fc.constantFrom('2024-05', '2024-06-01')),
        async (made, saidFrom) => {
          const store = await open(...people());
          await write(store, ...made.map(({ speaker, stance, date }, i) => said(`z${i}`, speaker, stance, date)));
          const views = (await allViews(store)).filter(({ type }) => type === 'statement') as StatementView[];
          const expected = positionsIn(views, saidFrom === null ? null : { from: saidFrom, to: null });
          const found = await all(store, 'claim', 'claim-a', saidFrom === null ? {} : { saidFrom });
          expect(
            found.map((each) => [
              each.as,
              each.actor.id,
              each.latest,
              each.uncertain,
              each.since,
              each.changed,
              each.counts,
            ]),
          ).toEqual(
            expected.map((each) => [
              each.as,
              each.actor,
              each.latest,
              each.uncertain,
              each.since,
              each.changed,
              each.counts,
            ]),
          );
          for (const [i, { stances }] of found.entries())
            expect(stances.map((each) => each.statement.id).toSorted()).toEqual(
              expect.arrayContaining(expected[i]!.ids.length <= 10 ? expected[i]!.ids.toSorted() : []),
            );
        },
      ),
      { numRuns: runs },
    );
  });
});
