import { isOwnFacet } from '../../model/facets.ts';
import type { TypeName } from '../../model/ids.ts';
import { bytesOf, halvesOf, has, wordsOf, type RecordSet } from './sets.ts';
import { ask, type Steps } from './steps.ts';
import { fieldOfTerm, numberWithin, TERMS } from './values.ts';

/*
 * The index once more, for what is counted over many records: of each filter by which a type is counted, the values of
 * all records in a row, so that they are counted without looking up each record. They lie in blocks of neighbouring
 * record numbers, which every write corrects.
 */

/** How many record numbers a block spans. */
const SPAN = 512;

/** What a block holds, as numbers in order: the place of a record within it, times `TERMS`, and the number of a value among the field's. */
type Held = number[];

/** A block of a column; null for one that holds nothing. */
export type ColumnBlock = { field: number; block: number; bytes: Uint8Array | null };

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
  private readonly columns = new Map<number, boolean>();
  private readonly steps = new Map<number, Map<number, Map<number, boolean>>>();

  /** A record of a type has a value of a filter from now on, or no longer. */
  change(rid: number, type: TypeName, filter: string, tid: number, is: boolean): void {
    const field = fieldOfTerm(tid);
    let isColumn = this.columns.get(field);
    if (isColumn === undefined) this.columns.set(field, (isColumn = isOwnFacet(type, filter)));
    if (!isColumn) return;
    let blocks = this.steps.get(field);
    if (blocks === undefined) this.steps.set(field, (blocks = new Map()));
    const block = Math.floor(rid / SPAN);
    let steps = blocks.get(block);
    if (steps === undefined) blocks.set(block, (steps = new Map()));
    steps.set((rid % SPAN) * TERMS + numberWithin(tid), is);
  }

  /** The blocks as they are from now on. */
  *changed(): Steps<ColumnBlock[]> {
    const found: ColumnBlock[] = [];
    const fields = [...this.steps].map(([field, blocks]) => ({ field, blocks: [...blocks] }));
    const before = (yield fields.map(({ field, blocks }) => ({
      name: 'columns' as const,
      of: { field, blocks: blocks.map(([block]) => block) },
    }))) as (Uint8Array | null)[][];
    fields.forEach(({ field, blocks }, i) =>
      blocks.forEach(([block, steps], j) => {
        const bytes = before[i]![j]!;
        const held = bytes === null ? [] : read(bytes).filter((number) => !steps.has(number));
        for (const [number, is] of steps) if (is) held.push(number);
        found.push({ field, block, bytes: held.length > 0 ? written(held.sort((a, b) => a - b)) : null });
      }),
    );
    return found;
  }
}

/** The column of a field from whole: the numbers of its values, and in the same order, which is theirs, those of their records. */
export function* columnBlocks(
  field: number,
  values: ArrayLike<number>,
  rids: ArrayLike<number>,
): Generator<{ field: number; block: number; bytes: Uint8Array }> {
  for (let from = 0; from < rids.length;) {
    const block = Math.floor(rids[from]! / SPAN);
    const held: Held = [];
    let at = from;
    for (; at < rids.length && Math.floor(rids[at]! / SPAN) === block; at++)
      held.push((rids[at]! % SPAN) * TERMS + values[at]!);
    yield { field, block, bytes: written(held) };
    from = at;
  }
}

/** The blocks in which a set has records. */
export const blocksOf = (set: RecordSet): number[] => {
  const words = SPAN / 32;
  return Array.from({ length: Math.ceil(set.length / words) }, (_, block) => block).filter((block) =>
    set.subarray(block * words, (block + 1) * words).some((word) => word !== 0),
  );
};

/** How many of a set's records, which lie in these blocks, have each value of a field that has a column; of so many terms at most. */
export function* countValues(
  { field, terms }: { field: number; terms: number },
  set: RecordSet,
  blocks: readonly number[],
): Steps<Map<number, number>> {
  const counts = new Uint32Array(terms);
  const columns = yield* ask('columns', { field, blocks });
  columns.forEach((bytes, at) => {
    if (bytes === null) return;
    const { values, places } = columnOf(bytes);
    for (let i = 0; i < places.length; i++) if (has(set, blocks[at]! * SPAN + places[i]!)) counts[values[i]!]!++;
  });
  const found = new Map<number, number>();
  counts.forEach((n, number) => n > 0 && found.set(field * TERMS + number, n));
  return found;
}
