import { z } from 'zod';
import { sidesAt, type Side } from './types/actor.ts';
import type { Cited } from './types/passage.ts';

/** How near the evidence of a statement stands to whoever made it; see docs/model.md for each. */
export const DIRECTNESS = ['first-hand', 'own-side', 'counterpart', 'third-party', 'uncited'] as const;
export type Directness = (typeof DIRECTNESS)[number];

const FACTS = [
  'authorOf',
  'publishedBy',
  'publisherOnSide',
  'speaksFor',
  'partyOf',
  'noPublisher',
  'noCitation',
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
type Because = z.output<typeof Because>;

type Speaker = { id: string; sides: readonly Side[] };
type Party = { actor: string; sides: readonly string[] };
export type Evidence = {
  speakers: readonly Speaker[];
  said: string | null;
  event: string | null;
  parties: readonly Party[];
  recordedIn: string;
  sourceAuthors: readonly string[];
  cited: Cited | null;
};

const because = (fact: Because['fact'], text: string, ...ids: string[]): Because => ({ fact, ids, text });

/**
 * The directness of one chain of evidence, and the facts it was derived from. Of several speakers one on the
 * publisher's side is enough for `own-side`, since that side answers for the text; the facts name which.
 */
export const directnessOf = (evidence: Evidence): { directness: Directness; because: Because[] } => {
  const { speakers, said, cited } = evidence;
  for (const [source, authors] of [
    [evidence.recordedIn, evidence.sourceAuthors],
    [cited?.source, cited?.authors ?? []],
  ] as const) {
    const author = speakers.find((speaker) => authors.includes(speaker.id));
    if (source && author)
      return {
        directness: 'first-hand',
        because: [because('authorOf', `${author.id} wrote ${source}`, `actor/${author.id}`, `source/${source}`)],
      };
  }
  if (cited === null) return { directness: 'uncited', because: [because('noCitation', 'the passage has no footnote')] };
  if (cited.publisher === null) {
    return {
      directness: 'third-party',
      because: [because('noPublisher', `who published ${cited.source} is not known`, `source/${cited.source}`)],
    };
  }
  const published = [
    because(
      'publishedBy',
      `${cited.publisher} published ${cited.source}`,
      `source/${cited.source}`,
      `actor/${cited.publisher}`,
    ),
    ...cited.publisherSides.map((side) =>
      because(
        'publisherOnSide',
        `${cited.publisher} stands on the side of ${side}`,
        `actor/${cited.publisher}`,
        `actor/${side}`,
      ),
    ),
  ];
  const own = speakers.flatMap((speaker) => sidesAt(speaker.sides, said).map((side) => ({ speaker, side })));
  const shared = own.find(({ side }) => cited.publisherSides.includes(side.side));
  if (shared) return { directness: 'own-side', because: [...published, speaksFor(shared.speaker.id, shared.side)] };
  const ownFacts = own.map(({ speaker, side }) => speaksFor(speaker.id, side));
  const ids = speakers.map((speaker) => speaker.id);
  for (const party of evidence.parties.filter((party) => !ids.includes(party.actor))) {
    const side = party.sides.find((candidate) => cited.publisherSides.includes(candidate));
    if (side === undefined) continue;
    const fact = because(
      'partyOf',
      `${party.actor}, for ${side}, was the other party of ${evidence.event}`,
      `event/${evidence.event}`,
      `actor/${party.actor}`,
      `actor/${side}`,
    );
    return { directness: 'counterpart', because: [...published, ...ownFacts, fact] };
  }
  return {
    directness: 'third-party',
    because: [
      ...published,
      ...ownFacts,
      because(
        'neitherSide',
        `${cited.publisher} is neither on the speaker's side nor on that of another party`,
        `actor/${cited.publisher}`,
      ),
    ],
  };
};

const speaksFor = (speaker: string, side: Side): Because => {
  const ids = [
    speaker,
    ...(side.through === null || side.through === side.side ? [] : [side.through]),
    ...(side.side === speaker ? [] : [side.side]),
  ];
  const office = side.office === null ? '' : ` as ${side.office}`;
  const through = side.through === null || side.through === side.side ? '' : ` through ${side.through}`;
  return because(
    'speaksFor',
    side.because === 'isItself'
      ? `${speaker} speaks for itself`
      : `${speaker} speaks for ${side.side}${through}${office}`,
    ...ids.map((id) => `actor/${id}`),
  );
};
