import type { FastifyInstance } from 'fastify';
import { invalidParameter } from '../queries/parameters.ts';
import { DictumError } from '../model/errors.ts';
import type { Store } from '../store/port.ts';
import { comeTo } from './come-to.ts';

/*
 * Reading one's own writes where several instances serve one graph: a write answers with the number of its change set as
 * Dictum-Bookmark, and a request that is sent with it is answered once the instance sees that change.
 */

/** How long that is waited for. */
const WAITS_MS = 2000;
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
    const seen = await store.lastChange();
    if (wanted - seen > FARTHEST) throw refused(`${wanted} is far above the last change ${seen}; ${SEND}`);
    const newest = seen < wanted ? await comeTo(store, wanted, { waitsMs }) : seen;
    if (newest < wanted)
      throw new DictumError('behind', `this instance has seen change ${newest}, and not ${wanted} yet`);
  });
};
