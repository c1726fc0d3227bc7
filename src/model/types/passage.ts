import { z } from 'zod';
import { AnyText, defineType, given, list, Name, optional, type Look, type Report, type ViewOf } from '../define.ts';
import { kindsOf, SOURCE_STATUS, STATUSES, statusesThrough } from '../document-status.ts';
import { publishedBy, Published, Roots } from '../ends.ts';
import { ref } from '../ids.ts';
import { sortedUnique } from '../order.ts';
import { NORMALISATION, textDigest } from '../text.ts';
import {
  carriedChecks,
  Check,
  ShownCheck,
  CHECKS_SHOWN,
  gatheredChecks,
  shownChecks,
  spanDigestOf,
  Verification,
  verificationOf,
} from '../verify-checks.ts';
import { Sha256, VERIFICATIONS } from '../verify-status.ts';
import { citedIn, type CitationView } from './citation.ts';
import type { SourceView } from './source.ts';

const Locator = z
  .strictObject({
    paragraph: optional(z.int().min(1)),
    sentence: optional(z.int().min(1)),
    page: optional(Name),
    section: optional(Name),
  })
  .describe('Where in the source, as a reader would count: paragraph and sentence from 1, printed page, section.');

const TextPositionSelector = z.strictObject({
  type: z.literal('TextPositionSelector'),
  start: z.int().min(0).describe('Code points before the span.'),
  end: z.int().min(1).describe('Code points before the end of the span.'),
});

const TextQuoteSelector = z.strictObject({
  type: z.literal('TextQuoteSelector'),
  exact: AnyText.min(1).describe(
    'The span itself. Leave it out where the text is under copyright; the digest stands in.',
  ),
  prefix: AnyText.optional(),
  suffix: AnyText.optional(),
});

const Selector = z.discriminatedUnion('type', [TextPositionSelector, TextQuoteSelector]);

const Digest = z
  .strictObject({
    algorithm: z.literal('sha-256'),
    normalisation: z.literal(NORMALISATION).describe('How a text is normalised before it is digested.'),
    span: Sha256.describe('Digest of the normalised span.'),
    text: optional(Sha256.describe('Digest of the whole normalised text.')),
  })
  .describe('Digests by which whoever has the text verifies the span.');

export const Cited = z
  .object({
    citation: ref('citation', 'The footnote.'),
    source: ref('source', 'The source that it cites.').nullable(),
    ...Published,
    authors: z.array(ref('actor', 'An author.')),
    roots: Roots,
  })
  .describe('A footnote of the passage and who stands behind the source that it cites.');
export type Cited = z.output<typeof Cited>;

/** A span of one source, by locator, W3C selectors and digests; its text need not be stored. */
export const passage = defineType({
  name: 'passage',
  plural: 'passages',
  about: 'A span of one source, by locator, W3C Web Annotation selectors and digests; its text need not be stored.',
  written: {
    source: ref('source', 'The source that the passage is a span of.'),
    locator: optional(Locator),
    selectors: list(
      Selector,
      'W3C Web Annotation selectors, all for the same span; positions count Unicode code points of the text in NFC ' +
        'with lines ended by LF.',
    ),
    digest: optional(Digest),
    citations: list(ref('citation', 'A footnote.'), 'The footnotes in the passage, in their order.'),
    checks: list(
      Check,
      'Checks that are written into the passage, as the first edition did; `dictum verify --record` writes records ' +
        'of the type check.',
    ),
  },
  derived: {
    cited: z.array(Cited),
    sourceAuthors: z.array(ref('actor', 'An author.')).describe('Who wrote the source that the passage is in.'),
    sourcePublisher: Published.publisher,
    sourcePublisherSides: Published.publisherSides,
    sourcePublisherSidesInTurn: Published.publisherSidesInTurn,
    sourceStatuses: Published.statuses,
    sourceRoots: Roots,
    checks: z
      .array(ShownCheck)
      .describe(
        `When the span was looked for in which snapshot, and what came of it: the latest ${CHECKS_SHOWN}, and the ` +
          'one that verification rests on; /v1/checks has all.',
      ),
    verification: Verification,
  },
  gathers: [{ from: 'check', through: 'of', shownIn: 'checks' }],
  label: (record, look) =>
    [locatorText(record.locator), look('source', record.source)?.label ?? record.source].filter(Boolean).join(' of '),
  derive: (record, look, report, { rule, gathered }) => {
    const checks = [...carriedChecks(record.checks, look), ...gatheredChecks(gathered)];
    const verification = verificationOf(checks, {
      source: record.source,
      span: spanDigestOf(record),
      isRecorded: record.selectors.some((selector) => selector.type === 'TextQuoteSelector'),
    });
    record.selectors.forEach((selector, i) => checkPosition(selector, `/selectors/${i}`, report));
    checkAgreement(record, rule);
    checkIbids(record.citations, look, rule);
    const source = look<SourceView>('source', record.source);
    return {
      cited: record.citations.flatMap((id): Cited[] => {
        const view = look<CitationView>('citation', id);
        const works = view === null ? [null] : citedIn(view);
        return works.map((work) => ({
          citation: id,
          source: work?.source ?? null,
          ...publishedBy(work),
          authors: work?.citedAuthors ?? [],
          roots: work?.citedRoots ?? null,
        }));
      }),
      sourceAuthors: source?.authors ?? [],
      sourcePublisher: source?.publisher ?? null,
      sourcePublisherSides: source?.publisherSides ?? [],
      sourcePublisherSidesInTurn: source?.publisherSidesInTurn ?? [],
      sourceStatuses: source?.statuses ?? [],
      sourceRoots: source?.roots ?? null,
      checks: shownChecks(checks, verification),
      verification,
    };
  },
  filters: {
    source: { about: 'Passages of this source', ref: 'source', values: (view) => [view.source] },
    citation: { about: 'Passages with this footnote', ref: 'citation', values: (view) => view.citations },
    citedSource: {
      about: 'Passages whose footnotes cite this source',
      ref: 'source',
      values: (view) => sortedUnique(view.cited.flatMap((cited) => cited.source ?? [])),
    },
    [SOURCE_STATUS]: {
      about: 'Passages of a document, or with a footnote that cites one, of which this became since it was published',
      oneOf: STATUSES,
      values: ({ source, sourceStatuses, cited }) =>
        kindsOf(statusesThrough({ source, statuses: sourceStatuses }, cited)),
    },
    verification: {
      about: 'Whether the span was found in a snapshot of its source',
      oneOf: VERIFICATIONS,
      values: (view) => [view.verification.status],
    },
    digest: {
      about: 'Passages whose span has this SHA-256 digest',
      text: 'whole',
      values: (view) => [spanDigestOf(view) ?? []].flat(),
    },
    paragraph: {
      about: 'Paragraph of the source',
      text: 'whole',
      values: (view) => (view.locator?.paragraph ? [String(view.locator.paragraph)] : []),
    },
    has: {
      about: 'Passages that have a footnote, a digest or the quoted text',
      oneOf: ['citation', 'digest', 'quote'],
      values: (view) => [
        ...(view.citations.length > 0 ? ['citation'] : []),
        ...(view.digest === null ? [] : ['digest']),
        ...(view.selectors.some((selector) => selector.type === 'TextQuoteSelector') ? ['quote'] : []),
      ],
    },
  },
  inherited: [
    {
      from: 'statement',
      through: 'passages',
      filters: { statement: 'self', speaker: 'speaker', claim: 'claim', affirms: 'affirms' },
    },
  ],
  sorts: { position: (view) => `${view.source} ${pad(view.locator?.paragraph)}.${pad(view.locator?.sentence)}` },
  texts: (view) =>
    given(
      view.selectors.map((selector) => [
        'selectors.exact',
        selector.type === 'TextQuoteSelector' ? selector.exact : null,
      ]),
    ),
});
export type PassageView = ViewOf<typeof passage>;

const pad = (count: number | null | undefined): string => String(count ?? 0).padStart(7, '0');

/** A locator in words. */
export const locatorText = (locator: z.output<typeof Locator> | null): string =>
  locator === null
    ? ''
    : [
        locator.page && `p. ${locator.page}`,
        locator.section && `section ${locator.section}`,
        locator.paragraph && `paragraph ${locator.paragraph}`,
        locator.sentence && `sentence ${locator.sentence}`,
      ]
        .filter(Boolean)
        .join(', ');

/** An ibid points back: in a passage, to a footnote that stands before it. */
const checkIbids = (citations: readonly string[], look: Look, rule: Report): void =>
  citations.forEach((id, i) => {
    const target = look<CitationView>('citation', id)?.ibidOf ?? null;
    if (target !== null && citations.indexOf(target) > i)
      rule(
        `/citations/${i}`,
        `${id} is an ibid of ${target}, which stands after it in the passage; put the footnotes in the order of ` +
          'the text, or let the ibid point to an earlier one',
      );
  });

type Selected = Pick<Parameters<typeof spanDigestOf>[0], 'digest'> & {
  selectors: readonly z.output<typeof Selector>[];
};

/** All selectors of a passage, and its digest, are for one span. */
const checkAgreement = ({ selectors, digest }: Selected, rule: Report): void => {
  const first = new Map<string, number>();
  for (const [i, { type }] of selectors.entries()) {
    const other = first.get(type);
    if (other === undefined) first.set(type, i);
    else
      rule(
        `/selectors/${i}`,
        `a passage is one span, and ${type} stands in /selectors/${other} already; leave one of them out`,
      );
  }
  const [position] = selectors.flatMap((selector) => (selector.type === 'TextPositionSelector' ? [selector] : []));
  const [quoted] = selectors.flatMap((selector) => (selector.type === 'TextQuoteSelector' ? [selector] : []));
  if (quoted === undefined) return;
  const length = [...quoted.exact].length;
  if (position !== undefined && position.end - position.start !== length)
    rule(
      `/selectors/${first.get('TextPositionSelector')}/end`,
      `the quoted words are ${length} code points long, but start and end are ${position.end - position.start} ` +
        'apart; correct one of them',
    );
  const span = textDigest(quoted.exact);
  if (digest !== null && digest.span.toLowerCase() !== span)
    rule('/digest/span', `it is not the digest of the quoted words, which is ${span}; write that one, or leave it out`);
};

/** The position of a span has to run forwards; shared with the quotations of a statement. */
export const checkPosition = (
  { start = null, end = null }: { start?: number | null; end?: number | null; type?: string },
  pointer: string,
  report: Report,
): void => {
  if (start !== null && end !== null && end <= start)
    report(
      `${pointer}/end`,
      `the span ends at ${end}, not after its start ${start}; positions count code points from 0`,
    );
};
