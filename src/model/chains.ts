import { z } from 'zod';
import type { SpeakerSides } from './capacity.ts';
import { Statuses, statusesThrough } from './document-status.ts';
import { Derived, DIRECTNESS, directnessOf, type Directness, type Evidence } from './directness.ts';
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

/** How many documents a chain names that were corrected or retracted, or are gone. */
const STATUSES_SHOWN = 20;

/**
 * Where a chain ends as far as footnotes lead: at what the footnote cites, or without one at the document that it is
 * recorded in.
 */
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
    rootDirectness: DerivedRoot.rootDirectness,
  })
  .describe('The directness of a chain for one of several speakers.');

/** Another speaker is one of the others of the event, as seen from this one. */
const ofSpeaker = (
  speaker: SpeakerSides,
  further: Omit<Evidence, 'speakers'>,
  tellers: readonly Teller[],
): z.output<typeof OfSpeaker> => {
  const evidence = { speakers: [speaker], ...further };
  const { because: _facts, ...derived } = directnessOf(evidence);
  const { rootDirectness } = rootDirectnessOf(evidence, derived.directness, tellers);
  return { speaker: speaker.id, ...derived, rootDirectness };
};

/** How near the evidence of a statement stands to each of its speakers. */
export const NearSpeaker = z
  .object({
    speaker: ref('actor', 'The speaker.'),
    directness: z.array(z.enum(DIRECTNESS)).describe('The directness of each chain for this speaker, each once.'),
    rootDirectness: z.array(z.enum(DIRECTNESS)).describe('The same of where its evidence ends.'),
    uncertain: z.boolean().describe('Whether the directness of one of the chains is uncertain for this speaker.'),
  })
  .describe('How near the evidence of a statement of several speakers stands to one of them.');

/** The same of several, each value once, in the order of directness. */
export const nearest = (
  all: readonly { directness: readonly Directness[]; rootDirectness: readonly Directness[]; uncertain: boolean }[],
): Omit<z.output<typeof NearSpeaker>, 'speaker'> => ({
  directness: DIRECTNESS.filter((each) => all.some(({ directness }) => directness.includes(each))),
  rootDirectness: DIRECTNESS.filter((each) => all.some(({ rootDirectness }) => rootDirectness.includes(each))),
  uncertain: all.some(({ uncertain }) => uncertain),
});

/** By chains, each for all speakers of a statement or for one of them. */
export const nearestBy = (chains: readonly Pick<Chain, 'directness' | 'rootDirectness' | 'uncertain'>[]) =>
  nearest(
    chains.map(({ directness, rootDirectness, uncertain }) => ({
      directness: [directness],
      rootDirectness: [rootDirectness],
      uncertain,
    })),
  );

/** By all chains of a statement; none where it has one speaker, of whom the statement tells. */
export const nearSpeakers = (chains: readonly Chain[]): z.output<typeof NearSpeaker>[] =>
  (chains[0]?.bySpeaker ?? []).map(({ speaker }, i) => ({
    speaker,
    ...nearestBy(chains.map(({ bySpeaker }) => bySpeaker[i]!)),
  }));

export const Chain = z
  .object({
    passage: ref('passage', 'The passage.'),
    recordedIn: ref('source', 'The source that the passage is in.'),
    citation: ref('citation', 'The footnote; null where the passage has none.').nullable(),
    source: ref('source', 'The source that the footnote cites.').nullable(),
    publisher: ref('actor', 'Who published the cited source.').nullable(),
    endsAt: EndsAt,
    statuses: Statuses.max(STATUSES_SHOWN).describe(
      `Documents of the chain that were corrected or retracted, or are gone, the first ${STATUSES_SHOWN}: the one ` +
        'that the passage is in, the one that the footnote cites, and those that it rests on in the end or on the ' +
        'way there.',
    ),
    ...Derived,
    ...DerivedRoot,
    bySpeaker: z
      .array(OfSpeaker)
      .describe('Of a statement of several speakers: the directness for each of them by themselves.'),
  })
  .describe('One chain of evidence: a passage, and one footnote of it or none.');
export type Chain = z.output<typeof Chain>;

/**
 * What the chains of a statement are made from, beside its passages: the statement itself, its speakers and the event
 * that it was said at.
 */
export type Uttered = {
  statement: { id: string; said: string | null; event: string | null };
  speakers: readonly SpeakerSides[];
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
    statuses: passage.sourceStatuses,
    authors: passage.sourceAuthors,
    roots: passage.sourceRoots,
  };
  return (passage.cited.length === 0 ? [null] : passage.cited).map((cited) => {
    const document = cited?.source ? { ...cited, source: cited.source } : null;
    const { source, publisher } = document ?? recordedIn;
    const further = {
      statement: statement.id,
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
      statuses: statusesThrough(recordedIn, document === null ? [] : [document]).slice(0, STATUSES_SHOWN),
      ...derived,
      ...rootDirectnessOf({ speakers, ...further }, derived.directness, tellers),
      bySpeaker: speakers.length < 2 ? [] : speakers.map((speaker) => ofSpeaker(speaker, further, tellers)),
    };
  });
};
