import { existsSync, linkSync, rmSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { appendMigration, type Recorded } from '../../log/change-sets.ts';
import { refsOf, TYPE_NAMES, type Key } from '../../model/ids.ts';
import { DERIVED_ORDER, TYPES } from '../../model/types.ts';
import { broughtUp, StoreRefused } from '../migration.ts';
import { modelDigest, RELEASE } from '../model-digest.ts';
import type { Filing } from '../port.ts';
import { logOf, oldLog } from './change-log.ts';
import { checksum, writtenSums } from './checksums.ts';
import { openAlone, takeName } from './alone.ts';
import type { ConnectionOptions } from './engine.ts';
import { databaseIn } from './file.ts';
import { copyEntries } from './entries.ts';
import { beginLoad, fileNext } from './load.ts';
import { derivationOf, makeTables, type Derivation } from './schema.ts';
import { insertRows, inTransaction, openDatabase, type Database } from './sqlite.ts';
import { nextRecords, PAGE_SIZE, type PageSize, type StoredRow } from './pages.ts';
import { stepping, type Steps, type Stepwise } from './steps.ts';
import { MANY } from '../index/sums.ts';
import { KnownSums } from './sums.ts';
import { KnownTerms } from './terms.ts';
import type { Known } from './known.ts';
import { deriveStored } from './writer.ts';

/*
 * A store that another version derived is derived anew into a second file beside it, from the written records alone;
 * once that is whole the two change places, and the old one stays as a backup. Each step is a transaction that says
 * where the next goes on: whatever ends the process, the old file is there as it was, or the new one is.
 */

/**
 * Where a migration goes on: the phase, the record after which it does, how many are done in it and how many there are.
 * `source`: what was read, which must not have changed.
 */
type Place = {
  source: string;
  phase: 'copy' | 'refer' | 'derive' | 'file';
  after: Key | null;
  done: number;
  records: number;
};

class Migration implements Stepwise<NonNullable<Filing>> {
  private readonly path: string;
  private readonly known: Known;
  private readonly old: Database;
  private readonly next: Database;
  private readonly from: Derivation;
  private readonly page: PageSize;
  private readonly sumOf: ReturnType<typeof writtenSums>;
  private isOver = false;

  /**
   * Opens the store for itself alone; what an earlier migration has come to stays where it still fits.
   * @throws StoreRefused where another process has the store open, or the disk is too small
   */
  static async begin(folder: string, many: number, page: PageSize): Promise<Migration> {
    return new Migration(databaseIn(folder), many, page, await alone(databaseIn(folder)));
  }

  private constructor(path: string, many: number, page: PageSize, old: Database) {
    this.path = path;
    this.page = page;
    this.known = { terms: new KnownTerms(), sums: new KnownSums(many) };
    this.old = old;
    try {
      this.from = derivationOf(path);
      this.sumOf = writtenSums(old);
      refuseUnknownTypes(old, path);
      this.next = this.openNext();
    } catch (error) {
      this.old.close();
      throw error;
    }
  }

  private get nextPath(): string {
    return `${this.path}.next`;
  }

  private openNext(): Database {
    const source = JSON.stringify([this.from, this.old.prepare('SELECT version FROM meta').get()]);
    if (existsSync(this.nextPath)) {
      const next = openDatabase(this.nextPath, { readOnly: false, logged: false });
      if (mayGoOn(next, source)) return next;
      next.close();
      for (const file of [this.nextPath, `${this.nextPath}-journal`]) rmSync(file, { force: true });
    }
    refuseLackOfRoom(this.path);
    const next = openDatabase(this.nextPath, { readOnly: false, logged: false });
    const { records } = this.old.prepare('SELECT count(*) AS records FROM record').get() as { records: number };
    const first: Place = { source, phase: 'copy', after: null, done: 0, records };
    makeTables(next, JSON.stringify(first));
    return next;
  }

  /** Does the next step; null once the new store has taken the place of the old one, and both are closed. */
  async step(): Promise<Filing> {
    if (this.isOver) return null;
    const place = JSON.parse(this.next.prepare('SELECT next FROM derivation').get().next) as Place;
    if (place.phase === 'file') {
      const filed = await fileNext(this.next, this.known, inTransaction);
      return filed ?? { step: await this.exchange() };
    }
    this.next.exec('BEGIN IMMEDIATE');
    try {
      const order = place.phase === 'derive' ? DERIVED_ORDER : TYPE_NAMES;
      const { rows, isLast } = nextRecords(this.old, { order, after: place.after }, this.page);
      if (place.phase === 'copy') await this.copy(rows, place.after === null);
      else if (place.phase === 'refer') this.refer(rows);
      else await this.derive(rows);
      const done = place.done + rows.length;
      const last = rows.at(-1);
      this.keep(
        !isLast && last !== undefined
          ? { ...place, after: { type: last.type, id: last.id }, done }
          : { ...place, phase: PHASES[PHASES.indexOf(place.phase) + 1]!, after: null, done: 0 },
      );
      this.next.exec('COMMIT');
      return { step: `${SAID[place.phase]} ${done} of ${place.records} records` };
    } catch (error) {
      this.next.exec('ROLLBACK');
      throw error;
    }
  }

  private keep(place: Place): void {
    this.next.prepare('UPDATE derivation SET next = ?').run(JSON.stringify(place));
  }

  private async copy(rows: readonly StoredRow[], isFirst: boolean): Promise<void> {
    const log = oldLog(this.old, this.next);
    if (isFirst) log.copySets();
    const insert = this.next.prepare(
      "INSERT INTO record (type, id, revision, sorts, written, moved_to, written_sum, derived_sum) VALUES (?, ?, ?, '[]', ?, ?, ?, ?)",
    );
    const recorded: Recorded[] = [];
    for (const row of rows) {
      const { type, id, written: before, moved_to: movedTo } = row;
      // What cannot be read stays as it is: the check names it.
      const record = this.recordOf(row);
      const written = record === null ? before : JSON.stringify(record);
      const key: Key = { type, id };
      const revision = log.revisionOf(key);
      const sum = record === null ? this.sumOf(row) : checksum(written);
      insert.run(type, id, revision, written, movedTo, sum, checksum(type, id, null, movedTo, null));
      log.copyChanges(key);
      if (revision !== null && written === before) continue;
      recorded.push({
        key,
        before: revision === null ? null : { written: before, movedTo },
        after: { written, movedTo },
      });
    }
    const number = await appendMigration(logOf(this.next), this.from.release, recorded);
    const revise = this.next.prepare('UPDATE record SET revision = ? WHERE type = ? AND id = ?');
    for (const { key } of recorded) revise.run(number, key.type, key.id);
  }

  private refer(rows: readonly StoredRow[]): void {
    const find = this.next.prepare('SELECT rid FROM record WHERE type = ? AND id = ?');
    const log = oldLog(this.old, this.next);
    for (const row of rows)
      if (row.written === null || this.recordOf(row) !== null) log.copyDropped({ type: row.type, id: row.id });
    const references = rows.flatMap((row) => {
      const { type, id } = row;
      const { rid } = find.get(type, id) as { rid: number };
      const record = this.recordOf(row);
      const targets = new Set(
        refsOf(record, TYPES[type].refs).flatMap(
          (key) => (find.get(key.type, key.id)?.rid as number | undefined) ?? [],
        ),
      );
      return [...targets].map((target): [number, number] => [target, rid]);
    });
    insertRows(
      this.next,
      'reference',
      references.sort((a, b) => a[0] - b[0] || a[1] - b[1]),
    );
  }

  private async derive(rows: readonly StoredRow[]): Promise<void> {
    beginLoad(this.next);
    await deriveStored(
      this.next,
      this.known,
      rows.filter((row) => this.recordOf(row) !== null).map(({ type, id }) => ({ type, id })),
    );
  }

  /** What is written of a record, as this version writes it; null where it was removed, or cannot be read. */
  private recordOf(row: StoredRow): Record<string, unknown> | null {
    if (row.written === null || this.sumOf(row) !== checksum(row.written)) return null;
    return broughtUp(row.type, row.written);
  }

  /** Lets the new store take the place of the old one, which stays under a name of its own where there is room; what became of it. */
  private async exchange(): Promise<string> {
    const { version } = this.old.prepare('SELECT version FROM meta').get() as { version: number };
    // What readers have learnt of the old one is not to be taken for the new one's.
    this.next.prepare('UPDATE meta SET version = ? + 1, changed = ?').run(version, new Date().toISOString());
    await copyEntries(this.old, this.next);
    this.next.exec(
      "UPDATE derivation SET next = NULL; UPDATE change_set SET open = 0 WHERE open AND kind = 'migration'",
    );
    this.next.close();
    const kept = keepOld(this.path, `dictum-${this.from.release}.sqlite`);
    takeName(this.nextPath, this.path);
    this.isOver = true;
    return `all is there; ${kept}`;
  }

  /** Lets go of the files; what is done stays for the next time. */
  close(): void {
    this.next.close();
    // A connection lives on until its statements are collected; its transaction must not.
    this.old.exec('ROLLBACK');
    this.old.close();
  }
}

/** The migration of the store in a folder. */
export const migrationOf = ({ folder, many = MANY, page = PAGE_SIZE }: ConnectionOptions): Steps<NonNullable<Filing>> =>
  stepping(() => Migration.begin(folder, many, page));

const PHASES: readonly Place['phase'][] = ['copy', 'refer', 'derive', 'file'];
const SAID = { copy: 'copied', refer: 'linked', derive: 'derived' } as const;

const alone = async (path: string): Promise<Database> => {
  const database = await openAlone(path);
  if (database !== null) return database;
  throw new StoreRefused(
    `${path} has to be derived anew, but another process has it open; stop that one first, or wait until it has done so`,
  );
};

const mayGoOn = (next: Database, source: string): boolean => {
  const tables = next.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'derivation'").get() as {
    n: number;
  };
  if (tables.n === 0) return false;
  const kept = next.prepare('SELECT digest, release, next FROM derivation').get() as {
    digest: string;
    release: string;
    next: string | null;
  };
  return (
    kept.digest === modelDigest('embedded') &&
    kept.release === RELEASE &&
    kept.next !== null &&
    (JSON.parse(kept.next) as Place).source === source
  );
};

/** What this version has no type for would be lost. */
const refuseUnknownTypes = (database: Database, path: string): void => {
  const unknown = database
    .prepare('SELECT DISTINCT type FROM record')
    .all()
    .map(({ type }) => type as string)
    .filter((type) => !(TYPE_NAMES as readonly string[]).includes(type));
  if (unknown.length > 0)
    throw new StoreRefused(
      `${path} holds records of types that this version does not know (${unknown.join(', ')}); run the version that wrote them`,
    );
};

const freeBeside = (path: string): number => {
  const { bavail, bsize } = statfsSync(dirname(path));
  return bavail * bsize;
};

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`;

/** The new store needs as much as the old one, and while it is put in order about as much again. */
const refuseLackOfRoom = (path: string): void => {
  const [needed, free] = [2 * statSync(path).size, freeBeside(path)];
  if (free < needed)
    throw new StoreRefused(
      `to derive ${path} anew, ${megabytes(needed)} have to be free beside it, and ${megabytes(free)} are; make room, or move the folder to a larger disk`,
    );
};

/** Leaves the old store as a backup where half of its size is free besides; says whether it is. */
const keepOld = (path: string, name: string): string => {
  const size = statSync(path).size;
  if (freeBeside(path) < size / 2)
    return `the store as it was is not kept: beside it less than ${megabytes(size / 2)} are free`;
  const backup = join(dirname(path), name);
  rmSync(backup, { force: true });
  try {
    linkSync(path, backup);
    return `the store as it was is ${backup}`;
  } catch (error) {
    return `the store as it was is not kept: ${(error as Error).message}`;
  }
};
