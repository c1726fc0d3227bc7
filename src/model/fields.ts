import { z } from 'zod';

/** The fields that a schema has by name; what is nullable, optional or a list is looked through. */
const shapesOf = (schema: z.core.$ZodType): Record<string, z.core.$ZodType[]> => {
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(Object.entries(schema.shape).map(([name, field]) => [name, [field as z.core.$ZodType]]));
  const { innerType, element, options, out } = schema._zod.def as {
    out?: z.core.$ZodType;
    innerType?: z.core.$ZodType;
    element?: z.core.$ZodType;
    options?: z.core.$ZodType[];
  };
  const merged: Record<string, z.core.$ZodType[]> = {};
  for (const inner of [innerType, element, out, ...(options ?? [])]) {
    for (const [name, fields] of Object.entries(inner ? shapesOf(inner) : {}))
      merged[name] = [...(merged[name] ?? []), ...fields];
  }
  return merged;
};

/**
 * Follows a dotted path of fields; null where it fits, otherwise the word at which it leaves the schema and what could
 * stand there.
 */
export const fieldFault = (
  schema: z.core.$ZodType,
  path: readonly string[],
): { unknown: string; known: string[] } | null => {
  const [step, ...rest] = path;
  if (step === undefined) return null;
  const shapes = shapesOf(schema);
  const fields = Object.hasOwn(shapes, step) ? shapes[step]! : null;
  if (fields === null) return { unknown: step, known: Object.keys(shapes) };
  const faults = fields.map((field) => fieldFault(field, rest));
  return faults.includes(null) ? null : faults[0]!;
};

/** The fields that hold facts (because.ts). */
const FACTS_OF = 'because';

/** The members of facts that these fields ask for; null for all of them. */
export const factMembers = (fields: readonly (readonly string[])[]): string[] | null => {
  const within = fields.filter((path) => path.includes(FACTS_OF)).map((path) => path[path.indexOf(FACTS_OF) + 1]);
  return within.length === 0 || within.includes(undefined) ? null : (within as string[]);
};

/** Every dotted path of fields that a schema has. */
export const fieldPaths = (schema: z.core.$ZodType): string[] => [
  ...new Set(
    Object.entries(shapesOf(schema)).flatMap(([name, fields]) => [
      name,
      ...fields.flatMap(fieldPaths).map((rest) => `${name}.${rest}`),
    ]),
  ),
];

type Tree = { [field: string]: Tree };

/**
 * Of a fact all that is stored is read, since its sentence is made of it: what is asked for of it is taken from the
 * answer.
 */
const upToFacts = (path: readonly string[]): readonly string[] =>
  path.includes(FACTS_OF) ? path.slice(0, path.indexOf(FACTS_OF) + 1) : path;

const treeOf = (asked: readonly (readonly string[])[]): Tree => {
  const paths = asked.map(upToFacts);
  const tree: Tree = {};
  // A whole field is more than a part of it, whichever is named first.
  const whole = new Set(paths.map((path) => path.join('.')));
  for (const path of paths.filter((path) => !path.slice(1).some((_, i) => whole.has(path.slice(0, i + 1).join('.'))))) {
    let node = tree;
    for (const step of path) node = node[step] ??= {};
  }
  return tree;
};

const pick = (value: unknown, tree: Tree): unknown => {
  if (Object.keys(tree).length === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => pick(item, tree));
  const from = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(from)
      .filter((name) => Object.hasOwn(tree, name))
      .map((name) => [name, pick(from[name], tree[name]!)]),
  );
};

/** The fields on the first level that these paths begin with, in the order in which records have them. */
export const firstFields = (schema: z.ZodObject, fields: readonly (readonly string[])[]): string[] => {
  const first = new Set(['type', 'id', ...fields.map(([step]) => step)]);
  return Object.keys(schema.shape).filter((name) => first.has(name));
};

/** Reduces values to these fields. */
export const reducing = (fields: readonly (readonly string[])[]): (<T extends object>(value: T) => Partial<T>) => {
  const tree = treeOf(fields);
  return (value) => pick(value, tree) as Partial<typeof value>;
};

/** Reduces views of records to these fields; type and id are always among them. */
export const reducingRecord = (fields: readonly (readonly string[])[]): ReturnType<typeof reducing> =>
  reducing([['type'], ['id'], ...fields]);

/** The JSON of a record reduced so. No fields: the record as it is. */
export const withFields = (json: string, fields: readonly (readonly string[])[]): string =>
  fields.length === 0 ? json : JSON.stringify(reducingRecord(fields)(JSON.parse(json)));

/**
 * What these fields ask for of the one of a name: no paths for all of it, null for nothing. No fields ask for
 * everything.
 */
export const fieldsWithin = (fields: readonly (readonly string[])[], name: string): string[][] | null => {
  const within = fields.filter(([first]) => first === name).map(([, ...rest]) => rest);
  if (fields.length > 0 && within.length === 0) return null;
  return within.some((rest) => rest.length === 0) ? [] : within;
};
