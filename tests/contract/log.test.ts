import { afterEach, expect, it, vi } from 'vitest';
import type { ProofPlace } from '../../src/log/check.ts';
import { erase } from '../../src/log/erase.ts';
import type { ChangeSet } from '../../src/log/history.ts';
import { isKeyframe, type State } from '../../src/log/state.ts';
import { keyText, type Key } from '../../src/model/ids.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { findings, refusal, write } from '../support/store.ts';
import { actor, claim, deletion, ground, merge, source, statement, topic } from '../support/world.ts';

const A: Key = { type: 'actor', id: 'a' };

const states = async (store: Store, key: Key): Promise<unknown[]> =>
  (await store.revisions({ key, before: null, limit: 100 })).revisions.map(({ number, before, after }) => [
    number,
    before === null ? null : (before.movedTo ?? (before.written && JSON.parse(before.written).name)),
    after === null ? null : (after.movedTo ?? (after.written && JSON.parse(after.written).name)),
  ]);

const numbers = async (store: Store, asked: object = {}): Promise<number[]> =>
  (await store.changes({ limit: 100, perSet: 0, ...asked })).sets.map(({ number }) => number);

const written = (change: Change): string => JSON.stringify(change.record);

onEveryEngine('the log of change sets', (open) => {
  afterEach(() => void vi.useRealTimers());

  it('has a set for each write that changed something, with who, why and what', async () => {
    const store = await open();
    const first = await store.write([actor('a'), actor('b')], { by: 'token:desk', comment: 'Begun.' });
    expect(first).toMatchObject({ written: true, created: 2, change: 1 });
    const same = await write(store, actor('a'));
    expect(same).toMatchObject({ unchanged: 1 });
    expect(same.change).toBeUndefined();
    expect((await write(store, actor('a', { name: 'Anna' }))).change).toBe(2);
    const { sets, more } = await store.changes({ limit: 10, perSet: 10 });
    expect(more).toBe(false);
    expect(sets).toEqual([
      {
        number: 1,
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        by: 'token:desk',
        comment: 'Begun.',
        kind: 'write',
        open: false,
        records: 2,
        next: null,
        changes: [
          { key: { type: 'actor', id: 'a' }, before: null, after: { written: written(actor('a')), movedTo: null } },
          { key: { type: 'actor', id: 'b' }, before: null, after: { written: written(actor('b')), movedTo: null } },
        ],
      },
      {
        number: 2,
        at: expect.any(String),
        by: null,
        comment: null,
        kind: 'write',
        open: false,
        records: 1,
        next: null,
        changes: [
          {
            key: { type: 'actor', id: 'a' },
            before: { written: written(actor('a')), movedTo: null },
            after: { written: written(actor('a', { name: 'Anna' })), movedTo: null },
          },
        ],
      },
    ]);
  });

  it('says of a refused write and of a rehearsal nothing, and a rehearsal says what it would have changed', async () => {
    const store = await open(actor('a'));
    await refusal(store, claim('c'), statement('s'));
    const report = await store.write([actor('a', { name: 'Anna' })], { rehearsal: true });
    expect(report).toMatchObject({ written: true, recorded: [{ key: A, before: { written: written(actor('a')) } }] });
    expect(report).not.toHaveProperty('change');
    expect(await numbers(store)).toEqual([1]);
    expect(await store.revisionOf([A, { type: 'claim', id: 'c' }])).toEqual([1, null]);
  });

  it('takes the records that a merge redirects, and those that go with a deletion, as changed', async () => {
    const store = await open(...ground(), actor('b'), statement('s'));
    const report = await write(store, merge('actor', 'speaker-a', 'b'));
    const set = (await store.change({ number: report.change!, after: 0, limit: 10 }))!;
    expect(set.changes.map(({ key }) => keyText(key))).toEqual(['actor/b', 'actor/speaker-a', 'statement/s']);
    expect(JSON.parse(set.changes[2]!.before!.written!).speakers).toEqual(['speaker-a']);
    expect(JSON.parse(set.changes[2]!.after!.written!).speakers).toEqual(['b']);
    expect(await store.revisionOf([...set.changes.map(({ key }) => key), { type: 'claim', id: 'claim-a' }])).toEqual([
      2, 2, 2, 1,
    ]);
  });

  it('keeps the revision of a record whose answer alone changes', async () => {
    const store = await open(...ground(), statement('s'));
    await write(store, claim('claim-a', { text: 'Reworded' }));
    expect(await store.revisionOf([{ type: 'statement', id: 's' }])).toEqual([1]);
    expect(await store.revisionOf([{ type: 'claim', id: 'claim-a' }])).toEqual([2]);
  });

  it('tells every revision of a record: created, changed, merged, written anew, deleted', async () => {
    const store = await open(actor('a'), actor('b'));
    await write(store, actor('a', { name: 'Anna', description: 'x'.repeat(5000) }));
    await write(store, merge('actor', 'a', 'b'));
    await write(store, actor('a', { name: 'Anne' }));
    await write(store, deletion('actor', 'a'));
    const expected = [
      [5, 'Anne', null],
      [4, 'b', 'Anne'],
      [3, 'Anna', 'b'],
      [2, 'a', 'Anna'],
      [1, null, 'a'],
    ];
    expect(await states(store, A)).toEqual(expected);
    const page = await store.revisions({ key: A, before: 4, limit: 2 });
    expect([page.more, page.revisions.map(({ number }) => number)]).toEqual([true, [3, 2]]);
  });

  it('gives a field of any form back as it was, in its order', async () => {
    const store = await open(source('s', { csl: { type: 'webpage', title: 'One', note: 'n' } }));
    const forms = [
      { csl: { type: 'webpage', 'x-other': { a: [1, null, { b: '' }] }, title: '' } },
      { csl: { type: 'book' }, restsOn: [] },
      { csl: { type: 'webpage', 1: 'number', title: 'ж'.repeat(2000) } },
    ];
    const all = [written(source('s', { csl: { type: 'webpage', title: 'One', note: 'n' } }))];
    for (const fields of forms) {
      await write(store, source('s', fields));
      all.push(written(source('s', fields)));
    }
    const { revisions } = await store.revisions({ key: { type: 'source', id: 's' }, before: null, limit: 10 });
    expect(revisions.map(({ after }) => after!.written).toReversed()).toEqual(all);
  });

  it('finds what stood at an address after any set', async () => {
    const store = await open(actor('a'));
    await write(store, actor('b'));
    await write(store, actor('a', { name: 'Anna' }), deletion('actor', 'b'));
    const keys: Key[] = [A, { type: 'actor', id: 'b' }, { type: 'actor', id: 'nobody' }];
    const at = async (number: number): Promise<unknown> =>
      (await store.statesAt(keys, number)).map(
        (state) => state && (state.written ? JSON.parse(state.written).name : '-'),
      );
    expect([await at(0), await at(1), await at(2), await at(3)]).toEqual([
      [null, null, null],
      ['a', null, null],
      ['a', 'b', null],
      ['Anna', '-', null],
    ]);
  });

  it('comes in pages, both ways, by author, kind, type and record', async () => {
    const store = await open(actor('a'));
    await store.write([topic('t')], { by: 'desk', kind: 'import' });
    await store.write([actor('a', { name: 'Anna' }), claim('c')], { by: 'desk' });
    const first = await store.changes({ limit: 2, perSet: 1 });
    expect([first.more, first.sets.map(({ number }) => number)]).toEqual([true, [1, 2]]);
    expect(await numbers(store, { after: 2 })).toEqual([3]);
    expect(await numbers(store, { newestFirst: true })).toEqual([3, 2, 1]);
    expect(await numbers(store, { newestFirst: true, before: 3 })).toEqual([2, 1]);
    expect(await numbers(store, { by: 'desk' })).toEqual([2, 3]);
    expect(await numbers(store, { kind: 'import' })).toEqual([2]);
    expect(await numbers(store, { type: 'actor' })).toEqual([1, 3]);
    expect(await numbers(store, { key: A })).toEqual([1, 3]);
    expect(await numbers(store, { key: A, by: 'desk', after: 1 })).toEqual([3]);
    expect(await numbers(store, { key: A, newestFirst: true, before: 3 })).toEqual([1]);
    expect(await numbers(store, { type: 'claim', by: 'desk', kind: 'write' })).toEqual([3]);
    expect(await numbers(store, { type: 'topic', kind: 'write' })).toEqual([]);
    expect(await numbers(store, { type: 'actor', newestFirst: true })).toEqual([3, 1]);
    expect(await numbers(store, { by: 'desk', newestFirst: true, limit: 1 })).toEqual([3]);
    expect(await numbers(store, { kind: 'write', newestFirst: true, after: 1 })).toEqual([3]);
    expect(await numbers(store, { key: { type: 'topic', id: 't' } })).toEqual([2]);
    const other = await store.changes({ limit: 100, perSet: 10, type: 'claim', key: A });
    expect(other.sets.flatMap(({ changes }) => changes)).toEqual([]);
    const [last] = (await store.changes({ after: 2, limit: 1, perSet: 10, type: 'claim' })).sets;
    expect(last!.changes.map(({ key }) => keyText(key))).toEqual(['claim/c']);
  });

  it('tells and puts back what a record was also where some changes hold the whole of it', async () => {
    const id = Array.from({ length: 100_000 }, (_, i) => `a-${i}`).find(
      (each) =>
        Array.from({ length: 14 }, (_, i) => i + 1)
          .filter((number) => isKeyframe(`actor/${each}`, number))
          .join() === '4,9',
    )!;
    const key: Key = { type: 'actor', id };
    const name = (number: number): string => (number % 5 === 0 ? `${number} ${'x'.repeat(400)}` : String(number));
    const store = await open(actor(id, { name: name(1), description: 'As it was. '.repeat(100) }));
    for (let number = 2; number <= 14; number++)
      await store.write([actor(id, { name: name(number), description: 'As it was. '.repeat(100) })], {
        by: number % 4 === 0 ? 'ada' : 'eve',
      });
    const nameIn = (state: State): string | null =>
      state === null ? null : (JSON.parse(state.written!) as { name: string }).name;
    for (let number = 1; number <= 14; number++)
      expect((await store.statesAt([key, A], number)).map(nameIn)).toEqual([name(number), null]);
    const told = (sets: readonly ChangeSet[]): unknown[] =>
      sets.map(({ number, changes }) => [
        number,
        ...changes.map(({ before, after }) => [nameIn(before), nameIn(after)]),
      ]);
    const expected = (...of: number[]): unknown[] =>
      of.map((number) => [number, [number === 1 ? null : name(number - 1), name(number)]]);
    const page = async (asked: object) => told((await store.changes({ limit: 20, perSet: 5, ...asked })).sets);
    expect(await page({})).toEqual(expected(...Array.from({ length: 14 }, (_, i) => i + 1)));
    expect(await page({ by: 'ada' })).toEqual(expected(4, 8, 12));
    expect(await page({ by: 'ada', newestFirst: true, before: 12 })).toEqual(expected(8, 4));
    expect(await page({ key, after: 2, before: 5 })).toEqual(expected(3, 4));
    expect(told([(await store.change({ number: 8, after: 0, limit: 5 }))!])).toEqual(expected(8));
    const { revisions } = await store.revisions({ key, before: 11, limit: 4 });
    expect(revisions.map(({ number, before, after }) => [number, [nameIn(before), nameIn(after)]])).toEqual(
      expected(10, 9, 8, 7),
    );
    expect(await findings(store)).toEqual([]);
    await erase(store, key, { field: 'name', earlier: true, by: 'cli:ada' });
    expect((await store.statesAt([key], 3))[0]).toMatchObject({ erased: ['name'] });
    expect(JSON.stringify(await store.changes({ limit: 20, perSet: 5, before: 14 }))).not.toContain('xxx');
    expect(await findings(store)).toEqual([]);
  });

  it('ends a page early where the records that it tells are long', async () => {
    const store = await open();
    for (const name of ['x', 'y', 'z'])
      await write(store, ...Array.from({ length: 50 }, (_, i) => actor(`a-${i}`, { name })));
    const page = async (characters: number) => store.changes({ limit: 5, perSet: 100, characters });
    const [short, long] = [await page(1), await page(1_000_000)];
    expect([short.more, short.sets.map(({ number }) => number)]).toEqual([true, [1]]);
    expect([long.more, long.sets.map(({ number }) => number)]).toEqual([false, [1, 2, 3]]);
    expect((await store.changes({ limit: 5, perSet: 100, characters: 1, after: 2 })).more).toBe(false);
  });

  it('tells the changes of a large set in pages', async () => {
    const store = await open(...Array.from({ length: 7 }, (_, i) => actor(`a-${i}`)));
    const page = async (after: number) => (await store.change({ number: 1, after, limit: 3 }))!;
    const [one, two, three] = [await page(0), await page(3), await page(6)];
    expect([one, two, three].map(({ next }) => next)).toEqual([3, 6, null]);
    expect([one, two, three].flatMap(({ changes }) => changes.map(({ key }) => key.id))).toEqual(
      Array.from({ length: 7 }, (_, i) => `a-${i}`),
    );
    expect(await store.change({ number: 2, after: 0, limit: 3 })).toBeNull();
  });

  it('writes nothing where a record is of another revision than was expected, and names it', async () => {
    const store = await open(actor('a'));
    await write(store, actor('a', { name: 'Anna' }));
    const expected = new Map([
      ['actor/a', 1],
      ['actor/b', null],
      ['actor/c', 4],
    ]);
    expect(await store.write([actor('a', { name: 'Anne' }), actor('b')], { expected })).toEqual({
      written: false,
      problems: [],
      conflicts: [
        { key: A, revision: 2 },
        { key: { type: 'actor', id: 'c' }, revision: null },
      ],
    });
    expect(await numbers(store)).toEqual([1, 2]);
    const taken = await store.write([actor('a', { name: 'Anne' }), actor('b')], {
      expected: new Map([
        ['actor/a', 2],
        ['actor/b', null],
      ]),
    });
    expect(taken).toMatchObject({ written: true, change: 3 });
    await write(store, deletion('actor', 'b'));
    const revived = await store.write([actor('b')], { expected: new Map([['actor/b', null]]) });
    expect(revived).toMatchObject({ written: true, change: 5 });
    expect(await store.write([actor('b', { name: 'B' })], { expected: new Map([['actor/b', null]]) })).toMatchObject({
      written: false,
      conflicts: [{ revision: 5 }],
    });
  });

  it('lets the batches of an import be one set while nothing else is written, and tells it once it has ended', async () => {
    const store = await open(actor('a'));
    const batch = async (joining: number | undefined, isLast: boolean, ...changes: Change[]): Promise<number> => {
      const report = await store.write(changes, { kind: 'import', open: !isLast, joining });
      return report.written ? report.change! : -1;
    };
    const number = await batch(undefined, false, actor('b'), actor('a', { name: 'Anna' }));
    expect([await numbers(store), await numbers(store, { open: true }), await store.lastChange()]).toEqual([
      [1],
      [1, 2],
      1,
    ]);
    expect(await batch(number, false, actor('c'), actor('a', { name: 'Anne' }))).toBe(2);
    expect(await batch(number, true, actor('d'))).toBe(2);
    expect([await numbers(store), await store.lastChange()]).toEqual([[1, 2], 2]);
    const set = (await store.change({ number: 2, after: 0, limit: 10 }))!;
    expect(set.records).toBe(4);
    expect(set.changes.map(({ key, before, after }) => [key.id, before?.written, after?.written])).toEqual([
      ['a', written(actor('a')), written(actor('a', { name: 'Anne' }))],
      ['b', undefined, written(actor('b'))],
      ['c', undefined, written(actor('c'))],
      ['d', undefined, written(actor('d'))],
    ]);
    expect(await batch(2, false, actor('e'))).toBe(3);
    await write(store, actor('f'));
    expect(await batch(3, true, actor('g'))).toBe(5);
    expect(await numbers(store)).toEqual([1, 2, 3, 4, 5]);
  });

  it('never goes back in time, whatever the clock does', async () => {
    const store = await open();
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T12:00:00Z') });
    await write(store, actor('a'));
    vi.setSystemTime(new Date('2026-03-01T11:00:00Z'));
    await write(store, actor('b'));
    vi.setSystemTime(new Date('2026-03-01T12:30:00Z'));
    await write(store, actor('c'));
    const { sets } = await store.changes({ limit: 10, perSet: 0 });
    expect(sets.map(({ at }) => at)).toEqual([
      '2026-03-01T12:00:00.000Z',
      '2026-03-01T12:00:00.000Z',
      '2026-03-01T12:30:00.000Z',
    ]);
    const at = ['2026-03-01T11:59:59.999Z', '2026-03-01T12:00:00.000Z', '2026-03-01T12:29:00.000Z'];
    expect(await Promise.all(at.map((instant) => store.lastChange(instant)))).toEqual([0, 2, 2]);
    expect(await store.lastChange()).toBe(3);
  });
});

onEveryEngine('the proof of the log', (open) => {
  it('goes back through everything that was ever written, in parts', async () => {
    const store = await open(...ground(), statement('s'), actor('b'));
    await write(store, actor('b', { name: 'B' }), merge('actor', 'speaker-a', 'b'));
    await write(store, deletion('statement', 's'));
    await store.write([topic('t')], { kind: 'import', open: true });
    const checked: number[] = [];
    for (let place: ProofPlace | null = null; ;) {
      const part = await store.proveLog(place, 2);
      expect(part.findings).toEqual([]);
      checked.push(part.checked);
      place = part.next;
      if (place === null) break;
    }
    expect(checked.reduce((sum, n) => sum + n)).toBe(7);
    expect(await findings(store)).toEqual([]);
  });
});
