import { createHash, type Hash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import type { SpacedEntry } from './entries.ts';
import { RELEASE } from './model-digest.ts';
import type { Backup, WrittenRow } from './port.ts';

/*
 * A backup as lines, for engines whose own backups are made outside of the service: a first line that says what it is, with what the
 * service keeps for itself (entries.ts), a line for each record as an export has it, and a last one by which it proves that it is whole.
 */

export const FIRST = 'dictumBackup';

/** The line of a record, as exports have it. */
const lineOf = ({ key, json }: WrittenRow): string => `{"type":"${key.type}",${json.slice(1)}\n`;

/** Writes such a backup; the file gets its name once it is whole. */
export class LineWriter {
  private readonly file: string;
  private readonly handle: number;
  private readonly hash: Hash = createHash('sha256');
  private records = 0;

  constructor(file: string, version: string, entries: readonly SpacedEntry[]) {
    this.file = file;
    this.handle = openSync(this.part, 'w');
    this.put(`${JSON.stringify({ [FIRST]: 1, release: RELEASE, version, entries })}\n`);
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

  end(version: string): Backup {
    writeSync(this.handle, `${JSON.stringify({ records: this.records, sha256: this.hash.digest('hex') })}\n`);
    fsyncSync(this.handle);
    closeSync(this.handle);
    renameSync(this.part, this.file);
    return { records: this.records, version };
  }

  /** Leaves nothing of it. */
  drop(): void {
    closeSync(this.handle);
    rmSync(this.part, { force: true });
  }
}
