import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { whileWanted } from '../../../src/deadline.ts';
import { buildApp, type AppOptions } from '../../../src/http/app.ts';
import { DictumError } from '../../../src/model/errors.ts';
import type { Store } from '../../../src/store/port.ts';
import { serviceOver, theSeed } from '../../support/http.ts';

/*
 * Who takes the places of a service, and for how long: nobody who sends nothing, reads nothing, or sends very many at once.
 */

const seeded = serviceOver(theSeed);
let app: FastifyInstance | null = null;
let port = 0;
const sockets: Socket[] = [];

const serve = async (options: Partial<AppOptions>, over: Partial<Store> = {}): Promise<void> => {
  app = await buildApp({
    store: { ...seeded.store, ...over },
    version: '0.0.0',
    keptMegabytes: 0,
    ...options,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as AddressInfo).port;
};
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await app?.close();
  app = null;
});

type Told = { socket: Socket; text: string; closed: boolean };
/** A connection on which bytes are sent; what comes is read unless it `isDeaf`. */
const open = (bytes: string, { isDeaf = false } = {}): Told => {
  const socket = connect(port, '127.0.0.1', () => void socket.write(bytes));
  const told: Told = { socket, text: '', closed: false };
  socket.on('error', () => undefined).on('close', () => (told.closed = true));
  if (isDeaf) socket.pause();
  else socket.setEncoding('latin1').on('data', (chunk) => (told.text += chunk));
  sockets.push(socket);
  return told;
};
const request = (path: string, headers = ''): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`;
const statuses = ({ text }: Told): string[] => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status!);
const status = async (path = '/v1/actors'): Promise<number> => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  await answer.body?.cancel();
  return answer.status;
};

/** Something that is awaited until it is let go on. */
const gate = (): { held: Promise<void>; release: () => void } => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  return { held, release };
};

describe('connections that', () => {
  it('send nothing, or half of a request, take no place, and are let go of in time', async () => {
    await serve({ mostAtOnce: 4, patience: { headers: 500, request: 800 } });
    const silent = Array.from({ length: 100 }, () => open(''));
    const half = Array.from({ length: 100 }, () => open('GET /v1/actors HTTP/1.1\r\nHost: x\r\n'));
    const bodies = Array.from({ length: 20 }, () =>
      open(
        'POST /reconcile HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\nq',
      ),
    );
    await sleep(100);
    expect(await status()).toBe(200);
    await vi.waitFor(() => expect([...silent, ...half, ...bodies].filter(({ closed }) => !closed)).toEqual([]), 8000);
    expect(new Set([...half, ...bodies].flatMap(statuses))).toEqual(new Set(['408']));
    expect(half[0]!.text).toContain('"code":"request-timeout"');
  });

  it('read nothing of a stream are let go of, and give their places back', async () => {
    const line = `${JSON.stringify({ id: 'x'.repeat(2000) })}\n`;
    await serve(
      { mostAtOnce: 32, timeoutMs: 200, patience: { progress: 300 } },
      {
        scan: async () => Array.from({ length: 1000 }, (_, i) => ({ key: { type: 'actor', id: `a${i}` }, json: line })),
      },
    );
    // One address has half of the streams at most: four places are for streams here.
    for (let i = 0; i < 10; i++) open(request('/v1/export', 'Accept: application/x-ndjson\r\n'), { isDeaf: true });
    await expect.poll(() => status('/v1/export')).toBe(503);
    expect(await status()).toBe(200);
    await expect.poll(() => status('/v1/export'), { timeout: 8000 }).toBe(200);
    expect(await status()).toBe(200);
  });

  it('have gone give up their turn to read what is exported', async () => {
    const signals: AbortSignal[] = [];
    await serve(
      {},
      {
        scan: async (_after, _limit, signal) => {
          signals.push(signal!);
          return new Promise<never>(() => undefined);
        },
      },
    );
    const gone = open(request('/v1/export', 'Accept: application/x-ndjson\r\n'));
    open(request('/v1/export', 'Accept: application/x-ndjson\r\n'));
    await vi.waitFor(() => expect(signals).toHaveLength(2), 8000);
    gone.socket.destroy();
    await expect.poll(() => signals.filter(({ aborted }) => aborted), { timeout: 8000 }).toHaveLength(1);
  });

  it('have gone keep their place in the lane for as long as the store works for them', async () => {
    const { held, release } = gate();
    let asked = 0;
    await serve(
      { readers: 1 },
      {
        list: async (query) => {
          asked += 1;
          await held;
          return seeded.store.list(query);
        },
      },
    );
    const many = Array.from({ length: 40 }, () => open(request('/v1/actors')));
    await vi.waitFor(() => expect(asked + many.filter(({ text }) => text.includes(' 503 ')).length).toBe(40), 8000);
    const taken = asked;
    for (const { socket } of many) socket.destroy();
    await sleep(200);
    const others = Array.from({ length: 40 }, () => open(request('/v1/actors')));
    await vi.waitFor(() => expect(others.filter(({ text }) => text.includes(' 503 '))).toHaveLength(40), 8000);
    expect(asked).toBe(taken);
    release();
    await expect.poll(() => status(), { timeout: 8000 }).toBe(200);
  });

  it('have gone are told to the store, unless they write', async () => {
    const told: string[] = [];
    let asked = 0;
    const waits = async (): Promise<never> => {
      asked += 1;
      await whileWanted(new Promise(() => undefined)).catch((error: DictumError) => told.push(error.code));
      throw new DictumError('too-slow', 'nobody waits for it');
    };
    await serve({}, { list: waits, verifyQuote: waits });
    const read = open(request('/v1/actors'));
    const posted = open(
      'POST /v1/verify-quote HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}',
    );
    await expect.poll(() => asked, { timeout: 8000 }).toBe(2);
    for (const { socket } of [posted, read]) socket.destroy();
    await expect.poll(() => told, { timeout: 8000 }).toEqual(['request-timeout']);
  });

  it('listen to a live feed take no place in the lane, nor when they have gone', async () => {
    await serve({ readers: 1 });
    const waiting = async (): Promise<string | undefined> =>
      /^dictum_questions_open (\d+)$/m.exec(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text())?.[1];
    const listeners = Array.from({ length: 3 }, () =>
      open(request('/v1/changes?since=1', 'Accept: text/event-stream\r\n')),
    );
    await expect.poll(() => listeners.map(statuses), { timeout: 8000 }).toEqual([['200'], ['200'], ['200']]);
    await expect.poll(waiting, { timeout: 8000 }).toBe('0');
    for (const { socket } of listeners) socket.destroy();
    await sleep(200);
    expect(await waiting()).toBe('0');
  });

  it('send very many requests one after another have one place, and each is answered in its turn', async () => {
    const { held, release } = gate();
    let together = 0;
    let most = 0;
    await serve(
      { mostAtOnce: 3 },
      {
        list: async (query) => {
          most = Math.max(most, (together += 1));
          await held;
          together -= 1;
          return seeded.store.list(query);
        },
      },
    );
    const many = open(request('/v1/actors').repeat(600));
    await sleep(200);
    expect(await status('/v1/actors/article-author')).toBe(200);
    release();
    await vi.waitFor(() => expect(statuses(many)).toHaveLength(600), 8000);
    expect(most).toBe(1);
    expect(new Set(statuses(many))).toEqual(new Set(['200', '503']));
    expect(statuses(many).filter((each) => each === '200')).toHaveLength(101);
  });
});

describe('a service that is asked more than it can answer', () => {
  it('leaves half of its places to others than one address', async () => {
    const { held, release } = gate();
    await serve({ mostAtOnce: 40 }, { list: (query) => held.then(() => seeded.store.list(query)) });
    const taken = Array.from({ length: 30 }, () => open(request('/v1/actors')));
    await vi.waitFor(() => expect(taken.filter(({ text }) => text.includes(' 503 '))).toHaveLength(10), 8000);
    const other = await app!.inject({ url: '/v1/actors/article-author', remoteAddress: '10.0.0.9' });
    expect(other.statusCode).toBe(200);
    release();
  });

  it('turns questions that take long away once they stand in line, answers short ones, and takes all again after', async () => {
    const { held, release } = gate();
    let asked = 0;
    await serve(
      { readers: 2 },
      {
        list: async (query) => {
          asked += 1;
          await held;
          return seeded.store.list(query);
        },
      },
    );
    const burst = Array.from({ length: 10 }, () => fetch(`http://127.0.0.1:${port}/v1/actors`));
    await vi.waitFor(() => expect(asked).toBe(10), 8000);
    await sleep(200);
    expect(await status('/v1/claims')).toBe(503);
    for (const path of ['/v1/actors/article-author', '/v1/autocomplete?q=wang', '/health/ready', '/metrics'])
      expect([path, await status(path)]).toEqual([path, 200]);
    release();
    // What was taken as a burst is answered.
    expect((await Promise.all(burst)).map((answer) => answer.status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(await status('/v1/claims')).toBe(200);
  });
});
