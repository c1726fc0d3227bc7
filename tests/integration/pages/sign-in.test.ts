import { describe, expect, it } from 'vitest';
import { Tokens } from '../../../src/access/tokens.ts';
import { serviceOver, theSeed, type Service } from '../../support/http.ts';
import { BROWSER, pageAt, readPage } from '../../support/pages.ts';

/*
 * Signing in: with a token, without script, and so that no other site can make use of it.
 */

const OWN = { origin: 'http://localhost:3000', host: 'localhost:3000' };
const FORM = { ...BROWSER, 'content-type': 'application/x-www-form-urlencoded' };
const service = serviceOver(theSeed);
const closed = serviceOver(theSeed, { closed: true });

const tokenIn = async ({ store }: Service): Promise<{ id: string; text: string }> =>
  new Tokens(store).create('editor', ['read', 'write'], null);

const signIn = (to: Service, token: string, next = '/claims', headers: Record<string, string> = OWN) =>
  to.ask('/login', {
    method: 'POST',
    headers: { ...FORM, ...headers },
    payload: new URLSearchParams({ token, next }).toString(),
  });

/** Somebody who has signed in: the cookie that their browser sends. */
const cookieOf = async (to: Service): Promise<{ cookie: string; id: string }> => {
  const { id, text } = await tokenIn(to);
  const { headers } = await signIn(to, text);
  return { cookie: headers['set-cookie']!.split(';')[0]!, id };
};

describe('signing in', () => {
  it('is a form, which leads on to where somebody was', async () => {
    const { html } = await pageAt(service, '/login?next=%2Fclaims');
    expect(html).toContain('name="next" value="/claims"');
    const { status, headers } = await signIn(service, (await tokenIn(service)).text);
    expect([status, headers['location']]).toEqual([303, '/claims']);
    expect(headers['set-cookie']).toMatch(
      /^dictum_token=dictum_\w+_[\w-]+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/,
    );
  });

  it('leads to no other site', async () => {
    const { text } = await tokenIn(service);
    for (const next of ['https://example.org/', '//example.org/', '/\\example.org', 'javascript:alert(1)'])
      expect((await signIn(service, text, next)).headers['location']).toBe('/');
    expect((await pageAt(service, '/login?next=//example.org')).html).toContain('name="next" value="/"');
  });

  it('refuses what is no token, and a form that another site sent', async () => {
    const wrong = await signIn(service, 'dictum_000000000000_x');
    expect([wrong.status, wrong.headers['set-cookie']]).toEqual([401, undefined]);
    expect(wrong.text).toContain('This is no token of this service');
    const { text } = await tokenIn(service);
    for (const headers of [{}, { origin: 'https://example.org', host: 'localhost:3000' }, { origin: 'null' }]) {
      const foreign = await signIn(service, text, '/', headers);
      expect([foreign.status, foreign.headers['set-cookie']]).toEqual([403, undefined]);
    }
  });

  it('keeps the cookie to the path of the service, and to TLS where it has that', async () => {
    const { cookieFor } = await import('../../../src/http/sign-in.ts');
    expect(cookieFor('t', { base: '/dictum', secure: true })).toBe(
      'dictum_token=t; Path=/dictum; HttpOnly; SameSite=Lax; Max-Age=43200; Secure',
    );
  });
});

describe('somebody who has signed in', () => {
  it('is known by name, and signs out', async () => {
    const { cookie } = await cookieOf(service);
    const page = await readPage(service, '/login', { headers: { cookie } });
    expect(page.text).toContain('Signed in as editor');
    expect(page.headers['cache-control']).toContain('private');
    expect((await service.ask('/v1/whoami', { headers: { cookie } })).body['data']).toEqual({
      name: 'editor',
      scopes: ['read', 'write'],
    });
    const out = await service.ask('/logout', { method: 'POST', headers: { ...FORM, ...OWN, cookie }, payload: '' });
    expect([out.status, out.headers['set-cookie']]).toEqual([303, expect.stringContaining('Max-Age=0')]);
  });

  it('writes from pages of this service alone', async () => {
    const { cookie } = await cookieOf(service);
    const write = (headers: Record<string, string>) =>
      service.ask('/v1/topics/from-a-page', {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'if-none-match': '*', cookie, ...headers },
        payload: JSON.stringify({ name: 'From a page' }),
      });
    for (const headers of [{}, { origin: 'https://example.org', host: 'localhost:3000' }, { origin: 'null' }])
      expect((await write(headers as Record<string, string>)).body['code']).toBe('no-token');
    expect((await write(OWN)).status).toBe(201);
  });

  it('is nobody any more once the token is revoked, and may sign in anew', async () => {
    const { cookie, id } = await cookieOf(service);
    await new Tokens(service.store).revoke(id);
    const { status, text } = await readPage(service, '/login', { headers: { cookie } });
    expect([status, text.includes('Sign in')]).toEqual([200, true]);
    expect((await readPage(service, '/claims', { headers: { cookie } })).status).toBe(200);
  });
});

describe('where reading needs a token', () => {
  it('a page leads to where one signs in, and is shown to whoever did', async () => {
    const refused = await readPage(closed, '/claims?speaker=wang-yi');
    expect(refused.status).toBe(401);
    expect(refused.links).toContain('/login?next=%2Fclaims%3Fspeaker%3Dwang-yi');
    const { cookie } = await cookieOf(closed);
    expect((await readPage(closed, '/claims', { headers: { cookie } })).status).toBe(200);
    expect((await closed.ask('/v1/claims', { headers: { cookie } })).status).toBe(200);
  });

  it('what every page loads is open', async () => {
    const { html } = await pageAt(closed, '/login');
    for (const [, url] of html.matchAll(/="(\/assets[^"]*|\/favicon[^"]*)"/g))
      expect((await closed.ask(url!)).status).toBe(200);
    expect((await closed.ask('/robots.txt')).status).toBe(200);
  });
});
