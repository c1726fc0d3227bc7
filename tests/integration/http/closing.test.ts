import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Store } from '../../../src/store/port.ts';
import { appOver, failingStore } from '../../support/http.ts';

it('closing waits for answers under way, and not for clients that keep their connections open', async () => {
  let asked = (): void => undefined;
  let answer = (): void => undefined;
  const begun = new Promise<void>((resolve) => (asked = resolve));
  const store: Store = {
    ...failingStore(new Error('nothing else is asked')),
    complete: () =>
      new Promise((resolve) => {
        answer = () => resolve([{ type: 'actor', id: 'a', entry: 'a', name: 'A', label: 'A' }]);
        asked();
      }),
  };
  const app = await appOver(store);
  const agent = new Agent({ keepAlive: true });
  const request = get(`${await app.listen({ port: 0 })}/v1/autocomplete?q=a`, { agent });
  await begun;
  const closed = app.close();
  while (app.server.listening) await nextTurn();
  answer();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  // A kept connection would be let go of after 72 seconds.
  await closed;
  expect(response.statusCode).toBe(200);
  agent.destroy();
});
