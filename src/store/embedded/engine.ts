import type { History } from '../../log/history.ts';
import { graphAt } from '../as-of.ts';
import { COMPOSED, bundleOf, verifyQuote } from '../composed.ts';
import { rewriteLog } from './change-log.ts';
import { readChains } from './chains.ts';
import { checkPart } from './checker.ts';
import { keepEntries, readEntries } from './entries.ts';
import { facetPageOf } from '../index/counts.ts';
import { histogramOf } from '../index/histogram.ts';
import { answered } from './answering.ts';
import { databaseIn } from './file.ts';
import { disputedBy } from './grounds.ts';
import { readHistory } from './history.ts';
import { fileNext, refuseUnfiled } from './load.ts';
import {
  inSnapshot,
  readCompletions,
  readCounts,
  readHits,
  readKeys,
  readLabels,
  readLinks,
  readList,
  readNeighbours,
  readSequence,
  readState,
  readSupport,
  readValues,
  readVersion,
  readWritten,
  readWrittenOf,
} from './reader.ts';
import { readNear, readTexts } from './full-text.ts';
import { endLog, inWrite } from './log.ts';
import { readNote } from './note.ts';
import type { PageSize } from './pages.ts';
import { purge } from './purge.ts';
import { readPaths } from './paths.ts';
import { readShort } from './short.ts';
import { isWritable, openDatabase, type Database } from './sqlite.ts';
import { MANY } from '../index/sums.ts';
import type { Engine, Method } from './methods.ts';
import { KnownSums } from './sums.ts';
import { KnownTerms } from './terms.ts';
import type { Known } from './known.ts';
import { writeChanges } from './writer.ts';

/** `many`: from how many records on the facets of a term are kept as sums; `page`: how many a migration takes at a time. */
export type ConnectionOptions = { folder: string; many?: number | undefined; page?: PageSize | undefined };

/** One connection to the database, which answers one question at a time. */
export type Connection = Engine & {
  /** The answer to a question that takes little time however large the graph is; undefined to any other. */
  short(method: Method, values: readonly unknown[]): unknown;
  close(): void;
};

/** The questions that read the index, to be asked within one transaction. */
const readsOf = (database: Database) =>
  ({
    list: (query) => readList(database, query),
    facet: async (query) => answered(database, facetPageOf(query)),
    histogram: async (query) => answered(database, histogramOf(query)),
    counts: async (selections) => readCounts(database, selections),
    read: (...of) => readKeys(database, ...of),
    labels: async (keys) => readLabels(database, keys),
    disputing: async (keys) => keys.map((key) => disputedBy(database, key)),
    sequence: async (...of) => readSequence(database, ...of),
    chains: (query) => readChains(database, query),
    links: (query) => readLinks(database, query),
    neighbours: (query) => readNeighbours(database, query),
    paths: (query) => readPaths(database, query),
    values: async (...of) => readValues(database, ...of),
    complete: async (...of) => readCompletions(database, ...of),
    support: async (claim) => readSupport(database, claim),
    search: async (query) => readHits(database, query),
    near: async (word) => readNear(database, word),
    searchTexts: async (query) => readTexts(database, query),
  }) satisfies Partial<Engine>;

type Read = (...values: unknown[]) => Promise<unknown>;

/** The same, each in a transaction of its own; what does not read the index is answered also while that lacks what is written. */
const apart = <R extends object>(database: Database, reads: R, isIndexed = true): R =>
  Object.fromEntries(
    Object.entries(reads as Record<string, Read>).map(([name, read]) => [
      name,
      (...values: unknown[]) => inSnapshot(database, () => read(...values), isIndexed),
    ]),
  ) as R;

export const openConnection = ({ folder, many = MANY }: ConnectionOptions): Connection => {
  // What may not be written can be read all the same.
  const readOnly = !isWritable(databaseIn(folder));
  const database = openDatabase(databaseIn(folder), { readOnly });
  const known: Known = { terms: new KnownTerms(), sums: new KnownSums(many) };
  const reads = readsOf(database);
  const whole: Omit<Engine, keyof typeof reads | keyof History | 'asOf' | 'compose' | 'bundle' | 'verifyQuote'> = {
    version: async () => readVersion(database),
    note: async () => readNote(database),
    written: async (keys) => readWrittenOf(database, keys),
    write: (...of) => writeChanges(database, known, ...of),
    rewriteLog: (changes) => rewriteLog(database, changes),
    purge: () => purge(database, folder),
    file: () => fileNext(database, known, inWrite),
    entries: async (...of) => readEntries(database, ...of),
    keepEntries: (changes) => keepEntries(database, changes),
    scan: async (after, limit) => readWritten(database, after, limit),
    check: (...of) => inSnapshot(database, () => checkPart(database, ...of)),
    ping: async () => refuseUnfiled(database),
  };
  const questions = { ...reads, written: whole.written };
  const history = readHistory(database);
  return {
    ...apart(database, reads),
    ...apart(database, history, false),
    ...whole,
    asOf: (number, question, ...of) =>
      inSnapshot(database, () => (graphAt(history, number)[question] as Read)(...of), false) as any,
    // All that an answer is put together from is read in one transaction.
    compose: (query, ...of) => inSnapshot(database, () => COMPOSED[query]({ ...questions, ...history }, ...of)),
    bundle: (...of) =>
      inSnapshot(database, () => bundleOf({ ...questions, ...history, state: async () => readState(database) }, ...of)),
    verifyQuote: (...of) => inSnapshot(database, () => verifyQuote(questions, ...of)),
    short: (method, values) => readShort(database, method, values),
    close: () => {
      if (!readOnly) endLog(database);
      database.close();
    },
  };
};
