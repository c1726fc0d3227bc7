import type { Key, TypeName } from '../../model/ids.ts';
import { insertRows, type Database } from './sqlite.ts';

/** How many terms a field can have; their numbers begin at that of the field times this. */
export const TERMS = 2 ** 32;

/** The numbers of a field's terms: from the first up to, not including, the second. */
export type Range = readonly [number, number];

export const rangeOf = (field: number): Range => [field * TERMS, (field + 1) * TERMS];

/** The field that a term belongs to. */
export const fieldOfTerm = (tid: number): number => Math.floor(tid / TERMS);

/** The number of a term among those of its field. */
export const numberWithin = (tid: number): number => tid % TERMS;

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

/** What records with numbers from the first up to, not including, the second are filed under. */
export const filedBetween = (database: Database, first: number, end: number): { rid: number; tids: number[] }[] =>
  database
    .prepare('SELECT rid, json_group_array(tid) AS tids FROM filed WHERE rid >= ? AND rid < ? GROUP BY rid')
    .all(first, end)
    .map(({ rid, tids }): { rid: number; tids: number[] } => ({ rid, tids: JSON.parse(tids) }));

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

export const rangesOf = (database: Database, type: TypeName, filters: readonly string[]): Range[] =>
  filters.flatMap((filter) => {
    const field = fieldOf(database, type, filter);
    return field === null ? [] : [rangeOf(field)];
  });

/** `summed`: whether its facets are kept as sums (1) or have to be counted (0). */
export type Term = { tid: number; records: number; summed: number };

/** The term of a value; undefined where no record was ever filed under it. */
export const termOf = (database: Database, type: TypeName, filter: string, value: string): Term | undefined =>
  database
    .prepare(
      'SELECT t.tid, t.records, t.summed FROM field c CROSS JOIN term t ON t.field = c.field WHERE c.type = ? AND c.filter = ? AND t.value = ?',
    )
    .get(type, filter, value);

/** The values that a record is filed under for a filter. */
export const valuesOf = (database: Database, { type, id }: Key, filter: string): string[] =>
  rangesOf(database, type, [filter]).flatMap(([first, end]) =>
    database
      .prepare(
        'SELECT t.value FROM record r CROSS JOIN filed f ON f.rid = r.rid AND f.tid >= ? AND f.tid < ? CROSS JOIN term t ON t.tid = f.tid WHERE r.type = ? AND r.id = ?',
      )
      .all(first, end, type, id)
      .map(({ value }): string => value),
  );

/** The records of any type that are filed under a value of a filter. */
export const filedUnder = (database: Database, types: readonly TypeName[], filter: string, value: string): Key[] =>
  types.flatMap((type): Key[] => {
    const term = termOf(database, type, filter, value);
    return term === undefined
      ? []
      : database
          .prepare('SELECT id FROM posting WHERE tid = ? AND sort = 0')
          .all(term.tid)
          .map(({ id }): Key => ({ type, id }));
  });

/** How many terms a connection remembers. */
const REMEMBERED = 200_000;

/** The numbers of terms by type, filter and value, as far as a connection has met them. They never change. */
export class KnownTerms {
  private readonly tids = new Map<string, number>();

  get(text: string): number | undefined {
    return this.tids.get(text);
  }

  add(terms: ReadonlyMap<string, number>): void {
    if (this.tids.size + terms.size > REMEMBERED) this.tids.clear();
    for (const [text, tid] of terms) this.tids.set(text, tid);
  }
}

/** The terms of one transaction: numbers for those that are new, and how many records each has more or less. */
export class NewTerms {
  private readonly database: Database;
  private readonly known: KnownTerms;
  /** Those that this transaction has met. */
  private readonly met = new Map<string, number>();
  private readonly added = new Map<number, [field: number, value: string]>();
  private readonly steps = new Map<number, number>();
  private readonly fields = new Map<string, number>();
  /** By field, the number of the next new term. */
  private readonly next = new Map<number, number>();

  constructor(database: Database, known: KnownTerms) {
    this.database = database;
    this.known = known;
  }

  /** The number of a term; a new one where there is none yet. */
  of(type: TypeName, filter: string, value: string): number {
    const text = `${type}\0${filter}\0${value}`;
    const met = this.met.get(text) ?? this.known.get(text);
    if (met !== undefined) return met;
    const field = this.field(type, filter);
    const stored: number | undefined = this.database
      .prepare('SELECT tid FROM term WHERE field = ? AND value = ?')
      .get(field, value)?.tid;
    const tid = stored ?? this.number(field);
    if (stored === undefined) this.added.set(tid, [field, value]);
    this.met.set(text, tid);
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

  count(tid: number, step: number): void {
    this.steps.set(tid, (this.steps.get(tid) ?? 0) + step);
  }

  /** Writes what is new, and how many records each term has; those of terms that have more or less than before. */
  save(): [tid: number, records: number][] {
    insertRows(
      this.database,
      'term',
      [...this.added].map(([tid, [field, value]]) => [tid, field, value, this.steps.get(tid) ?? 0, 0]),
    );
    const update = this.database.prepare('UPDATE term SET records = records + ? WHERE tid = ? RETURNING records');
    const grown: [tid: number, records: number][] = [];
    for (const [tid, step] of this.steps)
      if (step !== 0) grown.push([tid, this.added.has(tid) ? step : (update.get(step, tid) as Term).records]);
    this.added.clear();
    this.steps.clear();
    return grown;
  }

  /** To be called once the transaction is committed. */
  keep(): void {
    this.known.add(this.met);
  }
}
