import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import type { Store } from '../../../src/store/port.ts';
import { embedded, type Opened } from '../../support/engines.ts';
import { appOver } from '../../support/http.ts';
import { write } from '../../support/store.ts';
import { actor, claim, ground, source, statement } from '../../support/world.ts';

let opened: Opened;
let store: Store;
let app: FastifyInstance;
beforeAll(async () => {
  opened = await embedded.open();
  store = opened.store;
  await write(store, ...ground(), statement('s'));
  await write(store, actor('speaker-a', { name: 'Changed' }));
  app = await appOver(store);
});
afterAll(async () => {
  await app.close();
  await opened.dispose();
});

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });

it('stands in a record, in those of a list and in those that are included', async () => {
  const one = (await get('/v1/statements/s?include=speakers')).json();
  expect([one.data.revision, one.included.actors['speaker-a'].revision]).toEqual([1, 2]);
  const list = (await get('/v1/statements?include=speakers')).json();
  expect([list.data[0].revision, list.included.actors['speaker-a'].revision]).toEqual([1, 2]);
  const lines = await get('/v1/actors', { accept: 'application/x-ndjson' });
  expect(JSON.parse(lines.body)).toMatchObject({ id: 'speaker-a', revision: 2 });
});

it('is left out with fields that do not name it', async () => {
  expect((await get('/v1/actors/speaker-a?fields=label')).json().data).not.toHaveProperty('revision');
  expect((await get('/v1/actors?fields=revision')).json().data).toEqual([
    { type: 'actor', id: 'speaker-a', revision: 2 },
  ]);
});

it('begins the ETag of a record in whichever representation, and of nothing else', async () => {
  const tag = async (url: string, headers = {}): Promise<string> => String((await get(url, headers)).headers.etag);
  for (const [url, accept] of [
    ['/v1/actors/speaker-a', 'application/json'],
    ['/v1/actors/speaker-a?fields=label', 'application/json'],
    ['/v1/actors/speaker-a?form=written', 'application/json'],
  ] as const)
    expect(await tag(url, { accept })).toMatch(/^"2-[\w-]{27}"$/);
  for (const accept of ['application/ld+json', 'application/x-bibtex'])
    expect(await tag(accept.includes('ld') ? '/v1/statements/s' : '/v1/sources/source-a', { accept })).toMatch(/^"1-/);
  expect(await tag('/v1/actors')).toMatch(/^"[\w-]{27}"$/);
  const etag = await tag('/v1/actors/speaker-a');
  expect((await get('/v1/actors/speaker-a', { 'if-none-match': etag })).statusCode).toBe(304);
  // Asked twice, it is kept.
  expect(await tag('/v1/actors/speaker-a')).toBe(etag);
});

it('stays where what is derived changes alone, while the ETag changes', async () => {
  const before = await get('/v1/statements/s');
  await write(store, claim('claim-a', { text: 'Reworded' }));
  const after = await get('/v1/statements/s');
  expect(after.json().data.revision).toBe(1);
  expect([before, after].map(({ headers }) => String(headers.etag).split('-', 1)[0])).toEqual(['"1', '"1']);
  expect(after.headers.etag).not.toBe(before.headers.etag);
});

it('is no part of an export', async () => {
  await write(store, source('other'));
  expect((await get('/v1/export')).body).not.toContain('revision');
});
