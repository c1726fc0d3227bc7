import { z } from 'zod';
import { optional, type Report } from './define.ts';
import { Edtf, extentOf } from './edtf.ts';

/*
 * From when to when something holds: a term of office, a membership, a name, the existence of a state. It is written as
 * one interval, `period`, or by its two ends, `from` and `to`; answers have all three. That it has ended, but nobody
 * knows when, is an interval whose end is not known: `2001/`.
 */

/** From when to when something holds; null where that end is open or not known. */
export type Term = { from: string | null; to: string | null };

const Period = Edtf.describe(
  'From when to when it holds: an EDTF interval, with ends that are open (..) or not known (empty): `2001/` has ' +
    'ended, nobody knows when.',
);

/** `period` alone, for what has no ends of its own. */
export const period = optional(Period);

/** The fields by which a period is written. */
export const written = {
  period,
  from: optional(Edtf.describe('Its first moment; in place of period.')),
  to: optional(Edtf.describe('Its last moment; in place of period.')),
};

/** The fields by which it is answered. */
export const answered = {
  period: Period.nullable().describe('From when to when, as one interval; null where nothing is known of it.'),
  from: Edtf.nullable().describe('Its first moment; null where that is open or not known.'),
  to: Edtf.nullable().describe('Its last moment; null where that is open or not known.'),
  ended: z.boolean().describe('Whether it has an end: one that is given, or one of which nobody knows when it was.'),
};
export type Answered = z.output<z.ZodObject<typeof answered>>;

type Written = { period?: string | null; from?: string | null; to?: string | null };

const NO_END = ['', '..'];

/**
 * An interval of these ends; null where one of them may not be the end of an interval (a season, digits that are not
 * known).
 */
const intervalOf = (from: string | null, to: string | null): string | null => {
  if (from === null && to === null) return null;
  const text = `${from ?? '..'}/${to ?? '..'}`;
  return Edtf.safeParse(text).success ? text : null;
};

/** A period as it is answered, however it was written. */
export const periodOf = ({ period: whole = null, from = null, to = null }: Written): Answered => {
  if (whole === null) return { period: intervalOf(from, to), from, to, ended: to !== null };
  const [start = '', end = start] = whole.split('/');
  const known = (text: string): string | null => (NO_END.includes(text) ? null : text);
  return { period: whole, from: known(start), to: known(end), ended: end !== '..' };
};

/** A term that ends before it begins is none; it never holds. */
export const isTerm = ({ from, to }: Term): boolean => extentOf(from).from <= extentOf(to).to;

/** Says what is wrong with a period as it is written. */
export const checkPeriod = (term: Written, pointer: string, rule: Report): void => {
  const { from = null, to = null } = term;
  const whole = term.period ?? null;
  const ends = periodOf({ period: whole });
  const differs = (given: string | null, end: string | null): boolean => given !== null && given !== end;
  if (whole !== null && (differs(from, ends.from) || differs(to, ends.to)))
    rule(`${pointer}/period`, `it is ${whole}, which are not the ends that from and to give; leave out one of the two`);
  else if (!isTerm({ from, to }))
    rule(`${pointer}/to`, `${to} lies before ${from}, when the term begins; turn them round`);
};
