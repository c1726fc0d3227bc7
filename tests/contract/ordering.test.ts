import { expect, it } from 'vitest';
import type { CitationView } from '../../src/model/types/citation.ts';
import { onEveryEngine } from '../support/engines.ts';
import { allKeys, listed, query, view } from '../support/store.ts';
import { citation, claim, deletion, ground, passage, region, source, statement } from '../support/world.ts';

/** In the order of their code points, which is that of their UTF-8 bytes. */
const NAMES = [
  '0',
  'A',
  'I',
  'Z',
  'a',
  'ab',
  'ab c',
  'abc',
  'e',
  'e\u0301t\u00e9'.normalize(),
  'i',
  'x',
  'x\u0323',
  'z',
  '\u00c9',
  '\u00e9',
  '\u0130',
  '\u0131',
  '\u05d0\u05d1',
  '\u0627\u0628',
  '\u4e2d\u56fd',
  '\ud55c',
  '\ue000',
  '\ufa0e',
  '\uff21',
  '\ufffd',
  '\u{10428}',
  '\u{1f600}',
  '\u{20000}',
].toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));

const idOf = (name: string): string => `r-${Buffer.from(name).toString('hex')}`;
const regions = NAMES.map((name) => region(idOf(name), { name }));

onEveryEngine('ordering', (open) => {
  const names = async (records: typeof regions, descending = false): Promise<string[]> => {
    const store = await open(...records);
    return (await store.list(query('region', { sort: 'name', descending }))).rows.map((row) => row.key);
  };

  it('orders names by code point, whatever the order of writing', async () => {
    expect(await names(regions.toReversed())).toEqual(NAMES);
  });

  it('turns the order round exactly', async () => {
    expect(await names(regions, true)).toEqual(NAMES.toReversed());
  });

  it.each([
    ['an astral character after the last of the basic plane', ['\ufffd', '\u{10000}']],
    ['upper case before lower case', ['Z', 'a']],
    ['a dotted capital I after every ASCII letter', ['I', 'i', 'z', '\u0130', '\u0131']],
    ['a mark that no letter is composed with after the bare letter', ['x', 'x\u0323', 'y']],
    ['Hebrew before Arabic, as their code points lie', ['\u05d0', '\u0627']],
    ['a prefix before what goes on from it', ['ab', 'ab c', 'abc']],
  ])('puts %s', async (_what, expected) => {
    expect(await names(expected.toReversed().map((name) => region(idOf(name), { name })))).toEqual(expected);
  });

  it('takes a precomposed letter and its decomposed form as the same name', async () => {
    const store = await open(
      region('b', { name: 'e\u0301' }),
      region('a', { name: '\u00e9' }),
      region('c', { name: 'f' }),
    );
    const { rows } = await store.list(query('region', { sort: 'name' }));
    expect(rows.map(({ id, key }) => [id, key])).toEqual([
      ['c', 'f'],
      ['a', '\u00e9'],
      ['b', '\u00e9'],
    ]);
  });

  it('orders records of one name by id, in which a hyphen comes before digits and digits before letters', async () => {
    const ids = ['a', 'a-b', 'a0', 'aa', 'b', 'b-', 'b-a'];
    const store = await open(...ids.toReversed().map((id) => region(id, { name: 'same' })));
    expect(await listed(store, 'region')).toEqual(ids);
    expect(await listed(store, 'region', { descending: true })).toEqual(ids.toReversed());
    expect(await listed(store, 'region', { sort: 'id' })).toEqual(ids);
  });

  it('orders dates by time, an unknown one first and a coarse one before those within it', async () => {
    const dates = [null, '2024-12-31', '2025', '2025-02', '2025-02-20~', '2025-02-21', '2026?'];
    const statements = dates.map((said, i) => statement(`s-${i}`, { said }));
    const store = await open(...ground(), ...statements.toReversed());
    expect(await listed(store, 'statement')).toEqual(dates.map((_, i) => `s-${i}`));
  });

  it('orders an interval by its start', async () => {
    const issued = (id: string, ...parts: number[][]) =>
      source(id, { csl: { type: 'book', title: id, issued: { 'date-parts': parts } } });
    const store = await open(
      issued('late', [2025, 3], [2025, 4]),
      issued('early', [2025, 2, 1]),
      issued('middle', [2025, 2, 2], [2026]),
    );
    expect(await listed(store, 'source', { sort: 'issued' })).toEqual(['early', 'middle', 'late']);
    expect((await view(store, 'source', 'middle')).issued).toBe('2025-02-02/2026');
  });

  it('orders passages by their source, then as a reader counts', async () => {
    const at = (id: string, of: string, paragraph: number, sentence: number) =>
      passage(id, { source: of, locator: { paragraph, sentence } });
    const store = await open(
      source('s'),
      source('s-2'),
      at('e', 's-2', 1, 1),
      at('d', 's', 10, 1),
      at('c', 's', 2, 10),
      at('b', 's', 2, 9),
      at('a', 's', 1, 2),
    );
    expect(await listed(store, 'passage')).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('orders footnotes by section and number', async () => {
    const marks: [string, string | null][] = [
      ['1', null],
      ['2', null],
      ['10', null],
      ['2', 'I'],
      ['1', 'IV'],
      ['1', 'IX'],
      ['a', 'Annex'],
      ['10a', 'Annex'],
    ];
    const store = await open(
      source('source-a'),
      ...marks.map(([marker, section], i) =>
        citation(`c-${(i * 5) % 8}`, { marker, ...(section !== null && { section }) }),
      ),
    );
    const { rows } = await store.list({ ...query('citation'), sort: 'marker' });
    expect(
      rows.map(({ json }) => JSON.parse(json) as CitationView).map(({ marker, section }) => [marker, section]),
    ).toEqual([...marks.slice(0, 6), ['10a', 'Annex'], ['a', 'Annex']]);
    const first = await store.list({ ...query('citation'), sort: 'marker', limit: 3 });
    const { key, id } = first.rows.at(-1)!;
    const rest = await store.list({ ...query('citation'), sort: 'marker', after: { key, id } });
    expect([...first.rows, ...rest.rows].map((row) => row.id)).toEqual(rows.map((row) => row.id));
  });

  it('orders values of a filter by code point', async () => {
    const markers = ['1', '10', '2', 'A', 'a', '\ufa0e', '\u{10428}'];
    const store = await open(
      source('source-a'),
      ...markers.toReversed().map((marker, i) => citation(`c-${i}`, { marker })),
    );
    expect((await store.values('marker', '', null, 100)).map(({ value }) => value)).toEqual(markers);
  });

  it('orders completions by code point of what was folded', async () => {
    const store = await open(
      claim('unnamed'),
      ...['\u{10428}', '\ufa0e', 'B', 'a'].map((name, i) => region(`r-${i}`, { name })),
    );
    expect((await store.complete('', null, null, 100)).map(({ entry }) => entry)).toEqual([
      'a',
      'b',
      '\ufa0e',
      '\u{10428}',
    ]);
  });

  it('scans types in dependency order and their ids by code point', async () => {
    const store = await open(claim('b'), claim('a-b'), claim('a'), region('z'), region('a0'), region('a-'));
    await store.write([deletion('claim', 'a-b')]);
    expect((await allKeys(store)).map(({ type, id }) => `${type}/${id}`)).toEqual([
      'region/a-',
      'region/a0',
      'region/z',
      'claim/a',
      'claim/a-b',
      'claim/b',
    ]);
  });
});
