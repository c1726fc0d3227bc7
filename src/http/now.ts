import type { FastifyInstance } from 'fastify';
import { NOW, today } from '../queries/time-parameters.ts';

/** Reads `at=now` as the day that it is, so that links, cursors and kept answers say which one was meant. */
export const tellNow = (app: FastifyInstance): void => {
  app.addHook('onRequest', (request, _reply, done) => {
    const query = request.query as Record<string, unknown>;
    if (query['at'] === NOW) {
      const day = today();
      query['at'] = day;
      request.raw.url = request.url.replace(/([?&]at=)now(?=&|$)/, `$1${day}`);
    }
    done();
  });
};
