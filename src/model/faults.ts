import { z } from 'zod';
import { didYouMean } from './suggest.ts';

type Fault = { pointer: string; message: string };

/** What is wrong with a value that a schema refused: where in it, and the remedy in words. */
export const faultsOf = (schema: z.ZodType, error: z.ZodError, raw: unknown): Fault[] =>
  error.issues.flatMap((issue) => faultsOfIssue(schema, issue, raw));

const faultsOfIssue = (schema: z.ZodType, issue: z.core.$ZodIssue, raw: unknown): Fault[] => {
  const pointer = issue.path.map((step) => `/${String(step)}`).join('');
  if (issue.code === 'unrecognized_keys') {
    const known = fieldsAt(schema, issue.path, raw);
    return issue.keys.map((name) => ({
      pointer: `${pointer}/${name}`,
      message: `unknown field${didYouMean(name, known)}; fields here: ${known.join(', ')}`,
    }));
  }
  if (issue.code === 'invalid_value') {
    const given = valueAt(raw, issue.path);
    const known = issue.values.map(String);
    return [
      {
        pointer,
        message: `${JSON.stringify(given) ?? 'nothing'} is not one of ${known.join(', ')}${didYouMean(String(given), known)}`,
      },
    ];
  }
  if (issue.code === 'invalid_type' && valueAt(raw, issue.path) === undefined)
    return [{ pointer, message: `missing; give ${article(issue.expected)}` }];
  if (issue.code === 'invalid_type')
    return [{ pointer, message: `${JSON.stringify(valueAt(raw, issue.path))} is not ${article(issue.expected)}` }];
  if (issue.code === 'invalid_format' || issue.code === 'custom')
    return [{ pointer, message: `${JSON.stringify(valueAt(raw, issue.path))}: ${issue.message}` }];
  return [{ pointer, message: issue.message }];
};

const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (node, step) =>
      typeof node === 'object' && node !== null ? (node as Record<PropertyKey, unknown>)[step] : undefined,
    raw,
  );

/** The names of the fields that a schema has at a path. */
const fieldsAt = (schema: z.core.$ZodType, path: readonly PropertyKey[], raw: unknown): string[] => {
  if (schema instanceof z.ZodObject) {
    const [step, ...rest] = path;
    return step === undefined
      ? Object.keys(schema.shape)
      : fieldsAt(schema.shape[step as string], rest, valueAt(raw, [step]));
  }
  if (schema instanceof z.ZodArray) return fieldsAt(schema.element, path.slice(1), valueAt(raw, path.slice(0, 1)));
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const option = schema.options.find(
      (candidate) =>
        candidate instanceof z.ZodObject &&
        candidate.safeParse(raw).error?.issues.every((issue) => issue.code === 'unrecognized_keys'),
    );
    return option ? fieldsAt(option, path, raw) : [];
  }
  const { innerType } = schema._zod.def as { innerType?: z.core.$ZodType };
  return innerType ? fieldsAt(innerType, path, raw) : [];
};
