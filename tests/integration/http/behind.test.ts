import { AsyncLocalStorage } from 'node:async_hooks';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import type { Store } from '../../../src/store/port.ts';
import { monotonicMs } from '../../../src/verify/clock.ts';
import { appOver, serviceOver, worldOf } from '../../support/http.ts';
import { topic } from '../../support/world.ts';

/*
 * A service whose event loop is behind: further requests are turned away until it has caught up, and what was late before
 * it listened counts for nothing.
 */

const MOST_MS = 300;
const service = serviceOver(worldOf(topic('a')));
const hold = (ms: number): void => {
  for (const until = monotonicMs() + ms; monotonicMs() < until;);
};
let close = async (): Promise<void> => undefined;
afterEach(() => close());

it('is behind while it is held, and not by what held it before it listened', async () => {
  const app = await appOver(service.store, { maxDelayMs: MOST_MS });
  close = () => app.close();
  hold(2 * MOST_MS);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const status = async (path: string): Promise<number> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    await answer.body?.cancel();
    return answer.status;
  };
  expect(await status('/v1/topics/a')).toBe(200);
  hold(4 * MOST_MS);
  expect(await status('/health/live')).toBe(200);
  expect(await status('/v1/topics/a')).toBe(503);
  await expect.poll(() => status('/v1/topics/a'), { timeout: 10_000 }).toBe(200);
});

it('begins requests of a burst for a short while in each turn, so that health is answered before them, and turns away what waits for too long', async () => {
  const answered: string[] = [];
  const slow: Store = {
    ...service.store,
    list: (query) => {
      hold(MOST_MS / 10);
      return service.store.list(query);
    },
  };
  const app = await appOver(slow, { maxDelayMs: MOST_MS, keptMegabytes: 0 });
  close = () => app.close();
  await app.ready();
  const ask = async (url: string): Promise<number> => {
    const { statusCode } = await app.inject(url);
    answered.push(url);
    return statusCode;
  };
  const burst = Array.from({ length: 40 }, () => ask('/v1/topics'));
  expect(await ask('/health/live')).toBe(200);
  expect(answered.indexOf('/health/live')).toBeLessThan(20);
  const statuses = await Promise.all(burst);
  expect(statuses[0]).toBe(200);
  expect(statuses.at(-1)).toBe(503);
  expect(await ask('/v1/topics')).toBe(200);
});

it('begins each as what it is, and not as part of the one before it', async () => {
  const asked = new AsyncLocalStorage<string>();
  const seen = new Set<string | undefined>();
  const told: Store = {
    ...service.store,
    list: (query) => {
      seen.add(asked.getStore());
      return service.store.list(query);
    },
  };
  const traced = (app: FastifyInstance) =>
    void app.addHook('onRequest', (request, _reply, done) => asked.run(request.url, done));
  const app = await appOver(told, { traced, keptMegabytes: 0 });
  close = () => app.close();
  const urls = Array.from({ length: 5 }, (_, i) => `/v1/topics?limit=${i + 1}`);
  await Promise.all(urls.map((url) => app.inject(url)));
  expect(seen).toEqual(new Set(urls));
});
