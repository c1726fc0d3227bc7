import '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { coverage, coverageParameters } from '../../queries/coverage.ts';
import type { RawParameters } from '../../queries/parameters.ts';
import type { Store } from '../../store/port.ts';
import { sendData } from '../answer.ts';
import { JSON_MEDIA, mediaType } from '../negotiate.ts';
import { querystring, refTo, responses, single } from '../openapi.ts';

/** Questions about the graph as a whole. */
export const graphRoutes = (app: FastifyInstance, { store }: { store: Store }): void => {
  app.get('/v1/coverage', {
    schema: {
      operationId: 'getCoverage', tags: ['graph'], summary: 'How well statements are covered by evidence',
      description: 'How many statements there are, and how many of them have no footnote, no digest or no date, rest on one side only, or are disputed; each figure with the list behind it. Takes every filter of the list of statements: source=, speaker= and so on.',
      querystring: querystring(coverageParameters),
      response: responses('The figures.', { [JSON_MEDIA]: single({ type: 'object', required: ['figures'], properties: { figures: { type: 'array', items: refTo('Figure') } } }) }),
    },
    handler: async (request, reply) => {
      mediaType(request, [JSON_MEDIA]);
      return sendData(reply, await coverage(store, request.query as RawParameters), null);
    },
  });
};
