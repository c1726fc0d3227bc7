/*
 * Words that differ from one by slips of typing: a letter too many, too few, another, or two turned round.
 */

/** How many slips a word may have; in short words each leads to another word. */
export const slipsIn = (word: string): number => {
  const length = [...word].length;
  return length < 4 ? 0 : length < 8 ? 1 : 2;
};

/** By how many slips two words differ (optimal string alignment); one more than `most` where it is more. */
export const slipsBetween = (one: string, other: string, most: number): number => {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return Math.min(last.at(-1)!, most + 1);
};

/** A word that is there, and how many records have it. */
export type KnownWord = { word: string; records: number };

/** How many are told. */
const TOLD = 5;

/** Those of some words that are a few slips from one: the nearest first, then those that more records have. */
export const nearest = (word: string, known: readonly KnownWord[]): string[] => {
  const most = slipsIn(word);
  return known
    .map((each) => ({ ...each, slips: slipsBetween(word, each.word, most) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips || b.records - a.records || (a.word < b.word ? -1 : 1))
    .slice(0, TOLD)
    .map((each) => each.word);
};

/** The alphabets in which a letter may have been mistaken for another. */
const ALPHABETS = [
  'abcdefghijklmnopqrstuvwxyz',
  'абвгдежзиклмнопрстуфхцчшщъыьэюя',
  'αβγδεζηθικλμνξοπρστυφχψω',
  'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
];

/** The words that differ from one by a slip in its first two letters, which an index by beginnings does not find. */
export const slipsAtBeginning = (word: string): string[] => {
  const letters = [...word];
  const alphabet = [...(ALPHABETS.find((each) => letters.some((letter) => each.includes(letter))) ?? '')];
  const found = new Set<string>();
  for (let i = 0; i < 2; i++) {
    const [before, after] = [letters.slice(0, i), letters.slice(i + 1)];
    const add = (...middle: string[]): void => void found.add([...before, ...middle, ...after].join(''));
    add();
    add(letters[i + 1] ?? '', letters[i]!);
    for (const letter of alphabet) {
      add(letter);
      add(letter, letters[i]!);
    }
    if (letters.length > i + 1) found.add([...before, letters[i + 1]!, letters[i]!, ...letters.slice(i + 2)].join(''));
  }
  found.delete(word);
  return [...found];
};
