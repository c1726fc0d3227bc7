import { z } from 'zod';
import { Bundle } from '../bundle/format.ts';
import { CATALOGUE } from '../model/errors.ts';
import { ALL_TYPES } from '../model/types.ts';
import type { RecordType } from '../model/define.ts';
import type { TypeName } from '../model/ids.ts';
import { ChangeSet, Moment, Revision } from '../queries/change-form.ts';
import { Figure } from '../queries/coverage.ts';
import { Duplicate } from '../queries/duplicates.ts';
import { Evidence, ForumRegionLink } from '../queries/links.ts';
import { Brief, Neighbour, NeighbourGroup } from '../queries/neighbourhood.ts';
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
import { componentOf, writtenComponentOf } from './openapi.ts';

/*
 * The schemas of the OpenAPI document, made from the model.
 */

/** A record as it is written. */
const writtenForm = ({ name, about, written, unanswered, view }: RecordType): z.ZodObject =>
  z
    .object({
      type: z.literal(name),
      ...written.omit(Object.fromEntries(unanswered.map((field) => [field, true]))).shape,
      revision: view.shape['revision'],
    })
    .describe(`${about} As it is written.`);
/**
 * A schema as one of answers: alternatives are told as `anyOf` everywhere, since without some of their fields they no
 * longer exclude one another; nothing has a default, since what is not there was not asked for.
 */
const ofAnswers = (schema: Json): Json =>
  JSON.parse(JSON.stringify(schema), (key, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || key === 'properties') return value;
    const { oneOf, default: _default, ...rest } = value;
    return { ...rest, ...(oneOf && { anyOf: oneOf }) };
  });

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
    Moment,
    Revision,
  }))
    registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io: 'output', uri: (id) => `#/components/schemas/${id}` }) as {
    schemas: Record<string, Json>;
  };
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _schema, $id: _id, ...schema }]) => [name, ofAnswers(schema)]),
  );
};

const chains = { type: 'array', items: { anyOf: [refTo('ProvenanceChain'), refTo('ChainOfIds')] } };
/** What pages of provenance hold: chains, and what they are of. */
const PROVENANCE: Record<string, Json> = {
  ClaimProvenance: {
    description: 'What a claim rests on: a page of chains.',
    ...object({ claim: refTo('Claim'), corroboration: refTo('Corroboration'), chains }),
  },
  StatementProvenance: {
    description: 'What a statement rests on: a page of chains.',
    ...object({
      statement: refTo('StatementOfChain'),
      claims: { type: 'array', items: object({ id: { type: 'string' }, corroboration: refTo('Corroboration') }) },
      chains,
    }),
  },
};

/** Whatever `fields` asks for parts of, beside records. */
const IN_PART = [
  'ForumRegionLink',
  'Position',
  'TakenStance',
  'Evidence',
  'ProvenanceChain',
  'ChainOfIds',
  'StatementOfChain',
  'Corroboration',
  ...Object.keys(PROVENANCE),
];

/** The schemas of what `fields` leaves over, which may be anything on any level; of records, type and id stay. */
const partials = (whole: Record<string, Json>): Record<string, Json> => {
  const records = ALL_TYPES.map(({ name }) => componentOf(name));
  const names = [...records, ...IN_PART];
  const refs = new Map(names.map((name) => [refTo(name)['$ref'], refTo(`Partial${name}`)['$ref']]));
  const partial = (schema: Json): Json =>
    JSON.parse(JSON.stringify(schema), (key, value) => {
      if (key === '$ref') return refs.get(value) ?? value;
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      const { required, ...rest } = value;
      return Array.isArray(required) ? rest : value;
    });
  return Object.fromEntries(
    names.map((name) => {
      const { description, ...schema } = partial(whole[name]!);
      const required = records.includes(name) ? { required: ['type', 'id'] } : {};
      return [
        `Partial${name}`,
        { description: `${description} The fields of it that were asked for.`, ...schema, ...required },
      ];
    }),
  );
};

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
  const made = { ...registered(), ...PROVENANCE };
  return {
    ...made,
    ...partials(made),
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
