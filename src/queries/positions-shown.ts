import type { Store } from '../store/port.ts';
import type { Position } from './position.ts';

/** A page of positions, as people look at them. */
export type PositionsShown = { positions: Position[]; nextCursor: string | null };

const MOST = '40';

/**
 * The positions on a claim, or of an actor: the first of them, or those only where different stances were taken.
 * @throws DictumError `not-found`, `gone`
 */
export const positionsShown = async (
  store: Store,
  by: 'claim' | 'actor',
  id: string,
  changed = false,
): Promise<PositionsShown> => {
  const found = await store.compose(by === 'claim' ? 'claimPositions' : 'actorPositions', id, {
    limit: MOST,
    ...(changed && { changed: 'true' }),
  });
  if ('movedTo' in found) return { positions: [], nextCursor: null };
  return { positions: JSON.parse(found.json) as Position[], nextCursor: found.page.nextCursor };
};
