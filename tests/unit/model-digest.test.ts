import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { digestOfSources, isLater, modelDigest, significant, type DerivedBy } from '../../src/store/model-digest.ts';

const SOURCES = new URL('../../src/', import.meta.url);

/** The digest of sources in which one file says something else. */
const digestWith = (engine: DerivedBy, file: string, change: (source: string) => string): string => {
  let met = false;
  const digest = digestOfSources(engine, SOURCES, (url) => {
    const source = readFileSync(url, 'utf8');
    if (!url.pathname.endsWith(file)) return source;
    met = true;
    const changed = change(source);
    if (changed === source) throw new Error(`${file} does not have what is to be changed`);
    return changed;
  });
  return met ? digest : `${file} was not read`;
};

describe.each(['embedded', 'neo4j'] as const)('what a store is derived by (%s)', (engine) => {
  it.each([
    [
      'a derivation',
      'model/types/statement.ts',
      (source: string) => source.replace('derive: (', 'derive: /* now */ ('),
    ],
    ['a filter', 'model/types/actor.ts', (source: string) => source.replace('filters: {', 'filters: { extra: null!,')],
    ['a sort', 'model/types/event.ts', (source: string) => source.replace('sorts: {', 'sorts: { extra: null!,')],
    [
      'a text that is searched',
      'model/text.ts',
      (source: string) => source.replace('.normalize(', '.trim().normalize('),
    ],
    ['how roots are found', 'model/roots.ts', (source: string) => source.replace('const ', 'let ')],
    ['how a write is applied', 'store/apply.ts', (source: string) => source.replace('if (', 'if (true || ')],
  ])('changes with %s', (_what, file, change) => {
    const changed = digestWith(engine, file, change);
    expect(changed).toMatch(/^[0-9a-f]{64}$/);
    expect(changed).not.toBe(modelDigest(engine));
  });

  it.each([
    ['a comment', (source: string) => source.replace(/^import/, '// why\n/*\n * more\n */\nimport')],
    ['indentation', (source: string) => source.replaceAll('\n  ', '\n      ')],
  ])('stays with %s', (_what, change) => {
    expect(digestWith(engine, 'model/types/statement.ts', change)).toBe(modelDigest(engine));
  });
});

it("knows each engine's own code", () => {
  expect(modelDigest('embedded')).not.toBe(modelDigest('neo4j'));
  const tables = (source: string): string => source.replace('CREATE TABLE record', 'CREATE TABLE records');
  expect(digestWith('embedded', 'store/embedded/schema.ts', tables)).not.toBe(modelDigest('embedded'));
  expect(
    digestWith('neo4j', 'store/neo4j/records.ts', (source) => source.replace('const ORDERS = 8', 'const ORDERS = 9')),
  ).not.toBe(modelDigest('neo4j'));
});

it('knows the model apart from how it is stored', () => {
  const derived = digestWith('model', 'model/types/statement.ts', (source) =>
    source.replace('derive: (', 'derive : ('),
  );
  expect(derived).not.toBe(modelDigest('model'));
  const applied = digestWith('model', 'store/apply.ts', (source) => source.replace('if (', 'if (true || '));
  expect(applied).toBe('store/apply.ts was not read');
});

it('leaves out of a source what changes nothing', () => {
  const source = `/** Says. */
// why
const a = '// stays'; // and this

  /* one line */
const b = 2;`;
  expect(significant(source)).toBe("const a = '// stays'; // and this\nconst b = 2;");
});

it.each([
  ['0.2.0', '0.1.0', true],
  ['0.1.0', '0.2.0', false],
  ['0.2.0', '0.2.0', false],
  ['0.10.0', '0.9.9', true],
  ['1.0.0', '0.9.9', true],
  ['0.9.9', '1.0.0', false],
])('%s after %s: %s', (one, other, later) => {
  expect(isLater(one, other)).toBe(later);
});
