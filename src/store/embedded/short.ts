import type { ListQuery } from '../../model/query.ts';
import type { Page } from '../port.ts';
import type { Engine, Method } from './methods.ts';
import { revisionsIn } from './history.ts';
import { refuseUnfiled } from './load.ts';
import { isFacetKept } from '../index/counts.ts';
import { mostReadBy, planOf, type Plan } from '../index/plan.ts';
import { ask } from '../index/steps.ts';
import { answered } from './answering.ts';
import { readCompletions, readPage, readingsOf } from './reader.ts';
import type { Database } from './sqlite.ts';

/*
 * Questions that are answered in less time than it takes to hand them to a thread and take the answer back: pages that
 * are read from where they begin, and records by their address. The thread that is asked answers them itself, so
 * whatever could take long has to be left out here, before it is begun.
 */

/** How many records, index keys and values of facets may be read, and how many values looked up. */
const MOST = 500;
const MOST_VALUES = 20;

type Short = {
  [M in Method]?: (database: Database, ...values: Parameters<Engine[M]>) => Awaited<ReturnType<Engine[M]>> | undefined;
};

const shortList = (database: Database, query: ListQuery): Page | undefined => {
  const { where, limit, include } = query;
  const values = where.reduce((sum, { any, none }) => sum + any.length + none.length, 0);
  if (limit > MOST || values > MOST_VALUES || include.length > 0 || query.words) return undefined;
  const plan = answered(database, planOf(query, query.sort));
  return plan === null || isShort(database, query, plan) ? readPage(database, query, plan) : undefined;
};

const isShort = (database: Database, { type, limit, count, facets }: ListQuery, plan: Plan): boolean =>
  mostReadBy(plan, limit) <= MOST &&
  (!count || plan.alone?.terms.length === 1) &&
  facets.every((filter) => {
    const field = answered(database, ask('field', { type, filter }));
    return field === null || (isFacetKept(type, filter, plan) && field.terms <= MOST);
  });

const SHORT: Short = {
  list: shortList,
  read: (database, keys, include = []) =>
    keys.length > MOST || include.length > 0 ? undefined : { readings: readingsOf(database, keys), related: [] },
  revisionOf: (database, keys) => (keys.length > MOST ? undefined : revisionsIn(database, keys)),
  // With types to choose from, many names of others may have to be passed over.
  complete: (database, prefix, types, after, limit) =>
    limit > MOST || types !== null ? undefined : readCompletions(database, prefix, types, after, limit),
};

/** Answered also where the index lacks what is written. */
const UNFILED: readonly Method[] = ['revisionOf'];

/** Whether some questions of a method are short. */
export const mayBeShort = (method: Method): boolean => method in SHORT;

/**
 * The answer to a short question, of one state of the graph; undefined to one that may take longer.
 * @throws DictumError `loading` where the index lacks what is written
 */
export const readShort = (database: Database, method: Method, values: readonly unknown[]): unknown => {
  const read = SHORT[method] as ((database: Database, ...values: readonly unknown[]) => unknown) | undefined;
  if (read === undefined) return undefined;
  database.exec('BEGIN');
  try {
    if (!UNFILED.includes(method)) refuseUnfiled(database);
    return read(database, ...values);
  } finally {
    database.exec('COMMIT');
  }
};
