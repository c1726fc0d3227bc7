import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DictumError } from '../../src/model/errors.ts';
import { anyOf } from '../../src/model/query.ts';
import type { Change, Filing, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { byFilter, contents, damage, listed, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { claim, region } from '../support/world.ts';
import { changes, world } from '../support/worlds.ts';

/** On a server, where a world takes a second to make, fewer worlds; more of them with the tests of whole processes. */
const RUNS = process.env['NEO4J_TEST_URI'] === undefined ? Number(process.env['WORLDS'] ?? 16) : 5;

const load = async (store: Store, batches: readonly Change[][]): Promise<void> => {
  for (const batch of batches) await store.write(batch, { filing: 'later' });
};

const fileAll = async (store: Store): Promise<Filing[]> => {
  const steps: Filing[] = [];
  for (let done = await store.file(); done !== null; done = await store.file()) steps.push(done);
  return steps;
};

onEveryEngine('a load', (open) => {
  it('gives what writing one batch after another gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        world,
        fc.array(changes, { maxLength: 4 }),
        fc.array(changes, { maxLength: 4 }),
        async (records, before, after) => {
          const other = await open(...structuredClone(records));
          for (const batch of structuredClone([...before, ...after])) await other.write(batch);
          const expected = await contents(other);
          const store = await open();
          await load(store, structuredClone([records, ...before]));
          await fileAll(store);
          await load(store, structuredClone(after));
          await fileAll(store);
          expect(await contents(store)).toEqual(expected);
          expect(await damage(store)).toEqual([]);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('adds to what a store holds', async () => {
    const store = await open(region('a'), claim('c', { text: 'Before' }));
    await load(store, [[region('b', { broader: ['a'] }), claim('c', { text: 'After' })]]);
    await fileAll(store);
    expect(await listed(store, 'region', { where: [anyOf('broader', 'a')] })).toEqual(['b']);
    expect(await listed(store, 'claim', byFilter('q', 'after'))).toEqual(['c']);
    expect(await listed(store, 'claim', byFilter('q', 'before'))).toEqual([]);
    expect(await damage(store)).toEqual([]);
  });

  it('has nothing to file where nothing was left for later', async () => {
    const store = await open(...summit());
    const version = await store.version();
    expect(await fileAll(store)).toEqual([]);
    expect(await store.version()).toBe(version);
  });

  it('answers no question before it is filed, and goes on where it was cut off', async () => {
    const store = await open();
    await load(store, [summit()]);
    const refused = async (asked: Promise<unknown>): Promise<string> =>
      asked.then(
        () => 'answered',
        (error: DictumError) => error.code,
      );
    const questions = (): Promise<unknown>[] => [
      store.ping(),
      listed(store, 'claim'),
      store.complete('a', null, null, 5),
      store.values('region', '', null, 5),
      store.support('x'),
      store.write([claim('d')]),
    ];
    for (let steps = 0; ; steps++) {
      expect(new Set(await Promise.all(questions().map(refused)))).toEqual(new Set(['loading']));
      expect(await store.scan(null, 500)).toHaveLength(summit().length + (steps > 2 ? 1 : 0));
      await store.file();
      // More may come at any step.
      if (steps === 2) await load(store, [[claim('late')]]);
      if ((await refused(store.ping())) === 'answered') break;
    }
    expect(await damage(store)).toEqual([]);
    const found = await contents(store);
    const other = await open();
    await write(other, ...summit(), claim('late'));
    expect(found).toEqual(await contents(other));
  });
});
