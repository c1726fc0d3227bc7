import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientsOf, type Clients, type Told } from '../../bench/clients.ts';
import { residentMb } from '../../bench/contestants/contestant.ts';
import { fill } from '../../bench/generate.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import { commandLine } from '../support/command.ts';
import type { Served } from '../support/written.ts';

/*
 * Many clients at once: thousands of connections, and ten times what can be answered. Of the campaign, since it takes
 * the whole machine; what counts is what is answered, and times are told only.
 */

const CONNECTIONS = Number(process.env['CONNECTIONS'] ?? 0);
const SECONDS = 5;
const STATEMENTS = 2000;
/** What docs/operate.md has a service take that keeps no answers, has two readers and verifies nothing. */
const MOST_MB = 250 + 2 * 100;

const line = commandLine(() => ({ KEPT_MB: '0', READERS: '2', TRUST_PROXY: 'loopback', RATE_LIMIT: '0' }));

describe.skipIf(CONNECTIONS === 0)('a service that very many ask', () => {
  let served: Served;
  let clients: Clients;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    const store = openEmbedded({ folder: line.data, readers: 0, timeoutMs: 600_000 });
    await fill(store, STATEMENTS);
    await store.close();
    served = await line.serve();
    clients = clientsOf(served.url);
  }, 300_000);
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    clients?.close();
  });

  let turn = 0;
  const dear = (): string =>
    `/v1/statements?region=region-${turn++ % 20}&facets=mode,forum,speaker&count=true&limit=100`;
  const cheap = (): string => `/v1/actors/actor-${turn++ % (STATEMENTS / 100)}`;

  const counts = (all: readonly Told[]): Record<number, number> =>
    Object.fromEntries(
      [...new Set(all.map(({ status }) => status))].map((each) => [
        each,
        all.filter(({ status }) => status === each).length,
      ]),
    );
  const at = (all: readonly Told[], share: number): string =>
    (all.map(({ ms }) => ms).toSorted((a, b) => a - b)[Math.floor(all.length * share)] ?? Number.NaN).toFixed(0);
  const tell = (what: string, all: readonly Told[]): void =>
    console.log(`${what}: ${JSON.stringify(counts(all))}, median ${at(all, 0.5)} ms, p99 ${at(all, 0.99)} ms`);
  const resident = (): number => residentMb(served.child.pid!)!;

  it(
    'answers others beside thousands of connections, and each of them, or refuses it',
    { timeout: 300_000 },
    async () => {
      const before = resident();
      const statuses: string[] = [];
      for (let i = 0; i < CONNECTIONS; i += 100)
        await Promise.all(
          Array.from({ length: Math.min(100, CONNECTIONS - i) }, async () => {
            const socket = connect(Number(new URL(served.url).port), '127.0.0.1');
            socket.on('error', () => statuses.push('broken'));
            sockets.push(socket);
            await once(socket, 'connect');
          }),
        );
      const beside = await clients.inTurn(cheap, 1, 2);
      expect(counts(beside)).toEqual({ 200: beside.length });
      tell(`${CONNECTIONS} silent connections, others`, beside);
      const text = `GET /v1/actors?limit=1 HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 10.0.1.`;
      const all = Promise.all(
        sockets.map(async (socket, i) => {
          socket.write(`${text}${i % 256}\r\n\r\n`);
          const [head] = (await once(socket, 'data')) as [Buffer];
          statuses.push(head.toString('latin1').slice(9, 12));
        }),
      );
      const live = await clients.inTurn(() => '/health/live', 1, 2);
      await all;
      expect(counts(live)).toEqual({ 200: live.length });
      tell('health beside what all of them ask at once', live);
      const answered = statuses.filter((each) => each === '200').length;
      const refused = statuses.filter((each) => each === '503').length;
      console.log(
        `of ${CONNECTIONS} at once ${answered} answered, ${refused} refused; ${before} MB before, ${resident()} MB`,
      );
      expect(answered + refused).toBe(CONNECTIONS);
      expect(answered).toBeGreaterThan(0);
      for (const socket of sockets.splice(0)) socket.destroy();
      await expect.poll(async () => (await clients.ask(dear())).status, { timeout: 60_000 }).toBe(200);
    },
  );

  it('answers or refuses ten times what it can, and its memory stays as large', { timeout: 300_000 }, async () => {
    await clients.inTurn(dear, 2, 2);
    const alone = await clients.inTurn(dear, 1, 2);
    const capacity = (await clients.inTurn(dear, 4, SECONDS)).filter(({ status }) => status === 200).length / SECONDS;
    tell('alone', alone);
    const [ten, beside, live] = await Promise.all([
      clients.atRate(dear, capacity * 10, SECONDS),
      clients.inTurn(cheap, 1, SECONDS),
      clients.inTurn(() => '/health/live', 1, SECONDS),
    ]);
    const taken = ten.filter(({ status }) => status === 200);
    const refused = ten.filter(({ status }) => status === 503);
    tell(`ten times ${capacity.toFixed(0)} a second, answered`, taken);
    tell('refused', refused);
    tell('records beside', beside);
    tell('health beside', live);
    console.log(`${resident()} MB after that`);
    expect(taken.length + refused.length).toBe(ten.length);
    expect(taken.length).toBeGreaterThan(0);
    expect(counts(beside)).toEqual({ 200: beside.length });
    expect(counts(live)).toEqual({ 200: live.length });
    await expect.poll(async () => (await clients.ask(dear())).status, { timeout: 60_000 }).toBe(200);
    const after = await clients.inTurn(dear, 1, 2);
    expect(counts(after)).toEqual({ 200: after.length });
    // Buffers of thousands of connections are given back to malloc, which may keep them.
    expect(resident()).toBeLessThan(MOST_MB + (CONNECTIONS * 60) / 1024);
  });
});
