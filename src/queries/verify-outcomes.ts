import { NORMALISATION } from '../model/text.ts';
import type { PassageView } from '../model/types/passage.ts';
import type { Range, Reason, Verdict } from '../verify/quotation.ts';
import type { QuotePlace, QuoteVerdict } from './verify-answer.ts';
import type { Spoken, StoredText } from './verify-sources.ts';

/*
 * What looking for a quotation comes to in one text, or by digest, and which of several outcomes is told.
 */

/** Where the words are said to stand. */
export type Named = { source: string; speaker: string | null; passage: PassageView | null };

/** The texts that were looked through, by name: each is let go of before the next is read. */
export type Searched = QuoteVerdict['searched'];
export type Outcome = Pick<QuoteVerdict, 'status' | 'method' | 'count' | 'places' | 'reason'>;

/** The better of several outcomes counts: first what is equal, then what differs, then what is somebody else's. */
export const rank = ({ status, method }: Outcome): number =>
  status === 'verified'
    ? 0
    : status === 'ambiguous'
      ? method === 'folded'
        ? 3
        : 1
      : status === 'repaired'
        ? 2
        : status === 'misattributed'
          ? 4
          : 5;

export const placesOf = (
  { places }: Verdict,
  stored: StoredText | null,
  passages: (range: Range) => Spoken[] = () => [],
): QuotePlace[] =>
  places.map(({ selectors, ...place }) => ({
    source: stored?.source ?? null,
    snapshot: stored?.snapshot ?? null,
    passages: passages(selectors[1]),
    ...place,
    selectors,
  }));

export const outcomeOf = (verdict: Verdict, places: QuotePlace[]): Outcome => ({
  status: verdict.status,
  method: verdict.method,
  count: verdict.count,
  places,
  reason: verdict.reason,
});

export const answer = ({ status, method, count, places, reason }: Outcome, searched: Searched): QuoteVerdict => {
  // What was found by digest is not known in the characters of the source.
  const [words] = count === 1 && method !== 'digest' ? places[0]!.selectors : [];
  return {
    status,
    method,
    normalisation: NORMALISATION,
    exact: words?.type === 'TextQuoteSelector' ? words.exact : null,
    count,
    places,
    reason,
    searched,
  };
};

/** Why words that are there are not where, or whose, they are said to be. */
export const misplaced = ({ source, speaker, passage }: Named, spoken: readonly Spoken[]): Reason => {
  const whose =
    spoken
      .map(
        ({ id, speakers }) =>
          `${id}${speakers.length === 0 ? ', in which no statement is recorded' : `, of ${speakers.join(' and ')}`}`,
      )
      .join('; ') || 'no recorded passage';
  if (speaker === null)
    return {
      code: 'other-passage',
      detail: `${source} has the words, but not in ${passage!.id}: they lie in ${whose}`,
    };
  return {
    code: 'other-speaker',
    detail: `${source} has the words, but not in a passage of a statement by ${speaker}${passage === null ? '' : ` in ${passage.id}`}: they lie in ${whose}`,
  };
};

export const otherSource = (outcome: Omit<Outcome, 'status' | 'reason'>, source: string): Outcome => {
  const others = [...new Set(outcome.places.map((place) => place.source!))];
  const whose = outcome.places
    .flatMap(({ passages }) => passages)
    .map(({ id, speakers }) => `${id}${speakers.length === 0 ? '' : `, of ${speakers.join(' and ')}`}`);
  return {
    ...outcome,
    status: 'misattributed',
    reason: {
      code: 'other-source',
      detail: `the words were not found in ${source}, but in ${others.join(', ')}${whose.length === 0 ? '' : ` (${whose.join('; ')})`}`,
    },
  };
};
