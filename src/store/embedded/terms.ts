import type { Key, TypeName } from '../../model/ids.ts';
import { wordsOf } from '../index/sets.ts';
import { decodeValues, eachValue, encodeValues, TERMS, type Values } from '../index/values.ts';
import { listed } from './blocks.ts';
import { insertRows, type Database } from './sqlite.ts';

/** The numbers of a field's terms: from the first up to, not including, the second. */
export type Range = readonly [number, number];

export const rangeOf = (field: number): Range => [field * TERMS, (field + 1) * TERMS];

/** The terms of very many records, whose facets are summed. */
export const summedTerms = (database: Database): number[] =>
  database
    .prepare('SELECT tid FROM term WHERE summed')
    .all()
    .map(({ tid }) => tid as number);

/** Says something of the type and filter of a field, which are looked up once for each. */
export const fieldTest = (
  database: Database,
  is: (type: TypeName, filter: string) => boolean,
): ((field: number) => boolean) => {
  const fields = new Map<number, boolean>();
  return (field) => {
    const known = fields.get(field);
    if (known !== undefined) return known;
    const { type, filter } = database.prepare('SELECT type, filter FROM field WHERE field = ?').get(field) as {
      type: TypeName;
      filter: string;
    };
    fields.set(field, is(type, filter));
    return fields.get(field)!;
  };
};

/** What a record is filed under, as it is stored (index/values.ts); null where it is under nothing. */
export const filedBytes = (database: Database, rid: number): Uint8Array | null =>
  database.prepare('SELECT tids FROM filed WHERE rid = ?').get(rid)?.tids ?? null;

/** What a record is filed under, and how often. */
export const filedOf = (database: Database, rid: number): Values => {
  const bytes = filedBytes(database, rid);
  return bytes === null ? new Map() : decodeValues(bytes);
};

export const keepFiledBytes = (database: Database, rid: number, bytes: Uint8Array): void => {
  if (bytes.length === 0) database.prepare('DELETE FROM filed WHERE rid = ?').run(rid);
  else database.prepare('INSERT OR REPLACE INTO filed VALUES (?, ?)').run(rid, bytes);
};

export const keepFiled = (database: Database, rid: number, values: Values): void =>
  keepFiledBytes(database, rid, encodeValues(values));

/** The numbers of a field's values that a record is filed under. */
export const filedWithin = (database: Database, rid: number, field: number): number[] => {
  const found: number[] = [];
  const bytes = filedBytes(database, rid);
  if (bytes !== null) eachValue(bytes, (of, number) => of === field && found.push(field * TERMS + number));
  return found;
};

/**
 * What records with numbers from the first up to, not including, the second are filed under, but for those without an
 * answer, which no list has.
 */
export const filedBetween = (database: Database, first: number, end: number): { rid: number; tids: Uint8Array }[] =>
  database
    .prepare(
      "SELECT f.rid, f.tids FROM filed f CROSS JOIN record r ON r.rid = f.rid WHERE f.rid >= ? AND f.rid < ? AND r.sorts <> '[]' ORDER BY f.rid",
    )
    .all(first, end);

/** The greatest number of a record; 0 where there is none. */
export const lastRid = (database: Database): number =>
  database.prepare('SELECT coalesce(max(rid), 0) AS last FROM record').get().last;

/** How many terms a field was ever given. */
export const termsIn = (database: Database, field: number): number => {
  const [first, end] = rangeOf(field);
  return (
    database
      .prepare('SELECT coalesce(max(tid) + 1, ?) AS next FROM term WHERE tid >= ? AND tid < ?')
      .get(first, first, end).next - first
  );
};

/** The number of a filter of a type; null where no record was ever filed under it. */
export const fieldOf = (database: Database, type: TypeName, filter: string): number | null =>
  database.prepare('SELECT field FROM field WHERE type = ? AND filter = ?').get(type, filter)?.field ?? null;

/**
 * `summed`: whether its facets are kept as sums (1) or have to be counted (0); `rids`: the numbers of its records, null
 * where they are a list with blocks.
 */
type TermRow = { tid: number; records: number; summed: number; rids: Uint8Array | null };

/** The term of a value; undefined where no record was ever filed under it. */
export const termOf = (database: Database, type: TypeName, filter: string, value: string): TermRow | undefined =>
  database
    .prepare(
      'SELECT t.tid, t.records, t.summed, t.rids FROM field c CROSS JOIN term t ON t.field = c.field WHERE c.type = ? AND c.filter = ? AND t.value = ?',
    )
    .get(type, filter, value);

/** The values that a record is filed under for a filter. */
export const valuesOf = (database: Database, { type, id }: Key, filter: string): string[] => {
  const record = database.prepare('SELECT rid FROM record WHERE type = ? AND id = ?').get(type, id);
  const field = fieldOf(database, type, filter);
  if (record === undefined || field === null) return [];
  const find = database.prepare('SELECT value FROM term WHERE tid = ?');
  return filedWithin(database, record.rid, field).map((tid): string => find.get(tid).value);
};

/** The records of a type that are filed under a value of a filter, at most so many. */
export const filedUnder = (
  database: Database,
  type: TypeName,
  { filter, value }: { filter: string; value: string },
  most = Infinity,
): Key[] => {
  const term = termOf(database, type, filter, value);
  if (term === undefined) return [];
  const find = database.prepare('SELECT id FROM record WHERE rid = ?');
  const rids = term.rids === null ? listed(database, { tid: term.tid, sort: 0 }) : wordsOf(term.rids);
  return Array.from(rids.subarray(0, most), (rid): Key => ({ type, id: find.get(rid).id }));
};

/** How many terms a connection remembers. */
const REMEMBERED = 200_000;

/** The numbers of terms by type and index key (its filter and value as one text). */
class TermNumbers {
  private readonly byType = new Map<TypeName, Map<string, number>>();
  private size = 0;

  get(type: TypeName, indexKey: string): number | undefined {
    return this.byType.get(type)?.get(indexKey);
  }

  set(type: TypeName, indexKey: string, tid: number): void {
    let of = this.byType.get(type);
    if (of === undefined) this.byType.set(type, (of = new Map()));
    of.set(indexKey, tid);
    this.size += 1;
  }

  get isFull(): boolean {
    return this.size > REMEMBERED;
  }
}

/**
 * What a connection knows of terms: their numbers, as far as it has met them, which never change until the file is
 * written anew (purge.ts).
 */
export class KnownTerms {
  private numbers = new TermNumbers();
  private schema: number | null = null;

  /**
   * What is known, for a transaction to add to; until it is given back, nothing is. Forgotten where the file was
   * written anew since, which raises the version of its schema.
   */
  take(database: Database): TermNumbers {
    const { schema_version: schema } = database.prepare('PRAGMA schema_version').get();
    const known = this.schema === schema ? this.numbers : new TermNumbers();
    this.numbers = new TermNumbers();
    this.schema = schema;
    return known;
  }

  giveBack(numbers: TermNumbers): void {
    if (!numbers.isFull) this.numbers = numbers;
  }
}

/** The numbers of terms in one transaction. */
export class NewTerms {
  private readonly database: Database;
  private readonly known: KnownTerms;
  private readonly numbers: TermNumbers;
  private hasNew = false;
  private readonly added = new Map<number, [field: number, value: string]>();
  private readonly fields = new Map<string, number>();
  /** By field, the number of the next new term. */
  private readonly next = new Map<number, number>();

  constructor(database: Database, known: KnownTerms) {
    this.database = database;
    this.known = known;
    this.numbers = known.take(database);
  }

  /** The number of the term of an index key; a new one where there is none yet. */
  of(type: TypeName, indexKey: string): number {
    const known = this.numbers.get(type, indexKey);
    if (known !== undefined) return known;
    const end = indexKey.indexOf('\0');
    const [field, value] = [this.field(type, indexKey.slice(0, end)), indexKey.slice(end + 1)];
    const stored: number | undefined = this.database
      .prepare('SELECT tid FROM term WHERE field = ? AND value = ?')
      .get(field, value)?.tid;
    const tid = stored ?? this.number(field);
    if (stored === undefined) {
      this.added.set(tid, [field, value]);
      this.hasNew = true;
    }
    this.numbers.set(type, indexKey, tid);
    return tid;
  }

  private field(type: TypeName, filter: string): number {
    const text = `${type}\0${filter}`;
    const field =
      this.fields.get(text) ??
      fieldOf(this.database, type, filter) ??
      Number(this.database.prepare('INSERT INTO field VALUES (NULL, ?, ?)').run(type, filter).lastInsertRowid);
    this.fields.set(text, field);
    return field;
  }

  private number(field: number): number {
    const tid: number =
      this.next.get(field) ??
      this.database
        .prepare('SELECT coalesce(max(tid) + 1, ?) AS tid FROM term WHERE tid >= ? AND tid < ?')
        .get(rangeOf(field)[0], ...rangeOf(field)).tid;
    this.next.set(field, tid + 1);
    return tid;
  }

  /** Writes those that are new, without records. */
  save(): void {
    insertRows(
      this.database,
      'term',
      [...this.added].map(([tid, [field, value]]) => [tid, field, value, 0, 0, new Uint8Array()]),
    );
    this.added.clear();
  }

  /** To be called once the transaction is committed, or rolled back: what it numbered anew is known only if it is there. */
  end(isCommitted: boolean): void {
    if (isCommitted || !this.hasNew) this.known.giveBack(this.numbers);
  }
}
