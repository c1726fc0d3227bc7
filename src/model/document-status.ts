import { z } from 'zod';
import { optional } from './define.ts';
import { Edtf } from './edtf.ts';
import { ref } from './ids.ts';

/*
 * What became of a document after it was published. It is said of the document, and told of whatever rests on it: of
 * passages, footnotes, chains of evidence and statements. It changes nothing else that is derived, since a statement
 * was made whether or not the document stands.
 */

export const STATUSES = ['corrected', 'retracted', 'gone'] as const;

const Kind = z.enum(STATUSES).describe('Corrected, retracted, or gone from where it was.');

/** As it is written of a source. */
export const Status = z
  .strictObject({
    kind: Kind,
    date: optional(Edtf.describe('When.')),
    notice: optional(ref('source', 'The document that says so.')),
  })
  .describe('What became of it after it was published.');
export type Status = z.output<typeof Status>;

/** A document of which something became, as it is told of what rests on it. */
const OfDocument = z
  .object({ source: ref('source', 'The document.'), status: Kind })
  .describe('A document that was corrected or retracted, or is gone.');
export type OfDocument = z.output<typeof OfDocument>;

export const Statuses = z
  .array(OfDocument)
  .describe(
    'Documents that were corrected or retracted, or are gone: it, and those that it rests on in the end or on the ' +
      'way there.',
  );

/** Of a document by itself. */
export const statusesOf = (source: string, status: Pick<Status, 'kind'> | null | undefined): OfDocument[] =>
  status ? [{ source, status: status.kind }] : [];

/** Several such lists as one, in their order, each document once. */
export const statusesIn = (...lists: readonly (readonly OfDocument[])[]): OfDocument[] => [
  ...new Map(lists.flat().map((each) => [each.source, each])).values(),
];

type Document = { source: string | null; statuses: readonly OfDocument[] };

/**
 * Of a passage of a document and what its footnotes cite. What the document itself rests on stands behind no footnote.
 */
export const statusesThrough = (recordedIn: Document, cited: readonly Document[]): OfDocument[] =>
  cited.length === 0
    ? [...recordedIn.statuses]
    : statusesIn(
        recordedIn.statuses.filter(({ source }) => source === recordedIn.source),
        ...cited.map(({ statuses }) => statuses),
      );

/** The kinds among them, each once, in the order of `STATUSES`. */
export const kindsOf = (statuses: readonly OfDocument[]): OfDocument['status'][] =>
  STATUSES.filter((kind) => statuses.some(({ status }) => status === kind));

/** What became of it, behind its name. */
export const BECAME: Readonly<Record<OfDocument['status'], string>> = {
  corrected: 'was corrected',
  retracted: 'was retracted',
  gone: 'is gone from where it was',
};

/** The filter, of whatever rests on documents, by what became of these. */
export const SOURCE_STATUS = 'sourceStatus';
