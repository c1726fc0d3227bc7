import { z } from 'zod';
import { Id, ref } from './ids.ts';
import { sortedUnique } from './order.ts';
import { holdingIn, InTurn, inTurn, sidesThrough, type Side } from './sides.ts';

/*
 * For whom somebody spoke: what the source tells, and else all offices that the speaker held then.
 */

export const SpeaksFor = z
  .object({
    speaker: ref('actor', 'The speaker.'),
    representing: z
      .array(z.object({ id: Id, office: z.string().nullable() }))
      .describe('Whom they represented in it, in which office.'),
    sides: z.array(ref('actor', 'A state or institution.')).describe('The sides on which those stand.'),
    inferred: z
      .boolean()
      .describe('Whether this follows from all that they represented then, and was not told of the statement.'),
    uncertain: z.boolean().describe('Whether their side changed within the time that the statement may be of.'),
    sidesInTurn: InTurn.describe(
      'Where it is uncertain: the sides that they may have stood on together, one set of which holds.',
    ),
  })
  .describe('For whom a speaker spoke in a statement.');
export type SpeaksFor = z.output<typeof SpeaksFor>;

/**
 * Whether it is certain that somebody spoke for this side: that one of the speakers stood on it whenever it was said.
 */
export const surelyFor = (speaksFor: readonly SpeaksFor[], side: string): boolean =>
  speaksFor.some(({ sides, sidesInTurn }) => sides.includes(side) && sidesInTurn.every((set) => set.includes(side)));

type Speaking = {
  id: string;
  kind: string;
  sides: readonly Side[];
  represents: readonly { actor: string; office: string | null; from: string | null; to: string | null }[];
};

/** A speaker with the sides on which they stood in one statement. */
export type SpeakerSides = { id: string; sides: readonly Side[] };

type Named = { side: string; through: string };

/** The sides of those for whom it was said, as the source tells; one without a side is its own. */
const sidesNamed = (named: readonly Speaking[], said: string | null): Named[] =>
  named.flatMap(({ id, sides }) => {
    const held = sortedUnique(holdingIn(sides, said).map(({ side }) => side));
    return (held.length === 0 ? [id] : held).map((side) => ({ side, through: id }));
  });

/**
 * The sides on which speakers stood in a statement that was made for some: those of their own among these. Who stands
 * on none of them spoke for those that no other speaker stands on, or else for all: the source says so.
 */
export const standingIn = (
  speakers: readonly Speaking[],
  named: readonly Speaking[],
  said: string | null,
): SpeakerSides[] => {
  if (named.length === 0) return speakers.map(({ id, sides }) => ({ id, sides }));
  const told = sidesNamed(named, said);
  const heldBy = ({ sides }: Speaking): Side[] => {
    const held = holdingIn(sides, said).filter(({ side }) => told.some((each) => each.side === side));
    return [...new Map(held.map((each) => [each.side, { ...each, from: null, to: null }])).values()];
  };
  const covered = speakers.flatMap((speaker) => heldBy(speaker).map(({ side }) => side));
  const left = told.filter(({ side }) => !covered.includes(side));
  return speakers.map((speaker) => {
    const held = heldBy(speaker);
    if (held.length > 0) return { id: speaker.id, sides: held };
    const others = (left.length > 0 ? left : told).map(({ side, through }): Side => ({
      side,
      because: 'speakingFor',
      through,
      office: null,
      from: null,
      to: null,
    }));
    return { id: speaker.id, sides: others };
  });
};

/** For whom each speaker spoke, in words of the model. */
export const speaksForOf = (
  speakers: readonly Speaking[],
  named: readonly Speaking[],
  placed: readonly SpeakerSides[],
  said: string | null,
): SpeaksFor[] =>
  speakers.map((speaker, i) => {
    const { sides } = placed[i]!;
    const sidesInTurn = inTurn(sidesThrough(sides, said));
    const held = sortedUnique(holdingIn(sides, said).map(({ side }) => side));
    const offices = holdingIn(speaker.represents, said);
    const officeIn = (id: string): string | null => offices.find(({ actor }) => actor === id)?.office ?? null;
    const representing =
      named.length > 0
        ? named
            .filter((each) => sidesNamed([each], said).some(({ side }) => held.includes(side)))
            .map(({ id }) => ({ id, office: officeIn(id) }))
        : speaker.kind === 'person'
          ? offices.map(({ actor, office }) => ({ id: actor, office }))
          : [{ id: speaker.id, office: null }];
    return {
      speaker: speaker.id,
      representing,
      sides: held,
      inferred: named.length === 0,
      uncertain: sidesInTurn.length > 0,
      sidesInTurn,
    };
  });
