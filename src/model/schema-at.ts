import { z } from 'zod';

/*
 * What a schema wants at a place within a value: looked up to say what was meant by something else there.
 */

type Schema = z.core.$ZodType;

/** What a value has at a path. */
export const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (node, step) =>
      typeof node === 'object' && node !== null ? (node as Record<PropertyKey, unknown>)[step] : undefined,
    raw,
  );

/**
 * A schema without what makes it optional, gives it a default, or changes what came of it; its forms where it has
 * several.
 */
const formsOf = (schema: Schema): Schema[] => {
  if (schema instanceof z.ZodUnion) return (schema.options as Schema[]).flatMap(formsOf);
  const { innerType, in: input } = schema._zod.def as { innerType?: Schema; in?: Schema };
  const inner = innerType ?? input;
  return inner === undefined ? [schema] : formsOf(inner);
};

/**
 * The forms that a value at a path may have; of several objects on the way those that the value fits but for fields
 * unknown to them.
 */
export const formsAt = (schema: Schema, path: readonly PropertyKey[], raw: unknown): Schema[] => {
  const forms = formsOf(schema);
  const [step, ...rest] = path;
  const objects = forms.filter((form) => form instanceof z.ZodObject);
  // Of one alone there is nothing to choose, and all of a record would be read again at each step.
  const near =
    objects.length < 2
      ? objects
      : objects.filter((form) => form.safeParse(raw).error?.issues.every(({ code }) => code === 'unrecognized_keys'));
  const told =
    near.length === 0 ? forms : forms.filter((form) => !(form instanceof z.ZodObject) || near.includes(form));
  if (step === undefined) return told;
  return told.flatMap((form) => {
    if (form instanceof z.ZodObject) {
      const field = Object.hasOwn(form.shape, step) ? (form.shape[step as string] as Schema) : undefined;
      return field === undefined ? [] : formsAt(field, rest, valueAt(raw, [step]));
    }
    return form instanceof z.ZodArray ? formsAt(form.element, rest, valueAt(raw, [step])) : [];
  });
};

/** The names of the fields that a value at a path may have. */
export const fieldsAt = (schema: Schema, path: readonly PropertyKey[], raw: unknown): string[] => [
  ...new Set(
    formsAt(schema, path, raw).flatMap((form) => (form instanceof z.ZodObject ? Object.keys(form.shape) : [])),
  ),
];

const isNeeded = (field: Schema): boolean => !z.safeParse(field as z.ZodType, undefined).success;

/** How many fields are shown of an object that needs none. */
const MOST_SHOWN = 4;

/**
 * How an object is written, with what was given in its place where that fits the one field that it needs: `{ kind:
 * retracted }`.
 */
export const objectForm = (form: z.ZodObject, given: unknown): string => {
  const fields = Object.entries(form.shape) as [string, Schema][];
  const needed = fields.filter(([, field]) => isNeeded(field));
  const [only] = needed;
  if (only !== undefined && needed.length === 1 && z.safeParse(only[1] as z.ZodType, given).success)
    return `{ ${only[0]}: ${String(given)} }`;
  const shown = needed.length > 0 ? needed : fields.slice(0, MOST_SHOWN);
  return `{ ${shown.map(([name]) => `${name}: …`).join(', ')} }`;
};

/** The first of some forms that is an object; null where none is. */
export const objectIn = (forms: readonly Schema[]): z.ZodObject | null =>
  forms.find((form) => form instanceof z.ZodObject) ?? null;

/**
 * Where a field of another name stands further in: `claims: [{ stance }]`; null where there is none, or where there are
 * several.
 */
export const fieldWithin = (
  schema: Schema,
  path: readonly PropertyKey[],
  raw: unknown,
  name: string,
): string | null => {
  const found = formsAt(schema, path, raw).flatMap((form) =>
    form instanceof z.ZodObject
      ? (Object.entries(form.shape) as [string, Schema][]).flatMap(([outer, field]) => {
          const inner = formsOf(field);
          const items = inner.flatMap((each) => (each instanceof z.ZodArray ? formsOf(each.element) : []));
          const has = (forms: readonly Schema[]): boolean =>
            forms.some((each) => each instanceof z.ZodObject && Object.hasOwn(each.shape, name));
          return [...(has(inner) ? [`${outer}: { ${name} }`] : []), ...(has(items) ? [`${outer}: [{ ${name} }]`] : [])];
        })
      : [],
  );
  return found.length === 1 ? found[0]! : null;
};
