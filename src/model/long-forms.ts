import type { TypeName } from './ids.ts';
import { TYPES } from './types.ts';

/*
 * Where a bare value may stand for an object that says more of it, whoever writes the bare value says nothing of the
 * rest: what is known of it stays. To take it away, the object is written without it.
 */

/** The fields of a type that have both forms, and under which name the object has the bare value. */
const formsOf = (type: TypeName): readonly (readonly [field: string, within: string])[] => [
  ...(['name', 'alternativeNames'] as const).flatMap((field) =>
    Object.hasOwn(TYPES[type].written.shape, field) && 'names' in TYPES[type].derived.shape
      ? [[field, 'name'] as const]
      : [],
  ),
  ...TYPES[type].refs.flatMap(({ path, within }) => (within === undefined ? [] : [[path[0]!, within] as const])),
];

const bareOf = (item: unknown, within: string): unknown =>
  typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[within] : undefined;

/** A record as it was sent, with the objects that are stored in the place of bare values that stand for them. */
export const keepingLong = (
  type: TypeName,
  sent: Record<string, unknown>,
  stored: Readonly<Record<string, unknown>>,
): Record<string, unknown> => {
  const result = { ...sent };
  for (const [field, within] of formsOf(type)) {
    const known = [stored[field] ?? []].flat();
    const longer = (item: unknown): unknown =>
      typeof item !== 'string' || known.includes(item)
        ? item
        : (known.find((each) => bareOf(each, within) === item) ?? item);
    const value = sent[field];
    result[field] = Array.isArray(value) ? value.map(longer) : longer(value);
  }
  return result;
};
