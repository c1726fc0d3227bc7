import { z } from 'zod';
import { surelyFor } from '../model/capacity.ts';
import { nearest } from '../model/chains.ts';
import { overlap } from '../model/days.ts';
import { DIRECTNESS } from '../model/directness.ts';
import { Edtf, timeOf } from '../model/edtf.ts';
import { Id, ref } from '../model/ids.ts';
import { CAPACITIES, Stance, type Capacity } from '../model/stance.ts';
import type { StatementView } from '../model/types/statement.ts';
import { VERIFICATIONS } from '../model/verify-status.ts';

/*
 * Somebody's position on a claim: the stances that they took, in the order of time, the latest, and when it changed.
 */

/** How many statements are shown with a position, the latest; the rest is behind its link. */
export const SHOWN = 10;

const Named = z.object({ type: z.enum(['actor', 'claim']), id: Id, label: z.string() });

export const TakenStance = z
  .object({
    stance: Stance,
    said: Edtf.nullable(),
    statement: z.object({ type: z.literal('statement'), id: Id, label: z.string() }),
    speakers: z.array(ref('actor', 'A speaker.')).describe('Who made the statement; several where it is a joint one.'),
    mode: z.string().describe('How the statement has come down.'),
    directness: z
      .array(z.enum(DIRECTNESS))
      .describe(
        "The directness of its chains, of several speakers for whoever holds the position: what the counterpart alone reports is not the speaker's own account.",
      ),
    directnessUncertain: z.boolean(),
    rootDirectness: z.array(z.enum(DIRECTNESS)).describe('The same of where the evidence of its chains ends.'),
    capacityUncertain: z
      .boolean()
      .describe('Of a side: whether it is uncertain that anybody spoke for it, since theirs changed within the time.'),
    verification: z.array(z.enum(VERIFICATIONS)),
  })
  .describe('A stance that was taken, in one statement.');
type TakenStance = z.output<typeof TakenStance>;

const Change = z
  .object({
    from: Stance,
    to: Stance,
    said: Edtf.describe('When the first statement of the new stance was made.'),
    statement: ref('statement', 'That statement.'),
    uncertain: z
      .boolean()
      .describe('Whether the two may have been made the other way round, or one of them not for this side.'),
  })
  .describe('A change from one stance to another.');

export const Position = z
  .object({
    actor: Named,
    as: z
      .enum(CAPACITIES)
      .describe('As what: speaker for their own statements, side for those of everybody who spoke for it.'),
    claim: Named,
    latest: Stance.nullable().describe(
      'The stance of the latest statement with a date; null where there is none, or where it is uncertain.',
    ),
    uncertain: z
      .boolean()
      .describe(
        'Whether two of the latest statements differ of which either may be the later one, by their times; or, of a side, it is uncertain whether the latest one was made for it.',
      ),
    since: Edtf.nullable().describe('When the first of the statements was made that have had this stance since.'),
    changed: z
      .boolean()
      .describe('Whether different stances were taken; of a side, in statements that were certainly made for it.'),
    changes: z.array(Change).describe('The changes among the statements that are shown, and the last one.'),
    counts: z
      .object({ affirms: z.int(), denies: z.int(), doubts: z.int() } satisfies Record<Stance, z.ZodInt>)
      .describe('How many statements take each stance, whenever they were made.'),
    stances: z
      .array(TakenStance)
      .describe(`The latest ${SHOWN} of the stances, in the order of time; those without a date first.`),
    more: z.boolean().describe('Whether there are earlier ones.'),
    links: z.object({ statements: z.string().describe('All of these statements.') }),
  })
  .describe('The position of an actor, or of a side, on a claim.');
export type Position = z.output<typeof Position>;

/** A stance as it was taken in a statement. */
export type Taken = { stance: Stance; view: StatementView; isSure: boolean };

type Holder = { as: Capacity; actor: string };

/** Whether it is certain that this one took the stances of a statement. */
export const surelyBy = ({ as, actor }: Holder, { speaksFor }: StatementView): boolean =>
  as === 'speaker' || surelyFor(speaksFor, actor);

const isDated = ({ view }: Taken): boolean => view.said !== null;
const mayBeTogether = (one: Taken, other: Taken): boolean =>
  overlap(timeOf(one.view.said).moments, timeOf(other.view.said).moments);

/** How near the evidence of a statement stands to those of its speakers by whom somebody holds a position. */
const nearTo = ({ as, actor }: Holder, view: StatementView): ReturnType<typeof nearest> => {
  const speakers =
    as === 'speaker'
      ? [actor]
      : view.speaksFor.flatMap(({ speaker, sides }) => (sides.includes(actor) ? [speaker] : []));
  const theirs = view.bySpeaker.filter(({ speaker }) => speakers.includes(speaker));
  return nearest(theirs.length === 0 ? [view] : theirs);
};

const shown = (holder: Holder, { stance, view, isSure }: Taken): TakenStance => {
  const { directness, rootDirectness, uncertain } = nearTo(holder, view);
  return {
    stance,
    said: view.said,
    statement: { type: 'statement', id: view.id, label: view.label },
    speakers: view.speakers,
    mode: view.mode,
    directness,
    directnessUncertain: uncertain,
    rootDirectness,
    capacityUncertain: !isSure,
    verification: view.verification,
  };
};

/**
 * What is known of statements beyond those that are shown: those of another stance than the latest that may be as late,
 * the last of another stance, and the first of the latest stance after that.
 */
export type Beyond = { rivals: Taken[]; lastOther: Taken | null; first: Taken | null };
export const NOTHING_BEYOND: Beyond = { rivals: [], lastOther: null, first: null };

type Derived = Pick<Position, 'latest' | 'uncertain' | 'since' | 'changed' | 'changes' | 'stances'>;

/** What follows from stances, the latest of them first. */
export const derivePosition = (
  holder: Holder,
  taken: readonly Taken[],
  { rivals, lastOther, first }: Beyond,
): Derived => {
  const dated = taken.filter(isDated);
  const last = dated.find(({ isSure }) => isSure);
  const later = last === undefined ? [] : dated.slice(0, dated.indexOf(last));
  const uncertain =
    last === undefined
      ? taken.some(({ isSure }) => !isSure)
      : [...later, ...[...dated, ...rivals].filter((other) => mayBeTogether(other, last))].some(
          (other) => other.stance !== last.stance,
        );
  const runs = runsOf(dated.toReversed());
  const changes = runs.slice(1).map((next, i) => changeOf(runs[i]!, next));
  if (changes.length === 0 && lastOther !== null && first !== null && lastOther.stance !== first.stance)
    changes.push(changeOf([lastOther], [first]));
  const began = runs.length === 1 && first !== null && first.isSure ? first : runs.at(-1)?.find(({ isSure }) => isSure);
  const latest = last === undefined || uncertain ? null : last.stance;
  const sure = [...taken, ...rivals, ...(lastOther === null ? [] : [lastOther])].filter(({ isSure }) => isSure);
  return {
    latest,
    uncertain,
    since: latest === null ? null : (began?.view.said ?? null),
    changed: new Set(sure.map(({ stance }) => stance)).size > 1,
    changes,
    stances: taken.map((each) => shown(holder, each)).toReversed(),
  };
};

/** Stances that follow one another, put together as long as they are the same. */
const runsOf = (inOrder: readonly Taken[]): Taken[][] => {
  const runs: Taken[][] = [];
  for (const each of inOrder)
    if (runs.at(-1)?.[0]!.stance === each.stance) runs.at(-1)!.push(each);
    else runs.push([each]);
  return runs;
};

const changeOf = (before: readonly Taken[], [after]: readonly Taken[]): z.output<typeof Change> => ({
  from: before[0]!.stance,
  to: after!.stance,
  said: after!.view.said!,
  statement: after!.view.id,
  uncertain: mayBeTogether(before.at(-1)!, after!) || !after!.isSure || !before.some(({ isSure }) => isSure),
});
