import { pathOf } from '../address.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DictumError, ErrorCode } from '../../model/errors.ts';
import { labelsOf } from '../../queries/labels.ts';
import { probablyMeant } from '../../store/meant.ts';
import { inLanguages } from '../../queries/in-language.ts';
import { overview } from '../../queries/overview.ts';
import type { Authentication } from '../../access/authentication.ts';
import type { Store } from '../../store/port.ts';
import { mediaType } from '../negotiate.ts';
import { assetRoutes, ICON } from './assets.ts';
import { sendPage } from './frame.tsx';
import type { Site } from './site.ts';
import { crawlerRoutes } from './crawlers.ts';
import { changePages } from './change-routes.tsx';
import { actRoutes } from './act-routes.ts';
import { deskPages } from './desk-routes.tsx';
import { graphPages } from './graph-routes.tsx';
import { HomePage } from './home.tsx';
import { listPages, problemsPage } from './list-routes.tsx';
import { languagesOf, type AddPage } from './made.ts';
import { absentKey, NOTHING_MEANT, sendProblemPage, type Meant } from './problem-page.tsx';
import { recordPages } from './record-routes.tsx';
import { signInRoutes } from './sign-in-routes.tsx';
import { EN } from './texts.ts';

/*
 * The pages for people. Each is a function of what a query answers, and has an address that an answer of the interface
 * has too, without /v1.
 */

/** What was probably meant by an address at which there is nothing; nothing where the store does not tell. */
const meantBy = async (store: Store, problem: DictumError): Promise<Meant> => {
  const key = absentKey(problem);
  if (key === null) return NOTHING_MEANT;
  try {
    const keys = (await probablyMeant(store, key)).map((id) => ({ type: key.type, id }));
    return { keys, labels: await labelsOf(store, keys) };
  } catch {
    return NOTHING_MEANT;
  }
};

/** Answers an error with a page. */
export type SendProblem = (problem: DictumError, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Where an app is asked on its own machine: an address that stands for all of them is no address to ask. */
const listeningAt = (app: FastifyInstance): string => {
  const [first] = app.addresses();
  if (first === undefined || typeof first === 'string') return 'http://127.0.0.1:3000';
  const { address, family, port } = first;
  const host = family === 'IPv6' ? `[${address}]` : address;
  return `http://${host === '0.0.0.0' || host === '[::]' ? '127.0.0.1' : host}:${port}`;
};

/** The address of a page with another record in its path. */
const movedUrl = (url: string, to: string): string => url.replace(/^(\/[^/?]+\/)[^/?]+/, `$1${to}`);

/** What other routes answer with a page where a browser asks. */
export type Pages = {
  problem: SendProblem;
  /** The catalogue of errors, or one of its codes. */
  catalogue: (code: ErrorCode | null, request: FastifyRequest, reply: FastifyReply) => FastifyReply;
};

/** Adds the pages to an app. */
export const pageRoutes = (
  app: FastifyInstance,
  {
    store,
    publicUrl,
    authentication,
    bySecond,
  }: { store: Store; publicUrl: string; authentication: Authentication; bySecond: boolean },
): Pages => {
  const site: Site = {
    assets: assetRoutes(app),
    base: pathOf(publicUrl),
    publicUrl,
    listening: () => listeningAt(app),
  };

  const page: AddPage = (url, make) => {
    app.get(url, {
      schema: { hide: true },
      handler: async (request, reply) => {
        mediaType(request, ['text/html']);
        const languages = languagesOf(request, EN.language);
        reply.header('vary', 'accept-language');
        const made = await make(request, inLanguages(store, languages));
        if ('movedTo' in made) return reply.redirect(`${site.base}${movedUrl(request.url, made.movedTo)}`, 308);
        if ('seeOther' in made) return reply.redirect(`${site.base}${made.seeOther}`, 308);
        return sendPage(request, reply, site, { ...made, namesIn: languages });
      },
    });
  };

  app.get('/favicon.svg', {
    config: { open: true },
    schema: { hide: true },
    handler: (_request, reply) =>
      reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(ICON),
  });

  page('/', async (_request, named) => {
    const found = await overview(named);
    return {
      title: EN.name,
      labels: found.labels,
      forms: { alternates: [['application/json', '/v1/coverage']] },
      children: <HomePage overview={found} />,
    };
  });

  recordPages(app, page, { store, site, formatter: app.formatter });
  listPages(app, page, { store });
  crawlerRoutes(app, { store, site });
  graphPages(page);
  changePages(page);
  actRoutes(app, { store, site });
  deskPages(app, page, { store, site, bySecond });
  signInRoutes(app, { site, authentication });

  return {
    problem: async (problem, request, reply) =>
      sendProblemPage(request, reply, site, problem, await meantBy(store, problem)),
    catalogue: (code, request, reply) => sendPage(request, reply, site, problemsPage(code)),
  };
};
