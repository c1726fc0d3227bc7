import type { PassageView } from '../model/types/passage.ts';
import type { SourceView } from '../model/types/source.ts';
import { viewOf } from '../store/include.ts';
import type { Questions } from '../store/port.ts';
import { untilTime, type Clock } from '../verify/clock.ts';
import { checkQuotation, findQuotation, type Quotation, type Verdict } from '../verify/quotation.ts';
import { SourceText, type Range } from '../verify/source-text.ts';
import { readRecord } from './record.ts';
import {
  invalidField,
  readVerifyQuote,
  type QuotePlace,
  type QuoteVerdict,
  type Spoken,
  type VerifyQuote,
} from './verify-answer.ts';
import {
  answer,
  misplaced,
  otherSource,
  outcomeOf,
  placesOf,
  rank,
  unverified,
  type Outcome,
  type Search,
} from './verify-outcomes.ts';
import { recordedOf, recordedOutcome, recordedPlaces, standing, withoutText } from './verify-recorded.ts';
import {
  idOf,
  passagesFor,
  positionsIn,
  spokenIn,
  storedText,
  textsOf,
  type Named,
  type Passages,
  type StoredText,
} from './verify-sources.ts';
import { inAllTexts } from './verify-texts.ts';

/*
 * Whether a quotation stands where it is said to stand: in the stored texts of the source, or where there are none by the
 * digests that were recorded of it; and if it is not there, in which other text it is. Without a source, in which of all.
 */

/**
 * Answers a request to verify a quotation, a body as JSON with a verdict as JSON, until the time `deadline`.
 * @throws DictumError as `verdictOn`
 */
export const verifyQuote = async (
  store: Questions,
  body: Uint8Array,
  deadline: number | null = null,
): Promise<string> => JSON.stringify(await verdictOn(store, readVerifyQuote(body), untilTime(deadline)));

/**
 * Verifies a quotation.
 * @throws DictumError `quotation-empty`, `quotation-too-short`, `invalid-body`, `too-slow`; `not-found` or `gone` for what it names
 */
export const verdictOn = async (store: Questions, request: VerifyQuote, clock: Clock): Promise<QuoteVerdict> =>
  withStatuses(store, await verdictIn(store, request, clock));

/** Says of each place what became of its document: words that stand in one that was retracted stand there all the same. */
const withStatuses = async (store: Questions, verdict: QuoteVerdict): Promise<QuoteVerdict> => {
  const sources = [...new Set(verdict.places.flatMap(({ source }) => source ?? []))];
  if (sources.length === 0) return verdict;
  const { readings } = await store.read(sources.map((id) => ({ type: 'source', id })));
  const statuses = new Map(
    readings.flatMap((reading, i) =>
      reading.state === 'found' ? [[sources[i]!, viewOf<SourceView>(reading).status] as const] : [],
    ),
  );
  const places = verdict.places.map((place) => ({
    ...place,
    sourceStatus: place.source === null ? null : (statuses.get(place.source) ?? null),
  }));
  return { ...verdict, places };
};

const verdictIn = async (store: Questions, request: VerifyQuote, clock: Clock): Promise<QuoteVerdict> => {
  const quotation: Quotation = { quote: request.quote, prefix: request.prefix, suffix: request.suffix };
  checkQuotation(quotation);
  if (request.text !== undefined) {
    const verdict = findQuotation(new SourceText(request.text), quotation);
    return answer(outcomeOf(verdict, placesOf(verdict, null)), { searched: [], candidates: null });
  }
  return request.source === undefined
    ? anywhere(store, quotation, clock)
    : inSource(store, quotation, await namedIn(store, { ...request, source: request.source }), clock);
};

/** In which of all stored texts; where in none, of what it was recorded. */
const anywhere = async (store: Questions, quotation: Quotation, clock: Clock): Promise<QuoteVerdict> => {
  const { outcome, search, notInLatest } = await inAllTexts(store, quotation, null, clock);
  if (outcome.count > 0) return answer(outcome, search, notInLatest);
  const places = await recordedPlaces(store, quotation.quote, {});
  const recorded = recordedOutcome(await withoutText(store, places)) ?? notInText(places);
  return answer(recorded ?? outcome, search);
};

const namedIn = async (
  store: Questions,
  { source, speaker, passage }: VerifyQuote & { source: string },
): Promise<Named> => {
  const named: Named = {
    source: await idOf(store, { type: 'source', id: source }),
    speaker: speaker === undefined ? null : await idOf(store, { type: 'actor', id: speaker }),
    passage: null,
  };
  if (passage === undefined) return named;
  const found = await readRecord(store, { type: 'passage', id: await idOf(store, { type: 'passage', id: passage }) });
  const view = JSON.parse((found as { json: string }).json) as PassageView;
  if (view.source !== named.source)
    throw invalidField(
      '/passage',
      `${view.id} is a passage of ${view.source}, not of ${named.source}; name that source, or leave the passage out`,
    );
  return { ...named, passage: view };
};

/** What came of one text of the source that is the best so far. */
type Best = { outcome: Outcome; snapshot: string; latest: string };

/** In the stored texts of a source, the latest first. */
const inTexts = async (
  store: Questions,
  quotation: Quotation,
  named: Named,
  clock: Clock,
): Promise<{ best: Best | null; searched: Search['searched'] }> => {
  const texts = await textsOf(store, named.source);
  const searched: Search['searched'] = [];
  let passages: Passages | null = null;
  let best: Best | null = null;
  for (const { source, snapshot } of texts) {
    clock();
    const stored = await storedText(store, { source, snapshot });
    if (stored === null) continue;
    searched.push({ source, snapshot });
    const verdict = findQuotation(stored.text, quotation);
    const isPlaced = verdict.count > 0 && (named.speaker !== null || named.passage !== null);
    if (isPlaced) passages ??= await passagesFor(store, named, clock);
    const outcome = isPlaced
      ? await inPassages(store, stored, quotation, verdict, named, passages!)
      : outcomeOf(verdict, placesOf(verdict, stored));
    if (best === null || rank(outcome) < rank(best.outcome)) best = { outcome, snapshot, latest: texts[0]!.snapshot };
    if (rank(best.outcome) <= 1) break;
  }
  return { best, searched };
};

/** In the stored texts of a source, and else by digest, and else in other sources. */
const inSource = async (store: Questions, quotation: Quotation, named: Named, clock: Clock): Promise<QuoteVerdict> => {
  const { best, searched } = await inTexts(store, quotation, named, clock);
  if (best !== null && best.outcome.count > 0) return inEdition(best, searched);
  const recorded = await recordedPlaces(store, quotation.quote, { any: named.source });
  const byDigest = best === null ? recordedOf(recorded, named) : null;
  if (byDigest !== null) return answer(byDigest, { searched, candidates: null });
  const { outcome, search, notInLatest } = await inOthers(store, quotation, named.source, clock);
  const withheld = (): Outcome =>
    unverified(
      'text-withheld',
      `no text of ${named.source} is stored, and the quotation as a whole is none of the spans or words that were recorded of it; send the text in place of the source`,
    );
  return answer(
    outcome ?? notInText(recorded) ?? best?.outcome ?? withheld(),
    { searched: [...searched, ...search.searched], candidates: search.candidates },
    notInLatest,
  );
};

/** Says of words that only an older text of the source has that they are not in the latest. */
const inEdition = ({ outcome, snapshot, latest }: Best, searched: Search['searched']): QuoteVerdict => {
  const notInLatest = snapshot !== latest;
  const reason = {
    code: 'not-in-latest' as const,
    detail: `the words stand so in ${snapshot}, and not in ${latest}, the latest text of the source`,
  };
  const told = notInLatest && outcome.reason === null ? { ...outcome, reason } : outcome;
  return answer(told, { searched, candidates: null }, notInLatest);
};

const overlaps = (one: Range, other: Range): boolean => one.start < other.end && other.start < one.end;
const holds = (one: Range, other: Range): boolean => one.start <= other.start && other.end <= one.end;

/**
 * Looks in a text that has the words, and there only where the speaker speaks, or in the passage, that are named. Words
 * that somebody else's passage has are misattributed; so are words that nobody's has, unless a passage that is named
 * cannot be found in the text: they may be its own.
 */
const inPassages = async (
  store: Questions,
  stored: StoredText,
  quotation: Quotation,
  whole: Verdict,
  named: Named,
  { all, own }: Passages,
): Promise<Outcome> => {
  const positions = positionsIn(stored.text, all);
  const only = [...own].flatMap((id) => positions.get(id) ?? []);
  const within = findQuotation(stored.text, { ...quotation, only });
  const verdict = within.count > 0 ? within : whole;
  const ranges = verdict.places.map(({ selectors }) => selectors[1]);
  const touched = all.filter(
    ({ id }) => positions.has(id) && ranges.some((range) => overlaps(range, positions.get(id)!)),
  );
  const spoken = await spokenIn(store, touched);
  const at = (range: Range): Spoken[] => spoken.filter(({ id }) => overlaps(range, positions.get(id)!));
  const outcome = outcomeOf(verdict, placesOf(verdict, stored, at));
  if (verdict === within) return outcome;
  const isOthers = (range: Range): boolean =>
    at(range).some(
      ({ id, speakers }) =>
        !own.has(id) && holds(positions.get(id)!, range) && (named.speaker === null || speakers.length > 0),
    );
  const unplaced = [...own].filter((id) => !positions.has(id));
  if (unplaced.length === 0 || ranges.every(isOthers))
    return { ...outcome, status: 'misattributed', reason: misplaced(named, outcome.places) };
  return {
    ...outcome,
    status: 'unverified',
    reason: {
      code: 'passage-not-placed',
      detail: `${stored.snapshot} has the words, but ${unplaced.join(', ')} could not be found in it, so that nothing says whose they are there; record the passage as the text has it now`,
    },
  };
};

/** In other sources: in their texts, or as words that were recorded of one without. */
const inOthers = async (
  store: Questions,
  quotation: Quotation,
  source: string,
  clock: Clock,
): Promise<{ outcome: Outcome | null; search: Search; notInLatest: boolean }> => {
  const { outcome, ...found } = await inAllTexts(store, quotation, source, clock);
  if (outcome.count > 0) return { ...found, outcome: otherSource(outcome, source) };
  const places = standing(await withoutText(store, await recordedPlaces(store, quotation.quote, { none: source })));
  const recorded = { method: 'digest' as const, count: places.length, places };
  return { ...found, outcome: places.length === 0 ? null : otherSource(recorded, source) };
};

/** Words that were recorded of a source whose text does not have them; null where there are none. */
const notInText = (recorded: readonly QuotePlace[]): Outcome | null => {
  if (recorded.length === 0) return null;
  const passages = [...new Set(recorded.flatMap((place) => place.passages.map(({ id }) => id)))];
  return unverified(
    'not-in-text',
    `the words were recorded in ${passages.join(', ')}, but the stored text of the source does not have them`,
  );
};
