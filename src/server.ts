import { readFileSync } from 'node:fs';
import closeWithGrace from 'close-with-grace';
import type { FastifyInstance } from 'fastify';
import pino, { type Logger } from 'pino';
import { issuerOf, openSigner, openStore, storeBytesOf } from './compose.ts';
import { ConfigError, type Config } from './config.ts';
import type { Store } from './store/port.ts';
import type { Telemetry } from './telemetry.ts';

/** Logs as JSON lines to standard error; in colours for people on a terminal. */
const makeLogger = async (level: string): Promise<Logger> => {
  if (!process.stderr.isTTY) return pino({ level }, pino.destination({ dest: 2, sync: false }));
  const { default: pretty } = await import('pino-pretty');
  return pino({ level }, pretty({ destination: 2, translateTime: 'HH:MM:ss', ignore: 'pid,hostname' }));
};

/** From how many milliseconds on a question is told as slow. */
const SLOW_MS = 1000;

/** How many questions a Neo4j is taken to work at together. */
const NEO4J_TOGETHER = 16;

/** How much longer than the longest query may take what is under way has to end. */
const GRACE_MS = 5000;

/** `ready`: once the store is migrated and prepared; until then every question is answered with 503. */
export type Running = {
  url: string;
  /** Where health and metrics have a port of their own. */
  management: string | null;
  app: FastifyInstance;
  store: Store;
  ready: Promise<void>;
};

/** `migrate`: as for openStore. */
export type Start = { migrate?: boolean | undefined; prepare: (store: Store) => Promise<void> };

/**
 * Starts the service. On SIGINT or SIGTERM requests under way are answered, then the store is closed.
 * @throws ConfigError where the address cannot be listened on, StoreRefused where the store is of another version and is not to be migrated
 */
export const startServer = async (config: Config, { migrate, prepare }: Start): Promise<Running> => {
  const logger = await makeLogger(config.LOG_LEVEL);
  const document = JSON.parse(readFileSync(new URL('../openapi/openapi.json', import.meta.url), 'utf8')) as {
    info: { version: string };
  };
  const signer = openSigner(config);
  const store = await openStore(config, { serving: true, migrate });
  try {
    const begun = await store.migrate();
    if (begun === null) await prepare(store);
    // Loaded while the store starts its threads or asks its server.
    const { buildApp } = await import('./http/app.ts');
    const telemetry = await telemetryOf(config, document.info.version);
    const app = await buildApp({
      store: telemetry?.store(store) ?? store,
      ...(telemetry && { traced: telemetry.requests }),
      signer,
      issuer: issuerOf(config),
      closed: config.READ === 'token',
      bySecond: config.ACCEPT === 'other',
      publicUrl: config.PUBLIC_URL,
      trustProxy: config.TRUST_PROXY,
      corsOrigins: config.CORS_ORIGINS,
      version: document.info.version,
      document,
      logger,
      rateLimit: config.RATE_LIMIT,
      maxDelayMs: 2000,
      timeoutMs: config.QUERY_TIMEOUT_MS,
      mostAtOnce: config.MOST_AT_ONCE,
      readers: store.engine === 'neo4j' ? NEO4J_TOGETHER : config.READERS,
      keptMegabytes: config.KEPT_MB,
      slowMs: SLOW_MS,
      storeBytes: storeBytesOf(config),
      isManaged: config.MANAGEMENT_PORT !== null,
    });
    const { url, management } = await listenAll(app, { config, store, logger }).catch(async (error) => {
      await app.close();
      throw error;
    });
    const closing = new AbortController();
    const migrated = async (): Promise<void> => {
      for (let done = begun; done !== null && !closing.signal.aborted; done = await store.migrate())
        logger.info(`migrating the store: ${done.step}`);
      if (!closing.signal.aborted) await prepare(store);
    };
    closeWithGrace({ delay: config.QUERY_TIMEOUT_MS + GRACE_MS, logger }, async ({ err, signal }) => {
      if (err) logger.fatal({ err }, 'stopping after an error that nothing caught');
      if (!err) logger.info(`stopping at ${signal ?? 'request'}: what is under way is answered`);
      closing.abort();
      await app.close();
      await store.close();
      await telemetry?.close();
    });
    const ready = begun === null ? Promise.resolve() : migrated();
    ready.catch(() => app.close().then(() => store.close()));
    return { url, management, app, store, ready };
  } catch (error) {
    await store.close();
    throw error;
  }
};

/** What sends traces; null where none are wanted. */
const telemetryOf = async (config: Config, version: string): Promise<Telemetry | null> => {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: collector, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: own } = config;
  const url = own === '' && collector !== '' ? `${collector}/v1/traces` : own;
  if (url === '' || config.OTEL_SDK_DISABLED === 'true') return null;
  return (await import('./telemetry.ts')).openTelemetry({ url, version });
};

type Address = {
  host: string;
  port: number;
  /** What stands before `port` and `host` in the flags. */ flag: '' | 'management-';
};

const listen = async (app: FastifyInstance, { host, port, flag }: Address): Promise<string> => {
  try {
    return await app.listen({ host, port, listenTextResolver: (address) => `listening at ${address}` });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new ConfigError(
        `port ${port} on ${host} is in use; stop what uses it, or choose another with --${flag}port (0 picks a free one)`,
      );
    if (code === 'EACCES')
      throw new ConfigError(
        `port ${port} on ${host} is not allowed for this user; choose one above 1023 with --${flag}port`,
      );
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new ConfigError(`${host} is not an address of this machine; choose another with --${flag}host`);
    throw error;
  }
};

/** Listens to clients, and, where it is set, to who runs the service, until the service closes. */
const listenAll = async (
  app: FastifyInstance,
  { config, store, logger }: { config: Config; store: Store; logger: Logger },
): Promise<{ url: string; management: string | null }> => {
  const { MANAGEMENT_HOST: host, MANAGEMENT_PORT: port } = config;
  let management: string | null = null;
  if (port !== null) {
    const { buildManagement } = await import('./http/management.ts');
    const managing = buildManagement({ store, metrics: app.metrics, refusals: app.refusals, logger });
    app.addHook('onClose', () => managing.close());
    management = await listen(managing, { host, port, flag: 'management-' });
  }
  return { url: await listen(app, { host: config.HOST, port: config.PORT, flag: '' }), management };
};
