import { firstDay, monthOf } from './days.ts';

/*
 * Units of the calendar in which times are counted, the coarsest first. Those of one unit are numbered one after
 * another, so that the next one is one more.
 */

export const TIME_UNITS = ['year', 'quarter', 'month', 'day'] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** How many months a unit has; null of one that is shorter. */
const MONTHS: Readonly<Record<TimeUnit, number | null>> = { year: 12, quarter: 3, month: 1, day: null };

/** The number of the unit that a day (since 1970) lies in. */
export const unitOf = (unit: TimeUnit, day: number): number => {
  const months = MONTHS[unit];
  if (months === null) return day;
  const { year, month } = monthOf(day);
  return Math.floor((year * 12 + month - 1) / months);
};

/** The first day of a unit. */
export const firstDayOf = (unit: TimeUnit, number: number): number => {
  const months = MONTHS[unit];
  return months === null ? number : firstDay(0, number * months + 1);
};

const digits = (number: number, length: number): string => String(number).padStart(length, '0');
const yearText = (year: number): string =>
  Math.abs(year) > 9999 ? `Y${year}` : `${year < 0 ? '-' : ''}${digits(Math.abs(year), 4)}`;

/** A day as a time is written; of years that have more than four digits only the year can be. */
export const dayText = (day: number): string => {
  const { year, month } = monthOf(day);
  if (Math.abs(year) > 9999) return yearText(year);
  return `${yearText(year)}-${digits(month, 2)}-${digits(day - firstDay(year, month) + 1, 2)}`;
};

/** The name of a unit: 2025, 2025-Q1, 2025-02, 2025-02-20. */
export const unitText = (unit: TimeUnit, number: number): string => {
  const first = firstDayOf(unit, number);
  const { year, month } = monthOf(first);
  if (unit === 'day') return `${yearText(year)}-${digits(month, 2)}-${digits(first - firstDay(year, month) + 1, 2)}`;
  if (unit === 'month') return `${yearText(year)}-${digits(month, 2)}`;
  return unit === 'quarter' ? `${yearText(year)}-Q${Math.ceil(month / 3)}` : yearText(year);
};

/** The coarsest unit at whose end a time goes on that has these days as its first and its last; null of one day. */
export const unitCrossed = (from: number, to: number): TimeUnit | null =>
  TIME_UNITS.find((unit) => to === Infinity || unitOf(unit, from) !== unitOf(unit, to)) ?? null;

/** A unit and those that are coarser. */
export const noFinerThan = (unit: TimeUnit): readonly TimeUnit[] => TIME_UNITS.slice(0, TIME_UNITS.indexOf(unit) + 1);
