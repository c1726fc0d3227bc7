import type { FastifyInstance } from 'fastify';
import { HOW_TO } from '../../access/authentication.ts';
import { SCOPE_NAMES } from '../../access/scopes.ts';
import { DictumError } from '../../model/errors.ts';
import { readParameters, type RawParameters } from '../../queries/parameters.ts';
import { sendData } from '../answer.ts';
import { JSON_MEDIA, mediaType } from '../negotiate.ts';
import { responses, single } from '../openapi.ts';

const whoami = {
  type: 'object',
  required: ['name', 'scopes'],
  properties: {
    name: { type: 'string', description: 'Stands with every change that is made with the token.' },
    scopes: { type: 'array', items: { type: 'string', enum: SCOPE_NAMES } },
  },
};

/** Whose token it is, and what it allows. */
export const accessRoutes = (app: FastifyInstance): void => {
  app.get('/v1/whoami', {
    schema: {
      operationId: 'whoami',
      tags: ['access'],
      summary: 'Whose token this is, and what it allows',
      security: [{ token: [] }],
      response: responses('Whose it is.', { [JSON_MEDIA]: single(whoami) }),
    },
    handler: async (request, reply) => {
      mediaType(request, [JSON_MEDIA]);
      readParameters(request.query as RawParameters, {});
      if (request.principal === null) {
        reply.header('www-authenticate', 'Bearer realm="dictum"');
        throw new DictumError('no-token', `no token came with the request; ${HOW_TO}`, { context: { scope: 'read' } });
      }
      const { name, scopes } = request.principal;
      return sendData(reply, { name, scopes });
    },
  });
};
