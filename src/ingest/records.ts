import { z } from 'zod';
import { pointerPart } from '../model/addresses.ts';
import { faultsOf } from '../model/faults.ts';
import { Id, isId, mapRefs, TYPE_NAMES, type Key, type TypeName } from '../model/ids.ts';
import { ALL_TYPES, TYPES } from '../model/types.ts';
import type { Change } from '../store/port.ts';
import type { Place } from './refused.ts';

/** A line of a file that is a change. */
export type Line = { change: Change; place: Place; characters: number };

/** Removes a record; its id answers "gone" from then on. */
const Deletion = z
  .strictObject({ id: Id, deleted: z.literal(true) })
  .describe('Deletes the record; refused while others refer to it.');
/** Lets an id lead to another record; whoever referred to it refers to that one. */
const Merge = z
  .strictObject({ id: Id, mergedInto: Id })
  .describe('Merges the record into another of its type; its id leads there from then on.');

/** What may stand for a record of a type in a data file. */
export const writtenForm = (type: TypeName): z.ZodType => z.union([TYPES[type].written, Deletion, Merge]);

/** Why something is no record: everything that is wrong with it, and what it refers to, which may be wrong too. */
export type Unread = { faults: { pointer: string; message: string }[]; references: Reference[] };
type Reference = { pointer: string; target: Key };

/** What something that does not fit its schema refers to, as far as that can be told. */
const referencesIn = (type: TypeName, raw: unknown): Reference[] => {
  const found: Reference[] = [];
  mapRefs(raw, TYPES[type].refs, (target, pointer) => {
    if (TYPE_NAMES.includes(target.type) && typeof target.id === 'string' && isId(target.id))
      found.push({ pointer, target });
    return undefined;
  });
  return found;
};

const PROTO = '__proto__';

/**
 * Whether some object within has a member of that name: a look that every record pays for, however deep it is nested.
 */
const hasLost = (raw: unknown): boolean => {
  const waiting = [raw];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) && Object.hasOwn(value, PROTO)) return true;
    for (const member of Object.values(value)) waiting.push(member);
  }
  return false;
};

/** Members that a parsed object leaves out in silence where its schema takes any: those of this one name. */
const lostIn = (value: unknown, pointer: string): { pointer: string; message: string }[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([name, member]) =>
        name === PROTO && !Array.isArray(value)
          ? [
              {
                pointer: `${pointer}/${name}`,
                message: `a member cannot be called ${JSON.stringify(name)}; take it out`,
              },
            ]
          : lostIn(member, `${pointer}/${pointerPart(name)}`),
      );

/** Reads one record of a type as a change, or says everything that is wrong with it. */
export const parseRecord = (type: TypeName, given: unknown): { change: Change } | Unread => {
  const raw = isObject(given) ? TYPES[type].completed(given) : given;
  const schema =
    isObject(raw) && 'deleted' in raw ? Deletion : isObject(raw) && 'mergedInto' in raw ? Merge : TYPES[type].written;
  const parsed = schema.safeParse(raw);
  const lost = hasLost(raw) ? lostIn(raw, '') : [];
  if (!parsed.success || lost.length > 0) {
    const told = parsed.success ? [] : faultsOf(schema, parsed.error, raw);
    const further = lost.filter(({ pointer }) => told.every((fault) => fault.pointer !== pointer));
    return { faults: [...told, ...further], references: referencesIn(type, raw) };
  }
  const record = parsed.data as { id: string; mergedInto?: string };
  const key: Key = { type, id: record.id };
  if (schema === Deletion) return { change: { key, record: null, mergedInto: null } };
  if (schema === Merge) {
    if (record.mergedInto === record.id)
      return {
        faults: [{ pointer: '/mergedInto', message: 'a record cannot be merged into itself; name another' }],
        references: [],
      };
    return { change: { key, record: null, mergedInto: record.mergedInto! } };
  }
  // What answers and exports may leave out is not taken away by leaving it out; null takes it away.
  const keeps = TYPES[type].unanswered.filter((name) => !Object.hasOwn(raw as object, name));
  return { change: { key, record, mergedInto: null, ...(keeps.length > 0 && { keeps }) } };
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schema of a data file: lists of records by the plural names of their types. */
export const DataFile = z
  .strictObject(
    Object.fromEntries(
      ALL_TYPES.map((type) => [type.plural, z.array(writtenForm(type.name)).optional().describe(type.about)]),
    ),
  )
  .describe('A Dictum data file: records by type.');
