import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DictumError } from '../../model/errors.ts';
import { emptyLog, inWrite } from './log.ts';
import { PATIENCE_MS, type Database } from './sqlite.ts';

/*
 * What is deleted stands in free pages of the file, in parts of pages, in segments of the full text and in the log of the
 * database until that is written over. Here all of it is written anew.
 */

const FULL_TEXTS = ['record_words', 'stored_text'] as const;

/** Writes the file anew without what was deleted; the other files of the folder that may hold it. */
export const purge = async (database: Database, folder: string): Promise<string[]> => {
  // Values that no record has any more: names, and whatever else records are found by.
  await inWrite(database, () => {
    database.exec('DELETE FROM term WHERE records = 0');
    for (const table of FULL_TEXTS) database.exec(`INSERT INTO ${table}(${table}) VALUES ('optimize')`);
  });
  database.exec(`VACUUM; PRAGMA busy_timeout = ${PATIENCE_MS}`);
  if (!emptyLog(database))
    throw new DictumError(
      'store-unreachable',
      'others read the store at this moment; do it again, so that its log is emptied',
    );
  const others = readdirSync(folder).filter((name) => name.endsWith('.sqlite') && name !== 'dictum.sqlite');
  return [
    ...others.map((name) => `${join(folder, name)}, the store as it was before`),
    'backups and exports that were made before, and what others took from the service',
  ];
};
