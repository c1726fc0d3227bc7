import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openNeo4j } from '../../src/store/neo4j/store.ts';
import type { Store } from '../../src/store/port.ts';
import { appOver, ask } from '../support/http.ts';
import { askNeo4j, startNeo4j, type Neo4jServer } from '../support/neo4j-server.ts';
import { findings, write } from '../support/store.ts';
import { actor, claim, source, passage, statement } from '../support/world.ts';

/*
 * The server is killed under a service that reads and writes: what was acknowledged is there, no answer is wrong,
 * and the service goes on by itself once the server is back.
 */

const AT_ONCE = 10;
const READERS = 4;

/** A batch of statements of one speaker; a state of the graph holds it whole or not at all. */
const batch = (number: number) =>
  Array.from({ length: AT_ONCE }, (_, i) => {
    const id = `${String(number).padStart(4, '0')}-${i}`;
    return [
      claim(`claim-${id}`, { text: `Claim ${id}` }),
      statement(`statement-${id}`, { speakers: ['speaker'], claims: [`claim-${id}`], passages: ['span'] }),
    ];
  }).flat();

describe('a Neo4j that is killed under load', () => {
  let server: Neo4jServer;
  let store: Store;
  let app: FastifyInstance;
  const wrong: string[] = [];
  /** Batches that were sent, and those that were acknowledged. */
  let sent = 0;
  const told = new Set<number>();
  const seen = { answers: 0, refusals: 0 };
  const load = new AbortController();

  const writing = async (): Promise<void> => {
    while (!load.signal.aborted) {
      const number = sent++;
      try {
        await write(store, ...batch(number));
        told.add(number);
      } catch (error) {
        if (
          !('code' in (error as object)) ||
          !['store-unreachable', 'too-slow'].includes((error as { code: string }).code)
        )
          wrong.push(String(error));
        await sleep(100);
      }
    }
  };

  const reading = async (): Promise<void> => {
    while (!load.signal.aborted) {
      const least = told.size * AT_ONCE;
      const { status, body, headers } = await ask(
        app,
        '/v1/statements?speaker=speaker&count=true&facets=speaker&limit=5',
      );
      if (status === 503 || status === 504) {
        seen.refusals += 1;
        if (status === 503 && headers['retry-after'] === undefined) wrong.push('503 without Retry-After');
        await sleep(100);
        continue;
      }
      const { total } = body['page'] ?? {};
      const counted = body['facets']?.speaker[0]?.count ?? 0;
      if (status !== 200 || total !== counted || total % AT_ONCE !== 0 || total < least || total > sent * AT_ONCE)
        wrong.push(
          `${status}: ${total} counted, ${counted} in the facet, at least ${least}, at most ${sent * AT_ONCE}`,
        );
      seen.answers += 1;
    }
  };

  /** Until so many more batches were taken and so many more answers given. */
  const going = async (writes: number, answers: number): Promise<void> => {
    const [from, first] = [told.size, seen.answers];
    await expect
      .poll(() => told.size >= from + writes && seen.answers >= first + answers, { timeout: 180_000, interval: 100 })
      .toBe(true);
  };

  beforeAll(async () => {
    server = await startNeo4j({ brief: true });
    store = await openNeo4j({ uri: server.uri, timeoutMs: 5000 });
    await write(
      store,
      actor('speaker'),
      source('paper', { csl: { type: 'book', title: 'Paper' } }),
      passage('span', { source: 'paper' }),
    );
    app = await appOver(store);
  });

  afterAll(async () => {
    load.abort();
    await app?.close();
    await store?.close();
    await server?.stop();
  });

  it('loses nothing, answers nothing wrong, and is found again', async () => {
    const loops = [writing(), ...Array.from({ length: READERS }, reading)];
    await going(5, 20);
    await server.kill('SIGKILL');
    await sleep(1000);
    await server.restart();
    await going(5, 20);
    load.abort();
    await Promise.all(loops);
    expect(wrong).toEqual([]);
    expect(seen.refusals).toBeGreaterThan(0);
    for (const number of told) {
      const { readings } = await store.read(batch(number).map(({ key }) => key));
      expect(readings.filter(({ state }) => state !== 'found')).toEqual([]);
    }
    expect(await findings(store)).toEqual([]);
  });
});

describe('a Neo4j that hangs', () => {
  let server: Neo4jServer;
  let store: Store;
  let app: FastifyInstance;
  const TIMEOUT_MS = 3000;

  beforeAll(async () => {
    server = await startNeo4j({ brief: true });
    // A server that has just started may take longer than the limit.
    store = await vi.waitFor(() => openNeo4j({ uri: server.uri, timeoutMs: TIMEOUT_MS }), 120_000);
    await vi.waitFor(() => write(store, actor('speaker')), 120_000);
    app = await appOver(store, { timeoutMs: TIMEOUT_MS, keptMegabytes: 0 });
  });
  afterAll(async () => {
    await server?.signal('SIGCONT');
    await app?.close();
    await store?.close();
    await server?.stop();
  });

  it('holds no answer for longer than the limit, however many questions it takes, and is found again', async () => {
    const asked = ['/v1/actors/speaker', '/v1/actors?facets=kind&count=true', '/v1/actors/speaker/statements'];
    // A server that has just started takes its time to plan each for the first time.
    for (const url of asked) await expect.poll(async () => (await ask(app, url)).status, { timeout: 90_000 }).toBe(200);
    await server.signal('SIGSTOP');
    for (const url of asked) {
      const began = performance.now();
      const { status, body } = await ask(app, url);
      expect([url, status, body['code']]).toEqual([url, 504, 'too-slow']);
      // One limit and no second one on top.
      expect(performance.now() - began).toBeLessThan(2 * TIMEOUT_MS);
    }
    expect((await ask(app, '/health/live')).status).toBe(200);
    expect((await ask(app, '/health/ready')).body).toMatchObject({ code: 'store-unreachable' });
    await expect(write(store, actor('other'))).rejects.toMatchObject({ code: 'store-unreachable' });
    await server.signal('SIGCONT');
    await expect.poll(async () => (await ask(app, asked[0]!)).status, { timeout: 60_000 }).toBe(200);
  });
});

describe('a Neo4j whose password is another', () => {
  it('is refused as what it is, when it is opened and where it was changed under a service, which goes on once it is put back', async () => {
    const server = await startNeo4j({ auth: true, brief: true });
    try {
      await expect(
        openNeo4j({ uri: server.uri, user: 'neo4j', password: 'wrong-password', timeoutMs: 5000 }),
      ).rejects.toMatchObject({
        name: 'StoreRefused',
        message: expect.stringMatching(/does not let us in: .*(unauthorized|authentication|credentials)/i),
      });
      const set = (to: string, from: string): Promise<unknown> =>
        askNeo4j(server.uri, `ALTER CURRENT USER SET PASSWORD FROM '${from}' TO '${to}'`, ['neo4j', from], 'system');
      await set('first-password', 'neo4j');
      const store = await openNeo4j({ uri: server.uri, user: 'neo4j', password: 'first-password', timeoutMs: 120_000 });
      await write(store, actor('ada'));
      const app = await appOver(store);
      await set('second-password', 'first-password');
      await server.restart();
      expect((await ask(app, '/health/live')).status).toBe(200);
      for (const url of ['/health/ready', '/v1/actors/ada'])
        await expect
          .poll(async () => (await ask(app, url)).body, { timeout: 90_000 })
          .toMatchObject({ code: 'store-unreachable', detail: expect.stringContaining('NEO4J_PASSWORD') });
      // Who has put it back need not start the service anew.
      const back = (): Promise<unknown> => set('first-password', 'second-password').then(() => 'set', String);
      await expect.poll(back, { timeout: 90_000, interval: 1000 }).toBe('set');
      await expect.poll(async () => (await ask(app, '/v1/actors/ada')).status, { timeout: 90_000 }).toBe(200);
      await app.close();
      await store.close();
    } finally {
      await server.stop();
    }
  });
});
