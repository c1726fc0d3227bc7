import { TYPES } from '../../model/types.ts';
import { keyText, type TypeName } from '../../model/ids.ts';
import { REPAIR } from '../check.ts';
import type { Finding } from '../port.ts';
import type { Database } from './sqlite.ts';
import { fieldOfTerm, TERMS } from '../index/values.ts';

/*
 * Rows of the tables in words for people.
 */

export type Row = Readonly<Record<string, any>>;

const record = (database: Database, rid: number): string => {
  const found = database.prepare('SELECT type, id FROM record WHERE rid = ?').get(rid);
  return found === undefined ? `record ${rid}, which is not there` : keyText(found);
};

const field = (database: Database, number: number): string => {
  const found = database.prepare('SELECT type, filter FROM field WHERE field = ?').get(number);
  return found === undefined ? `field ${number}` : `${found.type} ${found.filter}`;
};

const term = (database: Database, tid: number): string => {
  const found = database
    .prepare('SELECT value FROM term WHERE tid = ?1 UNION ALL SELECT value FROM stored.term WHERE tid = ?1')
    .get(tid);
  return [field(database, fieldOfTerm(tid)), found?.value ?? `value ${tid % TERMS}`].join(' ');
};

const sortOf = (database: Database, { tid, sort }: Row): string => {
  const type: TypeName | undefined = database
    .prepare('SELECT type FROM field WHERE field = ?')
    .get(fieldOfTerm(tid))?.type;
  const sorts = type === undefined || !(type in TYPES) ? [] : Object.keys(TYPES[type].sorts);
  return sorts[sort] ?? String(sort);
};

type Words = { where: string; what: string };

const WORDS: Readonly<Record<string, (database: Database, row: Row) => Words>> = {
  record: (_, row) => ({
    where: keyText(row as { type: TypeName; id: string }),
    what: 'its label or its place in the orders of lists',
  }),
  reference: (database, row) => ({
    where: record(database, row['source']),
    what: `that it refers to ${record(database, row['target'])}`,
  }),
  field: (_, row) => ({ where: `${row['type']} ${row['filter']}`, what: 'the number of this filter' }),
  term: (database, row) => ({
    where: `${field(database, row['field'])} ${row['value']}`,
    what: 'which records have this value, or how many,',
  }),
  sum: (database, row) => ({
    where: term(database, row['tid']),
    what: `how many of its records have ${term(database, row['value'])}`,
  }),
  column_block: (database, row) => ({ where: field(database, row['field']), what: 'what its values are counted by' }),
  block: (database, row) => ({
    where: record(database, row['rid']),
    what: `its place under ${term(database, row['tid'])} in the order by ${sortOf(database, row)}`,
  }),
  filed: (database, row) => ({ where: record(database, row['rid']), what: 'what it is filed under' }),
  stored_text: (database, row) => ({
    where: record(database, row['rowid']),
    what: 'what the words of its text are found by',
  }),
  record_words: (database, row) => ({
    where: record(database, row['rowid']),
    what:
      row['word'] === undefined
        ? 'what it is found by in search'
        : `that it is found by ${JSON.stringify(row['word'])} in search`,
  }),
  root: (database, row) => ({ where: record(database, row['rid']), what: 'what it independently rests on' }),
  name: (_, row) => ({
    where: keyText(row as { type: TypeName; id: string }),
    what: `its name ${JSON.stringify(row['entry'])} for type-ahead`,
  }),
};

const SAID = {
  missing: 'is missing in the index',
  extra: 'is in the index, and does not follow from the records',
  changed: 'is kept otherwise than it follows from the records',
} as const;

/** A row of a table that is not there, is there in vain, or is another than it should be. */
export const described = (database: Database, table: string, row: Row, how: keyof typeof SAID): Finding => {
  const { where, what } = WORDS[table]?.(database, row) ?? { where: `table ${table}`, what: JSON.stringify(row) };
  return { where, message: `${what} ${SAID[how]}`, remedy: REPAIR };
};
