import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DictumError } from '../model/errors.ts';
import { factMembers } from '../model/fields.ts';
import type { TypeName } from '../model/ids.ts';
import { typeByPlural } from '../model/types.ts';
import { tellFacts, type Telling } from '../queries/facts.ts';
import { answerIn, languageParameter, NamesIn } from '../queries/named-in.ts';
import { invalidParameter, readParameters } from '../queries/parameters.ts';
import type { Store } from '../store/port.ts';
import { storeFor } from './as-of.ts';
import { querystring } from './openapi.ts';

/*
 * The last of an answer of the interface: facts are told in sentences, and records called by their names in the languages
 * that are asked for.
 */

declare module 'fastify' {
  interface FastifyRequest {
    /** The languages that records are to be called by; null where none are asked for. */
    languages: readonly string[] | null;
  }
}

/** Whether an answer goes out as it is stored: a bundle is signed so. */
const isSealed = (route: string): boolean => route.endsWith('/bundle');

/** Routes whose answers have no names, or those of one time: exports, the log, what the service says of itself. */
const UNNAMED = /^\/v1\/(export|changes|whoami|openapi)|\/(bundle|revisions)(\/|$)/;

const takesLanguages = (method: string | readonly string[], route: string): boolean =>
  [method].flat().some((each) => each === 'GET' || each === 'HEAD') && route.startsWith('/v1/') && !UNNAMED.test(route);

/** The members of facts that the parameter `fields` of a request asks for; null for all. */
const membersAsked = (query: unknown): string[] | null => {
  const { fields = [] } = query as { fields?: string | string[] };
  return factMembers([fields].flat().flatMap((each) => each.split(',').map((path) => path.trim().split('.'))));
};

/** The type whose list, or the counts of which, an address answers. */
const listedBy = ({ url = '' }: { url?: string | undefined }): TypeName | null =>
  url
    .split('/')
    .toReversed()
    .flatMap((step) => typeByPlural(step)?.name ?? [])[0] ?? null;

/** The facet of which an address answers the values. */
const facetIn = ({ routeOptions, params }: FastifyRequest): string | undefined =>
  routeOptions.url?.startsWith('/v1/facets/') ? (params as { name: string }).name : undefined;

const JSON_ANSWER = /^application\/json\b/;

const named = async (
  store: Store,
  payload: string,
  telling: Telling,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<string> => {
  const names = new NamesIn(store, request.languages!);
  const [told] = await tellFacts(store, [payload], { ...telling, labelsOf: (_, keys) => names.labels(keys) });
  const lang = request.languages!.join();
  const answer = await answerIn(JSON.parse(told!), names, {
    of: listedBy(request.routeOptions),
    lang,
    facet: facetIn(request),
  });
  if (names.used.size > 0) reply.header('content-language', [...names.used].join(', '));
  return JSON.stringify(answer);
};

const onlyInJson = (): DictumError =>
  invalidParameter(
    'lang',
    'names are chosen in application/json; leave lang out, or accept that',
    'a parameter is not understood: lang',
  );

/** Adds this to all routes of the interface. */
export const tellAnswers = (app: FastifyInstance, { store }: { store: Store }): void => {
  app.decorateRequest('languages', null);

  app.addHook('onRoute', (route) => {
    const { properties } = (route.schema?.querystring ?? {}) as { properties?: object };
    if (properties !== undefined && takesLanguages(route.method, route.url))
      Object.assign(properties, (querystring({ lang: languageParameter }) as { properties: object }).properties);
  });

  app.addHook('onRequest', (request, _reply, done) => {
    const query = request.query as Record<string, string | string[]>;
    if (query['lang'] !== undefined && takesLanguages(request.method, request.routeOptions.url ?? '')) {
      const { lang } = query;
      // The questions of the store know nothing of it.
      delete query['lang'];
      request.languages = readParameters({ lang }, { lang: languageParameter }).lang!;
    }
    done();
  });

  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (request.isKept || reply.statusCode !== 200 || !request.url.startsWith('/v1/')) return payload;
    const isJson = JSON_ANSWER.test(String(reply.getHeader('content-type')));
    if (request.languages !== null && !isJson) throw onlyInJson();
    if (typeof payload !== 'string' || !isJson || isSealed(request.routeOptions.url ?? '')) return payload;
    const telling = { members: membersAsked(request.query) };
    const asked = storeFor(store, request);
    if (request.languages !== null) return named(asked, payload, telling, request, reply);
    const [told] = await tellFacts(asked, [payload], telling);
    return told;
  });
};
