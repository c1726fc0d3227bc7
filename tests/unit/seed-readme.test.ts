import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { seed } from '../../src/ingest/seed.ts';
import { fieldPaths } from '../../src/model/fields.ts';
import { ALL_TYPES, TYPES } from '../../src/model/types.ts';
import { temporaryFolder } from '../support/engines.ts';
import { storesOfCases } from '../support/one-store.ts';
import { view } from '../support/store.ts';

const open = storesOfCases();

/** The YAML of a section of the description of data files. */
const exampleUnder = async (heading: string): Promise<string> => {
  const text = await readFile(new URL('../../graph-seed/README.md', import.meta.url), 'utf8');
  return /```yaml\n([^]*?)```/.exec(text.slice(text.indexOf(`## ${heading}\n`)))![1]!;
};

it('the example of statements in full is taken, and shows every field of a statement that is not told elsewhere', async () => {
  const folder = await temporaryFolder();
  try {
    const example = await exampleUnder('Statements in full');
    await writeFile(join(folder, 'example.yaml'), example);
    const store = await open();
    expect(await seed(store, folder)).toMatchObject({ written: true, created: 13 });
    expect(await view(store, 'statement', 'example-nora-denies')).toMatchObject({
      stances: [
        { claim: 'example-border-closed', stance: 'denies' },
        { claim: 'example-talks-open', stance: 'affirms' },
      ],
      speaksFor: [{ speaker: 'example-nora', sides: ['example-north'], inferred: false }],
    });
    const elsewhere = ['id', 'event', 'topics', 'regions', 'forums', 'actors', 'events', 'note'];
    const shown = Object.keys(TYPES.statement.written.shape).filter((field) => !elsewhere.includes(field));
    for (const field of shown) expect(example, field).toContain(`${field}:`);
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** What is derived, or written by Dictum itself, and so by no example. */
const NOT_TYPED_IN = ['checks', 'digest.bytes'];

/** The dotted paths of the fields that records have. */
const pathsIn = (value: unknown, at = ''): string[] =>
  Array.isArray(value)
    ? value.flatMap((each) => pathsIn(each, at))
    : typeof value !== 'object' || value === null
      ? []
      : Object.entries(value).flatMap(([name, field]) => [`${at}${name}`, ...pathsIn(field, `${at}${name}.`)]);

it('the examples are taken together, and show every field that people may write', async () => {
  const text = await readFile(new URL('../../graph-seed/README.md', import.meta.url), 'utf8');
  const examples = Array.from(text.matchAll(/```yaml\n([^]*?)```/g), ([, example]) => example!).filter(
    (example) => !example.includes('deleted: true'),
  );
  const folder = await temporaryFolder();
  try {
    await Promise.all(examples.map((example, i) => writeFile(join(folder, `${i}.yaml`), example)));
    const store = await open();
    expect(await seed(store, folder)).toMatchObject({ written: true });
  } finally {
    await rm(folder, { recursive: true });
  }
  const lists = examples.map((example) => parse(example) as Record<string, unknown>);
  const shownOf = new Map(
    ALL_TYPES.map(({ plural }) => [plural, new Set(lists.flatMap((each) => pathsIn(each[plural] ?? [])))]),
  );
  const shownAnywhere = new Set([...shownOf.values()].flatMap((paths) => [...paths]));
  // What types share, names, identifiers and periods, is shown for one of them.
  const isShown = (plural: string, path: string): boolean => {
    const last = path.split('.').at(-1)!;
    const isShared = ['name', 'language', 'kind', 'period', 'from', 'to', 'start', 'end'].includes(last);
    return (
      shownOf.get(plural)!.has(path) ||
      (Object.hasOwn(TYPES.actor.written.shape, path.split('.')[0]!) && shownAnywhere.has(path)) ||
      (isShared && [...shownAnywhere].some((each) => each === last || each.endsWith(`.${last}`)))
    );
  };
  const missing = ALL_TYPES.filter(({ name }) => name !== 'check').flatMap(({ plural, written }) =>
    fieldPaths(written)
      .filter((path) => !path.startsWith('csl.') && !NOT_TYPED_IN.some((each) => `${path}.`.startsWith(`${each}.`)))
      .filter((path) => !isShown(plural, path))
      .map((path) => `${plural} ${path}`),
  );
  expect(missing).toEqual([]);
});
