import type { BaseView } from '../../model/define.ts';
import { keyText, type Key } from '../../model/ids.ts';
import { prefixEntries } from '../../model/text.ts';
import { TYPES } from '../../model/types.ts';
import { applyChanges, type PostingChange, type Save, type Stored, type Transaction } from '../apply.ts';
import type { Change, WriteReport } from '../port.ts';
import { supportFilters } from '../../model/support.ts';
import type { Grounds } from '../roots.ts';
import { groundsIn } from './grounds.ts';
import type { Database, Statement } from './sqlite.ts';

/** Applies changes in one transaction of the database: after a crash at any point the old state stands, or the new one. */
export const writeChanges = async (database: Database, changes: readonly Change[], { rehearsal } = { rehearsal: false }): Promise<WriteReport> => {
  database.exec('BEGIN IMMEDIATE');
  try {
    const report = await applyChanges(changes, new EmbeddedTransaction(database));
    database.exec(report.written && !rehearsal ? 'COMMIT' : 'ROLLBACK');
    return report;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
};

class EmbeddedTransaction implements Transaction {
  private readonly database: Database;
  private readonly grounds: Grounds;
  private readonly statements = new Map<string, Statement>();
  private readonly tids = new Map<string, number>();
  /** How many records each term has more, or less, than before. */
  private readonly termSteps = new Map<number, number>();

  constructor(database: Database) {
    this.database = database;
    this.grounds = groundsIn(database);
  }

  groundsOf: Grounds['groundsOf'] = (keys) => this.grounds.groundsOf(keys);
  restingOn: Grounds['restingOn'] = (sources) => this.grounds.restingOn(sources);
  filedRoots: Grounds['filedRoots'] = (owners) => this.grounds.filedRoots(owners);

  private sql(text: string): Statement {
    const statement = this.statements.get(text) ?? this.database.prepare(text);
    this.statements.set(text, statement);
    return statement;
  }

  load(keys: readonly Key[]): Map<string, Stored> {
    const find = this.sql('SELECT written, view, moved_to AS movedTo FROM record WHERE type = ? AND id = ?');
    return new Map(
      keys.flatMap((key) => {
        const row = find.get(key.type, key.id);
        return row === undefined ? [] : [[keyText(key), row as Stored] as const];
      }),
    );
  }

  referrers(keys: readonly Key[]): Key[] {
    const find = this.sql('SELECT s.type, s.id FROM record t JOIN reference f ON f.target = t.rid JOIN record s ON s.rid = f.source WHERE t.type = ? AND t.id = ?');
    const found = new Map<string, Key>();
    for (const key of keys) for (const { type, id } of find.all(key.type, key.id)) found.set(keyText({ type, id }), { type, id });
    return [...found.values()];
  }

  save(saves: readonly Save[], postings: readonly PostingChange[]): void {
    // All records first: references and postings of one may lead to another of the same write.
    const rids = saves.map((save) => this.saveRecord(save));
    saves.forEach((save, i) => {
      this.saveReferences(rids[i]!, save);
      this.saveNames(rids[i]!, save);
    });
    for (const change of postings) this.savePostings(change);
    for (const [tid, step] of this.termSteps) this.sql('UPDATE term SET records = records + ? WHERE tid = ?').run(step, tid);
    this.termSteps.clear();
    this.sql('UPDATE meta SET version = version + 1').run();
  }

  private saveRecord({ key, written, movedTo, view }: Save): number {
    return this.sql(
      `INSERT INTO record (type, id, written, view, moved_to) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (type, id) DO UPDATE SET written = excluded.written, view = excluded.view, moved_to = excluded.moved_to RETURNING rid`,
    ).get(key.type, key.id, written, view, movedTo).rid;
  }

  private rid({ type, id }: Key): number {
    return this.sql('SELECT rid FROM record WHERE type = ? AND id = ?').get(type, id).rid;
  }

  private saveReferences(rid: number, { refs, previousRefs }: Save): void {
    const [was, is] = [new Map(previousRefs.map((key) => [keyText(key), key])), new Map(refs.map((key) => [keyText(key), key]))];
    for (const [text, key] of was) if (!is.has(text)) this.sql('DELETE FROM reference WHERE target = ? AND source = ?').run(this.rid(key), rid);
    for (const [text, key] of is) if (!was.has(text)) this.sql('INSERT OR IGNORE INTO reference VALUES (?, ?)').run(this.rid(key), rid);
  }

  private saveNames(rid: number, { key, view }: Save): void {
    this.sql('DELETE FROM name WHERE rid = ?').run(rid);
    if (view === null) return;
    for (const [, name] of TYPES[key.type].names(JSON.parse(view) as BaseView)) {
      for (const entry of prefixEntries(name)) this.sql('INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?, ?)').run(entry, key.type, key.id, rid, name);
    }
  }

  private savePostings({ owner, counts, sorts, previousSorts }: PostingChange): void {
    const rid = this.rid(owner);
    sorts.forEach((key, sort) => {
      if (key !== previousSorts[sort]) this.sql('UPDATE posting SET key = ? WHERE rid = ? AND sort = ?').run(key, rid, sort);
    });
    for (const [posting, count] of counts) {
      const [filter, value] = posting.split('\0') as [string, string];
      const tid = this.tid(owner.type, filter, value);
      const times = sorts.map((key, sort) => this.file(tid, sort, key, owner.id, rid, count))[0];
      const step = times === count ? 1 : times === 0 ? -1 : 0;
      if (step !== 0) this.termSteps.set(tid, (this.termSteps.get(tid) ?? 0) + step);
    }
  }

  /** Adds to how often a record is filed under a term; the new number. */
  private file(tid: number, sort: number, key: string, id: string, rid: number, count: number): number {
    const { times } = this.sql(
      `INSERT INTO posting VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (tid, sort, key, id) DO UPDATE SET times = times + excluded.times RETURNING times`,
    ).get(tid, sort, key, id, rid, count) as { times: number };
    if (times === 0) this.sql('DELETE FROM posting WHERE tid = ? AND sort = ? AND key = ? AND id = ?').run(tid, sort, key, id);
    return times;
  }

  private tid(type: string, filter: string, value: string): number {
    const text = `${type}\0${filter}\0${value}`;
    const known = this.tids.get(text);
    if (known !== undefined) return known;
    const tid: number = this.sql(
      `INSERT INTO term (tid, type, filter, value, records) VALUES (${supportFilters.includes(filter) ? '(SELECT min(0, coalesce(min(tid), 0)) - 1 FROM term)' : 'NULL'}, ?, ?, ?, 0)
       ON CONFLICT (filter, type, value) DO UPDATE SET records = records RETURNING tid`,
    ).get(type, filter, value).tid;
    this.tids.set(text, tid);
    return tid;
  }
}
