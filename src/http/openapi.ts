import { capital } from '../model/text.ts';
import { CATALOGUE, type ErrorCode } from '../model/errors.ts';
import { TYPES } from '../model/types.ts';
import type { TypeName } from '../model/ids.ts';
import { asProperties, type Parameters } from '../queries/parameters.ts';
import { object, refTo, type Json } from './openapi-parts.ts';
import { PROBLEM_JSON, STATUS } from './problem.ts';

export { refTo } from './openapi-parts.ts';

/*
 * The pieces that routes are described with in the OpenAPI document; the schemas that they name are in openapi-schemas.ts.
 */

export const componentOf = (type: TypeName): string => capital(type);

export const listOf = (items: Json, extra: Json = {}): Json =>
  object({ data: { type: 'array', items }, ...extra, page: refTo('Page'), links: refTo('Links') }, Object.keys(extra));
export const writtenComponentOf = (type: TypeName): string => `${componentOf(type)}AsWritten`;
/** What an answer has whole, or with `fields` in part. */
export const wholeOrPartial = (...names: string[]): Json => ({
  anyOf: [...names, ...names.map((name) => `Partial${name}`)].map(refTo),
});
/** A record in the form that is asked for. */
export const recordOrWritten = (type: TypeName): Json => ({
  anyOf: [componentOf(type), writtenComponentOf(type), `Partial${componentOf(type)}`].map(refTo),
});
export const recordList = (type: TypeName): Json =>
  listOf(recordOrWritten(type), {
    included: refTo('Included'),
    facets: refTo('Facets'),
    facetTotals: refTo('FacetTotals'),
    ...(TYPES[type].range !== null && { histogram: refTo('Histogram') }),
  });
export const single = (data: Json, extra: Json = {}): Json =>
  object({ data, ...extra, links: refTo('Links') }, Object.keys(extra));

const content = (bodies: Record<string, Json>): Json =>
  Object.fromEntries(Object.entries(bodies).map(([media, schema]) => [media, { schema }]));

const ETAG = { etag: { description: 'Strong validator of this representation.', type: 'string' } };

/** What every route may answer beside its own, and what those may that ask the store. */
const ALWAYS: readonly ErrorCode[] = ['invalid-parameters', 'not-acceptable'];
/** What every route may answer that is not outside of all limits. */
const BY_LIMIT: readonly ErrorCode[] = ['rate-limited'];
/** What a token can be wrong by, or its lack where READ=token. */
const BY_TOKEN: readonly ErrorCode[] = ['no-token', 'invalid-token', 'insufficient-scope'];
const FROM_STORE: readonly ErrorCode[] = [
  'internal',
  'store-unreachable',
  'loading',
  'overloaded',
  'behind',
  'too-slow',
];

const problems = (codes: readonly ErrorCode[]): Json => {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) byStatus.set(STATUS[code].status, [...(byStatus.get(STATUS[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, of]) => [
      status,
      {
        description: of.map((code) => CATALOGUE[code].title).join(', or '),
        content: content({ [PROBLEM_JSON]: refTo('Problem') }),
      },
    ]),
  );
};

/** What can go wrong with a route that asks the store, beside what always can. */
export const problemsOf = (codes: readonly ErrorCode[]): Json =>
  problems([...ALWAYS, ...BY_LIMIT, ...BY_TOKEN, ...FROM_STORE, ...codes]);

/** The responses of a route: bodies by media type for 200, and what can go wrong. */
export const responses = (
  description: string,
  bodies: Record<string, Json>,
  {
    codes = [],
    moved = false,
    store = true,
    open = false,
    limited = true,
  }: { codes?: readonly ErrorCode[]; moved?: boolean; store?: boolean; open?: boolean; limited?: boolean } = {},
): Json => ({
  200: { description, headers: ETAG, content: content(bodies) },
  304: { type: 'null', description: 'The client has this representation already.' },
  ...(moved && {
    308: {
      type: 'null',
      description: 'The record was merged into another; Location leads there.',
      headers: { location: { type: 'string', description: 'The address of the record that it was merged into.' } },
    },
  }),
  ...problems([
    ...ALWAYS,
    ...(limited ? BY_LIMIT : []),
    ...(open ? [] : BY_TOKEN),
    ...(store ? FROM_STORE : []),
    ...codes,
  ]),
});

/** The responses of a route that is posted to, or that streams all there is; they have no validators. */
export const responsesUnvalidated = (
  description: string,
  bodies: Record<string, Json>,
  codes: readonly ErrorCode[],
): Json => ({
  200: { description, content: content(bodies) },
  ...problemsOf(codes),
});

/** The query parameters of a route as a schema that the document generator turns into parameters. */
export const querystring = (parameters: Parameters): Json => {
  const { properties, required } = asProperties(parameters);
  return { type: 'object', ...(required.length > 0 && { required }), explode: false, properties };
};

export const idParams = (...names: [string, TypeName][]): Json => ({
  type: 'object',
  properties: Object.fromEntries(
    names.map(([name, type]) => [name, { type: 'string', description: `Id of the ${TYPES[type].name}.` }]),
  ),
});
