import { AsyncResource } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';
import { DictumError } from '../model/errors.ts';
import { monotonicMs } from '../verify/clock.ts';
import { ALWAYS, UNLIMITED } from './admission.ts';

/** For how many milliseconds requests are begun in one turn. */
const TURN_MS = 10;

/**
 * Begins few requests in each turn of the event loop, in the order in which they came, so that a burst of thousands does
 * not become one turn of seconds: between two turns new connections are taken, answers go out, and health is asked.
 * `mostMs`: for how long a request may wait for its turn before it is turned away; 0 for any time.
 */
export const takeTurns = (app: FastifyInstance, mostMs: number): void => {
  const waiting: (() => void)[] = [];
  let isTaken = false;
  let began = 0;
  const next = (): void => {
    const begin = waiting.shift();
    isTaken = begin !== undefined;
    if (begin === undefined) return;
    begin();
    // After what follows of this one at once.
    if (monotonicMs() - began < TURN_MS) queueMicrotask(next);
    else setImmediate(turn);
  };
  const turn = (): void => {
    began = monotonicMs();
    next();
  };
  app.addHook('onRequest', (request, _reply, done) => {
    if (UNLIMITED.test(request.url)) return done();
    if (!isTaken) {
      isTaken = true;
      setImmediate(turn);
      return done();
    }
    const since = monotonicMs();
    const begin = (): void => {
      // Nobody reads what would be answered.
      if (request.raw.socket.destroyed) return;
      if (mostMs === 0 || ALWAYS.test(request.url) || monotonicMs() - since <= mostMs) return done();
      done(new DictumError('overloaded', 'the service has more work than it can do in time'));
    };
    // Whose turn it is does not run as part of the request that came before, to which its deadline and its spans would be counted.
    waiting.push(AsyncResource.bind(begin));
  });
};
