import { z } from 'zod';
import { DictumError } from '../model/errors.ts';
import { faultsOf } from '../model/faults.ts';
import { Id, TYPE_NAMES } from '../model/ids.ts';
import type { Operation } from './operations.ts';

/** How many records one batch may write. */
const MOST = 10_000;

const address = { type: z.enum(TYPE_NAMES), id: Id };
const revision = {
  revision: z.union([z.int().min(1), z.literal('*')]).describe('The revision that has to stand; * for whichever does.'),
};

/** What can be done to one record in a batch. */
export const BatchChange = z.discriminatedUnion('op', [
  z
    .strictObject({
      op: z.literal('put'),
      ...address,
      revision: revision.revision.nullable().describe('The revision that has to stand; null to create the record.'),
      record: z.record(z.string(), z.unknown()).describe('The record as it is written.'),
    })
    .describe('Creates or replaces a record.'),
  z
    .strictObject({
      op: z.literal('patch'),
      ...address,
      ...revision,
      patch: z
        .record(z.string(), z.unknown())
        .describe('A JSON Merge Patch (RFC 7396) of the record as it is written.'),
    })
    .describe('Changes some fields of a record.'),
  z
    .strictObject({ op: z.literal('delete'), ...address, ...revision })
    .describe('Deletes a record; refused while others refer to it.'),
  z
    .strictObject({ op: z.literal('merge'), ...address, ...revision, into: Id.describe('The record that stays.') })
    .describe('Merges a record into another of its type; its id leads there from then on.'),
]);

/** The body of a batch: all of it is written, or nothing is. */
export const Batch = z
  .strictObject({
    changes: z.array(BatchChange).min(1).max(MOST),
    comment: z.string().optional().describe('Why; in place of the header Dictum-Comment.'),
  })
  .describe('Changes of different records, which are written together or not at all. They may refer to one another.');

/** The body of a merge. */
export const MergeInto = z.strictObject({ into: Id.describe('The record that stays.') });

const OPERATIONS = 'op is one of put, patch, delete, merge';

/** Reads a body by its schema. @throws DictumError `invalid-body` with all that is wrong */
export const parseBody = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const found = faultsOf(schema, parsed.error, body);
  // Of an operation that there is not, no form says what is wrong.
  const first = parsed.error.issues[0]!;
  const place = { pointer: first.path.map((step) => `/${String(step)}`).join(''), message: OPERATIONS };
  const faults = (found.length > 0 ? found : [place]).map(({ pointer, message }) => ({
    pointer,
    code: 'invalid-body' as const,
    detail: message,
  }));
  throw new DictumError('invalid-body', 'the body does not fit its schema; see errors', { faults });
};

export const operationsOf = ({ changes }: z.output<typeof Batch>): Operation[] =>
  changes.map(({ type, id, revision, ...operation }) => ({
    key: { type, id },
    expect: revision === '*' ? 'any' : revision === null ? null : [revision],
    ...operation,
  }));
