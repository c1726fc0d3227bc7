import { mapInTurns } from '../in-turns.ts';
import { parseRecord } from '../ingest/records.ts';
import type { Key } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import type { Change, Mention, Store } from '../store/port.ts';
import { isObject, mergePatch } from './merge-patch.ts';
import { addressFaults, notAnObject, writtenForm } from './written-form.ts';

/*
 * What somebody wants to be done to one record, and the change of the store that it comes to.
 */

/** The revision that has to stand: one of some numbers, none (null: there must be no record), or whichever there is. */
export type Expectation = readonly number[] | null | 'any';

export type Operation = { key: Key; expect: Expectation } & (
  | { op: 'put'; record: unknown }
  | { op: 'patch'; patch: unknown }
  | { op: 'delete' }
  | { op: 'merge'; into: string }
);

/** What stands at the address of an operation when it is read. */
export type CurrentRecord = {
  state: 'found' | 'moved' | 'deleted' | 'absent';
  movedTo: string | null;
  revision: number | null;
  /** As it is written, and as it is answered; null where no record stands. */
  written: Record<string, unknown> | null;
  answer: Record<string, unknown> | null;
};

/** Reads what stands; the revisions first, so that what is read is of no earlier one. */
export const readCurrent = async (store: Store, keys: readonly Key[]): Promise<CurrentRecord[]> => {
  const revisions = await store.revisionOf(keys);
  const [{ readings }, written] = await Promise.all([store.read(keys), store.written(keys)]);
  return mapInTurns(readings, (reading, i) => ({
    state: reading.state,
    movedTo: reading.state === 'moved' ? reading.to : null,
    revision: revisions[i]!,
    written: written[i] == null ? null : (JSON.parse(written[i]) as Record<string, unknown>),
    answer: reading.state === 'found' ? (JSON.parse(reading.json) as Record<string, unknown>) : null,
  }));
};

export type PointedFault = { pointer: string; message: string };

/**
 * What an operation comes to: a change, or what is wrong with it and what it refers to all the same. `within`: where in
 * the operation its record stands.
 */
export type Planned = { within: string } & (
  | { change: Change }
  | { faults: readonly PointedFault[]; mentions: readonly Mention[] }
);

const recordFrom = (key: Key, raw: unknown, within: string): Planned => {
  const unread = notAnObject(raw);
  if (!isObject(raw)) return { within, faults: unread, mentions: [] };
  const read = parseRecord(key.type, raw);
  if ('change' in read) {
    // What is left out of this stands in it already, or is to go.
    const { keeps: _keeps, ...change } = read.change;
    return { within, change };
  }
  return { within, faults: read.faults, mentions: read.references.map((reference) => ({ key, ...reference })) };
};

/** Fields by which a data file deletes or merges a record; here the operation says so. */
const NOT_FIELDS = ['deleted', 'mergedInto'];

const oddFields = (sent: Record<string, unknown>): PointedFault[] =>
  NOT_FIELDS.filter((name) => Object.hasOwn(sent, name)).map((name) => ({
    pointer: `/${name}`,
    message: `unknown field; ${name === 'deleted' ? 'DELETE deletes a record' : 'POST …/merge merges it into another'}`,
  }));

export const planOf = (operation: Operation, current: CurrentRecord): Planned => {
  const { key } = operation;
  if (operation.op === 'delete') return { within: '', change: { key, record: null, mergedInto: null } };
  if (operation.op === 'merge') {
    const read = parseRecord(key.type, { id: key.id, mergedInto: operation.into });
    if ('change' in read) return { within: '', change: read.change };
    return { within: '', faults: read.faults, mentions: [] };
  }
  const within = operation.op === 'put' ? '/record' : '/patch';
  const sent = operation.op === 'put' ? operation.record : operation.patch;
  if (!isObject(sent)) return { within, faults: notAnObject(sent), mentions: [] };
  const faults = [...addressFaults(key, sent), ...oddFields(sent)];
  if (faults.length > 0) return { within, faults, mentions: [] };
  const { written, answer } = current;
  if (operation.op === 'put') {
    const stands = written === null || answer === null ? null : { written, answer };
    return recordFrom(key, writtenForm(key, sent, stands), within);
  }
  const { type: _type, ...patch } = sent;
  return recordFrom(key, { ...(mergePatch(written ?? {}, patch) as object), id: key.id }, within);
};

/** Fields of a type that only who may see texts is told. */
export const hiddenFields = ({ type }: Key, texts: boolean): readonly string[] => (texts ? [] : TYPES[type].unanswered);
