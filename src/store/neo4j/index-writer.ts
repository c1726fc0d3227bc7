import type { TypeName } from '../../model/ids.ts';
import { keyText } from '../../model/ids.ts';
import { changesOf, type IndexWrites, type RecordChange } from '../index/changes.ts';
import { bytesOf } from '../index/sets.ts';
import { ask, runInRounds, type Steps, type Term } from '../index/steps.ts';
import { encodeValues, fieldOfTerm, TERMS, type Values } from '../index/values.ts';
import { answeringBy, bytesFor, type BlockAt, type Found, type SendRound } from './answering.ts';
import {
  ADD_BLOCKS,
  ADD_TERMS,
  CHANGE_BLOCKS,
  DROP_LISTS,
  FIELDS,
  FIND_TERMS,
  indexRoundInWrite,
  MARK_SUMMED,
  REMOVE_BLOCKS,
  REMOVE_COLUMNS,
  SAVE_COLUMNS,
  SAVE_FIELDS,
  SAVE_SUMS,
  SAVE_TERMS,
  SAVE_VALUES,
  SUMMED,
} from './cypher-index.ts';
import { ADD_DRAWS_ON, REMOVE_DRAWS_ON } from './cypher-writes.ts';
import { columnId, fieldName, integer, listOf, ORDERS, placed, splitValue } from './records.ts';
import type { Tx } from './query.ts';
import { drawsOn } from './relationships.ts';

/*
 * Writes the index within a transaction: what index/changes.ts works out, and numbers for terms that are new.
 */

/** How many rows go in one query. */
export const BATCH = 5000;

type Field = { field: number; terms: number };
type NewTerm = { tid: number; field: number; begins: string; rest: string };

/** The filters that there are, by name, with how many values each ever had. */
export const fieldsIn = async (tx: Tx): Promise<Map<string, Field>> =>
  new Map((await tx.run(FIELDS)).records.map((record) => [record.get('name'), record.toObject() as unknown as Field]));

export const filterOf = (name: string): { type: TypeName; filter: string } => {
  const end = name.indexOf(' ');
  return { type: name.slice(0, end) as TypeName, filter: name.slice(end + 1) };
};

export class IndexWriter {
  private readonly tx: Tx;
  /** From how many records on a term is summed. */
  private readonly many: number;
  private fields: Promise<Map<string, Field>> | null = null;
  private readonly met = new Map<string, number>();
  private added: NewTerm[] = [];
  private readonly changed = new Set<string>();
  private readonly answer: ReturnType<typeof answeringBy>;

  constructor(tx: Tx, many: number) {
    this.tx = tx;
    this.many = many;
    this.answer = answeringBy(this.send, {
      numbers: ({ type, indexKeys }) => this.numbers(type, indexKeys),
      summed: async () => new Set((await tx.run(SUMMED)).records.map((record) => record.get('tid') as number)),
      filters: (tids: number[]) => this.filters(tids),
      terms: (tids: number[]) => this.terms(tids),
    });
  }

  private readonly send: SendRound = async (asked) =>
    (await this.tx.run(indexRoundInWrite(asked), { asked })).records[0]!.toObject() as Found;

  private async run(query: string, rows: readonly object[]): Promise<void> {
    const sent: PromiseLike<unknown>[] = [];
    for (let i = 0; i < rows.length; i += BATCH) sent.push(this.tx.run(query, { rows: rows.slice(i, i + BATCH) }));
    await Promise.all(sent);
  }

  steps<T>(steps: Steps<T>): Promise<T> {
    return runInRounds(steps, this.answer);
  }

  private known(): Promise<Map<string, Field>> {
    return (this.fields ??= fieldsIn(this.tx));
  }

  private async filters(tids: readonly number[]): Promise<{ type: TypeName; filter: string }[]> {
    const names = new Map([...(await this.known())].map(([name, { field }]) => [field, name]));
    return tids.map((tid) => filterOf(names.get(fieldOfTerm(tid)) ?? ''));
  }

  /** The numbers of the terms of index keys; new ones where there are none yet. */
  async numbers(type: TypeName, indexKeys: readonly string[]): Promise<number[]> {
    const fields = await this.known();
    const name = (indexKey: string): string => `${type} ${indexKey}`;
    const missing = indexKeys
      .filter((indexKey) => !this.met.has(name(indexKey)))
      .map((indexKey) => {
        const end = indexKey.indexOf('\0');
        const field = fieldName(type, indexKey.slice(0, end));
        if (!fields.has(field)) {
          const last = [...fields.values()].reduce((most, { field: number }) => Math.max(most, number), 0);
          fields.set(field, { field: last + 1, terms: 0 });
        }
        return { indexKey, of: field, field: fields.get(field)!.field, ...splitValue(indexKey.slice(end + 1)) };
      });
    for (let i = 0; i < missing.length; i += BATCH) {
      const some = missing.slice(i, i + BATCH);
      const rows = some.map(({ field, begins, rest }, at) => ({ i: integer(at), field: integer(field), begins, rest }));
      for (const record of (await this.tx.run(FIND_TERMS, { rows })).records)
        this.met.set(name(some[record.get('i')]!.indexKey), record.get('tid'));
    }
    for (const { indexKey, of, field, begins, rest } of missing) {
      if (this.met.has(name(indexKey))) continue;
      const tid = field * TERMS + fields.get(of)!.terms++;
      this.changed.add(of);
      this.met.set(name(indexKey), tid);
      this.added.push({ tid, field, begins, rest });
    }
    return indexKeys.map((indexKey) => this.met.get(name(indexKey))!);
  }

  private async terms(tids: readonly number[]): Promise<Term[]> {
    const fresh = new Set(this.added.map(({ tid }) => tid));
    const stored = tids.filter((tid) => !fresh.has(tid));
    const known = stored.length === 0 ? [] : await runInRounds(ask('terms', stored), answeringBy(this.send));
    const found = new Map(known.map((term) => [term.tid, term]));
    return tids.map((tid) => found.get(tid) ?? { tid, records: 0, rids: new Uint32Array(), isSummed: false });
  }

  /** Changes the index by differences of what records are filed under. */
  async change(changes: readonly RecordChange[]): Promise<void> {
    await this.save(await this.steps(changesOf(changes, this.many)));
  }

  /** Keeps what records are filed under, and nothing else. */
  async keepValues(values: readonly { rid: number; values: Values }[]): Promise<void> {
    await this.addTerms(new Map());
    await this.saveValues(values);
  }

  private saveValues(values: readonly { rid: number; values: Values }[]): Promise<void> {
    return this.run(
      SAVE_VALUES,
      values.map(({ rid, values: of }) => ({
        number: integer(rid),
        keys: of.size === 0 ? null : bytesFor(encodeValues(of)),
      })),
    );
  }

  /** Writes terms that are new, with the records that they have by now. */
  private async addTerms(terms: ReadonlyMap<number, IndexWrites['terms'][number]>): Promise<Set<number>> {
    const fields = await this.known();
    await this.run(
      SAVE_FIELDS,
      [...this.changed].map((name) => {
        const { field, terms: count } = fields.get(name)!;
        return { name, field: integer(field), terms: integer(count) };
      }),
    );
    const added = new Set(this.added.map(({ tid }) => tid));
    await this.run(
      ADD_TERMS,
      this.added.map(({ tid, field, begins, rest }) => {
        const { records, rids } = terms.get(tid) ?? { records: 0, rids: new Uint32Array() };
        return {
          tid: integer(tid),
          field: integer(field),
          begins,
          rest: rest || null,
          records: integer(records),
          few: rids && bytesFor(bytesOf(rids)),
        };
      }),
    );
    this.changed.clear();
    this.added = [];
    return added;
  }

  /** Sets which records terms have. */
  saveTerms(terms: readonly IndexWrites['terms'][number][]): Promise<void> {
    return this.run(
      SAVE_TERMS,
      terms.map(({ tid, records, rids }) => ({
        tid: integer(tid),
        records: integer(records),
        few: rids && bytesFor(bytesOf(rids)),
      })),
    );
  }

  addBlocks(blocks: readonly Pick<IndexWrites['blocks'][number], 'list' | 'place' | 'rids'>[]): Promise<void> {
    return this.run(
      ADD_BLOCKS,
      blocks.map(({ list, place, rids }) => {
        const { head, tail } = placed(place!);
        return { list: listOf(list), place: head, tail: tail || null, rids: bytesFor(bytesOf(rids)) };
      }),
    );
  }

  async saveColumns(columns: IndexWrites['columns']): Promise<void> {
    const rows = columns.map(({ field, block, bytes }) => ({
      id: integer(columnId(field, block)),
      bytes: bytes && bytesFor(bytes),
    }));
    await Promise.all([
      this.run(
        SAVE_COLUMNS,
        rows.filter(({ bytes }) => bytes !== null),
      ),
      this.run(
        REMOVE_COLUMNS,
        rows.filter(({ bytes }) => bytes === null),
      ),
    ]);
  }

  /** Keeps the counts of terms that are summed from now on. */
  async sum(summed: IndexWrites['summed']): Promise<void> {
    const rows = [...summed].map(([tid, counts]) => ({
      tid: integer(tid),
      counts: bytesFor(encodeValues(new Map([...counts].filter(([, n]) => n !== 0)))),
    }));
    await Promise.all([this.run(SAVE_SUMS, rows), this.run(MARK_SUMMED, rows)]);
  }

  private async save(writes: IndexWrites): Promise<void> {
    const terms = new Map(writes.terms.map((term) => [term.tid, term]));
    const added = await this.addTerms(terms);
    // The server works through them one after another, so none is waited for before the next.
    await Promise.all([
      this.saveTerms(writes.terms.filter(({ tid }) => !added.has(tid))),
      this.saveValues(writes.values),
      this.run(
        DROP_LISTS,
        writes.dropped.flatMap((tid) => Array.from({ length: ORDERS }, (_, sort) => ({ list: listOf({ tid, sort }) }))),
      ),
      this.run(REMOVE_BLOCKS, writes.removed as BlockAt[]),
      this.run(
        CHANGE_BLOCKS,
        writes.blocks
          .filter(({ at }) => at !== null)
          .map(({ at, place, rids }) => {
            const first = place && placed(place);
            const content = first && { place: first.head, tail: first.tail || null };
            return { ...(at as BlockAt), content: { ...content, rids: bytesFor(bytesOf(rids)) } };
          }),
      ),
      this.addBlocks(writes.blocks.filter(({ at }) => at === null)),
      this.saveColumns(writes.columns),
    ]);
    const summed = [...writes.sums].filter(([, steps]) => [...steps.values()].some((step) => step !== 0));
    if (summed.length > 0) {
      const before = (await this.answer(summed.map(([tid]) => ({ name: 'sum', of: tid }) as const))) as Values[];
      const counts = summed.map(([tid, steps], i): [number, Values] => {
        const now = before[i]!;
        for (const [value, step] of steps) now.set(value, (now.get(value) ?? 0) + step);
        return [tid, now];
      });
      await this.sum(new Map(counts));
    }
    await this.sum(writes.summed);
    await this.draw(writes.filed);
  }

  /** Draws what is a relationship in the graph too. */
  async draw(filed: readonly Pick<IndexWrites['filed'][number], 'change' | 'come' | 'gone'>[]): Promise<void> {
    const all = [...new Set(filed.flatMap(({ come, gone }) => [...come, ...gone]))];
    const filters = await this.filters(all);
    const drawn = all.filter((_, i) => drawsOn(filters[i]!.type, filters[i]!.filter));
    if (drawn.length === 0) return;
    const values = await this.steps(ask('names', drawn));
    const names = new Map(drawn.map((tid, i) => [tid, values[i]!]));
    const rows = (of: 'come' | 'gone'): object[] =>
      filed.flatMap(({ change: { owner }, [of]: tids }) =>
        tids.flatMap((tid) =>
          names.has(tid) ? [{ source: keyText(owner), target: keyText({ type: 'source', id: names.get(tid)! }) }] : [],
        ),
      );
    await this.run(REMOVE_DRAWS_ON, rows('gone'));
    await this.run(ADD_DRAWS_ON, rows('come'));
  }
}
