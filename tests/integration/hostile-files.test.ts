import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink, truncate, writeFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importLines } from '../../src/ingest/ndjson.ts';
import { Refused, type Refusal } from '../../src/ingest/refused.ts';
import { seed } from '../../src/ingest/seed.ts';
import { forTerminal } from '../../src/model/unseen-characters.ts';
import { openEmbedded } from '../../src/store/embedded/store.ts';
import type { Store } from '../../src/store/port.ts';
import { temporaryFolder } from '../support/engines.ts';

let folder: string;
let store: Store;
beforeAll(async () => {
  folder = await temporaryFolder();
  store = openEmbedded({ folder: join(folder, 'data'), readers: 0, timeoutMs: 300_000 });
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const refusalsOf = async (work: Promise<unknown>): Promise<readonly Refusal[]> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return error.refusals;
    throw error;
  }
  throw new Error('nothing was refused');
};

let made = 0;
/** What is refused of a folder that somebody has filled. */
const refused = async (fill: (at: string) => unknown): Promise<readonly Refusal[]> => {
  const at = join(folder, String((made += 1)));
  await mkdir(at);
  await fill(at);
  return refusalsOf(seed(store, at));
};

describe('a data file', () => {
  it.each<[string, (at: string) => unknown, RegExp]>([
    ['leads back to itself', (at) => symlink('loop.yaml', join(at, 'loop.yaml')), /leads back to itself/],
    ['leads nowhere', (at) => symlink('absent', join(at, 'x.yaml')), /leads nowhere/],
    ['is a pipe', (at) => execFileSync('mkfifo', [join(at, 'pipe.yaml')]), /no file but a pipe/],
    [
      'is 600 MB long',
      async (at) => {
        await writeFile(join(at, 'long.yaml'), 'topics: ');
        await truncate(join(at, 'long.yaml'), 600e6);
      },
      /larger than 64 MiB/,
    ],
    ['has a tag', (at) => writeFile(join(at, 'x.yaml'), 'topics:\n  - id: t\n    name: !!js/function "x"\n'), /tag/i],
    [
      'has aliases of aliases',
      (at) =>
        writeFile(
          join(at, 'x.yaml'),
          `topics:\n  - id: t\n    name: &a0 [x]\n${Array.from({ length: 12 }, (_, i) => `    n${i}: &a${i + 1} [${`*a${i},`.repeat(10)}]\n`).join('')}`,
        ),
      /write it out/,
    ],
    [
      'has an alias within what it names',
      (at) => writeFile(join(at, 'x.yaml'), 'topics: &t\n  - &u\n    id: b\n    name: *t\n'),
      /^\*t stands within what &t names/,
    ],
    [
      'has one key twice',
      (at) => writeFile(join(at, 'x.yaml'), 'topics:\n  - id: t\n    id: u\n    name: T\n'),
      /unique/,
    ],
    [
      'has a control character',
      (at) => writeFile(join(at, 'x.yaml'), 'topics:\n  - id: t\n    name: "a\\e[31mb"\n'),
      /U\+001B; take it out/,
    ],
    [
      'turns the order of a text',
      (at) => writeFile(join(at, 'x.yaml'), 'topics:\n  - id: t\n    name: "a\\u202eb"\n'),
      /U\+202E, which shows the text in another order/,
    ],
  ])('that %s is refused, with its name and line', async (_what, fill, message) => {
    const [first] = await refused(fill);
    expect(first!.message).toMatch(message);
    expect(first!.file).toMatch(/\.yaml$/);
    expect(first!.line).toBeGreaterThan(0);
  });
});

describe('a line of NDJSON', () => {
  it.each<[string, string, RegExp]>([
    ['has one name twice', '{"type":"topic","id":"t","name":"A","name":"B"}', /a name stands twice/],
    ['is very long', `{"type":"topic","id":"t","name":"${'x'.repeat(65 * 2 ** 20)}"}`, /longer than 64 MiB/],
    ['has a control character', String.raw`{"type":"topic","id":"t","name":"a\u009bb"}`, /U\+009B/],
    [
      'is nested very deep',
      `{"type":"topic","id":"t","name":"A","x":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
      /unknown field/,
    ],
  ])('that %s is refused, with its number', async (_what, line, message) => {
    const [first] = await refusalsOf(importLines(store, 'x.ndjson', Readable.from([`${line}\n`]), () => undefined));
    expect(first).toMatchObject({ file: 'x.ndjson', line: 1 });
    expect(first!.message).toMatch(message);
  });
});

describe('what a terminal is shown', () => {
  it('has nothing in it that the terminal would obey', () => {
    expect(forTerminal('a\u001b[31mb\u009bc\u202ed\u0000\r\n\t')).toBe(
      'a<U+001B>[31mb<U+009B>c<U+202E>d<U+0000>\r\n\t',
    );
    expect(forTerminal('Lavrov – Лавров – 王毅')).toBe('Lavrov – Лавров – 王毅');
  });

  it('comes by the functions that see to that, from every command', async () => {
    const files = (await readdir('src/cli')).filter((file) => !['run.ts', 'table.ts'].includes(file));
    for (const file of files)
      expect([file, /std(?:out|err)\.write|console\.log/.test(await readFile(`src/cli/${file}`, 'utf8'))]).toEqual([
        file,
        false,
      ]);
  });
});
