import neo4j, { type Driver } from 'neo4j-driver';
import type { Store } from '../port.ts';
import { MANY } from '../sum-steps.ts';
import { checkPart } from './checker.ts';
import { prepareGraph } from './constraints.ts';
import { isRefused, translated } from './faults.ts';
import { readCompletions, readCounts, readKeys, readList, readNeighbours, readSequence, readSupport, readValues, readVersion, readWritten, readWrittenOf } from './reader.ts';
import { readPaths } from './paths.ts';
import { Sessions, type Neo4jOptions } from './session.ts';
import { KnownSums } from './sums.ts';
import { writeChanges } from './writer.ts';

/**
 * Opens the store in a Neo4j database, and makes its constraints and indexes where they are not there yet. A server
 * that goes away later and comes back is found again by itself.
 * @throws DictumError `store-unreachable` where no server answers now; Error where it does not let us in
 */
export const openNeo4j = async (options: Neo4jOptions): Promise<Store> => {
  const driver = connect(options);
  try {
    await prepareGraph(driver, options.database);
  } catch (error) {
    await driver.close();
    if (isRefused(error)) throw new Error(`Neo4j at ${options.uri} does not let us in: ${(error as Error).message}`, { cause: error });
    throw translated(error, options.timeoutMs);
  }
  return storeOn(new Sessions(driver, options), new KnownSums(options.many ?? MANY));
};

const connect = ({ uri, user, password, timeoutMs }: Neo4jOptions): Driver =>
  neo4j.driver(uri, user === undefined ? undefined : neo4j.auth.basic(user, password ?? ''), {
    disableLosslessIntegers: true,
    connectionTimeout: Math.min(timeoutMs, 5000),
    connectionAcquisitionTimeout: timeoutMs,
    maxTransactionRetryTime: timeoutMs,
    userAgent: 'dictum',
    telemetryDisabled: true,
  });

const storeOn = (sessions: Sessions, sums: KnownSums): Store => ({
  engine: 'neo4j',
  version: () => sessions.read(readVersion),
  list: (...of) => sessions.read((ask) => readList(ask, ...of)),
  counts: (...of) => sessions.read((ask) => readCounts(ask, ...of)),
  read: (...of) => sessions.read((ask) => readKeys(ask, ...of)),
  written: (...of) => sessions.read((ask) => readWrittenOf(ask, ...of)),
  sequence: (...of) => sessions.read((ask) => readSequence(ask, ...of)),
  neighbours: (...of) => sessions.read((ask) => readNeighbours(ask, ...of)),
  paths: (...of) => sessions.read((ask) => readPaths(ask, ...of)),
  values: (...of) => sessions.read((ask) => readValues(ask, ...of)),
  complete: (...of) => sessions.read((ask) => readCompletions(ask, ...of)),
  support: (...of) => sessions.read((ask) => readSupport(ask, ...of)),
  write: (...of) => writeChanges(sessions, sums, ...of),
  // Writes are filed at once, whatever they ask for.
  file: async () => null,
  scan: (...of) => sessions.read((ask) => readWritten(ask, ...of)),
  check: (...of) => sessions.read((ask) => checkPart(ask, ...of), { timed: false }),
  ping: async () => void (await sessions.read(readVersion)),
  close: () => sessions.close(),
});
