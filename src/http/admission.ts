import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DictumError } from '../model/errors.ts';

/** What is answered in any case. */
export const ALWAYS = /^\/(?:health|metrics|docs|openapi\.json|assets|favicon)/;

/** What gives back the places that a request has. */
const places = new WeakMap<FastifyRequest, (() => void)[]>();

/** Gives back the place of a request that goes on without being answered, which something else has to bound. */
export const leaveAdmission = (request: FastifyRequest): void => places.get(request)?.forEach((leave) => leave());

/**
 * Turns requests to the routes of an app, or of a part of it, away while so many are being answered, so that no queue
 * grows: one that waits longer than its client does is work for nothing. Health, metrics and the documentation are
 * answered in any case.
 */
export const admission = (app: FastifyInstance, { most }: { most: number }): void => {
  let open = 0;
  app.addHook('onRequest', (request, reply, done) => {
    if (ALWAYS.test(request.url)) return done();
    if (open >= most) throw new DictumError('overloaded', `the service is answering ${most} requests already`);
    open += 1;
    let isOpen = true;
    const leave = (): void => {
      if (isOpen) open -= 1;
      isOpen = false;
    };
    places.set(request, [...(places.get(request) ?? []), leave]);
    // Also where the client has gone before its answer came.
    reply.raw.once('close', leave);
    done();
  });
};
