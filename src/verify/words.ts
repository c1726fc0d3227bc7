import { fold, selectorText } from '../model/text.ts';
import { isPassedOver, isSuperscript, isUnspaced, isWordly, kindOf } from './characters.ts';
import { foldedForm, rejoinedForm } from './forms.ts';
import { LINE_END_HYPHEN } from './quotation.ts';

/*
 * The words by which a text is found among all that are stored. They are made from the folded form that quotations are
 * compared in, so that whatever the comparison makes equal has the same words in the same order, and are folded further
 * and cut finer than it does: a text that has a quotation has its words, and the comparison decides.
 */

/** The most UTF-16 units of a word that count; engines do not index longer ones, or cut them each in its own way. */
const LONGEST = 64;

/** What a character is here: between words, a part of a word, or of what stands before it, or a letter of a script without spaces. */
const [BETWEEN, WORD, MARK, UNSPACED_LETTER] = [0, 1, 2, 3];

/** Parted wherever a quotation may begin or end (between.ts), and further. */
const partOf = (point: number): number => {
  const kind = kindOf(point);
  if (isPassedOver(kind)) return MARK;
  // A superscript may be the mark of a footnote, which is no part of a word.
  if (!isWordly(kind) || isSuperscript(kind)) return BETWEEN;
  return isUnspaced(kind) ? UNSPACED_LETTER : WORD;
};

type Word = (text: string) => void;

const HALF_AT_END = /[\uD800-\uDBFF]$/;

/**
 * How many words are kept as they were folded, short ones: a language has few that come again and again. A part of a
 * text that is longer keeps all of that in memory.
 */
const MOST_KEPT = 50_000;
const LONGEST_KEPT = 12;
const kept = new Map<string, readonly string[]>();

/** What a word is after folding: mostly one. */
const foldedWords = (word: string): readonly string[] => {
  let found = kept.get(word);
  if (found !== undefined) return found;
  found = (fold(word).match(/[\p{L}\p{N}]+/gu) ?? []).map((part) =>
    part.length <= LONGEST ? part : part.slice(0, LONGEST).replace(HALF_AT_END, ''),
  );
  if (word.length <= LONGEST_KEPT && kept.size < MOST_KEPT) kept.set(word, found);
  return found;
};

/** Tells each two neighbouring letters, since where words begin and end among them is not told; a single letter by itself. */
const tellPairs = (letters: string, tell: Word): void => {
  let [last, at] = [0, widthAt(letters, 0)];
  if (at >= letters.length) return tell(letters);
  while (at < letters.length) {
    const end = at + widthAt(letters, at);
    tell(letters.slice(last, end));
    [last, at] = [at, end];
  }
};

const widthAt = (text: string, at: number): number => (text.codePointAt(at)! > 0xffff ? 2 : 1);

/**
 * Tells the words of a text in its folded form, in their order, and between them letters of scripts without spaces as
 * far as they go: what parts them from one another does not end them.
 */
const tellRuns = (text: string, word: Word, letters: Word): void => {
  let begin = -1;
  let unspaced: string[] = [];
  for (let at = 0; at <= text.length;) {
    const point = at === text.length ? 0x20 : text.codePointAt(at)!;
    const part = partOf(point);
    if (begin >= 0 && part !== WORD && part !== MARK) {
      // Long before it is folded: a word can be as long as the text.
      word(text.slice(begin, Math.min(at, begin + 4 * LONGEST)));
      begin = -1;
    }
    if (unspaced.length > 0 && (part === WORD || at === text.length)) {
      letters(unspaced.join(''));
      unspaced = [];
    }
    if (part === WORD && begin < 0) begin = at;
    else if (part === UNSPACED_LETTER) unspaced.push(String.fromCodePoint(point));
    at += point > 0xffff ? 2 : 1;
  }
};

/** The forms that words are made from: one where those that were parted at the end of a line are whole, too, if any are. */
const formsOf = (text: string): string[] => {
  const selected = selectorText(text);
  const folded = foldedForm(selected).text;
  return LINE_END_HYPHEN.test(selected) ? [...new Set([folded, rejoinedForm(selected).text])] : [folded];
};

/**
 * The words of a text as an engine indexes them: in their order, each as often as it comes, parted by spaces. Where words
 * were parted at the end of a line, all of them follow again with those whole.
 */
export const indexedWords = (text: string): string => {
  const forms = formsOf(text);
  let units = new Uint16Array(forms[0]!.length * 2 + 16);
  let length = 0;
  const write = (word: string): void => {
    if (length + word.length >= units.length) {
      const larger = new Uint16Array(units.length * 2 + word.length);
      larger.set(units);
      units = larger;
    }
    if (length > 0) units[length++] = 0x20;
    for (let i = 0; i < word.length; i++) units[length++] = word.charCodeAt(i);
  };
  for (const form of forms)
    tellRuns(
      form,
      (word) => foldedWords(word).forEach(write),
      (letters) => tellPairs(fold(letters), write),
    );
  return Buffer.from(units.buffer, 0, length * 2).toString('utf16le');
};

/** How many words in a row are looked for together, and in how many places of a long quotation. */
const IN_A_ROW = 8;
const PLACES = 4;

/**
 * Words of a quotation in rows that a text has to have, all of them, to have the quotation; mostly in one way, in two
 * where it has words that were parted at the end of a line. None where it has nothing that is found by words.
 */
export const waysToFind = (quote: string): string[][][] => {
  const ways = formsOf(quote).map(rowsIn);
  return ways.every((rows) => rows.length > 0) ? ways : [];
};

const rowsIn = (form: string): string[][] => {
  const runs: string[][] = [];
  const singles = new Set<string[]>();
  tellRuns(
    form,
    (word) => runs.push([...foldedWords(word)]),
    (letters) => {
      const pairs: string[] = [];
      const plain = fold(letters);
      tellPairs(plain, (pair) => pairs.push(pair));
      if (plain.length === widthAt(plain, 0)) singles.add(pairs);
      runs.push(pairs);
    },
  );
  // A single letter at the edge is a part of a pair wherever the text goes on.
  const words = runs.filter((run, i) => !singles.has(run) || (i > 0 && i < runs.length - 1)).flat();
  if (words.length <= IN_A_ROW) return words.length === 0 ? [] : [words];
  const places = Math.min(PLACES, Math.ceil(words.length / IN_A_ROW));
  return Array.from({ length: places }, (_, i) => {
    const from = Math.round((i * (words.length - IN_A_ROW)) / (places - 1));
    return words.slice(from, from + IN_A_ROW);
  });
};
