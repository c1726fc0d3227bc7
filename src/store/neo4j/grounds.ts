import { keyOf, keyText } from '../../model/ids.ts';
import { MIN_ROOTS, ROOT_COUNTS } from '../../model/support.ts';
import type { Grounds } from '../roots.ts';
import { placed, termOf } from './records.ts';

/** One of the three queries that roots are counted by: within a write, or for a check as one state. */
export type GroundsQuery = 'GROUNDS_OF' | 'RESTING_ON' | 'FILED_ROOTS';
/** The rows of its answer. */
export type RunGrounds = (query: GroundsQuery, parameters: object) => Promise<Record<string, any>[]>;

/** What roots are counted by, read from the graph. */
export const groundsBy = (run: RunGrounds): Grounds => ({
  groundsOf: async (keys) => {
    const found = new Map<string, string[]>();
    for (const { address, source } of keys.length === 0 ? [] : await run('GROUNDS_OF', { addresses: keys.map(keyText) })) found.set(address, [...(found.get(address) ?? []), source]);
    return found;
  },
  restingOn: async (sources) => (sources.length === 0 ? [] : (await run('RESTING_ON', { sources })).map(({ address }) => keyOf(address))),
  filedRoots: async (owners) => {
    const rows = owners.map(({ key, sorts }) => {
      const { head, tail } = placed({ key: sorts[0]!, id: key.id });
      return { address: keyText(key), terms: ROOT_COUNTS.map((value) => termOf(key.type, MIN_ROOTS, value)), place: head, tail };
    });
    return new Map(rows.length === 0 ? [] : (await run('FILED_ROOTS', { rows })).map(({ address, roots }) => [address, roots]));
  },
});
