import { expect, it } from 'vitest';
import type { Change, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, refusal, view, write } from '../support/store.ts';
import { actor, claim, ground, merge, statement } from '../support/world.ts';

/** A record as an earlier version took it: one speaker is named twice. */
const twice = (fields: object = {}): Change => statement('s', { speakers: ['speaker-a', 'speaker-a'], ...fields });

const accept = async (store: Store, ...changes: Change[]): Promise<void> =>
  expect(await store.write(changes, { acceptExisting: true })).toMatchObject({ written: true });

onEveryEngine('rules for new records', (open) => {
  it('refuse a record that is created, and one that is changed', async () => {
    const store = await open(...ground());
    const [problem, ...others] = await refusal(store, twice());
    expect(problem).toMatchObject({ key: { id: 's' }, pointer: '/speakers/1' });
    expect(problem!.message).toContain('name it once');
    expect(others).toEqual([]);
    await accept(store, twice());
    expect((await refusal(store, twice({ note: 'Changed.' }))).map(({ pointer }) => pointer)).toEqual(['/speakers/1']);
    await write(store, statement('s', { note: 'Put right.' }));
  });

  it('refuse characters that nobody sees and that do something', async () => {
    const store = await open(...ground());
    for (const [note, message] of [
      ['a\u001b[31m', /U\+001B/],
      ['a\u202e', /U\+202E/],
    ] as const)
      expect(await refusal(store, statement('s', { note }))).toEqual([
        expect.objectContaining({ pointer: '/note', message: expect.stringMatching(message) }),
      ]);
    await write(store, statement('s', { note: 'Tabs\tand\nlines, \u200fmarks of direction\u200e.' }));
  });

  it('let a stored record be as it is, whatever it rests on is changed to', async () => {
    const store = await open(...ground());
    await accept(store, twice());
    expect(await write(store, twice())).toMatchObject({ unchanged: 1 });
    await write(store, claim('claim-a', { text: 'Reworded' }));
    expect(await view(store, 'statement', 's')).toMatchObject({
      label: 'Reworded',
      speakers: ['speaker-a', 'speaker-a'],
    });
    await write(store, claim('claim-b'), merge('claim', 'claim-a', 'claim-b'));
    expect(await view(store, 'statement', 's')).toMatchObject({ claims: ['claim-b'] });
  });

  it('are told of stored records by the check, as what they are', async () => {
    const store = await open(...ground());
    await accept(store, twice());
    expect(await findings(store)).toEqual([
      {
        where: 'statement/s',
        kind: 'rule',
        message: expect.stringContaining('/speakers/1: speaker-a'),
        remedy: expect.stringContaining('write it again'),
      },
    ]);
  });

  it('are told with everything else that is wrong', async () => {
    const store = await open(...ground());
    const problems = await refusal(
      store,
      statement('s', {
        speakers: ['speaker-a', 'speaker-a', 'nobody'],
        quotes: [{ passage: 'passage-a', exact: 'word', start: 4, end: 4 }],
      }),
      actor('x', { represents: [{ actor: 'x' }] }),
    );
    expect(problems.map(({ key, pointer }) => `${key.id}${pointer}`)).toEqual(
      expect.arrayContaining(['s/speakers/1', 's/speakers/2', 's/quotes/0/end', 'x']),
    );
  });

  it('say nothing of a record that rests on one which is not whole', async () => {
    const store = await open(...ground());
    const problems = await refusal(
      store,
      actor('x', { belongsTo: ['nowhere'] }),
      statement('s', { speakers: ['x', 'x'] }),
    );
    expect(problems.map(({ key, pointer }) => `${key.id}${pointer}`)).toEqual(['x/belongsTo/0']);
  });
});
