import { z } from 'zod';

/** The facts that directness is derived from; docs/model.md tells each. */
const FACTS = [
  'authorOf',
  'noCitation',
  'publishedBy',
  'noPublisher',
  'publisherSpeaks',
  'publisherOnSide',
  'speaksFor',
  'speakerUnknown',
  'noSide',
  'changedSides',
  'partyOf',
  'neitherSide',
] as const;

/** A fact that a derivation rests on, and the ids of the records that state it. */
export const Because = z
  .object({
    fact: z.enum(FACTS),
    ids: z
      .array(z.string())
      .describe('type/id of each record that the fact is about, in the order that the text names them.'),
    text: z.string().describe('The fact as a sentence.'),
  })
  .describe('A fact that the derivation rests on.');
export type Because = z.output<typeof Because>;

export const because = (fact: Because['fact'], text: string, ...ids: string[]): Because => ({ fact, ids, text });
