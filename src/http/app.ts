import type { Registry } from 'prom-client';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { Authentication } from '../access/authentication.ts';
import type { Issuer } from '../access/openid.ts';
import type { Signer } from '../bundle/signature.ts';
import { DictumError } from '../model/errors.ts';
import { openFormatter } from '../references/formatter.ts';
import { modelDigest } from '../store/model-digest.ts';
import type { Store } from '../store/port.ts';
import { answerMalformed, refuseMalformedAddress, refuseOtherMethods, unknownRoute } from './fallbacks.ts';
import { answerAsOf } from './as-of.ts';
import { askedIn, pathOf, putUnder } from './address.ts';
import { admission, queueLong, UNLIMITED } from './admission.ts';
import { Bodies } from './bodies.ts';
import { bookmarks } from './bookmark.ts';
import { refuseTinyChunks } from './chunks.ts';
import { closeInOrder } from './closing.ts';
import { boundAnswers } from './deadline.ts';
import { tellDeprecated } from './deprecation.ts';
import { describe, described } from './described.ts';
import { documentation } from './documentation.ts';
import { takeJson } from './json-body.ts';
import { measure } from './measured.ts';
import { tellAlternates } from './negotiate.ts';
import { gauge } from './gauges.ts';
import { tellNow } from './now.ts';
import { wantsPage } from './pages/problem-page.tsx';
import { patienceOf, type Patience } from './patience.ts';
import { pageRoutes, type Pages } from './pages/routes.tsx';
import { asDictumError, logProblem, sendProblem } from './problem.ts';
import { refuseBehind } from './behind.ts';
import { SentRequests } from './rate-limit.ts';
import { Refusals } from './refusals.ts';
import { representations } from './representations.ts';
import { rights } from './rights.ts';
import { trace } from './trace.ts';
import { tellAnswers } from './told.ts';
import { takeTurns } from './turns.ts';
import { secure, shareWith } from './secure.ts';
import { graphRoutes } from './routes/graph.ts';
import { bundleRoutes } from './routes/bundles.ts';
import { mcpRoutes } from './routes/mcp.ts';
import { linkRoutes } from './routes/links.ts';
import type { FeedOptions } from './feed.ts';
import { liveFeed } from './follow.ts';
import { changeRoutes } from './routes/changes.ts';
import { positionRoutes } from './routes/positions.ts';
import { provenanceRoutes } from './routes/provenance.ts';
import { reconcileRoutes } from './routes/reconcile.ts';
import { facetRoutes } from './routes/facets.ts';
import { recordRoutes } from './routes/records.ts';
import { searchRoutes } from './routes/search.ts';
import { healthRoutes, metricsRoute } from './routes/health.ts';
import { serviceRoutes } from './routes/service.ts';
import { verifyRoutes } from './routes/verify.ts';
import { accessRoutes } from './routes/access.ts';
import { proposalRoutes } from './routes/proposals.ts';
import { erasingRoutes } from './routes/erasing.ts';
import { writingRoutes } from './routes/writing.ts';

export type AppOptions = {
  store: Store;
  version: string;
  /** Signs evidence bundles; they are not signed where there is none. */
  signer?: Signer | null;
  /** Whose JWTs are taken as tokens, beside our own; null for nobody's. */
  issuer?: Issuer | null;
  /** Whether reading needs a token too. */
  closed?: boolean;
  /** The address that clients reach the service at, without a slash at its end; empty where it was not told. */
  publicUrl?: string;
  /** Proxies that are believed who they ask for: addresses, subnets, or loopback, linklocal and uniquelocal. */
  trustProxy?: readonly string[];
  /** Origins whose pages may read; all where there are none. */
  corsOrigins?: readonly string[];
  logger?: FastifyBaseLogger;
  /** The API description to show; made from the routes where none is given. */
  document?: object;
  /** Whether a proposal has to be accepted by somebody else than who made it. */
  bySecond?: boolean;
  /** Requests that one client may send a minute; 0 for any number. */
  rateLimit?: number;
  /** How many milliseconds the event loop may be behind before requests are turned away; 0 for any number. */
  maxDelayMs?: number;
  /** Requests that are answered at the same time; further ones are turned away. */
  mostAtOnce?: number;
  /** Questions that the store works at together; what waits for too long behind them is turned away. */
  readers?: number;
  /** For how long a connection may do nothing, or not come to an end of what it sends. */
  patience?: Patience;
  /** After how many milliseconds an answer is given up. */
  timeoutMs?: number;
  /** From how many milliseconds on a question is told as slow. */
  slowMs?: number;
  /** How many bytes the files of the store have; null where they are elsewhere. */
  storeBytes?: () => number | null;
  /** What traces requests; nothing where there is none. */
  traced?: (app: FastifyInstance) => void;
  /** Whether metrics are told elsewhere, on a port of their own. */
  isManaged?: boolean;
  /** How the live feed of changes is followed. */
  feed?: FeedOptions;
  /** How many megabytes of memory answers may take that are kept while the graph is as it was; 0 keeps none. */
  keptMegabytes?: number;
};

declare module 'fastify' {
  interface FastifyInstance {
    refusals: Refusals;
    metrics: Registry;
  }
}

/** The HTTP service as a function of what it depends on; it does not listen yet. */
export const buildApp = async ({
  store,
  version,
  signer = null,
  issuer = null,
  closed = false,
  bySecond = false,
  publicUrl = '',
  trustProxy = [],
  corsOrigins = [],
  logger,
  document,
  rateLimit: perMinute = 0,
  maxDelayMs = 0,
  mostAtOnce = Infinity,
  readers = Infinity,
  patience = {},
  timeoutMs = 10_000,
  keptMegabytes = 64,
  feed,
  slowMs = Infinity,
  isManaged = false,
  traced,
  storeBytes = () => null,
}: AppOptions): Promise<FastifyInstance> => {
  const base = pathOf(publicUrl);
  const app = Fastify({
    ...(logger ? { loggerInstance: logger } : {}),
    logController: new LogController({ disableRequestLogging: true }),
    requestIdHeader: false,
    ...patienceOf(patience, timeoutMs),
    rewriteUrl: askedIn(base),
    trustProxy: trustProxy.length > 0 && [...trustProxy],
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    clientErrorHandler: (error, socket) => answerMalformed(error, socket, { refusals: app.refusals, base }),
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
    // Told as every other refusal is (closing.ts).
    return503OnClosing: false,
    // Answers are JSON texts already, and parameters are read by the queries, which know what was meant.
    schemaController: {
      compilersFactory: {
        buildValidator: () => (() => () => true) as never,
        buildSerializer: () => () => (data) => JSON.stringify(data),
      },
    },
  });
  traced?.(app);
  let pages: Pages | null = null;
  app.setErrorHandler((error, request, reply) => {
    if (pages === null || !wantsPage(request)) return sendProblem(error, request, reply);
    return pages.problem(logProblem(asDictumError(error), error, request, reply), request, reply);
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    refuseMalformedAddress(request);
    done();
  });
  closeInOrder(app);
  takeTurns(app, maxDelayMs);
  takeJson(app);
  const bodies = new Bodies({ timeoutMs });
  app.decorate('bodies', bodies);
  app.addHook('onClose', () => bodies.close());
  app.decorate('formatter', openFormatter({ timeoutMs }));
  app.addHook('onClose', () => app.formatter.close());
  tellNow(app);
  tellDeprecated(app);
  boundAnswers(app, timeoutMs);
  const admitted = admission(app, { most: mostAtOnce, readers });
  trace(app);
  const metrics = measure(app, slowMs);
  const refusals = new Refusals(metrics, app.log);
  app.decorate('refusals', refusals);
  app.decorate('metrics', metrics);
  app.addHook('onClose', async () => refusals.tell());

  secure(app);
  await shareWith(app, corsOrigins);
  if (maxDelayMs > 0) refuseBehind(app, maxDelayMs);
  const authentication = new Authentication(store, issuer);
  rights(app, { authentication, closed, publicUrl });
  // The last before bodies are read: counted, they flow, and what came before somebody reads would be lost.
  refuseTinyChunks(app);
  if (perMinute > 0) {
    await app.register(import('@fastify/rate-limit'), {
      max: perMinute,
      timeWindow: '1 minute',
      store: SentRequests,
      allowList: ({ url }) => UNLIMITED.test(url),
      keyGenerator: ({ principal, ip }) => principal?.key ?? ip,
      errorResponseBuilder: (_request, { after }) =>
        new DictumError('rate-limited', `more than ${perMinute} requests in a minute; wait ${after}`),
    });
  }
  app.setNotFoundHandler(unknownRoute(refuseOtherMethods(app)));
  tellAlternates(app);
  bookmarks(app, { store });
  tellAnswers(app, { store });
  answerAsOf(app, store);
  putUnder(app, base);
  const keptBytes = representations(app, { store, bytes: keptMegabytes * 2 ** 20 });
  queueLong(app, admitted);
  // Routes have schemas for their description alone.
  if (document === undefined) await describe(app, version);
  else app.addHook('onRoute', (route) => void delete route.schema);

  recordRoutes(app, { store });
  facetRoutes(app, { store });
  linkRoutes(app, { store });
  provenanceRoutes(app, { store });
  positionRoutes(app, { store });
  const live = await liveFeed(app, store, feed);
  const listeners = (): number => live.open;
  changeRoutes(app, { store, feed: live });
  gauge(app, metrics, { store, admitted, storeBytes, keptBytes, listeners });
  graphRoutes(app, { store });
  bundleRoutes(app, {
    store,
    signer,
    maker: { made: { program: `Dictum ${version}`, model: modelDigest('model') }, address: publicUrl },
  });
  searchRoutes(app, { store });
  await verifyRoutes(app, { store });
  await reconcileRoutes(app, { store, version, publicUrl });
  mcpRoutes(app, { store, version, publicUrl, bySecond });
  accessRoutes(app);
  await writingRoutes(app, { store });
  await erasingRoutes(app, { store });
  await proposalRoutes(app, { store, bySecond, feed: live });
  pages = pageRoutes(app, { store, publicUrl, authentication, bySecond });
  const own = publicUrl === '' ? {} : { servers: [{ url: publicUrl, description: 'This service' }] };
  const description = (): object => described((document ?? app.swagger()) as { paths: object }, own, isManaged);
  healthRoutes(app, { store });
  if (!isManaged) metricsRoute(app, { metrics });
  serviceRoutes(app, { document: description, catalogue: pages.catalogue });
  documentation(app, description, base);
  return app;
};
