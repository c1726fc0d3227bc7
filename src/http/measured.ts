import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { withoutTokens } from '../access/tokens.ts';

/** Counts and times requests by route, and logs each with how it ended. */
export const measure = (app: FastifyInstance): Registry => {
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of requests by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [metrics],
  });
  app.addHook('onResponse', (request, { statusCode: status, elapsedTime }, done) => {
    const { method, url, routeOptions, log, ip: client } = request;
    durations.observe({ method, route: routeOptions.url ?? 'unknown', status }, elapsedTime / 1000);
    if (!app.refusals.has(request))
      log.info({ client, method, url: withoutTokens(url), status, ms: Math.round(elapsedTime * 10) / 10 }, 'answered');
    done();
  });
  return metrics;
};
