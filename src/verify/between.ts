import { isSuperscript, isUnspaced, WORD } from './characters.ts';
import { isElided } from './elision.ts';
import { GROUP, type Surroundings } from './surroundings.ts';

/*
 * Whether a word, a number or a compound goes on across a place of a text. The rules are those of words in UAX #29
 * (WB5 to WB13b), where a hyphen, an ampersand and the line break behind a hyphen join too, as does all that
 * UAX #14 keeps together in a number (LB25). Marks and what is not seen are passed over, as in WB4.
 */

/** What stands between two letters that are not of one word, for all that is known: a script without spaces tells nothing. */
export type Between = 'bound' | 'within-word' | 'unspaced';

/** How many characters of white space a word or number is looked for across; each run has two ends, so that is little work. */
const WHITE_REACH = 100_000;
/** How many unseen characters are looked through for a soft hyphen. */
const UNSEEN_REACH = 4096;
/** So many spaces may part the groups of a number. */
const GROUP_SPACES = 2;
/** How many underscores in a row still join. */
const CONNECTORS = 3;
/** Separators of groups of digits, and of nothing else. */
const THIN_SPACES = /[\u2006-\u2009\u202F]/;

const UPPER = /\p{Lu}/u;
const LOWER = /\p{Ll}/u;
const LATIN_LOWER = /^(?=\p{Ll})\p{Script=Latin}$/u;
const LATIN = /\p{Script=Latin}/u;
const MONGOLIAN = /\p{Script=Mongolian}/u;
const CURRENCY = /\p{Sc}/u;
const RELATION = /\p{Sm}/u;
const UNIT_POWER = /[\u00B2\u00B3]/;
const NEWLINE = /[\n\v\f\u0085\u2028\u2029]/;
const OPENING = /[\p{Ps}\p{Pi}\p{Sc}"'~<>=+\u2212-]/u;

/** A sign that stands before a number and belongs to it: not where a word stands before it, and no dash as wide as an em. */
const isSign = (on: Surroundings, at: number): boolean => {
  const word = on.wordAt(at);
  return (
    (word === WORD.hyphen || (word === WORD.dash && !on.is(/[\u2014\uFE58]/, at)) || word === WORD.affix) &&
    !on.isWordly(on.left(at))
  );
};

/** A point or comma with a digit behind it and no number or word before it: .5 is not 5. */
const isLeadingPoint = (on: Surroundings, at: number): boolean => {
  if (!on.is(/[.,\u066B\u00B7]/, at) || !on.isDigit(on.next(at))) return false;
  const left = on.left(at);
  return left < 0 || on.wordAt(left) === WORD.white || on.is(OPENING, left);
};

/** Whether a number begins here, signs and all. */
const beginsNumber = (on: Surroundings, from: number): boolean => {
  let at = from;
  for (let signs = 0; signs < 3; signs++) {
    const word = on.wordAt(at);
    if (word === WORD.digit || word === WORD.number || isLeadingPoint(on, at)) return true;
    if (word !== WORD.affix && word !== WORD.hyphen && word !== WORD.dash) return false;
    at = on.next(at);
  }
  return false;
};

/** Two letters, digits or numbers next to each other. */
const adjacent = (on: Surroundings, a: number, b: number): Between => {
  const [left, right] = [on.kindAt(a), on.kindAt(b)];
  if (isUnspaced(left) || isUnspaced(right)) return 'unspaced';
  // A footnote mark is no part of the word that it stands at; a power of a unit is.
  if (isSuperscript(right) && on.isLetter(a))
    return on.is(UNIT_POWER, b) && on.lettersLeft(a, 3) <= 2 ? 'within-word' : 'bound';
  if (isSuperscript(left) && on.isLetter(b)) return 'bound';
  return 'within-word';
};

/** Whether a sign between two letters or digits joins them. */
const joins = (on: Surroundings, a: number, sign: number, b: number): boolean => {
  if (!on.isWordly(a) || !on.isWordly(b)) return false;
  const [spaced, other] = [!isUnspaced(on.kindAt(a)), !isUnspaced(on.kindAt(b))];
  const digits = on.isDigit(a) && on.isDigit(b);
  switch (on.wordAt(sign)) {
    case WORD.hyphen:
      return spaced || other;
    case WORD.joiner:
    case WORD.connector:
    case WORD.apostrophe:
      return spaced && other;
    case WORD.doubleQuote:
      return on.wordAt(a) === WORD.hebrew && on.wordAt(b) === WORD.hebrew;
    case WORD.middleOfWord:
      return digits || (spaced && other && on.isLetter(a) && on.isLetter(b));
    case WORD.fullStop:
      return digits || (spaced && other && on.isLetter(a) && on.isLetter(b) && stopJoins(on, a, b));
    case WORD.colon:
      return digits || (on.is(LATIN_LOWER, b) && (on.isDigit(a) || on.is(LATIN, a)));
    case WORD.separator:
    case WORD.dash:
      return digits;
    case WORD.affix:
      // 5+1, P5+1, 3~5; behind a per cent sign or a currency something else begins.
      return on.is(/[+~\u00B1\u2213]/, sign) && (on.isDigit(a) || on.isDigit(b));
    default:
      return false;
  }
};

/** A full stop in U.S., z.B. or example.org, and not one where the space behind a sentence is missing. */
const stopJoins = (on: Surroundings, a: number, b: number): boolean => {
  if (on.is(LOWER, a) && on.is(UPPER, b)) return !on.is(LOWER, on.next(b));
  const cased = on.is(LOWER, a) || on.is(UPPER, a) || on.is(LOWER, b) || on.is(UPPER, b);
  return cased || on.lettersLeft(a, 2) === 1 || on.lettersRight(b, 2) === 1;
};

/** Across white space only numbers in groups go on, numbers with a fraction, and words that a line break parts at a hyphen. */
const acrossWhite = (on: Surroundings, a: number, b: number): Between => {
  let [from, to, steps] = [a, b, 0];
  while (on.wordAt(from) === WORD.white && steps++ < WHITE_REACH) from = on.left(from);
  while (on.wordAt(to) === WORD.white && steps++ < WHITE_REACH) to = on.next(to);
  if (steps > WHITE_REACH || from < 0 || to >= on.text.length) return 'bound';
  const first = on.next(from);
  if (on.isDigit(from) && (steps === 1 || (steps <= GROUP_SPACES && !NEWLINE.test(on.text.slice(first, to))))) {
    if (on.wordAt(to) === WORD.number && !isSuperscript(on.kindAt(to))) return 'within-word';
    if (!on.isDigit(to)) return 'bound';
    if (on.is(THIN_SPACES, first)) return 'within-word';
    const [left, right] = [on.digitsAt(from, (at) => on.left(at)), on.digitsAt(to, (at) => on.next(at))];
    if (left < GROUP && isFraction(on, to)) return 'within-word';
    return left <= GROUP && right === GROUP ? 'within-word' : 'bound';
  }
  if (!on.isWordly(to) || isUnspaced(on.kindAt(to))) return 'bound';
  if (steps === 1 && on.is(/\u202F/, first))
    return on.is(MONGOLIAN, from) && on.is(MONGOLIAN, to) ? 'within-word' : 'bound';
  if (!NEWLINE.test(on.text.slice(from, to))) return 'bound';
  const hyphenated = on.wordAt(from) === WORD.hyphen ? on.isWordly(on.left(from)) : endsWithSoftHyphen(on, from, first);
  return hyphenated ? 'within-word' : 'bound';
};

/** Whether digits, a solidus and a digit stand here, as behind the whole number of 5 1/2. */
const isFraction = (on: Surroundings, from: number): boolean => {
  let at = from;
  for (let digits = 0; digits < GROUP && on.isDigit(at); digits++) at = on.next(at);
  return on.is(/[/\u2044]/, at) && on.isDigit(on.next(at));
};

/** Whether a soft hyphen is among what is not seen between a letter and a place. */
const endsWithSoftHyphen = (on: Surroundings, letter: number, place: number): boolean =>
  on.isWordly(letter) && on.text.slice(Math.max(letter, place - UNSEEN_REACH), place).includes('\u00AD');

/** Whether a sign of a number holds to what follows it. */
const signHolds = (on: Surroundings, sign: number, b: number): boolean => {
  if (isLeadingPoint(on, sign)) return true;
  const left = on.left(sign);
  if (on.wordAt(sign) === WORD.affix && !on.is(RELATION, sign))
    return beginsNumber(on, b) || (on.isLetter(b) && on.isDigit(left));
  const isRange = on.isDigit(left) && (on.wordAt(sign) === WORD.hyphen || on.wordAt(sign) === WORD.dash);
  return (isRange || isSign(on, sign)) && beginsNumber(on, b);
};

/** Whether a sign holds to the number, or the letters of a currency, before it; the dash of a range does. */
const holdsTo = (on: Surroundings, a: number, sign: number): boolean => {
  const word = on.wordAt(sign);
  if (word === WORD.hyphen || word === WORD.dash) return on.isDigit(a) && beginsNumber(on, on.next(sign));
  if (word !== WORD.affix || on.is(RELATION, sign)) return false;
  return (
    on.isDigit(a) ||
    on.wordAt(a) === WORD.number ||
    (on.isLetter(a) && on.is(CURRENCY, sign) && on.isDigit(on.next(sign)))
  );
};

/** The other side of some underscores in a row. */
const pastConnectors = (on: Surroundings, from: number, step: (at: number) => number): number => {
  let at = from;
  for (let count = 0; count < CONNECTORS && on.wordAt(at) === WORD.connector; count++) at = step(at);
  return at;
};

/** What there is between two code points that only marks and unseen ones stand between. */
export const between = (on: Surroundings, a: number, b: number): Between => {
  const [left, right] = [on.wordAt(a), on.wordAt(b)];
  if (on.isWordly(a) && on.isWordly(b)) return adjacent(on, a, b);
  if (left === WORD.none || right === WORD.none) return 'bound';
  if (left === WORD.white || right === WORD.white) return acrossWhite(on, a, b);
  const goesOn = ((): boolean => {
    if (right === WORD.connector || left === WORD.connector) {
      const from = pastConnectors(on, left === WORD.connector ? a : on.left(b), (at) => on.left(at));
      const to = pastConnectors(on, right === WORD.connector ? b : on.next(a), (at) => on.next(at));
      return on.isWordly(from) && on.isWordly(to);
    }
    if (on.isWordly(a)) {
      if (joins(on, a, b, on.next(b)) || holdsTo(on, a, b)) return true;
      return (
        right === WORD.hyphen &&
        on.wordAt(on.next(b)) === WORD.white &&
        acrossWhite(on, b, on.next(b)) === 'within-word'
      );
    }
    if (!on.isWordly(b)) return signHolds(on, a, b);
    const before = on.left(a);
    if (left === WORD.apostrophe && isElided(on, before, b)) return false;
    return joins(on, before, a, b) || signHolds(on, a, b);
  })();
  return goesOn ? 'within-word' : 'bound';
};
