import { expect, it } from 'vitest';
import { anyOf } from '../../src/model/query.ts';
import { textDigest } from '../../src/model/text.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { bundleOf, verdictOf } from '../support/bundles.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, listed, refusal, view, write } from '../support/store.ts';
import { check, claim, deletion, ground, merge, passage, snapshot, source, statement } from '../support/world.ts';

const SPAN = textDigest('We will keep the peace.');
const WORDS = 'keep the peace';
const digest = { algorithm: 'sha-256', normalisation: 'dictum-text-1', span: SPAN };

const seen = (id: string, fields: object = {}): Change => check(id, { snapshot: 'kept', span: SPAN, ...fields });
const quoteSeen = (id: string, fields: object = {}): Change =>
  seen(id, { of: { type: 'statement', id: 'said' }, span: textDigest(WORDS), ...fields });
const failed = { status: 'unverified', method: null };
const at = (day: number): object => ({ checkedAt: `2025-03-${String(day).padStart(2, '0')}T12:00:00Z` });

const world = (...more: Change[]): Change[] => [
  ...ground(),
  source('other'),
  snapshot('kept'),
  snapshot('later', { retrieved: '2025-04' }),
  snapshot('stray', { source: 'other' }),
  passage('passage-a', { digest }),
  statement('said', { quotes: [{ passage: 'passage-a', exact: WORDS, start: 8, end: 22 }] }),
  ...more,
];

const verification = async (store: Store) => (await view(store, 'passage', 'passage-a')).verification;

onEveryEngine('checks', (open) => {
  it('are records that a passage gathers, the latest of which is its verification', async () => {
    const store = await open(...world(seen('one', at(1))));
    expect(await verification(store)).toMatchObject({ status: 'verified', snapshot: 'kept' });
    await write(store, seen('two', { ...failed, ...at(2) }));
    expect(await verification(store)).toMatchObject({ status: 'unverified', method: null });
    expect(await listed(store, 'passage', { where: [anyOf('verification', 'unverified')] })).toEqual(['passage-a']);
    expect((await view(store, 'passage', 'passage-a')).checks).toEqual([
      { snapshot: 'kept', ...failed, ...at(2), span: SPAN, check: 'two' },
      { snapshot: 'kept', status: 'verified', method: 'digest', ...at(1), span: SPAN, check: 'one' },
    ]);
    const [written] = await store.written([{ type: 'passage', id: 'passage-a' }]);
    expect(JSON.parse(written!).checks).toEqual([]);
    expect(await findings(store)).toEqual([]);
  });

  it('count beside those that a passage carries', async () => {
    const store = await open(...world());
    const { key: _key, record } = seen('x', at(5));
    const { id: _id, of: _of, ...carried } = record as { id: string; of: object };
    await write(store, passage('passage-a', { digest, checks: [carried] }), seen('one', { ...failed, ...at(4) }));
    expect(await verification(store)).toMatchObject({ status: 'verified', ...at(5) });
    await write(store, seen('two', { ...failed, ...at(6) }));
    expect(await verification(store)).toMatchObject({ status: 'unverified', ...at(6) });
    expect(await findings(store)).toEqual([]);
  });

  it('follow what is changed of them, and of what they rest on', async () => {
    const store = await open(...world(seen('one', at(1))));
    await write(store, seen('one', { ...failed, ...at(1) }));
    expect(await verification(store)).toMatchObject({ status: 'unverified' });
    await write(
      store,
      passage('passage-b', { digest }),
      seen('one', { ...at(1), of: { type: 'passage', id: 'passage-b' } }),
    );
    expect(await verification(store)).toMatchObject({ status: 'unchecked' });
    expect(await view(store, 'passage', 'passage-b')).toMatchObject({ verification: { status: 'verified' } });
    await write(store, merge('passage', 'passage-b', 'passage-a'));
    expect(await verification(store)).toMatchObject({ status: 'verified' });
    await write(store, snapshot('kept', { source: 'other' }));
    expect(await verification(store)).toMatchObject({ status: 'unchecked' });
    await write(store, snapshot('kept'), deletion('check', 'one'));
    expect(await verification(store)).toMatchObject({ status: 'unchecked' });
    expect(await findings(store)).toEqual([]);
  });

  it.each<[string, object]>([
    ['a snapshot of another source', { snapshot: 'stray' }],
    ['a span that was changed since', { span: textDigest('We kept the peace.') }],
  ])('do not count where they are of %s', async (_what, fields) => {
    expect(await verification(await open(...world(seen('one', fields))))).toMatchObject({ status: 'unchecked' });
  });

  it('tell of words that stand in one copy, but not in a later one', async () => {
    const missed = { ...failed, snapshot: 'later' };
    const store = await open(...world(seen('one', at(1)), seen('missed', { ...missed, ...at(1) })));
    expect(await verification(store)).toMatchObject({ status: 'verified', snapshot: 'kept', notInLatest: true });
    await write(store, seen('found', { snapshot: 'later', ...at(3) }));
    expect(await verification(store)).toMatchObject({ status: 'verified', snapshot: 'later', notInLatest: false });
    await write(store, seen('old-again', at(4)));
    expect(await verification(store)).toMatchObject({ status: 'verified', snapshot: 'kept', notInLatest: false });
  });

  it('are shown of a passage up to a number, with the one that counts', async () => {
    const others = Array.from({ length: 30 }, (_, i) =>
      seen(`n-${i}`, { ...failed, snapshot: 'stray', checkedAt: `2025-04-01T12:${String(i).padStart(2, '0')}:00Z` }),
    );
    const store = await open(...world(seen('one', at(1)), ...others));
    const { checks, verification: told } = await view(store, 'passage', 'passage-a');
    expect(told).toMatchObject({ status: 'verified', ...at(1) });
    expect(checks).toHaveLength(21);
    expect(checks[0]).toMatchObject({ checkedAt: '2025-04-01T12:29:00Z' });
    expect(checks[20]).toMatchObject({ status: 'verified', ...at(1) });
    expect(await listed(store, 'check', { where: [anyOf('passage', 'passage-a')] })).toHaveLength(31);
  });

  it('go with the passage that they are of, when it is deleted', async () => {
    const store = await open(
      ...world(seen('one'), passage('alone', { digest }), seen('its', { of: { type: 'passage', id: 'alone' } })),
    );
    expect(await write(store, deletion('passage', 'alone'))).toMatchObject({ deleted: 2 });
    expect(await listed(store, 'check')).toEqual(['one']);
    expect((await refusal(store, deletion('snapshot', 'kept')))[0]!.message).toContain('check/one');
    expect(await findings(store)).toEqual([]);
  });

  it('are in an evidence bundle, from which it can be derived', async () => {
    const store = await open(...world(seen('one', at(1)), seen('two', { ...failed, ...at(2) }), quoteSeen('three')));
    const text = await bundleOf(store, 'said');
    for (const id of ['one', 'two', 'three']) expect(text).toContain(`"id":"${id}"`);
    expect(verdictOf(text)).toMatchObject({ unchanged: true, derivable: true });
  });
});

onEveryEngine('the verification of a statement', (open) => {
  const told = async (store: Store) => (await view(store, 'statement', 'said')).verification;

  it.each<[string, Change[], string[]]>([
    ['recorded, where its words were never looked for, whatever came of the passage', [seen('p')], ['recorded']],
    ['verified, where its words were found too', [seen('p'), quoteSeen('q')], ['verified']],
    ['verified, where its words were found in a passage that carries none', [quoteSeen('q')], ['verified']],
    [
      'unverified, where its words were not found in a passage that was',
      [seen('p'), quoteSeen('q', failed)],
      ['unverified'],
    ],
    [
      'unverified, where its words were found, but not the passage',
      [seen('p', failed), quoteSeen('q')],
      ['unverified'],
    ],
    [
      'the later of two checks of its words',
      [seen('p'), quoteSeen('q', { ...failed, ...at(2) }), quoteSeen('r', at(3))],
      ['verified'],
    ],
    [
      'recorded, where other words were found',
      [seen('p'), quoteSeen('q', { span: textDigest('break the peace') })],
      ['recorded'],
    ],
  ])('is %s', async (_what, checks, expected) => {
    const store = await open(...world(...checks));
    expect(await told(store)).toEqual(expected);
    for (const status of expected) {
      expect(await listed(store, 'statement', { where: [anyOf('verification', status)] })).toEqual(['said']);
      expect(await listed(store, 'claim', { where: [anyOf('verification', status)] })).toEqual(['claim-a']);
    }
    expect(await findings(store)).toEqual([]);
  });

  it('is told of each of its quotes', async () => {
    const store = await open(...world(seen('p'), quoteSeen('q')));
    await write(
      store,
      claim('claim-a'),
      statement('said', {
        quotes: [
          { passage: 'passage-a', exact: 'We will', start: 0, end: 7 },
          { passage: 'passage-a', exact: WORDS, start: 8, end: 22 },
        ],
      }),
    );
    expect(await view(store, 'statement', 'said')).toMatchObject({
      verification: ['recorded'],
      quoteVerification: [
        { status: 'recorded', snapshot: null },
        { status: 'verified', snapshot: 'kept' },
      ],
    });
  });
});
