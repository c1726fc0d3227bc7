import type { Context, Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ConfigError } from './config.ts';
import { asDictumError } from './http/problem.ts';
import type { Store } from './store/port.ts';

/*
 * Traces for OpenTelemetry, where its variables name a collector: a span for each request, below the one that its
 * traceparent names, and below it one for each question to the store. The packages are loaded only then, and installed by
 * whoever wants them (peerDependencies): they take more room than all of the service.
 */

export type Telemetry = {
  /** The store with a span for each question. */
  store(this: void, store: Store): Store;
  /** Gives each request to an app a span. Before all other hooks. */
  requests(this: void, app: FastifyInstance): void;
  /** Sends what has not been sent. */
  close(this: void): Promise<void>;
};

const load = async () => {
  try {
    return await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/exporter-trace-otlp-http'),
    ]);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new ConfigError(
      'traces are to go to a collector (OTEL_EXPORTER_OTLP_ENDPOINT), and the packages of OpenTelemetry are not there; docs/operate.md says which to install',
    );
  }
};

/**
 * What sends traces to a collector, by OTLP over HTTP; `url`: where it takes traces. All else (service name, headers,
 * sampling, batches) is as the variables of OpenTelemetry say.
 * @throws ConfigError where its packages are not installed
 */
export const openTelemetry = async ({ url, version }: { url: string; version: string }): Promise<Telemetry> => {
  const [{ context, propagation, trace, SpanKind, SpanStatusCode }, sdk, resources, otlp] = await load();
  const { detectResources, envDetector, resourceFromAttributes } = resources;
  const own = resourceFromAttributes({ 'service.name': 'dictum', 'service.version': version });
  const provider = new sdk.NodeTracerProvider({
    resource: own.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new sdk.BatchSpanProcessor(new otlp.OTLPTraceExporter({ url }))],
  });
  provider.register();
  const tracer = trace.getTracer('dictum', version);

  const failed = (span: Span, error: unknown): void => {
    const { code } = asDictumError(error);
    span.setAttribute('error.type', code);
    span.setStatus({ code: SpanStatusCode.ERROR, message: code });
  };

  /** A question to the store, by its name alone: what was asked is nobody's but the client's. */
  const asked =
    (store: Store, name: string, question: (...of: unknown[]) => unknown) =>
    (...of: unknown[]): unknown => {
      if (trace.getActiveSpan() === undefined) return question.apply(store, of);
      const attributes = { 'db.system.name': store.engine === 'neo4j' ? 'neo4j' : 'sqlite', 'db.operation.name': name };
      const span = tracer.startSpan(`store.${name}`, { kind: SpanKind.CLIENT, attributes });
      const answer = context.with(trace.setSpan(context.active(), span), () => question.apply(store, of));
      // What is no promise is at hand already, or a stream that is read later.
      if (!(answer instanceof Promise)) return answer;
      return answer.then(
        (value: unknown) => {
          span.end();
          return value;
        },
        (error: unknown) => {
          failed(span, error);
          span.end();
          throw error;
        },
      );
    };

  return {
    store: (store) =>
      Object.fromEntries(
        Object.entries(store).map(([name, value]) => [
          name,
          typeof value === 'function' ? asked(store, name, value as (...of: unknown[]) => unknown) : value,
        ]),
      ) as unknown as Store,
    requests: (app) => {
      const spans = new WeakMap<FastifyRequest, Span>();
      app.addHook('onRequest', (request, _reply, done) => {
        const { method, routeOptions, headers, url } = request;
        const parent: Context = propagation.extract(context.active(), headers);
        const route = routeOptions.url ?? 'unknown';
        const attributes = { 'http.request.method': method, 'http.route': route, 'url.path': url.split('?')[0]! };
        const span = tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
        spans.set(request, span);
        context.with(trace.setSpan(parent, span), done);
      });
      const errors = new WeakMap<FastifyRequest, unknown>();
      app.addHook('onError', (request, _reply, error, done) => {
        errors.set(request, error);
        done();
      });
      app.addHook('onResponse', (request, reply, done) => {
        const span = spans.get(request);
        span?.setAttribute('http.response.status_code', reply.statusCode);
        // What a client got wrong is no failure of the service.
        if (span !== undefined && reply.statusCode >= 500) failed(span, errors.get(request));
        span?.end();
        done();
      });
    },
    close: () => provider.shutdown(),
  };
};
