import { z } from 'zod';
import { Because, because } from './because.ts';
import { ref } from './ids.ts';
import { sortedUnique } from './order.ts';
import { holdingIn, InTurn, sidesThrough, type Side } from './sides.ts';

/** How near the evidence of a statement stands to whoever made it; see docs/model.md for each. */
export const DIRECTNESS = ['first-hand', 'own-side', 'counterpart', 'third-party', 'undetermined'] as const;
export type Directness = (typeof DIRECTNESS)[number];

/** What has to be known so that directness can be determined. */
const UNKNOWN = ['noPublisher', 'noSpeaker', 'noSide'] as const;

/** What is derived of the directness of one chain of evidence. */
export const Derived = {
  directness: z.enum(DIRECTNESS).describe('The first, in this order, of those that it may be.'),
  why: z
    .enum(UNKNOWN)
    .nullable()
    .describe(
      'Why it is undetermined: the publisher is not known, or not who spoke, or not on whose side a speaker stood; else null.',
    ),
  uncertain: z
    .boolean()
    .describe(
      'Whether it depends on a time that is not known exactly: on whose side somebody stood changed within it.',
    ),
  mayBe: z.array(z.enum(DIRECTNESS)).describe('All that it may be; more than one where it is uncertain.'),
  because: z.array(Because).describe('The facts that it was derived from.'),
};
const Whole = z.object(Derived);
type Derived = z.output<typeof Whole>;

/** A document, and who stands behind it. */
export const Document = z.object({
  source: ref('source', 'The document.'),
  publisher: ref('actor', 'Who published it.').nullable(),
  publisherSides: z.array(ref('actor', 'A state or institution.')),
  publisherSidesInTurn: InTurn,
  authors: z.array(ref('actor', 'An author.')),
});
export type Document = z.output<typeof Document>;

type Speaker = { id: string; sides: readonly Side[] };
type Party = { actor: string; sides: readonly string[]; sidesInTurn: readonly string[][] };
export type Evidence = {
  speakers: readonly Speaker[];
  said: string | null;
  event: string | null;
  parties: readonly Party[];
  /** The document that the passage is in. */
  recordedIn: Document;
  /** The document that its footnote cites; null where it has none, so that the evidence ends at the one it is in. */
  cited: Document | null;
};

const certain = (directness: Directness, facts: Because[], why: Derived['why'] = null): Derived => ({
  directness,
  why,
  uncertain: false,
  mayBe: [directness],
  because: facts,
});

/**
 * The directness of one chain of evidence, and the facts it was derived from. Of several speakers one on the
 * publisher's side is enough for `own-side`, since that side answers for the text; the facts name which.
 */
export const directnessOf = (evidence: Evidence): Derived => {
  const { speakers, recordedIn, cited } = evidence;
  for (const document of cited === null ? [recordedIn] : [recordedIn, cited]) {
    const author = speakers.find((speaker) => document.authors.includes(speaker.id));
    if (author)
      return certain('first-hand', [
        because('authorOf', `${author.id} wrote ${document.source}`, `actor/${author.id}`, `source/${document.source}`),
      ]);
  }
  const end = cited ?? recordedIn;
  const ends =
    cited === null
      ? [
          because(
            'noCitation',
            `the passage has no footnote, so that its evidence ends at ${end.source}`,
            `source/${end.source}`,
          ),
        ]
      : [];
  const { publisher } = end;
  if (publisher === null) {
    const unknown = because('noPublisher', `who published ${end.source} is not known`, `source/${end.source}`);
    return certain('undetermined', [...ends, unknown], 'noPublisher');
  }
  return bySides(evidence, { ...end, publisher }, [
    ...ends,
    because('publishedBy', `${publisher} published ${end.source}`, `source/${end.source}`, `actor/${publisher}`),
  ]);
};

/** Directness by the sides on which the publisher, the speakers and the other parties of the event stand. */
const bySides = (evidence: Evidence, end: Document & { publisher: string }, known: Because[]): Derived => {
  const { speakers, said, event } = evidence;
  const { publisher, publisherSides } = end;
  if (speakers.length === 0)
    return certain('undetermined', [...known, because('speakerUnknown', 'who spoke is not known')], 'noSpeaker');
  if (speakers.some(({ id }) => id === publisher))
    return certain('own-side', [
      ...known,
      because('publisherSpeaks', `${publisher} is a speaker`, `actor/${publisher}`),
    ]);
  const standing = speakers.map(({ id, sides }) => ({ id, times: sidesThrough(sides, said) }));
  const sideless = standing.find(({ times }) => times.length === 0);
  const others = evidence.parties.filter((party) => speakers.every(({ id }) => id !== party.actor));

  const found = new Set<Directness>();
  for (const sides of end.publisherSidesInTurn.length > 0 ? end.publisherSidesInTurn : [publisherSides]) {
    const shares = (held: readonly string[]): boolean => held.some((side) => sides.includes(side));
    if (standing.some(({ times }) => times.some(shares))) found.add('own-side');
    if (standing.some(({ times }) => times.length > 0 && times.every(shares))) continue;
    const facing = others.filter((party) => shares(party.sides));
    if (sideless) found.add('undetermined');
    else if (facing.length > 0) found.add('counterpart');
    if (!sideless && facing.every((party) => party.sidesInTurn.some((held) => !shares(held)))) found.add('third-party');
  }
  const mayBe = DIRECTNESS.filter((directness) => found.has(directness));
  const directness = mayBe[0]!;
  const uncertain = mayBe.length > 1;

  const spoken = speakers.flatMap(({ id, sides }) => holdingIn(sides, said).map((side) => ({ id, side })));
  const shared = spoken.find(({ side }) => publisherSides.includes(side.side));
  const facing = others.flatMap(({ actor, sides }) =>
    sides.filter((side) => publisherSides.includes(side)).map((side) => ({ actor, side })),
  )[0];
  const turned = [
    ...standing
      .filter(({ times }) => times.length > 1)
      .map(({ id, times }) => ({ id, sides: sortedUnique(times.flat()) })),
    ...(end.publisherSidesInTurn.length > 0 ? [{ id: publisher, sides: publisherSides }] : []),
    ...others.filter((party) => party.sidesInTurn.length > 0).map(({ actor, sides }) => ({ id: actor, sides })),
  ];
  return {
    directness,
    why: directness === 'undetermined' ? 'noSide' : null,
    uncertain,
    mayBe,
    because: [
      ...known,
      ...publisherSides.map((side) => standsFor(publisher, side)),
      ...(directness === 'own-side' && !uncertain ? [shared!] : spoken).map(({ id, side }) => speaksFor(id, side)),
      ...(uncertain ? turned.map(({ id, sides }) => changedSides(id, sides)) : []),
      ...(found.has('undetermined') ? [noSide(sideless!.id)] : []),
      ...(found.has('counterpart') ? [partyOf(event!, facing!.actor, facing!.side)] : []),
      ...(found.has('third-party') ? [neitherSide(publisher)] : []),
    ],
  };
};

const standsFor = (publisher: string, side: string): Because =>
  because('publisherOnSide', `${publisher} stands on the side of ${side}`, `actor/${publisher}`, `actor/${side}`);

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
      : side.because === 'speakingFor'
        ? `${speaker} spoke for ${side.side}${through}, as is told of the statement`
        : `${speaker} speaks for ${side.side}${through}${office}`,
    ...ids.map((id) => `actor/${id}`),
  );
};

const changedSides = (actor: string, sides: readonly string[]): Because =>
  because(
    'changedSides',
    `${actor} stood on the sides of ${sides.join(' and ')} at different times, and which of them it was then is not known`,
    `actor/${actor}`,
    ...sides.map((side) => `actor/${side}`),
  );

const noSide = (speaker: string): Because =>
  because('noSide', `on whose side ${speaker} stood then is not known`, `actor/${speaker}`);

const partyOf = (event: string, party: string, side: string): Because =>
  because(
    'partyOf',
    `${party}, for ${side}, was the other party of ${event}`,
    `event/${event}`,
    `actor/${party}`,
    `actor/${side}`,
  );

const neitherSide = (publisher: string): Because =>
  because(
    'neitherSide',
    `${publisher} is neither on the speaker's side nor on that of another party`,
    `actor/${publisher}`,
  );
