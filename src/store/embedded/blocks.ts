import type { BlockWrite } from '../index/list-changes.ts';
import { bytesOf, wordsOf } from '../index/sets.ts';
import type { List } from '../index/steps.ts';
import type { Database } from './sqlite.ts';

/** All records of a list, in order. */
export const listed = (database: Database, { tid, sort }: List): Uint32Array => {
  const blocks = database.prepare('SELECT rids FROM block WHERE tid = ? AND sort = ? ORDER BY key, id').all(tid, sort);
  const all = new Uint32Array(blocks.reduce((sum, { rids }) => sum + rids.length / 4, 0));
  let at = 0;
  for (const { rids } of blocks) {
    all.set(wordsOf(rids), at);
    at += rids.length / 4;
  }
  return all;
};

/** Writes blocks of lists. */
export const putBlocks = (database: Database, blocks: Iterable<BlockWrite>): void => {
  const insert = database.prepare('INSERT INTO block VALUES (?, ?, ?, ?, ?)');
  const update = database.prepare('UPDATE block SET rids = ? WHERE rowid = ?');
  const move = database.prepare('UPDATE block SET key = ?, id = ? WHERE rowid = ?');
  for (const { list, at, place, rids } of blocks) {
    if (at === null) insert.run(list.tid, list.sort, place!.key, place!.id, bytesOf(rids));
    else {
      update.run(bytesOf(rids), at);
      // Set to what it is, a key would be written all the same.
      if (place !== null) move.run(place.key, place.id, at);
    }
  }
};
