import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../../src/access/scopes.ts';
import { Tokens } from '../../../src/access/tokens.ts';
import { serviceOver, worldOf, type Json, type Service } from '../../support/http.ts';
import { contents } from '../../support/store.ts';
import { summit } from '../../support/summit.ts';

/*
 * Somebody without the right to try it tries every method at every address: of the description, and of the pages and
 * doors that stand in none.
 */

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];

const document = JSON.parse(await readFile('openapi/openapi.json', 'utf8')) as Json;
const described = Object.entries(document['paths'] as Record<string, Record<string, Json>>).map(
  ([path, operations]) => ({
    path: path.replaceAll('{number}', '1').replaceAll(/\{\w+\}/g, 'x'),
    operations,
  }),
);
const plurals = described.flatMap(({ path }) => /^\/v1\/(\w+)\/x$/.exec(path)?.[1] ?? []);
const PAGES = ['/', '/search?q=x', '/changes', '/map', '/graph?from=actor/x', '/coverage'];
const DOORS = ['/reconcile', '/mcp'];
const addresses = [
  ...described.map(({ path }) => path),
  ...PAGES,
  ...plurals.flatMap((plural) => [`/${plural}`, `/${plural}/x`, `/${plural}/x/revisions`]),
  ...DOORS,
];

/** How the description calls a method: of what can be got the head can be, too. */
const named = (method: Method): string => (method === 'HEAD' ? 'get' : method.toLowerCase());

/** Whether an operation needs a token that allows more than reading, by the description. */
const needsWrite = (path: string, method: Method): boolean =>
  described.some((each) => each.path === path && (each.operations[named(method)]?.['security'] ?? []).length > 0) &&
  path !== '/v1/whoami';

/** Whether there is such an operation, by the description. */
const isDescribed = (path: string, method: Method): boolean =>
  described.some((each) => each.path === path && named(method) in each.operations);

/** What answers everybody, whatever is closed. */
const ALWAYS = /^\/(?:health\/(?:live|ready)|openapi\.json|problems(?:\/x)?)$/;
/** What a scope of its own opens where reading is closed. */
const OWN: Readonly<Record<string, Scope>> = { '/v1/export': 'export', '/metrics': 'metrics' };

const open = serviceOver(worldOf(...summit()));
const closed = serviceOver(worldOf(...summit()), { closed: true });

type Tried = { path: string; method: Method; status: number; code: string | undefined };

/** Every method at every address, with a token of some scopes, or with none. */
const tryAll = async (service: Service, scopes: readonly Scope[] | null): Promise<Tried[]> => {
  const token = scopes === null ? null : (await new Tokens(service.store).create('Eve', scopes, null)).text;
  const tried: Tried[] = [];
  for (const path of addresses)
    for (const method of METHODS) {
      const sends = method !== 'GET' && method !== 'HEAD';
      const { status, body } = await service.ask(path, {
        method,
        headers: {
          accept: path.startsWith('/v1') ? 'application/json' : '*/*',
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...(sends && {
            'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
            'if-match': '*',
          }),
        },
        ...(sends && { payload: '{"name":"Eve was here"}' }),
      });
      tried.push({ path, method, status, code: body['code'] as string | undefined });
    }
  return tried;
};

const oddOnes = (tried: readonly Tried[], isRight: (one: Tried) => boolean): Tried[] =>
  tried.filter((one) => !isRight(one));

describe('somebody without the right to', () => {
  let before: [unknown, unknown];
  beforeAll(async () => {
    before = await Promise.all([contents(open.store), contents(closed.store)]);
    expect(addresses.length).toBeGreaterThan(100);
  });

  it.each([
    ['no token', null, 401],
    ['a token to read', ['read'], 403],
    ['a token for texts, metrics and export', ['texts', 'metrics', 'export'], 403],
  ] as const)('writes nothing with %s', async (_name, scopes, refused) => {
    const tried = await tryAll(open, scopes);
    const odd = oddOnes(tried, ({ path, method, status }) =>
      needsWrite(path, method)
        ? status === refused
        : // Everybody may read, and what there is not is told.
          status !== 403 && (status !== 401 || path === '/v1/whoami') && status < 500,
    );
    expect(odd).toEqual([]);
    expect(tried.filter(({ path, method }) => needsWrite(path, method)).length).toBeGreaterThan(50);
    expect(await contents(open.store)).toEqual(before[0]);
  });

  it.each([
    ['no token', null, 401],
    ['a token that does not read', ['texts', 'metrics', 'export'], 403],
  ] as const)('reads nothing with %s where READ=token, but what is for everybody', async (_name, scopes, refused) => {
    const odd = oddOnes(await tryAll(closed, scopes), ({ path, method, status }) => {
      if (ALWAYS.test(path)) return status !== 401 && status !== 403;
      if (!isDescribed(path, method) && (status === 404 || status === 405)) return true;
      const own = OWN[path];
      if (own !== undefined && (scopes as readonly Scope[] | null)?.includes(own))
        return status !== 401 && status !== 403;
      return status === refused;
    });
    expect(odd).toEqual([]);
    expect(await contents(closed.store)).toEqual(before[1]);
  });

  it('reads and does no more with a token to read where READ=token', async () => {
    const odd = oddOnes(await tryAll(closed, ['read']), ({ path, method, status }) => {
      if (status === 404 || status === 405) return true;
      return needsWrite(path, method) || OWN[path] !== undefined ? status === 403 : status !== 401 && status !== 403;
    });
    expect(odd).toEqual([]);
    expect(await contents(closed.store)).toEqual(before[1]);
  });
});
