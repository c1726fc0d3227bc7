import type { BaseView } from '../../model/define.ts';
import { keyOf, keyText, type Key, type TypeName } from '../../model/ids.ts';
import { indexKeyChanges } from '../../model/index-keys.ts';
import { prefixEntries } from '../../model/text.ts';
import { applyChanges, deriveAnew, type Transaction, type Underived } from '../apply.ts';
import type { IndexKeyChange, Save, StoredRevision } from '../stored.ts';
import type { KnownText } from '../compare-texts.ts';
import type { Change, WriteOptions, WriteReport } from '../port.ts';
import type { Sides } from '../disputes.ts';
import type { Grounds, KeptRoots } from '../grounds.ts';
import { entryOf, type KeptEntries } from '../entries.ts';
import { changesOf, type RecordChange } from '../index/changes.ts';
import { encodeValues, type Values } from '../index/values.ts';
import { answeredInWrite } from './answering.ts';
import { logOf, ridOf } from './change-log.ts';
import { checksum, WRITABLE } from './checksums.ts';
import { keptIn, putEntries, readEntries } from './entries.ts';
import { gatheredKeys, textOfSnapshot, textsOfSources } from './around.ts';
import { groundsIn, keepRoots, sidesIn } from './grounds.ts';
import { beginLoad, refuseUnfiled } from './load.ts';
import { keepTokens, keepWords } from './full-text.ts';
import { saveIndex } from './index-writes.ts';
import type { Known } from './known.ts';
import { beginWrite } from './log.ts';
import { keepNote } from './note.ts';
import { projectionOf } from './projection.ts';
import { giveUp, insertRows, type Database } from './sqlite.ts';
import type { KnownSums } from './sums.ts';
import { NewTerms } from './terms.ts';

/** Applies changes in one transaction of the database: after a crash at any point the old state stands, or the new one. */
export const writeChanges = async (
  database: Database,
  known: Known,
  changes: readonly Change[],
  { rehearsal = false, filing = 'now', note, once, ...options }: WriteOptions = {},
): Promise<WriteReport> => {
  try {
    beginWrite(database);
    if (filing === 'now') refuseUnfiled(database);
    else beginLoad(database);
    const [remembered] = once === undefined ? [] : readEntries(database, 'answer', [once.name]);
    if (remembered !== undefined) {
      database.exec('ROLLBACK');
      return { written: false, problems: [], repeated: remembered.value };
    }
    const transaction = new EmbeddedTransaction(database, known, filing);
    const report = await applyChanges(changes, transaction, { ...options, rehearsal });
    const commit = report.written && !rehearsal;
    if (commit && note !== undefined) keepNote(database, note);
    if (commit && once !== undefined) putEntries(database, [entryOf(once, report.change ?? null)]);
    database.exec(commit ? 'COMMIT' : 'ROLLBACK');
    transaction.terms.end(commit);
    return report;
  } catch (error) {
    giveUp(database);
    throw error;
  }
};

/** Derives stored records anew, within a transaction; what they are filed under is kept for later. */
export const deriveStored = async (database: Database, known: Known, keys: readonly Key[]): Promise<Underived[]> => {
  const transaction = new EmbeddedTransaction(database, known, 'later');
  const underived = await deriveAnew(keys, transaction);
  transaction.terms.end(true);
  return underived;
};

/**
 * Keeps records, which are there by their addresses, with what they are filed under for later, as if they came just
 * now; what they add to others that are not there is left out.
 */
export const saveDerived = (database: Database, known: Known, saves: readonly Save[]): void => {
  const transaction = new EmbeddedTransaction(database, known, 'later');
  transaction.load(saves.map(({ key }) => key));
  const find = database.prepare('SELECT 1 FROM record WHERE type = ? AND id = ?');
  const indexKeys = saves.flatMap(({ view }) =>
    [...indexKeyChanges(null, view === null ? null : (JSON.parse(view) as BaseView))]
      .map(([owner, counts]): IndexKeyChange => ({ owner: keyOf(owner), counts, sorts: [], previousSorts: [] }))
      .filter(({ owner }) => find.get(owner.type, owner.id) !== undefined),
  );
  transaction.save(saves, indexKeys);
  transaction.terms.end(true);
};

class EmbeddedTransaction implements Transaction {
  readonly terms: NewTerms;
  readonly filing: 'now' | 'later';
  readonly log: ReturnType<typeof logOf>;
  readonly kept: KeptEntries;
  readonly grounds: Grounds;
  readonly sides: Sides;
  private readonly database: Database;
  private readonly sums: KnownSums;
  private readonly rids = new Map<string, number>();
  /** Records that had no answer before, and no place in a list. */
  private readonly unlisted = new Set<number>();

  constructor(database: Database, known: Known, filing: 'now' | 'later') {
    this.database = database;
    this.filing = filing;
    this.log = logOf(database, (key) => this.rid(key));
    this.kept = keptIn(database);
    this.terms = new NewTerms(database, known.terms);
    this.sums = known.sums;
    this.grounds = groundsIn(database);
    this.sides = sidesIn(database);
  }

  load(keys: readonly Key[]): Map<string, StoredRevision> {
    // The checksum that `view` is verified by is that of where it was merged into, too.
    const find = this.database.prepare(
      `SELECT rid, ${WRITABLE}, view, moved_to AS movedTo, revision FROM record WHERE type = ? AND id = ?`,
    );
    const found = new Map<string, StoredRevision>();
    for (const key of keys) {
      const row: (StoredRevision & { rid: number }) | undefined = find.get(key.type, key.id);
      if (row === undefined) continue;
      const { rid, ...stored } = row;
      this.rids.set(keyText(key), rid);
      if (stored.view === null) this.unlisted.add(rid);
      found.set(keyText(key), stored);
    }
    return found;
  }

  referrers(keys: readonly Key[]): Key[] {
    const find = this.database.prepare(
      'SELECT s.type, s.id FROM record t JOIN reference f ON f.target = t.rid JOIN record s ON s.rid = f.source WHERE t.type = ? AND t.id = ?',
    );
    const found = new Map<string, Key>();
    for (const key of keys)
      for (const { type, id } of find.all(key.type, key.id)) found.set(keyText({ type, id }), { type, id });
    return [...found.values()];
  }

  gathered(keys: readonly Key[]): Key[] {
    return keys.flatMap((key) => gatheredKeys(this.database, key));
  }

  textsOf(sources: readonly string[]): KnownText[] {
    return textsOfSources(this.database, sources);
  }

  text(snapshot: string): string | null {
    return textOfSnapshot(this.database, snapshot);
  }

  save(saves: readonly Save[], indexKeys: readonly IndexKeyChange[]): void {
    // All records first: references and index keys of one may lead to another of the same write.
    const fresh = new Set<number>();
    const rids = saves.map((save) => this.saveRecord(save, fresh));
    this.saveReferences(saves, rids);
    this.saveNames(saves, rids, fresh);
    saves.forEach(({ words, tokens }, i) => {
      if (words !== undefined) keepWords(this.database, rids[i]!, words);
      if (tokens !== undefined) keepTokens(this.database, rids[i]!, tokens, fresh.has(rids[i]!));
    });
    if (this.filing === 'later') {
      this.keepIndexKeys(indexKeys);
      this.terms.save();
    } else {
      this.saveIndexKeys(indexKeys, fresh);
    }
    this.database.prepare('UPDATE meta SET version = version + 1, changed = ?').run(new Date().toISOString());
  }

  keepRoots(kept: readonly KeptRoots[]): void {
    keepRoots(
      this.database,
      kept.map(({ claim, roots }) => ({ rid: this.rid(claim), roots })),
    );
  }

  private saveRecord({ key, sorts, written, movedTo, view, revision }: Save, fresh: Set<number>): number {
    const known = this.rids.get(keyText(key));
    const { label, derived } = projectionOf(key, written, view);
    const sums = [checksum(written), checksum(key.type, key.id, label, movedTo, derived)];
    const row = [label, revision, JSON.stringify(sorts), movedTo, ...sums, derived, written];
    if (known !== undefined) {
      this.database
        .prepare(
          'UPDATE record SET label = ?, revision = ?, sorts = ?, moved_to = ?, written_sum = ?, derived_sum = ?, derived = ?, written = ? WHERE rid = ?',
        )
        .run(...row, known);
      return known;
    }
    const rid = Number(
      this.database
        .prepare('INSERT INTO record VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
        .run(key.type, key.id, ...row).lastInsertRowid,
    );
    this.rids.set(keyText(key), rid);
    fresh.add(rid);
    return rid;
  }

  private rid(key: Key): number {
    const text = keyText(key);
    const known = this.rids.get(text);
    if (known !== undefined) return known;
    const rid = ridOf(this.database, key);
    this.rids.set(text, rid);
    return rid;
  }

  private saveReferences(saves: readonly Save[], rids: readonly number[]): void {
    const added: [target: number, source: number][] = [];
    saves.forEach(({ refs, previousRefs }, i) => {
      const [was, is] = [
        new Map(previousRefs.map((key) => [keyText(key), key])),
        new Map(refs.map((key) => [keyText(key), key])),
      ];
      for (const [text, key] of was)
        if (!is.has(text))
          this.database.prepare('DELETE FROM reference WHERE target = ? AND source = ?').run(this.rid(key), rids[i]);
      for (const [text, key] of is) if (!was.has(text)) added.push([this.rid(key), rids[i]!]);
    });
    insertRows(
      this.database,
      'reference',
      added.sort((a, b) => a[0] - b[0] || a[1] - b[1]),
    );
  }

  private saveNames(saves: readonly Save[], rids: readonly number[], fresh: ReadonlySet<number>): void {
    const added: [entry: string, type: TypeName, id: string, rid: number, name: string][] = [];
    saves.forEach(({ key, names }, i) => {
      if (!fresh.has(rids[i]!)) this.database.prepare('DELETE FROM name WHERE rid = ?').run(rids[i]);
      const entries = new Map<string, string>();
      for (const name of names)
        for (const entry of prefixEntries(name)) if (!entries.has(entry)) entries.set(entry, name);
      for (const [entry, name] of entries) added.push([entry, key.type, key.id, rids[i]!, name]);
    });
    insertRows(this.database, 'name', added);
  }

  /** Keeps what records are to be filed under, for later. */
  private keepIndexKeys(changes: readonly IndexKeyChange[]): void {
    insertRows(
      this.database,
      'unfiled',
      changes.map(({ owner, counts }) => [this.rid(owner), encodeValues(this.valuesOf(owner.type, counts))]),
    );
  }

  private valuesOf(type: TypeName, counts: IndexKeyChange['counts']): Values {
    return new Map([...counts].map(([indexKey, step]) => [this.terms.of(type, indexKey), step]));
  }

  /** Files records under terms, or takes them out, or moves them in the order. */
  private saveIndexKeys(indexKeys: readonly IndexKeyChange[], fresh: ReadonlySet<number>): void {
    const changes = indexKeys.map((change): RecordChange => {
      const rid = this.rid(change.owner);
      const isUnlisted = change.sorts.length > 0 && this.unlisted.delete(rid);
      return { ...change, rid, isFresh: fresh.has(rid), isUnlisted };
    });
    const writes = answeredInWrite(this.database, changesOf(changes, this.sums.many), {
      numbers: ({ type, indexKeys: of }) => {
        const tids = of.map((indexKey) => this.terms.of(type, indexKey));
        this.terms.save();
        return tids;
      },
      summed: () => this.sums.at(this.database),
    });
    saveIndex(this.database, writes);
  }
}
