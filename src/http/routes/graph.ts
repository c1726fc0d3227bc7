import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { exportPages } from '../../queries/export.ts';
import { ALL_TYPES } from '../../model/types.ts';
import { coverage, coverageParameters } from '../../queries/coverage.ts';
import { graphOfNeighbourhood, graphOfPaths } from '../../queries/graph-form.ts';
import { neighbourhood, neighbourhoodParameters } from '../../queries/neighbourhood.ts';
import { readParameters, type RawParameters } from '../../queries/parameters.ts';
import { pathParameters, paths } from '../../queries/paths.ts';
import { WAVE } from '../../store/paths.ts';
import type { Store } from '../../store/port.ts';
import { sendData, sendItems, sendMoved, sendMovedParameters } from '../answer.ts';
import { GRAPH_MEDIA, graphMedia, isGraph, sendGraph } from '../graph-forms.ts';
import { JSON_MEDIA, mediaType, NDJSON_MEDIA } from '../negotiate.ts';
import { maySeeTexts } from '../rights.ts';
import {
  componentOf,
  idParams,
  listOf,
  querystring,
  refTo,
  responses,
  responsesUnvalidated,
  single,
} from '../openapi.ts';

/** Questions about the graph as a whole. */
export const graphRoutes = (app: FastifyInstance, { store }: { store: Store }): void => {
  app.get('/v1/coverage', {
    schema: {
      operationId: 'getCoverage',
      tags: ['graph'],
      summary: 'How well statements are covered by evidence',
      description:
        'How many statements there are, and how many of them have no footnote, no digest or no date, rest on one side only, or are disputed; each figure with the list behind it. Takes every filter of the list of statements: source=, speaker= and so on.',
      querystring: querystring(coverageParameters),
      response: responses('The figures.', {
        [JSON_MEDIA]: single({
          type: 'object',
          required: ['figures'],
          properties: { figures: { type: 'array', items: refTo('Figure') } },
        }),
      }),
    },
    handler: async (request, reply) => {
      mediaType(request, [JSON_MEDIA]);
      return sendData(reply, await coverage(store, request.query as RawParameters));
    },
  });

  app.get('/v1/export', {
    config: { scope: 'export' },
    schema: {
      operationId: 'exportGraph',
      tags: ['graph'],
      summary: 'The whole graph, as dictum import takes it',
      description:
        'Every record as it was written, one a line, in an order in which each comes after those that it refers to; deleted and merged ids too. The texts of snapshots are in it where their rights say that the whole may be shown, and with a token of the scope texts; importing a line without its text takes none away. It is read as fast as the client takes it; what is written meanwhile may be in it or not.',
      response: responsesUnvalidated(
        'The records.',
        { [NDJSON_MEDIA]: { type: 'string', description: 'A record a line, with its type.' } },
        [],
      ),
    },
    handler: async (request, reply) => {
      mediaType(request, [NDJSON_MEDIA]);
      readParameters(request.query as RawParameters, {});
      // A store that does not answer says so before the stream begins.
      await store.ping();
      const left = new AbortController();
      reply.raw.once('close', () => left.abort());
      const pages = exportPages(store, { texts: maySeeTexts(request), signal: left.signal });
      return reply.type(NDJSON_MEDIA).send(Readable.from(pages, { highWaterMark: 1 }));
    },
  });

  app.get('/v1/paths', {
    schema: {
      operationId: 'listPaths',
      tags: ['graph'],
      summary: 'How two records are connected',
      description: `The shortest paths from one record to another along references in either direction, each step with the field that refers and the evidence of it. Of the references at either end of the search, ${WAVE} are looked at with each step; where there are more, complete is false: paths that are shown exist, but there may be others, and shorter ones.`,
      querystring: querystring(pathParameters),
      response: responses(
        'The paths.',
        { [JSON_MEDIA]: single(refTo('Paths')), ...graphMedia },
        { codes: ['not-found', 'gone'], moved: true },
      ),
    },
    handler: async (request, reply) => {
      const media = mediaType(request, [JSON_MEDIA, ...GRAPH_MEDIA]);
      const found = await paths(store, request.query as RawParameters);
      if ('moved' in found) return sendMovedParameters(reply, found.moved);
      return isGraph(media) ? sendGraph(reply, graphOfPaths(found), media, null) : sendData(reply, found);
    },
  });

  for (const { name, plural } of ALL_TYPES) {
    app.get<{ Params: { id: string } }>(`/v1/${plural}/:id/neighbourhood`, {
      schema: {
        operationId: `list${componentOf(name)}Neighbourhood`,
        tags: [plural],
        summary: `The records around one ${name}`,
        description:
          'What it refers to and what refers to it, by field and type, within these by id (out) or in the order of their list (in); groups tells how many there are of each in all. A page costs the same however many refer to it.',
        params: idParams(['id', name]),
        querystring: querystring(neighbourhoodParameters(name)),
        response: responses(
          'A page of neighbours.',
          {
            [JSON_MEDIA]: listOf(refTo('Neighbour'), { groups: { type: 'array', items: refTo('NeighbourGroup') } }),
            ...graphMedia,
          },
          { codes: ['not-found', 'gone'], moved: true },
        ),
      },
      handler: async (request, reply) => {
        const media = mediaType(request, [JSON_MEDIA, ...GRAPH_MEDIA]);
        const { id } = request.params;
        const found = await neighbourhood(store, { type: name, id }, request.query as RawParameters);
        if ('movedTo' in found) return sendMoved(reply, { id: found.movedTo });
        return isGraph(media)
          ? sendGraph(reply, graphOfNeighbourhood(found.of, found), media, found.nextCursor)
          : sendItems(reply, found.items, found, { groups: found.groups });
      },
    });
  }
};
