import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refused, type Refusal } from '../../src/ingest/refused.ts';
import { seed } from '../../src/ingest/seed.ts';
import { seedOnce } from '../../src/ingest/seed-once.ts';
import type { Store } from '../../src/store/port.ts';
import { temporaryFolder } from '../support/engines.ts';
import { storesOfCases } from '../support/one-store.ts';
import { contents, findings, listed, view, write } from '../support/store.ts';
import { claim } from '../support/world.ts';

const GOOD = `
actors:
  - id: speaker-a
    kind: person
    name: Speaker A
sources:
  - id: article
    csl: { type: article, title: Article }
citations:
  - { id: note-1, marker: "1", source: article }
  - { id: note-2, marker: "2", ibidOf: note-1 }
passages:
  - { id: span-1, source: article, citations: [note-2] }
claims:
  - id: claim-a
    text: Something
statements:
  - { id: said, mode: readout, speakers: [speaker-a], claims: [claim-a], passages: [span-1], said: "2025-02-20" }
`;
const COUNT = 7;
const unchanged = { written: true, created: 0, updated: 0, unchanged: 0, deleted: 0, merged: 0, left: [] };

const open = storesOfCases();
let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
};

/** Everything that is refused, after seeing to it that nothing was written. */
const refusals = async (store: Store, path = folder): Promise<readonly Refusal[]> => {
  const before = [await contents(store), await store.version()];
  const error: unknown = await seed(store, path).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refused)) throw error ?? new Error('the seed was taken');
  expect([await contents(store), await store.version()]).toEqual(before);
  for (const { message } of error.refusals) expect(error.message).toContain(message);
  return error.refusals;
};

const told = (found: readonly Refusal[]): string[] =>
  found.map(
    ({ file, line, column, record, pointer }) =>
      `${file.slice(folder.length + 1)}:${line}${column === undefined ? '' : `:${column}`} ${record}${pointer}`,
  );

describe('seeding a folder', () => {
  it('writes the records of all its files, also of folders within', async () => {
    const store = await open();
    await put('b/deep/regions.yml', 'regions:\n  - { id: r, name: R }\n');
    await put('a.yaml', GOOD);
    await put('notes.txt', 'no data');
    expect(await seed(store, folder)).toMatchObject({ ...unchanged, created: COUNT + 1 });
    expect(await listed(store, 'region')).toEqual(['r']);
    expect((await view(store, 'citation', 'note-2')).source).toBe('article');
    expect(await findings(store)).toEqual([]);
  });

  it('lets records of one file refer to those of another, in any order', async () => {
    const store = await open();
    await put('a.yaml', 'regions:\n  - { id: city, name: City, broader: [country] }\n');
    await put('b.yaml', 'regions:\n  - { id: country, name: Country }\n');
    expect(await seed(store, folder)).toMatchObject({ created: 2 });
  });

  it('changes nothing the second time', async () => {
    const store = await open();
    await put('a.yaml', GOOD);
    await seed(store, folder);
    const version = await store.version();
    expect(await seed(store, folder)).toMatchObject({ ...unchanged, unchanged: COUNT });
    expect(await store.version()).toBe(version);
  });

  it('changes the one record that was edited, and nothing else that was written', async () => {
    const store = await open();
    await put('a.yaml', GOOD);
    await seed(store, folder);
    const before = (await contents(store)).lines;
    await put('a.yaml', GOOD.replace('Something', 'Something else'));
    expect(await seed(store, folder)).toMatchObject({ ...unchanged, updated: 1, unchanged: COUNT - 1 });
    const after = (await contents(store)).lines;
    expect(after.filter((line, i) => line !== before[i])).toEqual([expect.stringContaining('"id":"claim-a"')]);
  });

  it('tells what it takes though somebody should look at it, and where that stands', async () => {
    const store = await open();
    const path = await put('a.yaml', 'sources:\n  - id: s\n    csl:\n      type: book\n      Title: T\n');
    const { remarks } = await seed(store, path);
    expect(told(remarks!)).toEqual(['a.yaml:5 source/s/csl/Title']);
    expect(await seed(store, path)).not.toHaveProperty('remarks');
  });

  it('leaves what is in the store and in no file', async () => {
    const store = await open();
    await seed(store, await put('a.yaml', 'claims:\n  - { id: kept, text: Kept }\n'));
    await seed(store, await put('b.yaml', 'claims:\n  - { id: new, text: New }\n'));
    expect(await listed(store, 'claim')).toEqual(['kept', 'new']);
  });

  it('names what a record refers to in vain beside what else is wrong with it, but not what is only refused too', async () => {
    const store = await open();
    const path = await put(
      'a.yaml',
      `
claims: [{ id: worded, note: No text. }]
statements:
  - id: said
    mode: whispered
    speakers: [nobody, 7]
    claims: [worded]
    passages: [nowhere]
passages:
  - { source: missing, citations: { of: none } }
`,
    );
    expect(told(await refusals(store, path))).toEqual(
      expect.arrayContaining([
        'a.yaml:2 claim/worded/text',
        'a.yaml:5 statement/said/mode',
        'a.yaml:6 statement/said/speakers/0',
        'a.yaml:6 statement/said/speakers/1',
        'a.yaml:8 statement/said/passages/0',
        'a.yaml:10 passages[0]/source',
      ]),
    );
    expect(told(await refusals(store, path))).not.toContain('a.yaml:7 statement/said/claims/0');
  });

  it('deletes and merges what files say', async () => {
    const store = await open();
    await seed(
      store,
      await put('a.yaml', 'claims:\n  - { id: a, text: A }\n  - { id: b, text: B }\n  - { id: c, text: C }\n'),
    );
    expect(
      await seed(store, await put('b.yaml', 'claims:\n  - { id: a, deleted: true }\n  - { id: b, mergedInto: c }\n')),
    ).toMatchObject({ deleted: 1, merged: 1 });
    expect(await listed(store, 'claim')).toEqual(['c']);
  });

  it('rehearses without writing', async () => {
    const store = await open();
    const version = await store.version();
    expect(await seed(store, await put('a.yaml', GOOD), { rehearsal: true })).toMatchObject({ created: COUNT });
    expect([await listed(store, 'claim'), await store.version()]).toEqual([[], version]);
  });

  it.each(['', '# only a comment\n', '---\n', 'null\n', 'claims: []\n', '{}\n'])(
    'takes a file with nothing in it: %j',
    async (text) => {
      expect(await seed(await open(), await put('a.yaml', text))).toEqual(unchanged);
    },
  );

  it('fails for a path where nothing is', async () => {
    await expect(seed(await open(), join(folder, 'absent'))).rejects.toThrow('absent');
  });
});

/** What is wrong, the data file, the line, the record with the place in it, and words that the remedy has. */
const BAD: [string, string, string, string[]][] = [
  [
    'a dangling reference',
    'claims:\n  - { id: c, text: C }\nrelations:\n  - id: r\n    kind: disputes\n    from: { type: claim, id: c }\n    to: { type: claim, id: d }\n    author: nobody\n',
    '7 relation/r/to/id',
    ['there is no claim d', 'correct the id'],
  ],
  [
    'an unknown field',
    'claims:\n  - id: c\n    text: C\n    notes: N\n',
    '4 claim/c/notes',
    ['unknown field', 'did you mean note?'],
  ],
  [
    'a field that has another name here',
    'claims:\n  - { id: k, text: K }\nstatements:\n  - id: s\n    mode: readout\n    speakers: [speaker-a]\n    claims: [k]\n    passages: [span-1]\n    date: 2025-02-20\n',
    '9 statement/s/date',
    ['unknown field', 'did you mean said?'],
  ],
  [
    'a wrong date',
    'events:\n  - id: e\n    name: E\n    date: 2025-02-31\n',
    '4 event/e/date',
    ['"2025-02-31"', 'EDTF'],
  ],
  [
    'a duplicate id',
    'claims:\n  - { id: c, text: C }\n\n  - { id: c, text: D }\n',
    '4 claim/c/id',
    ['taken by', 'bad.yaml:2'],
  ],
  [
    'an ibid with nothing before it',
    'citations:\n  - { id: n, marker: "1" }\n',
    '2 citation/n',
    ['neither a source nor', 'give source, or ibidOf'],
  ],
  [
    'an ibid of a footnote that is not there',
    'citations:\n  - id: n\n    marker: "1"\n    ibidOf: m\n',
    '4 citation/n/ibidOf',
    ['there is no citation m'],
  ],
  [
    'an ibid of itself',
    'citations:\n  - id: n\n    marker: "1"\n    ibidOf: n\n',
    '4 citation/n/ibidOf',
    ['a footnote before it'],
  ],
  ['a wrong word', 'actors:\n  - id: a\n    name: A\n    kind: persona\n', '4 actor/a/kind', ['did you mean person?']],
  ['a missing field', 'claims:\n  - id: c\n', '2 claim/c/text', ['missing; give a string']],
  ['a field of the wrong type', 'claims:\n  - id: c\n    text: [C]\n', '3 claim/c/text', ['["C"] is not a string']],
  [
    'a fault deep within a record',
    'actors:\n  - id: a\n    kind: person\n    name: A\n    represents:\n      - actor: a-b\n        from: soon\n',
    '7 actor/a/represents/0/from',
    ['"soon"'],
  ],
  ['a record without an id', 'claims:\n  - { id: c, text: C }\n  - text: D\n', '3 claims[1]/id', ['missing']],
  [
    'an id that YAML reads as a number',
    'claims:\n  - id: 2025\n    text: D\n',
    '2 claims[0]/id',
    ['2025 is not a string', 'put quotation marks around it: "2025"'],
  ],
  ['an empty item', 'claims:\n  -\n', '2 claims[0]', ['null is not an object']],
  [
    'an unknown type',
    'claims:\n  - { id: c, text: C }\nclaim:\n  - { id: d, text: D }\n',
    '3 the file/claim',
    ['unknown type', 'did you mean claims?'],
  ],
  ['a type without a list', 'claims:\n  c: { text: C }\n', '1 the file/claims', ['a list of records']],
  ['no map of types', '- id: c\n', '1 the file', ['a map from type names']],
  ['an item of a list without its space', 'topics:\n  -id: c\n', '1 the file/topics', ['put a space behind the -']],
  [
    'a quotation mark that is never closed',
    'claims:\n  - { id: c, text: "C }\n',
    '2:20 the file',
    ['not YAML', 'never closed', 'read no further'],
  ],
  [
    'a type named twice',
    'claims:\n  - { id: c, text: C }\nclaims:\n  - { id: d, text: D }\n',
    '3:1 the file',
    ['not YAML', 'unique', 'leave one of the two out'],
  ],
  [
    'aliases of aliases that would fill the memory',
    `topics:\n  - { id: a, name: &a [${'x,'.repeat(9)}] }\n  - { id: b, name: &b [${'*a,'.repeat(9)}] }\n  - { id: c, name: &c [${'*b,'.repeat(9)}] }\n  - { id: d, name: [${'*c,'.repeat(9)}] }\n`,
    '5 topics[3]',
    ['Excessive alias count', 'write it out'],
  ],
  ['a circle', 'regions:\n  - { id: r, name: R, broader: [r] }\n', '2 region/r', ['take one step of the circle out']],
  [
    'a deletion of what others refer to',
    'sources:\n  - { id: article, deleted: true }\n',
    '2 source/article',
    ['passage/span-1'],
  ],
];

describe('a seed that is not taken', () => {
  it.each(BAD)('has %s, and is told where and what to do', async (_what, text, place, words) => {
    const store = await open();
    await seed(store, await put('good.yaml', GOOD));
    await rm(join(folder, 'good.yaml'));
    await put('bad.yaml', text);
    await put('also-good.yaml', 'topics:\n  - { id: t, name: T }\n');
    const found = await refusals(store);
    const at = found.findIndex((_, i) => told(found)[i] === `bad.yaml:${place}`);
    expect(told(found)).toContain(`bad.yaml:${place}`);
    for (const word of words) expect(found[at]!.message).toContain(word);
  });

  it('is told everything that is wrong in one report', async () => {
    const store = await open();
    await put('a.yaml', 'claims:\n  - { id: c, txt: C }\n  - { id: d, text: D }\nstatement:\n  - { id: s }\n');
    await put(
      'b.yaml',
      'claims:\n  - { id: d, text: E }\n  - { id: e, text: E }\n  - { id: c, text: F }\nregions:\n  - { id: r, name: R, broader: [nowhere] }\n',
    );
    await put('c.yaml', 'claims: [\n');
    expect(told(await refusals(store)).toSorted()).toEqual([
      'a.yaml:2 claim/c/text',
      'a.yaml:2 claim/c/txt',
      'a.yaml:4 the file/statement',
      'b.yaml:2 claim/d/id',
      'b.yaml:4 claim/c/id',
      expect.stringMatching(/^c\.yaml:\d:\d the file$/),
    ]);
  });

  it('is not told of what a file has that was not read to its end', async () => {
    const store = await open();
    await put('a.yaml', 'regions:\n  - { id: r, name: R, broader: [country] }\n');
    await put('b.yaml', 'regions:\n  - { id: country, name: [ }\n');
    expect(told(await refusals(store))).toEqual(['b.yaml:2:28 the file']);
  });

  it('is told the first of many faults of one kind, and how many more there are', async () => {
    const claims = Array.from({ length: 3000 }, (_, i) => `  - { id: c-${i}, txt: "T ${i}" }\n`).join('');
    await put('a.yaml', `claims:\n${claims}topics: [{ id: t, nam: T }]\n`);
    const error: Refused = await seed(await open(), folder).catch((thrown) => thrown);
    expect(error.refusals).toHaveLength(6002);
    const words = error.message.split('\n');
    expect(words.length).toBeLessThan(100);
    expect(words.filter((line) => line.startsWith('and 2980 more like this:'))).toHaveLength(2);
    expect(error.message).toContain('topic/t /nam\n');
  });

  it('is told of bytes that are not UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from('claims:\n  - { id: c, text: Caf'),
      Buffer.from([0xe9]),
      Buffer.from(' }\n'),
    ]);
    await writeFile(join(folder, 'latin1.yaml'), bytes);
    const found = await refusals(await open());
    expect(told(found)).toEqual(['latin1.yaml:2:23 the file']);
    expect(found[0]!.message).toContain('byte E9, which is é in Windows-1252');
  });

  it('does not blame a record for referring to one that is refused itself', async () => {
    const store = await open();
    await put('a.yaml', GOOD.replace('text: Something', 'txt: Something'));
    expect(told(await refusals(store)).map((place) => place.split(' ')[1])).toEqual([
      'claim/claim-a/text',
      'claim/claim-a/txt',
    ]);
  });

  it('is taken once it was put right', async () => {
    const store = await open();
    await put('a.yaml', GOOD.replace('[speaker-a]', '[speaker-b]'));
    expect((await refusals(store))[0]?.message).toContain('did you mean speaker-a?');
    await put('a.yaml', GOOD);
    expect(await seed(store, folder)).toMatchObject({ created: COUNT });
    await put(
      'b.yaml',
      'topics: [{ id: t, name: T, broader: [s] }]\nactors: [{ id: a, kind: state, name: A, belongsTo: [speaker] }]\n',
    );
    expect((await refusals(store)).map(({ message }) => message)).toEqual([
      expect.stringContaining('there is no topic s; write it too'),
      expect.stringContaining('there is no actor speaker (did you mean speaker-a?); write it too'),
    ]);
  });
});

describe('seeding once', () => {
  /** The store, and how many writes it was asked for. */
  const counted = (store: Store): { store: Store; writes: () => number } => {
    let writes = 0;
    return {
      writes: () => writes,
      store: {
        ...store,
        write: (...of) => {
          writes += 1;
          return store.write(...of);
        },
      },
    };
  };

  it('does not read files again that changed nothing', async () => {
    const { store, writes } = counted(await open());
    await put('a.yaml', GOOD);
    await seedOnce(store, folder);
    const before = await contents(store);
    const written = writes();
    await seedOnce(store, folder);
    expect([writes(), await contents(store)]).toEqual([written, before]);
  });

  it('writes records, what files said and that they were read at once, so that none is there without the others', async () => {
    const store = await open();
    await put('a.yaml', GOOD);
    const written = store.write.bind(store);
    vi.spyOn(store, 'write').mockImplementationOnce(async (...of) => {
      await written(...of);
      throw new Error('killed');
    });
    await expect(seedOnce(store, folder)).rejects.toThrow('killed');
    expect(await store.note()).toContain('seed');
    await write(store, claim('claim-a', { text: 'Theirs' }));
    await seedOnce(store, folder);
    expect((await view(store, 'claim', 'claim-a'))['text']).toBe('Theirs');
  });

  it('leaves what others changed since', async () => {
    const { store, writes } = counted(await open());
    await put('a.yaml', GOOD);
    await seedOnce(store, folder);
    await store.write([
      { key: { type: 'claim', id: 'claim-a' }, record: { id: 'claim-a', text: 'Something else' }, mergedInto: null },
    ]);
    const [after, written] = [await contents(store), writes()];
    expect(await seedOnce(store, folder)).toEqual([]);
    expect(writes()).toBeGreaterThan(written);
    expect(await contents(store)).toEqual(after);
  });

  it('reads files that are others than before, or elsewhere', async () => {
    const store = await open();
    const path = await put('a.yaml', GOOD);
    await seedOnce(store, folder);
    await put('a.yaml', GOOD.replace('Something', 'Something else'));
    await seedOnce(store, folder);
    expect((await view(store, 'claim', 'claim-a'))['text']).toBe('Something else');
    await rm(path);
    await put('b.yaml', 'claims: [{ id: claim-b, text: Another }]');
    await seedOnce(store, folder);
    expect(await listed(store, 'claim')).toEqual(['claim-a', 'claim-b']);
  });

  it('refuses again what is wrong, and that there is nothing', async () => {
    const store = await open();
    await put('a.yaml', 'claims: [{ id: claim-b }]');
    for (let i = 0; i < 2; i++) await expect(seedOnce(store, folder)).rejects.toThrow(Refused);
    await seedOnce(store, await put('a.yaml', GOOD));
    await expect(seedOnce(store, join(folder, 'none'))).rejects.toThrow('ENOENT');
  });
});
