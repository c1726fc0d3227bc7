import { isOwnFacet } from '../../model/facets.ts';
import { postingsSql, type Plan, type Sql } from './select.ts';
import {
  add,
  addChunk,
  asBytes,
  bytesOf,
  CHUNK,
  emptySet,
  halvesOf,
  has,
  keepOnly,
  leaveOut,
  ridsOf,
  wordsOf,
  type RecordSet,
} from './sets.ts';
import type { Database } from './sqlite.ts';
import {
  fieldOfTerm,
  fieldTest,
  filedBetween,
  lastRid,
  numberWithin,
  rangeOf,
  summedTerms,
  termsIn,
  TERMS,
} from './terms.ts';

/*
 * The index once more, for what is counted over very many records. Of each term of many records (those whose facets
 * are summed too) the set of them, so that what several conditions leave is found by joining bits; and of each filter
 * by which a type is counted the values of all records in a row, so that they are counted without looking up each
 * record. Both lie in chunks of neighbouring record numbers, which every write corrects.
 *
 * A chunk is of a term, or of a field; no term has so small a number as fields have.
 */

const isField = (of: number): boolean => of < TERMS;

/**
 * What a chunk holds, as numbers in order: the places of a term's records within it, or of a field these times `TERMS`
 * and the number of a value among the field's.
 */
type Held = number[];

/** A field's chunk: values, and in the same order whose they are. */
const columnOf = (bytes: Uint8Array): { values: Uint32Array; places: Uint16Array } => {
  const values = wordsOf(bytes, bytes.length / 6);
  return { values, places: halvesOf(bytes.subarray(values.byteLength)) };
};

const written = (of: number, held: Held): Uint8Array =>
  isField(of)
    ? Buffer.concat([
        bytesOf(Uint32Array.from(held, numberWithin)),
        bytesOf(Uint16Array.from(held, (number) => Math.floor(number / TERMS))),
      ])
    : asBytes(held);

const read = (of: number, bytes: Uint8Array): Held => {
  if (isField(of)) {
    const { values, places } = columnOf(bytes);
    return Array.from(places, (place, i) => place * TERMS + values[i]!);
  }
  const set = emptySet(0);
  addChunk(set, 0, bytes);
  return ridsOf(set);
};

/** What changes of the chunks: what is held from now on (true), or no longer. */
export class ChunkSteps {
  private readonly database: Database;
  private readonly isMany: (tid: number) => boolean;
  private readonly table: string;
  private readonly isColumn: (field: number) => boolean;
  private readonly steps = new Map<number, Map<number, Map<number, boolean>>>();

  /** `isMany`: whether the records of a term are kept as a set. */
  constructor(database: Database, isMany: (tid: number) => boolean, table = 'chunk') {
    this.database = database;
    this.isMany = isMany;
    this.table = table;
    this.isColumn = fieldTest(database, isOwnFacet);
  }

  /** A record was filed under some terms and taken out of others. */
  change(rid: number, added: readonly number[], removed: readonly number[]): void {
    for (const tid of added) this.step(rid, tid, true);
    for (const tid of removed) this.step(rid, tid, false);
  }

  /** The records of a term are kept as a set from now on. */
  keepSet(tid: number): void {
    for (const rid of ridsUnder(this.database, tid)) this.put(tid, rid, rid % CHUNK, true);
  }

  private step(rid: number, tid: number, is: boolean): void {
    const field = fieldOfTerm(tid);
    if (this.isColumn(field)) this.put(field, rid, (rid % CHUNK) * TERMS + numberWithin(tid), is);
    if (this.isMany(tid)) this.put(tid, rid, rid % CHUNK, is);
  }

  private put(owner: number, rid: number, number: number, is: boolean): void {
    const chunk = Math.floor(rid / CHUNK);
    let chunks = this.steps.get(owner);
    if (chunks === undefined) this.steps.set(owner, (chunks = new Map()));
    let steps = chunks.get(chunk);
    if (steps === undefined) chunks.set(chunk, (steps = new Map()));
    steps.set(number, is);
  }

  save(): void {
    const find = this.database.prepare(`SELECT bytes FROM ${this.table} WHERE owner = ? AND chunk = ?`);
    const put = this.database.prepare(
      `INSERT INTO ${this.table} VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET bytes = excluded.bytes`,
    );
    const remove = this.database.prepare(`DELETE FROM ${this.table} WHERE owner = ? AND chunk = ?`);
    for (const [owner, chunks] of this.steps) {
      for (const [chunk, steps] of chunks) {
        const bytes: Uint8Array | undefined = find.get(owner, chunk)?.bytes;
        const held = bytes === undefined ? [] : read(owner, bytes).filter((number) => !steps.has(number));
        for (const [number, is] of steps) if (is) held.push(number);
        if (held.length > 0)
          put.run(
            owner,
            chunk,
            written(
              owner,
              held.sort((a, b) => a - b),
            ),
          );
        else remove.run(owner, chunk);
      }
    }
    this.steps.clear();
  }
}

/** Puts all chunks together anew, those of one term or field beside each other. */
export const chunkAll = (database: Database): void => {
  database.exec(
    'CREATE TEMP TABLE built (owner INTEGER NOT NULL, chunk INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (owner, chunk))',
  );
  try {
    const many = new Set(summedTerms(database));
    const steps = new ChunkSteps(database, (tid) => many.has(tid), 'temp.built');
    const last = lastRid(database);
    for (let rid = 0; rid <= last; rid += CHUNK) {
      for (const { rid: of, tids } of filedBetween(database, rid, rid + CHUNK)) steps.change(of, tids, []);
      steps.save();
    }
    database.exec('DELETE FROM chunk; INSERT INTO chunk SELECT * FROM temp.built ORDER BY owner, chunk');
  } finally {
    database.exec('DROP TABLE temp.built');
  }
};

const ridsUnder = (database: Database, tid: number): number[] =>
  JSON.parse(
    database.prepare('SELECT json_group_array(rid) AS rids FROM posting WHERE tid = ? AND sort = 0').get(tid).rids,
  ) as number[];

/** The records that are filed under any of some terms. */
const setUnder = (database: Database, tids: readonly number[], last: number): RecordSet => {
  const set = emptySet(last);
  const isMany = database.prepare('SELECT summed FROM term WHERE tid = ?');
  const chunks = database.prepare('SELECT chunk, bytes FROM chunk WHERE owner = ?');
  for (const tid of tids) {
    if (isMany.get(tid).summed === 0) for (const rid of ridsUnder(database, tid)) add(set, rid);
    else for (const { chunk, bytes } of chunks.all(tid)) addChunk(set, chunk, bytes);
  }
  return set;
};

/** Sets of one state of the graph, by the terms whose records they are. */
export type KnownSets = Map<string, RecordSet>;

/** The records that a plan selects; `known`: sets that need not be read again for another plan. */
export const selectedBy = (database: Database, plan: Plan, known: KnownSets = new Map()): RecordSet => {
  const last = lastRid(database);
  const under = (tids: readonly number[]): RecordSet => {
    const name = tids.join();
    const set = known.get(name) ?? setUnder(database, tids, last);
    known.set(name, set);
    return set;
  };
  const set =
    plan.range === null
      ? under(plan.driver).slice()
      : setOf(database, postingsSql({ ...plan, required: [], excluded: [], together: [] }, null, false), last);
  for (const tids of plan.required) keepOnly(set, under(tids));
  if (plan.excluded.length > 0) leaveOut(set, under(plan.excluded));
  for (const [first, ...others] of plan.together) {
    const all = under([first!]).slice();
    for (const tid of others) keepOnly(all, under([tid]));
    leaveOut(set, all);
  }
  return set;
};

const setOf = (database: Database, { text, values }: Sql, last: number): RecordSet => {
  const set = emptySet(last);
  for (const rid of JSON.parse(
    database.prepare(`SELECT json_group_array(rid) AS rids FROM (${text})`).get(...values).rids,
  ) as number[])
    add(set, rid);
  return set;
};

/** How many of a set's records, which lie in these chunks, have each value of a field that has a column; of the commonest, and of more where those after them are as common. */
export const countValues = (
  database: Database,
  field: number,
  set: RecordSet,
  chunks: readonly number[],
  most: number,
): { tid: number; n: number }[] => {
  const counts = new Uint32Array(termsIn(database, field));
  const find = database.prepare('SELECT bytes FROM chunk WHERE owner = ? AND chunk = ?');
  for (const chunk of chunks) {
    const bytes: Uint8Array | undefined = find.get(field, chunk)?.bytes;
    if (bytes === undefined) continue;
    const { values, places } = columnOf(bytes);
    for (let i = 0; i < places.length; i++) if (has(set, chunk * CHUNK + places[i]!)) counts[values[i]!]!++;
  }
  const least = Math.max(1, counts.toSorted().at(-most) ?? 1);
  const [first] = rangeOf(field);
  const found: { tid: number; n: number }[] = [];
  for (let i = 0; i < counts.length; i++) if (counts[i]! >= least) found.push({ tid: first + i, n: counts[i]! });
  return found;
};
