import { z } from 'zod';
import { Batch, MergeInto } from '../../edit/batch.ts';
import type { ErrorCode } from '../../model/errors.ts';
import type { TypeName } from '../../model/ids.ts';
import { TYPES } from '../../model/types.ts';
import { componentOf, idParams, querystring, refTo } from '../openapi.ts';
import { responsesOfWrite, bodyComponentOf } from '../openapi-writes.ts';
import { writeParameters } from '../written.ts';

/*
 * How the routes that write are described.
 */

export const PATCH_MEDIA = 'application/merge-patch+json';

type Json = Record<string, unknown>;
type Way = 'put' | 'patch' | 'delete' | 'merge';

const schemaOf = (schema: z.ZodType): Json => {
  const { $schema: _schema, ...described } = z.toJSONSchema(schema, { io: 'input' });
  return described;
};

const header = (description: string, bounds: Json = {}): Json => ({ type: 'string', description, ...bounds });

const IF_MATCH = header(
  'The revision that is meant, as the ETag of the record begins with it: "12", or * for whichever stands.',
);
const HEADERS = {
  'Idempotency-Key': header(
    'Names the request, so that repeated within a day it is not made twice, and is answered the same; 1 to 255 letters, digits and signs.',
    { pattern: '^[!-~]{1,255}$' },
  ),
  'Dictum-Comment': header("Why; stands with the change. In UTF-8, as it is or percent-encoded after UTF-8''.", {
    pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]*$',
  }),
};

const WAYS: Readonly<Record<Way, { summary: (name: string) => string; about: string; codes: readonly ErrorCode[] }>> = {
  put: {
    summary: (name) => `Create or replace one ${name}`,
    about:
      'Takes the record as it is written (form=written), or as it is answered: what is derived is passed over, and whatever is as it was answered stays as it is written. Creates with If-None-Match: *, also where the record was deleted, and replaces with If-Match.',
    codes: ['not-found', 'gone', 'precondition-required', 'precondition-failed', 'invalid-record', 'key-reused'],
  },
  patch: {
    summary: (name) => `Change some fields of one ${name}`,
    about:
      'A JSON Merge Patch (RFC 7396) of the record as it is written. A field that is null is taken out; lists are replaced whole.',
    codes: ['not-found', 'gone', 'precondition-required', 'precondition-failed', 'invalid-record', 'key-reused'],
  },
  delete: {
    summary: (name) => `Delete one ${name}`,
    about: 'Refused while others refer to it, which are named. Its id answers 410 from then on.',
    codes: ['not-found', 'gone', 'precondition-failed', 'in-use', 'key-reused'],
  },
  merge: {
    summary: (name) => `Merge one ${name} into another`,
    about: 'Whoever referred to it refers to the other; its id leads there from then on.',
    codes: ['not-found', 'gone', 'precondition-failed', 'invalid-record', 'key-reused'],
  },
};

const WITH_BODY: readonly ErrorCode[] = ['invalid-body', 'too-large', 'unsupported-media-type'];

const security = [{ token: ['write'] }];

/** The description of a route that writes records of a type. */
export const describeWrite = (type: TypeName, way: Way): Json => {
  const { name, plural } = TYPES[type];
  const { summary, about, codes } = WAYS[way];
  const conditions = way === 'put' ? { 'If-None-Match': header('* creates the record.', { enum: ['*'] }) } : {};
  return {
    operationId: `${way}${componentOf(type)}`,
    tags: [plural],
    summary: summary(name),
    description: about,
    security,
    params: idParams(['id', type]),
    querystring: querystring(writeParameters),
    headers: { type: 'object', properties: { 'If-Match': IF_MATCH, ...conditions, ...HEADERS } },
    ...(way === 'put' && { body: refTo(bodyComponentOf(type)) }),
    ...(way === 'patch' && { consumes: [PATCH_MEDIA], body: { type: 'object', additionalProperties: true } }),
    ...(way === 'merge' && { body: schemaOf(MergeInto) }),
    response: responsesOfWrite([...codes, ...(way === 'delete' ? [] : WITH_BODY)], {
      created: way === 'put',
      moved: true,
    }),
  };
};

/** The description of the route that undoes a change set. */
export const describeRevert: Json = {
  operationId: 'revertChange',
  tags: ['changes'],
  summary: 'Undo a change set',
  description:
    'Gives each record that it changed what it was before, a merge too, in a change set of its own. Refused where others changed one of them since, or refer to one that it made; the answer names those.',
  security,
  params: {
    type: 'object',
    properties: { number: { type: 'string', description: 'Number of the change set.' } },
  },
  querystring: querystring(writeParameters),
  headers: { type: 'object', properties: HEADERS },
  response: responsesOfWrite(['not-found', 'gone', 'not-revertible', 'key-reused'], { created: false, moved: false }),
};

/** The description of the route that writes several records at once. */
export const describeBatch: Json = {
  operationId: 'writeChanges',
  tags: ['changes'],
  summary: 'Write several records at once, all of them or none',
  description:
    'Each change names the revision that has to stand, as If-Match does. Everything that is wrong is told in one answer.',
  security,
  querystring: querystring(writeParameters),
  headers: { type: 'object', properties: HEADERS },
  body: schemaOf(Batch),
  response: responsesOfWrite(
    [...WITH_BODY, 'not-found', 'gone', 'precondition-failed', 'invalid-record', 'in-use', 'key-reused'],
    { created: false, moved: false },
  ),
};
