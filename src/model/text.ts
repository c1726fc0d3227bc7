import { createHash } from 'node:crypto';
import { normalised } from './normalise.ts';

/** Names the normalisation that digests are computed over, so that a later one can stand beside it. */
export const NORMALISATION = 'dictum-text-1';

/**
 * What neither shows nor parts words: soft hyphen, zero width space, word joiner, byte order mark, marks of direction.
 */
export const UNSEEN = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;

/** Marks that differ only by house style, by the ASCII form that stands for them. */
const STYLES = [
  [/[\u2018-\u201B\u2032\u2035\u2039\u203A\u300E\u300F\uFE43\uFE44]/gu, "'"],
  [/[\u201C-\u201F\u2033\u2036\u00AB\u00BB\u300C\u300D\uFE41\uFE42\u301D-\u301F\u2E42]/gu, '"'],
  [/[\u2010-\u2015\u2212\u2E3A\u2E3B]/gu, '-'],
] as const;

/** Typographic quotation marks and dashes as their ASCII forms. */
export const plainMarks = (text: string): string =>
  STYLES.reduce((plain, [marks, ascii]) => plain.replace(marks, ascii), text);

/**
 * The text that a digest is computed over: without what is not seen; NFC; typographic quotation marks and dashes as
 * their ASCII forms; runs of white space as one space; none at the ends. Two copies of a passage that differ only in
 * these are the same passage. What is not seen goes first, since it can stand between a letter and its accent. Joiners
 * (U+200C, U+200D) stay: words of Persian and emoji differ by them.
 */
export const normaliseText = (text: string): string =>
  plainMarks(normalised(text.replace(UNSEEN, ''), 'NFC'))
    .replace(/[\s\u0085]+/gu, ' ')
    .trim();

/** SHA-256 of the normalised text, in hexadecimal. */
export const textDigest = (text: string): string => createHash('sha256').update(normaliseText(text)).digest('hex');

/** The text whose code points selectors count: NFC, lines ended by LF, no byte order mark. */
export const selectorText = (text: string): string =>
  normalised(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), 'NFC');

/** The span from code point `start` up to, not including, `end`. */
export const spanOf = (codePoints: readonly string[], start: number, end: number): string =>
  codePoints.slice(start, end).join('');

/**
 * Letters that Unicode does not take apart, and that are written otherwise where a keyboard has none of them; of Arabic
 * script those that differ by country and by habit.
 */
const ALIKE: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'ł=l đ=d ð=d ø=o þ=th æ=ae œ=oe ħ=h ŧ=t ŋ=n ı=i ĸ=k ς=σ ' +
    '\u0649=\u064A \u06CC=\u064A \u06D0=\u064A \u06A9=\u0643 \u0629=\u0647 \u06C0=\u0647 \u06D5=\u0647 ' +
    '\u06C1=\u0647 \u06BE=\u0647 \u0671=\u0627 \u0640='
  )
    .split(' ')
    .map((pair) => pair.split('=')),
);
const UNLIKE = new RegExp(`[${Object.keys(ALIKE).join('')}]`, 'gu');
/** Digits of other scripts: each ten of them stand together. */
const OTHER_DIGIT = /(?![0-9])\p{Nd}/gu;
const digit = (character: string): string => {
  let zero = character.codePointAt(0)!;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && character.codePointAt(0)! - zero < 9) zero -= 1;
  return String(character.codePointAt(0)! - zero);
};

/**
 * Folds text for search: no difference of case, of accents and other marks, of compatibility forms, or of letters and
 * digits that stand for one another. Casing down, up and down again brings together what has several forms of one case
 * (dotless i, long s, either sharp s, final sigma).
 */
export const fold = (text: string): string =>
  normalised(normalised(text, 'NFKD').toLowerCase().toUpperCase().toLowerCase(), 'NFKD')
    .replace(/\p{M}/gu, '')
    .replace(UNLIKE, (letter) => ALIKE[letter]!)
    .replace(OTHER_DIGIT, digit)
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim();

// Pure: pages that compare digests alone need not make one, which takes a browser longer than all else that it does
// first.
const words = /* @__PURE__ */ new Intl.Segmenter('und', { granularity: 'word' });

/** The distinct folded words of a text, in the order they come; scripts without spaces are split by dictionary. */
export const tokensOf = (text: string): string[] => {
  const found = new Set<string>();
  for (const { segment, isWordLike } of words.segment(fold(text))) if (isWordLike) found.add(segment);
  return [...found];
};

/** The folded name and each of its later words onwards: what type-ahead finds by prefix. */
export const prefixEntries = (name: string): string[] => {
  const folded = fold(name);
  const starts = [...words.segment(folded)].filter((part) => part.isWordLike).map((part) => part.index);
  return [...new Set([folded, ...starts.map((start) => folded.slice(start))])].filter((entry) => entry !== '');
};

/** A word with a capital, as it begins the name of a kind of thing. */
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
