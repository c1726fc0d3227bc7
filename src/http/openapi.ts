import { z } from 'zod';
import { Bundle } from '../bundle/format.ts';
import { CATALOGUE, type ErrorCode } from '../model/errors.ts';
import { ALL_TYPES, TYPES } from '../model/types.ts';
import type { RecordType } from '../model/define.ts';
import type { TypeName } from '../model/ids.ts';
import { ChangeSet, Revision } from '../queries/change-form.ts';
import { Figure } from '../queries/coverage.ts';
import { Duplicate } from '../queries/duplicates.ts';
import { Evidence, ForumRegionLink } from '../queries/links.ts';
import { Brief, Neighbour, NeighbourGroup } from '../queries/neighbourhood.ts';
import type { Parameters } from '../queries/parameters.ts';
import { Paths, PathStep } from '../queries/paths.ts';
import { Position, TakenStance } from '../queries/position.ts';
import {
  ChainOfIds,
  Corroboration,
  ProvenanceChain,
  StatementBesideChains,
  StatementOfChain,
} from '../queries/provenance-form.ts';
import { Suggestion } from '../queries/autocomplete.ts';
import { Hit } from '../queries/search.ts';
import { QuotePlace, QuoteVerdict } from '../queries/verify-answer.ts';
import { besideLists } from './openapi-lists.ts';
import { object, refTo, type Json } from './openapi-parts.ts';
import { PROBLEM_JSON, STATUS } from './problem.ts';

export { refTo } from './openapi-parts.ts';

/*
 * The pieces of the OpenAPI document: schemas made from the model, and answers made from those.
 */

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
export const componentOf = (type: TypeName): string => capital(type);
/** A record as it is written. */
const writtenComponentOf = (type: TypeName): string => `${componentOf(type)}AsWritten`;
const writtenForm = ({ name, about, written, unanswered }: RecordType): z.ZodObject =>
  z
    .object({
      type: z.literal(name),
      ...written.omit(Object.fromEntries(unanswered.map((field) => [field, true]))).shape,
    })
    .describe(`${about} As it is written.`);

const registered = (): Record<string, Json> => {
  const registry = z.registry<{ id: string }>();
  for (const type of ALL_TYPES) {
    registry.add(type.view, { id: componentOf(type.name) });
    registry.add(writtenForm(type), { id: writtenComponentOf(type.name) });
  }
  for (const [id, schema] of Object.entries({
    ForumRegionLink,
    Position,
    TakenStance,
    Evidence,
    ProvenanceChain,
    ChainOfIds,
    StatementBesideChains,
    StatementOfChain,
    Brief,
    Corroboration,
    Figure,
    Neighbour,
    NeighbourGroup,
    PathStep,
    Paths,
    Hit,
    Duplicate,
    Suggestion,
    QuotePlace,
    QuoteVerdict,
    Bundle,
    ChangeSet,
    Revision,
  }))
    registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io: 'output', uri: (id) => `#/components/schemas/${id}` }) as {
    schemas: Record<string, Json>;
  };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _schema, $id: _id, ...schema }]) => [name, schema]),
  );
};

/** `fields=` may leave out any field, on any level. */
const sparse = (schema: Json): Json =>
  JSON.parse(JSON.stringify(schema), (_key, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    // Without required fields the alternatives of a union no longer exclude one another.
    const { required, oneOf, ...rest } = value;
    return { ...rest, ...(Array.isArray(required) ? {} : required && { required }), ...(oneOf && { anyOf: oneOf }) };
  });

const recordComponents = (components: Record<string, Json>): Record<string, Json> =>
  Object.fromEntries(
    ALL_TYPES.map(({ name }) => [
      componentOf(name),
      { ...sparse(components[componentOf(name)]!), required: ['type', 'id'] },
    ]),
  );

/** Beside chains of evidence a statement stands without them. */
const includedAs = (type: TypeName): Json =>
  type === 'statement' ? { anyOf: [refTo(componentOf(type)), refTo('StatementOfChain')] } : refTo(componentOf(type));

/** Schemas of several parts, by name. @throws Error where two have one name, of which one would be told for the other */
export const together = (...parts: readonly Record<string, Json>[]): Record<string, Json> => {
  const all = parts.flatMap((part) => Object.entries(part));
  const twice = all.find(([name], i) => all.findIndex(([other]) => other === name) !== i);
  if (twice !== undefined) throw new Error(`the API description has two schemas ${twice[0]}`);
  return Object.fromEntries(all);
};

/** Every schema of the document, by name. */
export const components = (): Record<string, Json> => {
  const made = registered();
  return {
    ...made,
    ...recordComponents(made),
    ...Object.fromEntries(
      [
        'ForumRegionLink',
        'Position',
        'TakenStance',
        'Evidence',
        'ProvenanceChain',
        'ChainOfIds',
        'StatementBesideChains',
        'StatementOfChain',
        'Corroboration',
      ].map((name) => [name, sparse(made[name]!)]),
    ),
    Included: {
      description: 'Records that others in the answer refer to, by type and id.',
      ...object(
        Object.fromEntries(
          ALL_TYPES.map((type) => [type.plural, { type: 'object', additionalProperties: includedAs(type.name) }]),
        ),
        ALL_TYPES.map((type) => type.plural),
      ),
    },
    ...besideLists,
    Page: object(
      {
        limit: { type: 'integer' },
        nextCursor: {
          type: ['string', 'null'],
          description: 'Give it as cursor for the next page; null on the last one.',
        },
        total: { type: 'integer', description: 'How many records the whole list has; only with count=true.' },
      },
      ['total'],
    ),
    Links: {
      ...object({ self: { type: 'string' }, next: { type: 'string' } }, ['next']),
      additionalProperties: { type: 'string' },
    },
    Problem: {
      description: 'A problem (RFC 9457).',
      ...object(
        {
          type: { type: 'string', description: 'Address of the explanation of the code.' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string' },
          instance: { type: 'string' },
          code: { type: 'string', enum: Object.keys(CATALOGUE) },
          recordType: { type: 'string', description: 'With not-found and gone: the type of the record.' },
          id: { type: 'string', description: 'With not-found and gone: the id asked for.' },
          errors: {
            type: 'array',
            items: object(
              {
                parameter: { type: 'string' },
                pointer: { type: 'string' },
                code: { type: 'string' },
                detail: { type: 'string' },
              },
              ['parameter', 'pointer'],
            ),
          },
        },
        ['recordType', 'id', 'errors'],
      ),
    },
  };
};

export const listOf = (items: Json, extra: Json = {}): Json =>
  object({ data: { type: 'array', items }, ...extra, page: refTo('Page'), links: refTo('Links') }, Object.keys(extra));
/** A record in the form that is asked for. */
export const recordOrWritten = (type: TypeName): Json => ({
  anyOf: [refTo(componentOf(type)), refTo(writtenComponentOf(type))],
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
const ALWAYS: readonly ErrorCode[] = ['invalid-parameters', 'not-acceptable', 'rate-limited'];
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
  problems([...ALWAYS, ...BY_TOKEN, ...FROM_STORE, ...codes]);

/** The responses of a route: bodies by media type for 200, and what can go wrong. */
export const responses = (
  description: string,
  bodies: Record<string, Json>,
  {
    codes = [],
    moved = false,
    store = true,
    open = false,
  }: { codes?: readonly ErrorCode[]; moved?: boolean; store?: boolean; open?: boolean } = {},
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
  ...problems([...ALWAYS, ...(open ? [] : BY_TOKEN), ...(store ? FROM_STORE : []), ...codes]),
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
export const querystring = (parameters: Parameters, required: readonly string[] = []): Json => ({
  type: 'object',
  ...(required.length > 0 && { required: [...required] }),
  explode: false,
  properties: Object.fromEntries(
    Object.entries(parameters).map(([name, { about, schema }]) => [name, { description: about, ...schema }]),
  ),
});

export const idParams = (...names: [string, TypeName][]): Json => ({
  type: 'object',
  properties: Object.fromEntries(
    names.map(([name, type]) => [name, { type: 'string', description: `Id of the ${TYPES[type].name}.` }]),
  ),
});
