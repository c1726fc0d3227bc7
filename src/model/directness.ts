import { z } from 'zod';
import { Because, because } from './because.ts';
import type { Document } from './ends.ts';
import { sortedUnique } from './order.ts';
import { holdingIn, sidesThrough, type Side } from './sides.ts';

/** How near the evidence of a statement stands to whoever made it; see docs/model.md for each. */
export const DIRECTNESS = ['first-hand', 'own-side', 'counterpart', 'third-party', 'undetermined'] as const;
export type Directness = (typeof DIRECTNESS)[number];

/** What has to be known so that directness can be determined. */
const UNKNOWN = ['noPublisher', 'noSpeaker', 'noSide', 'noEnd'] as const;

/** What is derived of the directness of one chain of evidence. */
export const Derived = {
  directness: z.enum(DIRECTNESS).describe('The first, in this order, of those that it may be.'),
  why: z
    .enum(UNKNOWN)
    .nullable()
    .describe(
      'Why it is undetermined: the publisher is not known, or not who spoke, or not on whose side a speaker (or ' +
        'who told it on) stood, or not where what it rests on ends; else null.',
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
export type Derived = z.output<typeof Whole>;

type Speaker = { id: string; sides: readonly Side[] };
type Party = { actor: string; sides: readonly string[]; sidesInTurn: readonly string[][] };
export type Evidence = {
  /** The statement. */
  statement: string;
  speakers: readonly Speaker[];
  said: string | null;
  event: string | null;
  parties: readonly Party[];
  /** The document that the passage is in. */
  recordedIn: Document;
  /** The document that its footnote cites; null where it has none, so that the evidence ends at the one it is in. */
  cited: Document | null;
};

export const certain = (directness: Directness, facts: Because[], why: Derived['why'] = null): Derived => ({
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
    if (author) return certain('first-hand', [because('authorOf', `actor/${author.id}`, `source/${document.source}`)]);
  }
  const end = cited ?? recordedIn;
  const ends = cited === null ? [because('noCitation', `source/${end.source}`)] : [];
  const { publisher } = end;
  if (publisher === null) {
    const unknown = because('noPublisher', `source/${end.source}`);
    return certain('undetermined', [...ends, unknown], 'noPublisher');
  }
  return bySides(evidence, { ...end, publisher, at: `source/${end.source}` }, [
    ...ends,
    because('publishedBy', `source/${end.source}`, `actor/${publisher}`),
  ]);
};

/** Somebody who published a document or told a statement on, and the sides that they stood on. */
type ChainEnd = Pick<Document, 'publisherSides' | 'publisherSidesInTurn'> & {
  publisher: string;
  /** Whose time decides on which side they stood. */
  at: Because['ids'][number];
};

/** Directness by the sides on which the publisher, the speakers and the other parties of the event stand. */
export const bySides = (evidence: Evidence, end: ChainEnd, known: Because[]): Derived => {
  const { speakers, said, event } = evidence;
  const { publisher, publisherSides } = end;
  if (speakers.length === 0) return certain('undetermined', [...known, because('speakerUnknown')], 'noSpeaker');
  if (speakers.some(({ id }) => id === publisher))
    return certain('own-side', [...known, because('publisherSpeaks', `actor/${publisher}`)]);
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
  const statement = `statement/${evidence.statement}`;
  const turned = [
    ...standing
      .filter(({ times }) => times.length > 1)
      .map(({ id, times }) => ({ id, sides: sortedUnique(times.flat()), open: undecided(statement, id, said) })),
    ...(end.publisherSidesInTurn.length > 0
      ? [{ id: publisher, sides: publisherSides, open: undecided(end.at, publisher, end.at === statement && said) }]
      : []),
    ...others
      .filter((party) => party.sidesInTurn.length > 0)
      .map(({ actor, sides }) => ({ id: actor, sides, open: undecided(`event/${event}`, actor, false) })),
  ];
  return {
    directness,
    why: directness === 'undetermined' ? 'noSide' : null,
    uncertain,
    mayBe,
    because: [
      ...known,
      // Of sides that changed is told below.
      ...(uncertain && end.publisherSidesInTurn.length > 0 ? [] : publisherSides).map((side) =>
        standsFor(publisher, side),
      ),
      ...(directness === 'own-side' && !uncertain ? [shared!] : spoken).map(({ id, side }) => ({
        ...speaksFor(id, side),
        ...(uncertain && termOf(side)),
      })),
      ...(uncertain ? turned.flatMap(({ id, sides, open }) => [changedSides(id, sides), open]) : []),
      ...(found.has('undetermined') ? [noSide(sideless!.id)] : []),
      ...(found.has('counterpart') ? [partyOf(event!, facing!.actor, facing!.side)] : []),
      ...(found.has('third-party') && !uncertain ? [neitherSide(publisher)] : []),
    ],
  };
};

const actors = (...ids: string[]): string[] => eachOnce(ids).map((id) => `actor/${id}`);

/** Each of these once, in their order. */
const eachOnce = (ids: readonly string[]): string[] => [...new Set(ids)];

const standsFor = (publisher: string, side: string): Because => because('publisherOnSide', ...actors(publisher, side));

const speaksFor = (speaker: string, { side, because: reason, through, office }: Side): Because => ({
  ...because(
    reason === 'speakingFor' ? 'spokeFor' : 'speaksFor',
    ...actors(speaker, ...(through === null || through === side ? [] : [through]), side),
  ),
  ...(office !== null && { office }),
});

const changedSides = (actor: string, sides: readonly string[]): Because =>
  because('changedSides', `actor/${actor}`, ...sides.map((side) => `actor/${side}`));

/**
 * That the time of a record does not decide on which side somebody stood: `time`, null where it has none, false where
 * it is told there.
 */
const undecided = (record: string, actor: string, time: string | null | false): Because =>
  time === null
    ? because('undated', record, `actor/${actor}`)
    : { ...because('undecided', record, `actor/${actor}`), ...(time !== false && { period: time }) };

/** From when to when somebody stood on a side, where that is known. */
const termOf = ({ from, to }: Side): Pick<Because, 'period'> =>
  from === null && to === null ? {} : { period: `${from ?? '..'}/${to ?? '..'}` };

const noSide = (speaker: string): Because => because('noSide', `actor/${speaker}`);

const partyOf = (event: string, party: string, side: string): Because =>
  because('partyOf', `event/${event}`, ...actors(party, side));

const neitherSide = (publisher: string): Because => because('neitherSide', `actor/${publisher}`);
