import { Bounds, type Stretch } from './bounds.ts';
import { isUnseen, kindOf } from './characters.ts';
import type { Form } from './form.ts';
import { Needles } from './needles.ts';

/** Words that were found between words, and at which of their ends nothing but a context can tell that no word goes on. */
export type Found = Stretch & { open: { start: boolean; end: boolean } };

/** What must stand directly before and after, in the same form; empty where nothing is asked. */
export type Context = { prefix: string; suffix: string };

/** What a search comes to. `within` and `elsewhere` count what was not taken: within words or clusters, and in another context or range. */
export type Hits = { found: Found[]; count: number; within: number; elsewhere: number };

/** How many places of a quotation are told; the rest is only counted. */
export const PLACES = 20;
/** How long all of them but the first may be together, in UTF-16 units: words that are far apart have much between them. */
const PLACES_LENGTH = 100_000;
/** From so many UTF-16 units on a context may be cut within a word at its far end, as tools do that cut at a fixed length. */
const CUT_CONTEXT = 28;

/** Looks whether what was found in a form of a text stands between words there, and in which context. */
export class Whole {
  private readonly source: string;
  private readonly form: Form;
  private readonly begins: Bounds;
  private readonly ends: Bounds;
  private readonly contexts: Bounds;

  constructor(source: string, form: Form) {
    this.source = source;
    this.form = form;
    [this.begins, this.ends, this.contexts] = [new Bounds(source), new Bounds(source), new Bounds(source)];
  }

  /** Where a stretch of the text has ended, with what is not seen but belongs to its last character. */
  private endOf(to: number): number {
    let end = this.form.endOf(to - 1);
    while (
      end < this.source.length &&
      isUnseen(kindOf(this.source.codePointAt(end)!)) &&
      this.ends.isWithinCluster(end)
    )
      end += this.source.codePointAt(end)! > 0xffff ? 2 : 1;
    return end;
  }

  /** A stretch of the form in the text; null where it is a part of a word or a character. */
  found(from: number, to: number): Found | null {
    if (!this.form.isBetween(from) || !this.form.isBetween(to)) return null;
    const start = this.form.startOf(from);
    const first = this.begins.at(start);
    if (first !== 'bound' && first !== 'unspaced') return null;
    const end = this.endOf(to);
    const last = this.ends.at(end);
    if (last !== 'bound' && last !== 'unspaced') return null;
    return { start, end, open: { start: first === 'unspaced', end: last === 'unspaced' } };
  }

  private isBound(at: number): boolean {
    const bound = this.contexts.at(at);
    if (bound === 'bound' || bound === 'unspaced') return true;
    // A mark upon a space begins what is left of a context once its spaces are trimmed.
    return bound === 'within-cluster' && /\s/u.test(this.source[at - 1] ?? '');
  }

  private isBefore(prefix: string, to: number): boolean {
    const from = to - prefix.length;
    if (!this.form.text.endsWith(prefix, to) || !this.form.isBetween(from)) return false;
    return prefix.length >= CUT_CONTEXT || this.isBound(this.form.startOf(from));
  }

  private isAfter(suffix: string, from: number): boolean {
    const to = from + suffix.length;
    if (!this.form.text.startsWith(suffix, from) || !this.form.isBetween(to)) return false;
    return suffix.length >= CUT_CONTEXT || this.isBound(this.endOf(to));
  }

  /** Whether a stretch of the form stands between whole words of a context, with a space or none between. */
  inContext(from: number, to: number, { prefix, suffix }: Context): boolean {
    const { text } = this.form;
    return (
      (prefix === '' || this.isBefore(prefix, from) || (text[from - 1] === ' ' && this.isBefore(prefix, from - 1))) &&
      (suffix === '' || this.isAfter(suffix, to) || (text[to] === ' ' && this.isAfter(suffix, to + 1)))
    );
  }
}

/** Whether one of some ranges, in order and apart from one another, holds a place; places are asked for in order. */
const holder = (ranges: readonly Stretch[] | null): ((place: Stretch) => boolean) => {
  let i = 0;
  return ({ start, end }) => {
    if (ranges === null) return true;
    while (i < ranges.length && ranges[i]!.end < end) i += 1;
    return i < ranges.length && ranges[i]!.start <= start;
  };
};

const take = (hits: Hits, place: Found): void => {
  hits.count += 1;
  const length = hits.found.reduce((sum, { start, end }) => sum + end - start, 0);
  const fits = hits.found.length === 0 || length + place.end - place.start <= PLACES_LENGTH;
  if (hits.found.length < PLACES && fits) hits.found.push(place);
};

/**
 * Finds whole words of a source: `needle` is in the form that `form` is in, and not empty. For each of some sets of ranges
 * only what lies in one of them is taken, anything where a set is null.
 */
export const search = (
  source: string,
  form: Form,
  needle: string,
  context: Context,
  sets: readonly (readonly Stretch[] | null)[],
): Hits[] => {
  const all = sets.map((ranges) => ({
    hits: { found: [], count: 0, within: 0, elsewhere: 0 } as Hits,
    holds: holder(ranges),
  }));
  const whole = new Whole(source, form);
  new Needles([needle]).scan(form.text, (_needle, to) => {
    const from = to - needle.length;
    const found = whole.found(from, to);
    const fits = found !== null && whole.inContext(from, to, context);
    for (const { hits, holds } of all)
      if (found === null) hits.within += 1;
      else if (!fits || !holds(found)) hits.elsewhere += 1;
      else take(hits, found);
    return true;
  });
  return all.map(({ hits }) => hits);
};

/** Of items in ascending order of a number the index of the first with at least this; how many there are where none has. */
export const firstAtLeast = <T>(
  ascending: { readonly length: number; readonly [index: number]: T },
  least: number,
  numberOf: (item: T) => number,
): number => {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numberOf(ascending[middle]!) < least) low = middle + 1;
    else high = middle;
  }
  return low;
};
