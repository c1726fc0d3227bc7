import { TYPE_NAMES, type TypeName } from '../../model/ids.ts';
import { builtField, Pairs, rank, type Orders } from '../index/build.ts';
import { bytesOf } from '../index/sets.ts';
import type { Place } from '../../model/query.ts';
import { putBlocks } from './blocks.ts';
import type { Database } from './sqlite.ts';
import { filedBetween, lastRid } from './terms.ts';

/** How many records are read at once. */
const PAGE = 2000;

/** The pairs of values and records, put aside in a table of the connection. */
const gather = (database: Database): Pairs => {
  database.exec(
    'CREATE TEMP TABLE pair (field INTEGER NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (field, part))',
  );
  const put = database.prepare('INSERT INTO temp.pair VALUES (?, ?, ?)');
  const parts = database.prepare('SELECT bytes FROM temp.pair WHERE field = ? ORDER BY part');
  const pairs = new Pairs({
    put: (...part) => put.run(...part),
    parts: (field) => parts.all(field).map(({ bytes }) => bytes),
  });
  const last = lastRid(database);
  for (let from = 0; from <= last; from += PAGE)
    for (const { rid, tids } of filedBetween(database, from, from + PAGE)) pairs.add(rid, tids);
  return pairs;
};

/** The records of a type in its orders. */
const ordersOf = (database: Database, type: TypeName, ranks: Uint32Array): Orders => {
  const inOrder = (sort: number): number[] =>
    JSON.parse(
      database
        .prepare(
          `SELECT json_group_array(rid) AS rids FROM (SELECT rid FROM record WHERE type = ? AND sorts <> '[]' ORDER BY sorts ->> ?, id)`,
        )
        .get(type, sort).rids,
    ) as number[];
  const first = inOrder(0);
  rank(first, ranks);
  return { ranks, inOrder: (sort) => (sort === 0 ? first : inOrder(sort)) };
};

/** Makes lists, counts and columns anew; `few`: how many records a term has at most that has no blocks. */
export const buildIndex = (database: Database, few: number): void => {
  database.exec('DELETE FROM block; DELETE FROM column_block; UPDATE term SET records = 0, rids = zeroblob(0)');
  try {
    const pairs = gather(database);
    const filters = database.prepare('SELECT type, filter FROM field WHERE field = ?');
    const place = database.prepare('SELECT sorts ->> ? AS key, id FROM record WHERE rid = ?');
    const update = database.prepare('UPDATE term SET records = ?, rids = ? WHERE tid = ?');
    const column = database.prepare('INSERT INTO column_block VALUES (?, ?, ?)');
    const ranks = new Uint32Array(lastRid(database) + 1);
    const orders = new Map<TypeName, Orders>(TYPE_NAMES.map((type) => [type, ordersOf(database, type, ranks)]));
    for (const field of pairs.fields()) {
      const { type, filter } = filters.get(field) as { type: TypeName; filter: string };
      const { terms, columns } = builtField({ field, type, filter, few }, pairs.of(field), orders.get(type)!);
      for (const { block, bytes } of columns) column.run(field, block, bytes);
      for (const { tid, records, rids, blocks } of terms) {
        update.run(records, rids === null ? null : bytesOf(rids), tid);
        putBlocks(
          database,
          blocks.map(({ sort, rids: all }) => ({
            list: { tid, sort },
            at: null,
            place: place.get(sort, all[0]) as Place,
            rids: all,
          })),
        );
      }
    }
  } finally {
    database.exec('DROP TABLE temp.pair');
  }
};
