import { z } from 'zod';
import { readJson as readBounded } from '../edit/body.ts';
import { DictumError } from '../model/errors.ts';
import { faultsOf } from '../model/faults.ts';

/*
 * What a client of the Reconciliation API sends, as JSON in a parameter.
 */

const Value = z.union([
  z.string(),
  z.number().transform(String),
  z.boolean().transform(String),
  z.object({ id: z.string(), name: z.string().optional() }),
]);

export const Query = z
  .object({
    query: z.string().max(2000).default(''),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    limit: z.number().optional(),
    properties: z
      .array(
        z.object({
          pid: z.string(),
          v: z.union([Value.transform((value) => [value]), z.array(Value)]),
        }),
      )
      .default([]),
    type_strict: z.enum(['any', 'should', 'all']).default('any'),
  })
  .refine(({ query, properties }) => query.trim() !== '' || properties.length > 0, 'give query, or properties');
export type Query = z.output<typeof Query>;

/** The most queries of one request, as the manifest says. */
export const BATCH = 100;
export const Queries = z
  .record(z.string(), Query)
  .refine((queries) => Object.keys(queries).length <= BATCH, `${BATCH} queries at most; send fewer at once`);

export const Extend = z.object({
  ids: z.array(z.string()).max(1000),
  properties: z.array(z.object({ id: z.string(), settings: z.record(z.string(), z.unknown()).default({}) })).max(100),
});
export type Extend = z.output<typeof Extend>;

/** How many values a batch may have: of a hundred queries with twenty properties each. */
const MOST_VALUES = 20_000;

/** Reads a parameter that holds JSON. @throws DictumError `invalid-parameters` naming what is wrong in it */
export const readJson = <T>(parameter: string, text: string, schema: z.ZodType<T>): T => {
  const refuse = (...details: string[]): never => {
    throw new DictumError('invalid-parameters', `a parameter is not understood: ${parameter}`, {
      faults: details.slice(0, 20).map((detail) => ({ parameter, code: 'invalid-value' as const, detail })),
    });
  };
  let value: unknown;
  try {
    value = readBounded(text, MOST_VALUES);
  } catch (error) {
    return refuse((error as Error).message);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  return refuse(
    ...faultsOf(schema, parsed.error, value).map(({ pointer, message }) => `${pointer || 'it'}: ${message}`),
  );
};
