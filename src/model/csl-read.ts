import { CSL_DATES, type CslItem } from './csl.ts';
import { Edtf } from './edtf.ts';
import { plainText } from './rich-text.ts';

/*
 * Reads members of a CSL-JSON item that come in more than one form.
 */

/** The texts of a member: several where it is a list; none where it is not there or holds something else. */
export const cslTexts = (item: CslItem, name: string): string[] =>
  [item[name] ?? []]
    .flat()
    .filter((value): value is string | number => typeof value === 'string' || typeof value === 'number')
    .map((value) => String(value).normalize().trim())
    .filter((value) => value !== '');

/** The text of a member with its markup (rich-text.ts), the first of several; null where there is none. */
export const cslRichText = (item: CslItem, ...names: string[]): string | null =>
  names.flatMap((name) => cslTexts(item, name))[0] ?? null;

/** The same without markup. */
export const cslText = (item: CslItem, ...names: string[]): string | null => {
  const found = cslRichText(item, ...names);
  return found === null ? null : plainText(found);
};

/** A year, or a year and a month, or a year, a month and a day; a month from 21 to 24 is a season, as in EDTF. */
export type DateParts = readonly [year: number, month?: number, day?: number];

/** A date of CSL: one, or the two ends of a range, of which the second may be `open`; or only words. */
export type CslDate = { parts: readonly [DateParts, DateParts?]; circa: boolean; open?: true } | { words: string };

const SEASONS = /^(?:2?[1-4]|spring|summer|autumn|fall|winter)$/i;
const FIRST_SEASON = 21;

/** The number of a season in EDTF, whichever of the numbers and words in use it was given by. */
const seasonOf = (season: string | number | undefined): number | undefined => {
  const text = String(season ?? '').trim();
  if (!SEASONS.test(text)) return undefined;
  if (/\d/.test(text)) return FIRST_SEASON - 1 + Number(text.at(-1));
  return FIRST_SEASON + ['sp', 'su', 'au', 'wi'].indexOf(text.toLowerCase().replace('fall', 'au').slice(0, 2));
};

const EDTF_END = /^(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)$/;

const partsOfText = (text: string): { parts: DateParts; circa: boolean } | null => {
  const [, year, month, day, mark] = EDTF_END.exec(text) ?? [];
  if (year === undefined) return null;
  const parts = [year, month, day].filter((part) => part !== undefined).map(Number) as unknown as DateParts;
  return { parts, circa: mark === '~' || mark === '%' };
};

const dateOfText = (text: string): CslDate => {
  const ends = text.trim().split('/').map(partsOfText);
  const [from, to] = ends;
  if (!from || ends.length > 2 || to === null) return { words: text.trim() };
  return { parts: to === undefined ? [from.parts] : [from.parts, to.parts], circa: from.circa || to?.circa === true };
};

const isTrue = (flag: string | number | boolean | undefined): boolean =>
  flag !== undefined && !['', '0', 'false', 'null'].includes(String(flag));

/** The numbers of one of `date-parts`, up to the first that is left out. */
const partsOf = (given: readonly (string | number | null)[]): DateParts | null => {
  const end = given.findIndex((part) => part === null || !/^\s*-?\d+\s*$/.test(String(part)));
  const numbers = (end === -1 ? given : given.slice(0, end)).map(Number);
  return numbers.length === 0 ? null : (numbers as unknown as DateParts);
};

/** CSL writes the end of a range that is open as zeros. */
const isOpen = (parts: DateParts): boolean => parts.every((part) => part === 0);

/**
 * Reads a date variable as it is given, whichever of its forms it has, possible or not; null where it tells nothing.
 */
export const givenDate = (value: CslItem['issued']): CslDate | null => {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value.trim() === '' ? null : dateOfText(value);
  const [from, to] = (value['date-parts'] ?? []).map(partsOf);
  if (from) {
    const season = from.length === 1 ? seasonOf(value.season) : undefined;
    const first: DateParts = season === undefined ? from : [from[0], season];
    const circa = isTrue(value.circa);
    if (to && isOpen(to)) return { parts: [first], circa, open: true };
    return { parts: to ? [first, to] : [first], circa };
  }
  const words = value.raw ?? value.literal;
  return words === undefined || words.trim() === '' ? null : dateOfText(words);
};

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Whether the calendar has a day, a month, a season or a year. */
export const isPossible = ([year, month, day]: DateParts): boolean => {
  if (Math.abs(year) > 9999) return false;
  if (month === undefined) return true;
  if (day === undefined) return (month >= 1 && month <= 12) || (month >= 21 && month <= 24);
  return day >= 1 && day <= (month === 2 && !isLeap(year) ? 28 : (DAYS[month - 1] ?? 0));
};

/** A date variable; one that the calendar does not have is only words. */
export const cslDate = (value: unknown): CslDate | null => {
  const date = givenDate(value as CslItem['issued']);
  if (date === null || 'words' in date || date.parts.every((parts) => isPossible(parts!))) return date;
  return { words: date.parts.map((parts) => parts!.join('-')).join('/') };
};

const pad = (part: number, i: number): string =>
  i === 0 ? `${part < 0 ? '-' : ''}${String(Math.abs(part)).padStart(4, '0')}` : String(part).padStart(2, '0');

/** One end of a date in EDTF. */
export const edtfOf = (parts: DateParts): string => parts.map((part, i) => pad(part!, i)).join('-');

/** A date in EDTF, null where it is only words. */
export const edtfDate = (date: CslDate | null): string | null =>
  date === null || 'words' in date
    ? null
    : [...date.parts.map((parts) => `${edtfOf(parts!)}${date.circa ? '~' : ''}`), ...(date.open ? ['..'] : [])].join(
        '/',
      );

const YEAR_ONLY = /(-?\d{4})-2[1-4](?!\d)/g;

/** The issue date of an item in EDTF, as far as the model can order it; null where it has none or only words for it. */
export const issuedDate = (item: CslItem): string | null => {
  if (typeof item.issued === 'string' && Edtf.safeParse(item.issued.trim()).success) return item.issued.trim();
  const date = edtfDate(cslDate(item.issued));
  if (date === null) return null;
  return [date, date.replace(YEAR_ONLY, '$1')].find((candidate) => Edtf.safeParse(candidate).success) ?? null;
};

/** The date variables of an item that are given as a text of which no date can be read, with the text. */
export const unreadDates = (item: CslItem): [name: string, text: string][] =>
  [...CSL_DATES].flatMap((name): [string, string][] => {
    const value = item[name] as CslItem['issued'];
    const text = (typeof value === 'string' ? value : value?.raw)?.trim() ?? '';
    const date = givenDate(value);
    const isUnread = date !== null && 'words' in date && date.words === text && !Edtf.safeParse(text).success;
    return isUnread ? [[name, text]] : [];
  });
