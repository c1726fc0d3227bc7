import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TypeName } from '../../model/ids.ts';
import { compareText } from '../../model/order.ts';
import { comparePlaces, type Place } from '../../model/query.ts';
import { TYPES } from '../../model/types.ts';
import { builtField, Pairs, rank, type BuiltTerm, type Orders } from '../index/build.ts';
import type { BlockWrite } from '../index/list-changes.ts';
import type { ColumnBlock } from '../index/columns.ts';
import { bytesIn } from './answering.ts';
import { RECORD_KEYS } from './cypher-loads.ts';
import { fieldsIn, filterOf } from './index-writer.ts';
import { integer } from './records.ts';
import type { Tx } from './query.ts';

/*
 * The index as it follows from what all records are filed under, field by field: a load writes it, and a check compares
 * it. The pairs of values and records are put aside in files, since there are some twenty times as many as records; the order
 * of one type at a time is held in memory.
 */

/** How many records are read at once. */
const PAGE = 5000;

type RecordKeys = { address: string; number: number; sorts: string[] | null; keys: Int8Array | null };

/** The records of a type, page by page. */
export async function* recordsOf(tx: Tx, type: TypeName): AsyncGenerator<RecordKeys[]> {
  // "0" follows "/" in the order of characters.
  for (let after = `${type}/`; ;) {
    const { records } = await tx.run(RECORD_KEYS, { after, end: `${type}0`, limit: integer(PAGE) });
    if (records.length > 0) yield records.map((record) => record.toObject() as RecordKeys);
    if (records.length < PAGE) return;
    after = records.at(-1)!.get('address');
  }
}

/** What was built of a field: its terms, each with the places of its blocks, and its column. */
export type BuiltField = {
  field: number;
  name: string;
  place: TypeOrders['place'];
  columns: Iterable<ColumnBlock>;
  terms: Iterable<BuiltTerm>;
  blocksOf: (term: BuiltTerm) => BlockWrite[];
};

/**
 * Builds the index of all fields, read by the transaction that there is when one is asked for, those of one type after
 * those of another; `few`: how many records a term has at most that has no blocks.
 */
export async function* builtFields(reading: { tx: Tx }, few: number): AsyncGenerator<BuiltField> {
  const folder = mkdtempSync(join(tmpdir(), 'dictum-index-'));
  try {
    const file = (field: number): string => join(folder, String(field));
    const parts = new Map<number, number[]>();
    const pairs = new Pairs({
      put: (field, _part, bytes) => {
        parts.set(field, [...(parts.get(field) ?? []), bytes.length]);
        appendFileSync(file(field), bytes);
      },
      parts: (field) => {
        if (!parts.has(field)) return [];
        const all = readFileSync(file(field));
        let at = 0;
        return parts.get(field)!.map((length) => all.subarray(at, (at += length)));
      },
    });
    let last = 0;
    for (const type of Object.keys(TYPES) as TypeName[])
      for await (const page of recordsOf(reading.tx, type)) {
        // Columns and few records are in the order of their numbers.
        for (const { number, sorts, keys } of page) {
          last = Math.max(last, number);
          if (sorts !== null && keys !== null) pairs.add(number, bytesIn(keys));
        }
      }
    const names = new Map([...(await fieldsIn(reading.tx))].map(([name, { field }]) => [field, name]));
    // Filters that this version does not know are none of its own.
    const fields = pairs
      .fields()
      .filter((field) => names.has(field) && filterOf(names.get(field)!).type in TYPES)
      .map((field) => ({ field, name: names.get(field)!, ...filterOf(names.get(field)!) }))
      .sort((a, b) => compareText(a.type, b.type) || a.field - b.field);
    const ranks = new Uint32Array(last + 1);
    let known: ({ type: TypeName } & TypeOrders) | null = null as ({ type: TypeName } & TypeOrders) | null;
    for (const { field, name, type, filter } of fields) {
      if (known?.type !== type) known = { type, ...(await ordersOf(reading.tx, type, ranks)) };
      const { orders, place } = known;
      yield {
        field,
        name,
        place,
        ...builtField({ field, type, filter, few }, inOrderOfNumbers(pairs.of(field)), orders),
        blocksOf: ({ tid, blocks }) =>
          blocks.map(({ sort, rids }) => ({ list: { tid, sort }, at: null, place: place(rids[0]!, sort), rids })),
      };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Pairs in the order of records; these were read in the order of their addresses. */
const inOrderOfNumbers = ({ values, rids }: ReturnType<Pairs['of']>): ReturnType<Pairs['of']> => {
  const order = Uint32Array.from(rids, (_, i) => i).sort((a, b) => rids[a]! - rids[b]! || values[a]! - values[b]!);
  return { values: Uint32Array.from(order, (i) => values[i]!), rids: Uint32Array.from(order, (i) => rids[i]!) };
};

type TypeOrders = { orders: Orders; place: (rid: number, sort: number) => Place };

const ordersOf = async (tx: Tx, type: TypeName, ranks: Uint32Array): Promise<TypeOrders> => {
  const records = new Map<number, { id: string; sorts: string[] }>();
  for await (const page of recordsOf(tx, type))
    for (const { address, number, sorts } of page)
      if (sorts !== null) records.set(number, { id: address.slice(type.length + 1), sorts });
  const place = (rid: number, sort: number): Place => {
    const { id, sorts } = records.get(rid)!;
    return { key: sorts[sort] ?? '', id };
  };
  const inOrder = (sort: number): number[] => {
    const placed = [...records.keys()].map((rid) => ({ rid, place: place(rid, sort) }));
    return placed.sort((a, b) => comparePlaces(a.place, b.place)).map(({ rid }) => rid);
  };
  const first = inOrder(0);
  rank(first, ranks);
  return { orders: { ranks, inOrder: (sort) => (sort === 0 ? first : inOrder(sort)) }, place };
};
