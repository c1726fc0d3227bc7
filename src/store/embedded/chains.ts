import type { Place } from '../../model/query.ts';
import { chainPage, expressing } from '../chains.ts';
import type { ChainPage, ChainQuery } from '../chains.ts';
import { planOf } from '../index/plan.ts';
import { pageOf, selectedBy } from '../index/selected.ts';
import { ridsOf } from '../index/sets.ts';
import { answered } from './answering.ts';
import { fetch, readingsOf, readPlaces } from './reader.ts';
import type { Database } from './sqlite.ts';

/** The places of the statements that express a claim. */
const placesOf = (database: Database, claim: string, after: Place | null, limit: number): Place[] => {
  const { sort, ...selection } = expressing(claim);
  const plan = answered(database, planOf(selection, sort));
  return plan === null
    ? []
    : readPlaces(database, plan, answered(database, pageOf(plan, { after, descending: false, limit })));
};

/** How many chains the statements have that express a claim. */
const countChains = (database: Database, claim: string): number => {
  const { sort, ...selection } = expressing(claim);
  const plan = answered(database, planOf(selection, sort));
  const rids = plan === null ? [] : ridsOf(answered(database, selectedBy(plan)));
  return database
    .prepare(
      "SELECT coalesce(sum(r.view ->> '$.chainCount'), 0) AS n FROM json_each(?) d CROSS JOIN record r ON r.rid = d.value",
    )
    .get(JSON.stringify(rids)).n;
};

export const readChains = (database: Database, query: ChainQuery): Promise<ChainPage> =>
  chainPage(query, {
    read: (key) => readingsOf(database, [key])[0]!,
    fetch: (keys) => fetch(database, keys),
    statements: (claim, after, limit) => placesOf(database, claim, after, limit),
    count: (claim) => countChains(database, claim),
  });
