import { expect, it } from 'vitest';
import { textDigest } from '../../src/model/text.ts';
import type { QuoteVerdict } from '../../src/queries/verify-answer.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { snapshot, source, actor, claim, passage, statement } from '../support/world.ts';

const TALKS = 'The ministers met. Ada said that “trade will grow” next year. Bob said nothing of the kind.';
const SPAN = 'Ada said that “trade will grow” next year.';

const RECORDS: Change[] = [
  actor('ada'),
  actor('bob'),
  source('report'),
  source('wire'),
  source('bare'),
  claim('claim-a'),
  snapshot('report-1', { source: 'report', retrieved: '2025-01', of: TALKS, text: TALKS }),
  snapshot('wire-1', { source: 'wire', retrieved: '2025-02', of: 'Trade will grow.', text: 'Trade will grow.' }),
  passage('ada-says', {
    source: 'report',
    selectors: [{ type: 'TextPositionSelector', start: 19, end: 19 + SPAN.length }],
    digest: { algorithm: 'sha-256', normalisation: 'dictum-text-1', span: textDigest(SPAN) },
  }),
  statement('said', { speakers: ['ada'], passages: ['ada-says'] }),
  passage('bare-says', {
    source: 'bare',
    digest: { algorithm: 'sha-256', normalisation: 'dictum-text-1', span: textDigest('It will be signed.') },
  }),
];

const verify = async (store: Store, body: object): Promise<QuoteVerdict> =>
  JSON.parse(await store.verifyQuote(Buffer.from(JSON.stringify(body)))) as QuoteVerdict;

onEveryEngine('verification of a quotation', (open) => {
  it.each<[string, object, object]>([
    ['in a text that comes with it', { quote: 'trade will grow', text: TALKS }, { status: 'verified', count: 1 }],
    [
      'in the stored text of a source',
      { quote: 'that "trade will grow" next', source: 'report' },
      { status: 'verified', places: [{ source: 'report', snapshot: 'report-1' }], candidates: null },
    ],
    [
      'of a speaker',
      { quote: 'trade will grow', source: 'report', speaker: 'ada' },
      { status: 'verified', places: [{ passages: [{ id: 'ada-says', speakers: ['ada'] }] }] },
    ],
    [
      'of somebody who did not say it',
      { quote: 'trade will grow', source: 'report', speaker: 'bob' },
      { status: 'misattributed', reason: { code: 'other-speaker' } },
    ],
    [
      'in all stored texts, the latest first',
      { quote: 'trade will grow', prefix: ' ' },
      {
        status: 'verified',
        candidates: 2,
        searched: [
          { source: 'wire', snapshot: 'wire-1' },
          { source: 'report', snapshot: 'report-1' },
        ],
      },
    ],
    [
      'in another source',
      { quote: 'Bob said nothing', source: 'wire' },
      { status: 'misattributed', reason: { code: 'other-source' }, places: [{ source: 'report' }] },
    ],
    [
      'that was only recorded',
      { quote: 'It will be signed.', source: 'bare' },
      { status: 'recorded', method: 'digest', places: [{ passages: [{ id: 'bare-says' }] }] },
    ],
  ])('answers %s', async (_what, body, expected) => {
    expect(await verify(await open(...RECORDS), body)).toMatchObject(expected);
  });

  it('refuses a body that does not fit, and ids that are not there', async () => {
    const store = await open(...RECORDS);
    await expect(verify(store, { quote: 7 })).rejects.toMatchObject({
      code: 'invalid-body',
      faults: [{ pointer: '/quote' }],
    });
    await expect(store.verifyQuote(new Uint8Array([0x7b, 0xff]))).rejects.toMatchObject({ code: 'invalid-body' });
    await expect(verify(store, { quote: 'trade will grow', source: 'nowhere' })).rejects.toMatchObject({
      code: 'not-found',
      context: { recordType: 'source', id: 'nowhere' },
    });
  });

  it('answers from what is filed alone', async () => {
    const store = await open(...RECORDS);
    await store.write([source('late')], { filing: 'later' });
    await expect(verify(store, { quote: 'trade will grow' })).rejects.toMatchObject({ code: 'loading' });
  });

  it('says of each place what became of its document', async () => {
    const status = { kind: 'retracted', date: '2025-03-01', notice: null };
    const store = await open(...RECORDS, source('report', { status }));
    for (const body of [{ quote: 'trade will grow', source: 'report' }, { quote: SPAN }])
      expect((await verify(store, body)).places, JSON.stringify(body)).toMatchObject([
        { source: 'report', sourceStatus: status },
      ]);
    expect((await verify(store, { quote: 'will be signed.', prefix: 'It', source: 'bare' })).places).toEqual([]);
    expect((await verify(store, { quote: 'Trade will grow.', source: 'wire' })).places[0]!.sourceStatus).toBeNull();
  });
});
