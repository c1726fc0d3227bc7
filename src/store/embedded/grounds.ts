import { keyText, type Key } from '../../model/ids.ts';
import { CITED_SOURCE, RESTS_ON, ROOTED, ROOTS } from '../../model/support.ts';
import type { Grounds, Rooted } from '../roots.ts';
import type { Database } from './sqlite.ts';

/** The values of a record for the filters of support: terms with numbers below zero, so that they lie together. */
export const SUPPORT_OF = `SELECT t.filter, t.value FROM record r JOIN posting p ON p.rid = r.rid AND p.sort = 0 AND p.tid < 0 CROSS JOIN term t ON t.tid = p.tid
  WHERE r.type = ? AND r.id = ?`;

/** What roots are counted by, read from a database. */
export const groundsIn = (database: Database): Grounds => {
  const values = database.prepare(SUPPORT_OF);
  const under = database.prepare(`SELECT t.type, p.id FROM term t JOIN posting p ON p.tid = t.tid AND p.sort = 0 WHERE t.filter = ? AND t.type = ? AND t.value = ?`);
  const of = ({ type, id }: Key): { filter: string; value: string }[] => values.all(type, id);
  const isGrounds = (filter: string): boolean => filter === RESTS_ON || filter === CITED_SOURCE;
  return {
    groundsOf: (keys) => new Map(keys.map((key) => [keyText(key), [...new Set(of(key).flatMap(({ filter, value }) => (isGrounds(filter) ? [value] : [])))]])),
    restingOn: (sources) => {
      const filters = [...ROOTED.map((type) => [RESTS_ON, type]), [RESTS_ON, 'source'], [CITED_SOURCE, 'source']] as const;
      return sources.flatMap((source) => filters.flatMap(([filter, type]): Key[] => under.all(filter, type, source)));
    },
    filedRoots: (owners: readonly Rooted[]) => new Map(owners.map(({ key }) => [keyText(key), Number(of(key).find(({ filter }) => filter === ROOTS)?.value ?? 0)])),
  };
};
