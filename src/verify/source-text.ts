import { NORMALISATION, selectorText, textDigest } from '../model/text.ts';
import type { Method } from '../model/verify-status.ts';
import { Bits } from './bits.ts';
import { Bounds, type Stretch } from './bounds.ts';
import type { Form } from './form.ts';
import { comparedForm, foldedForm, foldsBetween, type Fold } from './forms.ts';

/** How many code points of a text a selector gives around the words. */
const CONTEXT = 32;
/** How long a context is looked along for a bound of words, in UTF-16 units. */
const CONTEXT_REACH = 256;

/** Code points of a text, from one up to, not including, another. */
export type Range = { start: number; end: number };

/** Where the words stand: W3C selectors, positions in code points of the text, and digests of the normal form. */
export type Place = {
  method: Method;
  /** By what the words differ from the quotation; empty where they are verified. */
  differences: Fold[];
  selectors: [
    { type: 'TextQuoteSelector'; exact: string; prefix: string; suffix: string },
    { type: 'TextPositionSelector'; start: number; end: number },
  ];
  digest: { algorithm: 'sha-256'; normalisation: typeof NORMALISATION; span: string; text: string };
};

/** A text made ready to be searched; its forms are made once, and only when they are needed. */
export class SourceText {
  readonly text: string;
  private known: { compared?: Form; folded?: Form; digest?: string; points?: Bits | null; bounds?: Bounds } = {};

  constructor(raw: string) {
    this.text = selectorText(raw);
  }

  get compared(): Form {
    return (this.known.compared ??= comparedForm(this.text));
  }

  get folded(): Form {
    return (this.known.folded ??= foldedForm(this.text));
  }

  /** Where a quotation may begin and end in it. */
  get bounds(): Bounds {
    return (this.known.bounds ??= new Bounds(this.text));
  }

  /** SHA-256 of the whole normalised text. */
  get digest(): string {
    return (this.known.digest ??= textDigest(this.text));
  }

  /** Where code points begin; null where each has one UTF-16 unit. */
  private get points(): Bits | null {
    if (this.known.points === undefined) {
      this.known.points = /[\uD800-\uDBFF]/.test(this.text) ? new Bits(this.text.length) : null;
      if (this.known.points !== null)
        for (let at = 0; at < this.text.length; at += this.text.codePointAt(at)! > 0xffff ? 2 : 1)
          this.known.points.add(at);
    }
    return this.known.points;
  }

  /** How many code points the text has. */
  get length(): number {
    return this.points?.size ?? this.text.length;
  }

  /** The UTF-16 unit at which a code point begins; the length of the text where there are not so many. */
  unitOf(point: number): number {
    if (point < 0) return 0;
    const unit = this.points?.select(point) ?? point;
    return unit < 0 ? this.text.length : Math.min(unit, this.text.length);
  }

  /** How many code points begin before a UTF-16 unit. */
  pointOf(unit: number): number {
    return this.points?.rank(unit) ?? unit;
  }

  /** A stretch of UTF-16 units as a range of code points. */
  rangeOf({ start, end }: Stretch): Range {
    return { start: this.pointOf(start), end: this.pointOf(end) };
  }

  /** Ranges of code points as stretches of UTF-16 units, in order and where they meet as one. */
  units(ranges: readonly Range[]): Stretch[] {
    const merged: Stretch[] = [];
    for (const range of [...ranges].sort((a, b) => a.start - b.start || a.end - b.end)) {
      const [next, last] = [{ start: this.unitOf(range.start), end: this.unitOf(range.end) }, merged.at(-1)];
      if (last !== undefined && this.isBlank(last.end, next.start)) last.end = Math.max(last.end, next.end);
      else merged.push(next);
    }
    return merged;
  }

  /** Whether nothing but white space stands between two places. */
  private isBlank(from: number, to: number): boolean {
    let at = from;
    while (at < to && /\s/u.test(this.text[at]!)) at += 1;
    return at >= to;
  }

  /** Places with positions in code points, and what the words there differ by from the quotation. */
  places(found: readonly Stretch[], quote: string): Place[] {
    const sought = selectorText(quote);
    const compared = comparedForm(sought).text;
    return found.map((stretch) => {
      const exact = this.text.slice(stretch.start, stretch.end);
      const same = comparedForm(exact).text === compared;
      return {
        method: !same ? 'folded' : exact === sought.trim() ? 'exact' : 'normalised',
        differences: same ? [] : foldsBetween(sought, exact),
        selectors: [
          { type: 'TextQuoteSelector', exact, ...this.around(stretch) },
          { type: 'TextPositionSelector', ...this.rangeOf(stretch) },
        ],
        digest: { algorithm: 'sha-256', normalisation: NORMALISATION, span: textDigest(exact), text: this.digest },
      };
    });
  }

  /** What stands directly around a stretch, cut between words so that it is found again. */
  private around({ start, end }: Stretch): { prefix: string; suffix: string } {
    const least = Math.max(0, this.unitOf(this.pointOf(start) - CONTEXT), start - CONTEXT_REACH);
    const most = Math.min(this.unitOf(this.pointOf(end) + CONTEXT), end + CONTEXT_REACH);
    let [from, to] = [least, most];
    while (from < start && !this.bounds.isBound(from)) from += 1;
    while (to > end && !this.bounds.isBound(to)) to -= 1;
    return { prefix: this.text.slice(from, start), suffix: this.text.slice(end, to) };
  }
}
