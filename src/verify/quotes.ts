import { textDigest } from '../model/text.ts';
import type { CheckStatus, Method } from '../model/verify-status.ts';
import type { Checkable, PassageCheck } from './passages.ts';
import { findQuotation, type Verdict } from './quotation.ts';
import { SourceText, type Range } from './source-text.ts';

/*
 * Whether the words that statements quote stand in the passages that they quote them from, in a copy of the text.
 */

/** Words that a statement quotes, and where they are said to stand. */
export type Quoted = { statement: string; passage: string; exact: string; start: number | null; end: number | null };

/** What came of it; the position is where the words stand in this text, null where they do not, or at several places. */
export type QuoteCheck = Pick<Quoted, 'statement' | 'passage' | 'exact'> & {
  span: string;
  status: CheckStatus;
  method: Method | null;
  position: Range | null;
  reason: string | null;
};

/** How many code points around a passage are looked at with it, so that no word is cut at its ends. */
const AROUND = 64;

/** Where a passage stands, and where it was recorded. */
type Placed = { recorded: Range | null; place: Range | null; hasWords: boolean };

const placedBy = ({ selectors }: Checkable, { position, span }: PassageCheck): Placed => {
  const [recorded = null] = selectors.flatMap((selector) =>
    selector.type === 'TextPositionSelector' ? [{ start: selector.start, end: selector.end }] : [],
  );
  // What carries no words is where it is said to be, as far as anybody knows.
  return { recorded, place: position ?? (span === null ? recorded : null), hasWords: span !== null };
};

const shifted = ({ start, end }: Range, by: number): Range => ({ start: start + by, end: end + by });

/** Words looked for in a part of a text. */
const within = (source: SourceText, place: Range, quote: string, near: Range | null): Verdict => {
  const from = Math.max(0, place.start - AROUND);
  const part = new SourceText(source.text.slice(source.unitOf(from), source.unitOf(place.end + AROUND)));
  const verdict = findQuotation(part, {
    quote,
    near: near === null ? undefined : shifted(near, -from),
    only: [shifted(place, -from)],
  });
  return {
    ...verdict,
    places: verdict.places.map((found) => ({
      ...found,
      selectors: [found.selectors[0], { ...found.selectors[1], ...shifted(found.selectors[1], from) }],
    })),
  };
};

/** The only place of a verdict. */
const onlyPlace = ({ count, places: [place] }: Verdict): Range | null =>
  count === 1 && place !== undefined ? { start: place.selectors[1].start, end: place.selectors[1].end } : null;

/**
 * Checks quotes against a text in which their passages were looked for. Words stand within their passage, or not at all;
 * where a passage carries neither words nor a position, they stand at one place of the text that no other passage holds.
 */
export const checkQuotes = (
  source: SourceText,
  passages: readonly Checkable[],
  checks: readonly PassageCheck[],
  quotes: readonly Quoted[],
): QuoteCheck[] => {
  const placed = new Map(passages.map((passage, i) => [passage.id, placedBy(passage, checks[i]!)]));
  return quotes.map(({ statement, passage, exact, start, end }): QuoteCheck => {
    const base = { statement, passage, exact, span: textDigest(exact) };
    const { recorded, place, hasWords } = placed.get(passage) ?? { recorded: null, place: null, hasWords: false };
    if (place === null && hasWords)
      return { ...base, ...NOWHERE, reason: `its passage ${passage} was not found at one place of the text` };
    const near =
      start === null || end === null
        ? null
        : shifted({ start, end }, place === null || recorded === null ? 0 : place.start - recorded.start);
    const verdict =
      place === null
        ? findQuotation(source, { quote: exact, near: near ?? undefined })
        : within(source, place, exact, near);
    const position = onlyPlace(verdict);
    const { status, method } = verdict;
    const other = position !== null && place === null ? holderOf(position, placed) : undefined;
    if (other !== undefined)
      return { ...base, status: 'misattributed', method, position, reason: `the words stand in ${other}` };
    const where = place === null ? 'in the text' : `in ${passage}`;
    return { ...base, status, method, position, reason: verdict.reason && `${where}: ${verdict.reason.detail}` };
  });
};

const NOWHERE = { status: 'unverified', method: null, position: null } as const;

/** The passage in whose place a range lies. */
const holderOf = (range: Range, placed: ReadonlyMap<string, Placed>): string | undefined =>
  [...placed].find(([, { place }]) => place !== null && range.start < place.end && place.start < range.end)?.[0];
