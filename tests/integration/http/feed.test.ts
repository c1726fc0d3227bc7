import { once } from 'node:events';
import { get as httpGet, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Tokens } from '../../../src/access/tokens.ts';
import type { AppOptions } from '../../../src/http/app.ts';
import type { Store } from '../../../src/store/port.ts';
import { embedded, type Opened } from '../../support/engines.ts';
import { appOver } from '../../support/http.ts';
import { logging } from '../../support/logged.ts';
import { write } from '../../support/store.ts';
import { actor } from '../../support/world.ts';

let opened: Opened;
let store: Store;
let app: FastifyInstance;
const { logged, logger } = logging();
const FEED = { everyMs: 10, asksEveryMs: 20 };

const serve = async (options: Partial<AppOptions> = {}): Promise<void> => {
  app = await appOver(store, { logger, feed: FEED, ...options });
  await app.listen({ host: '127.0.0.1', port: 0 });
};
const open = (headers: Record<string, string> = {}, path = '/v1/changes'): Promise<IncomingMessage> => {
  const { port } = app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    httpGet({ port, path, headers: { accept: 'text/event-stream', ...headers } }, resolve).on('error', reject);
  });
};

describe('a listener of the live feed', () => {
  beforeEach(async () => {
    logged.splice(0);
    opened = await embedded.open();
    store = opened.store;
    for (const id of ['a', 'b']) await write(store, actor(id));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await app.close();
    await opened.dispose();
  });

  it('to what nothing is of reads what is there once, and then what comes', async () => {
    await serve();
    const read = vi.spyOn(store, 'changes');
    const stream = await open({ 'last-event-id': '0' }, '/v1/changes?id=actor/nobody');
    const looks = vi.spyOn(store, 'lastChange');
    await expect.poll(() => looks.mock.calls.length).toBeGreaterThan(5);
    expect(read.mock.calls.map(([{ after }]) => after)).toEqual([0]);
    await write(store, actor('c'));
    await expect.poll(() => read.mock.calls.map(([{ after }]) => after)).toEqual([0, 2]);
    stream.destroy();
  });

  it('takes no place of those who are answered', async () => {
    await serve({ mostAtOnce: 1, feed: { ...FEED, most: 2 } });
    const streams = [await open(), await open()];
    expect((await app.inject('/v1/actors/a')).statusCode).toBe(200);
    const third = await open();
    expect(third.statusCode).toBe(503);
    third.resume();
    for (const stream of streams) stream.destroy();
    const statusOfNext = async (): Promise<number | undefined> => {
      const next = await open();
      next.destroy();
      return next.statusCode;
    };
    await expect.poll(statusOfNext).toBe(200);
  });

  it('whose token is revoked hears no more, which the log says', async () => {
    await serve({ closed: true });
    const { id, text: token } = await new Tokens(store).create('Reader', ['read'], null);
    const stream = await open({ authorization: `Bearer ${token}` });
    expect(stream.statusCode).toBe(200);
    const had = text(stream);
    await sleep(50);
    expect(stream.readableEnded).toBe(false);
    await new Tokens(store).revoke(id);
    expect(await had).toBe('');
    expect(logged.some((line) => line.includes('"refused"') && line.includes('invalid-token'))).toBe(true);
  });

  it('whose token is revoked is not told what is written next, however rarely it is asked', async () => {
    await serve({ closed: true, feed: { ...FEED, asksEveryMs: 600_000 } });
    const tokens = new Tokens(store);
    const { id, text: token } = await tokens.create('Reader', ['read'], null);
    const stream = await open({ authorization: `Bearer ${token}` });
    let had = '';
    stream.setEncoding('utf8').on('data', (part: string) => (had += part));
    await write(store, actor('c'));
    await expect.poll(() => had).toContain('"id":"c"');
    await tokens.revoke(id);
    await write(store, actor('d'));
    await once(stream, 'end');
    expect(had).not.toContain('"id":"d"');
  });

  it('is let go where the store fails, which the log says', async () => {
    await serve();
    const stream = await open();
    const had = text(stream);
    vi.spyOn(store, 'changes').mockRejectedValueOnce(new Error('the disk is gone'));
    await write(store, actor('c'));
    expect(await had).toBe('');
    expect(logged.some((line) => line.includes('the disk is gone'))).toBe(true);
  });
});
