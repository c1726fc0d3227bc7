import type { Attribution } from './attribution.ts';
import type { Place, Plain } from './plain.ts';
import type { Quoted } from './quoted.ts';
import type { Rules } from './speech-rules.ts';

/*
 * Whether words in quotation marks are what somebody says: a word or two may be a name, or one that nobody owns.
 */

/** A word or two in quotation marks are words that somebody does not own, or a name. */
const LEAST_QUOTED_WORDS = 3;
/** The same of a script without spaces, in letters. */
const LEAST_QUOTED_LETTERS = 5;

/** How far a verb stands before a word that something is called at most: "dismissed it as “nonsense”". */
const AS_BESIDE = 40;

export class Spoken {
  private readonly text: string;
  private readonly rules: Rules;
  private readonly attribution: Attribution;

  constructor(text: string, rules: Rules, attribution: Attribution) {
    this.text = text;
    this.rules = rules;
    this.attribution = attribution;
  }

  isSpoken(start: number, end: number): boolean {
    const words = this.text.slice(start, end);
    return this.rules.words.unspaced
      ? words.length >= LEAST_QUOTED_LETTERS
      : words.trim().split(/\s+/u).length >= LEAST_QUOTED_WORDS || /[.!?,]$/u.test(words);
  }

  /** Of a word or two what stands beside the marks tells whether somebody says them. */
  isBesideSpeech({ start, end }: Quoted): boolean {
    return (
      /\s/u.test(this.text.slice(start, end)) ||
      // Within its marks stands who said it: “Tout, insiste-t-elle, …”.
      this.text[end] === ',' ||
      /^[”“»"’]\s?(?:,|[—–-])/u.test(this.text.slice(end, end + 4)) ||
      /[:：]\s?[“„«"‘]$/u.test(this.text.slice(Math.max(0, start - 3), start))
    );
  }

  /**
   * A word directly behind a verb of saying is said, unless it is a name: "says it is “concerned”". Looked at is what
   * stands around it in its sentence.
   */
  isSaidWord(plain: Plain, { start: from, end: to }: Place, { start, end }: Quoted): boolean {
    const verb = this.attribution.verbsIn(plain, from, start, true).at(-1);
    const isCalled = this.rules.as?.test(this.text.slice(Math.max(from, start - AS_BESIDE), start)) === true;
    if (isCalled && this.attribution.around(plain, { start: from, end: start }, { start: end, end: to }) !== null)
      return true;
    return (
      verb !== undefined &&
      ((/^\p{Ll}/u.test(this.text.slice(start, end)) && /^[\s“„«"‘]*$/u.test(this.text.slice(verb.end, start))) ||
        (start - verb.end < AS_BESIDE && this.rules.as?.test(this.text.slice(verb.end, start)) === true))
    );
  }
}
