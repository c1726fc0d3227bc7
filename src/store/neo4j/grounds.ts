import { keyOf, keyText } from '../../model/ids.ts';
import { ROOT_COUNTS, ROOTS } from '../../model/support.ts';
import type { Grounds } from '../roots.ts';
import { placed, termOf } from './records.ts';

/*
 * What roots are counted by, read from the graph: each by one query, which a write sends within its transaction and a
 * check as one state.
 */

/** Sends the query, and gives the rows of its answer. */
type Send = (parameters: object) => Promise<Record<string, any>[]>;

export const groundsBy = (send: Send): Grounds['groundsOf'] => async (keys) => {
  const found = new Map<string, string[]>();
  for (const { address, source } of keys.length === 0 ? [] : await send({ addresses: keys.map(keyText) })) found.set(address, [...(found.get(address) ?? []), source]);
  return found;
};

export const restingBy = (send: Send): Grounds['restingOn'] => async (sources) => (sources.length === 0 ? [] : (await send({ sources })).map(({ address }) => keyOf(address)));

export const filedRootsBy = (send: Send): Grounds['filedRoots'] => async (owners) => {
  const rows = owners.map(({ key, sorts }) => {
    const { head, tail } = placed({ key: sorts[0]!, id: key.id });
    return { address: keyText(key), terms: ROOT_COUNTS.map((value) => termOf(key.type, ROOTS, value)), place: head, tail };
  });
  return new Map(rows.length === 0 ? [] : (await send({ rows })).map(({ address, term }) => [address, Number(term.slice(term.lastIndexOf(' ') + 1))]));
};
