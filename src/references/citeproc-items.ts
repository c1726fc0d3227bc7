import { CSL_DATES, cslTypeOf } from '../model/csl.ts';
import { cslDate, cslRichText, edtfDate, type CslDate, type DateParts } from '../model/csl-read.ts';
import { authorsOf, doiOf, namesOf, onOneLine, wholeName, type CslName, type Work } from './work.ts';

/*
 * A CSL-JSON item as the styles of CSL 1.0.1 and citeproc take it: texts as texts, dates as numbers, and no more than
 * they could print. Titles and names are plain text, whatever signs they hold.
 */

/**
 * No title that anybody prints is as long; citeproc takes time that grows with the square of the length. The other
 * forms hold the whole.
 */
const LONGEST = 1000;

const shortened = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).replace(/\p{Surrogate}$/u, '')}…`;

const printed = (text: string): string => shortened(onOneLine(text));

const nameOf = (name: CslName): object =>
  Object.fromEntries(
    Object.entries(name).map(([part, value]) => [part, typeof value === 'string' ? printed(value) : value]),
  );

/** A date as numbers: a season is told beside its year. */
const partsOf = ([year, month, day]: DateParts): number[] => {
  const parts = [year];
  if (month !== undefined && month <= 12) parts.push(month, ...(day === undefined ? [] : [day]));
  return parts;
};

/**
 * The ends of a range as finely as both are given: citeproc fails on ends of which one is finer. Ends that are then the
 * same are one date.
 */
const evenly = (ends: readonly number[][]): number[][] => {
  const length = Math.min(...ends.map((end) => end.length));
  const [from, to] = ends.map((end) => end.slice(0, length));
  return to === undefined || to.join() === from!.join() ? [from!] : [from!, to];
};

/** A date in the words or signs that it is told by where it is not formatted. */
const dateText = (date: CslDate): string => printed('words' in date ? date.words : edtfDate(date)!);

/** citeproc knows no year 0, and takes both ends of a range for years of the same era. */
const isOfOtherEras = (parts: readonly DateParts[]): boolean =>
  parts.some(([year]) => year === 0 || (year < 0 && parts.length > 1));

const dateOf = (value: unknown): object | null => {
  const date = cslDate(value);
  if (date === null) return null;
  if ('words' in date || isOfOtherEras(date.parts.map((parts) => parts!))) return { literal: dateText(date) };
  const [from, to] = date.parts;
  const [, month = 0] = from;
  return {
    'date-parts': evenly(date.parts.map((parts) => partsOf(parts!))),
    ...(to === undefined && month > 20 && { season: month - 20 }),
    ...(date.circa && { circa: true }),
  };
};

/** An address is not cut: the rest of it would lead elsewhere. */
const WHOLE = new Set(['URL', 'DOI']);

const memberOf = (work: Work, name: string): unknown => {
  if (CSL_DATES.has(name)) return dateOf(work[name]);
  const names = namesOf(work, name);
  if (names.length > 0) return names.map(nameOf);
  const text = name === 'DOI' ? doiOf(work) : cslRichText(work, name);
  return text === null ? null : WHOLE.has(name) ? onOneLine(text) : printed(text);
};

export const forCiteproc = (work: Work): object => {
  const type = cslTypeOf(work);
  // Where in a work is said by each footnote, and what is the container's name needs no publisher of that name beside it.
  const { id, type: _type, locator: _locator, ...members } = work;
  const read = Object.fromEntries(
    Object.keys(members).flatMap((name) => {
      const value = memberOf(work, name);
      return value === null ? [] : [[name, value] as const];
    }),
  );
  if (read['publisher'] === read['container-title']) delete read['publisher'];
  return {
    id,
    type: type === 'software' ? 'book' : type,
    ...(read['event-title'] !== undefined && { event: read['event-title'] }),
    ...read,
  };
};

/** What citeproc prints of whatever item: texts alone, in place of an item that a style fails on. */
export const plainForCiteproc = (work: Work): object => {
  const authors = authorsOf(work, cslTypeOf(work)).map((name) => ({ literal: printed(wholeName(name)) }));
  const issued = cslDate(work.issued);
  const texts = ['title', 'container-title', 'publisher', 'URL'].flatMap((name) => {
    const text = cslRichText(work, name);
    return text === null ? [] : [[name, WHOLE.has(name) ? onOneLine(text) : printed(text)] as const];
  });
  return {
    id: work.id,
    type: 'document',
    ...Object.fromEntries(texts),
    ...(authors.length > 0 && { author: authors }),
    ...(issued !== null && { issued: { literal: dateText(issued) } }),
  };
};
