import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { importLines, SIZES, type Progress } from '../../src/ingest/ndjson.ts';
import { rehearseLines } from '../../src/ingest/rehearse.ts';
import { Refused } from '../../src/ingest/refused.ts';
import { anyOf } from '../../src/model/query.ts';
import { LacksMemory } from '../../src/store/lacks-memory.ts';
import type { Change, Store, WriteOptions } from '../../src/store/port.ts';
import { storesOfCases } from '../support/one-store.ts';
import { allViews, byFilter, contents, findings, listed, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { claim, deletion, merge, region, topic } from '../support/world.ts';

const open = storesOfCases();
/** So that few lines are many. */
const sizes = { ...SIZES, batch: { now: 50, later: 80 }, many: 150, few: 50 };
/** More lines than one batch of an import has. */
const MANY = 55;

const lines = async (store: Store): Promise<string[]> => (await contents(store)).lines;
const load = (store: Store, from: readonly string[], progress: Progress = () => undefined) =>
  importLines(store, 'graph.ndjson', Readable.from(from), progress, { sizes });
const importBytes = (store: Store, ...parts: Buffer[]) =>
  importLines(store, 'graph.ndjson', Readable.from(parts), () => undefined, { sizes });
const line = (value: object): string => `${JSON.stringify(value)}\n`;
const shuffled = (from: readonly string[]): string[] =>
  from
    .map((text, i) => [(i * 7919) % 1009, text] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, text]) => text);

const eventful = async (): Promise<Store> => {
  const store = await open();
  await write(store, ...summit(), topic('power'), claim('gone'), claim('was'), claim('zz'));
  await write(store, merge('topic', 'energy', 'power'), deletion('claim', 'gone'), merge('claim', 'was', 'zz'));
  await write(store, deletion('claim', 'zz'));
  return store;
};

/** A store that has the memory for so many changes at once, and says how many each write was of. */
const withMemoryFor = (store: Store, most: number, sizes: number[]): Store =>
  new Proxy(store, {
    get: (of, name: keyof Store) =>
      name === 'write'
        ? (changes: readonly Change[], options?: WriteOptions) => {
            sizes.push(changes.length);
            if (changes.length > most) return Promise.reject(new LacksMemory('no memory', null));
            return of.write(changes, options ?? {});
          }
        : (Reflect.get(of, name) as () => unknown).bind(of),
  });

describe('a batch that the store has not the memory for', () => {
  it('is written in parts, and further batches are as small; what refers to a later part waits', async () => {
    const whole = await lines(await eventful());
    const [plain, small] = [await open(), await open()];
    const sizes: number[] = [];
    await load(plain, whole.toReversed());
    await load(withMemoryFor(small, 20, sizes), whole.toReversed());
    expect(await lines(small)).toEqual(await lines(plain));
    expect(sizes.filter((size) => size > 20).length).toBeGreaterThan(0);
    expect(await findings(small)).toEqual([]);
  });

  it('is refused with the cause where one record alone takes too much', async () => {
    const store = await open();
    await expect(load(withMemoryFor(store, 0, []), [line({ type: 'topic', id: 'a', name: 'A' })])).rejects.toThrow(
      'no memory',
    );
    expect(await lines(store)).toEqual([]);
  });
});

describe('an export', () => {
  it('has a line for each record, with its type first', async () => {
    const store = await open();
    await write(store, claim('c', { text: 'T\n\u2028"' }));
    expect(await lines(store)).toEqual(['{"type":"claim","id":"c","text":"T\\n\u2028\\"","note":null}\n']);
  });

  it('is empty for an empty store', async () => {
    expect(await lines(await open())).toEqual([]);
  });

  it('tells what was deleted and what was merged', async () => {
    const told = await lines(await eventful());
    for (const expected of [
      '{"type":"claim","id":"gone","deleted":true}\n',
      '{"type":"claim","id":"was","mergedInto":"zz"}\n',
      '{"type":"topic","id":"energy","mergedInto":"power"}\n',
    ])
      expect(told).toContain(expected);
  });
});

describe('an import that is stopped', () => {
  it('goes on from the line that it came to', async () => {
    const all = Array.from({ length: 3 * MANY }, (_, i) => line({ type: 'claim', id: `c-${i}`, text: `T ${i}` }));
    const store = await open();
    const controller = new AbortController();
    const first = await importLines(
      store,
      'f',
      Readable.from(all),
      ({ lines: read }) => void (read >= 100 && controller.abort()),
      { signal: controller.signal, sizes },
    );
    expect(first).toMatchObject({ stopped: true, next: 101, written: 100 });
    const second = await importLines(store, 'f', Readable.from(all), () => undefined, { from: first.next, sizes });
    expect(second).toMatchObject({ stopped: false, lines: 3 * MANY, written: 3 * MANY - 100, unchanged: 0 });
    expect(await lines(store)).toHaveLength(3 * MANY);
  });

  it('goes on from the first line that still waits for another', async () => {
    const store = await open();
    const all = [
      line({ type: 'region', id: 'r', name: 'R', broader: ['last'] }),
      ...Array.from({ length: MANY }, (_, i) => line({ type: 'claim', id: `c-${i}`, text: 'T' })),
      line({ type: 'region', id: 'last', name: 'L' }),
    ];
    const controller = new AbortController();
    const first = await importLines(store, 'f', Readable.from(all), () => controller.abort(), {
      signal: controller.signal,
      sizes,
    });
    expect(first).toMatchObject({ stopped: true, next: 1 });
    expect(
      await importLines(store, 'f', Readable.from(all), () => undefined, { from: first.next, sizes }),
    ).toMatchObject({
      stopped: false,
      unchanged: 49,
    });
  });

  it('says from which line to go on after one that is refused', async () => {
    const store = await open();
    const all = Array.from({ length: MANY }, (_, i) =>
      line({ type: 'claim', id: `c-${i}`, text: i === 52 ? '' : 'T' }),
    );
    await expect(load(store, all)).rejects.toMatchObject({ next: 51, refusals: [{ line: 53 }] });
  });
});

describe('an import of what is refused', () => {
  it('leaves a store that answers, also where the rest was to be filed at the end', async () => {
    const store = await open();
    const all = Array.from({ length: 400 }, (_, i) =>
      line({ type: 'claim', id: `c-${i}`, text: i === 390 ? '' : `T ${i}` }),
    );
    await expect(load(store, all)).rejects.toMatchObject({ refusals: [{ line: 391 }] });
    expect(await listed(store, 'claim', byFilter('q', '123'))).toEqual(['c-123']);
    expect(await findings(store)).toEqual([]);
  });

  it.each([
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xe4, 0x22, 0x0a]), /not UTF-8/],
    [
      'a name twice',
      line({ type: 'claim', id: 'c', text: 'T' }).replace('"text"', '"text":"U","text"'),
      /stands twice/,
    ],
    [
      'one id with two contents',
      line({ type: 'claim', id: 'c', text: 'T' }) + line({ type: 'claim', id: 'c', text: 'U' }),
      /taken by line 1/,
    ],
  ])('refuses %s, with the line', async (_, bytes, message) => {
    await expect(importBytes(await open(), Buffer.from(bytes))).rejects.toThrow(message);
  });

  it('takes a byte order mark, line ends of any kind, and the same line twice', async () => {
    const store = await open();
    const text = line({ type: 'region', id: 'r', name: 'Ré "gion": {}' }).trim();
    const bytes = Buffer.from(`\uFEFF${text}\r\n\n${text}`);
    expect(await importBytes(store, bytes.subarray(0, 42), bytes.subarray(42))).toMatchObject({ written: 1, lines: 3 });
  });
});

describe('a dry run', () => {
  const rehearse = async (store: Store, ...texts: string[]): Promise<unknown> =>
    rehearseLines(store, 'f', Readable.from(texts), { most: 200 }).catch(({ refusals }: Refused) =>
      refusals.map(({ line: at, pointer, message }) => `${at} ${pointer} ${message.split(';')[0]}`),
    );

  it('tells all faults, and writes nothing', async () => {
    const store = await open();
    await write(store, region('there'));
    const told = await rehearse(
      store,
      line({ type: 'region', id: 'a', name: 'A', broader: ['there', 'later', 'nowhere'] }),
      line({ type: 'claim', id: 'b', text: '' }),
      line({ type: 'region', id: 'later', name: 'L' }),
    );
    expect(told).toEqual(['1 /broader/2 there is no region nowhere', expect.stringContaining('2 /text')]);
    expect(await listed(store, 'region')).toEqual(['there']);
  });

  it('of very many lines looks at each, and at where its references lead', async () => {
    const store = await open();
    await write(store, region('there'));
    const many = Array.from({ length: 205 }, (_, i) =>
      line({ type: 'region', id: `r-${i}`, name: 'R', broader: ['there'] }),
    );
    expect(await rehearse(store, ...many)).toMatchObject({ lines: 205, records: 205, whole: false });
    expect(
      await rehearse(store, ...many, line({ type: 'region', id: 'x', name: 'X', broader: ['nowhere', 'r-7'] })),
    ).toEqual(['206 /broader/0 there is no region nowhere']);
    const noted = line({ type: 'source', id: 's', csl: { type: 'book', Title: 'T' } });
    expect(await rehearse(store, noted)).toMatchObject({ records: 1, remarks: [{ line: 1, pointer: '/csl/Title' }] });
    // What was meant, where a few records are looked at together, or very many, or where they are written.
    const wrong = line({ type: 'region', id: 'x', name: 'X', broader: ['therre'] });
    for (const before of [[], many])
      expect(await rehearse(store, ...before, wrong)).toEqual([
        `${before.length + 1} /broader/0 there is no region therre (did you mean there?)`,
      ]);
    await expect(load(store, [wrong])).rejects.toThrow('there is no region therre (did you mean there?)');
    expect(await listed(store, 'region')).toEqual(['there']);
  });
});

describe('an import in bulk', () => {
  it('gives what another import gives, and tells what it does', async () => {
    const before = await contents(await eventful());
    const store = await open();
    const told: (string | null)[] = [];
    expect(
      await importLines(store, 'f', Readable.from(before.lines), ({ filing }) => told.push(filing), {
        bulk: true,
        sizes,
      }),
    ).toMatchObject({ written: before.lines.length, unfiled: false });
    expect(await contents(store)).toEqual(before);
    expect(await findings(store)).toEqual([]);
    expect(told.filter((step) => step !== null).length).toBeGreaterThan(2);
  });

  it.each<[string, string]>([
    ['in vain', line({ type: 'region', id: 'b', name: 'B', broader: ['therre'] })],
    ['beside a line that is refused', line({ type: 'claim', id: 'c' })],
  ])('says what was probably meant by what is waited for %s, of what it wrote', async (_what, last) => {
    const store = await open();
    const all = [
      line({ type: 'region', id: 'there', name: 'There' }),
      ...Array.from({ length: 100 }, (_, i) => line({ type: 'topic', id: `t-${i}`, name: `T ${i}` })),
      line({ type: 'region', id: 'a', name: 'A', broader: ['therre'] }),
    ];
    await expect(
      importLines(store, 'f', Readable.from([...all, last]), () => undefined, { bulk: true, sizes }),
    ).rejects.toThrow('there is no region therre (did you mean there?)');
    expect((await listed(store, 'topic')).length).toBeGreaterThan(50);
  });

  it.each([0, 49])(
    'is how many lines are written into a store of %i records, and goes on as one after it was stopped',
    async (before) => {
      const all = Array.from({ length: 500 }, (_, i) =>
        line({ type: 'topic', id: `t-${i}`, name: `T ${i % 7}`, broader: i < 10 ? [] : [`t-${i % 10}`] }),
      );
      const store = await open();
      await write(store, ...Array.from({ length: before }, (_, i) => claim(`c-${i}`)));
      const stopping = new AbortController();
      const first = await importLines(
        store,
        'f',
        Readable.from(all),
        ({ lines: read }) => void (read >= 240 && stopping.abort()),
        { signal: stopping.signal, sizes },
      );
      expect(first).toMatchObject({ stopped: true, unfiled: true });
      await expect(listed(store, 'topic')).rejects.toMatchObject({ code: 'loading' });
      expect(await importLines(store, 'f', Readable.from(all), () => undefined, { sizes })).toMatchObject({
        written: all.length - first.written,
        unchanged: first.written,
        unfiled: false,
      });
      expect(await listed(store, 'topic', { where: [anyOf('broader', 't-3')], limit: 3000 })).toHaveLength(49);
      expect(await findings(store)).toEqual([]);
    },
  );
});

it('keeps a store that has records answering, however many lines are written', async () => {
  const store = await open();
  await write(store, ...Array.from({ length: 50 }, (_, i) => claim(`c-${i}`)));
  const stopping = new AbortController();
  const all = Array.from({ length: 250 }, (_, i) => line({ type: 'topic', id: `t-${i}`, name: 'T' }));
  expect(
    await importLines(store, 'f', Readable.from(all), ({ lines: read }) => void (read >= 240 && stopping.abort()), {
      signal: stopping.signal,
      sizes,
    }),
  ).toMatchObject({ stopped: true, unfiled: false });
  expect(await listed(store, 'claim', { limit: 2000 })).toHaveLength(50);
});

describe('an import of an export', () => {
  it.each<[string, (from: string[]) => string[]]>([
    ['in its order', (from) => from],
    ['from last to first', (from) => from.toReversed()],
    ['in any order', shuffled],
    [
      'with empty lines and ends of lines of another kind',
      (from) => from.flatMap((text) => [text.replace('\n', '\r\n'), '\n', '  \n']),
    ],
    ['without the end of the last line', (from) => [from.join('').trimEnd()]],
  ])('gives the same bytes and answers, %s', async (_what, order) => {
    const before = await contents(await eventful());
    const store = await open();
    expect(await load(store, order(before.lines))).toMatchObject({ written: before.lines.length, unchanged: 0 });
    expect(await contents(store)).toEqual(before);
    expect(await findings(store)).toEqual([]);
  });

  it('changes nothing the second time', async () => {
    const store = await eventful();
    const [told, version] = [await lines(store), await store.version()];
    expect(await load(store, told)).toMatchObject({ written: 0, unchanged: told.length });
    expect(await store.version()).toBe(version);
  });

  it.each<[string, (from: string[]) => string[]]>([
    ['in its order', (from) => from],
    ['from last to first', (from) => from.toReversed()],
  ])('takes many batches whose records refer to one another, %s', async (_what, order) => {
    const store = await open();
    const chain = Array.from({ length: MANY }, (_, i) =>
      region(`r-${String(i).padStart(5, '0')}`, {
        broader: i % 50 === 0 ? [] : [`r-${String(i - 1).padStart(5, '0')}`],
      }),
    );
    await write(store, ...chain, region('a-first'), region('z-last'));
    await write(store, merge('region', 'a-first', 'z-last'));
    const before = await contents(store);
    const other = await open();
    const waiting: number[] = [];
    await load(other, order(before.lines), (done) => waiting.push(done.waiting));
    expect(await contents(other)).toEqual(before);
    expect(waiting.length).toBeGreaterThan(1);
    expect(waiting.at(-1)).toBe(0);
  });
});

describe('an import that is not taken', () => {
  const refused = async (store: Store, from: readonly string[]): Promise<string[]> => {
    const error: unknown = await load(store, from).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof Refused)) throw error ?? new Error('the import was taken');
    return error.refusals.map(
      ({ file, line: at, record, pointer, message }) => `${file}:${at} ${record}${pointer} ${message}`,
    );
  };
  const good = line({ type: 'claim', id: 'good', text: 'Good' });

  it.each([
    ['what is not JSON', '{"type":"claim",\n', ':2 the line not JSON'],
    ['no object', '"claim"\n', ':2 the line/type nothing is not a type'],
    ['null', 'null\n', ':2 the line/type nothing is not a type'],
    ['no type', line({ id: 'c', text: 'C' }), ':2 the line/type nothing is not a type'],
    ['an unknown type', line({ type: 'clam', id: 'c' }), '"clam" is not a type (did you mean claim?)'],
    [
      'an unknown field',
      line({ type: 'claim', id: 'c', text: 'C', notes: 'N' }),
      ':2 claim/c/notes unknown field (did you mean note?)',
    ],
    ['a missing field', line({ type: 'claim', id: 'c' }), ':2 claim/c/text missing'],
    [
      'a reference that no line answers',
      line({ type: 'region', id: 'r', name: 'R', broader: ['nowhere'] }),
      ':2 region/r/broader/0 there is no region nowhere',
    ],
    [
      'a merge into what no line has',
      line({ type: 'claim', id: 'c', mergedInto: 'nowhere' }),
      ':2 claim/c/mergedInto there is no claim nowhere',
    ],
    [
      'a record that cannot be',
      line({ type: 'citation', id: 'n', marker: '1' }),
      ':2 citation/n the footnote names neither',
    ],
  ])('names the line that has %s', async (_what, bad, expected) => {
    const told = await refused(await open(), [good, bad]);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(expected);
  });

  it.each<[string, object, string[]]>([
    [
      'what does not fit its schema',
      { mode: 'whispered', speakers: ['nobody'] },
      ['statement/s/mode', 'statement/s/speakers/0', 'statement/s/passages/0'],
    ],
    [
      'what a rule refuses',
      { mode: 'readout', speakers: ['nobody', 'nobody'] },
      ['statement/s/speakers/0', 'statement/s/speakers/1', 'statement/s/speakers/1', 'statement/s/passages/0'],
    ],
  ])(
    'names references that lead nowhere beside %s, but none to what is only refused too',
    async (_what, fields, expected) => {
      const lines = [
        line({ type: 'statement', id: 's', claims: ['good', 'bad'], passages: ['nowhere'], ...fields }),
        line({ type: 'claim', id: 'bad' }),
        good,
      ];
      const told = (await refused(await open(), lines)).map((text) => text.split(' ')[1]!);
      expect(told.toSorted()).toEqual([...expected, 'claim/bad/text'].toSorted());
    },
  );

  it('names every line that waits in vain', async () => {
    const vain = ['a', 'b'].map((id) => line({ type: 'region', id, name: id, broader: ['nowhere'] }));
    expect((await refused(await open(), [...vain, good])).map((text) => text.split(' ').slice(0, 2).join(' '))).toEqual(
      ['graph.ndjson:1 region/a/broader/0', 'graph.ndjson:2 region/b/broader/0'],
    );
  });

  it('keeps the batches before, and goes on from there once it is put right', async () => {
    const store = await open();
    const claims = Array.from({ length: MANY }, (_, i) => line({ type: 'claim', id: `c-${i}`, text: `Claim ${i}` }));
    await refused(store, [...claims, '{\n']);
    const kept = (await allViews(store)).length;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(MANY);
    expect(await load(store, [...claims, good])).toMatchObject({
      lines: MANY + 1,
      unchanged: kept,
      written: MANY + 1 - kept,
    });
    expect(await listed(store, 'claim', { limit: 2000 })).toHaveLength(MANY + 1);
  });
});
