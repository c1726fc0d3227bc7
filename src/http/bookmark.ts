import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { invalidParameter } from '../queries/parameters.ts';
import { DictumError } from '../model/errors.ts';
import type { Store } from '../store/port.ts';
import { monotonicMs } from '../verify/clock.ts';

/*
 * Reading one's own writes where several instances serve one graph: a write answers with the number of its change set as
 * Dictum-Bookmark, and a request that is sent with it is answered once the instance sees that change.
 */

/** How long that is waited for, and after how long it is looked again first, in milliseconds; each time after twice as long. */
const [WAITS_MS, LOOKS_AFTER_MS] = [2000, 25];
/** How far an instance may be behind; what is further on no write can have answered. */
const FARTHEST = 1_000_000;

const SEND = 'send the number that a write answered with as Dictum-Bookmark';
const refused = (detail: string): DictumError => invalidParameter('Dictum-Bookmark', detail);

export const bookmarks = (
  app: FastifyInstance,
  { store, waitsMs = WAITS_MS }: { store: Store; waitsMs?: number },
): void => {
  app.addHook('preHandler', async (request) => {
    const given = request.headers['dictum-bookmark'];
    if (given === undefined || !request.url.startsWith('/v1/')) return;
    if (!/^\d{1,15}$/.test(String(given))) throw refused(SEND);
    const wanted = Number(given);
    const until = monotonicMs() + waitsMs;
    let pause = LOOKS_AFTER_MS;
    for (let seen = await store.lastChange(); seen < wanted; seen = await store.lastChange()) {
      if (wanted - seen > FARTHEST) throw refused(`${wanted} is far above the last change ${seen}; ${SEND}`);
      if (monotonicMs() >= until)
        throw new DictumError('behind', `this instance has seen change ${seen}, and not ${wanted} yet`);
      await sleep(Math.min(pause, Math.max(until - monotonicMs(), 1)));
      pause *= 2;
    }
  });
};
