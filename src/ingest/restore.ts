import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { FIRST } from '../store/backup-lines.ts';
import type { SpacedEntry } from '../store/entries.ts';
import { StoreRefused } from '../store/migration.ts';
import type { Store } from '../store/port.ts';
import { importLines, type Progress } from './ndjson.ts';

/** The lines of a file, each with its end. */
async function* linesOf(file: string): AsyncGenerator<string> {
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) yield `${line}\n`;
}

/** What a line says, where it is JSON. */
const said = (line: string): Record<string, unknown> => {
  try {
    return (JSON.parse(line) as Record<string, unknown> | null) ?? {};
  } catch {
    return {};
  }
};

/**
 * How many records a backup of lines has, and what the service kept for itself.
 * @throws StoreRefused where it is none, or is not whole
 */
const proved = async (file: string): Promise<{ count: number; entries: readonly SpacedEntry[] }> => {
  const hash = createHash('sha256');
  let [first, last] = ['', ''];
  let lines = 0;
  for await (const line of linesOf(file)) {
    if (lines === 0) first = line;
    else hash.update(last);
    last = line;
    lines += 1;
  }
  if (said(first)[FIRST] !== 1)
    throw new StoreRefused(`${file} is no backup of Dictum; an export is taken by dictum import`);
  const { records, sha256 } = said(last);
  if (records !== lines - 2 || sha256 !== hash.digest('hex'))
    throw new StoreRefused(`${file} is not whole: it was cut off or changed; take another backup`);
  return { count: records, entries: (said(first)['entries'] ?? []) as readonly SpacedEntry[] };
};

async function* records(file: string, count: number): AsyncGenerator<string> {
  let line = 0;
  for await (const text of linesOf(file)) {
    if (line > 0 && line <= count) yield text;
    line += 1;
  }
}

/**
 * Writes a backup of lines into a store that is empty.
 * @throws StoreRefused where the file is none or not whole, or the store holds something
 */
export const restoreLines = async (store: Store, file: string, progress: Progress): Promise<number> => {
  const { count, entries } = await proved(file);
  if ((await store.scan(null, 1)).length > 0)
    throw new StoreRefused('the store holds something already; restore into an empty one');
  await importLines(store, file, Readable.from(records(file, count)), progress, {
    acceptExisting: true,
    restores: true,
  });
  // What files wrote last is known by the numbers of a log that such a backup does not have.
  await store.keepEntries(entries.filter(({ space }) => space !== 'file'));
  return count;
};
