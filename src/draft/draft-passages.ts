import { NORMALISATION, textDigest } from '../model/text.ts';
import { checkPassages, type Checkable, type PassageCheck } from '../verify/passages.ts';
import type { SourceText } from '../verify/source-text.ts';
import { withoutUndefined, type Drafting } from './drafting.ts';
import type { Sentence } from './layout.ts';

/** How many units of its words are told beside a passage. */
const MOST_TOLD = 1000;

/** The id of a passage: where a reader would count it. */
export const passageId = (prefix: string, { paragraph, sentence }: Sentence): string =>
  `${prefix}-p${paragraph}-s${sentence}`;

/** What became of passages in a text, and which of them a sentence is. */
export type Standing = { checks: PassageCheck[]; at: (sentence: Sentence) => string | undefined };

/** Where passages of the graph stand in a text. */
export const standingIn = (text: SourceText, known: readonly Checkable[]): Standing => {
  const checks = known.length === 0 ? [] : checkPassages(text, known);
  const key = ({ start, end }: { start: number; end: number }): string => `${start}-${end}`;
  const ids = new Map(
    checks.flatMap(({ id, position }): [string, string][] => (position === null ? [] : [[key(position), id]])),
  );
  return { checks, at: (sentence) => ids.get(key(text.rangeOf(sentence))) };
};

export type PassagesOf = {
  /** The id of the source, and its text. */
  source: string;
  text: SourceText;
  /** By label the ids of the footnotes. */
  citations: ReadonlyMap<string, string>;
  /** The id that a passage is to have. */
  idOf: (sentence: Sentence) => string;
};

/** Proposes the passages of sentences; the id of each. */
export const draftPassages = async (
  drafting: Drafting,
  sentences: readonly Sentence[],
  { source, text, citations, idOf }: PassagesOf,
): Promise<Map<Sentence, string>> => {
  const digest = textDigest(text.text);
  const passages = new Map<Sentence, string>();
  for (const each of sentences) {
    const record = withoutUndefined({
      source,
      locator: { paragraph: each.paragraph, sentence: each.sentence },
      selectors: [{ type: 'TextPositionSelector', ...text.rangeOf(each) }],
      digest: {
        algorithm: 'sha-256',
        normalisation: NORMALISATION,
        span: textDigest(text.text.slice(each.start, each.end)),
        text: digest,
      },
      citations: each.marks.flatMap((mark) => citations.get(mark) ?? []),
    });
    const why = {
      confidence: 1,
      reasons: [each.words.length > MOST_TOLD ? `${each.words.slice(0, MOST_TOLD)}…` : each.words],
    };
    passages.set(each, await drafting.put('passage', idOf(each), record, why));
  }
  return passages;
};
