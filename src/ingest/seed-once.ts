import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Store } from '../store/port.ts';
import type { Left } from './file-writer.ts';
import { readDataFiles, type DataText } from './data-files.ts';

/** The folders of the code that makes changes of data files. */
const CODE = [new URL('../model/', import.meta.url), new URL('./', import.meta.url)];

const codeTexts = (): string[] =>
  CODE.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8')),
  );

/** A name for what some data files mean to this version of the code. */
const nameOf = (files: readonly DataText[]): string => {
  const hash = createHash('sha256');
  for (const text of [...codeTexts(), ...files.flatMap(({ file, text }) => [file, text])])
    hash.update(JSON.stringify(text));
  return `seed ${hash.digest('hex')}`;
};

/**
 * Seeds a store, unless nothing has changed it since it was seeded with the same data files by the same code: to read
 * them would take longer than all else at the start of a service, and change nothing.
 * @returns the records that were left as others changed them, though the files say otherwise
 * @throws Refused as `seed` does
 */
export const seedOnce = async (store: Store, path: string): Promise<Left[]> => {
  const files = await readDataFiles(path);
  const note = nameOf(files);
  if ((await store.note()) === note) return [];
  // With it comes the parser, which takes its time to load too.
  const { seedFiles } = await import('./seed.ts');
  return (await seedFiles(store, path, files, { note })).left;
};
