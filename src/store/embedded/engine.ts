import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../port.ts';
import { MANY } from '../sum-steps.ts';
import { checkPart } from './checker.ts';
import { fileNext, refuseUnfiled } from './load.ts';
import { inSnapshot, readCompletions, readCounts, readKeys, readList, readNeighbours, readSequence, readSupport, readValues, readVersion, readWritten, readWrittenOf } from './reader.ts';
import { readPaths } from './paths.ts';
import { prepareSchema } from './schema.ts';
import { openDatabase, type Database } from './sqlite.ts';
import { KnownSums } from './sums.ts';
import { KnownTerms } from './terms.ts';
import { writeChanges, type Known } from './writer.ts';

/** The methods of the store that a connection answers. */
export type Engine = Omit<Store, 'engine' | 'close'>;
export type Method = keyof Engine;

/** Makes the folder and the tables where they are not there yet. */
export const prepareFolder = (folder: string): void => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'dictum.sqlite');
  const database = openDatabase(path, { readOnly: false });
  try {
    prepareSchema(database, path);
  } finally {
    database.close();
  }
};

/** `many`: from how many records on the facets of a term are kept as sums. */
export type ConnectionOptions = { folder: string; many?: number | undefined };

/** One connection to the database, which answers one question at a time. */
export class Connection implements Engine {
  private readonly database: Database;
  private readonly known: Known;

  constructor({ folder, many = MANY }: ConnectionOptions) {
    this.known = { terms: new KnownTerms(), sums: new KnownSums(many) };
    this.database = openDatabase(join(folder, 'dictum.sqlite'), { readOnly: false });
  }

  version = async () => readVersion(this.database);
  list: Engine['list'] = (query) => inSnapshot(this.database, () => readList(this.database, query));
  counts: Engine['counts'] = (selections) => inSnapshot(this.database, () => readCounts(this.database, selections));
  read: Engine['read'] = (...of) => inSnapshot(this.database, () => readKeys(this.database, ...of));
  written: Engine['written'] = async (keys) => readWrittenOf(this.database, keys);
  sequence: Engine['sequence'] = (...of) => inSnapshot(this.database, () => readSequence(this.database, ...of));
  neighbours: Engine['neighbours'] = (query) => inSnapshot(this.database, () => readNeighbours(this.database, query));
  paths: Engine['paths'] = (query) => inSnapshot(this.database, () => readPaths(this.database, query));
  values: Engine['values'] = (...of) => inSnapshot(this.database, () => readValues(this.database, ...of));
  complete: Engine['complete'] = (...of) => inSnapshot(this.database, () => readCompletions(this.database, ...of));
  support: Engine['support'] = (claim) => inSnapshot(this.database, () => readSupport(this.database, claim));
  write: Engine['write'] = (...of) => writeChanges(this.database, this.known, ...of);
  file: Engine['file'] = () => fileNext(this.database, this.known);
  scan: Engine['scan'] = async (...of) => readWritten(this.database, ...of);
  check: Engine['check'] = (...of) => inSnapshot(this.database, () => checkPart(this.database, ...of));
  ping = async (): Promise<void> => refuseUnfiled(this.database);

  close(): void {
    this.database.close();
  }
}
