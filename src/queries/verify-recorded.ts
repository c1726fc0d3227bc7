import { wordsQuoted } from '../model/quotes.ts';
import { NEVER_COMPARED } from '../model/quotes.ts';
import type { Condition } from '../model/query.ts';
import { NORMALISATION, textDigest } from '../model/text.ts';
import { anyOf } from '../model/query.ts';
import type { Verification } from '../model/verify-checks.ts';
import type { PassageView } from '../model/types/passage.ts';
import type { StatementView } from '../model/types/statement.ts';
import type { Range } from '../verify/source-text.ts';
import type { Questions } from '../store/port.ts';
import type { QuotePlace } from './verify-answer.ts';
import { misplaced, type Outcome } from './verify-outcomes.ts';
import { listOf, sourcesWithText, spokenIn, type Named } from './verify-sources.ts';

/*
 * What was recorded without a text beside it: spans of passages and words of statements, by the digest of the whole.
 * That somebody recorded words says nothing about whether they stand where he says, so none of this is ever verified,
 * and none of it counts where a text of the source is stored.
 */

/**
 * A passage whose span, or in which a statement's recorded words, have a digest: where, if that was told, and what came of
 * looking for them.
 */
type Recorded = { passage: PassageView; span: Range | null; isWhole: boolean; verification: Verification };

/** How many records with one digest are told. */
const SAME_DIGEST = 20;

const isRange = (words: { start?: unknown; end?: unknown }): words is Range =>
  typeof words.start === 'number' && typeof words.end === 'number';

const recordedAs = async (store: Questions, digest: string, where: readonly Condition[]): Promise<Recorded[]> => {
  const [passages, statements] = await Promise.all([
    store.list(listOf('passage', [anyOf('digest', digest), ...where], { limit: SAME_DIGEST })),
    store.list(
      listOf('statement', [anyOf('quoteDigest', digest), ...where], {
        limit: SAME_DIGEST,
        include: [['quotes.passage'], ['quotes.translation.original.passage']],
      }),
    ),
  ]);
  const spans = passages.rows
    .map(({ json }) => JSON.parse(json) as PassageView)
    .map((passage) => ({ passage, span: null, isWhole: true, verification: passage.verification }));
  const byId = new Map(statements.related.map(({ id, json }) => [id, JSON.parse(json) as PassageView]));
  const quotes = statements.rows.flatMap(({ json }): Recorded[] => {
    const statement = JSON.parse(json) as StatementView;
    const { quoteVerification, originalVerification } = statement;
    return wordsQuoted(statement.quotes).flatMap(({ words, quote, original }) =>
      textDigest(words.exact) !== digest
        ? []
        : {
            passage: byId.get(words.passage)!,
            span: isRange(words) ? words : null,
            isWhole: false,
            verification: (original ? originalVerification : quoteVerification)[quote]!,
          },
    );
  });
  const found: Recorded[] = [...spans, ...quotes];
  return [
    ...new Map(found.map((each) => [`${each.passage.id} ${each.isWhole} ${each.span?.start ?? ''}`, each])).values(),
  ];
};

const placesOf = async (store: Questions, recorded: readonly Recorded[], digest: string): Promise<QuotePlace[]> => {
  const distinct = [...new Map(recorded.map(({ passage }) => [passage.id, passage])).values()];
  const spoken = new Map((await spokenIn(store, distinct)).map((each) => [each.id, each]));
  return recorded.map(({ passage, span, isWhole, verification }): QuotePlace => ({
    source: passage.source,
    sourceStatus: null,
    snapshot: null,
    passages: [spoken.get(passage.id)!],
    verification,
    method: 'digest',
    differences: [],
    selectors: isWhole
      ? passage.selectors
      : span === null
        ? []
        : [{ type: 'TextPositionSelector', start: span.start, end: span.end }],
    digest: { algorithm: 'sha-256', normalisation: NORMALISATION, span: digest, text: passage.digest?.text ?? null },
  }));
};

/** Where the words as a whole were recorded, of one source (`any`), of all but one (`none`), or of all. */
export const recordedPlaces = async (
  store: Questions,
  quote: string,
  sources: { any?: string; none?: string },
): Promise<QuotePlace[]> => {
  const { any, none } = sources;
  const where: Condition[] =
    any === undefined && none === undefined
      ? []
      : [{ filter: 'source', any: any === undefined ? [] : [any], none: none === undefined ? [] : [none] }];
  const digest = textDigest(quote);
  const places = await placesOf(store, await recordedAs(store, digest, where), digest);
  // A statement that has a passage in one source may have its words in another's.
  return places.filter(({ source }) => (any === undefined || source === any) && source !== none);
};

/** Those that no stored text of their source speaks against, since there is none. */
export const withoutText = async (store: Questions, places: readonly QuotePlace[]): Promise<QuotePlace[]> => {
  const stored = await sourcesWithText(store, [...new Set(places.map(({ source }) => source!))]);
  return places.filter(({ source }) => !stored.has(source!));
};

const FAILED: readonly Verification['status'][] = ['unverified', 'misattributed'];

/** The check by which words were looked for since in vain, or their passage where they never were themselves; null where they were not. */
const failedCheck = ({ verification, passages }: QuotePlace): Verification | null => {
  const own = verification !== null && !NEVER_COMPARED.includes(verification.status);
  const checks = own ? [verification] : passages.map((passage) => passage.verification);
  return checks.find(({ status }) => FAILED.includes(status)) ?? null;
};

export const standing = (places: readonly QuotePlace[]): QuotePlace[] =>
  places.filter((place) => failedCheck(place) === null);

/** What recorded words come to that no text was there to be compared with; null where there are none. */
export const recordedOutcome = (places: readonly QuotePlace[]): Outcome | null => {
  const [first] = places;
  if (first === undefined) return null;
  const found = { method: 'digest' as const, count: places.length, places: [...places] };
  const sources = [...new Set(places.map(({ source }) => source))].join(', ');
  const failed = places.flatMap((place) => place.passages.map(({ id }) => ({ id, check: failedCheck(place) })));
  if (standing(places).length === 0)
    return {
      ...found,
      status: 'unverified',
      reason: {
        code: 'failed-check',
        detail: `the words were recorded of ${sources}, but they or their passage were looked for since and not found: ${failed
          .map(({ id, check }) => `${id} in ${check?.snapshot}`)
          .join('; ')}`,
      },
    };
  return {
    ...found,
    status: 'recorded',
    reason: {
      code: 'recorded-only',
      detail: `the words are those that were recorded of ${sources}, and no text of it is stored to compare them with; send the text in place of the source`,
    },
  };
};

/** The same of one source, of which a speaker or a passage may be named. */
export const recordedOf = (places: readonly QuotePlace[], named: Named): Outcome | null => {
  const { speaker, passage } = named;
  const fitting = places.filter(({ passages }) =>
    passages.some(
      ({ id, speakers }) => (speaker === null || speakers.includes(speaker)) && (passage === null || passage.id === id),
    ),
  );
  if (fitting.length > 0 || places.length === 0) return recordedOutcome(fitting);
  return {
    status: 'misattributed',
    method: 'digest',
    count: places.length,
    places: [...places],
    reason: misplaced(named, places),
  };
};
