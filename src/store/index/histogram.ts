import { compareText } from '../../model/order.ts';
import { dayOfKey, FIRST_DATED, keyFrom } from '../../model/time-order.ts';
import { firstDayOf, unitOf, type TimeUnit } from '../../model/time-units.ts';
import type { Bucket, Histogram } from '../histogram.ts';
import { firstPosition } from './blocks.ts';

/*
 * Records counted by when they begin: by their keys in the order by date, which is the first of their type. In a list in
 * that order a unit of time is a stretch, so that only its ends are looked for, and whole blocks are counted by their length.
 */

/** A block of a list in order of date: the key of its first record, how many it has, and which. */
export type DatedBlock = { key: string; length: number; rids: () => ArrayLike<number> };

/** What is counted so far. */
export class BucketCounts {
  private readonly unit: TimeUnit;
  private readonly counts = new Map<number, number>();
  private undated = 0;

  constructor(unit: TimeUnit) {
    this.unit = unit;
  }

  /** Adds records that begin on a day; null: on none that is known. */
  add(day: number | null, count: number): void {
    if (day === null) this.undated += count;
    else if (count > 0) {
      const number = unitOf(this.unit, day);
      this.counts.set(number, (this.counts.get(number) ?? 0) + count);
    }
  }

  all(): Pick<Histogram, 'buckets' | 'undated'> {
    const buckets = [...this.counts].map(([number, count]): Bucket => ({ number, count }));
    return { buckets: buckets.sort((a, b) => a.number - b.number), undated: this.undated };
  }
}

/** The first key that is no longer of the unit that a key is of. */
const endOf = (unit: TimeUnit, key: string): string => {
  const day = dayOfKey(key);
  if (day !== null) return keyFrom(firstDayOf(unit, unitOf(unit, day) + 1));
  // Before all days, or behind them.
  return compareText(key, FIRST_DATED) < 0 ? FIRST_DATED : '~';
};

/** Counts a list in order of date; `isWanted`: which of its records, all where it is null. */
export const countInOrder = (
  blocks: Iterable<DatedBlock>,
  keyOf: (rid: number) => string,
  isWanted: ((rid: number) => boolean) | null,
  counts: BucketCounts,
  unit: TimeUnit,
): void => {
  const countBlock = (block: DatedBlock, next: string | null): void => {
    if (isWanted === null && next !== null && compareText(next, endOf(unit, block.key)) < 0) {
      counts.add(dayOfKey(block.key), block.length);
      return;
    }
    const all = block.rids();
    const rids = isWanted === null ? all : Array.from(all).filter(isWanted);
    for (let at = 0; at < rids.length;) {
      const key = keyOf(rids[at]!);
      const end = endOf(unit, key);
      const isWhole = next !== null && compareText(next, end) < 0;
      const stop = isWhole
        ? rids.length
        : firstPosition(rids.length, (i) => i > at && compareText(keyOf(rids[i]!), end) >= 0);
      counts.add(dayOfKey(key), stop - at);
      at = stop;
    }
  };
  let before: DatedBlock | null = null;
  for (const block of blocks) {
    if (before !== null) countBlock(before, block.key);
    before = block;
  }
  if (before !== null) countBlock(before, null);
};
