import { z } from 'zod';
import { optional, Text, type Gathered, type Look, type Report } from './define.ts';
import { ref } from './ids.ts';
import { normaliseText, textDigest } from './text.ts';
import { checkPosition, type PassageView } from './types/passage.ts';
import { gatheredChecks, verificationOf, type Verification } from './verify-checks.ts';
import { VERIFICATIONS } from './verify-status.ts';

/*
 * The words that a statement quotes from its passages, and what came of looking for them.
 */

export const Quote = z.strictObject({
  passage: ref('passage', "The passage, one of the statement's, that the words stand in."),
  exact: Text.max(1000).describe('The words, as the source puts them between quotation marks.'),
  start: optional(
    z
      .int()
      .min(0)
      .describe("Code points of the source's text before the words. Left out, it is found where a text is stored."),
  ),
  end: optional(z.int().min(1).describe("Code points of the source's text before the end of the words; with start.")),
});
type Quote = z.output<typeof Quote>;

/** Whether a quote can stand where it is said to, as far as the statement and the passage tell. */
export const checkQuote = (
  quote: Quote,
  passages: readonly string[],
  look: Look,
  pointer: string,
  { report, rule }: { report: Report; rule: Report },
): void => {
  checkPosition(quote, pointer, report);
  if (!passages.includes(quote.passage))
    report(`${pointer}/passage`, `${quote.passage} is not one of the statement's passages; add it to passages`);
  const { start, end, exact } = quote;
  if ((start === null) !== (end === null))
    report(
      `${pointer}/${start === null ? 'start' : 'end'}`,
      'give both, start and end, or none: then the place is found',
    );
  const length = [...exact].length;
  if (start !== null && end !== null && end - start !== length)
    report(`${pointer}/end`, `the words are ${length} code points long, but start and end are ${end - start} apart`);
  const { selectors = [] } = look<PassageView>('passage', quote.passage) ?? {};
  const [position] = selectors.flatMap((selector) => (selector.type === 'TextPositionSelector' ? [selector] : []));
  const [quoted] = selectors.flatMap((selector) => (selector.type === 'TextQuoteSelector' ? [selector.exact] : []));
  if (position !== undefined && start !== null && end !== null && (start < position.start || end > position.end))
    report(
      `${pointer}/start`,
      `the words lie outside of ${quote.passage}, which runs from ${position.start} to ${position.end}`,
    );
  if (quoted === undefined) return;
  const at = position === undefined || start === null ? null : start - position.start;
  const there = at === null ? null : [...quoted].slice(at, at + length).join('');
  if (!normaliseText(quoted).includes(normaliseText(exact)))
    rule(`${pointer}/exact`, `${quote.passage} does not have these words; quote them as they stand there`);
  else if (there !== null && normaliseText(there) !== normaliseText(exact))
    rule(
      `${pointer}/start`,
      `${quote.passage} has ${JSON.stringify(there)} there, and not these words; correct the place, or leave it out`,
    );
};

/** What came of looking for each quote of a statement: checks of the statement, by the digest of the words. */
export const quoteVerifications = (quotes: readonly Quote[], look: Look, gathered: Gathered): Verification[] => {
  const checks = quotes.length === 0 ? [] : gatheredChecks(gathered);
  return quotes.map(({ passage, exact }) =>
    verificationOf(checks, {
      source: look<PassageView>('passage', passage)?.source ?? null,
      span: textDigest(exact),
      isRecorded: true,
    }),
  );
};

type Status = Verification['status'];
/** What is said of words that no text was compared with. */
export const NEVER_COMPARED: readonly Status[] = ['recorded', 'unchecked'];
const isFailed = (status: Status): boolean => status !== 'verified' && !NEVER_COMPARED.includes(status);

/**
 * What the passages of a statement and its quotes come to, each status once. A passage that was found tells nothing of
 * words that are quoted from it: so these outweigh it where they were not found, or never looked for. Where all of them
 * were found, a passage that they stand in was found too.
 */
export const verificationsOf = (
  passages: readonly PassageView[],
  quotes: readonly Quote[],
  verifications: readonly Verification[],
): Status[] => {
  const quoted = verifications.map(({ status }) => status);
  const allFound = quoted.every((status) => status === 'verified');
  const found = passages.map(({ id, verification: { status } }): Status => {
    const isQuoted = quotes.some(({ passage }) => passage === id);
    return isQuoted && allFound && NEVER_COMPARED.includes(status) ? 'verified' : status;
  });
  const all = quoted.some(isFailed)
    ? [...quoted, ...found].filter(isFailed)
    : quoted.includes('recorded')
      ? [...found.filter(isFailed), 'recorded']
      : found;
  return VERIFICATIONS.filter((status) => all.includes(status));
};
