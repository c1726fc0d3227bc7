import type { Key } from '../model/ids.ts';
import type { Store } from '../store/port.ts';
import { labelsOf, type Labels } from './labels.ts';
import { listPage, readListRequest } from './list.ts';
import { positionsShown, type PositionsShown } from './positions-shown.ts';
import { ifAbsent } from './record.ts';

/** Claims that somebody denies or doubts, most first, each with who holds what. */
export type Contested = {
  claims: { id: string; against: number; shown: PositionsShown }[];
  total: number;
  labels: Labels;
};

/** How many claims are told. */
const MOST = 12;

const AGAINST = 'denies,doubts';

export const contested = async (store: Store): Promise<Contested> => {
  const { page } = await listPage(
    store,
    readListRequest('statement', { stance: AGAINST, facets: 'claim', limit: '1', count: 'true' }),
  );
  const counts = (page.facets['claim'] ?? []).slice(0, MOST);
  const shown = await Promise.all(
    counts.map(({ id }) =>
      positionsShown(store, 'claim', id).catch(ifAbsent<PositionsShown>({ positions: [], nextCursor: null })),
    ),
  );
  // Statements may deny one claim and affirm another.
  const claims = counts
    .map(({ id, count }, i) => ({ id, against: count, shown: shown[i]! }))
    .filter(({ shown: { positions } }) =>
      positions.some(({ counts: { denies, doubts } }) => (denies ?? 0) + (doubts ?? 0) > 0),
    );
  return {
    claims,
    total: page.total ?? 0,
    labels: await labelsOf(
      store,
      claims.map(({ id }): Key => ({ type: 'claim', id })),
    ),
  };
};
