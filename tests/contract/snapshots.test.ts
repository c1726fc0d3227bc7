import { expect, it } from 'vitest';
import { textDigest } from '../../src/model/text.ts';
import { anyOf } from '../../src/model/query.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { contents, findings, listed, query, refusal, view, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { claim, ground, merge, passage, snapshot, source, statement } from '../support/world.ts';

const TEXT = 'We will keep the peace.';
const SPAN = textDigest(TEXT);

onEveryEngine('snapshots', (open) => {
  it('are answered without their text, which can be read as it was written', async () => {
    const store = await open(
      ...ground(),
      snapshot('kept', { of: TEXT, text: TEXT }),
      snapshot('withheld', { of: TEXT }),
    );
    expect(await view(store, 'snapshot', 'kept')).toMatchObject({
      textStored: true,
      source: 'source-a',
      label: 'source-a, as retrieved 2025-02-28',
    });
    expect(await view(store, 'snapshot', 'withheld')).toMatchObject({ textStored: false });
    const { rows, related } = await store.list(query('snapshot', { include: [['source']] }));
    expect(JSON.stringify([rows, related])).not.toContain('keep the peace');
    const [kept, absent, withheld] = await store.written([
      { type: 'snapshot', id: 'kept' },
      { type: 'snapshot', id: 'absent' },
      { type: 'snapshot', id: 'withheld' },
    ]);
    expect([JSON.parse(kept!).text, absent, JSON.parse(withheld!).text]).toEqual([TEXT, null, null]);
  });

  it('are of one source, the latest last, whatever the zone of their time', async () => {
    const at = (id: string, retrieved: string): Change => snapshot(id, { retrieved });
    const store = await open(
      ...ground(),
      source('other'),
      at('late', '2025-02-28T23:30:00-03:00'),
      at('noon', '2025-02-28T12:00:00Z'),
      at('day', '2025-02-28'),
      at('month', '2025-02'),
      snapshot('elsewhere', { source: 'other' }),
    );
    expect(await listed(store, 'snapshot', { where: [anyOf('source', 'source-a')] })).toEqual([
      'month',
      'day',
      'noon',
      'late',
    ]);
    // On the day that is written, though it was March by then in UTC.
    expect(await listed(store, 'snapshot', { range: { from: '2025-03', to: null } })).toEqual([]);
    expect(await listed(store, 'snapshot', { range: { from: '2025-02-28', to: '2025-02-28' } })).toEqual([
      'month',
      'day',
      'elsewhere',
      'noon',
      'late',
    ]);
  });

  it('are refused with a text of another digest, and told which it has', async () => {
    const store = await open(...ground());
    const [problem] = await refusal(store, snapshot('kept', { of: TEXT, text: `${TEXT} Never.` }));
    expect(problem).toMatchObject({
      pointer: '/digest/text',
      message: expect.stringContaining(textDigest(`${TEXT} Never.`)),
    });
  });

  it('take a text that differs only in what the normal form makes equal', async () => {
    const store = await open(
      ...ground(),
      snapshot('kept', { of: TEXT, text: `\n ${TEXT.replace(' ', '\u00a0')}\r\n` }),
    );
    expect(await view(store, 'snapshot', 'kept')).toMatchObject({ textStored: true });
  });

  it('come through export the same, texts and checks and all', async () => {
    const store = await open(...summit());
    const { lines } = await contents(store);
    expect(lines.filter((line) => line.includes('Both want a new order.'))).toHaveLength(1);
    expect(lines.find((line) => line.includes('"id":"span-2"'))).toContain('"checks":[{"snapshot":"copy"');
    expect(await findings(store)).toEqual([]);
  });

  it('go with their source when it is merged', async () => {
    const store = await open(...ground(), source('other'), snapshot('kept', { source: 'other' }));
    await write(store, merge('source', 'other', 'source-a'));
    expect(await listed(store, 'snapshot', { where: [anyOf('source', 'source-a')] })).toEqual(['kept']);
  });
});

onEveryEngine('the verification of a passage', (open) => {
  const check = (fields: object = {}): object => ({
    snapshot: 'kept',
    status: 'verified',
    method: 'digest',
    checkedAt: '2025-03-01T12:00:00Z',
    span: SPAN,
    ...fields,
  });
  const digest = { algorithm: 'sha-256', normalisation: 'dictum-text-1', span: SPAN };
  const world = (...checks: object[]): Change[] => [
    ...ground(),
    source('other'),
    snapshot('kept'),
    snapshot('stray', { source: 'other' }),
    passage('passage-a', { digest, checks }),
    statement('said'),
  ];
  const verification = async (store: Store) => (await view(store, 'passage', 'passage-a')).verification;

  it('is unchecked without a check', async () => {
    expect(await verification(await open(...world()))).toEqual({
      status: 'unchecked',
      method: null,
      snapshot: null,
      checkedAt: null,
      notInLatest: false,
    });
  });

  it('is the latest check, by the instant and not by its text', async () => {
    const store = await open(
      ...world(
        check({ checkedAt: '2025-03-01T23:00:00-05:00' }),
        check({ status: 'unverified', method: null, checkedAt: '2025-03-02T02:00:00Z' }),
      ),
    );
    expect(await verification(store)).toEqual({
      status: 'verified',
      method: 'digest',
      snapshot: 'kept',
      checkedAt: '2025-03-01T23:00:00-05:00',
      notInLatest: false,
    });
  });

  it.each<[string, object]>([
    ['a snapshot of another source', { snapshot: 'stray' }],
    ['a span that was changed since', { span: textDigest('We kept the peace.') }],
  ])('is unchecked after a check of %s', async (_what, fields) => {
    expect(await verification(await open(...world(check(fields))))).toMatchObject({ status: 'unchecked' });
  });

  it('is of the quoted text where there is no digest', async () => {
    const store = await open(...world());
    await write(
      store,
      passage('passage-a', { selectors: [{ type: 'TextQuoteSelector', exact: TEXT }], checks: [check()] }),
    );
    expect(await verification(store)).toMatchObject({ status: 'verified' });
  });

  it('is what passages, statements and claims are found by, and follows every change', async () => {
    const store = await open(
      ...world(check()),
      passage('passage-b'),
      claim('claim-b'),
      statement('both', { claims: ['claim-b'], passages: ['passage-a', 'passage-b'] }),
    );
    const found = async (value: string) => [
      await listed(store, 'passage', { where: [anyOf('verification', value)] }),
      await listed(store, 'statement', { where: [anyOf('verification', value)] }),
      await listed(store, 'claim', { where: [anyOf('verification', value)] }),
    ];
    expect(await found('verified')).toEqual([['passage-a'], ['both', 'said'], ['claim-a', 'claim-b']]);
    expect(await found('unchecked')).toEqual([['passage-b'], ['both'], ['claim-b']]);
    expect((await view(store, 'statement', 'both')).verification).toEqual(['verified', 'unchecked']);
    await write(store, snapshot('kept', { source: 'other' }));
    expect(await found('verified')).toEqual([[], [], []]);
    expect(await findings(store)).toEqual([]);
  });
});
