import type { Selection } from '../model/query.ts';
import { dayText, firstDayOf, unitText, type TimeUnit } from '../model/time-units.ts';
import { TYPES } from '../model/types.ts';
import type { Questions } from '../store/port.ts';
import type { Bucket } from '../store/histogram.ts';

/*
 * How a list lies in time, in so few bars that they can be looked at and pointed to: by day where it is of few days, and
 * else by months, or as many of them as it takes.
 */

/** From a first to a last day, and the time in words that a record can have (EDTF). */
export type TimeBar = { from: string; to: string; time: string; count: number };
export type Timeline = {
  unit: 'day' | 'month' | 'quarter' | 'year' | 'years';
  bars: TimeBar[];
  undated: number;
  imprecise: number;
};

const MOST_BARS = 36;
/** How many months a bar may have: as many as the years take that can be written. */
const STEPS = [1, 3, ...Array.from({ length: 15 }, (_, zeros) => 12 * 10 ** zeros)];

const total = (buckets: readonly Bucket[]): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const { number, count } of buckets) counts.set(number, (counts.get(number) ?? 0) + count);
  return counts;
};

/** All units from the first to the last, also those without records; `size`: how many of them a bar has. */
const barsOf = (unit: TimeUnit, buckets: readonly Bucket[], size: number): TimeBar[] => {
  const counts = total(buckets.map(({ number, count }) => ({ number: Math.floor(number / size), count })));
  const numbers = [...counts.keys()];
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  return Array.from({ length: last - first + 1 }, (_, i): TimeBar => {
    const [begin, end] = [(first + i) * size, (first + i + 1) * size - 1];
    const [from, to] = [dayText(firstDayOf(unit, begin)), dayText(firstDayOf(unit, end + 1) - 1)];
    const [one, other] = size % 12 === 0 ? [yearOf(begin), yearOf(end)] : [unitText(unit, begin), unitText(unit, end)];
    return { from, to, time: one === other ? one : `${one}/${other}`, count: counts.get(first + i) ?? 0 };
  });
};

const yearOf = (month: number): string => unitText('year', Math.floor(month / 12));

const spanOf = (buckets: readonly Bucket[], size: number): number => {
  const numbers = buckets.map(({ number }) => Math.floor(number / size));
  return Math.max(...numbers) - Math.min(...numbers) + 1;
};

/** The bars of a list; null where its records have no time, or none of them is dated. */
export const timelineOf = async (store: Questions, selection: Selection): Promise<Timeline | null> => {
  if (TYPES[selection.type].range === null) return null;
  const { buckets, undated, imprecise } = await store.histogram({ selection, unit: 'month' });
  if (buckets.length === 0) return null;
  if (spanOf(buckets, 1) === 1) {
    const days = await store.histogram({ selection, unit: 'day' });
    return { ...days, unit: 'day', bars: barsOf('day', days.buckets, 1) };
  }
  const step = STEPS.find((size) => spanOf(buckets, size) <= MOST_BARS) ?? STEPS.at(-1)!;
  const unit = step === 1 ? 'month' : step === 3 ? 'quarter' : step === 12 ? 'year' : 'years';
  return { unit, bars: barsOf('month', buckets, step), undated, imprecise };
};
