import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '../model/order.ts';
import { decodeText, notUtf8 } from './lines.ts';
import { Refused, type Refusal } from './refused.ts';

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

/** The largest data file in bytes, of which all is in memory at once; more goes by lines of `dictum import`. */
const LARGEST = 64 * 2 ** 20;

/** What keeps a path from being read as a data file; null where nothing does. */
const unreadable = async (file: string): Promise<string | null> => {
  try {
    const found = await stat(file);
    // A pipe would be waited for without end.
    if (!found.isFile())
      return found.isDirectory() ? null : 'no file but a pipe or a device; take it out of the folder';
    return found.size <= LARGEST
      ? null
      : `larger than ${LARGEST / 2 ** 20} MiB; part it, or import it as NDJSON with dictum import`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ELOOP') return 'a link that leads back to itself; take it out of the folder';
    if (code === 'ENOENT') return 'a link that leads nowhere; take it out of the folder';
    throw error;
  }
};

const readData = async (file: string): Promise<DataText | Refusal> => {
  const refusal = { file, line: 1, record: 'the file', pointer: '' };
  const message = /\.(?:ndjson|jsonl)$/.test(file)
    ? 'a record a line is taken by dictum import; a data file is YAML'
    : await unreadable(file);
  if (message !== null) return { ...refusal, message };
  const bytes = await readFile(file);
  try {
    return { file, text: decodeText(bytes) };
  } catch {
    const { fault, ...place } = notUtf8(bytes);
    return { ...refusal, ...place, message: fault };
  }
};

/**
 * Every data file of a folder, in order of path; or the one file that `path` names.
 * @throws Refused naming those that are not UTF-8
 */
export const readDataFiles = async (path: string): Promise<DataText[]> => {
  const read = await Promise.all((await pathsUnder(path)).map(readData));
  const refusals = read.filter((each) => 'message' in each);
  if (refusals.length > 0) throw new Refused(refusals);
  return read.filter((each) => 'text' in each);
};
