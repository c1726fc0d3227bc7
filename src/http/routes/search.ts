import type { FastifyInstance } from 'fastify';
import { duplicatesParameters, readDuplicates } from '../../queries/duplicates.ts';
import type { RawParameters } from '../../queries/parameters.ts';
import { autocomplete, autocompleteParameters } from '../../queries/autocomplete.ts';
import { Hit, search, searchParameters } from '../../queries/search.ts';
import type { Store } from '../../store/port.ts';
import { sendItems } from '../answer.ts';
import { itemTable, sendItemTable } from '../item-table.ts';
import { CSV_MEDIA, JSON_MEDIA, mediaType } from '../negotiate.ts';
import { listOf, querystring, refTo, responses } from '../openapi.ts';

export const searchRoutes = (app: FastifyInstance, { store }: { store: Store }): void => {
  app.get('/v1/search', {
    schema: {
      operationId: 'search',
      tags: ['search'],
      summary: 'Full text over names, claims, statements and sources',
      description:
        'Records that have all the words, as people write them: by their stems in the language of the text, whatever their case and accents, however abbreviations, apostrophes and hyphens are set. The best first (BM25), those in names before others; the first 1,000 can be paged through, as long as the graph does not change. Of one type, the filters and facets of its list may be given too. Where nothing has what was typed, the nearest words are looked for, and told as `corrected`.',
      querystring: querystring(searchParameters),
      response: responses('A page of hits.', {
        [JSON_MEDIA]: listOf(refTo('Hit'), {
          facets: refTo('Facets'),
          corrected: {
            type: 'string',
            description: 'What was looked for in place of what was typed, since nothing has that.',
          },
        }),
        ...itemTable,
      }),
    },
    handler: async (request, reply) => {
      const media = mediaType(request, [JSON_MEDIA, CSV_MEDIA]);
      const found = await search(store, request.query as RawParameters);
      if (media === CSV_MEDIA)
        return sendItemTable(reply, { name: 'hits', of: Hit, items: found.hits, nextCursor: found.nextCursor });
      const { facets, corrected } = found;
      return sendItems(reply, found.hits, found, {
        ...(facets !== null && { facets }),
        ...(corrected !== null && { corrected }),
      });
    },
  });

  app.get('/v1/autocomplete', {
    config: { short: 'always' },
    schema: {
      operationId: 'autocomplete',
      tags: ['search'],
      summary: 'Type-ahead over names and alternative names',
      description:
        'Records with a name, or a word in a name, that begins with what was typed, in order of what follows; then those with the words in another order; and where nothing begins so, those that have them but for a slip of typing.',
      querystring: querystring(autocompleteParameters),
      response: responses('A page of suggestions.', { [JSON_MEDIA]: listOf(refTo('Suggestion')) }),
    },
    handler: async (request, reply) => {
      mediaType(request, [JSON_MEDIA]);
      const found = await autocomplete(store, request.query as RawParameters);
      return sendItems(reply, found.suggestions, found);
    },
  });

  app.get('/v1/duplicates', {
    schema: {
      operationId: 'listDuplicates',
      tags: ['search'],
      summary: 'Records that are probably of one thing',
      description:
        'Records of a type that have one identifier or address, then those with one name and the same terms, then actors and claims with names or texts that are alike: these are gone through in order of id, each with those that full text finds by its rarest words, and of 100 the most alike come first. Each says what both have; none is merged by itself. A page looks through a bounded part of the index, so that it may have fewer than its limit, or none, and others follow.',
      querystring: querystring(duplicatesParameters),
      response: responses('A page of duplicates.', { [JSON_MEDIA]: listOf(refTo('Duplicate')) }),
    },
    handler: async (request, reply) => {
      mediaType(request, [JSON_MEDIA]);
      const found = await readDuplicates(store, request.query as RawParameters);
      return sendItems(reply, found.duplicates, found);
    },
  });
};
