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
    for (const next of [
      'https://example.org/',
      '//example.org/',
      '/\\example.org',
      'javascript:alert(1)',
      // Browsers leave tabs and ends of lines out of an address, and take what leads to no folder out of its path.
      '/\t/example.org',
      '/\n/example.org',
      '\t//example.org',
      '/.//example.org',
      '/claims/..//example.org',
      '/%2e//example.org',
      // Nor back to where they sign in.
      '/login',
      '/./login?next=/claims',
    ])
      expect([next, (await signIn(service, text, next)).headers['location']]).toEqual([next, '/']);
    expect((await signIn(service, text, '/statements?speaker=wang-yi&q=a%20b')).headers['location']).toBe(
      '/statements?speaker=wang-yi&q=a%20b',
    );
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

  it('counts where a browser tells that the form is of this service, and by no origin', async () => {
    const { text } = await tokenIn(service);
    for (const origin of [{}, { origin: 'null' }])
      for (const [site, status] of [
        ['same-origin', 303],
        ['same-site', 403],
        ['cross-site', 403],
        ['none', 403],
      ] as const)
        expect((await signIn(service, text, '/', { ...origin, 'sec-fetch-site': site })).status).toBe(status);
    const foreign = { origin: 'https://example.org', host: 'localhost:3000', 'sec-fetch-site': 'same-origin' };
    expect((await signIn(service, text, '/', foreign)).status).toBe(403);
  });

  it('is on pages that browsers send an origin from, to this service alone', async () => {
    expect((await pageAt(service, '/login')).headers['referrer-policy']).toBe('same-origin');
    expect((await readPage(service, '/no/such')).headers['referrer-policy']).toBe('same-origin');
    expect((await service.ask('/v1/claims')).headers['referrer-policy']).toBe('no-referrer');
  });

  it('refuses a token that browsers would not keep, and says so', async () => {
    const long = await signIn(service, 'x'.repeat(4096));
    expect([long.status, long.headers['set-cookie']]).toEqual([413, undefined]);
    expect(long.text).toContain('longer than browsers keep');
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
