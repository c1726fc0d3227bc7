import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keyText, type Key } from '../../src/model/ids.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { allKeys, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import {
  actor,
  check,
  citation,
  claim,
  deletion,
  forum,
  ground,
  merge,
  passage,
  relation,
  snapshot,
  source,
  statement,
} from '../support/world.ts';

/** All that can be asked of a moment and of what stands, of everything that was ever written. */
const answersOf = async (store: Store, keys: readonly Key[], number: number | null): Promise<unknown> => {
  const asked = <T>(now: () => Promise<T>, then: () => Promise<T>): Promise<T | string> =>
    (number === null ? now() : then()).catch((error: Error & { code?: string }) => error.code ?? error.message);
  const found: Record<string, unknown> = {};
  for (const key of keys) {
    const reading = await asked(
      async () => (await store.read([key])).readings[0],
      async () => (await store.asOf(number!, 'read', [key])).readings[0],
    );
    found[keyText(key)] = reading === undefined || (reading as any).state === 'absent' ? 'not-found' : reading;
    if (key.type === 'claim')
      found[`support ${key.id}`] = await asked(
        () => store.support(key.id),
        () => store.asOf(number!, 'support', key.id),
      );
    if (key.type !== 'claim' && key.type !== 'statement') continue;
    const query = {
      of: key as Key & { type: 'claim' | 'statement' },
      after: null,
      limit: 3,
      count: true,
      include: [['speakers'], ['chains.source', 'publisher']],
    };
    const page = await asked(
      () => store.chains(query),
      () => store.asOf(number!, 'chains', query),
    );
    found[`chains of ${keyText(key)}`] = (page as any)?.reading?.state === 'absent' ? 'not-found' : page;
  }
  return found;
};

/** Writes one after another, and compares what is answered as of each change with what was answered then. */
const compareAll = async (store: Store, batches: readonly (readonly Change[])[], accept = false): Promise<number> => {
  const then: [number, Key[], unknown][] = [];
  for (const batch of batches) {
    const report = await store.write(batch);
    if (!accept) expect(report.written ? [] : report.problems.map(({ message }) => message)).toEqual([]);
    if (!report.written || report.change === undefined) continue;
    const keys = await allKeys(store);
    then.push([report.change, keys, await answersOf(store, keys, null)]);
  }
  for (const [number, keys, answers] of then)
    expect(await answersOf(store, keys, number), `as of ${number}`).toEqual(answers);
  return then.length;
};

onEveryEngine('the graph as of a change set', (open) => {
  it('answers for records, their evidence and what that comes to as it did then', async () => {
    const store = await open();
    const batches = [
      summit(),
      [actor('speaker-a', { name: 'Anna', kind: 'person' }), source('wire', { csl: { type: 'book', title: 'Else' } })],
      [deletion('statement', 'said-by-both')],
      [merge('claim', 'shared', 'outlook')],
    ];
    expect(await compareAll(store, batches)).toBeGreaterThan(2);
  });

  it('knows who referred to a record then, whether or not they do now', async () => {
    const store = await open();
    const of = { type: 'passage', id: 'passage-a' };
    expect(
      await compareAll(store, [
        [...ground(), snapshot('snapshot-a'), claim('claim-b'), claim('claim-c'), actor('b')],
        [statement('s'), statement('t', { claims: ['claim-b'] })],
        [check('seen', { of })],
        [statement('t', { claims: ['claim-a'] }), relation('r', { from: { type: 'claim', id: 'claim-c' } })],
        [check('other', { of, checkedAt: '2025-04-01T12:00:00Z', status: 'ambiguous' })],
        [deletion('check', 'seen')],
        [statement('s', { claims: ['claim-b'] })],
        [merge('claim', 'claim-a', 'claim-b')],
        [forum('pact', { actor: 'b' })],
        [deletion('forum', 'pact'), deletion('relation', 'r')],
        [deletion('statement', 's'), deletion('statement', 't')],
        [deletion('passage', 'passage-a')],
        [statement('s', { passages: [passage('again').key.id] }), passage('again')],
      ]),
    ).toBe(13);
  });

  it('counts independent roots by what sources rested on then', async () => {
    const store = await open();
    const cited = (by: string, ...of: string[]): Change[] => [
      ...of.map((id) => citation(`${by}-${id}`, { source: id })),
      passage(`in-${by}`, { source: by, citations: of.map((id) => `${by}-${id}`) }),
    ];
    await compareAll(store, [
      [...ground(), source('one'), source('two'), source('wire'), ...cited('source-a', 'one', 'two')],
      [statement('s', { passages: ['in-source-a'] })],
      [source('one', { restsOn: [{ source: 'wire', how: 'cites' }] })],
      [source('two', { restsOn: [{ source: 'wire', how: 'quotes' }] })],
      [source('two')],
      [source('one')],
    ]);
    const at = async (number: number): Promise<unknown> => (await store.asOf(number, 'support', 'claim-a')).roots;
    expect([await at(2), await at(3), await at(4), await at(5), await at(6)]).toEqual([
      ['one', 'two'],
      ['two', 'wire'],
      ['wire'],
      ['two', 'wire'],
      ['one', 'two'],
    ]);
  });

  it('counts sources of one DOI once where they had it then', async () => {
    const store = await open();
    const doi = (id: string, fields: object = {}): Change =>
      source(id, { identifiers: { doi: '10.1000/talks' }, ...fields });
    await compareAll(store, [
      [...ground(), source('wire'), source('b'), passage('in-b', { source: 'b' })],
      [statement('s', { passages: ['passage-a', 'in-b'] })],
      [doi('b')],
      [doi('source-a')],
      [doi('elsewhere', { restsOn: [{ source: 'wire', how: 'quotes' }] })],
      [source('b')],
    ]);
    const at = async (number: number): Promise<unknown> => (await store.asOf(number, 'support', 'claim-a')).roots;
    expect([await at(2), await at(3), await at(4), await at(5), await at(6)]).toEqual([
      ['b', 'source-a'],
      ['b', 'source-a'],
      ['b'],
      ['wire'],
      ['b', 'wire'],
    ]);
  });

  it('says of what was not there yet that it was not, and leads from what was merged or deleted by then', async () => {
    const store = await open(actor('a'), actor('b'));
    await write(store, actor('c'));
    await write(store, merge('actor', 'a', 'b'), deletion('actor', 'c'));
    const key = (id: string): Key => ({ type: 'actor', id });
    await expect(store.asOf(1, 'read', [key('c')])).rejects.toMatchObject({
      code: 'not-found',
      message: 'there was no actor c after change set 1',
    });
    await expect(store.asOf(0, 'read', [key('a')])).rejects.toMatchObject({ code: 'not-found' });
    expect((await store.asOf(3, 'read', [key('a'), key('c')])).readings).toEqual([
      { state: 'moved', key: key('a'), to: 'b' },
      { state: 'deleted', key: key('c') },
    ]);
    expect((await store.asOf(2, 'read', [key('a'), key('c')])).readings.map(({ state }) => state)).toEqual([
      'found',
      'found',
    ]);
  });
});

onEveryEngine('any history, as of each of its change sets', (open) => {
  const ids = fc.constantFrom('a', 'b', 'c');
  const some = fc.uniqueArray(ids, { maxLength: 2 });
  const withOwn = (all: readonly string[], id: string): string[] => [...new Set([...all, id])];
  const change = fc.oneof(
    fc.tuple(ids, fc.string({ maxLength: 5 })).map(([id, name]) => actor(id, { name: `n${name}` })),
    fc.tuple(ids, ids).map(([id, of]) => source(id, { publisher: of })),
    fc
      .tuple(ids, some)
      .map(([id, of]) =>
        source(id, { restsOn: of.filter((each) => each < id).map((source) => ({ source, how: 'cites' })) }),
      ),
    fc.tuple(ids, ids).map(([id, of]) => citation(id, { source: of })),
    fc.tuple(ids, ids, some).map(([id, of, citations]) => passage(id, { source: of, citations })),
    ids.map((id) => claim(id)),
    fc.tuple(ids, some, some, some).map(([id, speakers, claims, passages]) =>
      statement(id, {
        speakers: withOwn(speakers, id),
        claims: withOwn(claims, id),
        passages: withOwn(passages, id),
      }),
    ),
    fc
      .tuple(fc.constantFrom('actor', 'source', 'passage', 'claim', 'statement', 'citation') as fc.Arbitrary<any>, ids)
      .map(([type, id]) => deletion(type, id)),
    fc
      .tuple(fc.constantFrom('actor', 'source', 'claim') as fc.Arbitrary<any>, ids, ids)
      .map(([type, id, into]) => merge(type, id, into)),
  );
  it('is what was answered then', { timeout: 120_000 }, async () => {
    const first = ['a', 'b', 'c'].flatMap((id) => [
      actor(id),
      source(id),
      citation(id, { source: id }),
      passage(id, { source: id, citations: [id] }),
      claim(id),
      statement(id, { speakers: [id], claims: [id], passages: [id] }),
    ]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { minLength: 3, maxLength: 8 }),
        async (batches) => {
          await compareAll(
            await open(),
            [first, ...batches.map((batch) => [...new Map(batch.map((each) => [keyText(each.key), each])).values()])],
            true,
          );
        },
      ),
      { numRuns: process.env['NEO4J_TEST_URI'] === undefined ? 8 : 1 },
    );
  });
});
