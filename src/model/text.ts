import { createHash } from 'node:crypto';

/** Names the normalisation that digests are computed over, so that a later one can stand beside it. */
export const NORMALISATION = 'dictum-text-1';

/**
 * The text that a digest is computed over: NFC; typographic quotation marks and dashes as their ASCII forms; soft
 * hyphens dropped; runs of white space as one space; none at the ends. Two copies of a passage that differ only in
 * these are the same passage.
 */
export const normaliseText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u2018\u2019\u201A\u201B\u2032]/g, "'")
    .replace(/[\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\u00AD/g, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** SHA-256 of the normalised text, in hexadecimal. */
export const textDigest = (text: string): string => createHash('sha256').update(normaliseText(text)).digest('hex');

/** The text whose code points selectors count: NFC, lines ended by LF, no byte order mark. */
export const selectorText = (text: string): string => text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n').normalize('NFC');

/** The span from code point `start` up to, not including, `end`. */
export const spanOf = (codePoints: readonly string[], start: number, end: number): string => codePoints.slice(start, end).join('');

/**
 * Folds text for search: no difference of case, of accents and other marks, or of compatibility forms.
 * Casing down, up and down again brings together what has several forms of one case (dotless i, long s, either sharp s, final sigma).
 */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ς/g, 'σ')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim();

const words = new Intl.Segmenter('und', { granularity: 'word' });

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
