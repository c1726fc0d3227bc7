import type { BaseView } from '../../model/define.ts';
import { keyOf, keyText } from '../../model/ids.ts';
import { joiningReferencesOf } from '../../model/references.ts';
import { related } from '../include.ts';
import { findPaths, type Pair } from '../paths.ts';
import type { PathQuery, PathsFound } from '../paths.ts';
import { fetch, readKeys } from './reader.ts';
import { ifWritten } from './checksums.ts';
import type { Database } from './sqlite.ts';
import { filedUnder } from './terms.ts';

/** The terms of some lookups; CROSS JOIN keeps the order of the joins, from what is looked for to what is filed there. */
const TERMS = `json_each(?) k CROSS JOIN field c ON c.type = k.value ->> 'type' AND c.filter = k.value ->> 'filter' CROSS JOIN term t ON t.field = c.field AND t.value = k.value ->> 'value'`;

/** The fields that refer stand in what was written, which is shorter; but for an ibid, whose source is derived. */
const REFERRING_RECORDS = `
  SELECT r.type || '/' || r.id AS at, r.type, CASE r.type WHEN 'citation' THEN r.view ELSE ${ifWritten('r.written', 'r.')} END AS json
  FROM json_each(?) k CROSS JOIN record r ON r.type = k.value ->> 'type' AND r.id = k.value ->> 'id' WHERE r.derived IS NOT NULL`;

export const readPaths = (database: Database, query: PathQuery): Promise<PathsFound> =>
  findPaths(query, {
    read: async (keys) => (await readKeys(database, keys)).readings,
    fetch: (keys) => fetch(database, keys),
    related: (records, include) => related(records, include, (keys) => fetch(database, keys)),
    referred: (addresses, { types, end }, limit) => {
      const pairs: Pair[] = [];
      for (const { at, type, json } of database.prepare(REFERRING_RECORDS).all(JSON.stringify(addresses.map(keyOf)))) {
        for (const { key } of joiningReferencesOf({ ...(JSON.parse(json) as BaseView), type })) {
          const other = keyText(key);
          if ((types.has(key.type) || other === end) && pairs.push([at, other]) === limit) return pairs;
        }
      }
      return pairs;
    },
    referring: (lookups, limit) => {
      const pairs: Pair[] = [];
      for (const { at, type, ...of } of lookups) {
        if (pairs.length >= limit) break;
        for (const key of filedUnder(database, type, of, limit - pairs.length)) pairs.push([at, keyText(key)]);
      }
      return pairs;
    },
    weigh: (lookups) =>
      database.prepare(`SELECT coalesce(sum(t.records), 0) AS n FROM ${TERMS}`).get(JSON.stringify(lookups)).n,
  });
