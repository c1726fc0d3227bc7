import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it } from 'vitest';
import { serviceOver, worldOf } from '../../support/http.ts';
import { logging } from '../../support/logged.ts';
import { topic } from '../../support/world.ts';

/*
 * What is refused since there is too much of it is counted, and not told one by one.
 */

const { logged, logger } = logging();
const MANY = 200;

const service = serviceOver(worldOf(topic('a')), { mostAtOnce: 0, logger });
beforeEach(() => logged.splice(0));
const counted = async (code: string): Promise<number> =>
  Number(new RegExp(`dictum_refused_total{code="${code}"} (\\d+)`).exec((await service.ask('/metrics')).text)?.[1]);

describe('a service that has no place left', () => {
  it('tells once how many it refused, without their stacks', async () => {
    const answers = await Promise.all(Array.from({ length: MANY }, () => service.ask('/v1/topics')));
    expect(new Set(answers.map(({ status, headers }) => `${status} ${headers['retry-after']}`))).toEqual(
      new Set(['503 1']),
    );
    const toldOf = () => logged.map((line) => JSON.parse(line) as { refused?: Record<string, number>; err?: unknown });
    // A machine that is busy may take more than the second for which they are counted together.
    await expect.poll(() => toldOf().reduce((sum, { refused }) => sum + (refused?.['overloaded'] ?? 0), 0)).toBe(MANY);
    const told = toldOf();
    expect([told.length < 5, told.some(({ err }) => err !== undefined)]).toEqual([true, false]);
    expect(await counted('overloaded')).toBe(MANY);
  });

  it('says all the same that it lives, and whether it is ready', async () => {
    for (const url of ['/health/live', '/health/ready', '/metrics', '/openapi.json'])
      expect([url, (await service.ask(url)).status]).toEqual([url, 200]);
  });

  it('counts what is no request', async () => {
    await service.app.listen({ host: '127.0.0.1', port: 0 });
    const socket = connect((service.app.server.address() as AddressInfo).port, '127.0.0.1');
    socket.end('this is no request\r\n\r\n');
    socket.resume();
    await once(socket, 'close');
    expect(await counted('malformed-request')).toBe(1);
  });
});
