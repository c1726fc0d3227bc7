import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { rewriteOf, type LogPart } from '../log/copy.ts';
import { FIRST, FORM } from '../store/backup-lines.ts';
import type { SpacedEntry } from '../store/entries.ts';
import { StoreRefused } from '../store/migration.ts';
import { RELEASE } from '../store/model-digest.ts';
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

/** What a backup of lines holds: records, then parts of the log; and what the service kept for itself. */
type Held = { records: number; parts: number; entries: readonly SpacedEntry[] };

/** @throws StoreRefused where a file is no backup, or is not whole */
const proved = async (file: string): Promise<Held> => {
  const hash = createHash('sha256');
  let [first, last] = ['', ''];
  let lines = 0;
  for await (const line of linesOf(file)) {
    if (lines === 0) first = line;
    else hash.update(last);
    last = line;
    lines += 1;
  }
  const { [FIRST]: form, entries = [] } = said(first) as { [FIRST]?: number; entries?: SpacedEntry[] };
  if (form === undefined) throw new StoreRefused(`${file} is no backup of Dictum; an export is taken by dictum import`);
  if (form > FORM)
    throw new StoreRefused(`${file} was made by a later release of Dictum, and this is ${RELEASE}; run that version`);
  const { records, parts = 0, sha256 } = said(last) as { records?: number; parts?: number; sha256?: string };
  if (records === undefined || records + parts !== lines - 2 || sha256 !== hash.digest('hex'))
    throw new StoreRefused(`${file} is not whole: it was cut off or changed; take another backup`);
  return { records, parts, entries };
};

/** Lines of a file, by their numbers from 0 on. */
async function* linesFrom(file: string, first: number, count: number): AsyncGenerator<string> {
  let line = 0;
  for await (const text of linesOf(file)) {
    if (line >= first + count) return;
    if (line >= first) yield text;
    line += 1;
  }
}

/** How many entries are forgotten at once. */
const AT_ONCE = 20_000;

/** Puts the log of a backup in the place of what the import of its records wrote. */
const restoreLog = async (store: Store, parts: AsyncIterable<string>): Promise<void> => {
  const number = (await store.lastChange()) + 1;
  for (let forgotten = AT_ONCE; forgotten === AT_ONCE;)
    forgotten = await store.rewriteLog({ forget: { number, limit: AT_ONCE } });
  for await (const part of parts) await store.rewriteLog(rewriteOf(JSON.parse(part) as LogPart));
};

/**
 * Writes a backup of lines into a store that is empty.
 * @throws StoreRefused where the file is none or not whole, or the store holds something
 */
export const restoreLines = async (store: Store, file: string, progress: Progress): Promise<number> => {
  const { records, parts, entries } = await proved(file);
  if ((await store.scan(null, 1)).length > 0)
    throw new StoreRefused('the store holds something already; restore into an empty one');
  await importLines(store, file, Readable.from(linesFrom(file, 1, records)), progress, {
    acceptExisting: true,
    restores: true,
  });
  if (parts > 0) await restoreLog(store, linesFrom(file, 1 + records, parts));
  // What files wrote last is known by the numbers of the log, which a backup of the first form does not have.
  await store.keepEntries(entries.filter(({ space }) => parts > 0 || space !== 'file'));
  return records;
};
