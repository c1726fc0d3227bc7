import { beforeAll, describe, expect, it } from 'vitest';
import { Tokens } from '../../../src/access/tokens.ts';
import type { Scope } from '../../../src/access/scopes.ts';
import { serviceOver, worldOf, type Service } from '../../support/http.ts';
import { logging } from '../../support/logged.ts';
import { summit } from '../../support/summit.ts';

/*
 * Who may read what. That nobody writes without a token is in write.test.ts.
 */

const { logged, logger } = logging({ level: 'trace' });

const open = serviceOver(worldOf(...summit()));
const closed = serviceOver(worldOf(...summit()), { closed: true, logger });
const limited = serviceOver(worldOf(...summit()), { rateLimit: 3 });

const tokenOf = async (service: Service, ...scopes: Scope[]): Promise<string> =>
  (await new Tokens(service.store).create(`${scopes.join(' and ')} token`, scopes, null)).text;
const bearing = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe('reading', () => {
  it('is for everybody, and a token that is wrong is refused all the same', async () => {
    expect((await open.ask('/v1/claims')).status).toBe(200);
    expect((await open.ask('/v1/claims', bearing(await tokenOf(open, 'texts')))).status).toBe(200);
    for (const authorization of [
      'Bearer',
      'Bearer x',
      'Basic YTpi',
      `Bearer dictum_${'0'.repeat(12)}_${'a'.repeat(32)}`,
    ]) {
      const { status, headers, body } = await open.ask('/v1/claims', { headers: { authorization } });
      expect([status, body['code'], headers['www-authenticate']]).toEqual([
        401,
        'invalid-token',
        'Bearer realm="dictum", error="invalid_token"',
      ]);
    }
  });

  it('needs a token with its scope where READ=token', async () => {
    const { status, headers, body } = await closed.ask('/v1/claims');
    expect([status, body['code'], body['scope']]).toEqual([401, 'no-token', 'read']);
    expect(headers['www-authenticate']).toBe('Bearer realm="dictum", scope="read"');
    expect(body['detail']).toContain('dictum token create');
    const measuring = await closed.ask('/v1/claims', bearing(await tokenOf(closed, 'metrics', 'texts')));
    expect([measuring.status, measuring.body['code'], measuring.body['scope']]).toEqual([
      403,
      'insufficient-scope',
      'read',
    ]);
    expect(measuring.headers['www-authenticate']).toBe(
      'Bearer realm="dictum", error="insufficient_scope", scope="read"',
    );
    for (const scope of ['read', 'write', 'admin'] as const) {
      const answer = await closed.ask('/v1/claims', bearing(await tokenOf(closed, scope)));
      expect([scope, answer.status, answer.headers['cache-control']]).toEqual([scope, 200, 'private']);
    }
  });

  it('is refused where a kept answer is there for those who may', async () => {
    const token = await tokenOf(closed, 'read');
    for (let time = 0; time < 3; time++) {
      expect((await closed.ask('/v1/topics', bearing(token))).status).toBe(200);
      expect((await closed.ask('/v1/topics')).status).toBe(401);
    }
  });

  it.each([
    ['/v1/export', 'export'],
    ['/metrics', 'metrics'],
    ['/v1/search?q=trade', 'read'],
    ['/v1/coverage', 'read'],
  ] as const)('%s needs %s where READ=token', async (url, scope) => {
    expect((await open.ask(url)).status).toBe(200);
    expect((await closed.ask(url)).body).toMatchObject({ code: 'no-token', scope });
    const other = scope === 'read' ? 'export' : 'read';
    expect((await closed.ask(url, bearing(await tokenOf(closed, other)))).body).toMatchObject({
      code: 'insufficient-scope',
      scope,
    });
    expect((await closed.ask(url, bearing(await tokenOf(closed, scope)))).status).toBe(200);
  });

  it('of verification, which is posted, needs read where READ=token', async () => {
    const posted = {
      method: 'POST',
      payload: '{"quote":"some words that are here","text":"some words that are here"}',
    };
    const headers = { 'content-type': 'application/json' };
    expect((await open.ask('/v1/verify-quote', { ...posted, headers })).status).toBe(200);
    expect((await closed.ask('/v1/verify-quote', { ...posted, headers })).status).toBe(401);
    const { authorization } = bearing(await tokenOf(closed, 'read')).headers;
    expect((await closed.ask('/v1/verify-quote', { ...posted, headers: { ...headers, authorization } })).status).toBe(
      200,
    );
  });

  it.each(['/health/live', '/health/ready', '/openapi.json', '/problems', '/problems/no-token', '/docs'])(
    '%s answers everybody',
    async (url) => {
      expect((await closed.ask(url)).status).toBeLessThan(400);
    },
  );
});

describe('a token', () => {
  it('tells whose it is and what it allows', async () => {
    const token = await tokenOf(open, 'read', 'write');
    expect(await open.ask('/v1/whoami', bearing(token))).toMatchObject({
      status: 200,
      body: { data: { name: 'read and write token', scopes: ['read', 'write'] } },
    });
    const other = await tokenOf(open, 'admin');
    expect((await open.ask('/v1/whoami', bearing(other))).body['data']).toMatchObject({ scopes: ['admin'] });
    const none = await open.ask('/v1/whoami');
    expect([none.status, none.headers['www-authenticate']]).toEqual([401, 'Bearer realm="dictum"']);
  });

  it('is refused from its revocation on', async () => {
    const tokens = new Tokens(closed.store);
    const { id, text } = await tokens.create('Ada', ['read'], null);
    expect((await closed.ask('/v1/claims', bearing(text))).status).toBe(200);
    await tokens.revoke(id);
    const { status, body } = await closed.ask('/v1/claims', bearing(text));
    expect([status, body['detail']]).toEqual([401, 'the token was revoked']);
  });

  it('is noted as used', async () => {
    const tokens = new Tokens(closed.store);
    const { id, text } = await tokens.create('Ada', ['read'], null);
    await closed.ask('/v1/claims', bearing(text));
    const used = async (): Promise<unknown> => (await tokens.list()).find((token) => token.id === id)!.used;
    await expect.poll(used).not.toBeNull();
  });

  it('has its own limit of requests', async () => {
    const [one, other] = [await tokenOf(limited, 'read'), await tokenOf(limited, 'read')];
    const statuses = async (token: string): Promise<number[]> => {
      const found: number[] = [];
      for (let i = 0; i < 4; i++) found.push((await limited.ask('/v1/topics', bearing(token))).status);
      return found;
    };
    expect(await statuses(one)).toEqual([200, 200, 200, 429]);
    expect(await statuses(other)).toEqual([200, 200, 200, 429]);
    // What is no token counts for the client.
    expect(await statuses('x')).toEqual([401, 401, 401, 429]);
    expect((await limited.ask('/v1/topics')).status).toBe(429);
  });
});

describe('the log', () => {
  let token: string;
  beforeAll(async () => {
    token = await tokenOf(closed, 'read');
    await closed.ask('/v1/claims', bearing(token));
    await closed.ask(`/v1/claims?q=${token}`, bearing(token));
    await closed.ask(`/v1/claims/${token}`, bearing(token));
    await closed.ask(`/nothing/${token}`, bearing(token));
    await closed.ask('/v1/claims', bearing(`${token}x`));
  });

  it('has no token in it, whatever came of the request', async () => {
    expect(logged.length).toBeGreaterThan(5);
    expect(logged.join('\n')).not.toContain(token.slice(20));
  });

  it('tells who wrote what, and has no token in it', async () => {
    const { text } = await new Tokens(closed.store).create('Ada', ['write'], null);
    await closed.ask('/v1/topics/audited', {
      method: 'PUT',
      headers: { authorization: `Bearer ${text}`, 'content-type': 'application/json', 'if-none-match': '*' },
      payload: '{"name":"Audited"}',
    });
    const written = logged
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === 'wrote');
    expect(written).toMatchObject([
      {
        who: { name: 'Ada', key: expect.stringMatching(/^token:[0-9a-f]{12}$/) },
        method: 'PUT',
        url: '/v1/topics/audited',
        status: 201,
        change: await closed.store.lastChange(),
      },
    ]);
    expect(logged.join('')).not.toContain(text.slice(20));
  });

  it('tells who was refused, where and why', async () => {
    await closed.ask('/v1/claims');
    const refusals = logged
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === 'refused');
    expect(refusals.at(-1)).toMatchObject({
      who: null,
      method: 'GET',
      url: '/v1/claims',
      status: 401,
      code: 'no-token',
    });
  });
});
