import { Bits } from './bits.ts';

/** A text in a form in which copies of the same words are equal, with the way back to the characters it was made from. */
export class Form {
  readonly text: string;
  /** The code units with which what was made of a unit of the text begins. */
  private readonly firsts: Bits;
  /** Where those units of the text begin and end. */
  private readonly starts: Bits;
  private readonly ends: Bits;

  constructor(text: string, firsts: Bits, starts: Bits, ends: Bits) {
    this.text = text;
    this.firsts = firsts;
    this.starts = starts;
    this.ends = ends;
  }

  /** Whether a place of the form lies between units of the text. */
  isBetween(at: number): boolean {
    return at === this.text.length || this.firsts.has(at);
  }

  /** Where the unit that a code unit of the form was made from starts in the text. */
  startOf(at: number): number {
    return this.starts.select(this.firsts.rank(at + 1) - 1);
  }

  endOf(at: number): number {
    return this.ends.select(this.firsts.rank(at + 1) - 1);
  }

  private nth(unit: number): number {
    const at = this.firsts.select(unit);
    return at < 0 ? this.text.length : at;
  }

  /** Where in the form what starts at a place of the text, or behind it, begins. */
  from(place: number): number {
    return this.nth(this.starts.rank(place));
  }

  /** Where in the form what ends at a place of the text, or before it, has ended. */
  upTo(place: number): number {
    return this.nth(this.ends.rank(place + 1));
  }
}

/** A form while it is made. */
export class FormBuilder {
  private units: Uint16Array<ArrayBuffer>;
  private readonly firsts: Bits;
  private readonly starts: Bits;
  private readonly ends: Bits;
  /** Whether a code unit has more than eight bits. */
  private wide = false;
  length = 0;

  /** @param capacity about how many code units there will be */
  constructor(capacity: number) {
    this.units = new Uint16Array(capacity + 16);
    this.firsts = new Bits(capacity);
    this.starts = new Bits(capacity);
    this.ends = new Bits(capacity);
  }

  private unit(unit: number): void {
    if (this.length === this.units.length) {
      const wider = new Uint16Array(this.units.length * 2);
      wider.set(this.units);
      this.units = wider;
    }
    this.units[this.length++] = unit;
    this.wide ||= unit > 0xff;
  }

  /** Adds the one code unit, or with `push` the code units, that a unit of the text comes to. */
  pushUnit(unit: number, start: number, end: number): void {
    this.firsts.add(this.length);
    this.starts.add(start);
    this.ends.add(end);
    this.unit(unit);
  }

  push(made: string, start: number, end: number): void {
    this.pushUnit(made.charCodeAt(0), start, end);
    for (let i = 1; i < made.length; i++) this.unit(made.charCodeAt(i));
  }

  form(): Form {
    const units = this.units.subarray(0, this.length);
    const text = this.wide
      ? Buffer.from(units.buffer, 0, units.byteLength).toString('utf16le')
      : Buffer.from(units).toString('latin1');
    return new Form(text, this.firsts, this.starts, this.ends);
  }
}
