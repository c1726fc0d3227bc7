import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { CopyPlace, LogPart } from '../log/copy.ts';
import type { Key } from '../model/ids.ts';
import type { SpacedEntry } from './entries.ts';
import { RELEASE } from './model-digest.ts';
import type { Backup, Store, WrittenRow } from './port.ts';

/*
 * A backup as lines, which every engine takes: a first line that says what it is, with what the service keeps for itself
 * (entries.ts), a line for each record as an export has it, the log in parts (log/copy.ts), and a last line by which it
 * proves that it is whole.
 */

export const FIRST = 'dictumBackup';
/** Those of the first form had no log. */
export const FORM = 2;

/** What a backup reads, all of it of one state. */
export type Copied = Pick<Store, 'version' | 'scan' | 'copyLog'>;

/** How many records, or entries of the log, are read at once. */
const PAGE = 1000;

/** Writes a backup of a state. @returns null, and leaves no file, where somebody wrote meanwhile */
export const writeLines = async (
  store: Copied,
  file: string,
  entries: readonly SpacedEntry[],
): Promise<Backup | null> => {
  const version = await store.version();
  const writer = new LineWriter(file, version, entries);
  try {
    for (let after: Key | null | undefined = null; after !== undefined;) {
      const rows: WrittenRow[] = await store.scan(after, PAGE);
      writer.add(rows);
      after = rows.length === PAGE ? rows.at(-1)!.key : undefined;
    }
    for (let place: CopyPlace | null | undefined = null; place !== undefined;) {
      const { next, ...part }: LogPart = await store.copyLog(place, PAGE);
      // What an earlier version left has no log.
      if (place === null && part.sets.length === 0) break;
      writer.addLog(part);
      place = next ?? undefined;
    }
    if ((await store.version()) === version) return writer.end();
    writer.drop();
    return null;
  } catch (error) {
    writer.drop();
    throw error;
  }
};

/** The line of a record, as exports have it. */
const lineOf = ({ key, json }: WrittenRow): string => `{"type":"${key.type}",${json.slice(1)}\n`;

/** Writes such a backup; the file gets its name once it is whole. */
class LineWriter {
  private readonly file: string;
  private readonly handle: number;
  private readonly hash: Hash = createHash('sha256');
  private records = 0;
  private parts = 0;
  private change: number | null = null;

  constructor(file: string, version: string, entries: readonly SpacedEntry[]) {
    this.file = file;
    this.handle = openSync(this.part, 'w');
    this.put(`${JSON.stringify({ [FIRST]: FORM, release: RELEASE, version, entries })}\n`);
  }

  private get part(): string {
    return `${this.file}.part`;
  }

  private put(text: string): void {
    this.hash.update(text);
    writeSync(this.handle, text);
  }

  add(rows: readonly WrittenRow[]): void {
    this.put(rows.map(lineOf).join(''));
    this.records += rows.length;
  }

  addLog(part: Omit<LogPart, 'next'>): void {
    this.put(`${JSON.stringify(part)}\n`);
    this.parts += 1;
    this.change = part.sets.at(-1)?.number ?? this.change;
  }

  end(): Backup {
    writeSync(
      this.handle,
      `${JSON.stringify({ records: this.records, parts: this.parts, sha256: this.hash.digest('hex') })}\n`,
    );
    fsyncSync(this.handle);
    closeSync(this.handle);
    renameSync(this.part, this.file);
    return { records: this.records, change: this.change };
  }

  /** Leaves nothing of it. */
  drop(): void {
    closeSync(this.handle);
    rmSync(this.part, { force: true });
  }
}
