import { selectorText, spanOf, textDigest } from './text.ts';

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
  for (let at = part.trimEnd().length; ; ) {
    const mark = MARK_AT_END.exec(part.slice(Math.max(0, at - 12), at));
    if (mark === null) return at;
    at -= mark[0].length;
  }
};

/** The sentences of a line that is a paragraph, each with the footnote marks and the space behind it. */
const sentencesOf = (line: string): string[] =>
  partsOf(line).flatMap((part) => {
    const at = tailOf(part);
    const found = [...sentences.segment(part.slice(0, at))].map(({ segment }) => segment);
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
      if (part.trim() !== '') spans.push({ paragraph, sentence: ++sentence, start: start + lead, end, digest: textDigest(spanOf(points, start + lead, end)) });
      start += [...part].length;
    }
    at += [...line].length + 1;
  }
  return spans;
};
