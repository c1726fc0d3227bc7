import type { Record as Row } from 'neo4j-driver';
import type { LogWriter } from '../../log/change-sets.ts';
import type { BaseView } from '../../model/define.ts';
import { keyOf, keyText, type Key, type TypeName } from '../../model/ids.ts';
import { applyChanges, type Transaction } from '../apply.ts';
import type { RecordChange } from '../index/changes.ts';
import type { IndexKeyChange, Save, Stored, StoredRevision } from '../stored.ts';
import type { KnownText } from '../compare-texts.ts';
import type { Change, WriteOptions, WriteReport } from '../port.ts';
import { logOf } from './change-log.ts';
import { GATHERED, REFERRERS, TEXTS } from './cypher-around.ts';
import { BEGIN_LOAD } from './cypher-loads.ts';
import {
  ADD_NAMES,
  ADD_REFERENCES,
  CREATE,
  FORGET_ROOTS,
  KEEP_ROOTS,
  LOAD,
  NUMBER,
  RAISE_VERSION,
  REMOVE_NAMES,
  REMOVE_REFERENCES,
  SAVE,
} from './cypher-writes.ts';
import type { Sides } from '../disputes.ts';
import type { Grounds, KeptRoots } from '../grounds.ts';
import { groundsIn, rowOfRoots, sidesIn, type State } from './grounds.ts';
import { BATCH, IndexWriter } from './index-writer.ts';
import { integer, namesOf, nodeOf, rowOfEdge } from './records.ts';
import { edgesOf, labelFor, labelOf, OTHER_LABELS, type Edge } from './relationships.ts';
import { keptIn, onlyOnce } from './entries.ts';
import { unfiledError } from './observe.ts';
import type { Tx } from './query.ts';
import type { Sessions } from './session.ts';

/** Applies changes in one transaction. They are copied for each attempt, since references in them may be redirected. */
export const writeChanges = (
  sessions: Sessions,
  many: number,
  changes: readonly Change[],
  { rehearsal = false, filing = 'now', once, ...options }: WriteOptions = {},
): Promise<WriteReport> =>
  sessions.write(async (tx, load) => {
    if (load !== null && (filing === 'now' || load.migrating)) throw unfiledError();
    return onlyOnce(tx, once, async () => {
      const result = await applyChanges(
        structuredClone(changes),
        new GraphTransaction(tx, many, filing === 'now' ? 'now' : 'anew'),
        { ...options, rehearsal },
      );
      return { result, commit: result.written && !rehearsal };
    });
  });

/** The first phase of a load that files, where nothing has to be derived before (load.ts). */
export const FIRST_OF_FILING = 3;

export class GraphTransaction implements Transaction {
  readonly filing: Transaction['filing'];
  private readonly begins: boolean;
  private readonly tx: Tx;
  readonly log: LogWriter;
  readonly kept: Transaction['kept'];
  readonly grounds: Grounds;
  readonly sides: Sides;
  readonly index: IndexWriter;
  /** By address, the numbers of records that are new in this write. */
  private readonly numbers = new Map<string, number>();
  /** Records that had no answer before, and no place in a list. */
  private readonly unlisted = new Set<string>();
  private readonly stored = new Map<string, StoredRevision & { number: number }>();

  /** `begins`: whether what is to be filed anew is a load from now on, or one that is under way already. */
  constructor(tx: Tx, many: number, filing: Transaction['filing'], begins = true) {
    this.tx = tx;
    this.filing = filing;
    this.log = logOf(tx);
    this.kept = keptIn(tx);
    this.begins = begins;
    this.index = new IndexWriter(tx, many);
    const state: State = {
      send: async (query, parameters) => (await tx.run(query, parameters)).records.map((record) => record.toObject()),
      take: (steps) => this.index.steps(steps),
    };
    this.grounds = groundsIn(state);
    this.sides = sidesIn(state);
  }

  /** The changes that were sent; the server works through them one after another, so none has to be waited for before the next. */
  private sent: Promise<unknown>[] = [];

  private send(query: string, parameters: object = {}): Promise<Row[]> {
    const sent = this.tx.run(query, parameters).then(({ records }) => records);
    // Whoever waits for all is told; until then a failure is nobody's.
    sent.catch(() => undefined);
    this.sent.push(sent);
    return sent;
  }

  /** Sends a change of all rows in batches; that one fails is told where the write waits for all. */
  run(query: string, rows: readonly object[]): void {
    for (let i = 0; i < rows.length; i += BATCH) void this.send(query, { rows: rows.slice(i, i + BATCH) });
  }

  async load(keys: readonly Key[]): Promise<Map<string, StoredRevision>> {
    const found = new Map<string, StoredRevision>();
    for (let i = 0; i < keys.length; i += BATCH) {
      const { records } = await this.tx.run(LOAD, { addresses: keys.slice(i, i + BATCH).map(keyText) });
      for (const record of records) {
        const { address, ...row } = record.toObject() as StoredRevision & { address: string; number: number };
        this.stored.set(address, row);
        if (row.view === null) this.unlisted.add(address);
        const { number: _number, ...stored } = row;
        found.set(address, stored);
      }
    }
    return found;
  }

  referrers(keys: readonly Key[]): Promise<Key[]> {
    return this.leadingTo(keys, REFERRERS);
  }

  gathered(keys: readonly Key[]): Promise<Key[]> {
    return this.leadingTo(keys, GATHERED);
  }

  async textsOf(sources: readonly string[]): Promise<KnownText[]> {
    const addresses = sources.map((id) => keyText({ type: 'source', id }));
    return (await this.tx.run(TEXTS, { addresses })).records.map((record) => record.toObject() as KnownText);
  }

  async text(snapshot: string): Promise<string | null> {
    const { records } = await this.tx.run(LOAD, { addresses: [keyText({ type: 'snapshot', id: snapshot })] });
    return parsed(records[0]?.get('written') ?? null)?.text ?? null;
  }

  private async leadingTo(keys: readonly Key[], query: string): Promise<Key[]> {
    const found = new Set<string>();
    for (let i = 0; i < keys.length; i += BATCH) {
      const { records } = await this.tx.run(query, { addresses: keys.slice(i, i + BATCH).map(keyText) });
      for (const record of records) found.add(record.get('address'));
    }
    return [...found].map(keyOf);
  }

  async save(saves: readonly Save[], indexKeys: readonly IndexKeyChange[]): Promise<void> {
    // All records first: relationships lead to others of the same write.
    const fresh = await this.saveRecords(saves);
    this.saveReferences(saves);
    this.saveNames(saves);
    if (this.filing === 'anew' && this.begins) void this.send(BEGIN_LOAD, { phase: integer(FIRST_OF_FILING) });
    void this.send(RAISE_VERSION, { changed: new Date().toISOString() });
    await this.applied();
    if (this.filing !== 'now' || indexKeys.length === 0) return;
    await this.index.change(
      indexKeys.map((change): RecordChange => {
        const text = keyText(change.owner);
        const rid = this.numbers.get(text) ?? this.stored.get(text)!.number;
        const isUnlisted = change.sorts.length > 0 && this.unlisted.delete(text);
        return { ...change, rid, isFresh: fresh.has(text), isUnlisted };
      }),
    );
  }

  /** Waits for all changes that were sent. */
  async applied(): Promise<void> {
    await Promise.all(this.sent);
    this.sent = [];
  }

  async keepRoots(kept: readonly KeptRoots[]): Promise<void> {
    const [some, none] = [kept.filter(({ roots }) => roots.length > 0), kept.filter(({ roots }) => roots.length === 0)];
    this.run(KEEP_ROOTS, some.map(rowOfRoots));
    this.run(FORGET_ROOTS, none.map(rowOfRoots));
    await this.applied();
  }

  private before({ type, id }: Key): BaseView | null {
    return parsed(this.stored.get(keyText({ type, id }))?.view ?? null);
  }

  /** Those that are new. */
  private async saveRecords(saves: readonly Save[]): Promise<Set<string>> {
    const fresh = saves.filter(({ key }) => !this.stored.has(keyText(key)));
    const last: number =
      fresh.length === 0
        ? 0
        : (await this.tx.run(NUMBER, { count: integer(fresh.length) })).records[0]!.get('addresses');
    const numbers = new Map(fresh.map(({ key }, i) => [keyText(key), last - fresh.length + i + 1]));
    for (const [text, number] of numbers) this.numbers.set(text, number);
    this.run(
      CREATE,
      fresh.map((save) => ({
        label: labelFor(save),
        properties: { ...nodeOf(save.key, save, numbers.get(keyText(save.key))!), ...wordsIn(save) },
      })),
    );
    this.run(
      SAVE,
      saves
        .filter(({ key }) => !numbers.has(keyText(key)))
        .map((save) => {
          const label = labelFor(save);
          return {
            address: keyText(save.key),
            label,
            others: [labelOf(save.key.type), ...OTHER_LABELS].filter((other) => other !== label),
            properties: this.changed(save),
          };
        }),
    );
    return new Set(numbers.keys());
  }

  /** The properties of a node that there is, with null for those that it has no longer. */
  private changed(save: Save): object {
    const { key, ...content } = save;
    const { number, ...before } = this.stored.get(keyText(key))!;
    const gone = Object.keys(nodeOf(key, before, number)).map((name) => [name, null] as const);
    return { ...Object.fromEntries(gone), ...nodeOf(key, content, number), ...wordsIn(save) };
  }

  private saveReferences(saves: readonly Save[]): void {
    const [removed, added]: [object[], object[]] = [[], []];
    for (const { key, ...content } of saves) {
      const [was, is] = [edges(key.type, this.stored.get(keyText(key)) ?? NOTHING), edges(key.type, content)];
      const row = (edge: Edge): object => rowOfEdge(keyText(key), edge);
      for (const [text, edge] of was) if (!is.has(text)) removed.push(row(edge));
      for (const [text, edge] of is) if (!was.has(text)) added.push(row(edge));
    }
    this.run(REMOVE_REFERENCES, removed);
    this.addReferences(added);
  }

  /** Adds relationships, as rows of `rowOfEdge`. */
  addReferences(rows: readonly object[]): void {
    this.run(ADD_REFERENCES, rows);
  }

  private saveNames(saves: readonly Save[]): void {
    const [removed, added]: [object[], object[]] = [[], []];
    for (const { key, view } of saves) {
      const address = keyText(key);
      const [was, is] = [namesOf(key, this.before(key)), namesOf(key, parsed(view))];
      const gone = [...was.values()].filter(({ entry, name }) => is.get(entry)?.name !== name);
      const come = [...is.values()].filter(({ entry, name }) => was.get(entry)?.name !== name);
      if (gone.length > 0) removed.push({ address, entries: gone.map(({ entry }) => entry) });
      if (come.length > 0) added.push({ address, type: key.type, id: key.id, names: come });
    }
    this.run(REMOVE_NAMES, removed);
    this.run(ADD_NAMES, added);
  }
}

const parsed = (json: string | null): any => (json === null ? null : JSON.parse(json));

const NOTHING: Stored = { written: null, view: null, movedTo: null };

const edges = (type: TypeName, content: Stored): Map<string, Edge> =>
  new Map(edgesOf(type, content).map((edge) => [JSON.stringify(edge), edge]));

/** The words that a text is to be found by, where they change. */
const wordsIn = ({ words }: Save): object => (words === undefined ? {} : { words });
