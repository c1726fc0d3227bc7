import { DictumError } from '../model/errors.ts';
import type { Key, TypeName } from '../model/ids.ts';
import type { Questions, Reading, Related } from '../store/port.ts';
import { absentText } from '../store/meant.ts';
import { recordParameters } from './list-parameters.ts';
import { readParameters, type RawParameters } from './parameters.ts';
import { isWrittenForm, writtenForms } from './written-form.ts';

/** A record, or the id that its own leads to since it was merged. */
export type Found = { json: string; revision: number | null; related: Related[] } | { movedTo: string };

/**
 * Reads one record; `isWritten`: as it is written.
 * @throws DictumError `not-found`, or `gone` for a deleted one
 */
export const readRecord = async (
  store: Questions,
  key: Key,
  include: string[][] = [],
  isWritten = false,
): Promise<Found> => {
  const {
    readings: [reading],
    related,
  } = await store.read([key], include);
  if (reading!.state === 'absent') throw notFound(key, await absentText(store, key));
  const present = presentIn(reading!);
  if ('movedTo' in present) return present;
  const [written] = isWritten ? await writtenForms(store, [key]) : [];
  // What is written may be newer than the revision, which then no condition is met by.
  return { json: written ?? present.json, revision: present.revision, related };
};

/** The record at an address, or the id that this one leads to. */
export type Present = { json: string; revision: number | null } | { movedTo: string };

/**
 * The record that stands at an address, or the id that its own leads to.
 * @throws DictumError `not-found`, or `gone` for a deleted one
 */
export const presentIn = (reading: Reading): Present => {
  const { type, id } = reading.key;
  if (reading.state === 'found') return { json: reading.json, revision: reading.revision };
  if (reading.state === 'moved') return { movedTo: reading.to };
  if (reading.state === 'deleted')
    throw new DictumError('gone', `${type} ${id} was deleted`, { context: { recordType: type, id } });
  throw notFound(reading.key, `there is no ${type} ${id}`);
};

const notFound = ({ type, id }: Key, detail: string): DictumError =>
  new DictumError('not-found', detail, { context: { recordType: type, id } });

/** What stands for something about a record that is not there, which is told where the record itself is read. */
export const ifAbsent =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (error instanceof DictumError && (error.code === 'not-found' || error.code === 'gone')) return instead;
    throw error;
  };

/** What of a record is to be shown. @throws DictumError `invalid-parameters` */
export const readRecordRequest = (
  type: TypeName,
  raw: RawParameters,
): { fields: string[][]; include: string[][]; isWritten: boolean } => {
  const read = readParameters(raw, recordParameters(type));
  const { fields = [], include = [] } = read;
  return { fields, include, isWritten: isWrittenForm(read) };
};
