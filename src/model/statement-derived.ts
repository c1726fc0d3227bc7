import { z } from 'zod';
import { SpeaksFor } from './capacity.ts';
import { Chain, CHAINS_SHOWN, NearSpeaker } from './chains.ts';
import { DIRECTNESS } from './directness.ts';
import { STATUSES } from './document-status.ts';
import { reach } from './reach.ts';
import { disputedBy } from './disputes.ts';
import { ref } from './ids.ts';
import { StanceOn } from './stance.ts';
import { Verification } from './verify-checks.ts';
import { VERIFICATIONS } from './verify-status.ts';

/** What is derived of a statement; see types/statement.ts. */
export const DERIVED = {
  claims: z.array(ref('claim', 'A claim.')).describe('The claims that it is on, whatever its stance.'),
  stances: z.array(StanceOn).describe('The stance that it takes on each of them, in their order.'),
  sides: z
    .array(ref('actor', 'A state or institution.'))
    .describe('The sides that it counts for: those that it was said for, or else on which its speakers stood.'),
  speaksFor: z.array(SpeaksFor).describe('For whom each speaker spoke.'),
  representing: z
    .array(ref('actor', 'A state or institution.'))
    .describe('The states and institutions that the speakers represented.'),
  directness: z.array(z.enum(DIRECTNESS)).describe('The directness of each chain, each once.'),
  rootDirectness: z
    .array(z.enum(DIRECTNESS))
    .describe('The directness of each chain where its evidence ends, each once.'),
  uncertain: z.boolean().describe('Whether the directness of one of its chains is uncertain.'),
  sourceStatus: z
    .array(z.enum(STATUSES))
    .describe('What became of documents of its chains since they were published, each once.'),
  bySpeaker: z
    .array(NearSpeaker)
    .describe('Of a statement of several speakers: how near its evidence stands to each of them by themselves.'),
  sources: z.array(ref('source', 'A source.')).describe('The sources that it is recorded in.'),
  citations: z.array(ref('citation', 'A footnote.')).describe('The footnotes in its passages, in their order.'),
  citedSources: z.array(ref('source', 'A source.')).describe('The sources that its passages cite.'),
  restsOn: z
    .array(ref('source', 'A source.'))
    .describe(
      'The sources at the end of its chains: those that footnotes cite, or where there is no footnote those it is ' +
        'recorded in.',
    ),
  publishers: z.array(ref('actor', 'A publisher.')).describe('Who published the sources at the end of its chains.'),
  withoutFootnote: z.boolean().describe('Whether none of its passages has a footnote.'),
  passagesWithoutFootnote: z.int().describe('How many of its passages have none.'),
  eventForums: z.array(ref('forum', 'A forum.')).describe('The forums whose event it was said at or is about.'),
  byForums: z.array(ref('forum', 'A forum.')).describe('The forums that spoke through its speakers.'),
  reach,
  broader: z
    .object({
      regions: z.array(ref('region', 'A region.')),
      topics: z.array(ref('topic', 'A topic.')),
      events: z.array(ref('event', 'An event.')),
    })
    .describe('What lies above its regions, topics and events in their hierarchies.'),
  verification: z
    .array(z.enum(VERIFICATIONS))
    .describe(
      'What came of checking its passages and the words that it quotes, each once. Words that were not found, or ' +
        'never looked for, outweigh whatever was found.',
    ),
  quoteVerification: z.array(Verification).describe('What came of looking for each of its quotes, in their order.'),
  originalVerification: z
    .array(Verification.nullable())
    .describe('Of each quote that is a translation: what came of looking for the original words; null of others.'),
  verifiable: z.boolean().describe('Whether one of its passages carries a digest.'),
  disputedBy,
  chainCount: z.int().describe('How many chains of evidence it has.'),
  chains: z
    .array(Chain)
    .max(CHAINS_SHOWN)
    .describe(`Its evidence, chain by chain: the first ${CHAINS_SHOWN}; its provenance has all.`),
};
