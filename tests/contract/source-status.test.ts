import { expect, it } from 'vitest';
import { anyOf } from '../../src/model/query.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { allFindings, findings, listed, view, write } from '../support/store.ts';
import { actor, citation, claim, ibid, passage, record, source, statement } from '../support/world.ts';

/*
 * A document that was corrected or retracted, or is gone, is told of where its words are used.
 */
const retracted = { status: { kind: 'retracted', date: '2025-03-01', notice: 'notice' } };
const on = (...sources: string[]) => ({ restsOn: sources.map((each) => ({ source: each, how: 'cites' })) });
const said = (id: string, passages: string[]): Change =>
  statement(id, {
    speakers: ['nora'],
    claims: [id === 'denied' ? { claim: 'c-denied', stance: 'denies' } : `c-${id}`],
    passages,
  });

const world = (): Change[] => [
  actor('nora'),
  source('notice'),
  source('paper'),
  source('minutes', retracted),
  source('old-page', { status: { kind: 'gone' } }),
  source('wire', on('agency')),
  source('agency', on('minutes', 'old-page')),
  source('ring-a', on('ring-b')),
  source('ring-b', { ...on('ring-a'), status: { kind: 'corrected' } }),
  ...['minutes', 'wire', 'ring-a'].map((id) => citation(`n-${id}`, { source: id })),
  ibid('n-ibid', 'n-minutes'),
  record('citation', 'n-both', { marker: '3', works: [{ source: 'paper' }, { source: 'minutes' }] }),
  passage('p-own', { source: 'minutes' }),
  passage('p-cited', { source: 'paper', citations: ['n-minutes', 'n-ibid'] }),
  passage('p-wire', { source: 'paper', citations: ['n-wire'] }),
  passage('p-both', { source: 'paper', citations: ['n-both'] }),
  passage('p-ring', { source: 'paper', citations: ['n-ring-a'] }),
  passage('p-of-wire', { source: 'wire', citations: ['n-ring-a'] }),
  passage('p-plain', { source: 'paper' }),
  ...['own', 'cited', 'wire', 'both', 'ring', 'of-wire', 'plain', 'denied'].map((id) => claim(`c-${id}`)),
  ...['own', 'cited', 'wire', 'both', 'ring', 'of-wire', 'plain'].map((id) => said(id, [`p-${id}`])),
  said('denied', ['p-own']),
];

onEveryEngine('a document that was retracted, corrected or is gone', (open) => {
  const statusesOf = async (store: Store, id: string): Promise<unknown> =>
    (await view(store, 'statement', id)).chains.map(({ statuses }: any) =>
      statuses.map(({ source: of, status }: any) => `${of} ${status}`),
    );

  it('is told on each chain that goes through it, whether it is cited, written in, or rested on', async () => {
    const store = await open(...world());
    expect(await statusesOf(store, 'own')).toEqual([['minutes retracted']]);
    expect(await statusesOf(store, 'cited')).toEqual([['minutes retracted'], ['minutes retracted']]);
    expect(await statusesOf(store, 'wire')).toEqual([['minutes retracted', 'old-page gone']]);
    expect(await statusesOf(store, 'both')).toEqual([[], ['minutes retracted']]);
    // Nothing has an end there, but what it rests on by one step is known.
    expect(await statusesOf(store, 'ring')).toEqual([['ring-b corrected']]);
    // What the document that a passage is in rests on stands behind nothing that its footnote cites.
    expect(await statusesOf(store, 'of-wire')).toEqual([['ring-b corrected']]);
    expect(await statusesOf(store, 'plain')).toEqual([[]]);
    expect((await view(store, 'statement', 'wire')).sourceStatus).toEqual(['retracted', 'gone']);
  });

  it('is what statements, claims, passages and footnotes are found by', async () => {
    const store = await open(...world());
    const found = (type: any, status: string): Promise<string[]> =>
      listed(store, type, { where: [anyOf('sourceStatus', status)] });
    expect(await found('statement', 'retracted')).toEqual(['both', 'cited', 'denied', 'own', 'wire']);
    expect(await found('statement', 'gone')).toEqual(['wire']);
    expect(await found('statement', 'corrected')).toEqual(['of-wire', 'ring']);
    // What denies a claim is nothing that it rests on.
    expect(await found('claim', 'retracted')).toEqual(['c-both', 'c-cited', 'c-own', 'c-wire']);
    expect(await found('passage', 'retracted')).toEqual(['p-own', 'p-both', 'p-cited', 'p-wire']);
    expect(await found('citation', 'retracted')).toEqual(['n-both', 'n-ibid', 'n-minutes', 'n-wire']);
  });

  it('is told no more once that is taken back, step by step, and in a ring too', async () => {
    const store = await open(...world());
    await write(store, source('minutes'), source('ring-b', on('ring-a')));
    for (const id of ['own', 'cited', 'wire', 'ring', 'of-wire'])
      expect(((await statusesOf(store, id)) as string[][]).flat(), id).toEqual(id === 'wire' ? ['old-page gone'] : []);
    expect(await listed(store, 'statement', { where: [anyOf('sourceStatus', 'retracted')] })).toEqual([]);
    await write(store, source('paper', retracted));
    expect(await statusesOf(store, 'wire')).toEqual([['paper retracted', 'old-page gone']]);
    expect(await findings(store)).toEqual([]);
  });

  it('is told by a check: what was retracted statement by statement, what is gone once and as long as no copy is named', async () => {
    const archived = [{ url: 'https://example.org/copy' }];
    const store = await open(...world(), source('kept', { status: { kind: 'gone' }, archived }));
    const told = (await allFindings(store)).filter(
      ({ kind, where }) => kind === 'advice' && /^(?:statement\/wire|source\/(?:old-page|kept))$/.test(where),
    );
    expect(told.map(({ where, message }) => `${where} ${message}`)).toEqual([
      'source/old-page /archived: it is gone from where it was; name a copy of it in an archive, where there is one',
      'statement/wire it rests on source/minutes or is recorded there, and that was retracted',
    ]);
  });
});
