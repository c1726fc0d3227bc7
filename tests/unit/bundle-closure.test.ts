import { expect, it } from 'vitest';
import { MOST_BYTES } from '../../src/bundle/format.ts';
import type { BaseView } from '../../src/model/define.ts';
import type { Key } from '../../src/model/ids.ts';
import { evidenceBundle } from '../../src/queries/bundle.ts';
import type { State } from '../../src/store/port.ts';
import { MAKER } from '../support/bundles.ts';

/*
 * What a bundle is put together from is read in parts, and no further than a bundle may be large.
 */

/** A graph of one statement with so many claims, each of so many bytes, that counts what it is asked for. */
const graph = (claims: number, bytes: number) => {
  const ids = Array.from({ length: claims }, (_, i) => `claim-${i}`);
  const asked: number[] = [];
  const recordAt = ({ type, id }: Key): BaseView =>
    type === 'statement'
      ? ({ type, id, label: id, claims: ids } as BaseView)
      : ({ type, id, label: id, note: 'x'.repeat(bytes) } as BaseView);
  const store = {
    counts: async () => [0, 0],
    sequence: async () => ({ rows: [], more: false }),
    labels: async () => [],
    list: async () => ({ rows: [], more: false, total: null, facets: {}, facetSizes: {}, related: [] }),
    written: async (keys: readonly Key[]) => keys.map(() => null),
    state: async (): Promise<State> => ({ version: '1', changed: null, change: 1 }),
    recorded: async () => null,
    read: async (keys: readonly Key[]) => {
      asked.push(keys.length);
      return {
        readings: keys.map((key) => ({ state: 'found' as const, key, json: JSON.stringify(recordAt(key)) })),
        related: [],
      };
    },
  };
  return { asked, store: store as unknown as Parameters<typeof evidenceBundle>[0] };
};

it('reads what a bundle holds, some records at once', async () => {
  const { store, asked } = graph(1000, 1000);
  const bundle = await evidenceBundle(store, 'statement-a', MAKER);
  expect('text' in bundle && JSON.parse(bundle.text).records).toHaveLength(1001);
  expect(Math.max(...asked)).toBeLessThanOrEqual(200);
});

it('says that it is too large once it is, and reads no further', async () => {
  const { store, asked } = graph(100_000, 10_000);
  await expect(evidenceBundle(store, 'statement-a', MAKER)).rejects.toMatchObject({
    code: 'bundle-too-large',
    message: expect.stringContaining('16 MiB'),
    context: { recordType: 'statement', id: 'statement-a' },
  });
  const read = asked.reduce((sum, keys) => sum + keys, 0);
  expect(read).toBeLessThanOrEqual(MOST_BYTES / 10_000 + 200);
});

it('is never larger than what is read back', async () => {
  const made: boolean[] = [];
  for (const less of [1500, 1200, 1000, 900]) {
    const bundle = await evidenceBundle(graph(1, MOST_BYTES - less).store, 'statement-a', MAKER).catch(() => null);
    made.push(bundle !== null && 'text' in bundle && Buffer.byteLength(bundle.text) <= MOST_BYTES);
    if (bundle !== null) expect(made.at(-1)).toBe(true);
  }
  // The bound lies between these.
  expect([made[0], made.at(-1)]).toEqual([true, false]);
});
