import type { z } from 'zod';
import type { TypeName } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import { parsedOrNull } from './json.ts';

/*
 * What every engine does to bring a store that another version of the model derived to this one: the written records
 * are what stays, and all else is derived and filed from them anew.
 */

/** A store that cannot be opened as it is; the message says why and what to do. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused';
}

/**
 * A written record as this version writes it: fields that have come since have what they have when they are left out.
 * What the schema refuses by now stays as it was written. Null for what is no record at all.
 */
export const broughtUp = (type: TypeName, written: string): Record<string, unknown> | null => {
  const record = parsed(written);
  if (record === null) return null;
  const schema = TYPES[type].written;
  const whole = schema.safeParse(record);
  if (whole.success) return whole.data;
  const fields = Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, field]) => {
    const one = field.safeParse(record[name]);
    if (one.success) return [[name, one.data] as const];
    return Object.hasOwn(record, name) ? [[name, record[name]] as const] : [];
  });
  return { ...Object.fromEntries(fields), ...record, ...Object.fromEntries(fields) };
};

const parsed = (json: string): Record<string, unknown> | null => {
  const value: unknown = parsedOrNull(json);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
};
