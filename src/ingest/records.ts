import { z } from 'zod';
import { Id, type Key } from '../model/ids.ts';
import { didYouMean } from '../model/suggest.ts';
import { ALL_TYPES, TYPES } from '../model/types.ts';
import type { TypeName } from '../model/ids.ts';
import type { Change } from '../store/port.ts';

/** Where a record stands that somebody wrote. */
export type Place = { file: string; line: number };

/** A record, or a part of one, that is not taken: where it stands, what is wrong, and the remedy. */
export type Refusal = Place & { record: string; pointer: string; message: string };

export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusals: readonly Refusal[];
  /** The first line that is not written, where lines before it are. */
  readonly next: number;

  constructor(refusals: readonly Refusal[], next = 1) {
    super(refusals.map(({ file, line, record, pointer, message }) => `${file}:${line}  ${record}${pointer && ` ${pointer}`}\n    ${message}`).join('\n'));
    this.refusals = refusals;
    this.next = next;
  }
}

/** Removes a record; its id answers "gone" from then on. */
const Deletion = z.strictObject({ id: Id, deleted: z.literal(true) }).describe('Deletes the record; refused while others refer to it.');
/** Lets an id lead to another record; whoever referred to it refers to that one. */
const Merge = z.strictObject({ id: Id, mergedInto: Id }).describe('Merges the record into another of its type; its id leads there from then on.');

/** What may stand for a record of a type in a data file. */
export const writtenForm = (type: TypeName): z.ZodType => z.union([TYPES[type].written, Deletion, Merge]);

/** Reads one record of a type as a change, or says everything that is wrong with it. */
export const parseRecord = (type: TypeName, raw: unknown): { change: Change } | { faults: { pointer: string; message: string }[] } => {
  const schema = isObject(raw) && 'deleted' in raw ? Deletion : isObject(raw) && 'mergedInto' in raw ? Merge : TYPES[type].written;
  const parsed = schema.safeParse(raw);
  if (!parsed.success) return { faults: parsed.error.issues.flatMap((issue) => faultsOf(schema, issue, raw)) };
  const record = parsed.data as { id: string; mergedInto?: string };
  const key: Key = { type, id: record.id };
  if (schema === Deletion) return { change: { key, record: null, mergedInto: null } };
  if (schema === Merge) {
    if (record.mergedInto === record.id) return { faults: [{ pointer: '/mergedInto', message: 'a record cannot be merged into itself; name another' }] };
    return { change: { key, record: null, mergedInto: record.mergedInto! } };
  }
  return { change: { key, record, mergedInto: null } };
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const faultsOf = (schema: z.ZodType, issue: z.core.$ZodIssue, raw: unknown): { pointer: string; message: string }[] => {
  const pointer = issue.path.map((step) => `/${String(step)}`).join('');
  if (issue.code === 'unrecognized_keys') {
    const known = fieldsAt(schema, issue.path, raw);
    return issue.keys.map((name) => ({ pointer: `${pointer}/${name}`, message: `unknown field${didYouMean(name, known)}; fields here: ${known.join(', ')}` }));
  }
  if (issue.code === 'invalid_value') {
    const given = valueAt(raw, issue.path);
    const known = issue.values.map(String);
    return [{ pointer, message: `${JSON.stringify(given) ?? 'nothing'} is not one of ${known.join(', ')}${didYouMean(String(given), known)}` }];
  }
  if (issue.code === 'invalid_type' && valueAt(raw, issue.path) === undefined) return [{ pointer, message: `missing; give ${article(issue.expected)}` }];
  if (issue.code === 'invalid_type') return [{ pointer, message: `${JSON.stringify(valueAt(raw, issue.path))} is not ${article(issue.expected)}` }];
  if (issue.code === 'invalid_format' || issue.code === 'custom') return [{ pointer, message: `${JSON.stringify(valueAt(raw, issue.path))}: ${issue.message}` }];
  return [{ pointer, message: issue.message }];
};

const article = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;

const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((node, step) => (typeof node === 'object' && node !== null ? (node as Record<PropertyKey, unknown>)[step] : undefined), raw);

/** The names of the fields that a schema has at a path. */
const fieldsAt = (schema: z.core.$ZodType, path: readonly PropertyKey[], raw: unknown): string[] => {
  if (schema instanceof z.ZodObject) {
    const [step, ...rest] = path;
    return step === undefined ? Object.keys(schema.shape) : fieldsAt(schema.shape[step as string], rest, valueAt(raw, [step]));
  }
  if (schema instanceof z.ZodArray) return fieldsAt(schema.element, path.slice(1), valueAt(raw, path.slice(0, 1)));
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const option = schema.options.find((candidate) => candidate instanceof z.ZodObject && candidate.safeParse(raw).error?.issues.every((issue) => issue.code === 'unrecognized_keys'));
    return option ? fieldsAt(option, path, raw) : [];
  }
  const { innerType } = schema._zod.def as { innerType?: z.core.$ZodType };
  return innerType ? fieldsAt(innerType, path, raw) : [];
};

/** The schema of a data file: lists of records by the plural names of their types. */
export const DataFile = z
  .strictObject(Object.fromEntries(ALL_TYPES.map((type) => [type.plural, z.array(writtenForm(type.name)).optional().describe(type.about)])))
  .describe('A Dictum data file: records by type.');
