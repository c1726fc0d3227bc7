import type { FastifyInstance } from 'fastify';
import { DictumError } from '../model/errors.ts';

/** How often connections are looked for, in milliseconds, that have had their last answer. */
const CLOSES_EVERY_MS = 50;

/**
 * While the service closes, turns away what comes on connections that are still open, and lets go of each that has had
 * its answer; clients would keep them for longer than the service is given.
 */
export const closeInOrder = (app: FastifyInstance): void => {
  let isClosing = false;
  app.addHook('preClose', async () => {
    isClosing = true;
    const timer = setInterval(() => app.server.closeIdleConnections(), CLOSES_EVERY_MS);
    app.server.once('close', () => clearInterval(timer));
  });
  app.addHook('onRequest', (request, _reply, done) => {
    if (!isClosing || /^\/health\/live(?:\?|$)/.test(request.url)) return done();
    done(new DictumError('overloaded', 'this process is being stopped, and begins nothing any more'));
  });
};
