import { CLUSTER, clusterOf, isPlain, isUnseen, kindOf } from './characters.ts';
import { between, type Between } from './between.ts';
import { Surroundings } from './surroundings.ts';

/*
 * Where a quotation may begin and end in a text: neither within a character as a reader sees it (a grapheme cluster,
 * UAX #29) nor within a word. What is not seen parts nothing: what stands on either side of it counts.
 */

const { control, extend, zwj, flagLetter, prepend, spacing, l, v, t, lv, lvt, pictograph, consonant, linker } = CLUSTER;

/** A stretch of a text, in UTF-16 units. */
export type Stretch = { start: number; end: number };

/** From how many UTF-16 units on what stands between two letters is looked at once only. */
const LONG = 64;

export const isWhite = (unit: number): boolean => /\s/u.test(String.fromCharCode(unit));

const isHangul = (a: number, b: number): boolean =>
  (a === l && (b === l || b === v || b === lv || b === lvt)) ||
  ((a === lv || a === v) && (b === v || b === t)) ||
  ((a === lvt || a === t) && b === t);

/** Tells, for places of one text, whether a quotation may begin or end there. */
export class Bounds {
  private readonly on: Surroundings;
  /** How many letters of flags stand directly before a place, the one that was asked for last. */
  private flags = { at: 0, count: 0 };
  /** What was found where much is not seen, so that it is not walked past for each of many quotations. */
  private readonly known = new Map<number, Between | 'within-cluster'>();

  constructor(text: string) {
    this.on = new Surroundings(text);
  }

  /** Before a place: what the last code point is, which is of one class and none of some others. */
  private lastBut(from: number, passed: (cluster: number) => boolean): number {
    let at = from;
    while (at > 0) {
      at = this.on.before(at);
      const cluster = clusterOf(this.on.kindAt(at));
      if (!passed(cluster)) return cluster;
    }
    return control;
  }

  /** Whether letters of flags stand in pairs before a place. */
  private areFlagsWhole(at: number): boolean {
    const known = this.flags.at <= at ? this.flags : { at: 0, count: 0 };
    let from = at;
    while (from > known.at && clusterOf(this.on.kindAt(this.on.before(from))) === flagLetter) from -= 2;
    const count = (at - from) / 2 + (from <= known.at ? known.count : 0);
    this.flags = { at, count };
    return count % 2 === 0;
  }

  /** Whether two code points next to each other, the first of which ends at a place, are of one cluster. */
  private isCluster(a: number, place: number, b: number): boolean {
    const [left, right] = [clusterOf(this.on.kindAt(a)), clusterOf(this.on.kindAt(b))];
    if (left === control || right === control) return false;
    if (right === extend || right === zwj || right === linker || right === spacing || left === prepend) return true;
    if (right === flagLetter) return left === flagLetter && !this.areFlagsWhole(place);
    if (right === pictograph) return left === zwj && this.lastBut(a, (each) => each === extend) === pictograph;
    if (right === consonant) return this.isConjunct(place);
    return isHangul(left, right);
  }

  /** Whether a consonant of an Indic script with its sign that links stands before a place. */
  private isConjunct(place: number): boolean {
    let links = false;
    const last = this.lastBut(place, (each) => {
      links ||= each === linker;
      return each === extend || each === zwj || each === linker;
    });
    return links && last === consonant;
  }

  /** Whether the characters around a place are one, as a reader sees them. */
  isWithinCluster(at: number): boolean {
    if (at <= 0 || at >= this.on.text.length) return false;
    const before = this.on.before(at);
    return this.on.after(before) > at || this.isCluster(before, at, at);
  }

  /**
   * Whether a place lies between clusters and words, and why not otherwise; `unspaced` where it lies between letters of a
   * script that has no spaces, so that nothing tells whether a word goes on.
   */
  at(at: number): Between | 'within-cluster' {
    const { on } = this;
    if (at <= 0 || at >= on.text.length) return 'bound';
    // Most places lie between two letters or digits of one word.
    if (isPlain(kindOf(on.text.charCodeAt(at))) && isPlain(kindOf(on.text.charCodeAt(at - 1)))) return 'within-word';
    const known = this.known.size === 0 ? undefined : this.known.get(at);
    if (known !== undefined) return known;
    if (this.isWithinCluster(at)) return 'within-cluster';
    const [a, b] = [on.left(at), on.right(at)];
    const found = a < 0 ? 'bound' : this.beyond(at, a, b);
    if (b - a > LONG) this.known.set(at, found);
    return found;
  }

  /** Whether a quotation may begin or end at a place, as far as can be told. */
  isBound(at: number): boolean {
    const found = this.at(at);
    return found === 'bound' || found === 'unspaced';
  }

  /** A stretch without the white space at its ends. */
  trimmed({ start, end }: Stretch): Stretch {
    const { text } = this.on;
    let [from, to] = [start, end];
    while (from < to && isWhite(text.charCodeAt(from))) from += 1;
    while (to > from && isWhite(text.charCodeAt(to - 1))) to -= 1;
    return { start: from, end: to };
  }

  /** Whether a stretch begins and ends between words. */
  isWhole(stretch: Stretch): boolean {
    const { start, end } = this.trimmed(stretch);
    return start < end && this.isBound(start) && this.isBound(end);
  }

  private beyond(at: number, a: number, b: number): Between | 'within-cluster' {
    // A mark behind what is not seen belongs to the letter before that.
    let seen = at;
    while (seen < b && isUnseen(this.on.kindAt(seen))) seen = this.on.after(seen);
    if (seen < b) return 'within-cluster';
    return b >= this.on.text.length ? 'bound' : between(this.on, a, b);
  }
}
