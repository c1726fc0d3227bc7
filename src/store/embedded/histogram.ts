import type { Histogram, HistogramQuery } from '../histogram.ts';
import { imprecise } from '../histogram.ts';
import { BucketCounts, countInOrder, type DatedBlock } from '../index/histogram.ts';
import { has, ridsOf, sizeOf, wordsOf } from '../index/sets.ts';
import { dayOfKey } from '../../model/time-order.ts';
import { countOf } from './reader.ts';
import { firstPlan, isUnconditional, type Plan } from './select.ts';
import { selectedBy, type KnownSets } from './selected.ts';
import type { Database } from './sqlite.ts';

/** The blocks of a list in its first order. */
function* blocksIn(database: Database, tid: number): Generator<DatedBlock> {
  const find = database.prepare('SELECT rids FROM block WHERE rowid = ?');
  const all = database
    .prepare('SELECT rowid, key, length(rids) / 4 AS length FROM block WHERE tid = ? AND sort = 0 ORDER BY key, id')
    .all(tid) as { rowid: number; key: string; length: number }[];
  for (const { rowid, ...block } of all) yield { ...block, rids: () => wordsOf(find.get(rowid).rids) };
}

/** Records counted by when they begin: by the list of a plan where it has one, or else those that it selects. */
export const readHistogram = (database: Database, { selection, unit }: HistogramQuery): Histogram => {
  const plan = firstPlan(database, selection);
  if (plan === null) return { buckets: [], imprecise: 0, undated: 0 };
  const known: KnownSets = new Map();
  const counts = new BucketCounts(unit);
  const find = database.prepare('SELECT sorts ->> 0 AS key FROM record WHERE rid = ?');
  const keyOf = (rid: number): string => find.get(rid).key;
  const count = (tid: number, isWanted: ((rid: number) => boolean) | null): void =>
    countInOrder(blocksIn(database, tid), keyOf, isWanted, counts, unit);
  const [driver] = plan.groups as [Plan['all']];
  if (driver.isList && isUnconditional(plan) && plan.range === null) count(driver.tids[0]!, null);
  else {
    const set = selectedBy(database, plan, known);
    if (plan.all.isList && sizeOf(set) > plan.all.rows) count(plan.all.tids[0]!, (rid) => has(set, rid));
    else for (const rid of ridsOf(set)) counts.add(dayOfKey(keyOf(rid)), 1);
  }
  const beyond = firstPlan(database, { ...selection, where: [...selection.where, imprecise(unit)] });
  return {
    ...counts.all(),
    imprecise: beyond === null ? 0 : countOf(database, beyond, () => selectedBy(database, beyond, known)),
  };
};
