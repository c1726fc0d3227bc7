import { z } from 'zod';
import type { Standing } from './capacity.ts';
import { Derived, directnessOf, type Evidence } from './directness.ts';
import type { Document } from './ends.ts';
import { ref } from './ids.ts';
import { DerivedRoot, rootDirectnessOf, type Teller } from './root-directness.ts';
import type { EventView } from './types/event.ts';
import type { PassageView } from './types/passage.ts';

/*
 * The chains of evidence of a statement: one for each footnote of each of its passages, and one for a passage that has
 * none. A statement that thousands of documents print has as many; so its answer shows the first few, and what it is
 * found, filed and counted by stands in lists of its own.
 */

/** How many chains the answer for a statement shows; its provenance has all of them, in pages. */
export const CHAINS_SHOWN = 20;

/** Where a chain ends as far as footnotes lead: at what the footnote cites, or without one at the document that it is recorded in. */
export const EndsAt = z
  .object({
    source: ref('source', 'What the footnote cites, or without a footnote the source that the passage is in.'),
    publisher: ref('actor', 'Who published that.').nullable(),
  })
  .describe('Where the evidence ends: the document whose publisher and authors decide its directness.');

const OfSpeaker = z
  .object({
    speaker: ref('actor', 'The speaker.'),
    directness: Derived.directness,
    why: Derived.why,
    uncertain: Derived.uncertain,
    mayBe: Derived.mayBe,
  })
  .describe('The directness of a chain for one of several speakers.');

/** Another speaker is one of the others of the event, as seen from this one. */
const ofSpeaker = (speaker: Standing, further: Omit<Evidence, 'speakers'>): z.output<typeof OfSpeaker> => {
  const { because: _facts, ...derived } = directnessOf({ speakers: [speaker], ...further });
  return { speaker: speaker.id, ...derived };
};

export const Chain = z
  .object({
    passage: ref('passage', 'The passage.'),
    recordedIn: ref('source', 'The source that the passage is in.'),
    citation: ref('citation', 'The footnote; null where the passage has none.').nullable(),
    source: ref('source', 'The source that the footnote cites.').nullable(),
    publisher: ref('actor', 'Who published the cited source.').nullable(),
    endsAt: EndsAt,
    ...Derived,
    ...DerivedRoot,
    bySpeaker: z
      .array(OfSpeaker)
      .describe('Of a statement of several speakers: the directness for each of them by themselves.'),
  })
  .describe('One chain of evidence: a passage, and one footnote of it or none.');
export type Chain = z.output<typeof Chain>;

/** What the chains of a statement are made from, beside its passages: the statement itself, its speakers and the event that it was said at. */
export type Uttered = {
  statement: { said: string | null; event: string | null };
  speakers: readonly Standing[];
  event: EventView | null;
  /** Who told it on, in their order. */
  tellers: readonly Teller[];
};

/** The chains of evidence that go through one passage of a statement, in the order of its footnotes. */
export const chainsOfPassage = ({ statement, speakers, event, tellers }: Uttered, passage: PassageView): Chain[] => {
  const recordedIn: Document = {
    source: passage.source,
    publisher: passage.sourcePublisher,
    publisherSides: passage.sourcePublisherSides,
    publisherSidesInTurn: passage.sourcePublisherSidesInTurn,
    authors: passage.sourceAuthors,
    roots: passage.sourceRoots,
  };
  return (passage.cited.length === 0 ? [null] : passage.cited).map((cited) => {
    const document = cited?.source ? { ...cited, source: cited.source } : null;
    const { source, publisher } = document ?? recordedIn;
    const further = {
      said: statement.said,
      event: statement.event,
      parties: event?.parties ?? [],
      recordedIn,
      cited: document,
    };
    const derived = directnessOf({ speakers, ...further });
    return {
      passage: passage.id,
      recordedIn: passage.source,
      citation: cited?.citation ?? null,
      source: cited?.source ?? null,
      publisher: cited?.publisher ?? null,
      endsAt: { source, publisher },
      ...derived,
      ...rootDirectnessOf({ speakers, ...further }, derived.directness, tellers),
      bySpeaker: speakers.length < 2 ? [] : speakers.map((speaker) => ofSpeaker(speaker, further)),
    };
  });
};
