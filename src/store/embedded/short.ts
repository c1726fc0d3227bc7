import type { ListQuery } from '../../model/query.ts';
import { TYPE_NAMES } from '../../model/ids.ts';
import type { Page } from '../port.ts';
import type { Engine, Method } from './engine.ts';
import { refuseUnfiled } from './load.ts';
import { isKept, readCompletions, readPage, readingsOf } from './reader.ts';
import { mostReadBy, planOf } from './select.ts';
import type { Database } from './sqlite.ts';

/*
 * Questions that are answered in less time than it takes to hand them to a thread and take the answer back: pages that
 * are read from where they begin, and records by their address. The thread that is asked answers them itself, so
 * whatever could take long has to be left out here, before it is begun.
 */

/** How many records, postings and values may be read. */
const MOST = 500;

type Short = { [M in Method]?: (database: Database, ...values: Parameters<Engine[M]>) => Awaited<ReturnType<Engine[M]>> | undefined };

const shortList = (database: Database, query: ListQuery): Page | undefined => {
  const { where, limit, include } = query;
  const values = where.reduce((sum, { any, none, notAll = [] }) => sum + any.length + none.length + notAll.length, 0);
  if (limit > MOST || values > TYPE_NAMES.length || include.length > 0) return undefined;
  const plan = planOf(database, query, query.sort);
  if (plan !== null && (mostReadBy(plan, limit) > MOST || (query.count && plan.alone?.terms.length !== 1) || !query.facets.every((filter) => isKept(database, query.type, filter, plan, MOST)))) return undefined;
  return readPage(database, query, plan);
};

const SHORT: Short = {
  list: shortList,
  read: (database, keys, include = []) => (keys.length > MOST || include.length > 0 ? undefined : { readings: readingsOf(database, keys), related: [] }),
  // With types to choose from, many names of others may have to be passed over.
  complete: (database, prefix, types, after, limit) => (limit > MOST || types !== null ? undefined : readCompletions(database, prefix, types, after, limit)),
};

/**
 * The answer to a short question, of one state of the graph; undefined to one that may take longer.
 * @throws DictumError `loading` where the index lacks what is written
 */
export const readShort = (database: Database, method: Method, values: readonly unknown[]): unknown => {
  const read = SHORT[method] as ((database: Database, ...values: readonly unknown[]) => unknown) | undefined;
  if (read === undefined) return undefined;
  database.exec('BEGIN');
  try {
    refuseUnfiled(database);
    return read(database, ...values);
  } finally {
    database.exec('COMMIT');
  }
};
