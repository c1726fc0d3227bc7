import type { IndexWrites } from '../index/changes.ts';
import { bytesOf } from '../index/sets.ts';
import { putBlocks } from './blocks.ts';
import type { Database } from './sqlite.ts';
import { saveSums } from './sums.ts';
import { keepFiled } from './terms.ts';

/** Writes what a write changes of the index. */
export const saveIndex = (database: Database, writes: IndexWrites): void => {
  for (const { rid, values } of writes.values) keepFiled(database, rid, values);
  const term = database.prepare('UPDATE term SET records = ?, rids = ? WHERE tid = ?');
  for (const { tid, records, rids } of writes.terms) term.run(records, rids === null ? null : bytesOf(rids), tid);
  for (const tid of writes.dropped) database.prepare('DELETE FROM block WHERE tid = ?').run(tid);
  for (const at of writes.removed) database.prepare('DELETE FROM block WHERE rowid = ?').run(at);
  putBlocks(database, writes.blocks);
  const column = database.prepare(
    'INSERT INTO column_block VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET bytes = excluded.bytes',
  );
  for (const { field, block, bytes } of writes.columns) {
    if (bytes !== null) column.run(field, block, bytes);
    else database.prepare('DELETE FROM column_block WHERE field = ? AND block = ?').run(field, block);
  }
  saveSums(database, writes);
};
