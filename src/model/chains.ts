import { z } from 'zod';
import { Derived, directnessOf, type Document } from './directness.ts';
import { ref } from './ids.ts';
import type { ActorView } from './types/actor.ts';
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

export const Chain = z
  .object({
    passage: ref('passage', 'The passage.'),
    recordedIn: ref('source', 'The source that the passage is in.'),
    citation: ref('citation', 'The footnote; null where the passage has none.').nullable(),
    source: ref('source', 'The source that the footnote cites.').nullable(),
    publisher: ref('actor', 'Who published the cited source.').nullable(),
    endsAt: EndsAt,
    ...Derived,
  })
  .describe('One chain of evidence: a passage, and one footnote of it or none.');
export type Chain = z.output<typeof Chain>;

/** What the chains of a statement are made from, beside its passages: the statement itself, its speakers and the event that it was said at. */
export type Uttered = {
  statement: { said: string | null; event: string | null };
  speakers: readonly ActorView[];
  event: EventView | null;
};

/** The chains of evidence that go through one passage of a statement, in the order of its footnotes. */
export const chainsOfPassage = ({ statement, speakers, event }: Uttered, passage: PassageView): Chain[] => {
  const recordedIn: Document = {
    source: passage.source,
    publisher: passage.sourcePublisher,
    publisherSides: passage.sourcePublisherSides,
    publisherSidesInTurn: passage.sourcePublisherSidesInTurn,
    authors: passage.sourceAuthors,
  };
  return (passage.cited.length === 0 ? [null] : passage.cited).map((cited) => {
    const document = cited?.source ? { ...cited, source: cited.source } : null;
    const { source, publisher } = document ?? recordedIn;
    return {
      passage: passage.id,
      recordedIn: passage.source,
      citation: cited?.citation ?? null,
      source: cited?.source ?? null,
      publisher: cited?.publisher ?? null,
      endsAt: { source, publisher },
      ...directnessOf({
        speakers,
        said: statement.said,
        event: statement.event,
        parties: event?.parties ?? [],
        recordedIn,
        cited: document,
      }),
    };
  });
};
