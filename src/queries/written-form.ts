import { DictumError, type Fault } from '../model/errors.ts';
import type { Key } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import type { Questions } from '../store/port.ts';
import { word, type Parameter } from './parameters.ts';

/*
 * A record as it is written: what a data file or an NDJSON line has of it, long forms and all, and nothing that is
 * derived. Texts that answers leave out are left out here too.
 */

export const formParameter: Parameter<string> = word(
  'The form of each record: as it is answered, or as it is written, with long forms and without what is derived; the written form is whole, so fields and include are left out',
  ['answered', 'written'],
  'answered',
  'invalid-value',
);

/** Whether the written form is asked for. @throws DictumError `invalid-parameters` where only a part of it is */
export const isWrittenForm = (read: { form?: string; fields?: unknown; include?: unknown }): boolean => {
  if (read.form !== 'written') return false;
  const faults = (['fields', 'include'] as const)
    .filter((parameter) => read[parameter] !== undefined)
    .map((parameter): Fault => ({
      parameter,
      code: 'invalid-value',
      detail: 'the written form of a record is whole; leave this out, or form',
    }));
  if (faults.length > 0) throw new DictumError('invalid-parameters', 'the written form is given whole', { faults });
  return true;
};

/** Records as they are written, as JSON in the order asked; those that are gone meanwhile are left out. */
export const writtenForms = async (store: Questions, keys: readonly Key[]): Promise<string[]> => {
  const texts = keys.length === 0 ? [] : await store.written(keys);
  return texts.flatMap((text, i) => {
    if (text === null) return [];
    const { type } = keys[i]!;
    const record = JSON.parse(text) as Record<string, unknown>;
    const left = new Set(TYPES[type].unanswered);
    const fields = Object.entries(record).filter(([name]) => !left.has(name));
    return [JSON.stringify({ type, ...Object.fromEntries(fields) })];
  });
};
