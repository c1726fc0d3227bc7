import type { Condition, Selection } from '../model/query.ts';
import { anyOf } from '../model/query.ts';
import { DATES, termsBeyond } from '../model/time-order.ts';
import type { TimeUnit } from '../model/time-units.ts';

/** Which records are counted over time, those of a type that has dates, and in which unit. */
export type HistogramQuery = { selection: Selection; unit: TimeUnit };

/** A unit of time by its number (model/time-units.ts), and how many records begin in it. */
export type Bucket = { number: number; count: number };

export type Histogram = {
  /** Those that have some, in order. */
  buckets: Bucket[];
  /** How many of these records may also be in a later unit. */
  imprecise: number;
  /** How many records have no time, or one of which the beginning is open or not known. */
  undated: number;
};

/** What records meet that begin in one such unit and may be in a later one. */
export const imprecise = (unit: TimeUnit): Condition => anyOf(DATES, ...termsBeyond(unit));
