import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { withoutTokens } from '../access/tokens.ts';

/** How many values each parameter of a request has: the shape of a question, without what was asked. */
const shapeOf = (query: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.entries(query as Record<string, string | string[]>)
      .slice(0, 30)
      .map(([name, given]) => [name.slice(0, 40), [given].flat().flatMap((value) => value.split(',')).length]),
  );

/** Counts and times requests by route, and logs each with how it ended; one that took `slowMs` once more, by its shape. */
export const measure = (app: FastifyInstance, slowMs: number): Registry => {
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
    const route = routeOptions.url ?? 'unknown';
    durations.observe({ method, route, status }, elapsedTime / 1000);
    // What is refused is counted, and told once a second.
    if (app.refusals.has(request)) return done();
    const ms = Math.round(elapsedTime);
    if (elapsedTime >= slowMs) log.warn({ route, method, status, ms, parameters: shapeOf(request.query) }, 'slow');
    log.info({ client, method, url: withoutTokens(url), status, ms: Math.round(elapsedTime * 10) / 10 }, 'answered');
    done();
  });
  return metrics;
};
