import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { DictumError } from '../model/errors.ts';
import type { Store } from '../store/port.ts';
import { sendProblem } from './problem.ts';
import type { Refusals } from './refusals.ts';
import { healthRoutes, metricsRoute } from './routes/health.ts';

export type ManagementOptions = { store: Store; metrics: Registry; refusals: Refusals; logger?: FastifyBaseLogger };

/**
 * Health and metrics alone, to be listened to on a port that only who runs the service can reach: no limit of the service
 * holds here, and no token is asked for. It does not listen yet.
 */
export const buildManagement = ({ store, metrics, refusals, logger }: ManagementOptions): FastifyInstance => {
  const app = Fastify({
    ...(logger ? { loggerInstance: logger } : {}),
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: false,
  });
  app.decorate('refusals', refusals);
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply));
  app.setNotFoundHandler(() => {
    throw new DictumError('unknown-route', 'only /health/live, /health/ready and /metrics are here');
  });
  // No schemas: the API description is of the service itself.
  app.addHook('onRoute', (route) => void delete route.schema);
  healthRoutes(app, { store });
  metricsRoute(app, { metrics });
  return app;
};
