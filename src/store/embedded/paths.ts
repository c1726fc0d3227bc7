import type { BaseView } from '../../model/define.ts';
import { keyOf, keyText } from '../../model/ids.ts';
import { referencesOf } from '../../model/references.ts';
import { related } from '../include.ts';
import { findPaths, type Pair } from '../paths.ts';
import type { PathQuery, PathsFound } from '../port.ts';
import { fetch, readKeys } from './reader.ts';
import type { Database } from './sqlite.ts';

/** The terms of some lookups; CROSS JOIN keeps the order of the joins, from what is looked for to what is filed there. */
const TERMS = `json_each(?) k CROSS JOIN term t ON t.filter = k.value ->> 'filter' AND t.type = k.value ->> 'type' AND t.value = k.value ->> 'value'`;

export const readPaths = (database: Database, query: PathQuery): Promise<PathsFound> =>
  findPaths(query, {
    read: async (keys) => (await readKeys(database, keys)).readings,
    fetch: (keys) => fetch(database, keys),
    related: (views, include) => related(views, include, (keys) => fetch(database, keys)),
    referred: (addresses, limit) => {
      const pairs: Pair[] = [];
      for (const { json, ...key } of fetch(database, addresses.map(keyOf))) {
        for (const reference of referencesOf(JSON.parse(json) as BaseView)) if (pairs.push([keyText(key), keyText(reference.key)]) === limit) return pairs;
      }
      return pairs;
    },
    referring: (lookups, limit) =>
      database
        .prepare(`SELECT k.value ->> 'at' AS at, t.type, p.id FROM ${TERMS} CROSS JOIN posting p ON p.tid = t.tid AND p.sort = 0 LIMIT ?`)
        .all(JSON.stringify(lookups), limit)
        .map(({ at, type, id }): Pair => [at, keyText({ type, id })]),
    weigh: (lookups) => database.prepare(`SELECT coalesce(sum(t.records), 0) AS n FROM ${TERMS}`).get(JSON.stringify(lookups)).n,
  });
