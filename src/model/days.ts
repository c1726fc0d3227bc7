/*
 * Days of the Gregorian calendar, carried on before and after it was in use, as numbers of days since 1970-01-01.
 */

/** Some days, or moments, both ends included; infinite where an end is open. */
export type Extent = { from: number; to: number };

export const ALWAYS: Extent = { from: -Infinity, to: Infinity };

export const overlap = (a: Extent, b: Extent): boolean => a.from <= b.to && b.from <= a.to;

/** The first day of a month; months may be counted beyond the ends of the year. Years are astronomical: 0 is 1 BCE. */
export const firstDay = (year: number, month: number): number => {
  // Counted from March, so that the day that is put in stands at the end of the year.
  const months = year * 12 + month - 3;
  const y = Math.floor(months / 12);
  const past = months - y * 12;
  return (
    y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + Math.floor((153 * past + 2) / 5) - 719_468
  );
};

export const daysInMonth = (year: number, month: number): number => firstDay(year, month + 1) - firstDay(year, month);

/** The year, and the month from 1, that a day lies in. */
export const monthOf = (day: number): { year: number; month: number } => {
  // A year is never longer than this; so the guess is never beyond, and hardly ever before the right one.
  let year = Math.floor(day / 365.2425) + 1969;
  while (firstDay(year + 1, 1) <= day) year++;
  let month = 1;
  while (month < 12 && firstDay(year, month + 1) <= day) month++;
  return { year, month };
};
