import { rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import type { Store } from '../../src/store/port.ts';
import { temporaryFolder } from '../support/engines.ts';
import { appOver, ask, type Answer } from '../support/http.ts';
import { write } from '../support/store.ts';
import { actor, claim, snapshot, source, statement, passage } from '../support/world.ts';

/*
 * POST /v1/verify-quote beside other requests, on the threads that a serving process has.
 */

const LONG = 'The ministers said that trade would grow, and that it would not. '.repeat(15_000);
const ABSENT = 'nobody would leave the table';

/** Far longer than anything takes: whoever gives up leaves the thread to what they asked for, and others behind it. */
const TIMEOUT_MS = 300_000;

let folder: string;
let store: Store;
let app: FastifyInstance;
beforeAll(async () => {
  folder = await temporaryFolder();
  store = openEmbedded({ folder, readers: 1, verifiers: 1, timeoutMs: TIMEOUT_MS });
  await write(
    store,
    actor('ada'),
    source('report'),
    snapshot('report-1', { source: 'report', of: LONG, text: LONG }),
    passage('ada-says', { source: 'report' }),
    claim('claim-a'),
    statement('said', { speakers: ['ada'], passages: ['ada-says'] }),
  );
  app = await appOver(store, { timeoutMs: TIMEOUT_MS });
});
afterAll(async () => {
  await app.close();
  await store.close();
  await rm(folder, { recursive: true });
});

const verify = (body: object): Promise<Answer> =>
  ask(app, '/v1/verify-quote', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  });

/** How many of some requests have no answer yet. */
const pendingOf = (asked: readonly Promise<Answer>[]): (() => number) => {
  let pending = asked.length;
  for (const each of asked) void each.then(() => (pending -= 1));
  return () => pending;
};

describe('verification on threads of its own', () => {
  it('lets many a cheap request be answered meanwhile, however long it takes', async () => {
    const asked = Array.from({ length: 8 }, (_, i) =>
      verify(i % 2 === 0 ? { quote: ABSENT, text: LONG } : { quote: ABSENT, source: 'report', speaker: 'ada' }),
    );
    const pending = pendingOf(asked);
    let answered = 0;
    // Requests that no socket brings take no turn of the event loop by themselves.
    for (; pending() > 0; answered++, await nextTurn()) {
      expect((await ask(app, '/health/live')).status).toBe(200);
      expect((await ask(app, '/v1/actors/ada/statements')).body['data']).toHaveLength(1);
      // By a thread that reads.
      expect((await ask(app, '/v1/claims/claim-a/provenance')).status).toBe(200);
    }
    const answers = await Promise.all(asked);
    expect(answers.map(({ status, body }) => [status, body['data']?.status])).toEqual(
      asked.map(() => [200, 'unverified']),
    );
    // On the thread that serves there would be one turn between two verifications, and behind them on one that reads none.
    expect(answered).toBeGreaterThan(10 * asked.length);
  });

  it('turns away what would wait for too long, and says when to come again', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => verify({ quote: ABSENT, text: LONG })));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ status, headers, body }) => [status, headers['retry-after'], body['code']])).toEqual(
      Array.from({ length: 3 }, () => [503, '1', 'overloaded']),
    );
    expect((await verify({ quote: ABSENT, text: 'short' })).status).toBe(200);
  });

  it('refuses a body that is made to be slow to read without reading it on the thread that serves', async () => {
    const fields = Array.from({ length: 300_000 }, (_, i) => `"quote${i}":${i}`).join(',');
    const parsed = vi.spyOn(JSON, 'parse');
    const sent = ask(app, '/v1/verify-quote', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      payload: `{${fields}}`.slice(0, 4 * 2 ** 20 - 2) + '}',
    });
    expect([(await sent).status, (await sent).body['code']]).toEqual([400, 'invalid-body']);
    // Which thread read it is told by what was called and not by a clock, which a busy machine would bend.
    expect(Math.max(0, ...parsed.mock.calls.map(([text]) => text.length))).toBeLessThan(10_000);
    parsed.mockRestore();
  });
});
