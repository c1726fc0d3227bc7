import { monthOf, firstDay, overlap, type Extent } from './days.ts';
import { extentOf, timeOf } from './edtf.ts';
import { noFinerThan, unitCrossed, type TimeUnit } from './time-units.ts';

/*
 * How times are put in order and found by ranges of days. A list by date is in the order of sort keys: by the earliest
 * moment, then by the latest, then by the text. A range of days is a span of keys, since most times are days; beside it
 * stand those that began before it and go on within it, and instants whose day is another one in UTC. These few are
 * filed under terms of their own (DATES), by which they are reached.
 */

/** The filter, which no parameter names, under which those times are filed that a span of keys does not find. */
export const DATES = 'dates';

const DAY_MS = 86_400_000;

/** Characters in the order of their code points, as digits. */
const DIGITS = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;

const digits = (number: number, length: number): string => {
  let text = '';
  for (let rest = number; text.length < length; rest = Math.floor(rest / BASE)) text = DIGITS[rest % BASE]! + text;
  return text;
};

/** Days are four digits, from this one on; what lies further back or ahead stands at their ends. */
const FIRST = firstDay(-20_000, 1);
const LAST = FIRST + BASE ** 4 - 2;
const dayKey = (day: number): string => digits(Math.min(Math.max(day, FIRST - 1), LAST) - FIRST + 1, 4);

/** Where the times stand first in the order of which it is known when they begin. */
export const FIRST_DATED = DIGITS[0]!;

/** A time of day; nothing for the beginning of one, so that it stands before all others. */
const clockKey = (ms: number): string => (ms === 0 ? '' : `T${digits(ms, 5)}`);

/**
 * How many days after the first one a time ends, the number of digits first; within the last of these before its end.
 */
const lengthKey = (days: number, ms: number): string => {
  if (days === Infinity) return '5';
  if (ms < DAY_MS - 1) return `${lengthKey(days - 1, DAY_MS - 1)}T${digits(ms, 5)}`;
  if (days < 0) return '-';
  let length = 0;
  while (days >= BASE ** length) length++;
  return days === 0 ? '0' : `${length}${digits(days, length)}`;
};

const turnedRound = (text: string): string => text.replace(/./g, (digit) => DIGITS[BASE - 1 - DIGITS.indexOf(digit)]!);

/** Years beyond the days that have keys, by their digits; those before 0 the greatest first. */
const beyondKey = (text: string): string => {
  const [, sign, year] = /^Y(-?)(\d+)/.exec(text)!;
  const number = `${DIGITS[year!.length]}${year!}`;
  return sign === '' ? number : turnedRound(number);
};

/** How the keys of such years begin, those before and those behind the days that have keys. */
const [BEFORE, BEHIND] = [dayKey(FIRST - 1), dayKey(LAST)];

/** Where the times that begin on a day or later stand in the order. */
export const keyFrom = (day: number): string => {
  if (day >= FIRST && day < LAST) return dayKey(day);
  const { year } = monthOf(day);
  // There, times are whole years.
  const first = firstDay(year, 1) < day ? year + 1 : year;
  return day < FIRST && firstDay(first, 1) >= FIRST ? dayKey(FIRST) : `${dayKey(day)}${beyondKey(`Y${first}`)}`;
};

/**
 * The day on which a time begins, by its place in the order, of which the first four characters do but for keys that
 * begin with one of BEYOND; null of no time, and of one of which it is not known when it begins.
 */
export const dayOfKey = (key: string): number | null => {
  if (key < FIRST_DATED) return null;
  const [start, rest] = [key.slice(0, 4), key.slice(4)];
  if (start === BEFORE) return firstDay(-Number(turnedRound(rest).slice(1)), 1);
  if (start === BEHIND) return firstDay(Number(rest.slice(1)), 1);
  let number = 0;
  for (const digit of start) number = number * BASE + DIGITS.indexOf(digit);
  return number - 1 + FIRST;
};

const split = (moment: number): { day: number; ms: number } => {
  const day = Math.floor(moment / DAY_MS);
  return { day, ms: moment - day * DAY_MS };
};

/** Dates that are as plain as can be: of all that are as early and as long the first. */
const PLAIN = /^\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?$/;

/**
 * The place of a time in the order; no time stands first. What is wanted of it is that it compares as a text and is
 * short, since it stands under every term that its record is filed under.
 */
export const timeKey = (text: string | null): string => {
  if (text === null) return '';
  const { moments } = timeOf(text);
  const [from, to] = [split(moments.from), split(moments.to)];
  const rest = PLAIN.test(text) ? '' : ` ${text}`;
  if (moments.from === -Infinity)
    return `!${moments.to === Infinity ? '~' : `${dayKey(to.day)}${lengthKey(0, to.ms)}`}${rest}`;
  if (text.startsWith('Y') && (from.day < FIRST || from.day > LAST - 366))
    return `${dayKey(from.day)}${beyondKey(text)}`;
  return `${dayKey(from.day)}${clockKey(from.ms)}${lengthKey(moments.to === Infinity ? Infinity : to.day - from.day, to.ms)}${rest}`;
};

/** A range of days, as times whose first and whose last day are its ends; an end is open where there is none. */
export type DateRange = {
  from: string | null;
  to: string | null;
  /** That it begins today or later: what has ended, nobody knows when (`2001/`), does not reach it any more. */
  fromNow?: true;
};

const daysIn = ({ from, to }: DateRange): Extent => ({ from: extentOf(from).from, to: extentOf(to).to });

/** Whether a time has an end of which it is not known when it was. */
const endsUnknown = (text: string): boolean => text.endsWith('/');

/** Whether a range has no day, since it ends before it begins. */
export const isTurnedRound = (range: DateRange): boolean => daysIn(range).from > daysIn(range).to;

/** Whether a time may lie within the range (ends included); no time never does. */
export const inRange = (text: string | null, range: DateRange): boolean => {
  if (text === null) return false;
  const { widened } = timeOf(text);
  const days = daysIn(range);
  const hasEnded = range.fromNow === true && endsUnknown(text) && widened.from < days.from;
  return !hasEnded && overlap(widened, days);
};

/** Years of which there is one term for all. */
const SPANS = [10_000, 1000, 100, 10, 1];
const node = (unit: string, number: number | string): string => `${unit}${number}`;
/** Of what goes on for ever, and of what ended nobody knows when. */
const OPEN = 'open';
const ENDED = 'ended';

/** The terms of all that a day lies in: itself, its month, its year, and so on. */
const termsAround = (day: number): string[] => {
  const { year, month } = monthOf(day);
  return [
    OPEN,
    node('d', day),
    node('m', year * 12 + month - 1),
    ...SPANS.map((size) => node(`y${size}-`, Math.floor(year / size))),
  ];
};

/** As few terms as cover some days, which have an end. */
const termsThrough = ({ from, to }: Extent): string[] => {
  const terms: string[] = [];
  for (let day = Math.max(from, FIRST); day <= to;) {
    const { year, month } = monthOf(day);
    const size = SPANS.find((each) => year % each === 0 && firstDay(year + each, 1) - 1 <= to);
    if (day === firstDay(year, 1) && size !== undefined) {
      terms.push(node(`y${size}-`, Math.floor(year / size)));
      day = firstDay(year + size, 1);
    } else if (day === firstDay(year, month) && firstDay(year, month + 1) - 1 <= to) {
      terms.push(node('m', year * 12 + month - 1));
      day = firstDay(year, month + 1);
    } else terms.push(node('d', day++));
  }
  return terms;
};

/** Under which term times are filed that begin in one unit and may be in a later one, the coarsest that they leave. */
const crossing = (unit: TimeUnit): string => node('beyond-', unit);

/** The terms of the times that begin in one such unit and may be in a later one. */
export const termsBeyond = (unit: TimeUnit): string[] => noFinerThan(unit).map(crossing);

const crossed = ({ from, to }: Extent): string[] => {
  const unit = from === -Infinity ? null : unitCrossed(split(from).day, split(to).day);
  return unit === null ? [] : [crossing(unit)];
};

/** The terms under which a time is filed that its place in the order does not tell: none for a day. */
export const datesOf = (text: string | null): string[] => {
  if (text === null) return [];
  // Of a year of more than four digits, which no time begins or ends within, only that it goes on after its first
  // quarter.
  if (text.startsWith('Y')) return [crossing('quarter')];
  const { days, widened, moments } = timeOf(text);
  const covering = widened.to === Infinity ? [endsUnknown(text) ? ENDED : OPEN] : termsThrough(widened);
  const through = [...(widened.from === widened.to ? [] : covering), ...crossed(moments)];
  const { day } = split(moments.from);
  if (days.from === day || widened.from !== days.from || moments.from === -Infinity) return through;
  // Its day is another one in UTC, by which it stands in the order.
  if (day < days.from) return [...through, node('at', days.from), node('after', days.from)];
  return [...through, node('at', days.from), ...(days.from === days.to ? [node('before', days.from)] : [])];
};

/**
 * A range of days as it is looked up: a span of keys, and what stands outside of it or within it for another reason.
 */
export type RangeKeys = {
  /** From a key up to, not including, another. */
  from: string;
  to: string;
  /** Terms of those before the span that lie in the range nevertheless, and of those behind it. */
  before: string[];
  behind: string[];
  /** Terms of those within the span that do not lie in the range. */
  excluded: string[];
};

export const rangeKeys = (range: DateRange): RangeKeys => {
  const { from, to } = daysIn(range);
  const unknown = range.fromNow === true ? [] : [ENDED];
  const [begins, ends] = [from > -Infinity, to < Infinity];
  return {
    from: begins ? keyFrom(from) : '!',
    to: ends ? keyFrom(to + 1) : '~',
    // What goes on from before the first day that has a term goes on since ever.
    before: begins ? [...termsAround(Math.max(from, FIRST)), ...unknown, node('at', from)] : [],
    behind: ends ? [node('at', to)] : [],
    excluded: [...(begins ? [node('before', from - 1)] : []), ...(ends ? [node('after', to + 1)] : [])],
  };
};
