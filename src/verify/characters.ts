import { KINDS } from './unicode-data.ts';

/*
 * What each code point is to the bounds of characters and of words, in fields of one number, from Unicode's own tables.
 */

/** Parts of a character as a reader sees it: Grapheme_Cluster_Break, with Indic_Conjunct_Break and pictographs. */
export const CLUSTER = {
  control: 1,
  extend: 2,
  zwj: 3,
  flagLetter: 4,
  prepend: 5,
  spacing: 6,
  l: 7,
  v: 8,
  t: 9,
  lv: 10,
  lvt: 11,
  pictograph: 12,
  consonant: 13,
  linker: 14,
} as const;

/** Parts of words and numbers: Word_Break, with the hyphens and the signs of numbers of Line_Break. */
export const WORD = {
  none: 0,
  letter: 1,
  hebrew: 2,
  digit: 3,
  /** Fractions, superscripts and other numbers that are no digits. */
  number: 4,
  /** The underscore and its like; the narrow no-break space too. */
  connector: 5,
  apostrophe: 6,
  middleOfWord: 7,
  fullStop: 8,
  colon: 9,
  /** Within a number: comma, solidus and others. */
  separator: 10,
  doubleQuote: 11,
  hyphen: 12,
  /** Dashes that part words, but neither numbers nor a number and its sign. */
  dash: 13,
  /** At a number: per cent, currencies, plus, about. */
  affix: 14,
  /** Ampersand and at sign. */
  joiner: 15,
  white: 16,
  unseen: 17,
  /** Combining marks, and signs of format. */
  mark: 18,
} as const;

const UNSEEN = 1 << 9;
const UNSPACED = 1 << 10;
const JOINS_NEXT = 1 << 11;
const JOINS_PREVIOUS = 1 << 12;
const VIRAMA = 1 << 13;
const SUPERSCRIPT = 1 << 14;
const ELONGATION = 1 << 15;

let table: Uint16Array | null = null;

/** The table, made when it is first needed. */
const kinds = (): Uint16Array => {
  if (table === null) {
    table = new Uint16Array(0x110000);
    let at = 0;
    for (const run of KINDS.split(' ')) {
      const [length, kind] = run.split(':').map((digits) => parseInt(digits, 36)) as [number, number];
      table.fill(kind, at, at + length);
      at += length;
    }
  }
  return table;
};

/** All that is known of a code point. */
export const kindOf = (point: number): number => (table ?? kinds())[point]!;

export const clusterOf = (kind: number): number => kind & 0xf;
export const wordOf = (kind: number): number => (kind >> 4) & 0x1f;
/** Default_Ignorable_Code_Point, and controls that are no white space. */
export const isUnseen = (kind: number): boolean => (kind & UNSEEN) !== 0;
/** Of a script that has no spaces between words. */
export const isUnspaced = (kind: number): boolean => (kind & UNSPACED) !== 0;
/** Whether a letter is written joined to the one that follows, or to the one before: Joining_Type. */
export const joinsNext = (kind: number): boolean => (kind & JOINS_NEXT) !== 0;
export const joinsPrevious = (kind: number): boolean => (kind & JOINS_PREVIOUS) !== 0;
export const isVirama = (kind: number): boolean => (kind & VIRAMA) !== 0;
export const isSuperscript = (kind: number): boolean => (kind & SUPERSCRIPT) !== 0;
/** Tatweel and its like, which only make a word longer. */
export const isElongation = (kind: number): boolean => (kind & ELONGATION) !== 0;

/** Belongs to what stands before it and is passed over in words: marks, signs of format, what is not seen. */
export const isPassedOver = (kind: number): boolean => wordOf(kind) >= WORD.unseen;
/** A letter, digit or other number. */
export const isWordly = (kind: number): boolean => {
  const word = wordOf(kind);
  return word >= WORD.letter && word <= WORD.number;
};

/** A letter or digit about which there is nothing else to know: of one UTF-16 unit, with a script that has spaces. */
export const isPlain = (kind: number): boolean => {
  const word = wordOf(kind);
  return word >= WORD.letter && word <= WORD.digit && (kind & (0xf | UNSPACED)) === 0;
};
