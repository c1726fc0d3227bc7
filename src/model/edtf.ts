import { z } from 'zod';
import { dateMeant } from './date-meant.ts';
import { ALWAYS, daysInMonth, firstDay, type Extent } from './days.ts';

/*
 * Extended Date/Time Format (ISO 8601-2; Library of Congress), levels 0 and 1 whole and nothing of level 2: years,
 * months, days, seasons, instants, years of more than four digits, unspecified digits, intervals with open or unknown
 * ends, and the qualifiers `~` (approximate), `?` (uncertain) and `%` (both). A time is a set of possible moments. It
 * is read here and not by a package, since every record is read and ordered by it, and since its bounds are ours: a
 * season may be any day of its year, as the hemisphere is not known, and `~` reaches one unit of its precision further
 * at each end.
 */

/** One date as it is written. */
type Point = {
  /** The days that it may be, by the calendar of whoever wrote it. */
  days: Extent;
  /** The same where `~` widens it. */
  widened: Extent;
  /** Milliseconds since 1970 from the first to the last moment of an instant; null of what has no time of day. */
  instant: Extent | null;
};

/** An end of an interval that is open or not known. */
const NO_END = ['', '..'];

const CALENDAR = /^(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)$/;
const UNSPECIFIED = /^(?:(-?\d{3})X|(-?\d\d)XX|(XXXX)(?:-XX(?:-XX)?)?|(-?\d{4})-(?:(\d\d)|XX)(?:-XX)?)$/;
const LONG_YEAR = /^Y(-?[1-9]\d{4,14})$/;
const INSTANT = /^(-?\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:Z|([+\u2212-])(\d\d)(?::?(\d\d))?)?$/;

const years = (from: number, to = from): Extent => ({ from: firstDay(from, 1), to: firstDay(to + 1, 1) - 1 });
const months = (year: number, from: number, to = from): Extent => ({
  from: firstDay(year, from),
  to: firstDay(year, to + 1) - 1,
});

const certain = (days: Extent): Point => ({ days, widened: days, instant: null });

const calendarDate = ([, year, month, day, mark]: readonly (string | undefined)[]): Point | null => {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (year === '-0000') return null;
  const by = mark === '~' || mark === '%' ? 1 : 0;
  if (month === undefined) return { ...certain(years(y)), widened: years(y - by, y + by) };
  if (day === undefined && m >= 21 && m <= 24) return mark === '' ? certain(years(y)) : null;
  if (m < 1 || m > 12) return null;
  if (day === undefined) return { ...certain(months(y, m)), widened: months(y, m - by, m + by) };
  if (d < 1 || d > daysInMonth(y, m)) return null;
  const only = firstDay(y, m) + d - 1;
  return { ...certain({ from: only, to: only }), widened: { from: only - by, to: only + by } };
};

/** Years of which the last digits are not given: those from a number of tens or hundreds on, away from zero. */
const decades = (start: string, size: number): Extent => {
  const first = Number(start) * size;
  return start.startsWith('-') ? years(first - size + 1, first) : years(first, first + size - 1);
};

const unspecified = ([, decade, century, any, year, month]: readonly (string | undefined)[]): Point | null => {
  if (decade !== undefined) return certain(decades(decade, 10));
  if (century !== undefined) return certain(decades(century, 100));
  if (any !== undefined) return certain(years(0, 9999));
  if (month === undefined) return certain(years(Number(year)));
  return Number(month) >= 1 && Number(month) <= 12 ? certain(months(Number(year), Number(month))) : null;
};

const DAY_MS = 86_400_000;

const instant = ([, date, hours, minutes, seconds, fraction, sign, ahead, past]: readonly (
  | string
  | undefined
)[]): Point | null => {
  const day = calendarDate(CALENDAR.exec(date!)!)?.days.from;
  const [h, m, s, oh, om] = [hours, minutes, seconds, ahead, past].map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const isMidnight = h === 24 && m === 0 && s === 0 && Number(fraction ?? 0) === 0;
  if (day === undefined || (h > 23 && !isMidnight) || m > 59 || s > 59 || oh > 23 || om > 59) return null;
  const offset = (sign === '+' || sign === undefined ? 1 : -1) * (oh * 60 + om) * 60_000;
  const from = day * DAY_MS + ((h * 60 + m) * 60 + s) * 1000 + Math.floor(Number(`0.${fraction ?? 0}`) * 1000) - offset;
  const precision = seconds === undefined ? 60_000 : fraction === undefined ? 1000 : 1;
  return { ...certain({ from: day, to: day }), instant: { from, to: from + precision - 1 } };
};

const longYear = ([, year]: readonly (string | undefined)[]): Point => certain(years(Number(year)));

const pointOf = (text: string): Point | null => {
  const readers: [RegExp, (parts: RegExpExecArray) => Point | null][] = [
    [CALENDAR, calendarDate],
    [INSTANT, instant],
    [UNSPECIFIED, unspecified],
    [LONG_YEAR, longYear],
  ];
  for (const [form, read] of readers) {
    const parts = form.exec(text);
    if (parts) return read(parts);
  }
  return null;
};

/** A time as a set of possible moments. */
export type Time = {
  /** The days that it may be as it is written, by the calendar of whoever wrote it. */
  days: Extent;
  /** The same where `~` widens it. */
  widened: Extent;
  /** Its earliest and its latest moment, in milliseconds since 1970; by UTC where its zone is not given. */
  moments: Extent;
};

const earliest = ({ widened, instant: at }: Point): number => at?.from ?? widened.from * DAY_MS;
const latest = ({ widened, instant: at }: Point): number => at?.to ?? (widened.to + 1) * DAY_MS - 1;

const intervalOf = (start: string, end: string): Time | null => {
  const ends = [start, end].map((text) => {
    if (NO_END.includes(text)) return { days: ALWAYS, widened: ALWAYS, instant: null };
    // What stands for several units at once has no place in an interval of level 1.
    return CALENDAR.test(text) || INSTANT.test(text) ? pointOf(text) : null;
  });
  const [from, to] = ends;
  if (!from || !to || SEASON.test(start) || SEASON.test(end)) return null;
  const both = (of: (point: Point) => Extent): Extent => ({ from: of(from).from, to: of(to).to });
  const moments = { from: earliest(from), to: latest(to) };
  return {
    days: both(({ days }) => days),
    widened: both(({ widened }) => widened),
    // Of a day without a zone it is not known whether an instant of that day lies before its end.
    moments: from.instant && to.instant ? moments : { ...moments, to: Math.max(moments.from, moments.to) },
  };
};

const SEASON = /^-?\d{4}-2[1-4]$/;

/** Reads a time; null where the text is none. That an interval ends before it begins is told by `isReversed`. */
const read = (text: string): Time | null => {
  const [start, end, ...further] = text.split('/') as [string, string?, ...string[]];
  if (further.length > 0) return null;
  if (end !== undefined) return intervalOf(start, end);
  const point = pointOf(start);
  return point && { days: point.days, widened: point.widened, moments: { from: earliest(point), to: latest(point) } };
};

const isReversed = ({ days, moments }: Time): boolean => days.from > days.to || moments.from > moments.to;

const REMEDY =
  'use EDTF, levels 0 and 1: 2025-02-20, 2025-02 or 2025, with ~ (approximate), ? (uncertain) or % (both) behind it ' +
  'where needed; 2025-21 to 2025-24 for a season; 199X or 2025-02-XX for digits that are not known; ' +
  '2025-02-20T23:30:00-05:00 for an instant; from/to for an interval, an end .. where it is open and empty where ' +
  'it is not known';

/** An interval of which neither end is given. */
const SAYS_NOTHING = /^(?:\.\.)?\/(?:\.\.)?$/;

const fault = (text: string): string | null => {
  const time = read(text);
  if (time === null) {
    const meant = dateMeant(text, (other) => read(other) !== null);
    return meant === null ? REMEDY : `${meant}; times are EDTF`;
  }
  if (SAYS_NOTHING.test(text))
    return (
      `${text} says nothing of when; leave it out, or give the end that is known: 2025-02-20/.. from then on, ` +
      '../2025-02-20 until then'
    );
  return isReversed(time) ? `${text} ends before it begins; turn its ends round` : null;
};

/** A time as it is written: EDTF, levels 0 and 1. */
export const Edtf = z
  .string()
  .superRefine((text, context) => {
    const message = fault(text);
    if (message !== null) context.issues.push({ code: 'custom', message, input: text });
  })
  .describe(
    'EDTF, levels 0 and 1: a year, a month, a day, a season, an instant, with qualifiers ~ ? % or unspecified ' +
      'digits; or an interval from/to, with ends that are open (..) or not known (empty).',
  );

/** A time that is unknown may be any. */
const ANY: Time = { days: ALWAYS, widened: ALWAYS, moments: ALWAYS };

/**
 * How many times are remembered. A write reads the same few again and again: a term of office for each thing that was
 * said in it.
 */
const REMEMBERED = 10_000;
const times = new Map<string, Time>();

/** Reads a time that was taken. */
export const timeOf = (text: string | null): Time => {
  if (text === null) return ANY;
  const known = times.get(text);
  if (known !== undefined) return known;
  const time = read(text);
  if (time === null) throw new Error(`${text} was taken for a time`);
  if (times.size === REMEMBERED) times.clear();
  times.set(text, time);
  return time;
};

/**
 * The days that a time may be. `widened`: whether an approximate date (`~`, `%`) is taken to reach one unit of its
 * precision further at each end.
 */
export const extentOf = (text: string | null, widened = false): Extent => timeOf(text)[widened ? 'widened' : 'days'];
