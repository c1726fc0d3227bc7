import type { Questions } from '../store/port.ts';
import type { Clock } from '../verify/clock.ts';
import { findQuotation, type Quotation } from '../verify/quotation.ts';
import { waysToFind } from '../verify/words.ts';
import { outcomeOf, placesOf, unverified, type Outcome, type Search } from './verify-outcomes.ts';
import { storedText, textsOf } from './verify-sources.ts';
import { PLACES } from '../verify/search.ts';

/*
 * In which of all stored texts a quotation stands: its words find candidates, and the comparison decides.
 */

/** How many candidates are looked through, the latest first, and how many UTF-16 units they have in all. */
const LOOKED_THROUGH = 50;
const UNITS = 10_000_000;
/** How many candidates are asked for: of a source that has the words only its latest text that does is looked through. */
const CANDIDATES = 1000;

/** The outcome of each text that has the quotation. */
type Found = { source: string; snapshot: string; outcome: Outcome };

/** What guards the ends of words that stand in several texts: the least that does in any of them. */
const WEAKEST = ['nothing', 'context', 'words'] as const;

/** What several texts come to together: what is equal counts before what differs. */
const joined = (found: readonly Found[]): Outcome => {
  const equal = found.filter(({ outcome }) => outcome.method !== 'folded');
  const told = equal.length > 0 ? equal : found;
  if (told.length === 1) return told[0]!.outcome;
  const sources = told.map(({ source }) => source);
  return {
    status: 'ambiguous',
    method: told[0]!.outcome.method,
    bounds: WEAKEST.find((guard) => told.some(({ outcome }) => outcome.bounds === guard)) ?? null,
    count: told.reduce((sum, { outcome }) => sum + outcome.count, 0),
    places: told.flatMap(({ outcome }) => outcome.places).slice(0, PLACES),
    reason: {
      code: 'several-sources',
      detail: `the words stand in ${sources.length} sources: ${sources.join(', ')}; name the source`,
    },
  };
};

const missing = ({ searched, candidates }: Search): Outcome => {
  if (candidates === null)
    return unverified(
      'no-words',
      'there is no word in the quotation that could be looked up among all texts; name the source',
    );
  if (searched.length < candidates)
    return unverified(
      'not-all-searched',
      `the words were not found in the ${searched.length} latest of ${candidates} stored texts that have them in some order; give more words, or name the source`,
    );
  return unverified(
    'not-found',
    candidates === 0 ? 'no stored text has the words' : 'the stored texts have the words, but not together',
  );
};

/** Looks for a quotation in all stored texts but those of a source. */
export const inAllTexts = async (
  store: Questions,
  quotation: Quotation,
  notOf: string | null,
  clock: Clock,
): Promise<{ outcome: Outcome; search: Search; notInLatest: boolean }> => {
  const ways = waysToFind(quotation.quote);
  const search: Search = { searched: [], candidates: null };
  const found: Found[] = [];
  if (ways.length > 0) {
    const { total, found: candidates } = await store.searchTexts({ ways, notOf, limit: CANDIDATES });
    search.candidates = total;
    let units = 0;
    for (const candidate of candidates) {
      if (search.searched.length === LOOKED_THROUGH || units > UNITS) break;
      if (found.some(({ source }) => source === candidate.source)) continue;
      clock();
      const stored = await storedText(store, candidate);
      if (stored === null) continue;
      search.searched.push({ source: candidate.source, snapshot: candidate.snapshot });
      units += stored.text.text.length;
      const verdict = findQuotation(stored.text, quotation);
      if (verdict.count > 0) found.push({ ...candidate, outcome: outcomeOf(verdict, placesOf(verdict, stored)) });
    }
  }
  if (found.length === 0) return { outcome: missing(search), search, notInLatest: false };
  const latest = await Promise.all(found.map(({ source }) => textsOf(store, source, 1)));
  const notInLatest = found.every(({ snapshot }, i) => latest[i]![0]?.snapshot !== snapshot);
  return { outcome: joined(found), search, notInLatest };
};
