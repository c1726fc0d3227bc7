import { anyOf } from '../model/query.ts';
import { NORMALISATION, textDigest } from '../model/text.ts';
import type { PassageView } from '../model/types/passage.ts';
import {
  checkQuotation,
  findQuotation,
  SourceText,
  type Quotation,
  type Range,
  type Reason,
  type Verdict,
} from '../verify/quotation.ts';
import type { Questions } from '../store/port.ts';
import { untilTime, type Clock } from '../verify/clock.ts';
import { readRecord } from './record.ts';
import {
  invalidField,
  readVerifyQuote,
  type QuotePlace,
  type QuoteVerdict,
  type VerifyQuote,
} from './verify-answer.ts';
import {
  answer,
  misplaced,
  otherSource,
  outcomeOf,
  placesOf,
  rank,
  type Named,
  type Outcome,
  type Searched,
} from './verify-outcomes.ts';
import {
  everything,
  idOf,
  positionsIn,
  recordedAs,
  spokenIn,
  storedTexts,
  type Recorded,
  type Spoken,
  type StoredText,
} from './verify-sources.ts';

/*
 * Whether a quotation stands where it is said to stand: in the stored texts of the source, by the digests that were
 * recorded of it, and if it is not there, in which other source it was recorded.
 */

/** How many texts of other sources are looked through, and how many UTF-16 units in all; digests are looked up in all of them. */
const ELSEWHERE = 8;
const ELSEWHERE_UNITS = 4_000_000;

const overlaps = (one: Range, other: Range): boolean => one.start < other.end && other.start < one.end;

/** The passages that some places of a text lie in, with who speaks in them. */
const passagesAt = async (
  store: Questions,
  { source, text }: StoredText,
  verdict: Verdict,
): Promise<(range: Range) => Spoken[]> => {
  const passages: PassageView[] = [];
  for await (const passage of everything<PassageView>(store, 'passage', anyOf('source', source)))
    passages.push(passage);
  const positions = positionsIn(text, passages);
  const ranges = verdict.places.map(({ selectors }) => selectors[1]);
  const touched = passages.filter(
    ({ id }) => positions.has(id) && ranges.some((range) => overlaps(range, positions.get(id)!)),
  );
  const spoken = await spokenIn(store, touched);
  return (range) => spoken.filter(({ id }) => overlaps(range, positions.get(id)!));
};

/** Looks in one stored text of the source, and there only where the speaker speaks, or in the passage, that are named. */
const inText = async (store: Questions, stored: StoredText, quotation: Quotation, named: Named): Promise<Outcome> => {
  if (named.speaker === null && named.passage === null) {
    const verdict = findQuotation(stored.text, quotation);
    return outcomeOf(verdict, placesOf(verdict, stored));
  }
  const allowed: PassageView[] = [];
  const speaking = named.speaker === null ? [] : [anyOf('speaker', named.speaker)];
  for await (const passage of everything<PassageView>(store, 'passage', anyOf('source', named.source), ...speaking)) {
    if (named.passage === null || named.passage.id === passage.id) allowed.push(passage);
  }
  const within = findQuotation(stored.text, { ...quotation, only: [...positionsIn(stored.text, allowed).values()] });
  const verdict = within.status === 'unverified' ? findQuotation(stored.text, quotation) : within;
  if (verdict.status === 'unverified') return outcomeOf(verdict, []);
  const places = placesOf(verdict, stored, await passagesAt(store, stored, verdict));
  if (verdict === within) return outcomeOf(verdict, places);
  return {
    ...outcomeOf(verdict, places),
    status: 'misattributed',
    reason: misplaced(named, [
      ...new Map(places.flatMap(({ passages }) => passages).map((each) => [each.id, each])).values(),
    ]),
  };
};

const recordedPlaces = async (
  store: Questions,
  recorded: readonly Recorded[],
  digest: string,
): Promise<QuotePlace[]> => {
  const spoken = new Map(
    (await spokenIn(store, [...new Map(recorded.map(({ passage }) => [passage.id, passage])).values()])).map((each) => [
      each.id,
      each,
    ]),
  );
  return recorded.map(({ passage, span }): QuotePlace => ({
    source: passage.source,
    snapshot: null,
    passages: [spoken.get(passage.id)!],
    method: 'digest',
    differences: [],
    selectors: span === null ? passage.selectors : [{ type: 'TextPositionSelector', ...span }],
    digest: { algorithm: 'sha-256', normalisation: NORMALISATION, span: digest, text: passage.digest?.text ?? null },
  }));
};

/** Compares the quotation as a whole with what was recorded of the source. */
const byDigest = async (store: Questions, digest: string, named: Named): Promise<Outcome | null> => {
  const places = await recordedPlaces(
    store,
    await recordedAs(store, digest, { source: named.source, elsewhere: false }),
    digest,
  );
  if (places.length === 0) return null;
  const fits = ({ passages: [passage] }: QuotePlace): boolean =>
    (named.passage === null || passage!.id === named.passage.id) &&
    (named.speaker === null || passage!.speakers.includes(named.speaker));
  const fitting = places.filter(fits);
  if (fitting.length > 0)
    return { status: 'verified', method: 'digest', count: fitting.length, places: fitting, reason: null };
  return {
    status: 'misattributed',
    method: 'digest',
    count: places.length,
    places,
    reason: misplaced(
      named,
      places.flatMap(({ passages }) => passages),
    ),
  };
};

/** Looks for the quotation in other sources: as a whole by digest in all, as a part in the latest texts of some. */
const elsewhere = async (
  store: Questions,
  quotation: Quotation,
  digest: string,
  source: string,
  searched: Searched,
  clock: Clock,
): Promise<Outcome | null> => {
  const recorded = await recordedPlaces(store, await recordedAs(store, digest, { source, elsewhere: true }), digest);
  if (recorded.length > 0) return otherSource({ method: 'digest', count: recorded.length, places: recorded }, source);
  let units = 0;
  for await (const stored of storedTexts(store, { filter: 'source', any: [], none: [source] }, ELSEWHERE)) {
    units += stored.text.text.length;
    if (units > ELSEWHERE_UNITS) break;
    clock();
    searched.push({ source: stored.source, snapshot: stored.snapshot });
    const verdict = findQuotation(stored.text, quotation);
    if (verdict.count > 0)
      return otherSource({ method: verdict.method, count: verdict.count, places: placesOf(verdict, stored) }, source);
  }
  return null;
};

const namedIn = async (store: Questions, { source, speaker, passage }: VerifyQuote): Promise<Named> => {
  const named: Named = {
    source: await idOf(store, { type: 'source', id: source! }),
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
export const verdictOn = async (store: Questions, request: VerifyQuote, clock: Clock): Promise<QuoteVerdict> => {
  const quotation: Quotation = { quote: request.quote, prefix: request.prefix, suffix: request.suffix };
  checkQuotation(quotation);
  if (request.text !== undefined) {
    const verdict = findQuotation(new SourceText(request.text), quotation);
    return answer(outcomeOf(verdict, placesOf(verdict, null)), []);
  }
  const named = await namedIn(store, request);
  const searched: Searched = [];
  let best: Outcome | null = null;
  for await (const stored of storedTexts(store, anyOf('source', named.source))) {
    clock();
    searched.push({ source: stored.source, snapshot: stored.snapshot });
    const outcome = await inText(store, stored, quotation, named);
    if (best === null || rank(outcome) < rank(best)) best = outcome;
    if (rank(best) <= 1) return answer(best, searched);
  }
  const digest = textDigest(request.quote);
  const recorded = await byDigest(store, digest, named);
  if (recorded !== null && (best === null || rank(recorded) < rank(best))) best = recorded;
  if (best !== null && best.status !== 'unverified') return answer(best, searched);
  const withheld: Reason = {
    code: 'text-withheld',
    detail: `no text of ${named.source} is stored, and the quotation as a whole is none of the spans or words that were recorded of it; send the text in place of the source`,
  };
  return answer(
    (await elsewhere(store, quotation, digest, named.source, searched, clock)) ??
      best ?? { status: 'unverified', method: null, count: 0, places: [], reason: withheld },
    searched,
  );
};
