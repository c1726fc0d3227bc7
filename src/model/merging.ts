import { keyText, refsOf, type Key, type TypeName } from './ids.ts';
import { nameText, type WrittenName } from './names.ts';
import { TYPES } from './types.ts';

/*
 * What of a record goes along when it is merged into another: what it was called, where else it is, and its terms. All
 * else of it is the other's to say; what referred to it refers to the other.
 */

/** Lists whose entries go along. */
const CARRIED = ['sameAs', 'represents', 'belongsTo', 'successorOf', 'restsOn', 'archived'] as const;

type Written = Readonly<Record<string, unknown>>;

const listIn = (record: Written, field: string): unknown[] => (Array.isArray(record[field]) ? record[field] : []);

const namesIn = (record: Written): WrittenName[] =>
  'name' in record ? [record['name'] as WrittenName, ...(listIn(record, 'alternativeNames') as WrittenName[])] : [];

const languageOf = (name: WrittenName): string | null => (typeof name === 'string' ? null : name.language);

/** Whether a name is among others: the same text, of which no more is known. */
const isAmong = (name: WrittenName, others: readonly WrittenName[]): boolean =>
  others.some(
    (other) =>
      nameText(other) === nameText(name) && (languageOf(name) === null || languageOf(other) === languageOf(name)),
  );

/** A record with what goes along of one that is merged into it. */
export const withMerged = (into: Key, record: Written, merged: Key, other: Written): Record<string, unknown> => {
  const ends = [keyText(into), keyText(merged)];
  const leadsToNeither = (field: string, item: unknown): boolean =>
    refsOf(
      { [field]: [item] },
      TYPES[into.type].refs.filter(({ path }) => path[0] === field),
    ).every((key) => !ends.includes(keyText(key)));
  const result: Record<string, unknown> = { ...record };
  const names = namesIn(record);
  const further = namesIn(other).filter((name) => !isAmong(name, names));
  if (further.length > 0) result['alternativeNames'] = [...listIn(record, 'alternativeNames'), ...further];
  mergeIdentifiers(result, other);
  for (const field of fieldsCarried(into.type)) {
    const own = listIn(record, field);
    const known = new Set(own.map((item) => JSON.stringify(item)));
    const added = listIn(other, field).filter(
      (item) => !known.has(JSON.stringify(item)) && leadsToNeither(field, item),
    );
    if (added.length > 0) result[field] = [...own, ...added];
  }
  return result;
};

/** Identifiers go along where the other has none of their scheme. */
const mergeIdentifiers = (result: Record<string, unknown>, other: Written): void => {
  const own = (result['identifiers'] ?? {}) as Record<string, string | null>;
  const further = Object.entries((other['identifiers'] ?? {}) as Record<string, string | null>).filter(
    ([scheme, value]) => value !== null && (own[scheme] ?? null) === null,
  );
  if (further.length > 0) result['identifiers'] = { ...own, ...Object.fromEntries(further) };
};

const fieldsCarried = (type: TypeName): string[] =>
  CARRIED.filter((field) => Object.hasOwn(TYPES[type].written.shape, field));
