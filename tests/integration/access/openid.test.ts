import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchOutside } from '../../../src/access/outside.ts';
import { Issuer } from '../../../src/access/openid.ts';
import { startIssuer, type TestIssuer } from '../../support/issuer.ts';

let there: TestIssuer;
beforeAll(async () => {
  there = await startIssuer();
});
afterAll(() => there.close());

const issuerAt = (issuer: string, asked: Partial<ConstructorParameters<typeof Issuer>[0]> = {}): Issuer =>
  new Issuer({ issuer, audience: 'dictum', scopeClaim: 'scope', allowPrivate: true, ...asked });

const refusal = async (issuer: Issuer, token: string): Promise<unknown> =>
  issuer.principalOf(token).then(
    (principal) => principal,
    (error: { code: string; message: string }) => `${error.code}: ${error.message.split(': ').at(-1)}`,
  );

describe('a JWT of an OpenID issuer', () => {
  it('is a token of its subject, with the scopes that are known here', async () => {
    expect(await issuerAt(there.url).principalOf(await there.token('dictum', 'read write other'))).toEqual({
      key: `openid:${there.url} desk`,
      name: 'desk',
      scopes: ['read', 'write'],
    });
    expect(await issuerAt(there.url).principalOf(await there.token('dictum', 'read', 'archive'))).toMatchObject({
      name: 'archive',
      scopes: ['read'],
    });
  });

  it('is refused for another audience, of another issuer, changed, or signed by nobody', async () => {
    const issuer = issuerAt(there.url);
    const token = await there.token('dictum', 'read');
    const [head, body, signature] = token.split('.') as [string, string, string];
    expect(await refusal(issuer, await there.token('elsewhere', 'read'))).toBe(
      'invalid-token: its claim aud is another, or missing',
    );
    const changed = Buffer.from(
      Buffer.from(body, 'base64url').toString().replace('"scope":"read"', '"scope":"admin"'),
    ).toString('base64url');
    expect(await refusal(issuer, [head, changed, signature].join('.'))).toBe('invalid-token: its signature is wrong');
    const claims = {
      scope: 'admin',
      sub: 'x',
      iss: there.url,
      aud: 'dictum',
      exp: Math.floor(Date.now() / 1000) + 600,
    };
    expect(await refusal(issuer, new UnsecuredJWT(claims).encode())).toMatch(/^invalid-token: /);
    const shared = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(new TextEncoder().encode('x'.repeat(32)));
    expect(await refusal(issuer, shared)).toMatch(/^invalid-token: it is not signed by one of/);
    const { privateKey } = await generateKeyPair('ES256');
    const foreign = await new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'k2' }).sign(privateKey);
    expect(await refusal(issuer, foreign)).toBe('invalid-token: it is signed by a key that the issuer does not have');
    for (const odd of ['', 'x', 'a.b.c', `${head}..`]) expect(await refusal(issuer, odd)).toMatch(/^invalid-token: /);
  });

  it('is refused without an end or a subject, and after its end', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'own', alg: 'ES256' }] };
    const server = await serving((base) => ({
      '/.well-known/openid-configuration': { issuer: base, jwks_uri: `${base}/keys` },
      '/keys': keys,
    }));
    const issuer = issuerAt(server.url, { scopeClaim: 'roles' });
    const signed = (claims: object): Promise<string> =>
      new SignJWT({ iss: server.url, aud: 'dictum', ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'own' })
        .sign(privateKey);
    const now = Math.floor(Date.now() / 1000);
    // Scopes may come as a list, in whichever claim is set.
    expect(await issuer.principalOf(await signed({ sub: 'a', exp: now + 60, roles: ['write', 'cook'] }))).toMatchObject(
      {
        name: 'a',
        scopes: ['write'],
      },
    );
    expect(await issuer.principalOf(await signed({ sub: 'a', exp: now + 60, scope: 'admin' }))).toMatchObject({
      scopes: [],
    });
    expect(await refusal(issuer, await signed({ sub: 'a' }))).toBe(
      'invalid-token: its claim exp is another, or missing',
    );
    expect(await refusal(issuer, await signed({ exp: now + 60 }))).toBe(
      'invalid-token: its claim sub is another, or missing',
    );
    expect(await refusal(issuer, await signed({ sub: 'a', exp: now - 60 }))).toBe('invalid-token: it has expired');
    await server.close();
    expect(await issuer.principalOf(await signed({ sub: 'a', exp: now + 60 }))).toMatchObject({ name: 'a' });
  });
});

type Serving = { url: string; close(): Promise<void> };
const serving = async (pages: (base: string) => Record<string, object>): Promise<Serving> => {
  const server: Server = createServer((request, reply) => {
    const found = pages(url)[request.url!];
    reply.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' });
    reply.end(JSON.stringify(found ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

describe('an issuer', () => {
  it('on a private network is refused unless it is allowed', async () => {
    const token = await there.token('dictum', 'read');
    expect(await refusal(issuerAt(there.url, { allowPrivate: false }), token)).toMatch(/^issuer-unreachable/);
    for (const url of ['http://example.org/', 'ftp://example.org/', 'file:///etc/hostname'])
      await expect(
        (async () => fetchOutside(new URL(url), { allowPrivate: false, timeoutMs: 100, most: 1 }))(),
      ).rejects.toThrow(/encrypted|no address of https/);
    for (const host of ['127.0.0.1', '10.0.0.1', '169.254.169.254', '[::1]', '[::ffff:127.0.0.1]', 'localhost'])
      await expect(
        fetchOutside(new URL(`https://${host}/`), { allowPrivate: false, timeoutMs: 2000, most: 1 }),
      ).rejects.toThrow(/private IP|not allowed/i);
  });

  it('that does not answer, or answers as another, is told as such, and asked again', async () => {
    const pages: Record<string, object> = {};
    const server = await serving(() => pages);
    const issuer = issuerAt(server.url);
    const token = await there.token('dictum', 'read');
    expect(await refusal(issuer, token)).toMatch(/^issuer-unreachable/);
    pages['/.well-known/openid-configuration'] = { issuer: 'https://other.example', jwks_uri: `${server.url}/keys` };
    expect(await refusal(issuer, token)).toMatch(/^issuer-unreachable/);
    pages['/.well-known/openid-configuration'] = { issuer: server.url, jwks_uri: `${server.url}/keys` };
    pages['/keys'] = { keys: [] };
    expect(await refusal(issuer, token)).toMatch(/^invalid-token/);
    await server.close();
  });

  it('is read no further than its bound', async () => {
    const server = await serving(() => ({ '/long': { text: 'x'.repeat(1000) } }));
    const outside = { allowPrivate: true, timeoutMs: 2000, most: 100 };
    await expect(fetchOutside(new URL(`${server.url}/long`), outside)).rejects.toThrow(/more than 100 bytes/);
    await server.close();
  });
});
