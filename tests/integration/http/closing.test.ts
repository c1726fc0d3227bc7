import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Store } from '../../../src/store/port.ts';
import { appOver, failingStore } from '../../support/http.ts';

it('closing waits for answers under way, and not for clients that keep their connections open; what comes meanwhile is refused', async () => {
  const answers: (() => void)[] = [];
  const store: Store = {
    ...failingStore(new Error('nothing else is asked')),
    complete: () =>
      new Promise((resolve) =>
        answers.push(() => resolve([{ type: 'actor', id: 'a', entry: 'a', name: 'A', label: 'A' }])),
      ),
  };
  const app = await appOver(store);
  const refused: string[] = [];
  app.addHook('onError', async ({ url }) => void refused.push(url));
  const agent = new Agent({ keepAlive: true });
  const url = await app.listen({ port: 0 });
  const request = get(`${url}/v1/autocomplete?q=a`, { agent });
  const socket = connect(Number(new URL(url).port), new URL(url).hostname.replace(/[[\]]/g, ''));
  const socketEnded = once(socket, 'close');
  let heard = '';
  socket.setEncoding('latin1').on('data', (text: string) => (heard += text));
  const send = (path: string): void => void socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
  send('/v1/autocomplete?q=b');
  while (answers.length < 2) await nextTurn();
  const closed = app.close();
  while (app.server.listening) await nextTurn();
  send('/v1/autocomplete?q=c');
  // It is read before anything is answered.
  while (refused.length === 0) await nextTurn();
  for (const answer of answers) answer();
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  // A kept connection would be let go of after 72 seconds.
  await closed;
  expect(response.statusCode).toBe(200);
  await socketEnded;
  expect(heard.match(/HTTP\/1\.1 \d+|application\/problem\+json|"code":"\w+"/g)).toEqual([
    'HTTP/1.1 200',
    'HTTP/1.1 503',
    'application/problem+json',
    '"code":"overloaded"',
  ]);
  agent.destroy();
});
