import type { Key } from '../model/ids.ts';
import type { Stance } from '../model/stance.ts';
import { filtersOf, type Filter } from '../model/types.ts';
import type { StatementView } from '../model/types/statement.ts';
import type { Store } from '../store/port.ts';
import { facetPage } from './facet-page.ts';
import { keysIn, labelsOf, type Labels } from './labels.ts';
import { chosenIn, chosenKeys, facetsShown, type Chosen, type FacetShown } from './list-page.ts';
import { listPage, readListRequest } from './list.ts';
import type { RawParameters } from './parameters.ts';
import type { Position } from './position.ts';
import { firstPositions, stanceCounts } from './positions-shown.ts';

/*
 * Where people differ and who changed: claims that somebody denies or doubts, those first that most statements are
 * against, narrowed down by what statements are. Where nobody is against anything, the claims that most affirm.
 */

/** A claim with how many statements take each stance on it, the first who hold each, and who changed. */
export type ContestedClaim = {
  id: string;
  counts: Record<Stance, number>;
  holders: Position[];
  changed: Position[];
  /** The statements that were made last of those that affirm it, where nobody is against anything. */
  affirming: StatementView[];
};

export type Contested = {
  claims: ContestedClaim[];
  /** How many claims there are of these. */
  total: number;
  /** How many statements deny or doubt something; where none does, all of them affirm. */
  against: number;
  facets: FacetShown[];
  chosen: Chosen[];
  filters: ReadonlyMap<string, Filter>;
  nextCursor: string | null;
  labels: Labels;
};

const AGAINST = 'denies,doubts';
/** How many claims a page tells, of each how many who hold something, and how many who changed. */
const [CLAIMS, HOLDERS, CHANGED] = ['8', 6, 6];
const AFFIRMING = '3';
/** What authors conclude is no word of those whom they write about. */
const NO_ANALYSIS = { mode: '!analysis' };
const FACETS = ['speaker', 'representing', 'topic', 'region', 'forum', 'event'];

/** Parameters that say how a list is written, or what the page asks for itself. */
const OWN: readonly string[] = [
  'stance',
  'claim',
  'facets',
  'count',
  'limit',
  'sort',
  'fields',
  'include',
  'histogram',
];

const claimAffirmed = async (store: Store, id: string): Promise<Omit<ContestedClaim, 'counts'>> => {
  const { page } = await listPage(
    store,
    readListRequest('statement', { claim: id, sort: '-said', limit: AFFIRMING, ...NO_ANALYSIS }),
  );
  const affirming = page.rows.map(({ json }) => JSON.parse(json) as StatementView);
  return { id, holders: [], changed: [], affirming };
};

const claimContested = async (store: Store, id: string): Promise<Omit<ContestedClaim, 'counts'>> => {
  const of = async (more: Record<string, string>) =>
    (await firstPositions(store, 'claim', id, { as: 'speaker', ...more })).positions;
  const [affirm, against, changed] = await Promise.all([
    of({ stance: 'affirms', limit: String(HOLDERS) }),
    of({ stance: AGAINST, limit: String(2 * HOLDERS) }),
    of({ changed: 'true', limit: String(CHANGED) }),
  ]);
  return { id, holders: [...affirm, ...against], changed, affirming: [] };
};

/** @throws DictumError `invalid-parameters`, `invalid-cursor`, `cursor-mismatch` */
export const contested = async (store: Store, given: RawParameters): Promise<Contested> => {
  const raw = Object.fromEntries(Object.entries(given).filter(([name]) => !OWN.includes(name)));
  const { cursor: _, ...selection } = raw;
  const request = readListRequest('statement', {
    ...selection,
    stance: AGAINST,
    facets: FACETS.join(','),
    limit: '1',
    count: 'true',
  });
  const { page } = await listPage(store, request);
  const against = page.total ?? 0;
  const isContested = against > 0;
  const { values, total, nextCursor } = await facetPage(store, 'statement', 'claim', {
    ...raw,
    ...(isContested ? { stance: AGAINST } : NO_ANALYSIS),
    limit: CLAIMS,
  });
  const [shown, counts] = await Promise.all([
    Promise.all(values.map(({ id }) => (isContested ? claimContested(store, id) : claimAffirmed(store, id)))),
    stanceCounts(
      store,
      values.map(({ id }) => id),
    ),
  ]);
  const filters = filtersOf('statement');
  const chosen = chosenIn('statement', selection);
  return {
    claims: shown.map((claim, i) => ({ ...claim, counts: counts[i]! })),
    total,
    against,
    facets: isContested ? facetsShown('statement', FACETS, request, page) : [],
    chosen,
    filters,
    nextCursor,
    labels: await labelsOf(store, [
      ...values.map(({ id }): Key => ({ type: 'claim', id })),
      ...shown.flatMap(({ affirming }) => affirming.flatMap(keysIn)),
      ...chosenKeys('statement', chosen),
    ]),
  };
};
