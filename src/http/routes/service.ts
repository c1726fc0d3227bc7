import type { FastifyInstance } from 'fastify';
import { CATALOGUE, DictumError, type ErrorCode } from '../../model/errors.ts';
import { didYouMean } from '../../model/suggest.ts';
import type { Pages } from '../pages/routes.tsx';
import { wantsPage } from '../pages/problem-page.tsx';
import { JSON_MEDIA } from '../negotiate.ts';
import { STATUS } from '../problem.ts';
import { responses } from '../openapi.ts';
import { plain } from './health.ts';

const code = {
  type: 'object',
  required: ['code', 'title', 'status', 'meaning', 'remedy', 'context'],
  properties: {
    code: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    meaning: { type: 'string' },
    remedy: { type: 'string' },
    context: { type: 'object', additionalProperties: { type: 'string' } },
  },
};

const explain = (name: ErrorCode) => {
  const { title, meaning, remedy, ...rest } = CATALOGUE[name];
  return {
    code: name,
    title,
    status: STATUS[name].status,
    meaning,
    remedy,
    context: 'context' in rest ? rest.context : {},
  };
};

/** The API description and the catalogue of errors. */
export const serviceRoutes = (
  app: FastifyInstance,
  { document, catalogue }: { document: () => object; catalogue: Pages['catalogue'] },
): void => {
  const codes = Object.keys(CATALOGUE) as ErrorCode[];

  app.get('/openapi.json', {
    config: { open: true },
    schema: {
      operationId: 'openapi',
      tags: ['service'],
      summary: 'This description',
      response: responses('The OpenAPI document.', { [JSON_MEDIA]: { type: 'object' } }, { store: false, open: true }),
    },
    handler: async (request, reply) => {
      plain(request);
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(document()));
    },
  });

  app.get('/problems', {
    config: { open: true },
    schema: {
      operationId: 'listProblems',
      tags: ['service'],
      summary: 'Every error code, what it means and what to do',
      response: responses(
        'The catalogue.',
        { [JSON_MEDIA]: { type: 'object', required: ['data'], properties: { data: { type: 'array', items: code } } } },
        { store: false, open: true },
      ),
    },
    handler: async (request, reply) => {
      if (wantsPage(request)) return catalogue(null, request, reply);
      plain(request);
      return { data: codes.map(explain) };
    },
  });

  app.get<{ Params: { code: string } }>('/problems/:code', {
    config: { open: true },
    schema: {
      operationId: 'getProblem',
      tags: ['service'],
      summary: 'What one error code means and what to do',
      params: { type: 'object', properties: { code: { type: 'string', description: 'The code of the problem.' } } },
      response: responses(
        'The code explained.',
        { [JSON_MEDIA]: { type: 'object', required: ['data'], properties: { data: code } } },
        { codes: ['not-found'], store: false, open: true },
      ),
    },
    handler: async (request, reply) => {
      if (!wantsPage(request)) plain(request);
      const name = codes.find((known) => known === request.params.code);
      if (name === undefined) {
        throw new DictumError(
          'not-found',
          `there is no error code ${request.params.code}${didYouMean(request.params.code, codes)}`,
          { context: { recordType: 'problem', id: request.params.code } },
        );
      }
      return wantsPage(request) ? catalogue(name, request, reply) : { data: explain(name) };
    },
  });
};
