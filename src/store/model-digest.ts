import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { once } from '../model/once.ts';

/*
 * What a store was derived by, as one digest: of the code itself, since a derivation, a filter or a sort can change
 * without any name or schema of it changing. It is that of the TypeScript sources, also for a build, which has no
 * sources beside it any more and so carries the digests in a file; a store that a test made from the sources is the
 * same to the build of them.
 */

/**
 * The modules of each engine that make what is stored; with all that they import, they are what a store is derived by.
 * `model`: those that a record is derived by, wherever it is kept.
 */
const ENTRIES = {
  model: ['../model/derive.ts'],
  embedded: ['./embedded/schema.ts', './embedded/writer.ts', './embedded/load.ts', './migration.ts'],
  neo4j: ['./neo4j/constraints.ts', './neo4j/writer.ts', './neo4j/load.ts', './migration.ts'],
} as const;
export type DerivedBy = keyof typeof ENTRIES;

/** Packages that what is derived does not follow from: they check what comes in, or carry it. Of all others the version counts. */
const CARRIERS: readonly string[] = ['zod', 'neo4j-driver', '@photostructure/sqlite', 'piscina'];

/** Modules that tell what a write refuses, and that nothing is derived by. */
const REFUSING: readonly string[] = ['./compare-texts.ts'];

/** An import of values; what is imported as a type leaves no trace in what runs. */
const IMPORT = /^(?:import|export) (?!type )(?:[^;'"]* from )?'([^']+)'/gm;

/** A source without what changes nothing: indentation, empty lines, comments on lines of their own. */
export const significant = (source: string): string => {
  let within = false;
  return source
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => {
      if (within || line.startsWith('/*')) {
        within = !line.includes('*/');
        return false;
      }
      return line !== '' && !line.startsWith('//');
    })
    .join('\n');
};

/** Sources by their address, with those that they import, and the packages. */
const closureOf = (entries: readonly URL[], read: (file: URL) => string): Map<string, string> => {
  const found = new Map<string, string>();
  const visit = (file: URL): void => {
    if (found.has(file.href)) return;
    const source = read(file);
    found.set(file.href, significant(source));
    for (const [, name] of source.matchAll(IMPORT)) {
      if (REFUSING.includes(name!)) continue;
      if (name!.startsWith('.')) visit(new URL(name!, file));
      else if (!name!.startsWith('node:')) found.set(name!, packageVersion(name!));
    }
  };
  entries.forEach(visit);
  return found;
};

const packageVersion = (name: string): string => {
  const folder = name.split('/', name.startsWith('@') ? 2 : 1).join('/');
  return CARRIERS.includes(folder)
    ? ''
    : versionIn(new URL(`../../node_modules/${folder}/package.json`, import.meta.url));
};

const versionIn = (file: URL): string => (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;

/** The digest of the sources under a folder that a record, or the store of an engine, is derived by. */
export const digestOfSources = (
  by: DerivedBy,
  folder: URL,
  read = (file: URL): string => readFileSync(file, 'utf8'),
): string => {
  const hash = createHash('sha256');
  const closure = closureOf(
    ENTRIES[by].map((entry) => new URL(entry, new URL('store/', folder))),
    read,
  );
  // Where the sources lie makes no difference.
  const named = [...closure].map(([name, text]) => [name.replace(folder.href, ''), text] as const);
  for (const pair of named.sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(JSON.stringify(pair));
  return hash.digest('hex');
};

/** The file of a build that says what it derives by. */
export const DIGESTS_FILE = new URL('../model-digests.json', import.meta.url);

/** The digest of what this program derives records or a store by. */
export const modelDigest = (by: DerivedBy): string => digests()[by];

const digests = once((): Record<DerivedBy, string> => {
  const here = fileURLToPath(import.meta.url);
  if (!here.endsWith('.ts')) return JSON.parse(readFileSync(DIGESTS_FILE, 'utf8')) as Record<DerivedBy, string>;
  return digestsOf(new URL('../', import.meta.url));
});

export const digestsOf = (sources: URL): Record<DerivedBy, string> => ({
  model: digestOfSources('model', sources),
  embedded: digestOfSources('embedded', sources),
  neo4j: digestOfSources('neo4j', sources),
});

/** The release that this program is of. */
export const RELEASE = versionIn(new URL('../../package.json', import.meta.url));

/** Whether one release came out after another. */
export const isLater = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((release) => release.split('.').map((part) => Number.parseInt(part, 10)));
  const i = a!.findIndex((part, at) => part !== b![at]);
  return i !== -1 && a![i]! > (b![i] ?? 0);
};
