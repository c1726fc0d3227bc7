import { isOwnFacet } from '../../model/facets.ts';
import type { TypeName } from '../../model/ids.ts';
import { cut, FILLED } from './blocks.ts';
import { sortsOf } from './changes.ts';
import { columnBlocks } from './columns.ts';
import { bytesOf, wordsOf } from './sets.ts';
import { eachValue, TERMS } from './values.ts';

/*
 * The index of a whole store at once, from what its records are filed under: their values are gathered field by field,
 * which are small enough to be put in order in memory, and each list is written from its beginning to its end.
 */

/** How many pairs of a value and a record are held of a field before they are put aside. */
const HELD = 16_384;

/** Where pairs are put aside, part by part. */
export type Aside = { put(field: number, part: number, bytes: Uint8Array): void; parts(field: number): Uint8Array[] };

/** The pairs (number of a value, number of a record) of each field, in the order of records. */
export class Pairs {
  private readonly aside: Aside;
  private readonly held = new Map<number, { pairs: number[]; parts: number }>();

  constructor(aside: Aside) {
    this.aside = aside;
  }

  add(rid: number, values: Uint8Array): void {
    eachValue(values, (field, number) => {
      let of = this.held.get(field);
      if (of === undefined) this.held.set(field, (of = { pairs: [], parts: 0 }));
      of.pairs.push(number, rid);
      if (of.pairs.length < 2 * HELD) return;
      this.aside.put(field, of.parts++, bytesOf(Uint32Array.from(of.pairs)));
      of.pairs = [];
    });
  }

  fields(): number[] {
    return [...this.held.keys()].sort((a, b) => a - b);
  }

  of(field: number): { values: Uint32Array; rids: Uint32Array } {
    const parts = [...this.aside.parts(field).map((bytes) => wordsOf(bytes)), this.held.get(field)!.pairs];
    const length = parts.reduce((sum, part) => sum + part.length, 0) / 2;
    const [values, rids] = [new Uint32Array(length), new Uint32Array(length)];
    let at = 0;
    for (const part of parts) {
      for (let i = 0; i < part.length; i += 2, at++) {
        values[at] = part[i]!;
        rids[at] = part[i + 1]!;
      }
    }
    return { values, rids };
  }
}

/** The records of each value, one after another, and where those of each begin. */
const byValue = (values: Uint32Array, rids: Uint32Array): { starts: Uint32Array; all: Uint32Array } => {
  const most = values.reduce((greatest, value) => Math.max(greatest, value), -1) + 1;
  const starts = new Uint32Array(most + 1);
  for (const value of values) starts[value + 1]!++;
  for (let i = 0; i < most; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice();
  const all = new Uint32Array(rids.length);
  for (let i = 0; i < rids.length; i++) all[next[values[i]!]!++] = rids[i]!;
  return { starts, all };
};

/** The records of a type in each of its orders, and by number the place of each in the first, from 1 on. */
export type Orders = { ranks: Uint32Array; inOrder: (sort: number) => ArrayLike<number> };

export const rank = (rids: ArrayLike<number>, ranks: Uint32Array): void => {
  for (let i = 0; i < rids.length; i++) ranks[rids[i]!] = i + 1;
};

/** A term with its records: their numbers in order where they are few, and otherwise the blocks of its lists. */
export type BuiltTerm = { tid: number; records: number; rids: Uint32Array | null; blocks: BuiltBlock[] };
export type BuiltBlock = { sort: number; rids: Uint32Array };

/** All terms of a field that records have, and all blocks of its column. */
export const builtField = (
  { field, type, filter, few }: { field: number; type: TypeName; filter: string; few: number },
  { values, rids }: { values: Uint32Array; rids: Uint32Array },
  orders: Orders,
): { terms: Iterable<BuiltTerm>; columns: ReturnType<typeof columnBlocks> } => {
  const { starts, all } = byValue(values, rids);
  function* terms(): Generator<BuiltTerm> {
    const first = orders.inOrder(0);
    for (let number = 0; number + 1 < starts.length; number++) {
      const own = all.subarray(starts[number], starts[number + 1]);
      if (own.length === 0) continue;
      const term = { tid: field * TERMS + number, records: own.length };
      if (own.length <= few) {
        yield { ...term, rids: own, blocks: [] };
        continue;
      }
      const blocks = sortsOf(type, filter).flatMap((sort) => {
        const sorted =
          sort === 0
            ? own
                .map((rid) => orders.ranks[rid]!)
                .sort()
                .map((rank) => first[rank - 1]!)
            : orders.inOrder(sort);
        return cut(sorted, FILLED).map((block): BuiltBlock => ({ sort, rids: block }));
      });
      yield { ...term, rids: null, blocks };
    }
  }
  return {
    terms: terms(),
    columns: isOwnFacet(type, filter) ? columnBlocks(field, values, rids) : columnBlocks(field, [], []),
  };
};
