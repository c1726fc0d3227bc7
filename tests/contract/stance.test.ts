import { expect, it } from 'vitest';
import { parseRecord } from '../../src/ingest/records.ts';
import { listPage, readListRequest } from '../../src/queries/list.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, refusal, view, write } from '../support/store.ts';
import { claim, ground, merge, statement } from '../support/world.ts';

const on = (id: string, ...claims: (string | object)[]): Change => statement(id, { claims });
const denies = (of: string): object => ({ claim: of, stance: 'denies' });
const doubts = (of: string): object => ({ claim: of, stance: 'doubts' });

const world = (): Change[] => [
  ...ground(),
  claim('claim-b'),
  on('s1', 'claim-a'),
  on('s2', denies('claim-a')),
  on('s3', doubts('claim-a'), 'claim-b'),
  on('s4', { claim: 'claim-a' }, denies('claim-b')),
];

onEveryEngine('the stance of statements', (open) => {
  const ids = async (store: Store, parameters: Record<string, string | string[]>): Promise<string[]> =>
    (await listPage(store, readListRequest('statement', parameters))).page.rows.map(({ id }) => id).toSorted();

  it('is answered beside the claims, which stay a list of ids', async () => {
    const store = await open(...world());
    expect(await view(store, 'statement', 's4')).toMatchObject({
      label: 'claim-a denies: claim-b',
      claims: ['claim-a', 'claim-b'],
      stances: [
        { claim: 'claim-a', stance: 'affirms' },
        { claim: 'claim-b', stance: 'denies' },
      ],
    });
    expect(await findings(store)).toEqual([]);
  });

  it.each([
    [{ claim: 'claim-a' }, ['s1', 's2', 's3', 's4']],
    [{ stance: 'denies' }, ['s2', 's4']],
    [{ denies: 'claim-b' }, ['s4']],
    [{ claim: 'claim-a', stance: 'denies' }, ['s2']],
    [{ claim: 'claim-b', stance: 'doubts' }, []],
    [{ claim: 'claim-a', stance: 'denies,doubts' }, ['s2', 's3']],
    [{ claim: 'claim-a', stance: '!affirms' }, ['s2', 's3']],
    [{ claim: 'claim-a,claim-b', stance: 'denies' }, ['s2', 's4']],
    [{ claim: 'claim-a,claim-b', stance: '!denies' }, ['s1', 's3']],
    [{ claim: 'all:claim-a,claim-b', stance: 'affirms' }, []],
    [{ claim: 'claim-a,claim-b', stance: 'affirms,denies,doubts' }, ['s1', 's2', 's3', 's4']],
    [{ affirms: 'claim-a', denies: 'claim-b' }, ['s4']],
  ])('is found by %o', async (parameters, expected) => {
    expect(await ids(await open(...world()), parameters)).toEqual(expected);
  });

  it('is refused of several stances on several claims', () => {
    expect(() => readListRequest('statement', { claim: 'claim-a,claim-b', stance: 'denies,doubts' })).toThrow('stance');
  });

  it('follows a claim that is merged, and is asked for by its old id', async () => {
    const store = await open(...world());
    await write(store, merge('claim', 'claim-b', 'claim-a'));
    expect(await view(store, 'statement', 's3')).toMatchObject({ claims: ['claim-a'] });
    expect(await ids(store, { claim: 'claim-b', stance: 'denies' })).toEqual(['s2', 's4']);
    expect((await findings(store)).map(({ kind, where }) => [kind, where])).toEqual([
      ['rule', 'statement/s3'],
      ['rule', 'statement/s4'],
    ]);
  });

  it('makes only those that affirm a claim what it rests on', async () => {
    const store = await open(...world());
    expect(await store.support('claim-b')).toMatchObject({
      statements: 1,
      passages: 1,
      sources: 1,
      independentRoots: 1,
    });
    await write(store, on('s3', doubts('claim-a'), doubts('claim-b')));
    expect(await store.support('claim-b')).toMatchObject({
      statements: 0,
      passages: 0,
      sources: 0,
      independentRoots: 0,
    });
    expect(await findings(store)).toEqual([]);
  });

  it('is one on each claim', async () => {
    const store = await open(...world());
    expect(await refusal(store, on('s5', 'claim-b', denies('claim-b')))).toMatchObject([
      { pointer: '/claims/1', message: expect.stringContaining('claim-b stands in /claims/0 already') },
    ]);
  });

  it('is named where it is none, and so is a claim that is not there', async () => {
    const raw = (link: unknown) => ({ ...(on('s6', 'claim-a').record as object), claims: [link] });
    expect(parseRecord('statement', raw({ claim: 'claim-a', stance: 'denied' }))).toMatchObject({
      faults: [{ pointer: '/claims/0/stance', message: expect.stringContaining('did you mean denies') }],
    });
    expect(parseRecord('statement', raw({ claim: 'claim-a', stand: 'denies' }))).toMatchObject({
      faults: [{ pointer: '/claims/0/stand', message: expect.stringContaining('did you mean stance') }],
    });
    expect(parseRecord('statement', raw('No Id'))).toMatchObject({ faults: [{ pointer: '/claims/0' }] });
    const store = await open(...world());
    expect(await refusal(store, on('s6', denies('nothing')))).toMatchObject([
      { pointer: '/claims/0/claim', message: expect.stringContaining('there is no claim nothing') },
    ]);
  });
});
