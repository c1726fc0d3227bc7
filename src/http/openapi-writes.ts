import { z } from 'zod';
import type { ErrorCode } from '../model/errors.ts';
import { TYPE_NAMES, type TypeName } from '../model/ids.ts';
import { ALL_TYPES } from '../model/types.ts';
import { JSON_MEDIA } from './negotiate.ts';
import { componentOf, problemsOf, refTo, single } from './openapi.ts';

/*
 * What the routes that write take and answer, for the API description.
 */

type Json = Record<string, any>;

export const bodyComponentOf = (type: TypeName): string => `${componentOf(type)}Body`;

/** Records as they are written, by the names of their components. */
const writtenComponents = (): Json => {
  const registry = z.registry<{ id: string }>();
  for (const { name, written } of ALL_TYPES) registry.add(written, { id: bodyComponentOf(name) });
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: (id) => `#/components/schemas/${id}` }) as {
    schemas: Record<string, Json>;
  };
  return Object.fromEntries(
    // The address names the id, and what an answer has beside is passed over.
    Object.entries(schemas).map(
      ([name, { $schema: _schema, $id: _id, additionalProperties: _none, required = [], ...schema }]) => [
        name,
        { ...schema, required: (required as string[]).filter((field) => field !== 'id') },
      ],
    ),
  );
};

const text = (description: string): Json => ({ type: 'string', description });
const list = (items: Json): Json => ({ type: 'array', items });
const object = (properties: Json, required = Object.keys(properties)): Json => ({
  type: 'object',
  properties,
  required,
});

const ADDRESS = { type: { type: 'string', enum: TYPE_NAMES }, id: { type: 'string' } };
const nothing = { type: 'null' };
const WithoutChange = {
  description: 'A write after which all is as it was, or whose change set was pruned from the log since.',
  ...object({
    number: { type: ['integer', 'null'], description: 'The change set that was pruned.' },
    at: nothing,
    by: nothing,
    comment: nothing,
    kind: { const: 'write' },
    changes: { type: 'array', maxItems: 0, items: refTo('Difference') },
  }),
};

const Difference = object({ pointer: text('JSON pointer.'), before: {}, after: {} }, ['pointer']);
const Differing = object({ ...ADDRESS, differs: list(refTo('Difference')) });
const Link = object({ region: { type: 'string' }, forum: { type: 'string' } });
const counts = ['created', 'updated', 'unchanged', 'deleted', 'merged'];

const Rehearsal = {
  description: 'What a write would change, and what would follow from it; nothing was written.',
  ...object({
    dryRun: { type: 'boolean', const: true },
    counts: object(Object.fromEntries(counts.map((name) => [name, { type: 'integer' }]))),
    changes: list(
      object(
        { ...Differing['properties'], mergedInto: { type: 'string' }, deleted: { type: 'boolean', const: true } },
        Differing['required'],
      ),
    ),
    derived: {
      description: 'Answers that would change beside what is written: the first of them.',
      ...object({ count: { type: 'integer' }, records: list(Differing) }),
    },
    links: {
      description: 'Links of regions with forums that would have their first evidence, or lose their last.',
      ...object({ come: list(Link), go: list(Link) }),
    },
    remarks: list(object({ ...ADDRESS, pointer: text('JSON pointer.'), detail: text('What somebody should know.') })),
  }),
};

const RevertRehearsal = object({
  dryRun: { type: 'boolean', const: true },
  reverts: { type: 'integer' },
  records: { type: 'integer' },
});

/** The schemas of what the routes that write take and answer. */
export const componentsOfWrites = (): Json => ({
  ...writtenComponents(),
  WithoutChange,
  Difference,
  Rehearsal,
  RevertRehearsal,
});

const REVISION = { etag: text('The revision of the record, in quotation marks.') };
const BOOKMARK = {
  'dictum-bookmark': text('Sent with a request to another instance, it waits until that sees the change.'),
};

const CHANGED = [refTo('ChangeSet'), refTo('WithoutChange')];

/** The responses of a route that writes. */
export const responsesOfWrite = (
  codes: readonly ErrorCode[],
  { created, moved }: { created: boolean; moved: boolean },
): Json => ({
  200: {
    description: 'The change set, or with dryRun=true what it would be.',
    headers: { ...REVISION, ...BOOKMARK },
    content: {
      [JSON_MEDIA]: { schema: single({ anyOf: [...CHANGED, refTo('Rehearsal'), refTo('RevertRehearsal')] }) },
    },
  },
  ...(created && {
    201: {
      description: 'The record was created.',
      headers: { ...REVISION, ...BOOKMARK, location: text('The address of the record.') },
      content: { [JSON_MEDIA]: { schema: single({ anyOf: CHANGED }) } },
    },
  }),
  ...(moved && {
    308: {
      type: 'null',
      description: 'The record was merged into another; Location leads there.',
      headers: { location: text('The address of the record that it was merged into.') },
    },
  }),
  ...problemsOf(codes),
});
