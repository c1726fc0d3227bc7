import { z } from 'zod';

/*
 * Extended Date/Time Format (ISO 8601-2, Library of Congress levels 0 and 1), the parts a statement needs:
 * a year, a month or a day, each with an optional qualifier: `~` approximate, `?` uncertain, `%` both.
 */
const DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?%]?$/;
const REMEDY =
  'use EDTF: 2025-02-20, 2025-02 or 2025, with ~ (approximate), ? (uncertain) or % (both) behind it where needed';

const isDate = (text: string): boolean => {
  const parts = DATE.exec(text);
  if (!parts) return false;
  const [, year, month = '01', day = '01'] = parts;
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`);
};

const isInterval = (text: string): boolean => {
  const ends = text.split('/');
  if (ends.length !== 2) return false;
  const [from, to] = ends as [string, string];
  return isDate(from) && (to === '..' || (isDate(to) && dateKey(from) <= lastKey(to)));
};

/** One date: a year, a month or a day. */
export const EdtfDate = z
  .string()
  .refine(isDate, REMEDY)
  .describe('EDTF date: a year, a month or a day, with an optional qualifier ~ ? %.');

/** A date, or an interval `from/to` (`to` may be `..`, open). */
export const EdtfInterval = z
  .string()
  .refine((text) => isDate(text) || isInterval(text), `${REMEDY}; an interval is from/to`)
  .describe('EDTF date, or an interval from/to; an open end is `..`.');

/**
 * The place of a date in the order: its digits. A coarser date is a prefix of the finer ones within it and sorts
 * before them; an interval sorts by its start; no date sorts first.
 */
export const dateKey = (date: string | null): string => (date ?? '').split('/')[0]!.replace(/[~?%]/g, '');

/** The end of the keys within a date, so that `2025-02` as an upper bound includes 2025-02-28. */
const lastKey = (date: string): string => `${dateKey(date)}~`;

/** A range of dates as ranges over `dateKey`. */
export type DateRange = { from: string | null; to: string | null };

/** The coarser dates that contain `from`: 2025-02-20 lies within 2025-02 and within 2025, which may be that day. */
export const coarserKeys = (from: string): string[] => {
  const parts = dateKey(from).split('-');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('-'));
};

/** The bounds of a range over `dateKey`: at least `low` and below `high`, or one of `also`. */
export const rangeBounds = ({ from, to }: DateRange): { low: string; high: string; also: string[] } => ({
  low: from === null ? '0' : dateKey(from),
  high: to === null ? '~' : lastKey(to),
  also: from === null ? [] : coarserKeys(from),
});

/** Whether a date may lie within the range (ends included); no date never does. */
export const inRange = (date: string | null, range: DateRange): boolean => {
  if (date === null) return false;
  const { low, high, also } = rangeBounds(range);
  const key = dateKey(date);
  return key < high && (key >= low || also.includes(key));
};

/** The days that a time may be, both ends included, as numbers of days since 1970-01-01; infinite where an end is open. */
export type Extent = { from: number; to: number };
const ALWAYS: Extent = { from: -Infinity, to: Infinity };

const DAY_MS = 86_400_000;
/** The day that a month or a day of it begins; months may be counted beyond the ends of a year. */
const dayNumber = (year: number, month: number, day: number): number => {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / DAY_MS;
};

/** The days of one date; `by`: how many units of its precision it is widened by at each end. */
const daysOf = (date: string, by: number): Extent => {
  const [, year, month, day] = DATE.exec(date)!;
  if (day !== undefined) {
    const only = dayNumber(Number(year), Number(month), Number(day));
    return { from: only - by, to: only + by };
  }
  if (month !== undefined)
    return {
      from: dayNumber(Number(year), Number(month) - by, 1),
      to: dayNumber(Number(year), Number(month) + by + 1, 1) - 1,
    };
  return { from: dayNumber(Number(year) - by, 1, 1), to: dayNumber(Number(year) + by + 1, 1, 1) - 1 };
};

/**
 * The days that a time may be; an unknown one (null) may be any. `widened`: whether an approximate date (`~`, `%`) is
 * taken to reach one unit of its precision further at each end.
 */
export const extentOf = (time: string | null, widened = false): Extent => {
  if (time === null) return ALWAYS;
  const [from, to] = time
    .split('/')
    .map((end) => (end === '..' ? ALWAYS : daysOf(end, widened && /[~%]/.test(end) ? 1 : 0))) as [Extent, Extent?];
  return { from: from.from, to: (to ?? from).to };
};

export const overlap = (a: Extent, b: Extent): boolean => a.from <= b.to && b.from <= a.to;
