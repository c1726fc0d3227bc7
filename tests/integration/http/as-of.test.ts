import { afterEach, expect, it, vi } from 'vitest';
import { appOver, ask, serviceOver } from '../../support/http.ts';
import { verdictOf } from '../../support/bundles.ts';
import { write } from '../../support/store.ts';
import { actor, claim, deletion, ground, merge, relation, source, statement } from '../../support/world.ts';

/** The log of this world: 1 the ground, 2 a name, 3 who published, 4 a merge, 5 a deletion. */
const times: string[] = [];
const service = serviceOver(async (store) => {
  const at = async (time: string, ...changes: Parameters<typeof write>[1][]): Promise<void> => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(time) });
    await write(store, ...changes);
    vi.useRealTimers();
    times.push((await store.changes({ newestFirst: true, limit: 1, perSet: 0 })).sets[0]!.at);
  };
  await at('2026-03-01T12:00:00Z', ...ground(), actor('b'), claim('claim-b'), statement('s'));
  await at('2026-03-02T12:00:00Z', actor('speaker-a', { name: 'Anna' }), relation('r'));
  // The clock goes back.
  await at('2026-03-02T11:00:00Z', source('source-a', { csl: { type: 'book', title: 'One' }, publisher: 'speaker-a' }));
  await at('2026-03-03T12:00:00Z', merge('actor', 'speaker-a', 'b'));
  await at('2026-03-04T12:00:00Z', deletion('statement', 's'));
});
afterEach(() => void vi.useRealTimers());

const fault = async (url: string): Promise<string> => (await service.ask(url)).body['errors'][0].detail;

it('gives a record as it was, says of which moment, and leads on within it', async () => {
  const { body, headers } = await service.ask('/v1/actors/speaker-a?asOf=2');
  expect(body).toEqual({
    data: expect.objectContaining({ id: 'speaker-a', name: 'Anna', revision: 2 }),
    asOf: { change: 2, at: '2026-03-02T12:00:00.000Z' },
    links: {
      self: '/v1/actors/speaker-a?asOf=2',
      revisions: '/v1/actors/speaker-a/revisions?asOf=2',
      now: '/v1/actors/speaker-a',
    },
  });
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(headers['etag']).toMatch(/^"2-/);
  expect((await service.ask('/v1/actors/speaker-a?asOf=1')).body['data']).toMatchObject({
    name: 'speaker-a',
    revision: 1,
  });
  expect((await service.get('/v1/actors/speaker-a?form=written&asOf=2'))['data'].name).toBe('Anna');
  expect((await service.get('/v1/statements/s?asOf=2&include=speakers'))['included'].actors['speaker-a']).toMatchObject(
    {
      name: 'Anna',
      revision: 2,
    },
  );
  const again = await service.ask('/v1/actors/speaker-a?asOf=2', { headers: { 'if-none-match': headers['etag']! } });
  expect([again.status, again.headers['cache-control']]).toEqual([304, 'public, max-age=31536000, immutable']);
});

it('takes a time for the newest change set until then, whose number stands in links; that answer is not kept for ever', async () => {
  const { body, headers } = await service.ask('/v1/actors/speaker-a?fields=name&asOf=2026-03-02T13:00:00%2B01:00');
  expect([body['asOf'].change, body['links'].self]).toEqual([3, '/v1/actors/speaker-a?fields=name&asOf=3']);
  expect(headers['cache-control']).toBeUndefined();
  const at = async (time: string): Promise<unknown> =>
    (await service.ask(`/v1/actors/b?asOf=${time}`)).body['asOf']?.change ?? 'not there';
  expect(times[2]).toBe('2026-03-02T12:00:00.000Z');
  expect([
    await at('2026-03-01T11:59:59Z'),
    await at('2026-03-02T11:59:59.999Z'),
    await at('2026-03-03T12:00:00Z'),
  ]).toEqual(['not there', 1, 4]);
});

it('says what is not there yet, is no moment, or has no parameter for one', async () => {
  expect(await fault('/v1/actors/b?asOf=6')).toBe('the newest change set is 5; leave asOf out for what stands');
  expect(await fault('/v1/actors/b?asOf=2999-01-01T00:00:00Z')).toContain('is still to come');
  expect(await fault('/v1/actors/b?asOf=yesterday')).toContain('neither the number of a change set nor a time');
  expect(await fault('/v1/actors/b?asOf=1&asOf=2')).toContain('given 2 times');
  expect(await fault('/v1/actors?asOf=1')).toContain('dictum checkout');
  const { status, headers, body } = await service.ask('/v1/relations/r?asOf=1');
  expect([status, headers['cache-control'], body['detail']]).toEqual([
    404,
    undefined,
    'there was no relation r after change set 1',
  ]);
  expect((await service.ask('/v1/statements/s?asOf=5')).body['code']).toBe('gone');
  const moved = await service.ask('/v1/actors/speaker-a?asOf=4');
  expect([moved.status, moved.headers['location']]).toEqual([308, '/v1/actors/b?asOf=4']);
});

it('gives provenance as it was, in pages that stay in the moment', async () => {
  const page = await service.get(
    '/v1/claims/claim-a/provenance?asOf=2&fields=corroboration.statements,chains.speakers.name&limit=1',
  );
  expect(page['data']).toEqual({ corroboration: { statements: 1 }, chains: [{ speakers: [{ name: 'Anna' }] }] });
  expect(page['asOf'].change).toBe(2);
  const directness = async (number: number): Promise<string> =>
    (await service.get(`/v1/statements/s/provenance?asOf=${number}`))['data'].chains[0].directness;
  expect([await directness(2), await directness(3)]).toEqual(['undetermined', 'own-side']);
  const { '@graph': nodes } = await service.get('/v1/statements/s/provenance?asOf=2', 'application/ld+json');
  expect(JSON.stringify(nodes)).toContain('speaker-a');
  expect(
    (await service.ask('/v1/sources/source-a?asOf=3', { headers: { accept: 'application/x-bibtex' } })).text,
  ).toContain('{One}');
});

it('binds a cursor to its moment', async () => {
  await write(service.store, statement('t', { passages: ['passage-a'] }), statement('u'));
  const first = await service.get('/v1/claims/claim-a/provenance?asOf=6&limit=1');
  expect(first['links'].next).toContain('asOf=6');
  const { nextCursor } = first['page'];
  expect((await service.get(first['links'].next))['data'].chains[0].statement.id).toBe('u');
  expect((await service.ask(`/v1/claims/claim-a/provenance?limit=1&cursor=${nextCursor}`)).body['code']).toBe(
    'cursor-mismatch',
  );
});

it('tells the revisions up to then', async () => {
  const page = await service.get('/v1/actors/speaker-a/revisions?asOf=2&limit=1');
  expect(page['data'].map(({ number }: { number: number }) => number)).toEqual([2]);
  expect((await service.get(page['links'].next))['data'].map(({ number }: { number: number }) => number)).toEqual([1]);
  expect((await service.get('/v1/actors/speaker-a/revisions'))['data'][0].number).toBe(4);
});

it('gives a bundle as it was when it was cited, which verifies', async () => {
  const app = await appOver(service.store);
  await write(
    service.store,
    statement('cited'),
    source('source-a', { csl: { type: 'book', title: 'Two' }, publisher: 'b' }),
  );
  const cited = await ask(app, '/v1/statements/cited/bundle');
  const { change } = JSON.parse(cited.text).asOf;
  await write(service.store, source('source-a', { csl: { type: 'book', title: 'Three' } }), relation('against'));
  await write(service.store, actor('b', { name: 'Bee' }), deletion('relation', 'r'));
  const { text, headers } = await ask(app, `/v1/statements/cited/bundle?asOf=${change}`);
  expect(headers['cache-control']).toContain('immutable');
  expect(verdictOf(text)).toMatchObject({ unchanged: true, derivable: true });
  const [then, now] = [JSON.parse(cited.text), JSON.parse(text)];
  expect({ ...now, asOf: null, digest: null }).toEqual({ ...then, asOf: null, digest: null });
  expect(now.asOf).toEqual({ version: null, change, changed: expect.any(String) });
  expect(JSON.parse((await ask(app, '/v1/statements/cited/bundle')).text).records).not.toEqual(then.records);
  await app.close();
});

it('keeps answers of those who need a token to themselves', async () => {
  const app = await appOver(service.store, { closed: true });
  expect((await ask(app, '/v1/actors/b?asOf=1')).status).toBe(401);
  await app.close();
});
