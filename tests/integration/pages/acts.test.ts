import { describe, expect, it } from 'vitest';
import { Tokens } from '../../../src/access/tokens.ts';
import type { Scope } from '../../../src/access/scopes.ts';
import { serviceOver } from '../../support/http.ts';
import { BROWSER, pageAt, readPage } from '../../support/pages.ts';
import { actor, claim, topic } from '../../support/world.ts';

/*
 * What people do from pages who are signed in: undoing a change and merging records, by forms that need no script and
 * count only where a page of this service sent them.
 */

const service = serviceOver(async (store) => {
  await store.write([claim('claim-a', { text: 'It is so.' })], { by: 'nora' });
  await store.write([claim('claim-a', { text: 'It is not so.' })], { by: 'otto' });
  await store.write([topic('topic-a')], { by: 'otto' });
  await store.write([topic('topic-a', { name: 'Later' })], { by: 'nora' });
  await store.write([actor('envoy', { name: 'Nora Nord' }), actor('envoy-2', { name: 'Nora Nord' })]);
  await store.write([claim('sail', { text: 'Ferries sail again.' }), claim('sail-2', { text: 'Ferries sail again!' })]);
});

const OWN = { origin: 'http://localhost:3000', host: 'localhost:3000' };
const signedIn = async (scopes: Scope[]): Promise<string> =>
  `dictum_token=${(await new Tokens(service.store).create('editor', scopes, null)).text}`;

const send = async (
  url: string,
  cookie: string,
  fields: [string, string][] = [],
  headers: Record<string, string> = OWN,
) =>
  readPage(service, url, {
    method: 'POST',
    headers: { ...BROWSER, 'content-type': 'application/x-www-form-urlencoded', ...headers, cookie },
    payload: new URLSearchParams(fields).toString(),
  });

describe('undoing a change', () => {
  it('is offered to those alone who may write', async () => {
    expect((await pageAt(service, '/changes/2')).html).not.toContain('/changes/2/undo');
    const cookie = await signedIn(['read']);
    expect((await readPage(service, '/changes/2', { headers: { cookie } })).html).not.toContain('/changes/2/undo');
  });

  it('gives back what was before, as a change of its own with its reason', async () => {
    const cookie = await signedIn(['read', 'write']);
    expect((await readPage(service, '/changes/2', { headers: { cookie } })).html).toContain('/changes/2/undo');
    const { status, headers } = await send('/changes/2/undo', cookie, [['comment', 'It was so.']]);
    expect(status).toBe(303);
    const { text } = await pageAt(service, headers['location']!);
    expect(text).toContain('“It was so.”');
    expect(text).toContain('editor');
    expect((await service.get('/v1/claims/claim-a'))['data'].text).toBe('It is so.');
  });

  it('says why not where something later rests on it', async () => {
    const { status, text } = await send('/changes/3/undo', await signedIn(['write']));
    expect(status).toBe(409);
    expect(text).toContain('topic/topic-a');
  });

  it('counts neither from elsewhere nor without a token that may write', async () => {
    const cookie = await signedIn(['write']);
    const elsewhere = { origin: 'https://example.org', host: 'localhost:3000' };
    expect((await send('/changes/1/undo', cookie, [], elsewhere)).status).toBe(401);
    const refused = await send('/changes/1/undo', await signedIn(['read']));
    expect(refused.status).toBe(403);
    expect(refused.links).toContain('/login?next=%2Fchanges%2F1');
  });
});

describe('merging duplicates', () => {
  it('leads from records that are alike to the one that stays', async () => {
    expect((await pageAt(service, '/duplicates')).text).toContain('The same name: nora nord');
    const cookie = await signedIn(['read', 'write']);
    const { html } = await readPage(service, '/duplicates', { headers: { cookie } });
    expect(html).toContain('name="into" value="envoy-2"');
    const { status, headers } = await send('/duplicates', cookie, [
      ['type', 'actor'],
      ['id', 'envoy'],
      ['id', 'envoy-2'],
      ['into', 'envoy'],
    ]);
    expect([status, headers['location']]).toEqual([303, '/actors/envoy']);
    expect((await readPage(service, '/actors/envoy-2')).headers['location']).toBe('/actors/envoy');
    expect((await pageAt(service, '/duplicates')).text).toContain('No actors look like one another.');
  });

  it('tells claims that are alike by which words, and merges them as well', async () => {
    const cookie = await signedIn(['read', 'write']);
    const { html, text } = await readPage(service, '/duplicates?type=claim', { headers: { cookie } });
    expect(text).toContain('100 % alike, by these words: ferries sail again');
    expect(html).toContain('name="into" value="sail-2"');
    const { headers } = await send('/duplicates', cookie, [
      ['type', 'claim'],
      ['id', 'sail'],
      ['id', 'sail-2'],
      ['into', 'sail-2'],
    ]);
    expect(headers['location']).toBe('/claims/sail-2');
    expect((await pageAt(service, '/duplicates?type=claim')).text).toContain('No claims look like one another.');
  });

  it('says what is wrong with a form', async () => {
    const { status, text } = await send('/duplicates', await signedIn(['write']), [['type', 'actor']]);
    expect(status).toBe(400);
    expect(text).toContain('choose the record that stays');
  });
});
