import { z } from 'zod';
import { Text } from './define.ts';

/*
 * A CSL-JSON item, as the Citation Style Language 1.0.2 specification names its types and variables:
 * those that public statements, news, treaties and scholarly work need. `id` is left out: the source's own id is it.
 */

const CSL_TYPES = [
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

const text = Text.optional();

const CslName = z.strictObject({
  family: text,
  given: text,
  literal: text,
  suffix: text,
  'non-dropping-particle': text,
  'dropping-particle': text,
});

const CslDate = z
  .strictObject({
    'date-parts': z
      .array(z.array(z.int().min(1).max(9999)).min(1).max(3))
      .min(1)
      .max(2)
      .describe('One date, or the two ends of a range; each [year, month, day] with the later parts optional.'),
    circa: z.boolean().optional(),
  })
  .describe('CSL date variable.');

export const CslItem = z
  .strictObject({
    type: z.enum(CSL_TYPES).describe('CSL item type.'),
    title: text,
    'title-short': text,
    'container-title': text,
    'collection-title': text,
    author: z.array(CslName).optional(),
    editor: z.array(CslName).optional(),
    translator: z.array(CslName).optional(),
    publisher: text,
    'publisher-place': text,
    issued: CslDate.optional(),
    language: text.describe('BCP 47 language tag of the document.'),
    URL: z.url().optional(),
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
  .describe('CSL-JSON item (Citation Style Language 1.0.2), without its id.');
export type CslItem = z.infer<typeof CslItem>;

/** The issue date of an item in EDTF, null where it has none. */
export const issuedDate = (item: CslItem): string | null => {
  const dates = (item.issued?.['date-parts'] ?? []).map((parts) =>
    parts.map((part, i) => String(part).padStart(i === 0 ? 4 : 2, '0')).join('-'),
  );
  return dates.length === 0 ? null : dates.join('/');
};
