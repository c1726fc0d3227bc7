import { listDifferences } from '../index/differences.ts';
import { wordsOf } from '../index/sets.ts';
import type { Finding } from '../port.ts';
import { described } from './described.ts';
import type { Database } from './sqlite.ts';

type List = { tid: number; sort: number };
type Block = { key: string; id: string; rids: Uint8Array };

const blocksOf = (database: Database, schema: 'main' | 'stored', { tid, sort }: List): Block[] =>
  database
    .prepare(`SELECT key, id, rids FROM ${schema}.block WHERE tid = ? AND sort = ? ORDER BY key, id`)
    .all(tid, sort) as Block[];

const bytesOf = (blocks: readonly Block[]): Buffer => Buffer.concat(blocks.map(({ rids }) => rids));

/** What differs of the lists of two databases, and of what their blocks are found by; of each list no more than so many places. */
export const blockDifferences = (database: Database, most: number): Finding[] => {
  const lists = database
    .prepare('SELECT tid, sort FROM main.block UNION SELECT tid, sort FROM stored.block ORDER BY tid, sort')
    .all() as List[];
  const place = database.prepare('SELECT sorts ->> ? AS key, id FROM main.record WHERE rid = ?');
  const findings: Finding[] = [];
  for (const list of lists) {
    if (findings.length >= most) break;
    const tell = (rid: number, how: 'missing' | 'extra' | 'changed'): unknown =>
      findings.length < most && findings.push(described(database, 'block', { ...list, rid }, how));
    const stored = blocksOf(database, 'stored', list);
    const [should, is] = [bytesOf(blocksOf(database, 'main', list)), bytesOf(stored)];
    if (should.equals(is)) {
      for (const { key, id, rids } of stored) {
        const [first] = wordsOf(rids);
        const at = first === undefined ? undefined : place.get(list.sort, first);
        if (at?.key !== key || at.id !== id) tell(first ?? 0, 'changed');
      }
      continue;
    }
    for (const { rid, how } of listDifferences(wordsOf(should), wordsOf(is), most)) tell(rid, how);
  }
  return findings;
};
