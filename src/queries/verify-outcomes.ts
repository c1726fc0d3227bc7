import { NORMALISATION } from '../model/text.ts';
import type { Verdict } from '../verify/quotation.ts';
import type { Range } from '../verify/source-text.ts';
import type { QuotePlace, QuoteReason, QuoteVerdict, Spoken } from './verify-answer.ts';
import type { Named, StoredText } from './verify-sources.ts';

/*
 * What looking for a quotation comes to, in one text or by digest, and which of several outcomes is told.
 */

export type Outcome = Pick<QuoteVerdict, 'status' | 'method' | 'count' | 'places' | 'reason'> & {
  /** Left out where no text was looked in. */
  bounds?: QuoteVerdict['bounds'];
};

/** What was looked through: the texts, by name since each is let go of before the next is read, and how many have the words at all. */
export type Search = Pick<QuoteVerdict, 'searched' | 'candidates'>;

/** The better of several outcomes counts: first what is equal, then what differs, then what is somebody else's. */
export const rank = ({ status, method }: Outcome): number => {
  if (status === 'ambiguous') return method === 'folded' ? 3 : 1;
  return { verified: 0, repaired: 2, misattributed: 4, recorded: 5, unverified: 6 }[status];
};

/** Places as they are told. Copied, since a part of a text would keep all of it in memory. */
export const placesOf = (
  { places }: Verdict,
  stored: StoredText | null,
  passages: (range: Range) => Spoken[] = () => [],
): QuotePlace[] =>
  structuredClone(
    places.map(({ selectors, ...place }) => ({
      source: stored?.source ?? null,
      sourceStatus: null,
      snapshot: stored?.snapshot ?? null,
      passages: passages(selectors[1]),
      verification: null,
      ...place,
      selectors,
    })),
  );

export const outcomeOf = ({ status, method, count, bounds, reason }: Verdict, places: QuotePlace[]): Outcome => ({
  status,
  method,
  count,
  places,
  bounds,
  reason,
});

export const unverified = (code: QuoteReason['code'], detail: string): Outcome => ({
  status: 'unverified',
  method: null,
  count: 0,
  places: [],
  reason: { code, detail },
});

export const answer = (
  { status, method, count, places, bounds = null, reason }: Outcome,
  { searched, candidates }: Search,
  notInLatest = false,
): QuoteVerdict => {
  // What was found by digest is not known in the characters of the source.
  const [words] = count === 1 && method !== 'digest' ? places[0]!.selectors : [];
  return {
    status,
    method,
    normalisation: NORMALISATION,
    exact: words?.type === 'TextQuoteSelector' ? words.exact : null,
    count,
    places,
    bounds,
    reason,
    notInLatest,
    searched,
    candidates,
  };
};

const told = (passages: readonly Spoken[]): string =>
  [
    ...new Set(
      passages.map(
        ({ id, speakers }) =>
          `${id}${speakers.length === 0 ? ', in which no statement is recorded' : `, of ${speakers.join(' and ')}`}`,
      ),
    ),
  ].join('; ');

/** Why words that are there are not where, or whose, they are said to be. */
export const misplaced = ({ source, speaker, passage }: Named, places: readonly QuotePlace[]): QuoteReason => {
  const whose = told(places.flatMap(({ passages }) => passages)) || 'no recorded passage';
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

/** Words that are not in the source that was named, but in others. */
export const otherSource = (outcome: Omit<Outcome, 'status' | 'reason'>, source: string): Outcome => {
  const others = [...new Set(outcome.places.map((place) => place.source!))];
  const whose = told(outcome.places.flatMap(({ passages }) => passages));
  return {
    ...outcome,
    status: 'misattributed',
    reason: {
      code: 'other-source',
      detail: `the words were not found in ${source}, but in ${others.join(', ')}${whose === '' ? '' : ` (${whose})`}`,
    },
  };
};
