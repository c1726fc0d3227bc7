import type { FastifyInstance } from 'fastify';
import { DictumError } from '../model/errors.ts';
import { monotonicMs } from '../verify/clock.ts';
import { ALWAYS } from './admission.ts';

/** How often it is looked at how late the event loop is: for so long a delay that is over still counts. */
const EVERY_MS = 500;

/**
 * Turns requests away while the event loop is behind by more than so many milliseconds: by how late a timer came last, or
 * is. What was late before the service listens, as on a machine that starts much at once, is nothing that clients wait for.
 */
export const refuseBehind = (app: FastifyInstance, mostMs: number): void => {
  let due = Infinity;
  let behind = 0;
  let timer: NodeJS.Timeout | undefined;
  app.addHook('onListen', (done) => {
    due = monotonicMs() + EVERY_MS;
    timer = setInterval(() => {
      const now = monotonicMs();
      [behind, due] = [now - due, now + EVERY_MS];
    }, EVERY_MS).unref();
    done();
  });
  app.addHook('onClose', async () => clearInterval(timer));
  app.addHook('onRequest', (request, _reply, done) => {
    if (Math.max(behind, monotonicMs() - due) <= mostMs || ALWAYS.test(request.url)) return done();
    done(new DictumError('overloaded', 'the service has more work than it can do in time'));
  });
};
