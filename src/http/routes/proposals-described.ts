import { z } from 'zod';

/*
 * How routes of proposals describe themselves.
 */

/** The JSON Schema of a form as the description of the interface has it. */
export const schemaOf = (schema: z.ZodType, io: 'input' | 'output' = 'output'): Record<string, unknown> => {
  const { $schema: _schema, ...described } = z.toJSONSchema(schema, { io });
  return described;
};

/** What whoever proposes needs. */
export const PROPOSES = [{ token: ['propose'] }];
