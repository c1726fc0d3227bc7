import { Document, isMap, isSeq } from 'yaml';
import { NORMALISATION, selectorText, textDigest } from '../model/text.ts';
import { spansOf } from '../verify/spans.ts';

/** Marks of footnotes: [1], and digits that are raised. */
const MARKS = /\[([^\]\s]{1,10})\]|([\u00B9\u00B2\u00B3\u2070\u2074-\u2079]+)(?![\p{L}\p{N}])/gu;
/** A footnote itself, at the beginning of a line. */
const FOOTNOTE = /^(?:\[([^\]\s]{1,10})\]|([\u00B9\u00B2\u00B3\u2070\u2074-\u2079]+))\s*\S/u;

/** The labels of the footnotes whose marks stand in some words, each once. */
export const markersOf = (words: string): string[] => [
  ...new Set(Array.from(words.matchAll(MARKS), ([, bracketed, raised]) => (bracketed ?? raised!).normalize('NFKC'))),
];

/** The label of the footnote that a line is, and its text; null where it is none. */
export const footnoteIn = (line: string): { label: string; text: string } | null => {
  const found = FOOTNOTE.exec(line);
  if (found === null) return null;
  const mark = found[1] === undefined ? found[2]! : `[${found[1]}]`;
  return { label: (found[1] ?? found[2]!).normalize('NFKC'), text: line.slice(mark.length).trim() };
};

const isId = (marker: string): boolean => /^[a-zA-Z0-9]+$/u.test(marker);

/**
 * Passages for a data file, one for each sentence of a text, with the footnotes whose marks stand in it; those are named
 * with what the text has of them, so that their sources can be written in. The words stand beside each passage as comments.
 */
export const passagesYaml = (raw: string, source: string, prefix: string, showWords = true): string => {
  const whole = selectorText(raw);
  const points = [...whole];
  const notes = new Map<string, string>();
  const sentences = spansOf(raw).map((span) => ({ ...span, words: points.slice(span.start, span.end).join('') }));
  const footnotes = new Set<number>();
  for (const { paragraph, sentence, words } of sentences) {
    const found = sentence === 1 ? footnoteIn(words) : null;
    if (found === null) continue;
    footnotes.add(paragraph);
    notes.set(found.label, words);
  }
  const told = sentences.filter(({ paragraph }) => !footnotes.has(paragraph));
  const idOf = (marker: string): string => `${prefix}-fn-${marker.toLowerCase()}`;
  const markers = [...new Set(told.flatMap(({ words }) => markersOf(words)))].filter(isId);
  const text = textDigest(whole);
  const document = new Document({
    ...(markers.length > 0 && { citations: markers.map((marker) => ({ id: idOf(marker), marker })) }),
    passages: told.map(({ paragraph, sentence, start, end, digest, words }) => {
      const citations = markersOf(words).filter(isId).map(idOf);
      return {
        id: `${prefix}-p${paragraph}-s${sentence}`,
        source,
        locator: { paragraph, sentence },
        selectors: [{ type: 'TextPositionSelector', start, end }],
        digest: { algorithm: 'sha-256', normalisation: NORMALISATION, span: digest, text },
        ...(citations.length > 0 && { citations }),
      };
    }),
  });
  const comment = (list: string, comments: readonly (string | undefined)[]): void => {
    const items = document.get(list);
    if (!isSeq(items)) return;
    for (const [i, item] of items.items.entries())
      if (isMap(item) && comments[i] !== undefined) item.commentBefore = ` ${comments[i].replace(/\s+/gu, ' ')}`;
  };
  if (showWords)
    comment(
      'passages',
      told.map(({ words }) => words),
    );
  comment(
    'citations',
    markers.map((marker) => `write the source in${showWords && notes.has(marker) ? `: ${notes.get(marker)}` : ''}`),
  );
  return document.toString({ lineWidth: 0 });
};
