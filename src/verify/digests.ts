import { hash } from 'node:crypto';
import { Bits } from './bits.ts';
import { isWhite, type Stretch } from './bounds.ts';
import type { Form } from './form.ts';
import { normalForm } from './forms.ts';
import { firstAtLeast } from './search.ts';
import { sentencesOf } from './sentences.ts';
import type { SourceText } from './source-text.ts';

/*
 * Where a text has words of which only the digest is known. A digest tells nothing of a part, so stretches of the text are
 * made digests of one by one: sentences, and whatever has the recorded length and lies between words. How many is bounded.
 */

/** How many digests are made in search of stretches of a recorded length, and of how many UTF-16 units in all. */
const DIGESTS = 400_000;
const DIGESTED = 100_000_000;
/** How many places in all are looked at for one that a stretch of some length may begin and end at. */
const LOOKS = 200_000_000;
/** At how many places before and behind the expected one a stretch may begin once there are no more looks or digests for all. */
const NEAR = 500;

/** Words that are looked for: their digest, how many code points they had, and where they are expected first. */
export type Sought = { digest: string; length: number; expected: number };

/** One way to count the code points of a text, with the places at which something may begin or end. */
type Ruler = {
  starts: Uint32Array;
  ends: Bits;
  stretch: (from: number, to: number) => Stretch;
  /** The place that is nearest to a UTF-16 unit of the text. */
  placeOf: (unit: number) => number;
};

export class Digests {
  private readonly source: SourceText;
  private readonly form: Form;
  private readonly left = { digests: DIGESTS, units: DIGESTED, looks: LOOKS };
  private rulers: Ruler[] | null = null;

  constructor(source: SourceText) {
    this.source = source;
    this.form = normalForm(source.text);
  }

  /** The digest of a stretch that lies between characters. */
  of({ start, end }: Stretch): string {
    return hash('sha256', this.form.text.slice(this.form.from(start), this.form.upTo(end)).trim());
  }

  /** The sentences and the paragraphs with some digests. */
  sentences(wanted: ReadonlySet<string>): Map<string, Stretch[]> {
    const found = new Map<string, Stretch[]>();
    const take = (stretch: Stretch): void => {
      const digest = this.of(stretch);
      if (wanted.has(digest)) keep(found, digest, stretch);
    };
    let last = null as (Stretch & { paragraph: number; sentence: number }) | null;
    for (const { paragraph, sentence, start, end } of sentencesOf(this.source.text)) {
      take({ start, end });
      if (last !== null && last.paragraph !== paragraph && last.sentence > 1) take(last);
      last = { paragraph, sentence, start: last?.paragraph === paragraph ? last.start : start, end };
    }
    if (last !== null && last.sentence > 1) take(last);
    return found;
  }

  /** Counts in the characters of the text, and where white space differs from that of the normal form, in those of the form. */
  private ways(): Ruler[] {
    if (this.rulers === null) {
      const { source, form } = this;
      this.rulers = [
        this.ruler(
          source.text,
          (at) => at,
          (at) => at,
          (at) => at,
        ),
        ...(form.text.length === source.text.length
          ? []
          : [
              this.ruler(
                form.text,
                (at) => (form.isBetween(at) && at < form.text.length ? form.startOf(at) : -1),
                (at) => (form.isBetween(at) ? form.endOf(at - 1) : -1),
                (unit) => form.from(unit),
              ),
            ]),
      ];
    }
    return this.rulers;
  }

  private ruler(
    text: string,
    startOf: (at: number) => number,
    endOf: (at: number) => number,
    from: (unit: number) => number,
  ): Ruler {
    const isWide = /[\uD800-\uDBFF]/.test(text);
    const [ends, points] = [new Bits(text.length), new Bits(isWide ? text.length : 0)];
    const starts = new Uint32Array(text.length);
    let [size, count] = [0, 0];
    for (let at = 0; at < text.length; size++) {
      const width = text.codePointAt(at)! > 0xffff ? 2 : 1;
      const white = isWhite(text.charCodeAt(at));
      const [start, end] = white ? [-1, -1] : [startOf(at), endOf(at + width)];
      if (start >= 0 && this.source.bounds.isBound(start)) starts[count++] = size;
      if (end >= 0 && this.source.bounds.isBound(end)) ends.add(size + 1);
      if (isWide) points.add(at);
      at += width;
    }
    const unitOf = (place: number): number => (place >= size ? text.length : isWide ? points.select(place) : place);
    return {
      starts: starts.slice(0, count),
      ends,
      stretch: (first, last) => ({ start: startOf(unitOf(first)), end: endOf(unitOf(last)) }),
      placeOf: (unit) => (isWide ? points.rank(from(unit)) : from(unit)),
    };
  }

  /**
   * Stretches between words that have the length and the digest of some words. All are looked for together; where there
   * are more of a length than may be looked at, those nearest to where the words are expected.
   */
  ofLength(sought: readonly Sought[]): Map<string, Stretch[]> {
    const found = new Map<string, Stretch[]>();
    const byLength = new Map<number, Sought[]>();
    for (const each of sought) {
      const same = byLength.get(each.length);
      if (same === undefined) byLength.set(each.length, [each]);
      else same.push(each);
    }
    for (const [length, same] of byLength) {
      const wanted = new Set(same.map(({ digest }) => digest));
      for (const way of this.ways())
        for (const from of this.candidates(way, length, same)) {
          const stretch = way.stretch(from, from + length);
          const units = stretch.end - stretch.start;
          if (this.left.digests === 0 || this.left.units < units) break;
          this.left.digests -= 1;
          this.left.units -= units;
          const digest = this.of(stretch);
          if (wanted.has(digest)) keep(found, digest, stretch);
        }
    }
    return found;
  }

  /** Where something of a length may begin: anywhere, or near to where it is expected where that is too much. */
  private candidates({ starts, ends, placeOf }: Ruler, length: number, sought: readonly Sought[]): Iterable<number> {
    const fitting = (among: Uint32Array): Uint32Array => among.filter((at) => ends.has(at + length));
    if (starts.length <= this.left.looks) {
      this.left.looks -= starts.length;
      const all = fitting(starts);
      if (all.length <= this.left.digests) return all;
    }
    const near = new Set<number>();
    for (const { expected } of sought) {
      const middle = firstAtLeast(starts, placeOf(expected), (at) => at);
      for (const at of fitting(starts.subarray(Math.max(0, middle - NEAR), middle + NEAR))) near.add(at);
    }
    return near;
  }
}

const keep = (found: Map<string, Stretch[]>, digest: string, stretch: Stretch): void => {
  const same = found.get(digest) ?? [];
  if (!same.some(({ start, end }) => start === stretch.start && end === stretch.end)) same.push(stretch);
  found.set(
    digest,
    same.sort((a, b) => a.start - b.start),
  );
};
