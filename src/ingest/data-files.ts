import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '../model/order.ts';

/** A data file as it was read. */
export type DataText = { file: string; text: string };

const pathsUnder = async (path: string): Promise<string[]> => {
  if ((await stat(path)).isFile()) return [path];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort(compareText)
    .map((name) => join(path, name));
};

/** Every data file of a folder, in order of path; or the one file that `path` names. */
export const readDataFiles = async (path: string): Promise<DataText[]> =>
  Promise.all((await pathsUnder(path)).map(async (file) => ({ file, text: await readFile(file, 'utf8') })));
