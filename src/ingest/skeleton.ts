import { z } from 'zod';
import { refPaths, type TypeName } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';

/*
 * A record to be filled in: every field that people may write, each with what it means. What may be left out stands
 * behind a #.
 */

type Schema = z.core.$ZodType;

/** What a field holds beneath what says that it may be left out. */
const within = (schema: Schema): { schema: Schema; isRequired: boolean } => {
  const def = schema._zod.def as { type: string; innerType?: Schema; in?: Schema };
  if (def.type === 'default' || def.type === 'optional' || def.type === 'nullable' || def.type === 'prefault')
    return { ...within(def.innerType!), isRequired: false };
  return def.type === 'pipe' ? within(def.in!) : { schema, isRequired: true };
};

const aboutOf = (schema: Schema): string => {
  const own = (schema as z.ZodType).description;
  if (own !== undefined) return own;
  const def = schema._zod.def as { innerType?: Schema; in?: Schema };
  const next = def.innerType ?? def.in;
  return next === undefined ? '' : aboutOf(next);
};

/** Objects with more fields are shown with those that they need. */
const SHOWN = 8;

/** An example of what stands there, as YAML in one line. */
const valueOf = (schema: Schema): string => {
  const { schema: inner } = within(schema);
  const [reference] = refPaths(schema);
  if (inner instanceof z.ZodString && reference !== undefined) return `some-${reference.types[0]!}`;
  if (inner instanceof z.ZodEnum || inner instanceof z.ZodLiteral) return String([...inner._zod.values][0]);
  if (inner instanceof z.ZodArray) return `[${valueOf(inner.element)}]`;
  if (inner instanceof z.ZodBoolean) return 'false';
  if (inner instanceof z.ZodNumber) return '0';
  // A bare reference stands for the object that says more of it.
  if (inner instanceof z.ZodUnion)
    return longOf(inner) !== null && reference !== undefined
      ? `some-${reference.types[0]!}`
      : valueOf(inner.options[0]!);
  if (inner instanceof z.ZodObject) {
    const fields = Object.entries(inner.shape);
    const needed = fields.filter(([, field]) => within(field).isRequired);
    const shown = fields.length <= SHOWN ? fields : needed;
    return `{ ${shown.map(([name, field]) => `${name}: ${valueOf(field)}`).join(', ')} }`;
  }
  return '""';
};

/** The object that may stand in the place of a bare value, or of each value of a list; null where there is none. */
const longOf = (schema: Schema): string | null => {
  const { schema: inner } = within(schema);
  if (inner instanceof z.ZodArray) return longOf(inner.element);
  if (!(inner instanceof z.ZodUnion)) return null;
  const [bare, ...others] = inner.options as readonly Schema[];
  const long = others.find((option) => within(option).schema instanceof z.ZodObject);
  return long === undefined || !(within(bare!).schema instanceof z.ZodString) ? null : valueOf(long);
};

const choicesOf = (schema: Schema): string => {
  const { schema: inner } = within(schema);
  return inner instanceof z.ZodEnum ? `One of ${[...inner._zod.values].join(', ')}. ` : '';
};

/** A data file with one record of a type, to be filled in. */
export const skeletonOf = (type: TypeName, id: string): string => {
  const { plural, about, written } = TYPES[type];
  const fields = Object.entries(written.shape as Record<string, Schema>).filter(([name]) => name !== 'id');
  const lines = fields.map(([name, field]) => {
    const { isRequired } = within(field);
    const long = longOf(field);
    const meaning = `${choicesOf(field)}${aboutOf(field)}${long === null ? '' : ` Or: ${long}`}`
      .replaceAll(/\s+/g, ' ')
      .trim();
    return `    ${isRequired ? '' : '# '}${name}: ${valueOf(field)}${meaning === '' ? '' : `  # ${meaning}`}`;
  });
  return [`# ${about} A line behind # may be left out.`, `${plural}:`, `  - id: ${id}`, ...lines, ''].join('\n');
};
