import { DictumError } from '../model/errors.ts';
import type { Key, TypeName } from '../model/ids.ts';
import type { Related, Store } from '../store/port.ts';
import { recordParameters } from './list-parameters.ts';
import { readParameters, type RawParameters } from './parameters.ts';

/** A record, or the id that its own leads to since it was merged. */
export type Found = { json: string; related: Related[] } | { movedTo: string };

/**
 * Reads one record.
 * @throws DictumError `not-found`, or `gone` for a deleted one
 */
export const readRecord = async (store: Store, key: Key, include: string[][] = []): Promise<Found> => (await readRecords(store, [key], include))[0]!;

/**
 * Reads several records at once, each with what `include` asks for of all of them.
 * @throws DictumError for the first of them that is not there: `not-found`, or `gone` for a deleted one
 */
export const readRecords = async (store: Store, keys: readonly Key[], include: string[][] = []): Promise<Found[]> => {
  const { readings, related } = await store.read(keys, include);
  return readings.map((reading) => {
    const { key } = reading;
    const context = { recordType: key.type, id: key.id };
    if (reading.state === 'deleted') throw new DictumError('gone', `${key.type} ${key.id} was deleted`, { context });
    if (reading.state === 'absent') throw new DictumError('not-found', `there is no ${key.type} ${key.id}`, { context });
    return reading.state === 'moved' ? { movedTo: reading.to } : { json: reading.json, related };
  });
};

/** What of a record is to be shown. @throws DictumError `invalid-parameters` */
export const readRecordRequest = (type: TypeName, raw: RawParameters): { fields: string[][]; include: string[][] } => {
  const { fields = [], include = [] } = readParameters(raw, recordParameters(type));
  return { fields, include };
};
