import { STANCES, type Stance } from '../model/stance.ts';
import { anyOf } from '../model/query.ts';
import type { Store } from '../store/port.ts';
import type { RawParameters } from './parameters.ts';
import type { Position } from './position.ts';
import { ifAbsent } from './record.ts';

/*
 * Positions as people look at them: a page of them, or the first of them beside a claim or an actor.
 */

export type PositionsShown = { positions: Position[]; nextCursor: string | null };

type By = 'claim' | 'actor';

/**
 * A page of the positions on a claim, or of an actor, by the parameters that the interface has.
 * @throws DictumError `not-found`, `gone`, `invalid-parameters`, `invalid-cursor`, `cursor-mismatch`
 */
export const positionsPage = async (
  store: Store,
  by: By,
  id: string,
  raw: RawParameters,
): Promise<PositionsShown | { movedTo: string }> => {
  const found = await store.compose(by === 'claim' ? 'claimPositions' : 'actorPositions', id, raw);
  if ('movedTo' in found) return found;
  return { positions: JSON.parse(found.json) as Position[], nextCursor: found.page.nextCursor };
};

/** The first positions of a record that may not be there, and whether there are more. */
export const firstPositions = async (
  store: Store,
  by: By,
  id: string,
  asked: Readonly<Record<string, string>>,
): Promise<PositionsShown> => {
  const nobody: PositionsShown = { positions: [], nextCursor: null };
  const found = await positionsPage(store, by, id, asked).catch(ifAbsent(nobody));
  return 'movedTo' in found ? nobody : found;
};

/** How many statements take each stance on some claims, in the order of the claims. */
export const stanceCounts = async (store: Store, claims: readonly string[]): Promise<Record<Stance, number>[]> => {
  const found = await store.counts(
    claims.flatMap((id) =>
      STANCES.map((stance) => ({ type: 'statement' as const, where: [anyOf(stance, id)], range: null })),
    ),
  );
  return claims.map(
    (_, i) =>
      Object.fromEntries(STANCES.map((stance, n) => [stance, found[STANCES.length * i + n]!])) as Record<
        Stance,
        number
      >,
  );
};

/** Who holds what on a claim: how many statements take each stance, and positions, those that changed first. */
export type ClaimPositions = { counts: Record<Stance, number>; positions: Position[]; more: boolean };

const FIRST = '12';

export const claimPositions = async (store: Store, id: string): Promise<ClaimPositions> => {
  const [[counts], ...found] = await Promise.all([
    stanceCounts(store, [id]),
    firstPositions(store, 'claim', id, { changed: 'true', limit: FIRST }),
    firstPositions(store, 'claim', id, { as: 'side', limit: FIRST }),
    firstPositions(store, 'claim', id, { as: 'speaker', limit: FIRST }),
  ]);
  const byHolder = new Map(
    found.flatMap(({ positions }) => positions.map((position) => [`${position.as} ${position.actor.id}`, position])),
  );
  return {
    counts: counts!,
    positions: [...byHolder.values()],
    more: found.some(({ nextCursor }) => nextCursor !== null),
  };
};
