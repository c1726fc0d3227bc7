import { plainMarks, UNSEEN } from '../model/text.ts';

/*
 * Forms of a text in which two copies of the same words are equal, each with the way back: which characters of the text
 * every code unit of the form was made from. A form is made unit by unit, a unit being a character with what may be
 * composed with it, so it takes time in proportion to the text.
 */

/** A text in a form: for each code unit of it, where the unit of the text that it was made from starts and ends (in UTF-16). */
export type Form = { text: string; starts: Uint32Array; ends: Uint32Array };

/** What a form makes equal beyond the normal form. */
export const FOLDS = ['case', 'compatibility', 'punctuation', 'joiners'] as const;
export type Fold = (typeof FOLDS)[number];

/** Scripts written without spaces between words. */
export const UNSPACED =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;

const JOINERS = /\u200C|\u200D|[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}]/gu;
/** What can be composed with the character before it, or belongs to it in any case. */
const FOLLOWER = /[\p{M}\u1160-\u11FF\uD7B0-\uD7FF\uFF9E\uFF9F]/u;
const WHITE = /[\s\u0085]/u;
/** Punctuation that does not change what is said; per cent, signs of currency, # and @ do. */
const SEPARATORS = /^(?:(?![%\u2030\u2031\u066A&@#\u00A7_*])\p{P}|[`\u00B4])+$/u;
/** Before a digit these can be a sign, a decimal point or a part of a date. */
const BEFORE_DIGIT = /^[-.,:/\u066B\u066C]$/;
const DIGIT = /\p{Nd}/u;
/** Superscripts, fractions and symbols mean something else than their compatibility forms: 10² is not 102. */
const NOT_COMPATIBLE = /[\p{No}\p{So}\p{Lm}\u00AA\u00BA]/u;
const WIDTH_FORM = /[\uFF00-\uFFEF]/;

const compatible = (character: string): string =>
  NOT_COMPATIBLE.test(character) && !WIDTH_FORM.test(character) ? character : character.normalize('NFKC');

/** Lower case, with the letters that have several forms of it; a dotted or dotless i stays what it is. */
const lowered = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\u03C2/g, '\u03C3')
    .replace(/\u00DF/g, 'ss');

/** The classes of a character; `KNOWN` once they were looked up. */
const KNOWN = 1;
const IS_WHITE = 2;
const IS_FOLLOWER = 4;
const IS_DROPPED = 8;

/** What units are is kept for short ones, and for so many of them. */
const LONGEST_KEPT = 8;
const MOST_KEPT = 50_000;

/** One way to read a text for comparison. */
class Reading {
  private readonly folds: ReadonlySet<Fold>;
  private readonly classes = new Uint8Array(0x110000);
  private readonly units = new Map<string, string>();

  constructor(folds: readonly Fold[]) {
    this.folds = new Set(folds);
  }

  private classOf(point: number): number {
    let found = this.classes[point]!;
    if (found === 0) {
      const character = String.fromCodePoint(point);
      const dropped =
        character.replace(UNSEEN, '') === '' || (this.folds.has('joiners') && character.replace(JOINERS, '') === '');
      found =
        KNOWN |
        (WHITE.test(character) && !dropped ? IS_WHITE : 0) |
        (FOLLOWER.test(character) || dropped ? IS_FOLLOWER : 0) |
        (dropped ? IS_DROPPED : 0);
      this.classes[point] = found;
    }
    return found;
  }

  /** What one unit of the text is in the form. */
  private made(unit: string): string {
    let text = unit.replace(UNSEEN, '');
    if (this.folds.has('joiners')) text = text.replace(JOINERS, '');
    text = text.normalize('NFC');
    if (this.folds.has('compatibility')) text = [...text].map(compatible).join('').normalize('NFC');
    if (this.folds.has('case')) text = lowered(text).normalize('NFC');
    return plainMarks(text);
  }

  /** The same, from what is known of the units that come again and again. */
  private known(unit: string): string {
    let found = this.units.get(unit);
    if (found !== undefined) return found;
    found = this.made(unit);
    if (unit.length <= LONGEST_KEPT && this.units.size < MOST_KEPT) this.units.set(unit, found);
    return found;
  }

  /** Whether a unit only parts others here; `next` is the character behind it. */
  private parts(made: string, next: string): boolean {
    return this.folds.has('punctuation') && SEPARATORS.test(made) && !(BEFORE_DIGIT.test(made) && DIGIT.test(next));
  }

  form(source: string): Form {
    const out = new Growing(source.length + 16);
    const folded = this.folds.has('punctuation');
    /** White space, and punctuation where it does not count, since the last unit. */
    let gap = -1;
    let gapEnd = 0;
    let last = '';
    for (let at = 0; at < source.length;) {
      const point = source.codePointAt(at)!;
      const first = at + (point > 0xffff ? 2 : 1);
      let [end, next] = [first, first];
      if (!(this.classOf(point) & IS_WHITE)) {
        while (next < source.length) {
          const follower = source.codePointAt(next)!;
          const kind = this.classOf(follower);
          if (!(kind & IS_FOLLOWER)) break;
          next += follower > 0xffff ? 2 : 1;
          if (!(kind & IS_DROPPED)) end = next;
        }
      }
      const made = this.classOf(point) & IS_WHITE ? '' : this.known(source.slice(at, next));
      const isGap =
        this.classOf(point) & IS_WHITE ||
        (made !== '' && folded && this.parts(made, String.fromCodePoint(source.codePointAt(next) ?? 0x20)));
      if (isGap) {
        if (gap < 0) gap = at;
        gapEnd = end;
      } else if (made !== '') {
        if (gap >= 0 && out.length > 0 && !(folded && (UNSPACED.test(last) || UNSPACED.test(made))))
          out.push(' ', gap, gapEnd);
        gap = -1;
        out.push(made, at, end);
        last = made;
      }
      at = next;
    }
    return out.form();
  }
}

/** A form while it is made. */
class Growing {
  private units: Uint16Array<ArrayBuffer>;
  private starts: Uint32Array<ArrayBuffer>;
  private ends: Uint32Array<ArrayBuffer>;
  length = 0;

  constructor(capacity: number) {
    this.units = new Uint16Array(capacity);
    this.starts = new Uint32Array(capacity);
    this.ends = new Uint32Array(capacity);
  }

  push(text: string, start: number, end: number): void {
    if (this.length + text.length > this.units.length) this.grow(this.length + text.length);
    for (let i = 0; i < text.length; i++, this.length++) {
      this.units[this.length] = text.charCodeAt(i);
      this.starts[this.length] = start;
      this.ends[this.length] = end;
    }
  }

  private grow(least: number): void {
    const wider = <T extends Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(from: T, to: T): T => (
      to.set(from),
      to
    );
    const capacity = Math.max(least, this.units.length * 2);
    this.units = wider(this.units, new Uint16Array(capacity));
    this.starts = wider(this.starts, new Uint32Array(capacity));
    this.ends = wider(this.ends, new Uint32Array(capacity));
  }

  form(): Form {
    return {
      text: Buffer.from(this.units.buffer, 0, this.length * 2).toString('utf16le'),
      starts: this.starts.subarray(0, this.length),
      ends: this.ends.subarray(0, this.length),
    };
  }
}

const readings = new Map<string, Reading>();

const reading = (folds: readonly Fold[]): Reading => {
  const name = folds.join(' ');
  const found = readings.get(name) ?? new Reading(folds);
  readings.set(name, found);
  return found;
};

/** The normal form `dictum-text-1` of a text in NFC, with the way back. */
export const normalForm = (text: string): Form => reading([]).form(text);

/** The form in which case, compatibility forms, punctuation and joiners make no difference. No letter, digit or accent is dropped. */
export const foldedForm = (text: string): Form => reading(FOLDS).form(text);

/** By which of the folds two texts of one folded form differ. */
export const foldsBetween = (one: string, other: string): Fold[] =>
  FOLDS.filter((fold) => {
    const without = reading(FOLDS.filter((each) => each !== fold));
    return without.form(one).text !== without.form(other).text;
  });
