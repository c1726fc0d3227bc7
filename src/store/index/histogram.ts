import { compareText } from '../../model/order.ts';
import { dayOfKey, FIRST_DATED, keyFrom } from '../../model/time-order.ts';
import { firstDayOf, unitOf, type TimeUnit } from '../../model/time-units.ts';
import { imprecise, type Bucket, type Histogram, type HistogramQuery } from '../histogram.ts';
import { cut } from './blocks.ts';
import { countOf, isCountKept } from './counts.ts';
import { firstPlan, isUnconditional, type Plan } from './plan.ts';
import { selectedBy, type KnownSets } from './selected.ts';
import { has, ridsOf, sizeOf } from './sets.ts';
import { all, ask, type Steps } from './steps.ts';

/*
 * Records counted by when they begin: by their keys in the order by date, which is the first of their type. In a list in
 * that order a unit of time is a stretch, so that only its ends are looked for, and whole blocks are counted by their length.
 */

/** What is counted so far. */
export class BucketCounts {
  private readonly unit: TimeUnit;
  private readonly counts = new Map<number, number>();
  private undated = 0;

  constructor(unit: TimeUnit) {
    this.unit = unit;
  }

  /** Adds records that begin on a day; null: it is not known on which. */
  add(day: number | null, count: number): void {
    if (day === null) this.undated += count;
    else if (count > 0) {
      const number = unitOf(this.unit, day);
      this.counts.set(number, (this.counts.get(number) ?? 0) + count);
    }
  }

  /** The first key that is no longer of the unit that a key is of. */
  endOf(key: string): string {
    const day = dayOfKey(key);
    return day === null ? FIRST_DATED : keyFrom(firstDayOf(this.unit, unitOf(this.unit, day) + 1));
  }

  all(): Pick<Histogram, 'buckets' | 'undated'> {
    const buckets = [...this.counts].map(([number, count]): Bucket => ({ number, count }));
    return { buckets: buckets.sort((a, b) => a.number - b.number), undated: this.undated };
  }
}

/** How many records a stretch has that is looked into at once. */
const STRETCH = 512;

/** Of how many units the ends are looked for in a stretch; of more all keys are read. */
const ENDS = 3;

/** Counts a stretch of a list in order of date; `next`: the key of the first record behind it. */
function* countStretch(rids: Uint32Array, first: string, next: string | null, counts: BucketCounts): Steps<void> {
  let [left, key] = [rids, first];
  for (let ends = 0; left.length > 0; ends++) {
    const end = counts.endOf(key);
    if (next !== null && compareText(next, end) < 0) return counts.add(dayOfKey(key), left.length);
    if (ends === ENDS) {
      for (const place of yield* ask('places', { sort: 0, rids: [...left] })) counts.add(dayOfKey(place.key), 1);
      return;
    }
    const place = { key: end, id: '' };
    const own = yield* ask('before', { rids: left, sort: 0, place, including: false });
    counts.add(dayOfKey(key), own);
    left = left.subarray(own);
    if (left.length > 0) key = (yield* ask('places', { sort: 0, rids: [left[0]!] }))[0]!.key;
  }
}

/** Counts records by when they begin: of a list its stretches, or else those that are selected one by one. */
export function* histogramOf({ selection, unit }: HistogramQuery): Steps<Histogram> {
  const [plan, beyond] = yield* all([
    firstPlan(selection),
    firstPlan({ ...selection, where: [...selection.where, imprecise(unit)] }),
  ]);
  if (!plan) return { buckets: [], imprecise: 0, undated: 0 };
  const known: KnownSets = new Map();
  const counts = new BucketCounts(unit);
  const [driver] = plan.groups as [Plan['all']];
  const isPlain = driver.isList && isUnconditional(plan) && plan.range === null;
  const set = isPlain ? null : yield* selectedBy(plan, known);
  const list = isPlain ? driver : plan.all;
  if (set === null || (list.isList && sizeOf(set) > list.rows)) {
    const whole = yield* ask('list', { tid: list.terms[0]!.tid, sort: 0 });
    const rids = set === null ? whole : whole.filter((rid) => has(set, rid));
    const stretches = cut(rids, STRETCH);
    const first = yield* ask('places', { sort: 0, rids: stretches.map(([rid]) => rid!) });
    yield* all(stretches.map((each, i) => countStretch(each, first[i]!.key, first[i + 1]?.key ?? null, counts)));
  } else for (const { key } of yield* ask('places', { sort: 0, rids: ridsOf(set) })) counts.add(dayOfKey(key), 1);
  const isKept = beyond !== null && beyond !== undefined && isCountKept(beyond);
  return {
    ...counts.all(),
    imprecise: beyond ? yield* countOf(beyond, isKept ? null : yield* selectedBy(beyond, known)) : 0,
  };
}
