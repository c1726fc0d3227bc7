import { z } from 'zod';

/*
 * By which rules something is disputed: `relation`, since somebody says so (a relation of a kind that disputes), and
 * `stance`, of a claim that one side affirms and another denies. A side that said both at different times has changed,
 * and disputes nothing; nor do speakers who stand on no side that is known, or on one only perhaps, since they changed sides
 * within the time that the statement may be of.
 */

export const DISPUTING = ['relation', 'stance'] as const;
export type Disputing = (typeof DISPUTING)[number];

/**
 * What answers say of it; no part of what is stored of one, since others change it: read of the index with the answer.
 */
export const disputedBy = z
  .array(z.enum(DISPUTING))
  .optional()
  .describe(
    'By which rules it is disputed; none where it is not. Of a record that is asked for and of those of a list; ' +
      'not of those that come with others.',
  );

/**
 * The filters: whether something is disputed, and by which rule; and the sides that affirm a claim and that deny it.
 */
export const DISPUTED = 'disputed';
export const DISPUTED_BY = 'disputedBy';
export const AFFIRMED_BY = 'affirmedBy';
export const DENIED_BY = 'deniedBy';
/** The filter of statements whose values these are: who may have spoken for a side, or for another, disputes nothing. */
export const CERTAIN_SIDE = 'certainSide';

/** The sides that affirm a claim, and those that deny it. */
export type Sided = { affirm: readonly string[]; deny: readonly string[] };

/** Whether a claim is disputed by stance. */
export const isDisputedBySides = ({ affirm, deny }: Sided): boolean =>
  affirm.length > 0 && deny.length > 0 && new Set([...affirm, ...deny]).size > 1;
