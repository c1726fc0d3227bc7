import neo4j, { type Driver } from 'neo4j-driver';
import { HISTORY } from '../../log/history.ts';
import { graphAt } from '../as-of.ts';
import { COMPOSED, bundleOf, verifyQuote } from '../composed.ts';
import { StoreRefused } from '../migration.ts';
import type { Backup, Compared, Questions, Store } from '../port.ts';
import { MANY } from '../index/sums.ts';
import { verifyingThreads } from '../threads.ts';
import { rewriteLog } from './change-log.ts';
import { facetPageOf } from '../index/counts.ts';
import { histogramOf } from '../index/histogram.ts';
import { answered } from './answering.ts';
import { readChains } from './chains.ts';
import { backUp } from './backup.ts';
import { checkPart } from './checker.ts';
import { comparing } from './compare.ts';
import { prepareGraph, type Derivation } from './constraints.ts';
import { PING } from './cypher.ts';
import { within } from './observe.ts';
import { putEntries, readEntries } from './entries.ts';
import { isRefused, translated } from './faults.ts';
import { readHits, readNear, readTexts } from './full-text.ts';
import { readHistory } from './history.ts';
import { sharing } from './gather.ts';
import { readCompletions, readValues } from './prefixes.ts';
import {
  readCounts,
  readKeys,
  readDisputing,
  readLabels,
  readLinks,
  readList,
  readNeighbours,
  readSequence,
  readState,
  readSupport,
  readVersion,
  readWritten,
  readWrittenOf,
} from './reader.ts';
import { filing } from './load.ts';
import { readPaths } from './paths.ts';
import { type Ask } from './query.ts';
import type { Neo4jOptions } from './options.ts';
import { Sessions } from './session.ts';
import { together } from './together.ts';
import { writeChanges } from './writer.ts';

/** Within how many milliseconds the server has to say that it is there. */
const PINGED_WITHIN_MS = 2000;

/**
 * Opens the store in a Neo4j database, and makes its constraints and indexes where they are not there yet. A server
 * that goes away later and comes back is found again by itself.
 * @throws DictumError `store-unreachable` where no server answers now; StoreRefused where it does not let us in, where
 * this program can do nothing with what is there, or where it is to be migrated and may not be
 */
export const openNeo4j = async (options: Neo4jOptions): Promise<Store> => {
  const driver = connect(options);
  let derivation: Derivation;
  try {
    derivation = await prepareGraph(driver, options.database);
    if (derivation.by === 'another' && !options.migrate)
      throw new StoreRefused(
        `the graph at ${options.uri} was derived by Dictum ${derivation.release}; make a backup (dictum backup), then run dictum migrate, or dictum serve --migrate`,
      );
  } catch (error) {
    await driver.close();
    if (isRefused(error))
      throw new StoreRefused(`Neo4j at ${options.uri} does not let us in: ${(error as Error).message}`);
    throw translated(error, options.timeoutMs);
  }
  return storeOn(new Sessions(driver, options, derivation.fence), options);
};

/** Writes a backup of the graph, of whichever version that is; see backup.ts. */
export const backUpNeo4j = async (options: Neo4jOptions, file: string): Promise<Backup> => {
  const driver = connect(options);
  try {
    const { fence } = await prepareGraph(driver, options.database);
    return await backUp(new Sessions(driver, options, fence), file);
  } catch (error) {
    throw translated(error, options.timeoutMs);
  } finally {
    await driver.close();
  }
};

/** Verifies quotations as a thread of its own does, on a graph that is prepared. */
export const openVerifying = (
  options: Neo4jOptions,
): ((body: Uint8Array, deadline: number | null) => Promise<string>) => {
  const sessions = new Sessions(connect(options), options);
  return (...of) => sessions.read((ask) => verifyQuote(readsOn(ask), ...of));
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

/**
 * The questions that read the index, of one state of the graph where they are asked by one `ask`. Nothing is asked for
 * twice, and what is asked at once goes together; `evidence` says whether that of links is going to be asked for.
 */
export const readsOn = (once: Ask) => {
  const ask = together(once);
  return {
    version: () => readVersion(ask),
    list: (query) => readList(ask, query),
    facet: (query) => answered(ask, facetPageOf(query)),
    histogram: (query) => answered(ask, histogramOf(query)),
    counts: (selections) => readCounts(ask, selections),
    read: (...of) => readKeys(ask, ...of),
    labels: (keys) => readLabels(ask, keys),
    disputing: (keys) => readDisputing(ask, keys),
    written: (keys) => readWrittenOf(ask, keys),
    sequence: (...of) => readSequence(ask, ...of),
    chains: (query) => readChains(ask, query),
    links: (query) => readLinks(ask, query),
    neighbours: (query) => readNeighbours(ask, query),
    paths: (query) => readPaths(ask, query),
    values: (...of) => readValues(ask, ...of),
    complete: (...of) => readCompletions(ask, ...of),
    support: (claim) => readSupport(ask, claim),
    search: (query) => readHits(ask, query),
    near: (word) => readNear(ask, word),
    searchTexts: (query) => readTexts(ask, query),
    scan: (after, limit) => readWritten(ask, after, limit),
    ...readHistory(ask),
  } satisfies Questions & Partial<Store>;
};

type Reads = ReturnType<typeof readsOn>;
const READS = [
  ...HISTORY,
  'version',
  'list',
  'facet',
  'histogram',
  'counts',
  'read',
  'labels',
  'disputing',
  'written',
  'sequence',
  'chains',
  'links',
  'neighbours',
  'paths',
  'values',
  'complete',
  'support',
  'search',
  'near',
  'searchTexts',
  'scan',
] as const satisfies readonly (keyof Reads)[];

/** What does not read the index, and so is answered while a load has not ended. */
const UNFILED: readonly (keyof Reads)[] = ['version', 'written', 'scan', ...HISTORY];

const storeOn = (sessions: Sessions, options: Neo4jOptions): Store => {
  let comparison: AsyncGenerator<Compared> | null = null;
  const file = filing(sessions, options);
  const { many = MANY, verifiers = 0, timeoutMs } = options;
  const threads =
    verifiers === 0
      ? null
      : verifyingThreads(verifiers, timeoutMs, { from: import.meta.url, module: 'worker', workerData: options });
  const read =
    (name: keyof Reads) =>
    (...of: unknown[]): unknown =>
      sessions.read((ask) => (readsOn(ask)[name] as (...of: unknown[]) => Promise<unknown>)(...of), {
        unfiled: UNFILED.includes(name),
      });
  const reads = Object.fromEntries(READS.map((name) => [name, read(name)])) as unknown as Reads;
  return {
    ...reads,
    // Asked for each answer that may be kept.
    version: sharing(() => reads.version()),
    engine: 'neo4j',
    // Somebody's own Cypher could change the graph and leave a note standing.
    note: async () => null,
    asOf: (number, question, ...of) =>
      sessions.read(
        (ask) => (graphAt(readHistory(ask), number)[question] as (...of: unknown[]) => Promise<unknown>)(...of),
        { unfiled: true },
      ) as any,
    compose: (query, ...of) => sessions.read((ask) => COMPOSED[query](readsOn(ask), ...of)),
    bundle: (...of) => sessions.read((ask) => bundleOf({ ...readsOn(ask), state: () => readState(ask) }, ...of)),
    verifyQuote: async (body) =>
      threads === null
        ? sessions.read((ask) => verifyQuote(readsOn(ask), body, null))
        : ((await threads.verify([body])) as string),
    entries: (...of) => readEntries(sessions, timeoutMs, ...of),
    keepEntries: (changes) => sessions.aside((tx) => putEntries(tx, changes)),
    write: (...of) => writeChanges(sessions, many, ...of),
    rewriteLog: (changes) => rewriteLog(sessions, changes),
    // Its files are the server's own.
    purge: async () => [
      'files of the server: what was deleted stands in them until its room is used again, and in its transaction logs; neo4j-admin database copy writes the store anew, and db.tx_log.rotation.retention_policy says how long logs stay',
      'backups and exports that were made before, and what others took from the service',
    ],
    migrate: async ({ anew = false } = {}) => {
      if (!anew && !sessions.isOutdated) return file('migration');
      await sessions.beginMigration();
      return { step: 'its constraints and indexes' };
    },
    file: () => file(),
    check: (...of) => sessions.steadily((tx) => checkPart(tx, ...of)),
    compare: async () => {
      comparison ??= comparing(sessions, many);
      const { value, done } = await comparison.next();
      if (!done) return value;
      comparison = null;
      return null;
    },
    ping: async () =>
      void (await within(
        PINGED_WITHIN_MS,
        sessions.read((ask) => ask(PING)),
      )),
    close: async () => {
      await threads?.close();
      await sessions.close();
    },
  };
};
