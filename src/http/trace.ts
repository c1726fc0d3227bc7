import type { FastifyInstance, FastifyRequest } from 'fastify';

/*
 * W3C Trace Context: which trace of the client's a request is part of. It stands in every line of the log that the
 * request has, and goes back with the answer.
 */

declare module 'fastify' {
  interface FastifyRequest {
    /** The trace that the request is part of, 32 hexadecimal digits; null where it names none. */
    trace: string | null;
  }
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/;

const traceOf = ({ headers }: FastifyRequest): string | null =>
  TRACEPARENT.exec(String(headers['traceparent'] ?? ''))?.[1] ?? null;

/** Adds this to all routes of an app. */
export const trace = (app: FastifyInstance): void => {
  app.decorateRequest('trace', null);
  app.addHook('onRequest', (request, reply, done) => {
    request.trace = traceOf(request);
    if (request.trace !== null) {
      request.log = reply.log = request.log.child({ trace: request.trace });
      reply.header('traceparent', String(request.headers['traceparent']));
    }
    done();
  });
};
