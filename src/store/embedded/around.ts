import type { Key } from '../../model/ids.ts';
import { TYPES } from '../../model/types.ts';
import type { KnownText } from '../compare-texts.ts';
import { ifWritten } from './checksums.ts';
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

/** The snapshots of some sources that have a text. */
export const textsOfSources = (database: Database, sources: readonly string[]): KnownText[] => {
  const find = database.prepare(
    `SELECT view ->> '$.source' AS source, id AS snapshot, view ->> '$.retrieved' AS retrieved FROM record
     WHERE type = 'snapshot' AND view ->> '$.textStored' AND view ->> '$.source' = ?`,
  );
  return sources.flatMap((source) => find.all(source) as KnownText[]);
};

/** The text of a snapshot; null where it has none. */
export const textOfSnapshot = (database: Database, snapshot: string): string | null =>
  database
    .prepare(`SELECT ${ifWritten("written ->> '$.text'")} AS text FROM record WHERE type = 'snapshot' AND id = ?`)
    .get(snapshot).text;
