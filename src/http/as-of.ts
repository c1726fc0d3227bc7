import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asOfParameter, momentOf } from '../queries/as-of.ts';
import { AS_OF, storeAt, type Moment } from '../store/as-of.ts';
import type { Store } from '../store/port.ts';

/*
 * Answers as of a moment. The routes that give them say so (`config.asOf`); which change set a time means is found before
 * anything is answered, and stands in links and answers in its place.
 */

declare module 'fastify' {
  interface FastifyRequest {
    /** The moment that it asks for; null for what stands. */
    moment: Moment | null;
  }
  interface FastifyContextConfig {
    /** Answers as of a moment too. */
    asOf?: true;
  }
}

/** The parameter in the API description, and the mark of a route that has it. */
export const AS_OF_PARAMETER = { [AS_OF]: asOfParameter };
/** What it may be answered with, beside what stands. */
export const AS_OF_CODES = ['as-of-too-large', 'pruned', 'erased'] as const;
export const ANSWERS_AS_OF = { asOf: true } as const;

/** The store as the request asks for it. */
export const storeFor = (store: Store, { moment }: FastifyRequest): Store =>
  moment === null ? store : storeAt(store, moment);

/** An address as of the moment of a request. */
export const addressAsOf = (address: string, { moment }: FastifyRequest): string =>
  moment === null ? address : `${address}?${AS_OF}=${moment.change}`;

/** What an answer says of the moment that it is of, as a member and a comma; nothing for what stands. */
export const asOfText = ({ request: { moment } }: FastifyReply): string =>
  moment === null ? '' : `"asOf":${JSON.stringify(moment)},`;

const NEVER_CHANGES = 'max-age=31536000, immutable';

/** Adds this to all routes that follow. */
export const answerAsOf = (app: FastifyInstance, store: Store): void => {
  app.decorateRequest('moment', null);
  const lasting = new WeakSet<FastifyRequest>();

  app.addHook('preHandler', async (request) => {
    const query = request.query as Record<string, string | string[]>;
    const given = query[AS_OF];
    if (given === undefined || request.routeOptions.config.asOf !== true) return;
    request.moment = await momentOf(store, given);
    // What a time means may still change where several clocks are at work.
    if (String(request.moment.change) === given) lasting.add(request);
    delete query[AS_OF];
    request.raw.url = request.url.replace(/([?&]asOf=)[^&]*/, `$1${request.moment.change}`);
  });

  app.addHook('onSend', async (request, reply) => {
    if (!lasting.has(request) || reply.statusCode !== 200) return;
    reply.header('cache-control', `${request.principal === null ? 'public' : 'private'}, ${NEVER_CHANGES}`);
  });
};
