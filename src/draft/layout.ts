import { sentencesOf } from '../verify/sentences.ts';
import type { Note } from './footnotes.ts';

/*
 * A text as a reader takes it in: sentences in paragraphs, the marks of footnotes in them, and the footnotes.
 */

/** A sentence of the body: where a reader would count it, where it stands in UTF-16 units, and the labels of its footnotes. */
export type Sentence = {
  paragraph: number;
  sentence: number;
  start: number;
  end: number;
  words: string;
  marks: string[];
};

export type Layout = { sentences: Sentence[]; notes: Note[] };

/** Marks of footnotes: [1], and digits that are raised. */
const MARKS = /\[([^\]\s]{1,10})\]|([\u00B9\u00B2\u00B3\u2070\u2074-\u2079]+)(?![\p{L}\p{N}])/gu;
/** A footnote itself, at the beginning of a line. */
const FOOTNOTE = /^(?:\[([^\]\s]{1,10})\]|([\u00B9\u00B2\u00B3\u2070\u2074-\u2079]+))\s*\S/u;

/** The labels of the footnotes whose marks stand in some words, each once. */
const markersOf = (words: string): string[] => [
  ...new Set(Array.from(words.matchAll(MARKS), ([, bracketed, raised]) => (bracketed ?? raised!).normalize('NFKC'))),
];

/** The label of the footnote that a line is, and its text; null where it is none. */
const footnoteIn = (line: string): Note | null => {
  const found = FOOTNOTE.exec(line);
  if (found === null) return null;
  const mark = found[1] === undefined ? found[2]! : `[${found[1]}]`;
  return { label: (found[1] ?? found[2]!).normalize('NFKC'), text: line.slice(mark.length).trim() };
};

const NUMBERED = /^(\d{1,3})[.)]?\s+(?=\S)/u;

/** Lines at the end that are numbered as marks in the text are, for pages that write footnotes without brackets. */
const numberedNotes = (sentences: readonly Sentence[], marks: ReadonlySet<string>): Map<number, Note> => {
  const found = new Map<number, Note>();
  const lines = new Map<number, string>();
  for (const { paragraph, words } of sentences) lines.set(paragraph, `${lines.get(paragraph) ?? ''} ${words}`.trim());
  for (const [paragraph, line] of [...lines].toReversed()) {
    const number = NUMBERED.exec(line);
    if (number === null || !marks.has(number[1]!)) break;
    found.set(paragraph, { label: number[1]!, text: line.slice(number[0].length) });
  }
  return found;
};

/** The sentences of a text in NFC, one paragraph a line, and its footnotes in their order. */
export const layoutOf = (text: string): Layout => {
  const all = Array.from(sentencesOf(text), ({ paragraph, sentence, start, end }): Sentence => {
    const words = text.slice(start, end);
    return { paragraph, sentence, start, end, words, marks: markersOf(words) };
  });
  const notes = new Map<number, Note>();
  for (const { paragraph, sentence, words } of all) {
    const found = sentence === 1 ? footnoteIn(words) : null;
    if (found !== null) notes.set(paragraph, found);
    // What a footnote goes on with behind its first full stop.
    else if (sentence > 1 && notes.has(paragraph)) notes.get(paragraph)!.text += ` ${words}`;
  }
  if (notes.size === 0) {
    const marks = new Set(all.flatMap((each) => each.marks));
    for (const [paragraph, note] of [...numberedNotes(all, marks)].toReversed()) notes.set(paragraph, note);
  }
  return { sentences: all.filter(({ paragraph }) => !notes.has(paragraph)), notes: [...notes.values()] };
};
