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

/** Whether a term that runs from `from` to `to` (null: open) may cover `date` (null: unknown, which may be any day). */
export const mayCover = (from: string | null, to: string | null, date: string | null): boolean =>
  date === null || ((from === null || dateKey(from) < lastKey(date)) && (to === null || dateKey(date) < lastKey(to)));
