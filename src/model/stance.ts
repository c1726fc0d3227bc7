import { z } from 'zod';
import type { Report } from './define.ts';
import { ref, refOr } from './ids.ts';

/*
 * How a statement stands to the claims that it is on, and the positions that follow: who took which stance on what.
 */

export const STANCES = ['affirms', 'denies', 'doubts'] as const;
export const Stance = z
  .enum(STANCES)
  .describe(
    'Whether the statement says that the claim is so (affirms), that it is not (denies), or that it may not be ' +
      '(doubts).',
  );
export type Stance = z.output<typeof Stance>;

/** A claim as a statement names it: its id where it affirms it, or with its stance. */
export const ClaimLink = refOr('claim', 'claim', 'A claim that it affirms.', { stance: Stance.default('affirms') });
export type ClaimLink = z.output<typeof ClaimLink>;

export const StanceOn = z
  .object({ claim: ref('claim', 'The claim.'), stance: Stance })
  .describe('A claim and the stance that the statement takes on it.');
export type StanceOn = z.output<typeof StanceOn>;

/** The claims that a statement is on, in the order in which it names them, each with its stance. */
export const stancesOf = (links: readonly ClaimLink[]): StanceOn[] => {
  const all = links.map((link) => (typeof link === 'string' ? { claim: link, stance: 'affirms' as const } : link));
  return [...new Map(all.map(({ claim, stance }) => [`${claim} ${stance}`, { claim, stance }])).values()];
};

/** The claims that a statement takes a stance on. */
export const claimsBy = ({ stances }: { stances: readonly StanceOn[] }, stance: Stance): string[] =>
  stances.flatMap((each) => (each.stance === stance ? [each.claim] : []));

export const claimOf = (link: ClaimLink): string => (typeof link === 'string' ? link : link.claim);

/** A statement takes one stance on a claim. */
export const checkStances = (links: readonly ClaimLink[], rule: Report): void =>
  links.forEach((link, i) => {
    const first = links.findIndex((other) => claimOf(other) === claimOf(link));
    // What is named twice in the same form is told of every list.
    if (first < i && JSON.stringify(links[first]) !== JSON.stringify(link))
      rule(
        `/claims/${i}`,
        `${claimOf(link)} stands in /claims/${first} already; a statement takes one stance on a claim, so name it once`,
      );
  });

/** As what somebody holds a position: as a speaker, or as the side for whom speakers speak. */
export const CAPACITIES = ['side', 'speaker'] as const;
export type Capacity = (typeof CAPACITIES)[number];

/**
 * The filters, which no parameter names, under which statements are filed by who takes which stance on what: by claim,
 * and by actor.
 */
export const POSITIONS_ON = 'positions.claim';
export const POSITIONS_OF = 'positions.actor';
/** The filter from whose pages positions of claims or of actors are read. */
export const positionsOf = { claim: POSITIONS_ON, actor: POSITIONS_OF } as const;

/** Somebody's position on a claim, as the values of those filters name it. */
export type Held = { as: Capacity; actor: string; claim: string; stance: Stance };

/**
 * The value under which statements are filed that take a stance: of what a page is about, then as what, the other, the
 * stance.
 */
export const heldValue = (by: 'claim' | 'actor', held: Held): string =>
  [held[by], held.as, held[by === 'claim' ? 'actor' : 'claim'], held.stance].join(' ');

export const readHeld = (by: 'claim' | 'actor', value: string): Held => {
  const [of, as, other, stance] = value.split(' ') as [string, Capacity, string, Stance];
  return by === 'claim' ? { claim: of, as, actor: other, stance } : { actor: of, as, claim: other, stance };
};

/** The positions that a statement takes: for each of its speakers and sides, on each claim. */
export const heldBy = (view: { stances: StanceOn[]; speakers: string[]; sides: string[] }): Held[] =>
  view.stances.flatMap(({ claim, stance }) => [
    ...view.sides.map((actor): Held => ({ as: 'side', actor, claim, stance })),
    ...view.speakers.map((actor): Held => ({ as: 'speaker', actor, claim, stance })),
  ]);
