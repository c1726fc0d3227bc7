import { z } from 'zod';
import { parseBody } from '../edit/batch.ts';
import { erase } from '../log/erase.ts';
import { statementsOn } from '../log/rests-on.ts';
import { DictumError } from '../model/errors.ts';
import { keyText, type TypeName, TYPE_NAMES, type Key } from '../model/ids.ts';
import { didYouMean } from '../model/suggest.ts';
import { TYPES } from '../model/types.ts';
import type { Store } from '../store/port.ts';

/*
 * Erasing as somebody asks for it, who is told what of what others have asked for, or will, is another answer after that.
 */

/** What is to be erased of a record. */
export const Erasing = z
  .strictObject({
    field: z
      .string()
      .min(1)
      .optional()
      .describe('Only this field; else the whole record, which nothing may refer to any more.'),
    earlier: z.boolean().optional().describe('Only what it was before: what stands now stays.'),
  })
  .describe('What is to be erased.');

/** What was erased, or with dryRun would be. */
export const Erasure = z
  .object({
    type: z.enum(TYPE_NAMES),
    id: z.string(),
    field: z.string().nullable().describe('Null where it is the whole record.'),
    earlier: z.boolean(),
    dryRun: z.boolean().describe('Whether this is only told, and nothing was erased.'),
    revisions: z.int().describe('Of how many earlier states it is taken out.'),
    asOf: z
      .object({ from: z.int(), to: z.int() })
      .nullable()
      .describe(
        'Answers as of these change sets, and those between, are others, or none (410 erased); null where none had it.',
      ),
    statements: z.array(z.string()).describe('The statements whose bundles change: the first of them.'),
    more: z.boolean().describe('Whether there may be further ones.'),
    mayHold: z.array(z.string()).describe('Where it may still stand, which nobody can reach from here.'),
  })
  .describe('What was erased, or would be, and which answers are others after that.');
export type Erasure = z.output<typeof Erasure>;

/** How many statements are named. */
const NAMED = 1000;

export type ErasingOptions = { by: string; dryRun: boolean };

/** The fields of a type that can be erased by themselves. */
export const erasableFields = (type: TypeName): string[] =>
  Object.keys(TYPES[type].written.shape).filter((name) => name !== 'id');

const fieldOf = ({ type }: Key, field: string | undefined): string | undefined => {
  const names = erasableFields(type);
  if (field === undefined || names.includes(field)) return field;
  const detail = `${TYPES[type].name} has no field ${JSON.stringify(field.slice(0, 100))}${didYouMean(field, names)}`;
  throw new DictumError('invalid-body', detail, { faults: [{ pointer: '/field', code: 'invalid-body', detail }] });
};

/** What people have said of it beside the graph. */
const besideGraph = async (store: Store): Promise<string[]> => {
  const page = { prefix: '', after: '', limit: 1 };
  const [proposals, drafts] = [await store.entries('proposal', page), await store.entries('draft', page)];
  return proposals.length + drafts.length === 0 ? [] : ['proposals and drafts, where they say it'];
};

/**
 * Erases a record, or a field of it, as a body asks for it.
 * @throws DictumError `invalid-body`; `not-found`; `in-use` where others refer to it, `invalid-record` where it cannot be without it
 */
export const erasing = async (
  store: Store,
  key: Key,
  body: unknown,
  { by, dryRun }: ErasingOptions,
): Promise<Erasure> => {
  const { field: named, earlier = false } = parseBody(Erasing, body);
  const field = fieldOf(key, named);
  const { statements, more } = await statementsOn(store, key);
  const done = await erase(store, key, { ...(field !== undefined && { field }), earlier, by, rehearsal: dryRun });
  if (!done.erased)
    throw new DictumError(
      field === undefined ? 'in-use' : 'invalid-record',
      done.problems.map(({ message }) => message).join('; '),
      {
        faults: done.problems.map(({ key: of, pointer, message }) => ({
          pointer: field === undefined ? '' : '/field',
          code: 'invalid-value',
          detail: field === undefined ? message : `${keyText(of)} ${pointer}: ${message}`,
        })),
      },
    );
  return {
    ...key,
    field: field ?? null,
    earlier,
    dryRun,
    revisions: done.revisions,
    asOf: done.from === null || done.to === null ? null : { from: done.from, to: done.to },
    statements: statements.slice(0, NAMED),
    more: more || statements.length > NAMED,
    mayHold: dryRun ? [] : [...(await store.purge()), ...(await besideGraph(store))],
  };
};
