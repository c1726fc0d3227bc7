import type { Stance } from '../src/model/stance.ts';
import { DAYS, KIND, type World } from './world.ts';
import { chanceOf } from './words.ts';

/*
 * Who holds what, and since when. Most claims nobody contests. Of those that somebody does, about half of the speakers
 * affirm, the others deny or doubt; each keeps to what they hold, but for every fourth, who comes round one day.
 */

/** The most famous claims are disputed more often than those that hardly anybody takes up. */
export const isContested = ({ seed, claims }: World, claim: number): boolean =>
  chanceOf(seed, KIND.contested, claim).is(claim < Math.sqrt(claims) ? 0.3 : 0.08);

/** The stance that somebody takes on a claim on a day. */
export const stanceOf = (world: World, claim: number, speaker: string, day: number): Stance => {
  if (!isContested(world, claim)) return 'affirms';
  const chance = chanceOf(world.seed, KIND.position, claim, Number(speaker.replace(/\D+/g, '')));
  const [first, later] = [chance.next(), chance.next()].map((held): Stance =>
    held < 0.5 ? 'affirms' : held < 0.85 ? 'denies' : 'doubts',
  ) as [Stance, Stance];
  return chance.is(0.25) && day >= DAYS / 3 + chance.below(DAYS / 2) ? later : first;
};
