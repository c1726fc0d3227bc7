import type { ManagedTransaction, Result } from 'neo4j-driver';

/*
 * Queries as they are sent, and what comes back.
 */

export type Parameters = Readonly<Record<string, unknown>>;
/** The columns of an answer. */
export type Columns = Record<string, any[]>;
export type Ask = (query: string, parameters?: Parameters) => Promise<Columns>;

const WHOLE = new Map<string, string>();

/**
 * A query with its parameters as one map. A text is planned anew for each order of magnitude of a list among its
 * parameters, which takes up to a second for the larger ones; the lists within a map make no difference.
 */
export const asWhole = (query: string, parameters: object): [query: string, parameters: { p: object }] => {
  const whole = WHOLE.get(query) ?? query.replace(/\$(\w+)/g, '$$p.$1');
  WHOLE.set(query, whole);
  return [whole, { p: parameters }];
};

/** A transaction, as far as it is used. */
export type Tx = { run: (query: string, parameters?: object) => Result };

export const wholly = (tx: ManagedTransaction): Tx => ({
  run: (query, parameters = {}) => tx.run(...asWhole(query, parameters)),
});

/** Columns as rows. */
export const zip = <T>(columns: Columns, row: (at: (name: string) => any) => T): T[] =>
  (Object.values(columns)[0] ?? []).map((_, i) => row((name) => columns[name]![i]));

/** What a question that is asked together with others has as its own answer. */
export const ownOf = (columns: Columns): Columns =>
  Object.fromEntries(Object.entries(columns).map(([name, [own]]) => [name, own]));
