import { once } from 'node:events';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppOptions } from '../../../src/http/app.ts';
import { openEmbedded } from '../../../src/store/embedded/store.ts';
import type { Store } from '../../../src/store/port.ts';
import { temporaryFolder } from '../../support/engines.ts';
import { appOver, ask, type Asked } from '../../support/http.ts';
import { write } from '../../support/store.ts';
import { summit } from '../../support/summit.ts';
import { actor, claim } from '../../support/world.ts';

let folder: string;
let store: Store;
let app: FastifyInstance;
/** The questions that reached the store, but for its version. */
let asked: string[];

/** Passes everything on to a store, and notes it. */
const watched = (inner: Store): Store =>
  new Proxy(inner, {
    get: (target, name: keyof Store) => {
      const value = target[name];
      if (typeof value !== 'function') return value;
      return (...values: unknown[]) => {
        if (name !== 'version') asked.push(name);
        return (value as (...of: unknown[]) => unknown).apply(target, values);
      };
    },
  });

const serve = async (options: Partial<AppOptions> = {}, inner: (store: Store) => Store = watched): Promise<void> => {
  await app?.close();
  app = await appOver(inner(store), options);
};

beforeEach(async () => {
  folder = await temporaryFolder();
  store = openEmbedded({ folder, readers: 0, timeoutMs: 300_000 });
  await write(store, ...summit());
  asked = [];
  await serve();
});
afterEach(async () => {
  await app.close();
  await store.close();
  await rm(folder, { recursive: true });
});

const URL = '/v1/statements?include=speakers';
const get = (url = URL, headers: Asked['headers'] = {}) => ask(app, url, { headers });
/** Asks until the answer is kept. */
const kept = async (url = URL, headers: Asked['headers'] = {}) => {
  await get(url, headers);
  const answer = await get(url, headers);
  asked = [];
  return answer;
};

describe('an answer to a question that is asked again', () => {
  it('is the same, and asks the store nothing', async () => {
    const first = await get();
    expect(asked).not.toEqual([]);
    const second = await kept();
    const third = await get();
    expect(asked).toEqual([]);
    for (const again of [second, third]) {
      expect(again.text).toBe(first.text);
      for (const name of ['etag', 'content-type', 'link', 'vary', 'content-length', 'x-content-type-options'])
        expect(again.headers[name], name).toBe(first.headers[name]);
    }
    expect(third.headers['x-request-id']).not.toBe(second.headers['x-request-id']);
  });

  it('is 304 without asking where the client has it', async () => {
    const { headers } = await kept();
    const { status, text } = await get(URL, { 'if-none-match': headers['etag']! });
    expect([status, text, asked]).toEqual([304, '', []]);
  });

  it('has the link to the next page and the head of HEAD', async () => {
    const { headers } = await kept('/v1/statements?limit=1');
    expect(headers['link']).toMatch(/rel="next"/);
    const head = await ask(app, '/v1/statements?limit=1', { method: 'HEAD' });
    expect([head.text, asked]).toEqual(['', []]);
    for (const name of ['etag', 'content-length', 'link', 'content-type'])
      expect(head.headers[name], name).toBe(headers[name]);
  });

  it('is told apart by what is accepted', async () => {
    const json = await kept('/v1/sources/report-a', { accept: 'application/json' });
    const text = await kept('/v1/sources/report-a', { accept: 'text/plain' });
    expect((await get('/v1/sources/report-a', { accept: 'application/json' })).text).toBe(json.text);
    expect((await get('/v1/sources/report-a', { accept: 'text/plain' })).text).toBe(text.text);
    expect(json.text).not.toBe(text.text);
    expect(asked).toEqual([]);
  });

  it.each(['through this service', 'by another process'])(
    'is never that of an older graph: changed %s',
    async (how) => {
      await kept('/v1/actors/author');
      const other = how === 'by another process' ? openEmbedded({ folder, readers: 0, timeoutMs: 300_000 }) : store;
      for (const name of ['First', 'Second', 'Third']) {
        await write(other, actor('author', { name }));
        for (let again = 0; again < 3; again++) expect((await get('/v1/actors/author')).body['data'].name).toBe(name);
      }
      if (other !== store) await other.close();
    },
  );

  it('is not kept where the graph changes while it is worked out', async () => {
    let change: (() => Promise<unknown>) | null = null;
    await serve({}, (inner) => ({
      ...inner,
      read: async (...of) => {
        const answer = await inner.read(...of);
        await change?.();
        change = null;
        return answer;
      },
    }));
    await get('/v1/actors/author');
    change = () => write(store, actor('author', { name: 'Later' }));
    expect((await get('/v1/actors/author')).body['data'].name).toBe('Author');
    expect((await get('/v1/actors/author')).body['data'].name).toBe('Later');
  });

  it('is worked out where no memory is given to keep it', async () => {
    await serve({ keptMegabytes: 0 });
    await kept();
    await get();
    expect(asked).not.toEqual([]);
  });

  it('makes room for others once memory is used up', async () => {
    await write(
      store,
      ...Array.from({ length: 40 }, (_, i) => claim(`long-${i}`, { text: `${i} ${'long '.repeat(3900)}` })),
    );
    await serve({ keptMegabytes: 1 });
    for (let i = 0; i < 40; i++) await kept(`/v1/claims/long-${i}`);
    await get('/v1/claims/long-39');
    expect(asked).toEqual([]);
    await get('/v1/claims/long-0');
    expect(asked).not.toEqual([]);
  });

  it('is a problem each time where it is one', async () => {
    for (let again = 0; again < 3; again++) expect((await get('/v1/actors/nobody')).status).toBe(404);
  });
});

describe('compression', () => {
  const raw = async (url: string, headers: Record<string, string>) => app.inject({ method: 'GET', url, headers });

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('gives the same text in %s, with an ETag of its own, kept or not', async (encoding, decode) => {
    const plain = await get();
    for (let again = 0; again < 3; again++) {
      const answer = await raw(URL, { 'accept-encoding': encoding });
      expect(answer.headers).toMatchObject({
        'content-encoding': encoding,
        etag: plain.headers['etag']!.replace(/"$/, `-${encoding}"`),
        'content-length': String(answer.rawPayload.length),
      });
      expect(answer.headers['vary']).toContain('Accept-Encoding');
      expect(decode(answer.rawPayload).toString()).toBe(plain.text);
      expect(answer.rawPayload.length).toBeLessThan(plain.text.length / 3);
      expect(
        (await raw(URL, { 'accept-encoding': encoding, 'if-none-match': String(answer.headers['etag']) })).statusCode,
      ).toBe(304);
      expect((await raw(URL, { 'if-none-match': String(answer.headers['etag']) })).statusCode).toBe(200);
    }
  });

  it.each([
    ['no word of it', {}],
    ['identity', { 'accept-encoding': 'identity' }],
    ['what nobody knows', { 'accept-encoding': 'squeeze' }],
    ['a refusal', { 'accept-encoding': 'gzip;q=0, br;q=0' }],
  ])('is left out for %s', async (_what, headers) => {
    expect((await raw(URL, headers)).headers['content-encoding']).toBeUndefined();
  });

  it('is left out where it does not pay', async () => {
    expect((await raw('/v1/actors/author', { 'accept-encoding': 'br' })).headers['content-encoding']).toBeUndefined();
  });

  it('is used for streams too', async () => {
    const plain = await get('/v1/statements', { accept: 'application/x-ndjson' });
    const answer = await raw('/v1/statements', { accept: 'application/x-ndjson', 'accept-encoding': 'gzip' });
    expect(gunzipSync(answer.rawPayload).toString()).toBe(plain.text);
    expect(answer.headers['etag']).toBeUndefined();
  });
});

/** A request for the whole graph over a connection of its own. */
const requestAll = async (): Promise<ClientRequest> => {
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as { port: number };
  return httpRequest({
    host: '127.0.0.1',
    port,
    path: '/v1/export',
    headers: { accept: 'application/x-ndjson' },
    agent: false,
  }).end();
};

describe('a service that is asked too much at once', () => {
  it('turns away what it cannot answer now, and says when to come back', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let reading = 0;
    await serve({ mostAtOnce: 2 }, (inner) => ({
      ...inner,
      read: async (...of) => {
        reading += 1;
        return held.then(() => inner.read(...of));
      },
    }));
    const slow = [get('/v1/actors/author'), get('/v1/actors/author?fields=name')];
    await expect.poll(() => reading).toBe(2);
    const refused = await get('/v1/actors');
    expect([refused.status, refused.body['code'], refused.headers['retry-after']]).toEqual([503, 'overloaded', '1']);
    for (const url of ['/health/live', '/metrics', '/openapi.json']) expect((await get(url)).status, url).toBe(200);
    release();
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([200, 200]);
    expect((await get('/v1/actors')).status).toBe(200);
  });

  it('counts a client that has gone no longer', async () => {
    await serve({ mostAtOnce: 1 }, (inner) => ({ ...inner, scan: async () => new Promise<never>(() => undefined) }));
    const sent = await requestAll();
    sent.on('error', () => undefined);
    await expect.poll(async () => (await get('/v1/actors')).status).toBe(503);
    sent.destroy();
    await expect.poll(async () => (await get('/v1/actors')).status).toBe(200);
  });
});

describe('the whole graph as a stream', () => {
  it('has a line for each record, of every type', async () => {
    const { text, headers } = await get('/v1/export', { accept: 'application/x-ndjson' });
    expect(headers['content-type']).toBe('application/x-ndjson');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; id: string });
    expect(lines.map(({ type, id }) => `${type}/${id}`).sort()).toEqual(
      summit()
        .map(({ key }) => `${key.type}/${key.id}`)
        .sort(),
    );
  });

  it('comes as NDJSON and in no other form', async () => {
    expect((await get('/v1/export', { accept: 'application/json' })).status).toBe(406);
    expect((await get('/v1/export?limit=3', { accept: 'application/x-ndjson' })).status).toBe(400);
  });

  it('is read no further than its client takes it, and no more once that has gone', async () => {
    let pages = 0;
    const page = Array.from({ length: 1000 }, (_, i) => ({
      key: { type: 'claim' as const, id: String(i) },
      json: `{"text":"${'x'.repeat(1000)}"}`,
    }));
    await serve({}, (inner) => ({
      ...inner,
      scan: async () => {
        pages += 1;
        return page;
      },
    }));
    const [answer] = (await once(await requestAll(), 'response')) as [IncomingMessage];
    /** How many pages were read once no more are; of what has no end at last any number. */
    const settled = async (): Promise<number> => {
      for (let before = pages; ; before = pages) {
        await sleep(300);
        if (pages === before || pages > 1000) return before;
      }
    };
    await expect.poll(() => pages).toBeGreaterThan(1);
    const before = await settled();
    // What the sockets of both ends hold is some megabytes, and a page is one.
    expect([pages, before < 30]).toEqual([before, true]);
    answer.resume();
    await expect.poll(() => pages).toBeGreaterThan(before + 20);
    answer.destroy();
    const after = await settled();
    await sleep(300);
    expect(pages).toBe(after);
  });
});
