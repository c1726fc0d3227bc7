import { UNSPACED } from './forms.ts';

/*
 * Where a quotation may begin and end in a text: neither within a character as a reader sees it (a grapheme cluster,
 * UAX #29) nor within a word. What is decided here is decided from the characters next to the place, so that a text of
 * nothing but candidates takes no longer than another. Where a rule of UAX #29 would look further, the answer is no.
 */

/** Never begins a cluster: marks, joiners, skin tones, tags, vowels that are letters, Hangul vowels and finals. */
const CONTINUES =
  /[\p{M}\u200C\u200D\p{Emoji_Modifier}\u{E0020}-\u{E007F}\u0E33\u0EB3\uFF9E\uFF9F\u1160-\u11FF\uD7B0-\uD7FF]/u;
/** Never ends one: joiners, signs that enclose what follows, leading consonants of Hangul, signs that stack consonants. */
const GOES_ON =
  /[\u200D\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u0D4E\u{110BD}\u{110CD}\u{111C2}\u{111C3}\u{113D1}\u{1193F}\u{11941}\u{11A3A}\u{11A84}-\u{11A89}\u{11D46}\u{11F02}\u1100-\u115F\uA960-\uA97F]|[\u094D\u09CD\u0ACD\u0B4D\u0C4D\u0D4D\u1039\u17D2\u1A60\u1B44\uA9C0\u{10A3F}\u{11133}\u{113D0}\u{1193E}\u{11A47}\u{11A99}\u{11F42}]/u;
const FLAG_LETTER = /\p{Regional_Indicator}/u;

const WORD = /[\p{L}\p{M}\p{N}\p{Pc}]/u;
const LETTER = /[\p{L}\p{M}]/u;
const DIGIT = /\p{Nd}/u;
const WITHIN_NUMBER = /[-.,:/'\u2019\u066B\u066C\u2010-\u2013\u2212]/u;
const SIGN = /[-\u2212]/u;
/** Hyphens within a word; a dash parts words. */
const HYPHEN = /[-\u2010\u2011]/u;
const APOSTROPHE = /['\u2019\uFF07]/u;

const before = (text: string, at: number): string => {
  if (at <= 0) return '';
  const unit = text.charCodeAt(at - 1);
  return at > 1 && unit >= 0xdc00 && unit <= 0xdfff ? text.slice(at - 2, at) : text[at - 1]!;
};
const after = (text: string, at: number): string =>
  at >= text.length ? '' : String.fromCodePoint(text.codePointAt(at)!);

/** Whether a word, or a number, goes on across a place. */
const withinWord = (text: string, at: number, a: string, b: string): boolean => {
  if (WORD.test(a) && WORD.test(b)) return !UNSPACED.test(a) && !UNSPACED.test(b);
  const [a0, b1] = [before(text, at - a.length), after(text, at + b.length)];
  if (WITHIN_NUMBER.test(b))
    return (
      (DIGIT.test(a) && DIGIT.test(b1)) ||
      (HYPHEN.test(b) && WORD.test(a) && WORD.test(b1)) ||
      (APOSTROPHE.test(b) && LETTER.test(a) && LETTER.test(b1))
    );
  if (HYPHEN.test(b)) return WORD.test(a) && WORD.test(b1);
  if (WITHIN_NUMBER.test(a) && DIGIT.test(b) && DIGIT.test(a0)) return true;
  if (HYPHEN.test(a) && WORD.test(a0) && WORD.test(b)) return true;
  // A minus with nothing before it belongs to its number. An apostrophe does not: what it elides is a word of its own.
  return SIGN.test(a) && DIGIT.test(b) && !WORD.test(a0);
};

/** Tells, for places of one text in ascending order, whether a quotation may begin or end there. */
export class Bounds {
  private readonly text: string;
  /** How many letters of flags stand directly before a place, counted on from the last place asked for. */
  private flags = { at: 0, count: 0 };

  constructor(text: string) {
    this.text = text;
  }

  private flagLettersBefore(at: number): number {
    let from = at;
    while (from > this.flags.at && FLAG_LETTER.test(before(this.text, from))) from -= 2;
    const count = (at - from) / 2 + (from <= this.flags.at ? this.flags.count : 0);
    this.flags = { at, count };
    return count;
  }

  /** Whether a place lies between clusters, and why not otherwise. */
  at(at: number): 'bound' | 'within-cluster' | 'within-word' {
    const [a, b] = [before(this.text, at), after(this.text, at)];
    if (a === '' || b === '') return 'bound';
    if (a < '\u0300' && b < '\u0300' && a.length === 1 && b.length === 1)
      return withinWord(this.text, at, a, b) ? 'within-word' : 'bound';
    if (CONTINUES.test(b) || GOES_ON.test(a)) return 'within-cluster';
    if (FLAG_LETTER.test(a) && FLAG_LETTER.test(b) && this.flagLettersBefore(at) % 2 === 1) return 'within-cluster';
    return withinWord(this.text, at, a, b) ? 'within-word' : 'bound';
  }
}
