import { textDigest } from '../model/text.ts';
import { sentencesOf } from './sentences.ts';
import { SourceText } from './source-text.ts';

/** One sentence of a text: where a reader would count it, where its code points stand, and its digest. */
export type Span = { paragraph: number; sentence: number; start: number; end: number; digest: string };

/** The sentences of a text, line by line: a line is a paragraph, empty lines do not count. Positions are code points. */
export const spansOf = (raw: string): Span[] => {
  const source = new SourceText(raw);
  return Array.from(sentencesOf(source.text), (sentence) => ({
    ...sentence,
    ...source.rangeOf(sentence),
    digest: textDigest(source.text.slice(sentence.start, sentence.end)),
  }));
};
