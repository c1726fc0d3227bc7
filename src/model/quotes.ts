import { z } from 'zod';
import { optional, Text, type Gathered, type Look, type Report } from './define.ts';
import { ref } from './ids.ts';
import { Language } from './language.ts';
import { normaliseText, textDigest } from './text.ts';
import { checkPosition, type PassageView } from './types/passage.ts';
import { gatheredChecks, verificationOf, type Verification } from './verify-checks.ts';
import { VERIFICATIONS } from './verify-status.ts';

/*
 * The words that a statement quotes from its passages, and what came of looking for them.
 */

const place = {
  start: optional(
    z
      .int()
      .min(0)
      .describe("Code points of the source's text before the words. Left out, it is found where a text is stored."),
  ),
  end: optional(z.int().min(1).describe("Code points of the source's text before the end of the words; with start.")),
};

const Original = z
  .strictObject({
    passage: ref('passage', 'The passage, of whichever source, that they stand in.'),
    exact: Text.max(1000).describe('The words as they were said.'),
    ...place,
  })
  .describe('The original words; they are verified as quotes are.');

const Translation = z
  .strictObject({
    from: optional(Language.describe('From which language: a BCP 47 tag.')),
    by: optional(ref('actor', 'Who translated: the paper, an agency, an interpreter.')),
    original: optional(Original),
  })
  .describe("That the words are a translation, and so not the speaker's own.");

export const Quote = z.strictObject({
  passage: ref('passage', "The passage, one of the statement's, that the words stand in."),
  exact: Text.max(1000).describe('The words, as the source puts them between quotation marks.'),
  ...place,
  language: optional(Language.describe('In which language the words are: a BCP 47 tag.')),
  translation: optional(Translation),
});
type Quote = z.output<typeof Quote>;

/** Words that stand, or should, in a passage. */
export type Words = { passage: string; exact: string; start: number | null; end: number | null };
type Quoting = Words & { translation?: { original: Words | null } | null };

/**
 * The words of quotes and those that they translate, each with its place in the record. Records of the first edition
 * have no translations.
 */
export const wordsQuoted = <Q extends Quoting>(
  quotes: readonly Q[],
): { pointer: string; quote: number; words: Words; original: boolean }[] =>
  quotes.flatMap((quote, i) => {
    const original = quote.translation?.original ?? null;
    return [
      { pointer: `/quotes/${i}`, quote: i, words: quote, original: false },
      ...(original === null
        ? []
        : [{ pointer: `/quotes/${i}/translation/original`, quote: i, words: original, original: true }]),
    ];
  });

/** Whether words are the speaker's own, as far as is known: not those of whoever translated them. */
export const isOwn = ({ translation }: Quote): boolean => (translation ?? null) === null;

/** Whether a quote can stand where it is said to, as far as the statement and the passage tell. */
export const checkQuote = (
  quote: Words,
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
export const quoteVerifications = (quotes: readonly Words[], look: Look, gathered: Gathered): Verification[] => {
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
  quotes: readonly Words[],
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
