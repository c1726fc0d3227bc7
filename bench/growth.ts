import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anyOf, listQuery, type ListQuery } from '../src/model/query.ts';
import { edgeKindsOf } from '../src/model/references.ts';
import { coverage } from '../src/queries/coverage.ts';
import { paths } from '../src/queries/paths.ts';
import { openEmbedded } from '../src/store/embedded/store.ts';
import type { Store } from '../src/store/port.ts';
import { fill } from './generate.ts';

/*
 * How the cost of a question grows: the same questions on two sizes of one graph, side by side in one run.
 * Prints ratios; a ratio near 1 means that the cost follows the answer and not the graph.
 */

const SIZES = [Number(process.argv[2] ?? 2000), Number(process.argv[3] ?? 20_000)];
const ROUNDS = 200;

const base = listQuery('statement', 50, { sort: 'said' });

/** The place after so many records of a list. */
const placeAfter = async (store: Store, query: ListQuery, records: number): Promise<ListQuery> => {
  let after = query.after;
  for (let seen = 0; seen < records; seen += 200) {
    const last = (await store.list({ ...query, after, limit: 200 })).rows.at(-1)!;
    after = { key: last.key, id: last.id };
  }
  return { ...query, after };
};

const questions = async (store: Store, size: number): Promise<Record<string, () => Promise<unknown>>> => {
  const hub = { ...base, where: [anyOf('speaker', 'actor-0')] };
  const deep = await placeAfter(store, base, size / 2);
  return {
    'first page of all statements': () => store.list(base),
    'page in the middle of all statements': () => store.list(deep),
    "a hub's first page": () => store.list(hub),
    "a small actor's page": () =>
      store.list({ ...base, where: [anyOf('speaker', `actor-${Math.round(size / 40 / 2)}`)] }),
    'region and topic, with their hierarchies': () =>
      store.list({ ...base, where: [anyOf('region', 'region-1'), anyOf('topic', 'topic-1')] }),
    "a hub's page with include": () => store.list({ ...hub, include: [['speakers'], ['chains.source']] }),
    "a hub's facets": () => store.list({ ...hub, limit: 1, facets: ['forum', 'directness'] }),
    'forums of a region': () => store.values('evidence.region', 'region-1 ', null, 200),
    'support of a hub claim': () => store.support('claim-0'),
    'words in statements': () => store.list({ ...base, where: [anyOf('q', 'treaty'), anyOf('q', 'visa')] }),
    "a hub's neighbours": () =>
      store.neighbours({
        key: { type: 'actor', id: 'actor-0' },
        edgeKinds: edgeKindsOf('actor'),
        after: null,
        limit: 50,
      }),
    'what all statements lack': () => coverage(store, {}),
    "what a small actor's statements lack": () => coverage(store, { speaker: `actor-${Math.round(size / 40 / 2)}` }),
    'paths from a hub to a footnote': () => paths(store, { from: 'actor/actor-0', to: 'citation/citation-5-0' }),
    'type-ahead': () => store.complete('sergey ka', null, null, 10),
  };
};

const median = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;

const folder = await mkdtemp(join(tmpdir(), 'dictum-bench-'));
const measured: Record<string, number>[] = [];
for (const size of SIZES) {
  const store = openEmbedded({ folder: join(folder, String(size)), readers: 0, timeoutMs: 60_000 });
  const began = performance.now();
  await fill(store, size);
  process.stdout.write(
    `${size} statements written, ${Math.round(size / ((performance.now() - began) / 1000))} statements a second\n`,
  );
  const times: Record<string, number> = {};
  for (const [name, ask] of Object.entries(await questions(store, size))) {
    const taken: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      await ask();
      taken.push(performance.now() - start);
    }
    times[name] = median(taken);
  }
  measured.push(times);
  await store.close();
}
await rm(folder, { recursive: true });
process.stdout.write(`\nMedian of ${ROUNDS} rounds; ratio: ${SIZES[1]} statements to ${SIZES[0]}\n\n`);
for (const name of Object.keys(measured[0]!)) {
  const [small, large] = [measured[0]![name]!, measured[1]![name]!];
  process.stdout.write(
    `${name.padEnd(45)} ${small.toFixed(3).padStart(9)} ms ${large.toFixed(3).padStart(9)} ms   ratio ${(large / small).toFixed(2)}\n`,
  );
}
