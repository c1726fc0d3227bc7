import { compareText } from '../../model/order.ts';
import { comparePlaces, type Place } from '../../model/query.ts';
import { cut, FILLED, firstPosition } from '../index/blocks.ts';
import { bytesOf, wordsOf } from '../index/sets.ts';
import type { Database } from './sqlite.ts';

/*
 * The records of each value: of few the numbers beside the value, of more the blocks of an ordered list. Lists are in the
 * first order of their type, and that of all records of a type in its other orders too.
 */

/** The numbers of the records that are filed under a value, in no order. */
export const ridsUnder = (database: Database, tid: number): Uint32Array => {
  const few: Uint8Array | null = database.prepare('SELECT rids FROM term WHERE tid = ?').get(tid)?.rids ?? null;
  if (few !== null) return wordsOf(few);
  const blocks = database.prepare('SELECT rids FROM block WHERE tid = ? AND sort = 0').all(tid);
  const all = new Uint32Array(blocks.reduce((sum, { rids }) => sum + rids.length / 4, 0));
  let at = 0;
  for (const { rids } of blocks) {
    all.set(wordsOf(rids), at);
    at += rids.length / 4;
  }
  return all;
};

/** What of an ordered list is read: what comes after a place, and a span of keys (from one up to, not including, another). */
export type Span = { after: Place | null; descending: boolean; from?: string; to?: string };

type Block = Place & { rids: Uint8Array };

/** The records of a list with blocks, in order. */
export function* walk(
  database: Database,
  { tid, sort }: { tid: number; sort: number },
  { after, descending, from, to }: Span,
): Generator<number> {
  const of = database.prepare('SELECT sorts ->> ? AS key, id FROM record WHERE rid = ?');
  const place = (rid: number): Place => of.get(sort, rid);
  const find = (condition: string, order: string, ...at: string[]): Block | undefined =>
    database
      .prepare(
        `SELECT key, id, rids FROM block WHERE tid = ? AND sort = ? ${condition} ORDER BY key ${order}, id ${order} LIMIT 1`,
      )
      .get(tid, sort, ...at);
  const isAfter = (rid: number, { key, id }: Place): boolean => comparePlaces(place(rid), { key, id }) > 0;
  const isFrom = (rid: number, key: string): boolean => compareText(place(rid).key, key) >= 0;
  /** The first position that is not before the beginning, and the first one behind the end. */
  const bounds = (rids: Uint32Array): [number, number] => {
    const first = (isSo: (rid: number) => boolean): number => {
      if (isSo(rids[0]!)) return 0;
      return isSo(rids.at(-1)!) ? firstPosition(rids.length, (i) => isSo(rids[i]!)) : rids.length;
    };
    const begins = [
      ...(from === undefined ? [] : [first((rid) => isFrom(rid, from))]),
      ...(after === null || descending ? [] : [first((rid) => isAfter(rid, after))]),
    ];
    const ends = [
      ...(to === undefined ? [] : [first((rid) => isFrom(rid, to))]),
      ...(after === null || !descending ? [] : [first((rid) => comparePlaces(place(rid), after) >= 0)]),
    ];
    return [Math.max(0, ...begins), Math.min(rids.length, ...ends)];
  };
  if (descending) {
    const starts = [...(after === null ? [] : [after]), ...(to === undefined ? [] : [{ key: to, id: '' }])];
    const start = starts.sort(comparePlaces)[0];
    let block = start === undefined ? find('', 'DESC') : find('AND (key, id) < (?, ?)', 'DESC', start.key, start.id);
    for (; block !== undefined; block = find('AND (key, id) < (?, ?)', 'DESC', block.key, block.id)) {
      const rids = wordsOf(block.rids);
      const [begin, end] = bounds(rids);
      for (let i = end - 1; i >= begin; i--) yield rids[i]!;
      if (begin > 0) return;
    }
    return;
  }
  const starts = [...(after === null ? [] : [after]), ...(from === undefined ? [] : [{ key: from, id: '' }])];
  const start = starts.sort(comparePlaces).at(-1);
  let block = (start && find('AND (key, id) <= (?, ?)', 'DESC', start.key, start.id)) ?? find('', 'ASC');
  for (; block !== undefined; block = find('AND (key, id) > (?, ?)', 'ASC', block.key, block.id)) {
    if (to !== undefined && compareText(block.key, to) >= 0) return;
    const rids = wordsOf(block.rids);
    const [begin, end] = bounds(rids);
    for (let i = begin; i < end; i++) yield rids[i]!;
    if (end < rids.length) return;
  }
}

/** Where records stand in the orders of their type, as far as a write has met them. */
export class Places {
  private readonly database: Database;
  private readonly now = new Map<number, { id: string; sorts: string[] }>();
  /** Where those stood that this write moves or takes out of a list. */
  private readonly before = new Map<number, { id: string; sorts: readonly string[] }>();

  constructor(database: Database) {
    this.database = database;
  }

  /** A record stands elsewhere from now on; to be told before the lists change. */
  moved(rid: number, id: string, previous: readonly string[]): void {
    this.now.delete(rid);
    this.before.set(rid, { id, sorts: previous });
  }

  at(rid: number, sort: number): Place {
    let known = this.now.get(rid);
    if (known === undefined) {
      const { id, sorts } = this.database.prepare('SELECT id, sorts FROM record WHERE rid = ?').get(rid);
      this.now.set(rid, (known = { id, sorts: JSON.parse(sorts) as string[] }));
    }
    // What goes with this write stands where it stood, until all that it is filed under is taken away.
    return { key: (known.sorts[sort] ?? this.before.get(rid)?.sorts[sort])!, id: known.id };
  }

  previous(rid: number, sort: number): Place {
    const { id, sorts } = this.before.get(rid)!;
    return { key: sorts[sort]!, id };
  }
}

/** A block that changes; `was`: its first record, by whose place it is found, unless that goes. */
type Loaded = { rowid: number; was: number | undefined; rids: number[]; come: number[] };

/** Makes and changes lists with blocks. */
export class ListWriter {
  private readonly database: Database;
  private readonly place: Places['at'];
  private readonly previous: Places['previous'];

  constructor(database: Database, places: Places) {
    this.database = database;
    this.place = (rid, sort) => places.at(rid, sort);
    this.previous = (rid, sort) => places.previous(rid, sort);
  }

  /** Makes a list of records, which are put in order. */
  build(tid: number, sort: number, rids: readonly number[]): void {
    const placed = rids.map((rid) => ({ rid, place: this.place(rid, sort) }));
    placed.sort((a, b) => comparePlaces(a.place, b.place));
    for (const block of cut(
      placed.map(({ rid }) => rid),
      FILLED,
    ))
      this.insert(tid, sort, block);
  }

  drop(tid: number): void {
    this.database.prepare('DELETE FROM block WHERE tid = ?').run(tid);
  }

  /** Takes records out of a list, from where they stood before, and puts others in where they stand now. */
  change(tid: number, sort: number, gone: readonly number[], come: readonly number[]): void {
    const touched = new Map<number, Loaded>();
    for (const rid of gone) {
      const block = this.blockAt(touched, tid, sort, this.previous(rid, sort));
      block.rids = block.rids.filter((each) => each !== rid);
      if (block.was === rid) block.was = undefined;
    }
    for (const rid of come) this.blockAt(touched, tid, sort, this.place(rid, sort)).come.push(rid);
    for (const { rowid, was, rids, come: added } of touched.values()) {
      const [first, ...others] = cut(this.merged(sort, rids, added));
      if (first === undefined) this.database.prepare('DELETE FROM block WHERE rowid = ?').run(rowid);
      else {
        this.database.prepare('UPDATE block SET rids = ? WHERE rowid = ?').run(bytesOf(first), rowid);
        // Set to what it is, a key would be written all the same.
        if (first[0] !== was) {
          const { key, id } = this.place(first[0]!, sort);
          this.database.prepare('UPDATE block SET key = ?, id = ? WHERE rowid = ?').run(key, id, rowid);
        }
      }
      for (const block of others) this.insert(tid, sort, block);
    }
  }

  private insert(tid: number, sort: number, rids: Uint32Array): void {
    const { key, id } = this.place(rids[0]!, sort);
    this.database.prepare('INSERT INTO block VALUES (?, ?, ?, ?, ?)').run(tid, sort, key, id, bytesOf(rids));
  }

  /** The block that a place lies in. */
  private blockAt(touched: Map<number, Loaded>, tid: number, sort: number, { key, id }: Place): Loaded {
    const found = (this.database
      .prepare(
        'SELECT rowid, rids FROM block WHERE tid = ? AND sort = ? AND (key, id) <= (?, ?) ORDER BY key DESC, id DESC LIMIT 1',
      )
      .get(tid, sort, key, id) ??
      this.database
        .prepare('SELECT rowid, rids FROM block WHERE tid = ? AND sort = ? ORDER BY key, id LIMIT 1')
        .get(tid, sort)) as { rowid: number; rids: Uint8Array };
    const known = touched.get(found.rowid);
    if (known !== undefined) return known;
    const rids = [...wordsOf(found.rids)];
    const loaded: Loaded = { rowid: found.rowid, was: rids[0], rids, come: [] };
    touched.set(found.rowid, loaded);
    return loaded;
  }

  /** Puts records into a list where they belong; of few, only those are looked at that they meet. */
  private merged(sort: number, rids: number[], come: readonly number[]): number[] {
    if (come.length * 8 < rids.length) {
      for (const rid of come) {
        const place = this.place(rid, sort);
        const at = firstPosition(rids.length, (i) => comparePlaces(this.place(rids[i]!, sort), place) > 0);
        rids.splice(at, 0, rid);
      }
      return rids;
    }
    return [...rids, ...come].sort((a, b) => comparePlaces(this.place(a, sort), this.place(b, sort)));
  }
}
