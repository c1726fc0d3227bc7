import { stringify } from 'yaml';
import { NORMALISATION, selectorText, spanOf, textDigest } from '../model/text.ts';

/** One sentence of a text: where a reader would count it, where its code points stand, and its digest. */
export type Span = { paragraph: number; sentence: number; start: number; end: number; digest: string };

const sentences = new Intl.Segmenter('und', { granularity: 'sentence' });

/** A footnote mark behind the end of a sentence, which the segmenter does not take for its end. */
const MARKED_END = /(?<=[.!?。！？…]["'”’»)]?(?:\[[^\]\s]{1,10}\])+\s*)(?!\s|\[|$)/u;

/** The sentences of a line that is a paragraph, each with the footnote marks and the space behind it. */
const sentencesOf = (line: string): string[] =>
  line.split(MARKED_END).flatMap((part) => {
    const marks = /(?:\[[^\]\s]{1,10}\])*\s*$/u.exec(part)![0];
    const found = [...sentences.segment(part.slice(0, part.length - marks.length))].map(({ segment }) => segment);
    return found.length === 0 ? [part] : [...found.slice(0, -1), found.at(-1)! + marks];
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

/** Passages for a data file, one for each sentence of a text; the text itself is not in them. */
export const passagesYaml = (raw: string, source: string, prefix: string): string => {
  const text = textDigest(selectorText(raw));
  const passages = spansOf(raw).map(({ paragraph, sentence, start, end, digest }) => ({
    id: `${prefix}-p${paragraph}-s${sentence}`,
    source,
    locator: { paragraph, sentence },
    selectors: [{ type: 'TextPositionSelector', start, end }],
    digest: { algorithm: 'sha-256', normalisation: NORMALISATION, span: digest, text },
  }));
  return stringify({ passages });
};
