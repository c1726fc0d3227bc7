import { z } from 'zod';
import { AnyText } from '../model/define.ts';
import { readJson } from '../edit/body.ts';
import { Status } from '../model/document-status.ts';
import { DictumError } from '../model/errors.ts';
import { faultsOf } from '../model/faults.ts';
import { Id } from '../model/ids.ts';
import { NORMALISATION } from '../model/text.ts';
import { GUARDS, REASONS, SHORTEST } from '../verify/quotation.ts';
import { FOLDS } from '../verify/forms.ts';
import { PLACES } from '../verify/search.ts';
import { Verification } from '../model/verify-checks.ts';
import { CHECK_STATUSES, METHODS, Sha256 } from '../model/verify-status.ts';

/** The longest quotation and the longest context, in UTF-16 units. */
const LONGEST_QUOTE = 20_000;
const LONGEST_CONTEXT = 500;

export const VerifyQuote = z
  .strictObject({
    quote: AnyText.max(LONGEST_QUOTE).describe(
      `The words. Fewer than ${SHORTEST} code points need prefix or suffix. An ellipsis is taken as it stands.`,
    ),
    source: Id.optional().describe(
      'The source that they are said to stand in. Without it, and without text, all stored texts are searched.',
    ),
    text: AnyText.optional().describe('The text to look in, in place of a source. It is not stored.'),
    prefix: AnyText.max(LONGEST_CONTEXT).optional().describe('The words directly before.'),
    suffix: AnyText.max(LONGEST_CONTEXT).optional().describe('The words directly after.'),
    speaker: Id.optional().describe('The actor who is said to have spoken them; only with source.'),
    passage: Id.optional().describe('The passage of the source that they are said to stand in; only with source.'),
  })
  .describe('A quotation, and where it is said to stand.');
export type VerifyQuote = z.output<typeof VerifyQuote>;

const Selectors = z.array(
  z.union([
    z.object({
      type: z.literal('TextQuoteSelector'),
      exact: z.string(),
      prefix: z.string().optional(),
      suffix: z.string().optional(),
    }),
    z.object({ type: z.literal('TextPositionSelector'), start: z.int(), end: z.int() }),
  ]),
);

export const Spoken = z
  .object({ id: Id, label: z.string(), speakers: z.array(Id), verification: Verification })
  .describe('A passage, who speaks in the statements that are recorded in it, and what came of checking it.');
export type Spoken = z.output<typeof Spoken>;

/** What a quotation can come to: what words can that are compared with a text, or that they were only recorded. */
export const QUOTE_STATUSES = [...CHECK_STATUSES, 'recorded'] as const;

/** Why words are not simply verified: what a text told, and what is known beside it. */
export const QUOTE_REASONS = [
  ...REASONS,
  'recorded-only',
  'not-in-text',
  'failed-check',
  'passage-not-placed',
  'not-in-latest',
  'several-sources',
  'not-all-searched',
  'no-words',
] as const;
export type QuoteReason = { code: (typeof QUOTE_REASONS)[number]; detail: string };

export const QuotePlace = z
  .object({
    source: Id.nullable().describe('The source; null where the text came with the request.'),
    sourceStatus: Status.nullable(),
    snapshot: Id.nullable().describe('The snapshot whose text was searched; null where a digest was compared.'),
    passages: z
      .array(Spoken)
      .describe('Passages that the words lie in: where speaker or passage were asked for, or a digest was found.'),
    verification: Verification.nullable().describe(
      'Of recorded words, what came of looking for them; null of words that were found in a text.',
    ),
    method: z.enum(METHODS),
    differences: z.array(z.enum(FOLDS)).describe('By what the words differ from the quotation.'),
    selectors: Selectors.describe(
      'W3C selectors: the words in the characters of the source, and their position in code points; of recorded words what was recorded of their place.',
    ),
    digest: z.object({
      algorithm: z.literal('sha-256'),
      normalisation: z.literal(NORMALISATION),
      span: Sha256,
      text: Sha256.nullable(),
    }),
  })
  .describe('Where a quotation stands.');
export type QuotePlace = z.output<typeof QuotePlace>;

export const QuoteVerdict = z
  .object({
    status: z
      .enum(QUOTE_STATUSES)
      .describe(
        'verified: equal, in the form that is compared, to what a text has; repaired: but for what differences name; ambiguous: at several places; misattributed: but elsewhere, or of somebody else; recorded: somebody recorded the words, and no text was there to compare them with; unverified: not found.',
      ),
    method: z.enum(METHODS).nullable(),
    normalisation: z.literal(NORMALISATION),
    exact: z.string().nullable().describe('The words as the source has them, where they stand at one place of a text.'),
    count: z.int().describe('At how many places they stand.'),
    places: z.array(QuotePlace).describe(`The first ${PLACES} of them, fewer where they are very long.`),
    bounds: z
      .enum(GUARDS)
      .nullable()
      .describe(
        'What guards the ends of the words: words: they lie between words; context: the script has no spaces, but prefix and suffix were given; nothing: it has none, so they may be a part of longer words. Null where no text has them.',
      ),
    reason: z
      .object({ code: z.enum(QUOTE_REASONS), detail: z.string() })
      .nullable()
      .describe('Why they are not simply verified.'),
    notInLatest: z
      .boolean()
      .describe(
        'Whether the words stand so in an older text of the source alone, and not in the latest that is stored.',
      ),
    searched: z
      .array(z.object({ source: Id, snapshot: Id }))
      .describe('The stored texts that were looked through, in that order.'),
    candidates: z
      .int()
      .nullable()
      .describe(
        'How many stored texts have the words of the quotation, where all were asked or all of other sources; the latest of them were looked through. Null where none was asked.',
      ),
  })
  .describe('What came of verifying a quotation.');
export type QuoteVerdict = z.output<typeof QuoteVerdict>;

/** How many faults are told; a body can have any number. */
const FAULTS = 20;

const invalid = (...faults: { pointer: string; detail: string }[]): DictumError =>
  new DictumError(
    'invalid-body',
    `the body does not fit: ${faults
      .map(({ pointer, detail }) => `${pointer || 'the body'} ${detail}`)
      .slice(0, 3)
      .join('; ')}`,
    {
      faults: faults.slice(0, FAULTS).map((fault) => ({ ...fault, code: 'invalid-value' as const })),
    },
  );

/** A fault of one field that only the graph shows. */
export const invalidField = (pointer: string, detail: string): DictumError => invalid({ pointer, detail });

/** A value that was sent, as it can be shown in a message. */
const shortened = (message: string): string =>
  message.length > 500 ? `${message.slice(0, 200)} … ${message.slice(-200)}` : message;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** What is sent has few values, and nothing in it is nested. */
const MOST_VALUES = 1000;

const parsedBody = (body: Uint8Array): unknown => {
  try {
    return readJson(decoder.decode(body), MOST_VALUES);
  } catch (error) {
    throw invalidField('', `is not JSON in UTF-8: ${shortened((error as Error).message)}`);
  }
};

/** Reads the body of a request: its bytes, or what they say. @throws DictumError `invalid-body` naming what is wrong */
export const readVerifyQuote = (sent: unknown): VerifyQuote => {
  const body = sent instanceof Uint8Array ? parsedBody(sent) : sent;
  const parsed = VerifyQuote.safeParse(body);
  if (!parsed.success)
    throw invalid(
      ...faultsOf(VerifyQuote, parsed.error, body).map(({ pointer, message }) => ({
        pointer,
        detail: shortened(message),
      })),
    );
  const { source, text, speaker, passage } = parsed.data;
  if (source !== undefined && text !== undefined)
    throw invalidField(
      '',
      'give source, the id of a source, or text, the text to look in, or neither to look in all stored texts',
    );
  for (const [name, given] of Object.entries({ speaker, passage }))
    if (given !== undefined && source === undefined)
      throw invalidField(`/${name}`, 'only a source has passages; give source in place of text, or leave this out');
  return parsed.data;
};
