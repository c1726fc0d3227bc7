import { isOwnFacet } from '../../model/facets.ts';
import { TYPE_NAMES } from '../../model/ids.ts';
import { ALL } from '../../model/postings.ts';
import { cut, FILLED } from '../index/blocks.ts';
import { bytesOf, wordsOf } from '../index/sets.ts';
import { eachValue, TERMS } from '../index/values.ts';
import { buildColumn } from './columns.ts';
import type { Database } from './sqlite.ts';
import { fieldTest, filedBetween, lastRid, sortsOf, termsIn } from './terms.ts';

/*
 * The index of a whole store at once, from what its records are filed under: their values are gathered field by field,
 * which are small enough to be put in order in memory, and each list is written from its beginning to its end.
 */

/** How many records are read at once, and how many pairs of a value and a record are held of a field before they are put aside. */
const PAGE = 2000;
const HELD = 16_384;

/** Puts the pairs (number of a value, number of a record) of each field aside, records in order and their values too. */
const gather = (database: Database): number[] => {
  database.exec(
    'CREATE TEMP TABLE pair (field INTEGER NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (field, part))',
  );
  const put = database.prepare('INSERT INTO temp.pair VALUES (?, ?, ?)');
  const held = new Map<number, { pairs: Uint32Array; length: number; parts: number }>();
  const last = lastRid(database);
  for (let from = 0; from <= last; from += PAGE) {
    for (const { rid, tids } of filedBetween(database, from, from + PAGE)) {
      eachValue(tids, (field, number) => {
        let of = held.get(field);
        if (of === undefined) held.set(field, (of = { pairs: new Uint32Array(2 * HELD), length: 0, parts: 0 }));
        of.pairs[of.length++] = number;
        of.pairs[of.length++] = rid;
        if (of.length < 2 * HELD) return;
        put.run(field, of.parts++, bytesOf(of.pairs));
        of.length = 0;
      });
    }
  }
  for (const [field, { pairs, length, parts }] of held) put.run(field, parts, bytesOf(pairs.subarray(0, length)));
  return [...held.keys()].sort((a, b) => a - b);
};

/** The values and the records of a field, pair by pair. */
const pairsOf = (database: Database, field: number): { values: Uint32Array; rids: Uint32Array } => {
  const parts = database
    .prepare('SELECT bytes FROM temp.pair WHERE field = ? ORDER BY part')
    .all(field)
    .map(({ bytes }) => wordsOf(bytes));
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
};

/** The records of each value, one after another, and where those of each begin. */
const byValue = (values: Uint32Array, rids: Uint32Array, most: number): { starts: Uint32Array; all: Uint32Array } => {
  const starts = new Uint32Array(most + 1);
  for (const value of values) starts[value + 1]!++;
  for (let i = 0; i < most; i++) starts[i + 1]! += starts[i]!;
  const next = starts.slice();
  const all = new Uint32Array(rids.length);
  for (let i = 0; i < rids.length; i++) all[next[values[i]!]!++] = rids[i]!;
  return { starts, all };
};

/** The records of a type in one of its orders. */
const inOrder = (database: Database, type: string, sort: number): number[] =>
  JSON.parse(
    database
      .prepare(
        `SELECT json_group_array(rid) AS rids FROM (SELECT rid FROM record WHERE type = ? AND sorts <> '[]' ORDER BY sorts ->> ?, id)`,
      )
      .get(type, sort).rids,
  ) as number[];

/** Makes lists, counts and columns anew; `few`: how many records a term has at most that has no blocks. */
export const buildIndex = (database: Database, few: number): void => {
  database.exec('DELETE FROM block; DELETE FROM column_block; UPDATE term SET records = 0, rids = zeroblob(0)');
  // The place of each record in the first order of its type, from 1 on, and whose each place is.
  const ranks = new Uint32Array(lastRid(database) + 1);
  const ranked = [0, ...TYPE_NAMES.flatMap((type) => inOrder(database, type, 0))];
  ranked.forEach((rid, rank) => (ranks[rid] = rank));
  try {
    const fields = gather(database);
    const isOfAll = fieldTest(database, (_, filter) => filter === ALL);
    const isColumn = fieldTest(database, isOwnFacet);
    const typeOf = database.prepare('SELECT type FROM field WHERE field = ?');
    const place = database.prepare('SELECT sorts ->> ? AS key, id FROM record WHERE rid = ?');
    const insert = database.prepare('INSERT INTO block VALUES (?, ?, ?, ?, ?)');
    const update = database.prepare('UPDATE term SET records = ?, rids = ? WHERE tid = ?');
    for (const field of fields) {
      const { values, rids } = pairsOf(database, field);
      if (isColumn(field)) buildColumn(database, field, values, rids);
      const { starts, all } = byValue(values, rids, termsIn(database, field));
      for (let number = 0; number + 1 < starts.length; number++) {
        const own = all.subarray(starts[number], starts[number + 1]);
        const tid = field * TERMS + number;
        if (own.length > 0) update.run(own.length, own.length > few ? null : bytesOf(own), tid);
        if (own.length <= few) continue;
        for (const sort of sortsOf(database, field, isOfAll)) {
          const sorted =
            sort === 0
              ? own
                  .map((rid) => ranks[rid]!)
                  .sort()
                  .map((rank) => ranked[rank]!)
              : inOrder(database, typeOf.get(field).type, sort);
          for (const block of cut(sorted, FILLED)) {
            const { key, id } = place.get(sort, block[0]);
            insert.run(tid, sort, key, id, bytesOf(block));
          }
        }
      }
    }
  } finally {
    database.exec('DROP TABLE temp.pair');
  }
};
