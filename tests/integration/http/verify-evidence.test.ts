import { describe, expect, it } from 'vitest';
import { textDigest } from '../../../src/model/text.ts';
import type { Change } from '../../../src/store/port.ts';
import { ask, serviceOver, type Json } from '../../support/http.ts';
import { actor, check, claim, passage, snapshot, source, statement } from '../../support/world.ts';

/*
 * POST /v1/verify-quote where records and texts do not say the same, where only records say anything, and over all
 * stored texts.
 */

const MINUTES =
  'Ada spoke first. We shall never sign this paper. Nobody answered.\nBob spoke then. It can be signed in May.';
const EDITED =
  'Ada spoke first. We shall hardly ever sign this paper. Nobody answered.\nBob spoke then. It can be signed in May.';
const WIRE = 'Wire. “It can be signed in May”, said one. Trade will grow.';
const [ADA, BOB] = ['We shall never sign this paper.', 'It can be signed in May.'];

const at = (text: string, words: string) => ({
  type: 'TextPositionSelector',
  start: text.indexOf(words),
  end: text.indexOf(words) + words.length,
});
const digest = (span: string) => ({ algorithm: 'sha-256', normalisation: 'dictum-text-1', span: textDigest(span) });
const checked = (status: string, words: string) => ({
  snapshot: 'sealed-1',
  status,
  method: status === 'unverified' ? null : 'digest',
  checkedAt: '2025-03-01T12:00:00Z',
  span: textDigest(words),
});
const copy = (id: string, of: string, text: string, retrieved: string): Change =>
  snapshot(id, { source: of, retrieved, of: text, text });
/** A passage of a source with these words, and a statement that records them. */
const words = (id: string, of: string, text: string, speaker: string, fields: object = {}): Change[] => [
  passage(id, { source: of, digest: digest(text), ...fields }),
  statement(`said-${id}`, { speakers: [speaker], passages: [id] }),
];

const RECORDS: Change[] = [
  actor('ada'),
  actor('bob'),
  actor('carla'),
  ...['minutes', 'edited', 'both', 'wire', 'bare', 'sealed', 'later'].map((id) => source(id)),
  claim('claim-a'),
  copy('minutes-1', 'minutes', MINUTES, '2025-01-01'),
  copy('edited-1', 'edited', EDITED, '2025-01-01'),
  copy('wire-1', 'wire', WIRE, '2025-01-03'),
  copy('both-1', 'both', `${MINUTES} The first paper.`, '2025-01-01'),
  copy('both-2', 'both', EDITED, '2025-01-02'),
  snapshot('sealed-1', { source: 'sealed', of: 'sealed' }),
  ...words('minutes-ada', 'minutes', ADA, 'ada', { selectors: [at(MINUTES, ADA)] }),
  ...words('minutes-bob', 'minutes', BOB, 'bob', { selectors: [at(MINUTES, BOB)] }),
  // Words that were never in the text.
  passage('made-up', { source: 'minutes', selectors: [at(MINUTES, ADA)], digest: digest('We shall sign with joy.') }),
  statement('said-made-up', { speakers: ['ada'], passages: ['made-up'] }),
  ...words('edited-ada', 'edited', ADA, 'ada', { selectors: [at(MINUTES, ADA)] }),
  ...words('edited-bob', 'edited', BOB, 'bob', { selectors: [at(EDITED, BOB)] }),
  ...words('bare-carla', 'bare', 'Peace is near at last.', 'carla'),
  ...words('sealed-gone', 'sealed', 'Nobody will be there.', 'carla', {
    checks: [checked('unverified', 'Nobody will be there.')],
  }),
  passage('sealed-quote', { source: 'sealed' }),
  ...['gone', 'kept'].flatMap((what): Change[] => [
    statement(`quotes-${what}`, {
      speakers: ['carla'],
      passages: ['sealed-quote'],
      quotes: [{ passage: 'sealed-quote', exact: `It is all ${what}, they said`, start: 0, end: 25 }],
    }),
    check(`check-${what}`, {
      of: { type: 'statement', id: `quotes-${what}` },
      ...checked(what === 'gone' ? 'unverified' : 'verified', `It is all ${what}, they said`),
    }),
  ]),
  ...words('sealed-kept', 'sealed', 'Everybody will be there.', 'carla', {
    checks: [checked('verified', 'Everybody will be there.')],
  }),
];

const service = serviceOver(async (store) => {
  // Some of it no new record may say.
  const report = await store.write(RECORDS, { acceptExisting: true });
  if (!report.written) throw new Error(JSON.stringify(report.problems));
});

const verify = async (body: object): Promise<Json> => {
  const answer = await ask(service.app, '/v1/verify-quote', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body['data'] as Json;
};
const brief = async (body: object) => {
  const { status, method, reason } = await verify(body);
  return [status, method, reason?.code ?? null];
};
/** The passages of the places, with what came of checking them. */
const passagesOf = ({ places }: Json): string[] =>
  places.flatMap((place: Json) =>
    place['passages'].map((each: Json) => `${each['id']} ${each['verification'].status}`),
  );

describe('words that were recorded', () => {
  it('count for nothing where a text of the source does not have them', async () => {
    const verdict = await verify({ quote: 'We shall sign with joy.', source: 'minutes' });
    expect(verdict).toMatchObject({ status: 'unverified', method: null, count: 0, places: [] });
    expect(verdict['reason']).toMatchObject({ code: 'not-in-text', detail: expect.stringContaining('made-up') });
    for (const more of [{ speaker: 'ada' }, { passage: 'made-up' }])
      expect(await brief({ quote: 'We shall sign with joy.', source: 'minutes', ...more })).toEqual([
        'unverified',
        null,
        'not-in-text',
      ]);
    // Nor elsewhere, nor where all texts are searched.
    expect(await brief({ quote: 'We shall sign with joy.', source: 'wire' })).toEqual([
      'unverified',
      null,
      'not-found',
    ]);
    expect(await brief({ quote: 'We shall sign with joy.' })).toEqual(['unverified', null, 'not-in-text']);
  });

  it('are recorded, and never verified, where there is no text', async () => {
    const verdict = await verify({ quote: 'Peace is near at last.', source: 'bare' });
    expect([verdict['status'], verdict['method'], verdict['reason'].code]).toEqual([
      'recorded',
      'digest',
      'recorded-only',
    ]);
    expect(passagesOf(verdict)).toEqual(['bare-carla unchecked']);
    expect(await brief({ quote: 'Peace is near at last.' })).toEqual(['recorded', 'digest', 'recorded-only']);
    expect(await brief({ quote: 'Peace is near at last.', source: 'bare', speaker: 'ada' })).toEqual([
      'misattributed',
      'digest',
      'other-speaker',
    ]);
    expect(await brief({ quote: 'Peace is near at last.', source: 'minutes' })).toEqual([
      'misattributed',
      'digest',
      'other-source',
    ]);
  });

  it('are unverified where the passage was looked for since in vain, and told as such', async () => {
    for (const asked of [{ source: 'sealed' }, { source: 'sealed', speaker: 'carla' }, {}]) {
      const verdict = await verify({ quote: 'Nobody will be there.', ...asked });
      expect([verdict['status'], verdict['reason'].code]).toEqual(['unverified', 'failed-check']);
      expect(passagesOf(verdict)).toEqual(['sealed-gone unverified']);
    }
    const quoted = await verify({ quote: 'It is all gone, they said', source: 'sealed' });
    expect([quoted['status'], quoted['reason'].code, quoted['places'][0].verification.status]).toEqual([
      'unverified',
      'failed-check',
      'unverified',
    ]);
    expect(await brief({ quote: 'It is all kept, they said', source: 'sealed' })).toEqual([
      'recorded',
      'digest',
      'recorded-only',
    ]);
    const kept = await verify({ quote: 'Everybody will be there.', source: 'sealed' });
    expect([kept['status'], ...passagesOf(kept)]).toEqual(['recorded', 'sealed-kept verified']);
    expect(await brief({ quote: 'Nobody will be there.', source: 'bare' })).toEqual([
      'unverified',
      null,
      'text-withheld',
    ]);
  });
});

describe('words of a speaker whose passage was edited', () => {
  it("are unverified where they lie in nobody's passage, since they may be the speaker's", async () => {
    const verdict = await verify({ quote: 'ever sign this paper', source: 'edited', speaker: 'ada' });
    expect([verdict['status'], verdict['count'], verdict['reason'].code]).toEqual([
      'unverified',
      1,
      'passage-not-placed',
    ]);
    expect(verdict['reason'].detail).toContain('edited-ada');
    expect(await brief({ quote: 'ever sign this paper', source: 'edited', passage: 'edited-ada' })).toEqual([
      'unverified',
      'exact',
      'passage-not-placed',
    ]);
  });

  it("are misattributed where they lie in somebody else's", async () => {
    expect(await brief({ quote: 'signed in May.', source: 'edited', speaker: 'ada' })).toEqual([
      'misattributed',
      'exact',
      'other-speaker',
    ]);
  });

  it('are misattributed in nobody’s passage where all of the speaker’s are there', async () => {
    expect(await brief({ quote: 'Nobody answered', source: 'minutes', speaker: 'bob' })).toEqual([
      'misattributed',
      'exact',
      'other-speaker',
    ]);
  });
});

describe('a quotation without a source', () => {
  it('is found in the one stored text that it stands in', async () => {
    const verdict = await verify({ quote: 'Trade will grow' });
    expect(verdict).toMatchObject({ status: 'verified', count: 1, reason: null, notInLatest: false, candidates: 1 });
    expect(verdict['places'][0]).toMatchObject({ source: 'wire', snapshot: 'wire-1' });
    expect(verdict['searched']).toEqual([{ source: 'wire', snapshot: 'wire-1' }]);
  });

  it('is ambiguous in several sources, of which each is told once', async () => {
    const verdict = await verify({ quote: 'We shall hardly ever sign this paper.' });
    expect(verdict).toMatchObject({
      status: 'ambiguous',
      bounds: 'words',
      count: 2,
      candidates: 2,
      reason: { code: 'several-sources' },
    });
    expect(verdict['places'].map((place: Json) => place['source'])).toEqual(['both', 'edited']);
  });

  it('is told to stand in an older text alone', async () => {
    const verdict = await verify({ quote: 'Nobody answered. Bob spoke then.', source: 'both' });
    expect(verdict).toMatchObject({ status: 'verified', notInLatest: false });
    expect(await verify({ quote: 'May. The first paper' })).toMatchObject({
      status: 'verified',
      notInLatest: true,
      places: [{ snapshot: 'both-1' }],
    });
  });

  it('counts what is equal before what differs', async () => {
    expect(await verify({ quote: '“It can be signed in May”, said' })).toMatchObject({
      status: 'verified',
      candidates: 1,
      places: [{ source: 'wire' }],
    });
    expect(await verify({ quote: 'WIRE: IT CAN BE SIGNED' })).toMatchObject({ status: 'repaired', candidates: 1 });
  });

  it('is unverified where no text has it, with what was looked through', async () => {
    expect(await verify({ quote: 'Nobody said anything of the kind' })).toMatchObject({
      status: 'unverified',
      reason: { code: 'not-found' },
      candidates: 0,
      searched: [],
    });
    // The words are there, but not between these.
    expect(await verify({ quote: 'It can be signed', prefix: 'surely' })).toMatchObject({
      status: 'unverified',
      reason: { code: 'not-found' },
      candidates: 5,
      searched: expect.objectContaining({ length: 5 }),
    });
    expect(await brief({ quote: '中', prefix: '说' })).toEqual(['unverified', null, 'no-words']);
  });
});
