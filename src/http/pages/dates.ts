/*
 * Times in EDTF as people say them: as exactly as they are known, and no more.
 */

const QUALIFIERS: Readonly<Record<string, string>> = { '~': 'about ', '?': 'perhaps ', '%': 'perhaps about ' };
const SEASONS: Readonly<Record<string, string>> = { 21: 'spring', 22: 'summer', 23: 'autumn', 24: 'winter' };

const inUtc = (language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...options, timeZone: 'UTC' });

const yearText = (year: string): string => {
  const count = Number(year.replace('Y', ''));
  return count > 0 ? String(count) : `${1 - count} BC`;
};

/** A date of the calendar; years that Intl would count otherwise are put beside the month. */
const calendar = (year: string, month: string | undefined, day: string | undefined, language: string): string => {
  if (month === undefined) return yearText(year);
  if (SEASONS[month]) return `${SEASONS[month]} ${yearText(year)}`;
  const at = new Date(Date.UTC(2000, Number(month) - 1, Number(day ?? 1)));
  const options: Intl.DateTimeFormatOptions = day === undefined ? { month: 'long' } : { month: 'long', day: 'numeric' };
  return `${inUtc(language, options).format(at)} ${yearText(year)}`;
};

const point = (text: string, language: string): string => {
  const instant = /^(-?\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+\u2212-]\d\d(?::?\d\d)?)?$/.exec(text);
  if (instant) {
    const [, year, month, day, time, zone] = instant;
    const told = zone === undefined ? '' : zone === 'Z' ? ' UTC' : ` UTC${zone.replace('-', '\u2212')}`;
    return `${calendar(year!, month, day, language)}, ${time}${told}`;
  }
  const date = /^(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)$/.exec(text);
  if (date) return `${QUALIFIERS[date[4]!] ?? ''}${calendar(date[1]!, date[2], date[3], language)}`;
  const decade = /^(\d{3})X$/.exec(text);
  if (decade) return `the ${decade[1]}0s`;
  const century = /^(\d\d)XX$/.exec(text);
  if (century) return `the years ${century[1]}00 to ${century[1]}99`;
  const month = /^(-?\d{4})-(\d\d)-XX$/.exec(text);
  if (month) return `a day in ${calendar(month[1]!, month[2], undefined, language)}`;
  const year = /^(-?\d{4})-XX/.exec(text);
  if (year) return `some time in ${yearText(year[1]!)}`;
  return text;
};

/** A time as people say it. */
export const dateText = (edtf: string, language = 'en'): string => {
  const [from, to] = edtf.split('/') as [string, string?];
  if (to === undefined) return point(from, language);
  const open = (end: string): boolean => end === '' || end === '..';
  if (open(from) && open(to)) return 'at no known time';
  if (open(from)) return `until ${point(to, language)}`;
  if (to === '..') return `since ${point(from, language)}`;
  if (to === '') return `from ${point(from, language)}, its end not known`;
  return `${point(from, language)} to ${point(to, language)}`;
};

/** The same where HTML's `time` can say it for programs; null where it cannot. */
export const machineDate = (edtf: string): string | null =>
  /^\d{4}(-(0[1-9]|1[0-2])(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/.test(edtf) ? edtf : null;

/** A term: when it began and ended, as far as that is known; null where neither is. */
export const termText = (
  { from, to, period }: { from?: string | null; to?: string | null; period?: string | null },
  language = 'en',
): string | null => {
  if (period) return dateText(period, language);
  return from || to ? dateText(`${from ?? '..'}/${to ?? '..'}`, language) : null;
};
