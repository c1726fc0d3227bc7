import { Bounds } from './bounds.ts';
import type { Form } from './forms.ts';

/** Where in a text something stands, in UTF-16 units. */
export type Found = { start: number; end: number };

/** What must stand directly before and after, in the same form; empty where nothing is asked. */
export type Context = { prefix: string; suffix: string };

/** What a search comes to. `within` and `elsewhere` count what was not taken: within words or clusters, and in another context or range. */
export type Hits = { found: Found[]; count: number; within: number; elsewhere: number };

/** How many places of a quotation are told; the rest is only counted. */
export const PLACES = 20;

/** For each prefix of the needle how much of its beginning it ends with (Knuth, Morris and Pratt). */
const fallbacks = (needle: string): Int32Array => {
  const table = new Int32Array(needle.length);
  for (let i = 1, length = 0; i < needle.length; i++) {
    while (length > 0 && needle.charCodeAt(i) !== needle.charCodeAt(length)) length = table[length - 1]!;
    if (needle.charCodeAt(i) === needle.charCodeAt(length)) length += 1;
    table[i] = length;
  }
  return table;
};

/** Every occurrence of a needle, overlapping ones too, in time in proportion to the text whatever it repeats. */
function* occurrences(text: string, needle: string): Generator<number> {
  const table = fallbacks(needle);
  for (let i = 0, length = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    while (length > 0 && unit !== needle.charCodeAt(length)) length = table[length - 1]!;
    if (unit === needle.charCodeAt(length)) length += 1;
    if (length === needle.length) {
      yield i + 1 - length;
      length = table[length - 1]!;
    }
  }
}

const inContext = ({ text }: Form, from: number, to: number, { prefix, suffix }: Context): boolean =>
  (prefix === '' || text.endsWith(prefix, from) || (text[from - 1] === ' ' && text.endsWith(prefix, from - 1))) &&
  (suffix === '' || text.startsWith(suffix, to) || (text[to] === ' ' && text.startsWith(suffix, to + 1)));

/** Whether one of some ranges, in order and apart from one another, holds a place; places are asked for in order. */
const holder = (ranges: readonly Found[] | null): ((start: number, end: number) => boolean) => {
  let i = 0;
  return (start, end) => {
    if (ranges === null) return true;
    while (i < ranges.length && ranges[i]!.end < end) i += 1;
    return i < ranges.length && ranges[i]!.start <= start;
  };
};

/** Finds whole words of a source: `needle` is in the form that `form` is in, and not empty. Only what lies in one of the ranges is taken. */
export const search = (
  source: string,
  form: Form,
  needle: string,
  context: Context,
  ranges: readonly Found[] | null,
): Hits => {
  const hits: Hits = { found: [], count: 0, within: 0, elsewhere: 0 };
  const holds = holder(ranges);
  const [begins, ends] = [new Bounds(source), new Bounds(source)];
  for (const from of occurrences(form.text, needle)) {
    const to = from + needle.length;
    const [start, end] = [form.starts[from]!, form.ends[to - 1]!];
    const whole =
      (from === 0 || form.starts[from - 1] !== start) &&
      (to === form.text.length || form.starts[to] !== form.starts[to - 1]);
    if (!whole || begins.at(start) !== 'bound' || ends.at(end) !== 'bound') hits.within += 1;
    else if (!holds(start, end) || !inContext(form, from, to, context)) hits.elsewhere += 1;
    else {
      hits.count += 1;
      if (hits.found.length < PLACES) hits.found.push({ start, end });
    }
  }
  return hits;
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
