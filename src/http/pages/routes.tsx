import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DictumError, ErrorCode } from '../../model/errors.ts';
import type { TypeName } from '../../model/ids.ts';
import { ALL_TYPES, TYPES } from '../../model/types.ts';
import { recordAround } from '../../queries/around.ts';
import { labelsOf } from '../../queries/labels.ts';
import { probablyMeant } from '../../queries/meant.ts';
import { overview } from '../../queries/overview.ts';
import type { RawParameters } from '../../queries/parameters.ts';
import { isCitable } from '../../queries/references.ts';
import { beginningOf } from '../../queries/related.ts';
import { claimJsonLd, statementJsonLd } from '../../queries/schema-org.ts';
import { claimTrail, statementTrail } from '../../queries/trail.ts';
import type { Store } from '../../store/port.ts';
import { mediaType } from '../negotiate.ts';
import { assetRoutes, ICON } from './assets.ts';
import { ClaimPage } from './claim.tsx';
import { pageOf } from './context.tsx';
import { sendPage, type Site } from './frame.tsx';
import { HomePage } from './home.tsx';
import { listPages, problemsPage } from './list-routes.tsx';
import type { AddPage, Made } from './made.ts';
import { absentKey, NOTHING_MEANT, sendProblemPage, type Meant } from './problem-page.tsx';
import { RecordPage } from './record.tsx';
import type { RelationView } from './relations.tsx';
import { StatementPage } from './statement.tsx';
import { EN } from './texts.ts';
import type { Forms } from './this-as.tsx';

/*
 * The pages for people. Each is a function of what a query answers, and has an address that an answer of the interface
 * has too, without /v1.
 */

type ById = { Params: { id: string } };

/** Makes the page of one record. */
type MakeRecordPage = (store: Store, type: TypeName, id: string, raw: RawParameters) => Promise<Made>;

const formsOf = (type: TypeName, id: string): Forms => {
  const data = `/v1${pageOf(type, id)}`;
  const linked = type === 'statement' || type === 'claim';
  return {
    alternates: [
      ['application/json', linked ? `${data}/provenance` : data],
      ...(linked ? [['application/ld+json', data] as const] : []),
      ...(type === 'statement' ? [['application/vnd.dictum.bundle+json', `${data}/bundle`] as const] : []),
    ],
    ...(isCitable(type) || type === 'claim' ? { references: `${pageOf(type, id)}/references` } : {}),
  };
};

/** Where linked data cannot be had a page is shown all the same. */
const linkedData = async (
  found: Promise<{ document: object } | { movedTo: string }>,
): Promise<{ linkedData?: object }> => {
  const document = await found.catch(() => null);
  return document !== null && 'document' in document ? { linkedData: document.document } : {};
};

const RELATIONS = { limit: '20' };

const statementPage: MakeRecordPage = async (store, type, id, raw) => {
  const [trail, relations, linked] = await Promise.all([
    statementTrail(store, id, raw),
    beginningOf<RelationView>(store, 'relation', { filter: 'statement', value: id }, RELATIONS),
    linkedData(statementJsonLd(store, id, {})),
  ]);
  if ('movedTo' in trail) return trail;
  return {
    title: trail.view.label,
    labels: new Map([...relations.labels, ...trail.labels]),
    forms: formsOf(type, id),
    ...linked,
    children: <StatementPage trail={trail} relations={relations} />,
  };
};

const claimPage: MakeRecordPage = async (store, type, id, raw) => {
  const [trail, relations, linked] = await Promise.all([
    claimTrail(store, id, raw),
    beginningOf<RelationView>(store, 'relation', { filter: 'claim', value: id }, RELATIONS),
    linkedData(claimJsonLd(store, id, {})),
  ]);
  if ('movedTo' in trail) return trail;
  return {
    title: trail.view.label,
    labels: new Map([...relations.labels, ...trail.labels]),
    forms: formsOf(type, id),
    ...linked,
    children: <ClaimPage trail={trail} relations={relations} />,
  };
};

const recordPage: MakeRecordPage = async (store, type, id) => {
  const around = await recordAround(store, { type, id });
  if ('movedTo' in around) return around;
  return {
    title: around.view.label,
    labels: around.labels,
    forms: formsOf(type, id),
    children: <RecordPage around={around} />,
  };
};

const RECORD_PAGES: Partial<Record<TypeName, MakeRecordPage>> = { statement: statementPage, claim: claimPage };

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

/** The path of an address, without a slash at its end. */
const pathOf = (address: string): string => (address === '' ? '' : new URL(address).pathname.replace(/\/$/, ''));

/** The address of a page with another record in its path. */
const movedUrl = (url: string, to: string): string => url.replace(/^(\/[^/?]+\/)[^/?]+/, `$1${to}`);

/** What other routes answer with a page where a browser asks. */
export type Pages = {
  problem: SendProblem;
  /** The catalogue of errors, or one of its codes. */
  catalogue: (code: ErrorCode | null, request: FastifyRequest, reply: FastifyReply) => FastifyReply;
};

/** Adds the pages to an app. */
export const pageRoutes = (app: FastifyInstance, { store, publicUrl }: { store: Store; publicUrl: string }): Pages => {
  const site: Site = { assets: assetRoutes(app), base: pathOf(publicUrl), publicUrl };

  const page: AddPage = (url, make) => {
    app.get(url, {
      schema: { hide: true },
      handler: async (request, reply) => {
        mediaType(request, ['text/html']);
        const made = await make(request);
        if ('movedTo' in made) return reply.redirect(`${site.base}${movedUrl(request.url, made.movedTo)}`, 308);
        if ('seeOther' in made) return reply.redirect(`${site.base}${made.seeOther}`, 308);
        return sendPage(request, reply, site, made);
      },
    });
  };

  app.get('/favicon.svg', {
    config: { open: true },
    schema: { hide: true },
    handler: (_request, reply) =>
      reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(ICON),
  });

  page('/', async () => {
    const found = await overview(store);
    return {
      title: EN.name,
      labels: found.labels,
      forms: { alternates: [['application/json', '/v1/coverage']] },
      children: <HomePage overview={found} />,
    };
  });

  for (const { name } of ALL_TYPES) {
    page(`/${TYPES[name].plural}/:id`, (request) =>
      (RECORD_PAGES[name] ?? recordPage)(
        store,
        name,
        (request as FastifyRequest<ById>).params.id,
        request.query as RawParameters,
      ),
    );
  }

  listPages(app, page, { store });

  return {
    problem: async (problem, request, reply) =>
      sendProblemPage(request, reply, site, problem, await meantBy(store, problem)),
    catalogue: (code, request, reply) => sendPage(request, reply, site, problemsPage(code)),
  };
};
