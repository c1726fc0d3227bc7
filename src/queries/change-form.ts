import { z } from 'zod';
import { CHANGE_KINDS } from '../log/change-sets.ts';
import { Id, TYPE_NAMES } from '../model/ids.ts';

/*
 * The form of what is answered of the log.
 */

const State = z
  .record(z.string(), z.unknown())
  .nullable()
  .describe(
    'A record as it is written, without texts that answers leave out; { id, deleted: true } or { id, mergedInto } where none stands there; erased names the fields that were there and are erased for good, * all of it; null where nothing was ever written.',
  );

const set = {
  number: z.int().describe('Numbers have no gaps.'),
  at: z.iso.datetime().describe('When it was written; never before the one before it.'),
  by: z.string().nullable().describe('Who wrote.'),
  comment: z.string().nullable().describe('Why.'),
  kind: z.enum(CHANGE_KINDS).describe('By which way it came.'),
  open: z.boolean().describe('Whether further batches of the same import may join it.'),
};

export const ChangeSet = z
  .object({
    ...set,
    records: z.int().describe('How many records it changed.'),
    changes: z
      .array(z.object({ type: z.enum(TYPE_NAMES), id: Id, before: State, after: State }))
      .describe('What it did to each; of very many the first.'),
  })
  .describe('What one write changed.');

export const Revision = z
  .object({
    ...set,
    difference: z
      .array(z.object({ field: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }))
      .describe('The fields that it changed; before or after is left out where there was no such field.'),
    before: State.optional(),
    after: State.optional(),
  })
  .describe('What one change set did to a record.');

export const Moment = z
  .object({
    change: z.int().min(0).describe('The change set after which it is.'),
    at: z.iso.datetime().nullable().describe('When that was; null where nothing was there yet.'),
  })
  .describe('The moment that an answer is of, where one was asked for.');
