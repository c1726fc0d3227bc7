import { related } from '../include.ts';
import { findPaths, type Lookup, type Pair } from '../paths.ts';
import type { PathQuery, PathsFound } from '../paths.ts';
import { firstOf } from '../index/lists.ts';
import { all, ask as asking, type Steps } from '../index/steps.ts';
import { answered } from './answering.ts';
import { ADDRESSES, REFERRED } from './cypher.ts';
import { fetch, readKeys } from './reader.ts';
import { integer } from './records.ts';
import { labelOf } from './relationships.ts';
import { ownOf, zip, type Ask, type Columns } from './query.ts';

const pairsOf = (columns: Columns): Pair[] => zip(columns, (at): Pair => [at('at'), at('other')]);

/** The records that have some values, so many at most. */
function* referringSteps(lookups: readonly Lookup[], limit: number): Steps<{ at: string; rid: number }[]> {
  const terms = yield* all(lookups.map((lookup) => asking('term', lookup)));
  const rids = yield* all(terms.map((term) => (term === null ? all<number>([]) : firstOf(term, limit))));
  return lookups.flatMap(({ at }, i) => rids[i]!.map((rid) => ({ at, rid }))).slice(0, limit);
}

export const readPaths = (ask: Ask, query: PathQuery): Promise<PathsFound> =>
  findPaths(query, {
    read: async (keys) => (await readKeys(ask, keys)).readings,
    fetch: (keys) => fetch(ask, keys),
    related: (records, include) => related(records, include, (keys) => fetch(ask, keys)),
    referred: async (addresses, { types, end }, limit) =>
      pairsOf(await ask(REFERRED, { addresses, end, labels: [...types].map(labelOf), limit: integer(limit) })),
    referring: async (lookups, limit) => {
      const found = await answered(ask, referringSteps(lookups, limit));
      const one = { numbers: found.map(({ rid }) => integer(rid)) };
      const { address } = ownOf(await ask(ADDRESSES, { asked: [one] }));
      return found.map(({ at }, i): Pair => [at, address![i]]);
    },
    weigh: async (lookups) =>
      (await answered(ask, all(lookups.map((lookup) => asking('term', lookup))))).reduce(
        (sum, term) => sum + (term?.records ?? 0),
        0,
      ),
  });
