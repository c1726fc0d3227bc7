import type { Place } from '../../model/query.ts';
import { chainPage, expressing } from '../chains.ts';
import type { ChainPage, ChainQuery } from '../chains.ts';
import { all, fetch, readingsOf } from './reader.ts';
import { planOf, postingsSql, type Sql } from './select.ts';
import type { Database } from './sqlite.ts';

/** The places of the statements that express a claim; null where none does. */
const placesOf = (database: Database, claim: string, after: Place | null): Sql | null => {
  const { sort, ...selection } = expressing(claim);
  const plan = planOf(database, selection, sort);
  return plan === null ? null : postingsSql(plan, after, false);
};

export const readChains = (database: Database, query: ChainQuery): Promise<ChainPage> =>
  chainPage(query, {
    read: (key) => readingsOf(database, [key])[0]!,
    fetch: (keys) => fetch(database, keys),
    statements: (claim, after, limit) => {
      const places = placesOf(database, claim, after);
      return places === null
        ? []
        : (all(database, { text: `${places.text} LIMIT ?`, values: [...places.values, limit] }) as Place[]);
    },
    count: (claim) => {
      const places = placesOf(database, claim, null);
      return places === null
        ? 0
        : database
            .prepare(
              `SELECT sum(r.view ->> '$.chainCount') AS n FROM (${places.text}) p JOIN record r ON r.rid = p.rid`,
            )
            .get(...places.values).n;
    },
  });
