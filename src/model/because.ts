import { z } from 'zod';

/** The facts that directness, and links of forums and regions, are derived from; docs/model.md tells each. */
const FACTS = [
  'authorOf',
  'noCitation',
  'publishedBy',
  'noPublisher',
  'publisherSpeaks',
  'publisherOnSide',
  'speaksFor',
  'spokeFor',
  'speakerUnknown',
  'noSide',
  'changedSides',
  'undecided',
  'undated',
  'partyOf',
  'neitherSide',
  'toldOn',
  'restsOn',
  'noEnd',
  'atOrAboutEvent',
  'eventOfForum',
  'aboutRegion',
  'aboutForum',
  'recordedIn',
  'tookPlaceIn',
  'memberOf',
  'wasMemberOf',
  'locatedIn',
  'liesIn',
  'liesInPart',
  'inclusionDisputed',
] as const;

/**
 * A fact that something derived rests on. What is stored of it, and signed in bundles, is which records state it; its
 * sentence is made when it is read, with the names that these have then (`tellFacts` in queries/facts.ts), so that a
 * new name rewrites nothing.
 */
export const Because = z
  .object({
    fact: z.enum(FACTS),
    ids: z.array(z.string()).describe('type/id of each record that the fact is about, in the order of docs/model.md.'),
    office: z.string().optional().describe('The office that it speaks of.'),
    period: z.string().optional().describe('From when to when it holds or held (EDTF).'),
    text: z
      .string()
      .optional()
      .describe('The fact as a sentence, with the names of those records; not in bundles, which hold the records.'),
    links: z
      .array(z.string())
      .optional()
      .describe('Where each of those records is, in the order of ids; not in bundles.'),
  })
  .describe('A fact that the derivation rests on.');
export type Because = z.output<typeof Because>;

export const because = (fact: Because['fact'], ...ids: string[]): Because => ({ fact, ids });
