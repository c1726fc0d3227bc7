import { keyText, refPaths, type Key, type TypeName } from '../model/ids.ts';
import { TYPES } from '../model/types.ts';
import type { Questions } from '../store/port.ts';
import { labelsOf, type Labels } from './labels.ts';

/*
 * Records as rows of a table: a column a field, and beside each one that refers to records a column with their labels.
 */

/** Between the values of a cell that has several. */
export const BETWEEN = '|';

type Json = Record<string, unknown>;
type Column = { name: string; cell: (record: Json, labels: Labels) => string };

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** What stands at a path, through all lists on the way; what is not there is null, so that columns of one list stay in step. */
export const valuesAt = (value: unknown, [step, ...rest]: readonly string[]): unknown[] => {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, step === undefined ? [] : [step, ...rest]));
  if (step === undefined) return [value];
  return valuesAt(isObject(value) && Object.hasOwn(value, step) ? (value[step] ?? null) : null, rest);
};

const isKey = (value: unknown): value is Key => isObject(value) && Object.keys(value).join() === 'type,id';

/**
 * Several values in one cell, with nothing in the place of what is not there; objects as JSON, a list of them where
 * there may be several.
 */
const cellAt = (record: Json, path: readonly string[]): string => {
  const values = valuesAt(record, path);
  if (values.some((value) => isObject(value) && !isKey(value)))
    return JSON.stringify(path.length === 1 ? record[path[0]!] : values);
  return joined(values.map((value) => (isKey(value) ? keyText(value) : String((value ?? '') as string | number))));
};

const joined = (texts: readonly string[]): string => (texts.some((text) => text !== '') ? texts.join(BETWEEN) : '');

/** The columns of some fields of a type; of all where none are named. */
const columnsOf = (
  type: TypeName,
  fields: readonly (readonly string[])[],
  isWritten: boolean,
): { columns: Column[]; keysOf: (record: Json) => Key[] } => {
  const { view, written: form } = TYPES[type];
  const schema = isWritten ? form : view;
  const types = new Map(
    refPaths(schema).map((found) => [found.path.filter((step) => step !== '*').join('.'), found.types] as const),
  );
  const asked =
    fields.length > 0 ? [['type'], ['id'], ...fields] : ['type', ...Object.keys(schema.shape)].map((name) => [name]);
  const paths = [...new Map(asked.map((path) => [path.join('.'), path])).entries()];
  const keysAt = (record: Json, path: readonly string[], name: string): (Key | null)[] =>
    valuesAt(record, path).map((value) => {
      if (isKey(value)) return value;
      return typeof value === 'string' ? { type: types.get(name)![0]!, id: value } : null;
    });
  const columns = paths.flatMap(([name, path]): Column[] => {
    const own: Column = { name, cell: (record) => cellAt(record, path) };
    if (!types.has(name)) return [own];
    const cell = (record: Json, labels: Labels): string =>
      joined(keysAt(record, path, name).map((key) => (key === null ? '' : (labels.get(keyText(key)) ?? ''))));
    return [own, { name: `${name}.label`, cell }];
  });
  const referring = paths.filter(([name]) => types.has(name));
  return {
    columns,
    keysOf: (record) => referring.flatMap(([name, path]) => keysAt(record, path, name).filter((key) => key !== null)),
  };
};

export type Table = {
  header: string[];
  /** The rows of some records, which come as JSON; labels are read for all of them at once. */
  rowsOf: (records: readonly string[]) => Promise<string[][]>;
};

/** A table of records of a type in the form, and of the fields, that are asked for. */
export const tableOf = (
  store: Questions,
  type: TypeName,
  fields: readonly (readonly string[])[] = [],
  isWritten = false,
): Table => {
  const { columns, keysOf } = columnsOf(type, fields, isWritten);
  return {
    header: columns.map(({ name }) => name),
    rowsOf: async (records) => {
      const read = records.map((json) => JSON.parse(json) as Json);
      const labels = await labelsOf(store, read.flatMap(keysOf));
      return read.map((record) => columns.map(({ cell }) => cell(record, labels)));
    },
  };
};
