import { isPassedOver, isWordly, kindOf, WORD, wordOf } from './characters.ts';

/** So many steps are taken again rather than kept. */
const LONG_WALK = 64;
/** Digits of a group of a large number. */
export const GROUP = 3;

/** What of a text stands around a place. */
export class Surroundings {
  readonly text: string;
  /** Where long walks ended that were made already, so that no run is walked along for each of many places. */
  private readonly walked = { left: new Map<number, number>(), right: new Map<number, number>() };

  constructor(text: string) {
    this.text = text;
  }

  pointAt(at: number): number {
    return this.text.codePointAt(at)!;
  }

  kindAt(at: number): number {
    return kindOf(this.text.codePointAt(at)!);
  }

  /** What a place is to words; none where the text has ended. */
  wordAt(at: number): number {
    return at < 0 || at >= this.text.length ? WORD.none : wordOf(this.kindAt(at));
  }

  /** Where the code point before a place begins. */
  before(at: number): number {
    const unit = this.text.charCodeAt(at - 1);
    const isLow = unit >= 0xdc00 && unit <= 0xdfff && at > 1;
    return isLow && (this.text.charCodeAt(at - 2) & 0xfc00) === 0xd800 ? at - 2 : at - 1;
  }

  after(at: number): number {
    return at + (this.pointAt(at) > 0xffff ? 2 : 1);
  }

  /** Where the nearest code point before a place begins that is not passed over; -1 where there is none. */
  left(from: number): number {
    const known = this.walked.left.get(from);
    if (known !== undefined) return known;
    let [at, steps] = [from, 0];
    while (at > 0) {
      at = this.before(at);
      if (!isPassedOver(this.kindAt(at))) return this.keep('left', from, at, steps);
      steps += 1;
    }
    return this.keep('left', from, -1, steps);
  }

  /** Where the nearest code point from a place on begins that is not passed over; the length of the text where there is none. */
  right(from: number): number {
    const known = this.walked.right.get(from);
    if (known !== undefined) return known;
    let [at, steps] = [from, 0];
    for (; at < this.text.length && isPassedOver(this.kindAt(at)); steps++) at = this.after(at);
    return this.keep('right', from, at, steps);
  }

  private keep(way: 'left' | 'right', from: number, to: number, steps: number): number {
    if (steps >= LONG_WALK) this.walked[way].set(from, to);
    return to;
  }

  /** The next to the right of one that is not passed over. */
  next(at: number): number {
    return at >= this.text.length ? at : this.right(this.after(at));
  }

  isWordly(at: number): boolean {
    return at >= 0 && at < this.text.length && isWordly(this.kindAt(at));
  }

  isDigit(at: number): boolean {
    return this.wordAt(at) === WORD.digit;
  }

  isLetter(at: number): boolean {
    const word = this.wordAt(at);
    return word === WORD.letter || word === WORD.hebrew;
  }

  is(pattern: RegExp, at: number): boolean {
    return at >= 0 && at < this.text.length && pattern.test(String.fromCodePoint(this.pointAt(at)));
  }

  /** How many letters end at one, up to a number of them. */
  lettersLeft(at: number, most: number): number {
    let count = 0;
    for (let i = at; count < most && i >= 0 && this.isLetter(i); count++) i = this.left(i);
    return count;
  }

  lettersRight(at: number, most: number): number {
    let count = 0;
    for (let i = at; count < most && this.isLetter(i); count++) i = this.next(i);
    return count;
  }

  /** How many digits end, or begin, at one, up to one more than a group has. */
  digitsAt(at: number, step: (at: number) => number): number {
    let count = 0;
    for (let i = at; count <= GROUP && this.isDigit(i); count++) i = step(i);
    return count;
  }
}
