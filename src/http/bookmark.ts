import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { DictumError } from '../model/errors.ts';
import type { Store } from '../store/port.ts';

/*
 * Reading one's own writes where several instances serve one graph: a write answers with the number of its change set as
 * Dictum-Bookmark, and a request that is sent with it is answered once the instance sees that change.
 */

/** How long that is waited for, and how often it is looked, in milliseconds. */
const [WAITS_MS, LOOKS_EVERY_MS] = [2000, 25];

const numberIn = (bookmark: string): number => {
  if (/^\d{1,15}$/.test(bookmark)) return Number(bookmark);
  const detail = 'send the number that a write answered with as Dictum-Bookmark';
  throw new DictumError('invalid-parameters', detail, {
    faults: [{ parameter: 'Dictum-Bookmark', code: 'invalid-value', detail }],
  });
};

export const bookmarks = (
  app: FastifyInstance,
  { store, waitsMs = WAITS_MS }: { store: Store; waitsMs?: number },
): void => {
  app.addHook('preHandler', async (request) => {
    const given = request.headers['dictum-bookmark'];
    if (given === undefined || !request.url.startsWith('/v1/')) return;
    const wanted = numberIn(String(given));
    const until = Date.now() + waitsMs;
    for (let seen = await store.lastChange(); seen < wanted; seen = await store.lastChange()) {
      if (Date.now() >= until)
        throw new DictumError('behind', `this instance has seen change ${seen}, and not ${wanted} yet`);
      await sleep(LOOKS_EVERY_MS);
    }
  });
};
