import { setTimeout } from 'node:timers/promises';
import { Tokens } from '../../../src/access/tokens.ts';
import { eventEntry } from '../../../src/proposals/events.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { serviceOver, worldOf, type Json } from '../../support/http.ts';
import { faultsOf, writingAs, type Writing } from '../../support/writing.ts';
import { actor } from '../../support/world.ts';

/*
 * Proposals over HTTP: who may propose, who may decide, and what is answered.
 */

const service = serviceOver(worldOf(actor('ada')), { bySecond: true });
const claim = (id: string, text: string): object => ({
  op: 'put',
  type: 'claim',
  id,
  revision: null,
  record: { text },
});
const BODY = {
  comment: 'A draft',
  source: { id: 'passed-over' },
  changes: [claim('grows', 'It grows.'), claim('falls', 'It falls.')],
};

describe('proposals', () => {
  let [ben, cem]: Writing[] = [];
  beforeAll(async () => {
    ben = await writingAs(service, 'Ben', 'propose');
    cem = await writingAs(service, 'Cem', 'write');
  });
  const made = async (): Promise<string> => (await ben!.send('POST', '/v1/proposals', BODY)).body['data'].id;

  it('are made with the scope propose, and decided with the scope write by somebody else', async () => {
    const { status, headers, body } = await ben!.send('POST', '/v1/proposals', BODY);
    const { id } = body['data'];
    expect({ status, location: headers['location'], data: body['data'] }).toEqual({
      status: 201,
      location: `/v1/proposals/${id}`,
      data: {
        id,
        state: 'open',
        comment: 'A draft',
        by: 'Ben',
        at: expect.any(String),
        counts: { open: 2, accepted: 0, rejected: 0 },
        supersedes: null,
        supersededBy: null,
      },
    });
    const records = { records: [{ type: 'claim', id: 'grows' }] };
    expect((await ben!.send('POST', `/v1/proposals/${id}/accept`, records)).body).toMatchObject({
      status: 403,
      code: 'insufficient-scope',
    });
    const accepted = await cem!.send('POST', `/v1/proposals/${id}/accept`, records);
    expect(accepted.body['data']).toMatchObject({
      state: 'open',
      change: expect.any(Number),
      counts: { open: 1, accepted: 1 },
    });
    expect(accepted.headers['dictum-bookmark']).toBe(String(accepted.body['data'].change));
    expect((await service.get('/v1/claims/grows'))['data'].revision).toBe(accepted.body['data'].change);
    const rejected = await cem!.send('POST', `/v1/proposals/${id}/reject`, { reason: 'Nobody says so.' });
    expect(rejected.body['data']).toMatchObject({ state: 'accepted', counts: { open: 0, accepted: 1, rejected: 1 } });
    expect((await service.ask('/v1/claims/falls')).status).toBe(404);
    expect((await cem!.send('POST', `/v1/proposals/${id}/reject`, { reason: 'again' })).body).toMatchObject({
      status: 409,
      code: 'proposal-decided',
      id,
    });
  });

  it('are withdrawn by whoever proposed them, and by nobody else who may only propose', async () => {
    const body = { ...BODY, changes: [claim('sinks', 'It sinks.')] };
    const { id } = (await ben!.send('POST', '/v1/proposals', body)).body['data'];
    const dora = await writingAs(service, 'Dora', 'propose');
    expect((await dora.send('POST', `/v1/proposals/${id}/reject`, { reason: 'Not mine.' })).body).toMatchObject({
      status: 403,
      code: 'insufficient-scope',
    });
    const withdrawn = await ben!.send('POST', `/v1/proposals/${id}/reject`, { reason: 'The page changed.' });
    expect(withdrawn.body['data']).toMatchObject({ state: 'rejected', counts: { open: 0, rejected: 1 } });
    expect((await ben!.send('GET', `/v1/proposals/${id}`)).body['data'].changes[0].decision).toMatchObject({
      by: 'Ben',
      reason: 'The page changed.',
    });
    expect((await ben!.send('POST', '/v1/proposals/nothing/reject', { reason: 'No.' })).status).toBe(404);
  });

  it('are read with a token alone, in pages', async () => {
    await cem!.send('DELETE', '/v1/claims/grows', undefined, { 'if-match': '*' });
    const ids = [await made(), await made()].toReversed();
    const { body } = await ben!.send('GET', '/v1/proposals?state=open&limit=1');
    expect(body['data'].map(({ id }: Json) => id)).toEqual([ids[0]]);
    const next = await ben!.send('GET', body['links'].next);
    expect(next.body['data'].map(({ id }: Json) => id)).toEqual([ids[1]]);
    expect((await ben!.send('POST', `/v1/proposals/${ids[0]}/comments`, { text: 'Why?' })).status).toBe(201);
    const whole = await ben!.send('GET', `/v1/proposals/${ids[0]}`);
    expect(whole.body['data']).toMatchObject({
      comments: [{ by: 'Ben', text: 'Why?' }],
      changes: [{ decision: null }, { decision: null }],
    });
    for (const url of ['/v1/proposals', `/v1/proposals/${ids[0]}`])
      expect((await service.ask(url)).body).toMatchObject({ status: 401, code: 'no-token' });
  });

  it('tell what happened to them to those who may propose', async () => {
    const id = await made();
    await cem!.send('POST', `/v1/proposals/${id}/reject`, { reason: 'Nobody says so.' });
    const events: Json[] = [];
    for (let url = '/v1/proposals/events?limit=3'; url !== undefined;) {
      const { body } = await ben!.send('GET', url);
      events.push(...body['data']);
      url = body['links'].next;
    }
    const own = events.filter(({ proposal }) => proposal === id);
    expect(own.map(({ event, by, text }) => [event, by, text])).toEqual([
      ['proposed', 'Ben', expect.anything()],
      ['rejected', 'Cem', 'Nobody says so.'],
    ]);
    const { body: later } = await ben!.send('GET', `/v1/proposals/events?since=${own[0]!['id']}`);
    expect(later['data'][0].id).toBe(own[1]!['id']);
    expect((await service.ask('/v1/proposals/events')).status).toBe(401);
    expect((await ben!.send('GET', '/v1/proposals/events?since=yesterday')).body).toMatchObject({
      status: 400,
      errors: [{ parameter: 'since' }],
    });
  });

  it('are followed live by those who may propose, from the last event that was had', async () => {
    const id = await made();
    const { body } = await ben!.send('GET', '/v1/proposals/events?limit=200');
    const last = body['data'].at(-1).id as string;
    const origin = await service.app.listen({ host: '127.0.0.1', port: 0 });
    const { text: token } = await new Tokens(service.store).create('Fay', ['propose'], null);
    const listen = (headers: Record<string, string>): Promise<Response> =>
      fetch(`${origin}/v1/proposals/events`, { headers: { accept: 'text/event-stream', ...headers } });
    const authorization = `Bearer ${token}`;
    expect((await listen({})).status).toBe(401);
    expect((await listen({ authorization, 'last-event-id': '7' })).status).toBe(400);
    const stream = await listen({ authorization, 'last-event-id': last });
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    const any = await listen({ authorization, accept: 'text/*' });
    expect([any.status, any.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
    await any.body!.cancel();
    for (const text of ['Why?', 'Why not?']) await ben!.send('POST', `/v1/proposals/${id}/comments`, { text });
    // Kept later than it happened, once younger ones were told, since it had to wait for another writer.
    const now = Date.now() - 60_000;
    await setTimeout(1200);
    const happened = { proposal: id, by: 'Gil', at: new Date(now).toISOString(), records: 0, text: 'Late?' };
    await service.store.keepEntries([eventEntry(now, { event: 'commented', ...happened })]);
    let had = '';
    for await (const part of stream.body!.pipeThrough(new TextDecoderStream())) {
      had += part;
      if (had.includes('Late?')) break;
    }
    const told = [...had.matchAll(/id: (\S+)\nevent: proposal\ndata: (.*)\n\n/g)].map(([, place, data]) => {
      const event = JSON.parse(data!) as Json;
      expect(event['id']).toBe(place);
      return [event['event'], event['proposal'], event['text']];
    });
    expect(told).toEqual([
      ['commented', id, 'Why?'],
      ['commented', id, 'Why not?'],
      ['commented', id, 'Late?'],
    ]);
  });

  it('are open again where the last decision is taken back', async () => {
    const id = await made();
    const { body } = await cem!.send('POST', `/v1/proposals/${id}/reject`, { reason: 'Nobody says so.' });
    expect(body['data'].state).toBe('rejected');
    const [undone] = [await cem!.send('POST', `/v1/proposals/${id}/undo`, {})];
    expect(undone.body['data']).toMatchObject({ state: 'open', change: null });
    expect((await cem!.send('POST', `/v1/proposals/${id}/undo`, {})).body).toMatchObject({
      status: 409,
      code: 'proposal-decided',
    });
    expect((await ben!.send('POST', `/v1/proposals/${id}/undo`, {})).status).toBe(403);
  });

  it('are refused with everything that is wrong, and nothing is kept', async () => {
    const before = (await ben!.send('GET', '/v1/proposals')).body['data'].length;
    const wrong = await ben!.send('POST', '/v1/proposals', {
      changes: [claim('a', ''), { op: 'put', type: 'clam', id: 'b' }],
    });
    expect(wrong.status).toBe(400);
    const invalid = await ben!.send('POST', '/v1/proposals', {
      changes: [claim('a', 'It grows.'), { ...claim('b', ''), record: { txt: 'x' } }],
    });
    expect(invalid.status).toBe(422);
    expect(faultsOf(invalid).map(([pointer]) => pointer)).toEqual(['/changes/1/record/text', '/changes/1/record/txt']);
    const own = await writingAs(service, 'Dora', 'write');
    const { id } = (await own.send('POST', '/v1/proposals', { changes: [claim('c', 'It is.')] })).body['data'];
    expect((await own.send('POST', `/v1/proposals/${id}/accept`, {})).body).toMatchObject({
      status: 403,
      code: 'own-proposal',
    });
    expect((await cem!.send('POST', '/v1/proposals/nothing/accept', {})).body).toMatchObject({
      status: 404,
      recordType: 'proposal',
    });
    expect((await ben!.send('GET', '/v1/proposals')).body['data'].length).toBe(before + 1);
    expect((await ben!.send('GET', '/v1/proposals?state=opened')).body).toMatchObject({
      status: 400,
      code: 'invalid-parameters',
    });
  });
});
