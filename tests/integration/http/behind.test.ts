import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
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
