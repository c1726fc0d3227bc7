import type { QueryResult } from 'neo4j-driver';
import { DictumError } from '../../model/errors.ts';
import type { Ask, Columns } from './query.ts';

/*
 * Answers of one state, in time.
 */

export const unfiledError = (): DictumError =>
  new DictumError(
    'loading',
    'a large import into this store, or its migration, has not ended: what is written is not filed yet; run it again as it was, what is stored is not written twice',
  );

export const replacedError = (): DictumError =>
  new DictumError(
    'loading',
    'this graph is derived by another version of Dictum; dictum migrate brings it to this one, or where that version has migrated it, this process has to give way to it',
  );

/** Each query answers with one row. */
export const columnsOf = ({ records }: QueryResult): Columns => {
  const [row] = records;
  // Of the commits another version counts.
  if (row === undefined) throw replacedError();
  return row.toObject();
};

/** Answers a question, and says whether no commit was being applied meanwhile, nor between its queries. */
export const observed = async <T>(
  question: (ask: Ask) => Promise<T>,
  run: Ask,
  unfiled: boolean,
): Promise<{ answer: T; settled: boolean }> => {
  const seen = new Set<number>();
  const answer = await question(async (query, parameters) => {
    const { done, begun, loading, ...columns } = (await run(query, parameters)) as Columns & {
      done: any;
      begun: any;
      loading?: any;
    };
    if (loading && !unfiled) throw unfiledError();
    seen.add(done).add(begun);
    return columns;
  });
  return { answer, settled: seen.size <= 1 };
};

const unheard = (ms: number): DictumError =>
  new DictumError('store-unreachable', `Neo4j has not answered within ${Math.round(ms)} ms`);

/** Of an answer that takes longer than it may, whatever was left for what is waited for. */
export const tooSlow = (timeoutMs: number) => (): DictumError =>
  new DictumError('too-slow', `the answer took longer than ${timeoutMs} ms`);

/** Gives up on a server that holds the connection and does not answer. @throws what `late` makes of the milliseconds */
export const within = async <T>(
  ms: number | null,
  promise: Promise<T>,
  late: (ms: number) => DictumError = unheard,
): Promise<T> => {
  if (ms === null) return promise;
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late(ms)), ms);
  });
  try {
    return await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
  }
};
