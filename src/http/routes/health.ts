import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import { readParameters, type RawParameters } from '../../queries/parameters.ts';
import type { Store } from '../../store/port.ts';
import { JSON_MEDIA, mediaType } from '../negotiate.ts';
import { responses } from '../openapi.ts';

const state = (text: string) => ({
  type: 'object',
  required: ['status'],
  properties: { status: { type: 'string', enum: [text] }, engine: { type: 'string' } },
});
/** A route that has no parameters, and one form. */
export const plain = (request: FastifyRequest, media: string = JSON_MEDIA): void => {
  mediaType(request, [media]);
  readParameters(request.query as RawParameters, {});
};

/** Whether the process runs, and whether it can answer. */
export const healthRoutes = (app: FastifyInstance, { store }: { store: Store }): void => {
  app.get('/health/live', {
    config: { open: true },
    schema: {
      operationId: 'live',
      tags: ['service'],
      summary: 'Whether the process runs',
      response: responses('It runs.', { [JSON_MEDIA]: state('live') }, { store: false, open: true, limited: false }),
    },
    handler: async (request) => {
      plain(request);
      return { status: 'live' };
    },
  });

  app.get('/health/ready', {
    config: { open: true },
    schema: {
      operationId: 'ready',
      tags: ['service'],
      summary: 'Whether the service can answer: its store does',
      response: responses('It can.', { [JSON_MEDIA]: state('ready') }, { open: true, limited: false }),
    },
    handler: async (request) => {
      plain(request);
      await store.ping();
      return { status: 'ready', engine: store.engine };
    },
  });
};

/** Metrics for Prometheus. */
export const metricsRoute = (app: FastifyInstance, { metrics }: { metrics: Registry }): void => {
  app.get('/metrics', {
    config: { scope: 'metrics' },
    schema: {
      operationId: 'metrics',
      tags: ['service'],
      summary: 'Metrics for Prometheus',
      response: responses(
        'Metrics in the text format.',
        { 'text/plain': { type: 'string' } },
        { store: false, limited: false },
      ),
    },
    handler: async (request, reply) => {
      plain(request, 'text/plain');
      return reply.type(metrics.contentType).send(await metrics.metrics());
    },
  });
};
