import { normalised } from '../model/normalise.ts';
import { plainMarks, UNSEEN } from '../model/text.ts';
import {
  CLUSTER,
  clusterOf,
  isElongation,
  isPassedOver,
  isUnseen,
  isUnspaced,
  isVirama,
  isWordly,
  joinsNext,
  joinsPrevious,
  kindOf,
  WORD,
  wordOf,
} from './characters.ts';
import { FormBuilder, type Form } from './form.ts';

/*
 * Forms of a text in which two copies of the same words are equal. A form is made unit by unit, a unit being a character
 * with what may be composed with it, so it takes time in proportion to the text.
 */

/** What may make no difference beyond what is equal in any case. */
export const FOLDS = ['case', 'compatibility', 'punctuation', 'joiners', 'hyphenation'] as const;
export type Fold = (typeof FOLDS)[number];

const [SOFT_HYPHEN, ZERO_WIDTH_NON_JOINER, ZERO_WIDTH_JOINER] = [0xad, 0x200c, 0x200d];
/** Letters and signs that are written for an apostrophe. */
const APOSTROPHES = /[\u02BB-\u02BD\u055A\uA78B\uA78C\uFF07]/gu;
/** Punctuation that does not change what is said; per cent, signs of currency, # and @ do. */
const SEPARATORS = /^(?:(?![%\u2030\u2031\u066A&@#\u00A7_*])\p{P}|[`\u00B4])+$/u;
/** Before a digit these can be a sign, a decimal point or a part of a date. */
const BEFORE_DIGIT = /^[-.,:/\u066B\u066C]$/;
/** Superscripts, fractions and symbols mean something else than their compatibility forms: 10² is not 102. */
const NOT_COMPATIBLE = /[\p{No}\p{So}\p{Lm}\u00AA\u00BA]/u;
const WIDTH_FORM = /[\uFF00-\uFFEF]/;
const NEWLINE = /[\n\v\f\u0085\u2028\u2029]/;

/** How much one character may come to: some are written for whole phrases, and a text of those is not to grow by as much. */
const LONGEST_COMPATIBLE = 4;

const compatible = (character: string): string => {
  if (NOT_COMPATIBLE.test(character) && !WIDTH_FORM.test(character)) return character;
  const made = character.normalize('NFKC');
  return made.length > LONGEST_COMPATIBLE ? character : made;
};

/** Lower case, with the letters that have several forms of it; a dotted or dotless i stays what it is. */
const lowered = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\u03C2/g, '\u03C3')
    .replace(/\u00DF/g, 'ss');

/** A letter beside which white space tells nothing. A mark of such a script that stands behind white space is none: it parts as any does. */
const isLetterOfUnspaced = (point: number): boolean => {
  const kind = kindOf(point);
  return isUnspaced(kind) && !isPassedOver(kind);
};

const widthOf = (point: number): number => (point > 0xffff ? 2 : 1);

/** How long the pieces are in which a unit is gone through character by character. */
const PIECE = 4096;

const eachCharacter = (text: string, change: (character: string) => string): string => {
  let out = '';
  for (let at = 0; at < text.length;) {
    let end = Math.min(text.length, at + PIECE);
    if (end < text.length && (text.charCodeAt(end) & 0xfc00) === 0xdc00) end += 1;
    out += Array.from(text.slice(at, end), change).join('');
    at = end;
  }
  return out;
};

/** What units are is kept for short ones, and for so many of them. */
const LONGEST_KEPT = 8;
const MOST_KEPT = 10_000;
/** Of one code unit that comes to more, or to something else each time. */
const NOT_SIMPLE = 1;

/** One way to read a text for comparison. */
class Reading {
  private readonly folds: ReadonlySet<Fold>;
  /** Whether all that `dictum-text-1` keeps is kept. */
  private readonly strict: boolean;
  /** For characters of one code unit that always come to one code unit, that one; 0 where it is not yet known. */
  private readonly simple = new Uint16Array(0x10000);
  private readonly units = new Map<string, string>();

  constructor(folds: readonly Fold[], strict = false) {
    this.folds = new Set(folds);
    this.strict = strict;
  }

  private isDropped(point: number): boolean {
    return isUnseen(kindOf(point)) && (!this.strict || String.fromCodePoint(point).replace(UNSEEN, '') === '');
  }

  /** Belongs to the unit of what stands before it: whatever is passed over, and vowels and finals of Hangul behind Hangul. */
  private isFollower(point: number, before: number): boolean {
    const kind = kindOf(point);
    if (isPassedOver(kind) || (!this.strict && isElongation(kind))) return true;
    const [cluster, other] = [clusterOf(kind), clusterOf(kindOf(before))];
    return (cluster === CLUSTER.v || cluster === CLUSTER.t) && other >= CLUSTER.l && other <= CLUSTER.lvt;
  }

  /** What one unit of the text is in the form. */
  private made(unit: string): string {
    let text = normalised(unit, 'NFC');
    if (this.folds.has('compatibility') && normalised(text, 'NFKC') !== text)
      text = normalised(eachCharacter(text, compatible), 'NFC');
    if (this.folds.has('case')) text = normalised(lowered(text), 'NFC');
    return this.strict ? plainMarks(text) : plainMarks(text.replace(APOSTROPHES, "'"));
  }

  /** The same, from what is known of the units that come again and again. */
  private known(unit: string): string {
    if (unit.length > LONGEST_KEPT) return this.made(unit);
    let found = this.units.get(unit);
    if (found !== undefined) return found;
    found = this.made(unit);
    if (this.units.size < MOST_KEPT) this.units.set(unit, found);
    return found;
  }

  /** What of a unit is there to be compared, without what is not seen; `next` is the character behind it. */
  private visible(source: string, from: number, to: number, next: number): string {
    if (this.strict) return source.slice(from, to).replace(UNSEEN, '');
    const base = kindOf(source.codePointAt(from)!);
    const isPicture = clusterOf(base) === CLUSTER.pictograph;
    const meets = joinsNext(base) && joinsPrevious(kindOf(next));
    const parts: string[] = [];
    let [kept, keeps, virama] = [from, true, false];
    for (let at = from; at < to;) {
      const point = source.codePointAt(at)!;
      const kind = kindOf(point);
      const isKept = isUnseen(kind)
        ? !this.folds.has('joiners') && this.isSignificant(point, { isPicture, meets, virama })
        : !isElongation(kind);
      if (isKept !== keeps) {
        if (keeps) parts.push(source.slice(kept, at));
        [kept, keeps] = [at, isKept];
      }
      if (!isUnseen(kind)) virama = isVirama(kind);
      at += widthOf(point);
    }
    if (keeps) parts.push(source.slice(kept, to));
    return parts.join('').replace(/(\u200C|\u200D)[\u200C\u200D]+/gu, '$1');
  }

  /**
   * Whether something that is not seen changes what is: a joiner behind a sign that links consonants, one that parts two
   * letters which would join (CONTEXTJ of RFC 5892), joiners and tags of emoji. Variation selectors change no identity.
   */
  private isSignificant(point: number, near: { isPicture: boolean; meets: boolean; virama: boolean }): boolean {
    if (point === ZERO_WIDTH_NON_JOINER) return near.virama || near.meets;
    if (point === ZERO_WIDTH_JOINER) return near.virama || near.isPicture;
    return near.isPicture && point >= 0xe0020 && point <= 0xe007f;
  }

  /** The code unit that a character of one comes to wherever it stands; `NOT_SIMPLE` where there is none. */
  private simpleOf(unit: number): number {
    const kind = kindOf(unit);
    const word = wordOf(kind);
    if (word === WORD.white || word === WORD.hyphen || this.isFollower(unit, 0) || (unit & 0xf800) === 0xd800)
      return NOT_SIMPLE;
    const made = this.made(String.fromCharCode(unit));
    if (made.length !== 1 || (this.folds.has('punctuation') && SEPARATORS.test(made))) return NOT_SIMPLE;
    return made.charCodeAt(0);
  }

  /** Whether a unit only parts others here; `last` and `next` are the characters around it. */
  private parts(made: string, last: number, next: number): boolean {
    if (!this.folds.has('punctuation') || !SEPARATORS.test(made)) return false;
    const [before, behind] = [wordOf(kindOf(last)), wordOf(kindOf(next))];
    return !(behind === WORD.digit && (before === WORD.digit || BEFORE_DIGIT.test(made)));
  }

  /** Where white space that begins at a place has ended. */
  private pastWhite(source: string, from: number): number {
    let at = from;
    while (at < source.length && wordOf(kindOf(source.charCodeAt(at))) === WORD.white) at += 1;
    return at;
  }

  /** Where the next line goes on with a word that was parted at its end; -1 where none was. */
  private partedAt(source: string, from: number): number {
    const to = this.pastWhite(source, from);
    const goesOn = to < source.length && isWordly(kindOf(source.codePointAt(to)!));
    return goesOn && NEWLINE.test(source.slice(from, to)) ? to : -1;
  }

  form(source: string): Form {
    const out = new FormBuilder(source.length);
    const { simple } = this;
    const folded = this.folds.has('punctuation');
    const rejoins = this.folds.has('hyphenation');
    /** Where white space, and punctuation where it does not count, began and ended since the last unit. */
    let [gap, gapEnd] = [-1, 0];
    /** The last character of the text that is in the form, and whether it is the hyphen of a word; and the last one at all. */
    let [last, hyphenated, previous] = [0, false, 0];

    const flush = (point: number): void => {
      if (gap < 0) return;
      const touches = folded && (isLetterOfUnspaced(last) || isLetterOfUnspaced(point));
      const goesOn = hyphenated && !this.strict && isWordly(kindOf(point));
      if (out.length > 0 && !touches && !goesOn) out.pushUnit(0x20, gap, gapEnd);
      gap = -1;
    };
    const pass = (from: number, to: number): void => {
      if (gap < 0) gap = from;
      gapEnd = to;
    };

    for (let at = 0; at < source.length;) {
      const unit = source.charCodeAt(at);
      if (simple[unit] === 0) simple[unit] = this.simpleOf(unit);
      const following = at + 1 < source.length ? source.codePointAt(at + 1)! : 0x20;
      if (simple[unit] !== NOT_SIMPLE && !this.isFollower(following, unit)) {
        flush(unit);
        out.pushUnit(simple[unit]!, at, at + 1);
        [last, hyphenated, previous] = [unit, false, unit];
        at += 1;
        continue;
      }
      const point = source.codePointAt(at)!;
      if (wordOf(kindOf(point)) === WORD.white) {
        const end = this.pastWhite(source, at);
        pass(at, end);
        at = end;
        continue;
      }
      let end = at + widthOf(point);
      let [next, seen] = [end, point];
      let changes = this.isDropped(point) || isElongation(kindOf(point));
      while (next < source.length) {
        const follower = source.codePointAt(next)!;
        if (!this.isFollower(follower, seen)) break;
        next += widthOf(follower);
        if (this.isDropped(follower)) changes = true;
        else [end, seen] = [next, isPassedOver(kindOf(follower)) ? seen : follower];
        changes ||= isElongation(kindOf(follower));
      }
      const behind = next < source.length ? source.codePointAt(next)! : 0x20;
      const made = this.known(changes ? this.visible(source, at, next, behind) : source.slice(at, next));
      const isHyphen = wordOf(kindOf(point)) === WORD.hyphen && gap < 0 && isWordly(kindOf(last));
      const rest =
        rejoins && (isHyphen || source.charCodeAt(next - 1) === SOFT_HYPHEN) ? this.partedAt(source, next) : -1;
      if (made !== '' && !(isHyphen && rest >= 0)) {
        if (this.parts(made, previous, behind)) pass(at, end);
        else {
          flush(point);
          out.push(made, at, end);
          [last, hyphenated] = [point, isHyphen];
        }
        previous = point;
      }
      at = rest >= 0 ? rest : next;
    }
    return out.form();
  }
}

const readings = new Map<string, Reading>();

const reading = (folds: readonly Fold[]): Reading => {
  const name = folds.join(' ');
  const found = readings.get(name) ?? new Reading(folds);
  readings.set(name, found);
  return found;
};

const digested = new Reading([], true);

/** The normal form `dictum-text-1` of a text in NFC, with the way back: what digests are computed over. */
export const normalForm = (text: string): Form => digested.form(text);

/**
 * The form in which words are equal that differ only in what no reader would call a difference: what `dictum-text-1` takes
 * away, and besides all that is not seen, letters for apostrophes, the tatweel, and white space behind the hyphen of a word.
 */
export const comparedForm = (text: string): Form => reading([]).form(text);

/** The form in which case, compatibility forms, punctuation and joiners make no difference. No letter, digit or accent is dropped. */
export const foldedForm = (text: string): Form =>
  reading(['case', 'compatibility', 'punctuation', 'joiners']).form(text);

/** The same, where words that were parted at the end of a line are whole again. */
export const rejoinedForm = (text: string): Form => reading(FOLDS).form(text);

/** By which of the folds two texts of one folded form differ. */
export const foldsBetween = (one: string, other: string): Fold[] =>
  FOLDS.filter((fold) => {
    const without = reading(FOLDS.filter((each) => each !== fold));
    return without.form(one).text !== without.form(other).text;
  });
