import { z } from 'zod';

/**
 * The record types, in dependency order: a record is derived only from types that stand before its own, or from its
 * own. To a later one it refers where nothing follows from that: to the source that says something of a region or an
 * actor.
 */
export const TYPE_NAMES = [
  'region',
  'topic',
  'actor',
  'forum',
  'event',
  'source',
  'snapshot',
  'membership',
  'citation',
  'passage',
  'claim',
  'statement',
  'relation',
  'check',
] as const;
export type TypeName = (typeof TYPE_NAMES)[number];

/** The address of one record. */
export type Key = { type: TypeName; id: string };

/** A key as one string, for maps and sets. */
export const keyText = (key: Key): string => `${key.type}/${key.id}`;

export const keyOf = (text: string): Key => {
  const slash = text.indexOf('/');
  return { type: text.slice(0, slash) as TypeName, id: text.slice(slash + 1) };
};

const ID_PATTERN = /^[a-z0-9-]{1,128}$/;
export const isId = (text: string): boolean => ID_PATTERN.test(text);

/**
 * A slug chosen by whoever writes the data: lower-case letters, digits and hyphens, 128 at most, unique within its
 * type.
 */
export const Id = z
  .string()
  .regex(ID_PATTERN, 'an id is 1 to 128 lower-case letters, digits and hyphens')
  .describe('Slug: lower-case letters, digits and hyphens, 128 at most, unique within its type.');

/** Marks which schema nodes are references, and to which types; kept apart from JSON Schema metadata. */
const references = z.registry<{ types: readonly TypeName[]; within?: string }>();

/** A field that holds the id of a record of another type. */
export const ref = (type: TypeName, description: string) => {
  const schema = Id.clone().describe(`${description} (${type} id)`);
  references.add(schema, { types: [type] });
  return schema;
};

/** A field that holds `{ type, id }` of a record of one of several types. */
export const refToAny = <const T extends readonly [TypeName, ...TypeName[]]>(types: T, description: string) => {
  const schema = z.strictObject({ type: z.enum(types), id: Id }).describe(description);
  references.add(schema, { types });
  return schema;
};

/**
 * A field that holds the id of a record of another type, or, where more is to be said of the link, an object that has
 * the id under `name`: `china`, or `{ actor: china, period: "1991/.." }`.
 */
export const refOr = <const N extends string, S extends z.ZodRawShape>(
  type: TypeName,
  name: N,
  description: string,
  further: S,
) => {
  const long = { [name]: ref(type, description), ...further } as { [K in N]: typeof Id } & S;
  const schema = z
    .union([Id.clone().describe(`${description} (${type} id)`), z.strictObject(long)])
    .describe(`${description} (${type} id), or an object that says more of it`);
  references.add(schema, { types: [type], within: name });
  return schema;
};

/**
 * Where a schema holds references: `path` with `*` for "every item". `within`: an object may stand in the place of the
 * id, and has it under that name.
 */
export type RefPath = { path: string[]; types: readonly TypeName[]; within?: string };

const inner = (schema: z.core.$ZodType): z.core.$ZodType => {
  const def = schema._zod.def as { innerType?: z.core.$ZodType; in?: z.core.$ZodType };
  return def.innerType ?? def.in ?? schema;
};

/** Every reference in a schema, found by walking it; so a new field that is a reference needs no second entry. */
export const refPaths = (schema: z.core.$ZodType, path: string[] = []): RefPath[] => {
  const found = references.get(schema as z.ZodType);
  if (found) {
    const rest = schema instanceof z.ZodUnion ? (schema.options as z.core.$ZodType[]) : [];
    const further = rest
      .flatMap((option) => refPaths(option, path))
      .filter((each) => each.path.at(-1) !== found.within);
    return [{ path, ...found }, ...further];
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, field]) => refPaths(field as z.core.$ZodType, [...path, name]));
  }
  if (schema instanceof z.ZodArray) return refPaths(schema.element, [...path, '*']);
  const next = inner(schema);
  return next === schema ? [] : refPaths(next, path);
};

type Visit = (key: Key, pointer: string) => string | undefined;

/** Calls `visit` for each reference in `value`; what it returns, when it returns something, takes the id's place. */
export const mapRefs = (value: unknown, paths: readonly RefPath[], visit: Visit): void => {
  for (const path of paths) visitRefs(value, path, 0, '', visit);
};

/** The same of one path, from one of its steps on. */
const visitRefs = (node: unknown, path: RefPath, depth: number, pointer: string, visit: Visit): void => {
  if (node === null || typeof node !== 'object') return;
  const step = path.path[depth];
  if (step !== '*') return step === undefined ? undefined : visitMember(node, step, path, depth, pointer, visit);
  for (const name of Object.keys(node)) visitMember(node, name, path, depth, pointer, visit);
};

const visitMember = (
  holder: object,
  name: string,
  path: RefPath,
  depth: number,
  pointer: string,
  visit: Visit,
): void => {
  const members = holder as Record<string, unknown>;
  const member = members[name];
  if (member === null || member === undefined) return;
  const at = `${pointer}/${name}`;
  const { types, within } = path;
  if (depth + 1 < path.path.length) visitRefs(member, path, depth + 1, at, visit);
  else if (typeof member === 'string') members[name] = visit({ type: types[0]!, id: member }, at) ?? member;
  else if (typeof member !== 'object') return;
  else if (within !== undefined) visitMember(member, within, { path: [within], types }, 0, at, visit);
  else {
    const target = member as Key;
    target.id = visit({ type: target.type, id: target.id }, `${at}/id`) ?? target.id;
  }
};

/** The keys that a record refers to. */
export const refsOf = (value: unknown, paths: readonly RefPath[]): Key[] => {
  const keys: Key[] = [];
  mapRefs(value, paths, (key) => {
    keys.push(key);
    return undefined;
  });
  return keys;
};

/**
 * Leaves only the first of equal items in each list that holds references, as two of them are once one record was
 * merged into another.
 */
export const dropRepeats = (record: Record<string, unknown>, paths: readonly RefPath[]): void => {
  for (const {
    path: [field, step],
  } of paths) {
    if (field === undefined || step !== '*') continue;
    const items = record[field] as unknown[];
    record[field] = items.filter(
      (item, i) => items.findIndex((other) => JSON.stringify(other) === JSON.stringify(item)) === i,
    );
  }
};
