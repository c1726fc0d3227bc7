import { hash } from 'node:crypto';
import type { z } from 'zod';
import { Batch, MergeInto, parseBody } from '../edit/batch.ts';
import { readJson } from '../edit/body.ts';
import { Accepting, Commenting, Proposed, Rejecting, Undoing } from '../proposals/form.ts';

/*
 * What JSON bodies of those who write have to be, and the work that is done to them in a thread.
 */

/** Bodies of one record, and of many: how many values they may have, and their form where it is not that of a type. */
const FORMS = {
  record: { values: 20_000, schema: null },
  merge: { values: 100, schema: MergeInto },
  batch: { values: 250_000, schema: Batch },
  proposal: { values: 250_000, schema: Proposed },
  acceptance: { values: 250_000, schema: Accepting },
  rejection: { values: 250_000, schema: Rejecting },
  undoing: { values: 100, schema: Undoing },
  comment: { values: 100, schema: Commenting },
} as const satisfies Record<string, { values: number; schema: z.ZodType | null }>;

export type BodyForm = keyof typeof FORMS;
export type BodyOf<F extends BodyForm> = (typeof FORMS)[F]['schema'] extends infer S extends z.ZodType
  ? z.output<S>
  : unknown;

/** Reads the text of a body. @throws DictumError `invalid-body`, `too-large` */
export const readBody = (text: string, form: BodyForm): unknown => {
  const { values, schema } = FORMS[form];
  const body = readJson(text, values);
  return schema === null ? body : parseBody<unknown>(schema, body);
};

/** A digest of texts, of which one may be a body. */
export const digestOf = (texts: readonly unknown[]): string => hash('sha256', JSON.stringify(texts), 'base64url');
