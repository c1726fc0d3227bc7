import type { Key } from '../../model/ids.ts';
import { TYPES } from '../../model/types.ts';
import type { Database } from './sqlite.ts';

/** The records that one gathers: those of some types that refer to it. */
export const gatheredKeys = (database: Database, { type, id }: Key): Key[] => {
  const types = TYPES[type].gathers.map(({ from }) => from);
  if (types.length === 0) return [];
  return database
    .prepare(
      `SELECT s.type, s.id FROM record t JOIN reference f ON f.target = t.rid JOIN record s ON s.rid = f.source
       WHERE t.type = ? AND t.id = ? AND s.type IN (${types.map(() => '?').join(', ')})`,
    )
    .all(type, id, ...types) as Key[];
};
