import { crc32 } from 'node:zlib';
import { DictumError } from '../../model/errors.ts';
import type { Key, TypeName } from '../../model/ids.ts';
import { longNames } from './field-names.ts';

/*
 * Each row of `record` has two checksums, so that what the disk or somebody else did to it is told and never served:
 * one of what is written, and one of what is derived, with its address, its label and where it was merged into. They are
 * verified where they are read, by the column `view` (schema.ts) and by the columns here.
 */

type Prepares = { prepare(sql: string): { get(...values: unknown[]): any; all(...values: unknown[]): any[] } };

/** The CRC-32 of some texts, as the signed whole number that SQLite keeps in four bytes. */
export const checksum = (...texts: (string | null)[]): number =>
  texts.reduce((sum, text) => crc32(text ?? '\0', sum), 0) | 0;

const sumsOf = (row: string): { written: string; derived: string } => ({
  written: `checksum(${row}written)`,
  derived: `checksum(${row}type, ${row}id, ${row}label, ${row}moved_to, ${row}derived)`,
});

/** In SQL: a value that rests on what is written, or an error that names the record. `row`: the table, with a dot. */
export const ifWritten = (value: string, row = ''): string =>
  `CASE WHEN ${row}written_sum = ${sumsOf(row).written} THEN ${value} ELSE damaged('written', ${row}type, ${row}id) END`;

/** The same of one that rests on what is derived, on the label or on where the record was merged into. */
export const ifDerived = (value: string, row = ''): string =>
  `CASE WHEN ${row}derived_sum = ${sumsOf(row).derived} THEN ${value} ELSE damaged('derived', ${row}type, ${row}id) END`;

export const LABEL = `${ifDerived('label')} AS label`;
export const MOVED_TO = `${ifDerived('moved_to')} AS moved_to`;
export const WRITTEN = `${ifWritten('written')} AS written`;

/** Which of the two is damaged; null where neither is. */
export const DAMAGE = `CASE WHEN written_sum IS NOT ${sumsOf('').written} THEN 'written' WHEN derived_sum IS NOT ${sumsOf('').derived} THEN 'derived' END`;

/**
 * What is written, as a write takes it. Where that is damaged and nothing was derived of it, something that is no record
 * stands for it, so that it can be written again.
 */
export const WRITABLE = `CASE WHEN derived IS NULL AND (${DAMAGE}) = 'written' THEN '[]' ELSE ${ifWritten('written')} END AS written`;

/** The checksums of what is written in a store that may be of an earlier version, which has none. */
export const writtenSums = (old: Prepares): ((row: Key & { written: string | null }) => number | null) => {
  const hasSums = old.prepare("SELECT 1 FROM pragma_table_xinfo('record') WHERE name = 'written_sum'").all().length > 0;
  if (!hasSums) return ({ written }) => checksum(written);
  const find = old.prepare('SELECT written_sum AS sum FROM record WHERE type = ? AND id = ?');
  return ({ type, id }) => find.get(type, id).sum;
};

/** Of what the check of a record names as damaged. */
export type Damage = 'written' | 'derived';

export const WHAT: Readonly<Record<Damage, string>> = {
  written: 'what is written of it',
  derived: 'what is derived of it',
};

const MESSAGE = /^damaged record: (?<what>written|derived) of (?<type>\w+)\/(?<id>\S+)$/;

/** What a client is told of a damaged record. */
export const damagedRecord = (damage: Damage, { type, id }: { type: TypeName; id: string }): DictumError =>
  new DictumError('damaged-record', `${type}/${id} is stored otherwise than it was saved: ${WHAT[damage]} is damaged`, {
    context: { recordType: type, id },
  });

/** The same where an error of the database says so: it keeps of an error that a function throws the message alone. */
export const asDamage = (error: unknown): DictumError | null => {
  const { what, type, id } = (error instanceof Error && MESSAGE.exec(error.message)?.groups) || {};
  return what === undefined ? null : damagedRecord(what as Damage, { type: type as TypeName, id: id! });
};

/** What a read finds. @throws DictumError `damaged-record` where a record that it meets is damaged */
export const whole = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw asDamage(error) ?? error;
  }
};

type Registering = {
  function(
    name: string,
    options: { deterministic: boolean; varargs?: boolean },
    call: (...values: any[]) => string | number | null,
  ): void;
};

/**
 * Gives a connection the functions that its columns are read by. `tolerant`: what is damaged is null, and no error; for
 * whoever goes through all records and names those that are.
 */
export const addFunctions = (database: Registering, tolerant: boolean): void => {
  database.function('checksum', { deterministic: true, varargs: true }, checksum);
  database.function('long_names', { deterministic: true }, (text: string | null) =>
    text === null ? null : longNames(text),
  );
  database.function('damaged', { deterministic: true }, (damage: string, type: string, id: string) => {
    if (tolerant) return null;
    throw new Error(`damaged record: ${damage} of ${type}/${id}`);
  });
};
