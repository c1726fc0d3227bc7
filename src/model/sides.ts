import { z } from 'zod';
import { overlap, type Extent } from './days.ts';
import { Edtf, extentOf } from './edtf.ts';
import { ref } from './ids.ts';
import { sortedUnique } from './order.ts';
import { isTerm, type Term } from './periods.ts';

/*
 * On whose side an actor stands in a time. A time that is known only roughly may hold several moments at which the
 * sides differ. An actor who stands on a side at some of them and on none that is known at the others is taken to have
 * spoken while on that side: who holds an office is quoted for it.
 */

export const Side = z
  .object({
    side: ref('actor', 'A state or institution.').describe(
      'The state, or the institution that belongs to none, on whose side the actor stands.',
    ),
    because: z
      .enum(['isItself', 'belongsTo', 'represents', 'speakingFor'])
      .describe('`speakingFor`: in one statement, as its source tells.'),
    through: ref('actor', 'An actor.').nullable().describe('The actor that it belongs to or represents.'),
    office: z.string().nullable(),
    from: Edtf.nullable(),
    to: Edtf.nullable(),
  })
  .describe('One reason why the actor stands on a side.');
export type Side = z.output<typeof Side>;

/** Sets of sides, each of those that somebody stood on together, where they changed within a time. */
export const InTurn = z.array(z.array(z.string()));

/** The sets where there are several; none where the sides were the same throughout. */
export const inTurn = (sets: string[][]): string[][] => (sets.length > 1 ? sets : []);

type HeldTerms<T> = { terms: T[]; time: Extent; during: (term: T) => Extent };

/** The time in which two terms hold together; null where there is none. */
export const both = (a: Term, b: Term): Term | null => {
  if (!isTerm(a) || !isTerm(b)) return null;
  const from = extentOf(a.from).from >= extentOf(b.from).from ? a.from : b.from;
  const to = extentOf(a.to).to <= extentOf(b.to).to ? a.to : b.to;
  return extentOf(from, true).from <= extentOf(to, true).to ? { from, to } : null;
};

/**
 * Those terms that hold in a time as both are written; only where none does, those that hold where `~` widens a date.
 */
const heldTerms = <T extends Term>(terms: readonly T[], time: string | null): HeldTerms<T> => {
  const read = (widened: boolean): HeldTerms<T> => {
    const whole = extentOf(time, widened);
    const during = ({ from, to }: T): Extent => ({
      from: extentOf(from, widened).from,
      to: extentOf(to, widened).to,
    });
    return { terms: terms.filter((term) => isTerm(term) && overlap(during(term), whole)), time: whole, during };
  };
  const asWritten = read(false);
  return asWritten.terms.length > 0 ? asWritten : read(true);
};

/** The terms that may hold in a time (null: it is not known, so that it may be any). */
export const holdingIn = <T extends Term>(terms: readonly T[], time: string | null): T[] =>
  heldTerms(terms, time).terms;

/**
 * The sides that an actor stands on together, at one moment of a time or another: one set where they are the same
 * throughout, several where they changed within it, none where no side is known.
 */
export const sidesThrough = (sides: readonly Side[], time: string | null): string[][] => {
  const { terms, time: whole, during } = heldTerms(sides, time);
  const changes = terms.flatMap((term) => [during(term).from, during(term).to + 1]);
  const moments = [whole.from, ...changes.filter((day) => day > whole.from && day <= whole.to).sort((a, b) => a - b)];
  const sets = moments.map((day) =>
    sortedUnique(terms.filter((term) => overlap(during(term), { from: day, to: day })).map(({ side }) => side)),
  );
  return [...new Map(sets.map((set) => [set.join(), set])).values()].filter((set) => set.length > 0);
};
