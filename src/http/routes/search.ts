import type { FastifyInstance } from 'fastify';
import type { RawParameters } from '../../queries/parameters.ts';
import { autocomplete, autocompleteParameters, search, searchParameters } from '../../queries/search.ts';
import type { Store } from '../../store/port.ts';
import { sendItems } from '../answer.ts';
import { JSON_MEDIA, mediaType } from '../negotiate.ts';
import { listOf, querystring, refTo, responses } from '../openapi.ts';

export const searchRoutes = (app: FastifyInstance, { store }: { store: Store }): void => {
  app.get('/v1/search', {
    schema: {
      operationId: 'search',
      tags: ['search'],
      summary: 'Full text over names, claims, statements and sources',
      description:
        'Records that have all the words: those with that name first, then those with the words in a name, then those with the words anywhere.',
      querystring: querystring(searchParameters),
      response: responses('A page of hits.', { [JSON_MEDIA]: listOf(refTo('Hit')) }),
    },
    handler: async (request, reply) => {
      mediaType(request, [JSON_MEDIA]);
      const found = await search(store, request.query as RawParameters);
      return sendItems(reply, found.hits, found);
    },
  });

  app.get('/v1/autocomplete', {
    schema: {
      operationId: 'autocomplete',
      tags: ['search'],
      summary: 'Type-ahead over names and alternative names',
      description:
        'Records with a name, or a word in a name, that begins with what was typed, in order of what follows.',
      querystring: querystring(autocompleteParameters),
      response: responses('A page of suggestions.', { [JSON_MEDIA]: listOf(refTo('Suggestion')) }),
    },
    handler: async (request, reply) => {
      mediaType(request, [JSON_MEDIA]);
      const found = await autocomplete(store, request.query as RawParameters);
      return sendItems(reply, found.suggestions, found);
    },
  });
};
