import { z } from 'zod';
import { Storable } from './csl-storable.ts';

/*
 * A CSL-JSON item (Citation Style Language 1.0.2), taken whole as bibliography programs and registration agencies give
 * it: members that are not named here are kept, numbers may be texts and texts numbers, and what some give as a list
 * (Crossref: ISSN, subject) is one. What of it can be read, is read by csl-read.ts.
 */

export const CSL_TYPES = [
  'article',
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'bill',
  'book',
  'broadcast',
  'chapter',
  'classic',
  'collection',
  'dataset',
  'document',
  'entry',
  'entry-dictionary',
  'entry-encyclopedia',
  'event',
  'figure',
  'graphic',
  'hearing',
  'interview',
  'legal_case',
  'legislation',
  'manuscript',
  'map',
  'motion_picture',
  'musical_score',
  'pamphlet',
  'paper-conference',
  'patent',
  'performance',
  'periodical',
  'personal_communication',
  'post',
  'post-weblog',
  'regulation',
  'report',
  'review',
  'review-book',
  'software',
  'song',
  'speech',
  'standard',
  'thesis',
  'treaty',
  'webpage',
] as const;
export type CslType = (typeof CSL_TYPES)[number];

/** What Crossref calls the kinds of work that CSL has another word for. */
const CROSSREF_TYPES = {
  'book-chapter': 'chapter',
  'book-part': 'chapter',
  'book-section': 'chapter',
  'book-series': 'book',
  'book-set': 'book',
  'book-track': 'chapter',
  component: 'document',
  database: 'dataset',
  dissertation: 'thesis',
  'edited-book': 'book',
  grant: 'document',
  journal: 'periodical',
  'journal-article': 'article-journal',
  'journal-issue': 'periodical',
  'journal-volume': 'periodical',
  monograph: 'book',
  other: 'document',
  'peer-review': 'review',
  'posted-content': 'article',
  proceedings: 'book',
  'proceedings-article': 'paper-conference',
  'proceedings-series': 'book',
  'reference-book': 'book',
  'reference-entry': 'entry',
  'report-component': 'report',
  'report-series': 'report',
} as const satisfies Record<string, CslType>;

const WORK_TYPES = [...CSL_TYPES, ...(Object.keys(CROSSREF_TYPES) as (keyof typeof CROSSREF_TYPES)[])] as const;

/** The CSL type of an item, also where it has a word of Crossref's for it. */
export const cslTypeOf = ({ type }: { type: string }): CslType =>
  (CROSSREF_TYPES as Readonly<Record<string, CslType>>)[type] ?? (type as CslType);

const text = z
  .union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))], {
    error: 'neither a text nor a number, nor a list of these',
  })
  .optional();
const nameText = z.string().optional();

const CslName = z
  .looseObject({
    family: nameText,
    given: nameText,
    literal: nameText.describe('A name that is not taken apart: of an institution, or of a person.'),
    suffix: nameText,
    'non-dropping-particle': nameText,
    'dropping-particle': nameText,
  })
  .describe('CSL name variable.');
const names = z.array(CslName).optional();

const CslDate = z
  .union(
    [
      z.string().describe('An EDTF date.'),
      z.looseObject({
        'date-parts': z
          .array(z.array(z.union([z.string(), z.number(), z.null()])).max(3))
          .max(2)
          .optional()
          .describe('One date, or the two ends of a range; each [year, month, day] with the later parts optional.'),
        season: z.union([z.string(), z.number()]).optional(),
        circa: z.union([z.string(), z.number(), z.boolean()]).optional(),
        literal: z.string().optional().describe('A date in words.'),
        raw: z.string().optional(),
      }),
    ],
    { error: 'not a date of CSL: give {"date-parts": [[2025, 2, 20]]}, {"literal": "in words"}, or a text in EDTF' },
  )
  .describe('CSL date variable.');

/** The variables of CSL that are dates. */
export const CSL_DATES: ReadonlySet<string> = new Set([
  'issued',
  'accessed',
  'available-date',
  'event-date',
  'original-date',
  'submitted',
]);

export const CslItem = z
  .looseObject({
    type: z.enum(WORK_TYPES).describe('CSL item type, or one of Crossref.'),
    title: text,
    'title-short': text,
    'container-title': text,
    'collection-title': text,
    author: names,
    editor: names,
    translator: names,
    publisher: text,
    'publisher-place': text,
    issued: CslDate.optional(),
    accessed: CslDate.optional(),
    'event-title': text,
    'event-place': text,
    'event-date': CslDate.optional(),
    language: text.describe('BCP 47 language tag of the document.'),
    URL: z.string().optional().describe('Its address; made a link where it is one of http or https.'),
    DOI: text,
    ISBN: text,
    ISSN: text,
    volume: text,
    issue: text,
    number: text,
    page: text,
    edition: text,
    version: text,
    genre: text,
    medium: text,
    archive: text,
    note: text,
  })
  .describe(
    'CSL-JSON item (Citation Style Language 1.0.2), taken as it is and given back so; members that are not named ' +
      'here are kept. Its id, where it has one, is not the id of the source.',
  );
export type CslItem = z.infer<typeof CslItem>;

/** An item as it is written: one that can be stored. */
export const WrittenCslItem = CslItem.superRefine(Storable);
