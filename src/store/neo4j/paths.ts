import { related } from '../include.ts';
import { findPaths, type Lookup, type Pair } from '../paths.ts';
import type { PathQuery, PathsFound } from '../paths.ts';
import { REFERRED, REFERRING, WEIGHT } from './cypher.ts';
import { fetch, readKeys } from './reader.ts';
import { digestOf, integer, termOf } from './records.ts';
import { labelOf } from './relationships.ts';
import { zip, type Ask, type Columns } from './query.ts';

const pairsOf = (columns: Columns): Pair[] => zip(columns, (at): Pair => [at('at'), at('other')]);

const term = ({ type, filter, value }: Lookup): string => termOf(type, filter, value);

export const readPaths = (ask: Ask, query: PathQuery): Promise<PathsFound> =>
  findPaths(query, {
    read: async (keys) => (await readKeys(ask, keys)).readings,
    fetch: (keys) => fetch(ask, keys),
    related: (records, include) => related(records, include, (keys) => fetch(ask, keys)),
    referred: async (addresses, { types, end }, limit) =>
      pairsOf(await ask(REFERRED, { addresses, end, labels: [...types].map(labelOf), limit: integer(limit) })),
    referring: async (lookups, limit) =>
      pairsOf(
        await ask(REFERRING, {
          lookups: lookups.map((lookup) => ({ at: lookup.at, digest: digestOf(term(lookup)) })),
          limit: integer(limit),
        }),
      ),
    weigh: async (lookups) => (await ask(WEIGHT, { terms: lookups.map(term) }))['records']![0] as number,
  });
