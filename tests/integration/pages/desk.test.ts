import { describe, expect, it } from 'vitest';
import { Tokens } from '../../../src/access/tokens.ts';
import type { Scope } from '../../../src/access/scopes.ts';
import { operationsOf } from '../../../src/edit/batch.ts';
import { edit } from '../../../src/edit/edit.ts';
import { Proposed } from '../../../src/proposals/form.ts';
import { Proposals } from '../../../src/proposals/proposals.ts';
import { serviceOver, worldOf } from '../../support/http.ts';
import { BROWSER, readPage } from '../../support/pages.ts';
import { actor, claim } from '../../support/world.ts';

/*
 * The desk: what waits is shown to those who may propose, and decided by those who may write, without script.
 */

const service = serviceOver(
  worldOf(
    actor('ada', { name: 'Ada Adams' }),
    actor('ben', { name: 'Ben Beispiel' }),
    claim('growth', { text: 'Trade is going to grow.' }),
  ),
);
const put = (type: string, id: string, record: object) => ({ op: 'put', type, id, revision: null, record });
const note = (type: string, id: string, reasons: string[], more: object = {}) => ({
  type,
  id,
  confidence: 0.9,
  reasons,
  ...more,
});
const said = (id: string, of: string, passage: string) =>
  put('statement', id, { mode: 'indirect-speech', speakers: ['ada'], claims: [of], passages: [passage] });

/** Three statements, under ids that begin with `of`. */
const proposed = async (of = ''): Promise<string> => {
  const proposals = new Proposals(service.store);
  const changes = [
    put('source', `${of}report`, { csl: { type: 'webpage', title: 'A report' } }),
    ...['one', 'two', 'three'].flatMap((name, i) => [
      put('passage', `${of}report-${name}`, { source: `${of}report`, locator: { paragraph: i + 1, sentence: 1 } }),
      put('claim', `${of}claim-${name}`, { text: `Claim ${name}.` }),
      said(`${of}said-${name}`, `${of}claim-${name}`, `${of}report-${name}`),
    ]),
  ];
  const notes = [
    note('passage', `${of}report-one`, ['Ada Adams said that <trade> would grow.']),
    note('claim', `${of}claim-one`, ['in the words of the source'], {
      like: [{ id: 'growth', text: 'Trade is going to grow.', likeness: 0.7 }],
    }),
    note('statement', `${of}said-one`, ['said by “Ada Adams”, “said”']),
  ];
  return (await proposals.propose(Proposed.parse({ comment: 'A report', changes, notes }), 'Ben')).id;
};

const signedIn = async (...scopes: Scope[]): Promise<string> =>
  `dictum_token=${(await new Tokens(service.store).create('editor', scopes, null)).text}`;
const OWN = { origin: 'http://localhost:3000', host: 'localhost:3000' };
const send = async (url: string, cookie: string, fields: Record<string, string>) =>
  readPage(service, url, {
    method: 'POST',
    headers: { ...BROWSER, 'content-type': 'application/x-www-form-urlencoded', ...OWN, cookie },
    payload: new URLSearchParams(fields).toString(),
  });
const look = async (url: string, cookie: string) => readPage(service, url, { headers: { ...BROWSER, cookie } });

describe('the desk', () => {
  it('shows what waits, with why it is proposed and the words that it rests on', async () => {
    const id = await proposed();
    const cookie = await signedIn('propose');
    expect((await look('/desk', cookie)).html).toContain(`/desk/${id}`);
    const { html, text } = await look(`/desk/${id}`, cookie);
    for (const told of [
      'Ada Adams: Claim one.',
      '90 % sure',
      'said by “Ada Adams”, “said”',
      'Ada Adams said that <trade> would grow.',
    ])
      expect(text).toContain(told);
    expect(html).not.toContain('/accept');
    expect(html).not.toContain('<trade>');
    expect((await readPage(service, '/desk', { headers: BROWSER })).status).toBe(401);
  });

  it('accepts a statement as it is corrected, and goes on to the next', async () => {
    const id = await proposed();
    const cookie = await signedIn('write');
    expect((await look(`/desk/${id}`, cookie)).text).toContain('70 % alike');
    const first = await send(`/desk/${id}/accept`, cookie, {
      record: 'statement/said-one',
      same: 'growth',
      text: 'Claim one.',
      speakers: 'ada, ben',
      mode: 'readout',
    });
    expect(first).toMatchObject({ status: 303 });
    expect(first.headers['location']).toBe(`/desk/${id}#s-said-two`);
    const { data } = await service.get('/v1/statements/said-one');
    expect(data).toMatchObject({ claims: ['growth'], speakers: ['ada', 'ben'], mode: 'readout' });
    expect((await service.ask('/v1/claims/claim-one')).status).toBe(404);
    await send(`/desk/${id}/accept`, cookie, {
      record: 'statement/said-two',
      same: '',
      text: 'In my own words.',
      speakers: 'ada',
      mode: 'indirect-speech',
    });
    expect((await service.get('/v1/claims/claim-two'))['data'].text).toBe('In my own words.');
  });

  it('rejects with a reason, takes comments, and decides nothing for whoever may not write', async () => {
    const id = await proposed('x-');
    const cookie = await signedIn('write');
    expect((await send(`/desk/${id}/reject`, cookie, { record: 'statement/x-said-three', reason: ' ' })).status).toBe(
      400,
    );
    expect(
      (await send(`/desk/${id}/reject`, cookie, { record: 'statement/x-said-three', reason: 'Nobody says so.' }))
        .status,
    ).toBe(303);
    await send(`/desk/${id}/comments`, await signedIn('propose'), { text: 'Who says so?' });
    const { text } = await look(`/desk/${id}`, cookie);
    expect(text).toContain('Rejected by editor: Nobody says so.');
    expect(text).toContain('Who says so?');
    expect(
      (await send(`/desk/${id}/accept`, await signedIn('propose'), { record: 'statement/x-said-three' })).status,
    ).toBe(403);
    expect((await service.ask('/v1/statements/x-said-three')).status).toBe(404);
  });

  it('takes documents that the graph lacks: the work of a footnote, and the document of the speaker', async () => {
    const id = await proposed('d-');
    const cookie = await signedIn('write');
    const work = 'new source: Ada Adams, “Open water”, The Harbour Post, 3 May 2024, https://post.example/open-water';
    const footnote = {
      passage: 'd-report-one',
      marker: '7',
      document: work,
      publisher: 'new institution: The Harbour Post',
      locator: 'p. 4',
    };
    expect((await send(`/desk/${id}/footnotes`, cookie, { ...footnote, document: '' })).status).toBe(400);
    expect((await send(`/desk/${id}/footnotes`, await signedIn('propose'), footnote)).status).toBe(403);
    const made = await send(`/desk/${id}/footnotes`, cookie, footnote);
    expect([made.status, made.headers['location']]).toEqual([303, '/passages/d-report-one']);
    expect((await service.get('/v1/passages/d-report-one'))['data']).toMatchObject({
      citations: ['d-report-fn-7'],
      cited: [{ source: 'open-water', publisher: 'the-harbour-post' }],
    });
    expect((await service.get('/v1/sources/open-water'))['data'].csl).toMatchObject({
      title: 'Open water',
      URL: 'https://post.example/open-water',
      issued: { 'date-parts': [[2024, 5, 3]] },
    });
    // The same footnote has another work; the document that the graph has by now is not made again.
    const other = 'new source: Ben Beispiel, “Closed water”, 4 May 2024';
    const twice = await send(`/desk/${id}/footnotes`, cookie, { ...footnote, document: other, locator: '' });
    expect([twice.status, twice.text]).toEqual([303, expect.anything()]);
    await send(`/desk/${id}/footnotes`, cookie, { ...footnote, passage: 'd-report-two', marker: '8' });
    expect((await service.get('/v1/citations/d-report-fn-7?form=written'))['data']).toMatchObject({
      works: [{ source: 'open-water', locator: 'p. 4' }, { source: 'closed-water' }],
    });
    expect((await service.get('/v1/citations/d-report-fn-8'))['data'].source).toBe('open-water');
    await send(`/desk/${id}/accept`, cookie, {
      record: 'statement/d-said-one',
      document: 'new source: Ada Adams, “A speech at sea”, 2 May 2024',
      publisher: 'ada',
    });
    const { data } = await service.get('/v1/statements/d-said-one');
    expect(data).toMatchObject({
      passages: ['d-report-one', expect.stringMatching(/^a-speech-at-sea-/)],
      sources: ['a-speech-at-sea', 'd-report'],
    });
    expect(data.restsOn).toEqual(expect.arrayContaining(['a-speech-at-sea', 'open-water']));
    expect((await look(`/desk/${id}`, cookie)).text).toContain('Add a footnote or its work');
  });

  it('takes no footnote of a passage that was rejected, follows one that was merged, and adds a work once', async () => {
    const id = await proposed('f-');
    const cookie = await signedIn('write');
    const footnote = { passage: 'f-report-three', marker: '1', document: 'source/f-report', locator: 'p. 2' };
    await send(`/desk/${id}/reject`, cookie, { record: 'passage/f-report-three', reason: 'Nothing is said there.' });
    const refused = await send(`/desk/${id}/footnotes`, cookie, footnote);
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('that passage was rejected')]);
    expect((await look(`/desk/${id}`, cookie)).html).not.toContain('<option value="f-report-three"');

    for (const record of ['passage/f-report-one', 'passage/f-report-two'])
      await send(`/desk/${id}/accept`, cookie, { record });
    const merged = { op: 'merge', type: 'passage', id: 'f-report-one', revision: '*', into: 'f-report-two' } as const;
    await edit(service.store, operationsOf({ changes: [merged] }), { by: null, comment: null, pointer: () => '' });
    for (const _ of ['sent', 'sent again'])
      expect(await send(`/desk/${id}/footnotes`, cookie, { ...footnote, passage: 'f-report-one' })).toMatchObject({
        status: 303,
      });
    expect((await service.get('/v1/passages/f-report-two'))['data'].citations).toEqual(['f-report-fn-1']);
    expect((await service.get('/v1/citations/f-report-fn-1'))['data']).toMatchObject({
      source: 'f-report',
      locator: 'p. 2',
      works: [],
    });
  });

  it('takes a document of the same title only where author and date agree, and one publisher', async () => {
    const id = await proposed('t-');
    const cookie = await signedIn('write');
    const cited = async (marker: string, document: string, publisher = '') => {
      const passage = 't-report-one';
      const { status, text } = await send(`/desk/${id}/footnotes`, cookie, { passage, marker, document, publisher });
      if (status !== 303) return text;
      return (await service.get(`/v1/citations/t-report-fn-${marker}`))['data'].source;
    };
    expect(await cited('1', 'new source: Ministry A, “Joint statement”, 3 May 2019')).toBe('joint-statement');
    expect(await cited('2', 'new source: Ministry B, “Joint statement”, 3 May 2019')).toBe('joint-statement-2');
    expect(await cited('3', 'new source: Ministry B, “Joint statement”, 4 May 2024')).toBe('joint-statement-3');
    expect(await cited('4', 'new source: Ministry B, “Joint statement”, 4 May 2024')).toBe('joint-statement-3');
    expect(await cited('4b', 'new source: Ministry B, “Joint statement”, 9 June 2024')).toBe('joint-statement-4');
    expect(await cited('5', 'new source: Ministry A, “Joint statement”')).toBe('joint-statement');
    const two = 'new person: Dora Dell, new person: Emil Eck';
    expect(await cited('6', 'new source: Ministry C, “Joint statement”', two)).toContain('name one publisher');
    expect((await service.ask('/v1/actors/emil-eck')).status).toBe(404);
  });

  it('takes the last decision back, unless somebody decided since', async () => {
    const id = await proposed('u-');
    const cookie = await signedIn('write');
    const form = { record: 'statement/u-said-one', same: '', text: 'Claim one.', speakers: 'ada', mode: 'readout' };
    await send(`/desk/${id}/accept`, cookie, form);
    const { html, text } = await look(`/desk/${id}`, cookie);
    expect(text).toContain('Last: u-said-one and 3 more accepted by editor');
    const at = /name="at" value="([^"]+)"/u.exec(html)![1]!;
    const undone = await send(`/desk/${id}/undo`, cookie, { at });
    expect([undone.status, undone.headers['location']]).toEqual([303, `/desk/${id}#s-u-said-one`]);
    expect((await service.ask('/v1/statements/u-said-one')).status).toBe(410);
    await send(`/desk/${id}/accept`, cookie, form);
    expect((await service.get('/v1/statements/u-said-one'))['data'].mode).toBe('readout');
    const stale = await send(`/desk/${id}/undo`, cookie, { at: '2020-01-01T00:00:00.000Z' });
    expect([stale.status, stale.text]).toEqual([409, expect.stringContaining('editor decided on proposal')]);
  });

  it('makes a speaker on the spot whom the graph does not know', async () => {
    const id = await proposed('s-');
    const cookie = await signedIn('write');
    await send(`/desk/${id}/accept`, cookie, {
      record: 'statement/s-said-one',
      same: '',
      text: 'Claim one.',
      speakers: 'ada, new person: Cleo Cruz',
      mode: 'readout',
    });
    expect((await service.get('/v1/statements/s-said-one'))['data'].speakers).toEqual(['ada', 'cleo-cruz']);
    expect((await service.get('/v1/actors/cleo-cruz'))['data']).toMatchObject({ kind: 'person', name: 'Cleo Cruz' });
  });

  it('shows what is missing, what others wrote since, and which words claims share', async () => {
    const proposals = new Proposals(service.store);
    const changes = [
      put('source', 'w-report', { csl: { type: 'webpage', title: 'A report' } }),
      put('passage', 'w-one', { source: 'w-report', locator: { paragraph: 1, sentence: 1 } }),
      put('claim', 'w-claim', { text: 'Trade will grow.' }),
      put('statement', 'w-said', {
        mode: 'readout',
        speakers: [],
        speakerUnknown: true,
        claims: ['w-claim'],
        passages: ['w-one'],
      }),
    ];
    const notes = [
      note('claim', 'w-claim', ['in the words of the source'], {
        like: [{ id: 'growth', text: 'Trade is going to grow.', likeness: 0.8, shared: ['trade', 'grow'] }],
      }),
    ];
    const { id } = await proposals.propose(Proposed.parse({ changes, notes }), 'Ben');
    const other = await proposals.propose(Proposed.parse({ changes: [changes[2]] }), 'Ben');
    await proposals.accept(other.id, {}, 'Cem');
    const { html, text } = await look(`/desk/${id}`, await signedIn('write'));
    expect(html).toContain('href="#s-w-said"');
    for (const told of [
      'What is missing (1)',
      'nobody is named who says it',
      'Somebody wrote claim/w-claim since this was proposed',
      '80 % alike: both have trade, grow',
    ])
      expect(text).toContain(told);
    const next = await proposals.propose(
      Proposed.parse({ changes: [put('claim', 'w-new', { text: 'New.' })], supersedes: id }),
      'Ben',
    );
    const superseded = await look(`/desk/${id}`, await signedIn('write'));
    expect(superseded.html).toContain(`href="/desk/${next.id}"`);
    expect(superseded.html).not.toContain(`/desk/${id}/accept`);
  });

  it('records a statement that somebody makes of words of the text, with the passage that it needs', async () => {
    const id = await proposed('m-');
    const cookie = await signedIn('write');
    const form = {
      passage: 'm-report-one',
      words: 'trade> would grow',
      speakers: 'actor/ada, ben',
      text: 'Trade grows.',
      same: '',
      mode: 'direct-quote',
    };
    expect((await look(`/desk/${id}`, cookie)).html).toContain(`action="/desk/${id}/statements"`);
    const made = await send(`/desk/${id}/statements`, cookie, form);
    expect(made.status).toBe(303);
    const { data } = await service.get(`/v1${made.headers['location'] as string}`);
    expect(data).toMatchObject({
      speakers: ['ada', 'ben'],
      mode: 'direct-quote',
      passages: ['m-report-one'],
      quotes: [{ passage: 'm-report-one', exact: 'trade> would grow' }],
    });
    expect((await service.get('/v1/claims/' + data.claims[0]))['data'].text).toBe('Trade grows.');
    const other = await send(`/desk/${id}/statements`, cookie, { ...form, text: '', same: 'claim/growth' });
    expect((await service.get(`/v1${other.headers['location'] as string}`))['data'].claims).toEqual(['growth']);
    // What was made last is taken back first: alone, or with the passage that it needed.
    const { html, text } = await look(`/desk/${id}`, cookie);
    expect(text).toMatch(/Last: change set \d+, made beside the proposal by editor/u);
    const at = /name="at" value="([^"]+)"/u.exec(html)![1]!;
    expect((await send(`/desk/${id}/undo`, cookie, { at })).status).toBe(303);
    const status = async (path: string): Promise<number> => (await service.ask(`/v1${path}`)).status;
    const [first, second] = [made, other].map(({ headers }) => headers['location'] as string) as [string, string];
    expect([await status(first), await status(second), await status('/passages/m-report-one')]).toEqual([
      200, 410, 200,
    ]);
    expect((await send(`/desk/${id}/undo`, cookie, { at })).status).toBe(409);
    expect((await send(`/desk/${id}/undo`, cookie, {})).status).toBe(303);
    expect([await status(first), await status('/passages/m-report-one')]).toEqual([410, 410]);
    expect((await send(`/desk/${id}/statements`, cookie, form)).headers['location']).toBe(first);
    expect(await status(first)).toBe(200);
  });

  it('makes none of words that do not stand in the passage, of nothing claimed, or for whoever may not write', async () => {
    const id = await proposed('n-');
    const cookie = await signedIn('write');
    const form = {
      passage: 'n-report-one',
      words: 'not there',
      speakers: 'ada',
      text: 'It grows.',
      same: '',
      mode: 'direct-quote',
    };
    const refused = await send(`/desk/${id}/statements`, cookie, form);
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining('“not there” does not stand in that passage'),
    ]);
    expect((await send(`/desk/${id}/statements`, cookie, { ...form, words: '', text: ' ' })).status).toBe(400);
    expect((await send(`/desk/${id}/statements`, await signedIn('propose'), form)).status).toBe(403);
    const good = { ...form, words: '' };
    for (const [to, wrong] of [
      ['statements', { ...good, document: 'no-such-document' }],
      ['statements', { ...good, speakers: 'nobody-there' }],
      ['footnotes', { passage: 'n-report-one', marker: '1', document: 'no-such-document' }],
    ] as const)
      expect((await send(`/desk/${id}/${to}`, cookie, wrong)).status).toBe(422);
    expect((await service.ask('/v1/passages/n-report-one')).status).toBe(404);
  });
});
