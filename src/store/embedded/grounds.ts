import { keyText } from '../../model/ids.ts';
import { CITED_SOURCE, RESTS_ON, ROOTED, ROOTS } from '../../model/support.ts';
import type { Grounds } from '../roots.ts';
import type { Database } from './sqlite.ts';
import { filedUnder, valuesOf } from './terms.ts';

/** What roots are counted by, read from a database. */
export const groundsIn = (database: Database): Grounds => ({
  groundsOf: (keys) => new Map(keys.map((key) => [keyText(key), [...new Set([RESTS_ON, CITED_SOURCE].flatMap((filter) => valuesOf(database, key, filter)))]])),
  restingOn: (sources) => sources.flatMap((source) => [...filedUnder(database, [...ROOTED, 'source'], RESTS_ON, source), ...filedUnder(database, ['source'], CITED_SOURCE, source)]),
  filedRoots: (owners) => new Map(owners.map(({ key }) => [keyText(key), Number(valuesOf(database, key, ROOTS)[0] ?? 0)])),
});
