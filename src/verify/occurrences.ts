import { selectorText } from '../model/text.ts';
import type { Form } from './form.ts';
import { Needles } from './needles.ts';
import { Whole, type Found, type Hits } from './search.ts';
import type { SourceText } from './source-text.ts';

/*
 * Where many quotations stand in a text, all looked for in one reading of it, or in a few where they are long together.
 */

/** A quotation, and what is to stand around it. */
export type Quote = { exact: string; prefix: string; suffix: string };

/** Where it stands as whole words: in its context, and in any; what was only found within words is counted. */
export type Occurrences = { fitting: Found[]; any: Found[]; within: number };

/** How many places of one quotation are kept, and how many places of all. */
const MOST = 1000;
const MOST_OF_ALL = 200_000;
/** So often in all something may be found that is a part of a word; those of which it was found most are then let go. */
const MOST_WITHIN = 10_000_000;
/** How long the quotations of one reading are together, in UTF-16 units: each takes some thirty bytes. */
const AT_ONCE = 500_000;

/** Reads a text in one form, in which quotations and their contexts are compared. */
export class Reader {
  private readonly form: Form;
  private readonly formOf: (text: string) => string;
  private readonly whole: Whole;

  constructor(source: SourceText, form: Form, made: (text: string) => Form) {
    this.form = form;
    this.formOf = (text) => made(selectorText(text)).text;
    this.whole = new Whole(source.text, form);
  }

  private batches(needles: readonly string[]): string[][] {
    const batches: string[][] = [];
    let length = AT_ONCE;
    for (const needle of needles) {
      length += needle.length;
      if (length > AT_ONCE) {
        batches.push([]);
        length = needle.length;
      }
      batches.at(-1)!.push(needle);
    }
    return batches;
  }

  /** Where some quotations stand, in their order. */
  find(quotes: readonly Quote[]): Occurrences[] {
    const needles = quotes.map(({ exact }) => this.formOf(exact));
    const byNeedle = new Map<string, { places: { found: Found; from: number; to: number }[]; within: number }>();
    let [left, parts] = [MOST_OF_ALL, MOST_WITHIN];
    for (const batch of this.batches([...new Set(needles)].filter((needle) => needle !== '')))
      new Needles(batch).scan(this.form.text, (index, to) => {
        const needle = batch[index]!;
        const known = byNeedle.get(needle) ?? { places: [], within: 0 };
        byNeedle.set(needle, known);
        const found = this.whole.found(to - needle.length, to);
        if (found === null) {
          known.within += 1;
          parts -= 1;
          return parts > 0 || known.within < MOST;
        }
        if (left-- > 0) known.places.push({ found, from: to - needle.length, to });
        return left > 0 && known.places.length < MOST;
      });
    return quotes.map(({ prefix, suffix }, i) => {
      const { places, within } = byNeedle.get(needles[i]!) ?? { places: [], within: 0 };
      const context = { prefix: this.formOf(prefix), suffix: this.formOf(suffix) };
      return {
        any: places.map(({ found }) => found),
        fitting: places.filter(({ from, to }) => this.whole.inContext(from, to, context)).map(({ found }) => found),
        within,
      };
    });
  }
}

/** The same as what a search for one quotation comes to. */
export const hitsOf = ({ fitting, any, within }: Occurrences): Hits => ({
  found: fitting,
  count: fitting.length,
  within,
  elsewhere: any.length - fitting.length,
});
