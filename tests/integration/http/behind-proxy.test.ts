import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { appOver, ask, serviceOver, theSeed, type Json } from '../../support/http.ts';

const service = serviceOver(theSeed);
const document = JSON.parse(await readFile('openapi/openapi.json', 'utf8')) as Json;
const BASE = '/dictum';

let app: FastifyInstance;
beforeAll(async () => {
  app = await appOver(service.store, { publicUrl: `https://example.org${BASE}`, document });
});
afterAll(() => app.close());

const written = (value: unknown): string => encodeURIComponent([value].flat().join(','));
const addressOf = (path: string, parameters: readonly Json[]): string => {
  const filled = parameters
    .filter((each) => each['in'] === 'path')
    .reduce((url, { name, example }) => url.replace(`{${name}}`, String(example)), path);
  const query = parameters
    .filter((each) => each['in'] === 'query' && each['required'])
    .map(({ name, example }) => `${name}=${written(example)}`);
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
};
const reads = Object.entries<Json>(document['paths']).flatMap(([path, { get }]) =>
  get === undefined || (get.security ?? []).length > 0 ? [] : [{ path, get: get as Json }],
);

/** Every text of a JSON answer, after where it stands. */
const textsIn = (value: unknown, at = ''): string[] => {
  if (typeof value === 'string') return [`${at}: ${value}`];
  return Object.entries(value ?? {}).flatMap(([name, each]) => textsIn(each, `${at}/${name}`));
};

/** Links that lead past the path of the service. */
const astray = (texts: readonly string[]): string[] =>
  texts.filter((text) => /: \/(v1|problems|docs|health)\b/.test(text));

describe('under an address with a path', () => {
  it.each(reads)('every link of $path has it, in each of its forms', async ({ path, get }) => {
    const url = addressOf(path, (get['parameters'] ?? []) as Json[]);
    for (const accept of Object.keys(get['responses']['200'].content as Json)) {
      if (accept === 'text/event-stream') continue;
      const { status, text, headers } = await ask(app, url, { headers: { accept } });
      expect(status, text.slice(0, 300)).toBe(200);
      const linked = [...(headers['link'] ?? '').matchAll(/<([^>]*)>/g)].map(([, to]) => to!);
      expect(linked.filter((to) => !to.startsWith(`${BASE}/`) && to !== '')).toEqual([]);
      const lines = accept === 'application/x-ndjson' ? text.trim().split('\n') : [text];
      if (accept.endsWith('json')) expect(astray(textsIn(lines.map((line) => JSON.parse(line) as Json)))).toEqual([]);
      else if (accept !== 'text/plain') expect(text).not.toMatch(/["<, ]\/(v1|problems)\//);
    }
  });

  it('has it in facets, includes, next pages and whatever else is asked for with a list', async () => {
    for (const url of [
      '/v1/statements?limit=2&facets=speaker,topic&count=true&include=speakers',
      '/v1/search?q=china&limit=1&type=statement&facets=speaker',
      '/v1/actors/wang-yi/neighbourhood?limit=3',
      '/v1/paths?from=actor/wang-yi&to=forum/g20',
    ]) {
      const { body, headers, text } = await ask(app, url);
      expect(body['links'], text).toBeDefined();
      expect(astray(textsIn(body))).toEqual([]);
      expect(body['links']['self']).toBe(`${BASE}${url}`);
      if (body['page']?.nextCursor) expect(headers['link']).toContain(`<${BASE}/v1/`);
      if (body['page']?.nextCursor) expect((await ask(app, body['links'].next as string)).status).toBe(200);
    }
  });

  it('tells problems by addresses with it, also of what is no request', async () => {
    for (const [url, accept] of [
      ['/v1/actors/nobody', 'application/json'],
      ['/v1/statements?limit=x', 'application/json'],
      ['/v1/nothing', 'application/json'],
    ] as const) {
      const { body } = await ask(app, url, { headers: { accept } });
      expect(body['type']).toMatch(/^\/dictum\/problems\//);
      expect((await ask(app, body['type'] as string, { headers: { accept } })).status).toBe(200);
    }
  });

  it('is answered with and without it, whichever of both a proxy sends', async () => {
    const [one, other] = [await ask(app, '/v1/actors?limit=1'), await ask(app, `${BASE}/v1/actors?limit=1`)];
    expect(other).toEqual({ ...one, headers: { ...one.headers, ...pick(other.headers) } });
    expect((await ask(app, BASE, { headers: { accept: 'text/html' } })).text).toContain(`href="${BASE}/`);
    expect((await ask(app, `${BASE}s/v1/actors`)).status).toBe(404);
  });

  it('is where documentation, the description and kept answers lead', async () => {
    const { body } = await ask(app, '/openapi.json');
    expect(body['servers']).toEqual([expect.objectContaining({ url: `https://example.org${BASE}` })]);
    const kept = async (): Promise<string | undefined> => {
      const { headers } = await ask(app, '/v1/topics?limit=1', { headers: { accept: 'application/json' } });
      return String(headers['link']);
    };
    const first = await kept();
    for (let i = 0; i < 3; i++) expect(await kept()).toBe(first);
  });

  it('is where a record that was merged leads to', async () => {
    const { headers, status } = await ask(app, '/v1/statements?region=middle-east&limit=1');
    expect(status).toBe(200);
    expect(headers['location']).toBeUndefined();
  });
});

const pick = ({ 'x-request-id': id, date }: Record<string, string>): Record<string, string> => ({
  ...(id && { 'x-request-id': id }),
  ...(date && { date }),
});

/** What a service answers to bytes. */
const sent = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    let text = '';
    socket.setEncoding('utf8').on('data', (part: string) => (text += part));
    socket.on('end', () => resolve(text)).on('error', reject);
  });

describe('the name that a client asks under', () => {
  it.each([
    ['an address with a name', 'GET http://evil.example/v1/actors?limit=1 HTTP/1.1\r\nHost: evil.example\r\n'],
    ['a foreign host', 'GET /v1/actors?limit=1 HTTP/1.1\r\nHost: evil.example\r\n'],
    ['a forwarded host', 'GET /reconcile HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Host: evil.example\r\n'],
    ['a foreign host of OpenRefine', 'GET /reconcile HTTP/1.1\r\nHost: evil.example\r\n'],
    ['a page', 'GET http://evil.example/statements HTTP/1.1\r\nHost: evil.example\r\nAccept: text/html\r\n'],
    ['linked data', 'GET /v1/actors/wang-yi HTTP/1.1\r\nHost: evil.example\r\nAccept: application/ld+json\r\n'],
  ])('is in no answer to %s', async (_what, request) => {
    for (const options of [{}, { publicUrl: 'https://example.org/dictum' }]) {
      const own = await appOver(service.store, { document, ...options });
      const { port } = new URL(await own.listen({ host: '127.0.0.1', port: 0 }));
      const answer = await sent(Number(port), `${request}Connection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 200/);
      expect(answer).not.toContain('evil.example');
      await own.close();
    }
  });
});

describe('the address of a client', () => {
  const lines: Json[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line) as Json) });
  const clientsOf = async (options: object, forwarded: string): Promise<unknown> => {
    const own = await appOver(service.store, { logger, ...options });
    lines.length = 0;
    await ask(own, '/v1/actors?limit=1', { headers: { 'x-forwarded-for': forwarded } });
    await own.close();
    return lines.find(({ msg }) => msg === 'answered')?.['client'];
  };

  it('is that of the connection, unless the proxy is trusted', async () => {
    expect(await clientsOf({}, '203.0.113.7')).toBe('127.0.0.1');
    expect(await clientsOf({ trustProxy: ['loopback'] }, '203.0.113.7')).toBe('203.0.113.7');
    expect(await clientsOf({ trustProxy: ['loopback'] }, '10.0.0.9, 203.0.113.7')).toBe('203.0.113.7');
    expect(await clientsOf({ trustProxy: ['192.0.2.0/24'] }, '203.0.113.7')).toBe('127.0.0.1');
  });

  it('is what requests are counted by', async () => {
    const own = await appOver(service.store, { rateLimit: 2, trustProxy: ['loopback'] });
    const status = async (client: string): Promise<number> =>
      (await ask(own, '/v1/actors?limit=1', { headers: { 'x-forwarded-for': client } })).status;
    expect([await status('203.0.113.7'), await status('203.0.113.7'), await status('203.0.113.7')]).toEqual([
      200, 200, 429,
    ]);
    expect(await status('203.0.113.8')).toBe(200);
    for (const url of ['/health/live', '/health/ready', '/metrics']) {
      const answers = await Promise.all([1, 2, 3].map(() => ask(own, url)));
      expect([url, ...answers.map((answer) => answer.status)]).toEqual([url, 200, 200, 200]);
      expect(answers[0]!.headers['x-ratelimit-limit']).toBeUndefined();
    }
    await own.close();
  });
});

describe('pages of other sites', () => {
  it('may read unless CORS_ORIGINS names those that may', async () => {
    const allowed = async (options: object, origin: string): Promise<string | undefined> => {
      const own = await appOver(service.store, options);
      const { headers } = await ask(own, '/v1/actors?limit=1', { headers: { origin } });
      await own.close();
      return headers['access-control-allow-origin'];
    };
    const corsOrigins = ['https://a.example', 'https://b.example'];
    expect(await allowed({}, 'https://c.example')).toBe('https://c.example');
    expect(await allowed({ corsOrigins }, 'https://b.example')).toBe('https://b.example');
    expect(await allowed({ corsOrigins }, 'https://c.example')).toBeUndefined();
  });
});
