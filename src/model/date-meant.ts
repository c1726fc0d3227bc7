import { daysInMonth } from './days.ts';

/*
 * What people write in place of EDTF, for the remedy of a refusal; nothing is read by it.
 */

const MONTHS = 'January, February, March, April, May, June, July, August, September, October, November, December'.split(
  ', ',
);

/** Numbers as a day. */
const dayOf = (year: string, month: string | number, day: string | number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** The number of a month by its name, or by three letters of it or more. */
const monthNamed = (word: string): string | null => {
  const beginning = word.replace('.', '').toLowerCase();
  const at = beginning.length < 3 ? -1 : MONTHS.findIndex((name) => name.toLowerCase().startsWith(beginning));
  return at === -1 ? null : String(at + 1).padStart(2, '0');
};

/** Two numbers and a year; null where either may be the month. */
const dayFirst = (a: string, b: string, year: string): string | null =>
  Number(b) <= 12 && (Number(a) > 12 || a === b) ? dayOf(year, b, a) : Number(b) > 12 ? dayOf(year, a, b) : null;

/** Ways to write a time, each with its EDTF; null where it cannot be told. */
const FORMS: readonly [RegExp, (...parts: string[]) => string | null][] = [
  [/^(\d{4})[./-](\d{1,2})[./-](\d{1,2})$/, (year, month, day) => dayOf(year, month, day)],
  [/^(\d{4})(\d\d)(\d\d)$/, (year, month, day) => dayOf(year, month, day)],
  [/^(\d{4})[./-](\d{1,2})$/, (year, month) => `${year}-${month.padStart(2, '0')}`],
  [/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, (day, month, year) => dayOf(year, month, day)],
  [/^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/, (a, b, year) => dayFirst(a, b, year)],
  [/^(\d{1,2})\.?\s+([a-z]+\.?),?\s+(\d{4})$/i, (day, word, year) => named(year, word, day)],
  [/^([a-z]+\.?)\s+(\d{1,2}),?\s+(\d{4})$/i, (word, day, year) => named(year, word, day)],
  [/^([a-z]+\.?)\s+(\d{4})$/i, (word, year) => named(year, word, null)],
  [
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?)\s*(z|[+-]\d\d:\d\d)?$/i,
    (day, clock, zone) => `${day}T${clock}${zone ?? ''}`,
  ],
  [/^(?:c\.?|ca\.?|circa|about|around|approx\.?)\s*(\d{4}(?:-\d\d)*)$/i, (time) => `${time}~`],
  [/^(\d{4})s$/, (year) => (year.endsWith('0') ? `${year.slice(0, 3)}X` : null)],
  [/^(\d{4}(?:-\d\d)*)\s*(?:[-–—]|to|until)\s*(\d{4}(?:-\d\d)*)$/, (from, to) => `${from}/${to}`],
  [/^(?:since|from)\s+(\d{4}(?:-\d\d)*)$/i, (from) => `${from}/..`],
  [/^(\d{4}(?:-\d\d)*)\s*(?:[-–—/]|to|until)\s*(?:now|today|present)?$/i, (from) => `${from}/..`],
  [/^(?:until|till|to)\s+(\d{4}(?:-\d\d)*)$/i, (to) => `../${to}`],
];

const named = (year: string, word: string, day: string | null): string | null => {
  const month = monthNamed(word);
  if (month === null) return null;
  return day === null ? `${year}-${month}` : dayOf(year, month, day);
};

/**
 * The EDTF that was probably meant; null where nothing is near. It may be none, where the day is not in the calendar.
 */
const edtfMeant = (text: string): string | null => {
  for (const [form, read] of FORMS) {
    const [, ...parts] = form.exec(text.trim()) ?? [];
    const meant = parts.length === 0 ? null : read(...parts);
    if (meant !== null) return meant;
  }
  return null;
};

/** That a day, month or time of day of a text is none; null where each is one. */
const notInCalendar = (text: string): string | null => {
  for (const [whole, year, month, day] of text.matchAll(/(-?\d{4})-(\d\d)(?:-(\d\d))?(?!\d)/g)) {
    if (Number(month) === 0 || (Number(month) > 12 && (day !== undefined || Number(month) < 21 || Number(month) > 24)))
      return `there is no month ${month} (${whole})`;
    const days = Number(month) > 12 ? 0 : daysInMonth(Number(year), Number(month));
    if (day !== undefined && (Number(day) === 0 || Number(day) > days))
      return `there is no such day: ${MONTHS[Number(month) - 1]} ${year} has ${days} days`;
  }
  const clock = /T(\d\d):(\d\d)(?::(\d\d))?/.exec(text);
  return clock !== null && (Number(clock[1]) > 23 || Number(clock[2]) > 59 || Number(clock[3] ?? 0) > 59)
    ? `there is no such time of day: ${clock[0].slice(1)}`
    : null;
};

/**
 * How a time that is none should have been written, or why there is none; null where nobody can tell. `isTime`: what
 * tells EDTF.
 */
export const dateMeant = (text: string, isTime: (text: string) => boolean): string | null => {
  if (text.length > 60) return null;
  const meant = edtfMeant(text);
  const wrong = notInCalendar(meant ?? text);
  if (wrong !== null) return wrong;
  if (meant !== null && isTime(meant)) return `write it as ${meant}`;
  return /^(?:now|today|present|current|ongoing)$/i.test(text.trim())
    ? 'write the day itself; an end that is not reached is left out, or .. in an interval'
    : null;
};
