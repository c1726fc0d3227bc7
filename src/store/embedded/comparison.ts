import { refsOf, TYPE_NAMES, type Key } from '../../model/ids.ts';
import { sortKeysOf } from '../../model/index-keys.ts';
import { TYPES } from '../../model/types.ts';
import type { BaseView } from '../../model/define.ts';
import type { Save } from '../stored.ts';
import { REPAIR } from '../check.ts';
import type { Compared, Finding } from '../port.ts';
import { wordsApart } from './full-text.ts';
import { recordTokens } from '../../search/tokens.ts';
import { namesOf } from '../write/saving.ts';
import { wordsOf } from '../full-text.ts';
import { blockDifferences } from './compare-blocks.ts';
import { described, type Row } from './described.ts';
import type { ConnectionOptions } from './engine.ts';
import { databaseIn } from './file.ts';
import { beginLoad, fileStep } from './load.ts';
import { nextRecords, type StoredRow } from './pages.ts';
import { makeTables } from './schema.ts';
import { openDatabase, type Database } from './sqlite.ts';
import { stepping, type Steps, type Stepwise } from './steps.ts';
import { MANY } from '../index/sums.ts';
import { KnownSums } from './sums.ts';
import { KnownTerms } from './terms.ts';
import type { Known } from './known.ts';
import { saveDerived } from './writer.ts';
import { parsedOrNull } from '../json.ts';

/*
 * Whether all that follows from the records is what is stored. From the answers of the records, which are checked one
 * by one, everything else is made anew in a database that is gone afterwards, by the code of a large import and with the
 * numbers that the store has; then each table is compared with the one of the store, row by row. So a table that is
 * added is compared too. All is read from one state of the store, whatever is written meanwhile.
 */

/** How many rows that differ are told of each table. */
const TOLD = 100;

/** What says nothing of the records. */
const OF_THE_STORE: readonly string[] = [
  'meta',
  'derivation',
  'note',
  'entry',
  'change_set',
  'set_type',
  'change',
  'dropped',
];

class Comparison implements Stepwise<Compared> {
  private readonly database: Database;
  private readonly known: Known;
  private readonly steps: AsyncGenerator<Compared>;

  constructor(path: string, many: number) {
    this.known = { terms: new KnownTerms(), sums: new KnownSums(many) };
    // A file without a name, which SQLite writes only where memory does not do.
    this.database = openDatabase('', { readOnly: false, logged: false, tolerant: true });
    this.database.exec('PRAGMA journal_mode = OFF; PRAGMA temp_store = FILE; PRAGMA threads = 2;');
    makeTables(this.database);
    this.database.prepare('ATTACH ? AS stored').run(path);
    this.database.exec('BEGIN');
    this.steps = this.run();
  }

  async step(): Promise<Compared | null> {
    const { value, done } = await this.steps.next();
    return done ? null : value;
  }

  close(): void {
    // A connection lives on until its statements are collected; the state that it reads must not.
    this.database.exec('ROLLBACK; DETACH stored');
    this.database.close();
  }

  private async *run(): AsyncGenerator<Compared> {
    const damage = this.schemaFindings();
    const ends = damage.some(({ where }) => where.startsWith('table '));
    yield { step: 'its tables', findings: damage, ...(ends && { ends }) };
    if (ends) return;
    this.begin();
    let after: Key | null = null;
    for (let done = 0, isOver = false; !isOver;) {
      const { rows, isLast } = nextRecords(this.database, { table: 'stored.record', order: TYPE_NAMES, after });
      saveDerived(
        this.database,
        this.known,
        rows.map((row) => this.saveOf(row)),
      );
      done += rows.length;
      after = rows.at(-1) ?? null;
      isOver = isLast;
      yield { step: `what follows from ${done} records`, findings: [] };
    }
    for (
      let step = await fileStep(this.database, this.known);
      step !== null;
      step = await fileStep(this.database, this.known)
    )
      yield { step, findings: [] };
    yield { step: 'the words of records', findings: this.wordDifferences() };
    for (const table of this.tables()) yield { step: `the table ${table.name}`, findings: this.differences(table) };
    yield { step: 'the pages of the file', findings: this.damagedPages() };
  }

  private names(schema: 'main' | 'stored', type: 'table' | 'index'): Map<string, string> {
    return new Map(
      this.database
        .prepare(
          `SELECT name, sql FROM ${schema}.sqlite_schema WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%'`,
        )
        .all(type)
        .map(({ name, sql }) => [name, sql]),
    );
  }

  /** The tables of a database of this version but for those that a virtual table keeps its own things in. */
  private tables(): { name: string; isVirtual: boolean }[] {
    const all = [...this.names('main', 'table')].map(([name, sql]) => ({
      name,
      isVirtual: /^CREATE VIRTUAL/i.test(sql),
    }));
    const inner = all.filter(({ isVirtual }) => isVirtual).map(({ name }) => `${name}_`);
    return all.filter(({ name }) => !OF_THE_STORE.includes(name) && !inner.some((prefix) => name.startsWith(prefix)));
  }

  private schemaFindings(): Finding[] {
    return (['table', 'index'] as const).flatMap((type) => {
      const [expected, found] = [this.names('main', type), this.names('stored', type)];
      const missing = [...expected].filter(([name, sql]) => found.get(name) !== sql).map(([name]) => name);
      const odd = [...found.keys()].filter((name) => !expected.has(name));
      return [
        ...missing.map((name): Finding => ({
          where: `${type} ${name}`,
          message: 'it is missing, or is another than this version makes',
          remedy: REPAIR,
        })),
        ...odd.map((name): Finding => ({
          where: `${type} ${name} of another program`,
          message: 'Dictum does not know it',
          remedy: `drop it with the program that made it, or ${REPAIR}`,
        })),
      ];
    });
  }

  /** Takes over what numbers there are, and which terms are summed, since these depend on what has been. */
  private begin(): void {
    this.database.exec(`
      INSERT INTO field SELECT * FROM stored.field;
      INSERT OR IGNORE INTO term SELECT tid, field, value, 0, summed, zeroblob(0) FROM stored.term;
      INSERT INTO record (rid, type, id, sorts, moved_to) SELECT rid, type, id, '[]', moved_to FROM stored.record;
    `);
    beginLoad(this.database);
  }

  private saveOf({ type, id, written, view, moved_to: movedTo }: StoredRow): Save {
    const find = this.database.prepare('SELECT 1 FROM record WHERE type = ? AND id = ?');
    const [record, answer] = [parsedOrNull(written), parsedOrNull(view) as BaseView | null];
    return {
      key: { type, id },
      written: null,
      movedTo,
      view: answer === null ? null : view,
      names: namesOf(answer),
      sorts: answer === null ? [] : sortKeysOf(answer),
      words: wordsOf(type, record),
      tokens: answer === null ? null : recordTokens(answer),
      refs: refsOf(record, TYPES[type].refs).filter((target) => find.get(target.type, target.id) !== undefined),
      previousRefs: [],
      revision: null,
    };
  }

  /** What is compared of a table; rows of a virtual one are known by their number. */
  private columns({ name: table, isVirtual }: { name: string; isVirtual: boolean }): { name: string; pk: number }[] {
    const columns = this.database
      .prepare("SELECT name, pk FROM pragma_table_xinfo(?, 'main') WHERE hidden <> 1")
      .all(table)
      .filter(({ name }) => !(table === 'record' && UNCOMPARED.includes(name))) as { name: string; pk: number }[];
    return isVirtual ? [{ name: 'rowid', pk: 1 }, ...columns] : columns;
  }

  private differences(compared: { name: string; isVirtual: boolean }): Finding[] {
    const { name: table } = compared;
    // Lists are the same in however large blocks.
    if (table === 'block') return blockDifferences(this.database, TOLD);
    const columns = this.columns(compared);
    const same = columns.map(({ name, pk }) => `b.${name} ${pk > 0 ? '=' : 'IS'} a.${name}`).join(' AND ');
    const list = columns.map(({ name }) => `a.${name}`).join(', ');
    const without = (one: string, other: string): Row[] =>
      this.database
        .prepare(
          `SELECT ${list} FROM ${one}.${table} a WHERE NOT EXISTS (SELECT 1 FROM ${other}.${table} b WHERE ${same}) LIMIT ${TOLD}`,
        )
        .all();
    const keys = columns.filter(({ pk }) => pk > 0);
    const key = (row: Row): string => JSON.stringify((keys.length > 0 ? keys : columns).map(({ name }) => row[name]));
    const [missing, extra] = [without('main', 'stored'), without('stored', 'main')];
    const other = new Set(extra.map(key));
    const changed = new Set(missing.map(key).filter((text) => other.has(text)));
    return [
      ...missing.map((row) => described(this.database, table, row, changed.has(key(row)) ? 'changed' : 'missing')),
      ...extra.filter((row) => !changed.has(key(row))).map((row) => described(this.database, table, row, 'extra')),
    ];
  }

  /** What is indexed of words is kept in no table; so it is compared as the index tells it, word by word. */
  private wordDifferences(): Finding[] {
    this.database.exec(`
      CREATE VIRTUAL TABLE temp.derived_word USING fts5vocab(main, record_words, instance);
      CREATE VIRTUAL TABLE temp.stored_word USING fts5vocab(stored, record_words, instance);
    `);
    try {
      return wordsApart(this.database, TOLD).map(({ word, rid }) =>
        described(this.database, 'record_words', { word, rowid: rid }, 'changed'),
      );
    } finally {
      this.database.exec('DROP TABLE temp.derived_word; DROP TABLE temp.stored_word');
    }
  }

  private damagedPages(): Finding[] {
    return this.database
      .prepare('PRAGMA stored.integrity_check')
      .all()
      .filter((row) => row.integrity_check !== 'ok')
      .map((row): Finding => ({
        where: 'the database file',
        message: row.integrity_check,
        remedy: `restore it from a backup (dictum restore), or ${REPAIR}`,
      }));
  }
}

/** What the check of single records compares. */
const UNCOMPARED: readonly string[] = ['written', 'derived', 'view', 'revision', 'written_sum', 'derived_sum'];

/** The comparison of the store in a folder with what follows from its records. */
export const comparisonOf = ({ folder, many = MANY }: ConnectionOptions): Steps<Compared> =>
  stepping(async () => new Comparison(databaseIn(folder), many));
