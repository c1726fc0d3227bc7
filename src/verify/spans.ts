import { selectorText, spanOf, textDigest } from '../model/text.ts';

/** One sentence of a text: where a reader would count it, where its code points stand, and its digest. */
export type Span = { paragraph: number; sentence: number; start: number; end: number; digest: string };

const sentences = new Intl.Segmenter('und', { granularity: 'sentence' });

/** The end of a sentence with footnote marks behind it, which the segmenter does not take for one. */
const MARKED_END = /[.!?。！？…]["'”’»)]?(?:\[[^\]\s]{1,10}\])+\s*/gu;

/** A line cut behind each marked end, unless nothing or one more mark follows. */
const partsOf = (line: string): string[] => {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: end } of line.matchAll(MARKED_END)) {
    const at = index + end.length;
    if (at === line.length || line[at] === '[') continue;
    parts.push(line.slice(from, at));
    from = at;
  }
  return [...parts, line.slice(from)];
};

const MARK_AT_END = /\[[^\]\s]{1,10}\]$/u;

/** Where the footnote marks and the space at the end of a part begin. */
const tailOf = (part: string): number => {
  for (let at = part.trimEnd().length; ;) {
    const mark = MARK_AT_END.exec(part.slice(Math.max(0, at - 12), at));
    if (mark === null) return at;
    at -= mark[0].length;
  }
};

/** How much of a line the segmenter is given at once: for each sentence it copies all that it was given. */
const WINDOW = 4096;

/** The sentences of a long text, from windows that begin with one; what ends with a window may go on, and is looked at again. */
const segmentsOf = (text: string): string[] => {
  const found: string[] = [];
  for (let [from, size] = [0, WINDOW]; from < text.length;) {
    const some = [...sentences.segment(text.slice(from, from + size))].map(({ segment }) => segment);
    if (from + size < text.length) {
      // Without a letter in it the last one has not shown yet whether it begins a sentence.
      while (some.length > 0 && !/\p{L}/u.test(some.pop()!));
      if (some.length === 0) {
        size *= 2;
        continue;
      }
    }
    for (const segment of some) {
      found.push(segment);
      from += segment.length;
    }
    size = WINDOW;
  }
  return found;
};

/** The sentences of a line that is a paragraph, each with the footnote marks and the space behind it. */
const sentencesOf = (line: string): string[] =>
  partsOf(line).flatMap((part) => {
    const at = tailOf(part);
    const found = segmentsOf(part.slice(0, at));
    return found.length === 0 ? [part] : [...found.slice(0, -1), found.at(-1)! + part.slice(at)];
  });

/** The sentences of a text, line by line: a line is a paragraph, empty lines do not count. Positions are code points. */
export const spansOf = (raw: string): Span[] => {
  const text = selectorText(raw);
  const points = [...text];
  const spans: Span[] = [];
  let at = 0;
  let paragraph = 0;
  for (const line of text.split('\n')) {
    if (line.trim() !== '') paragraph += 1;
    let sentence = 0;
    let start = at;
    for (const part of line.trim() === '' ? [] : sentencesOf(line)) {
      const lead = [...part].length - [...part.trimStart()].length;
      const end = start + lead + [...part.trim()].length;
      if (part.trim() !== '')
        spans.push({
          paragraph,
          sentence: ++sentence,
          start: start + lead,
          end,
          digest: textDigest(spanOf(points, start + lead, end)),
        });
      start += [...part].length;
    }
    at += [...line].length + 1;
  }
  return spans;
};
