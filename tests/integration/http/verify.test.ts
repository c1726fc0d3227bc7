import { describe, expect, it } from 'vitest';
import { textDigest } from '../../../src/model/text.ts';
import { serviceOver, worldOf, type Answer, type Json } from '../../support/http.ts';
import { actor, claim, deletion, merge, passage, snapshot, source, statement } from '../../support/world.ts';
import { write } from '../../support/store.ts';

/*
 * POST /v1/verify-quote over two sources whose texts are stored, one whose text is withheld, and one with neither.
 */

const REPORT =
  'The ministers met. Ada said that “trade will grow” next year. Bob said that trade will shrink soon. Trade matters to both of them.';
const OTHER = 'Elsewhere. Carla said that nobody would leave the table.';
const at = (text: string, words: string) => ({
  type: 'TextPositionSelector',
  start: text.indexOf(words),
  end: text.indexOf(words) + words.length,
});
const digest = (span: string, text: string | null = null) => ({
  algorithm: 'sha-256',
  normalisation: 'dictum-text-1',
  span: textDigest(span),
  ...(text !== null && { text: textDigest(text) }),
});
const [ADA, BOB, TALKS] = [
  'Ada said that “trade will grow” next year.',
  'Bob said that trade will shrink soon.',
  'Both of them will return in May.',
];

const service = serviceOver(async (store) => {
  await worldOf(
    actor('ada'),
    actor('bob'),
    source('report'),
    source('other'),
    source('withheld'),
    source('bare'),
    source('old-report'),
    source('gone'),
    snapshot('report-1', {
      source: 'report',
      retrieved: '2025-01-01',
      of: `Draft. ${REPORT}`,
      text: `Draft. ${REPORT}`,
    }),
    snapshot('report-2', { source: 'report', retrieved: '2025-02-01', of: REPORT, text: REPORT }),
    snapshot('other-1', { source: 'other', of: OTHER, text: OTHER }),
    snapshot('withheld-1', { source: 'withheld', of: TALKS }),
    passage('ada-says', { source: 'report', selectors: [at(REPORT, ADA)], digest: digest(ADA, REPORT) }),
    passage('bob-says', { source: 'report', selectors: [at(`Draft. ${REPORT}`, BOB)], digest: digest(BOB) }),
    passage('talks', {
      source: 'withheld',
      selectors: [{ type: 'TextPositionSelector', start: 40, end: 40 + TALKS.length }],
      digest: digest(TALKS),
    }),
    claim('claim-a'),
    statement('ada-grow', {
      speakers: ['ada'],
      passages: ['ada-says'],
      quotes: [{ passage: 'ada-says', exact: 'trade will grow', start: 34, end: 49 }],
    }),
    statement('bob-shrink', { speakers: ['bob'], passages: ['bob-says'] }),
    statement('both', { speakers: ['ada', 'bob'], passages: ['talks'] }),
  )(store);
  await write(store, merge('source', 'old-report', 'report'), deletion('source', 'gone'));
});

type Verdict = {
  status: string;
  method: string | null;
  reason: { code: string; detail: string } | null;
  places: Json[];
  notInLatest: boolean;
  searched: Json[];
  candidates: number | null;
};
const UNCHECKED = { status: 'unchecked', method: null, snapshot: null, checkedAt: null, notInLatest: false };

const post = (
  body: unknown,
  headers: Record<string, string> = { 'content-type': 'application/json' },
): Promise<Answer> =>
  service.ask('/v1/verify-quote', {
    method: 'POST',
    headers,
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
const verify = async (body: object): Promise<Verdict> => {
  const { status, body: answer, text } = await post(body);
  if (status !== 200) throw new Error(`${status}: ${text}`);
  return answer['data'] as Verdict;
};
const brief = async (body: object) => {
  const { status, method, reason } = await verify(body);
  return [status, method, reason?.code ?? null];
};

describe('a quotation against a text that comes with it', () => {
  it('is verified, with selectors and digests', async () => {
    const { status, body } = await post({ quote: 'trade will shrink soon', text: REPORT });
    expect(status).toBe(200);
    expect(body).toEqual({
      data: {
        status: 'verified',
        method: 'exact',
        normalisation: 'dictum-text-1',
        exact: 'trade will shrink soon',
        count: 1,
        bounds: 'words',
        reason: null,
        notInLatest: false,
        searched: [],
        candidates: null,
        places: [
          {
            source: null,
            snapshot: null,
            passages: [],
            sourceStatus: null,
            verification: null,
            method: 'exact',
            differences: [],
            selectors: [
              {
                type: 'TextQuoteSelector',
                exact: 'trade will shrink soon',
                prefix: REPORT.slice(REPORT.indexOf('trade will shrink') - 32, REPORT.indexOf('trade will shrink')),
                suffix: '. Trade matters to both of them.',
              },
              at(REPORT, 'trade will shrink soon'),
            ],
            digest: digest('trade will shrink soon', REPORT),
          },
        ],
      },
      links: { self: '/v1/verify-quote' },
    });
  });

  it.each<[string, object, unknown[]]>([
    ['repaired', { quote: 'TRADE WILL SHRINK, soon' }, ['repaired', 'folded', 'differs']],
    ['unverified', { quote: 'trade will not shrink soon' }, ['unverified', null, 'not-found']],
    ['ambiguous', { quote: 'said that', prefix: ' ' }, [400]],
    ['ambiguous without a context', { quote: 'them. Trade', suffix: 'x' }, ['unverified', null, 'not-found']],
    ['told apart by its suffix', { quote: 'trade will', suffix: 'shrink' }, ['verified', 'exact', null]],
  ])('is %s', async (_what, body, expected) => {
    if (expected[0] === 400)
      expect((await post({ ...body, text: REPORT })).body).toMatchObject({
        code: 'quotation-too-short',
        errors: [{ pointer: '/quote' }],
      });
    else expect(await brief({ ...body, text: REPORT })).toEqual(expected);
  });

  it('takes a text of a megabyte', async () => {
    const text = `${'Something was said. '.repeat(50_000)}${ADA}`;
    const { status, places } = await verify({ quote: 'Ada said that "trade will grow"', text });
    expect([status, places[0]!['selectors'][1].start]).toEqual(['verified', 1_000_000]);
  });
});

describe('a quotation against a source', () => {
  it('is looked for in the latest of its stored texts first', async () => {
    const { status, places, searched } = await verify({ quote: 'trade will shrink soon', source: 'report' });
    expect([status, places.length, places[0]!['source'], places[0]!['snapshot']]).toEqual([
      'verified',
      1,
      'report',
      'report-2',
    ]);
    expect(searched).toEqual([{ source: 'report', snapshot: 'report-2' }]);
  });

  it('is found in an earlier one, and told not to be in the latest', async () => {
    const { places, ...verdict } = await verify({ quote: 'Draft. The ministers met', source: 'report' });
    expect(places[0]!['snapshot']).toBe('report-1');
    expect(verdict).toMatchObject({ status: 'verified', notInLatest: true, reason: { code: 'not-in-latest' } });
    expect(verdict.searched).toHaveLength(2);
    expect((await verify({ quote: 'trade will shrink soon', source: 'report' })).notInLatest).toBe(false);
  });

  it('is found under the id that the source had before it was merged', async () => {
    expect((await verify({ quote: 'trade will shrink soon', source: 'old-report' })).places[0]!['source']).toBe(
      'report',
    );
  });

  it('is recorded, and not verified, by the digest of a passage where the text is withheld', async () => {
    const { status, method, places, reason } = await verify({ quote: ` ${TALKS}`, source: 'withheld' });
    expect([status, method, reason?.code]).toEqual(['recorded', 'digest', 'recorded-only']);
    expect(places).toEqual([
      {
        source: 'withheld',
        sourceStatus: null,
        snapshot: null,
        passages: [{ id: 'talks', label: 'withheld', speakers: ['ada', 'bob'], verification: UNCHECKED }],
        verification: UNCHECKED,
        method: 'digest',
        differences: [],
        selectors: [{ type: 'TextPositionSelector', start: 40, end: 40 + TALKS.length }],
        digest: { ...digest(TALKS), text: null },
      },
    ]);
  });

  it('is unverified where the text is withheld and no digest is its own', async () => {
    expect(await brief({ quote: 'them will return in May', source: 'withheld' })).toEqual([
      'unverified',
      null,
      'text-withheld',
    ]);
    expect(await brief({ quote: 'them will return in May', source: 'bare' })).toEqual([
      'unverified',
      null,
      'text-withheld',
    ]);
  });

  it('is misattributed where another source has it, by digest or in its text', async () => {
    const byDigest = await verify({ quote: TALKS, source: 'report' });
    expect([byDigest.status, byDigest.reason?.code, byDigest.places[0]!['source'], byDigest.method]).toEqual([
      'misattributed',
      'other-source',
      'withheld',
      'digest',
    ]);
    expect(byDigest.reason?.detail).toContain('withheld');
    const byWords = await verify({ quote: 'trade will grow', source: 'bare' });
    expect([byWords.status, byWords.method, byWords.places[0]!['source'], byWords.candidates]).toEqual([
      'misattributed',
      'exact',
      'report',
      2,
    ]);
    const byText = await verify({ quote: 'nobody would leave the table', source: 'report' });
    expect([byText.status, byText.places[0]!['source'], byText.places[0]!['snapshot']]).toEqual([
      'misattributed',
      'other',
      'other-1',
    ]);
  });
});

describe('a quotation of a speaker', () => {
  it('is verified in a passage of a statement of theirs', async () => {
    const { status, places } = await verify({ quote: 'trade will grow', source: 'report', speaker: 'ada' });
    expect([status, places.length, places[0]!['passages']]).toEqual([
      'verified',
      1,
      [{ id: 'ada-says', label: 'report', speakers: ['ada'], verification: UNCHECKED }],
    ]);
  });

  it('is found in a passage that was recorded from another edition of the text', async () => {
    expect(await brief({ quote: 'trade will shrink soon', source: 'report', speaker: 'bob' })).toEqual([
      'verified',
      'exact',
      null,
    ]);
  });

  it('is misattributed in a passage of somebody else, who is named', async () => {
    const { status, reason, places } = await verify({
      quote: 'trade will shrink soon',
      source: 'report',
      speaker: 'ada',
    });
    expect([status, reason?.code, places[0]!['passages']]).toEqual([
      'misattributed',
      'other-speaker',
      [{ id: 'bob-says', label: 'report', speakers: ['bob'], verification: UNCHECKED }],
    ]);
    expect(reason?.detail).toMatch(/bob-says.*bob/);
  });

  it('is misattributed where no passage is recorded, or one that goes beyond theirs', async () => {
    expect(await brief({ quote: 'Trade matters to both', source: 'report', speaker: 'ada' })).toEqual([
      'misattributed',
      'exact',
      'other-speaker',
    ]);
    expect(await brief({ quote: 'next year. Bob said', source: 'report', speaker: 'ada' })).toEqual([
      'misattributed',
      'exact',
      'other-speaker',
    ]);
  });

  it('tells places apart, and is checked by digest too', async () => {
    expect(await brief({ quote: 'trade will', prefix: 'that', source: 'report' })).toEqual(['verified', 'exact', null]);
    expect(await brief({ quote: TALKS, source: 'withheld', speaker: 'ada' })).toEqual([
      'recorded',
      'digest',
      'recorded-only',
    ]);
    expect(await brief({ quote: BOB, source: 'bare', speaker: 'ada' })).toEqual([
      'misattributed',
      'exact',
      'other-source',
    ]);
  });

  it('of a passage has to stand in that', async () => {
    expect(await brief({ quote: 'trade will grow', source: 'report', passage: 'ada-says' })).toEqual([
      'verified',
      'exact',
      null,
    ]);
    expect(await brief({ quote: 'trade will shrink soon', source: 'report', passage: 'ada-says' })).toEqual([
      'misattributed',
      'exact',
      'other-passage',
    ]);
    expect(
      await brief({ quote: 'trade will shrink soon', source: 'report', passage: 'bob-says', speaker: 'ada' }),
    ).toEqual(['misattributed', 'exact', 'other-speaker']);
  });
});

describe('a body that is not taken', () => {
  it.each<[string, unknown, number, object]>([
    [
      'both source and text',
      { quote: 'trade will grow', source: 'report', text: 'x' },
      400,
      { code: 'invalid-body', errors: [{ pointer: '', detail: expect.stringContaining('source') }] },
    ],
    [
      'a passage of any source',
      { quote: 'trade will grow', passage: 'ada-says' },
      400,
      { code: 'invalid-body', errors: [{ pointer: '/passage' }] },
    ],
    [
      'an unknown field',
      { quot: 'trade', source: 'report' },
      400,
      {
        code: 'invalid-body',
        errors: expect.arrayContaining([
          { pointer: '/quot', code: 'invalid-value', detail: expect.stringContaining('did you mean quote?') },
        ]),
      },
    ],
    [
      'a field of another type',
      { quote: 7, source: 'report' },
      400,
      { errors: [{ pointer: '/quote', code: 'invalid-value', detail: expect.stringContaining('7 is not a string') }] },
    ],
    [
      'an id that is none',
      { quote: 'trade will grow', source: 'The Report' },
      400,
      { errors: [{ pointer: '/source' }] },
    ],
    [
      'a speaker without a source',
      { quote: 'trade will grow', text: REPORT, speaker: 'ada' },
      400,
      { code: 'invalid-body', errors: [{ pointer: '/speaker' }] },
    ],
    [
      'a passage of another source',
      { quote: 'trade will grow', source: 'report', passage: 'talks' },
      400,
      { code: 'invalid-body', errors: [{ pointer: '/passage', detail: expect.stringContaining('withheld') }] },
    ],
    [
      'half of a surrogate pair',
      '{"quote":"trade will \\ud800 grow","source":"report"}',
      400,
      { errors: [{ pointer: '/quote' }] },
    ],
    ['U+0000', { quote: 'trade\0 will grow', source: 'report' }, 400, { errors: [{ pointer: '/quote' }] }],
    ['an empty quotation', { quote: ' “…” ', source: 'report' }, 400, { code: 'quotation-empty' }],
    [
      'a quotation that is too long',
      { quote: 'x'.repeat(20_001), source: 'report' },
      400,
      { errors: [{ pointer: '/quote' }] },
    ],
    ['no object', [], 400, { code: 'invalid-body' }],
    ['no JSON', '{"quote"', 400, { code: 'invalid-body' }],
    ['nothing', '', 400, { code: 'invalid-body' }],
    ['a name that objects have', { quote: 'trade will grow', source: 'report', constructor: 1 }, 400, {}],
    ['a prototype', '{"__proto__":{"source":"report"},"quote":"trade will grow"}', 400, { code: 'invalid-body' }],
    [
      'an unknown source',
      { quote: 'trade will grow', source: 'nowhere' },
      404,
      { code: 'not-found', recordType: 'source', id: 'nowhere' },
    ],
    ['a deleted source', { quote: 'trade will grow', source: 'gone' }, 410, { code: 'gone' }],
    [
      'an unknown speaker',
      { quote: 'trade will grow', source: 'report', speaker: 'nobody' },
      404,
      { code: 'not-found', recordType: 'actor' },
    ],
    [
      'more than the service reads',
      { quote: 'trade will grow', text: 'x'.repeat(5_000_000) },
      413,
      { code: 'too-large' },
    ],
  ])('%s', async (_what, body, status, expected) => {
    const answer = await post(body);
    expect([answer.status, answer.headers['content-type']?.split(';')[0]]).toEqual([
      status,
      'application/problem+json',
    ]);
    expect(answer.body).toMatchObject(expected);
  });

  it('another media type, another method, a parameter, another form of answer', async () => {
    expect((await post('quote=x', { 'content-type': 'application/x-www-form-urlencoded' })).body).toMatchObject({
      status: 415,
      code: 'unsupported-media-type',
    });
    expect((await post('{"quote":"x"}', { 'content-type': 'text/plain' })).body).toMatchObject({ status: 415 });
    const got = await service.ask('/v1/verify-quote');
    expect([got.status, got.headers['allow'], got.body['code']]).toEqual([405, 'POST', 'method-not-allowed']);
    expect(
      (
        await service.ask('/v1/verify-quote?x=1', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify({ quote: 'trade will grow', source: 'report' }),
        })
      ).body,
    ).toMatchObject({ code: 'invalid-parameters' });
    expect(
      (
        await post(
          { quote: 'trade will grow', source: 'report' },
          { 'content-type': 'application/json', accept: 'text/html' },
        )
      ).status,
    ).toBe(406);
  });
});
