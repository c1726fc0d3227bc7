import { isOwnFacet } from '../../model/facets.ts';
import { firstPosition } from '../index/blocks.ts';
import { bytesOf, halvesOf, has, wordsOf, type RecordSet } from '../index/sets.ts';
import { fieldOfTerm, numberWithin, TERMS } from '../index/values.ts';
import type { Database } from './sqlite.ts';
import { fieldTest, rangeOf, termsIn } from './terms.ts';

/*
 * The index once more, for what is counted over many records: of each filter by which a type is counted, the values of
 * all records in a row, so that they are counted without looking up each record. They lie in blocks of neighbouring
 * record numbers, which every write corrects.
 */

/** How many record numbers a block spans. */
const SPAN = 512;

/** What a block holds, as numbers in order: the place of a record within it, times `TERMS`, and the number of a value among the field's. */
type Held = number[];

/** Values, and in the same order whose they are. */
const columnOf = (bytes: Uint8Array): { values: Uint32Array; places: Uint16Array } => {
  const values = wordsOf(bytes, bytes.length / 6);
  return { values, places: halvesOf(bytes.subarray(values.byteLength)) };
};

const written = (held: Held): Uint8Array =>
  Buffer.concat([
    bytesOf(Uint32Array.from(held, numberWithin)),
    bytesOf(Uint16Array.from(held, (number) => Math.floor(number / TERMS))),
  ]);

const read = (bytes: Uint8Array): Held => {
  const { values, places } = columnOf(bytes);
  return Array.from(places, (place, i) => place * TERMS + values[i]!);
};

/** What changes of the columns: what is held from now on (true), or no longer. */
export class ColumnSteps {
  private readonly database: Database;
  private readonly isColumn: (field: number) => boolean;
  private readonly steps = new Map<number, Map<number, Map<number, boolean>>>();

  constructor(database: Database) {
    this.database = database;
    this.isColumn = fieldTest(database, isOwnFacet);
  }

  /** A record was filed under some values and taken out of others. */
  change(rid: number, added: readonly number[], removed: readonly number[]): void {
    for (const tid of added) this.step(rid, tid, true);
    for (const tid of removed) this.step(rid, tid, false);
  }

  private step(rid: number, tid: number, is: boolean): void {
    const field = fieldOfTerm(tid);
    if (!this.isColumn(field)) return;
    let blocks = this.steps.get(field);
    if (blocks === undefined) this.steps.set(field, (blocks = new Map()));
    const block = Math.floor(rid / SPAN);
    let steps = blocks.get(block);
    if (steps === undefined) blocks.set(block, (steps = new Map()));
    steps.set((rid % SPAN) * TERMS + numberWithin(tid), is);
  }

  save(): void {
    const find = this.database.prepare('SELECT bytes FROM column_block WHERE field = ? AND block = ?');
    const put = this.database.prepare(
      'INSERT INTO column_block VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET bytes = excluded.bytes',
    );
    const remove = this.database.prepare('DELETE FROM column_block WHERE field = ? AND block = ?');
    for (const [field, blocks] of this.steps) {
      for (const [block, steps] of blocks) {
        const bytes: Uint8Array | undefined = find.get(field, block)?.bytes;
        const held = bytes === undefined ? [] : read(bytes).filter((number) => !steps.has(number));
        for (const [number, is] of steps) if (is) held.push(number);
        if (held.length > 0) put.run(field, block, written(held.sort((a, b) => a - b)));
        else remove.run(field, block);
      }
    }
    this.steps.clear();
  }
}

/** Makes the column of a field from whole: the numbers of its values, and in the same order, which is theirs, those of their records. */
export const buildColumn = (
  database: Database,
  field: number,
  values: ArrayLike<number>,
  rids: ArrayLike<number>,
): void => {
  const put = database.prepare('INSERT INTO column_block VALUES (?, ?, ?)');
  for (let from = 0; from < rids.length;) {
    const block = Math.floor(rids[from]! / SPAN);
    const held: Held = [];
    let at = from;
    for (; at < rids.length && Math.floor(rids[at]! / SPAN) === block; at++)
      held.push((rids[at]! % SPAN) * TERMS + values[at]!);
    put.run(field, block, written(held));
    from = at;
  }
};

/** The blocks in which a set has records. */
export const blocksOf = (set: RecordSet): number[] => {
  const words = SPAN / 32;
  return Array.from({ length: Math.ceil(set.length / words) }, (_, block) => block).filter((block) =>
    set.subarray(block * words, (block + 1) * words).some((word) => word !== 0),
  );
};

/** How many of a set's records, which lie in these blocks, have each value of a field that has a column; of the commonest, and of more where those after them are as common. `size`: how many values there are. */
export const countValues = (
  database: Database,
  field: number,
  set: RecordSet,
  blocks: readonly number[],
  most: number,
): { counts: { tid: number; n: number }[]; size: number } => {
  const counts = new Uint32Array(termsIn(database, field));
  const find = database.prepare('SELECT bytes FROM column_block WHERE field = ? AND block = ?');
  for (const block of blocks) {
    const bytes: Uint8Array | undefined = find.get(field, block)?.bytes;
    if (bytes === undefined) continue;
    const { values, places } = columnOf(bytes);
    for (let i = 0; i < places.length; i++) if (has(set, block * SPAN + places[i]!)) counts[values[i]!]!++;
  }
  const [first] = rangeOf(field);
  const sorted = counts.toSorted();
  const least = Math.max(1, sorted.at(-most) ?? 1);
  const found: { tid: number; n: number }[] = [];
  for (let i = 0; i < counts.length; i++) if (counts[i]! >= least) found.push({ tid: first + i, n: counts[i]! });
  return { counts: found, size: sorted.length - firstPosition(sorted.length, (i) => sorted[i]! > 0) };
};
