import { isSummed } from '../../model/facets.ts';
import { ALL } from '../../model/index-keys.ts';
import { TYPES } from '../../model/types.ts';
import type { IndexKeyChange } from '../stored.ts';
import { FEW } from './blocks.ts';
import { ColumnSteps, type ColumnBlock } from './columns.ts';
import { addTo, listsOf, SumSteps, type Counts } from './sums.ts';
import { ListChanges, type BlockWrite } from './list-changes.ts';
import { all, ask, askEach, type Steps, type Term } from './steps.ts';
import { addValues, decodeValues, type Values } from './values.ts';

/*
 * What a write changes of the index: which records each value has from then on, in which blocks, what each record is
 * filed under, columns and sums. It is worked out from what the engine has, and handed back to be written.
 */

/**
 * A change of a record's index keys; `isFresh`: nothing is filed of it yet; `isUnlisted`: it had no answer before, and no
 * place in a list.
 */
export type RecordChange = IndexKeyChange & { rid: number; isFresh: boolean; isUnlisted: boolean };

/** What is to be written. Blocks are removed before others are written, and changed before others are added. */
export type IndexWrites = {
  /** What each record is filed under. */
  values: { rid: number; values: Values }[];
  /** Terms with how many records they have, and which where they are few. */
  terms: { tid: number; records: number; rids: Uint32Array | null }[];
  /** Terms that have blocks no longer. */
  dropped: number[];
  removed: unknown[];
  blocks: BlockWrite[];
  columns: ColumnBlock[];
  /** How many records a term has of each of others, more or less than before. */
  sums: Counts<number>;
  /** Terms that are summed from now on, with all of these numbers. */
  summed: Counts<number>;
  /** Under which terms each record comes, and out of which it goes. */
  filed: { change: RecordChange; come: number[]; gone: number[] }[];
};

/** The orders in which the records of a term of a filter are kept: the first one, and of all records of a type every one. */
export const sortsOf = (type: keyof typeof TYPES, filter: string): number[] =>
  filter === ALL ? Object.keys(TYPES[type].sorts).map((_, sort) => sort) : [0];

/** From how many records on those of a term are a list with blocks; `many`: from how many on it is summed, and has blocks by then. */
export const fewest = (many: number): number => Math.min(FEW, many - 1);

type Filter = { type: keyof typeof TYPES; filter: string };

/** Works out what a write changes of the index; `many`: from how many records on a term is summed. */
export function* changesOf(changes: readonly RecordChange[], many: number): Steps<IndexWrites> {
  return yield* new IndexChange(changes, many).run();
}

class IndexChange {
  private readonly changes: readonly RecordChange[];
  private readonly many: number;
  private readonly few: number;
  /** Of each term met, its filter. */
  private readonly filters = new Map<number, Filter>();
  private readonly lists = new ListChanges();
  /** By term and record: 1 for one that comes, -1 for one that goes, 0 for one that stands elsewhere in the order. */
  private readonly steps = new Map<number, Map<number, -1 | 0 | 1>>();
  private readonly writes: IndexWrites = {
    values: [],
    terms: [],
    dropped: [],
    removed: this.lists.removed,
    blocks: this.lists.blocks,
    columns: [],
    sums: new Map(),
    summed: new Map(),
    filed: [],
  };

  constructor(changes: readonly RecordChange[], many: number) {
    this.changes = changes;
    this.many = many;
    this.few = fewest(many);
  }

  *run(): Steps<IndexWrites> {
    const { changes, writes } = this;
    const known = changes.filter(({ isFresh }) => !isFresh);
    const [[summed], stored, tids] = (yield* all<unknown>([
      all([ask('summed', null)]),
      ask(
        'values',
        known.map(({ rid }) => rid),
      ),
      this.numbers(),
    ])) as [[ReadonlySet<number>], (Uint8Array | null)[], Map<string, Map<string, number>>];
    const filed = new Map<number, Values>();
    known.forEach(({ rid }, i) => stored[i] && !filed.has(rid) && filed.set(rid, decodeValues(stored[i])));
    const sums = new SumSteps<number>(
      (tid) => summed.has(tid),
      (tid) => this.isValue(tid),
    );
    const columns = new ColumnSteps();
    for (const change of changes) {
      const { rid, owner, counts, sorts, previousSorts, isUnlisted } = change;
      const values: Values = filed.get(rid) ?? new Map();
      filed.set(rid, values);
      const numbers = tids.get(owner.type)!;
      const steps = addValues(values, new Map([...counts].map(([indexKey, step]) => [numbers.get(indexKey)!, step])));
      if (counts.size > 0) writes.values.push({ rid, values });
      // One without an answer has no place in any list, whatever others file it under.
      if (sorts.length === 0) continue;
      const { come, gone } = isUnlisted ? { come: [...values.keys()], gone: [] } : steps;
      const isMoved = sorts.some((key, sort) => key !== previousSorts[sort]);
      this.lists.moved(rid, owner.id, sorts, previousSorts);
      if (isMoved) for (const tid of values.keys()) this.step(tid, rid, 0);
      for (const tid of come) this.step(tid, rid, 1);
      for (const tid of gone) this.step(tid, rid, -1);
      if (come.length + gone.length === 0) continue;
      writes.filed.push({ change, come, gone });
    }
    const terms = yield* this.termsOf([...this.steps.keys()].sort((a, b) => a - b));
    for (const { change, come, gone } of writes.filed) {
      const all = [...filed.get(change.rid)!.keys()];
      if (summed.size > 0) {
        yield* this.learn(all);
        sums.change(all, come, gone);
      }
      for (const [tids, is] of [
        [come, true],
        [gone, false],
      ] as const)
        for (const tid of tids) {
          const { type, filter } = this.filters.get(tid)!;
          columns.change(change.rid, type, filter, tid, is);
        }
    }
    const [, blocks] = (yield* all<unknown>([this.saveTerms(terms), columns.changed()])) as [unknown, ColumnBlock[]];
    writes.columns = blocks;
    writes.sums = sums.steps;
    yield* this.sumGrown(summed, filed);
    return writes;
  }

  /** The terms of all index keys, by type and index key. */
  private *numbers(): Steps<Map<string, Map<string, number>>> {
    const indexKeys = new Map<RecordChange['owner']['type'], Map<string, number>>();
    for (const { owner, counts } of this.changes) {
      let of = indexKeys.get(owner.type);
      if (of === undefined) indexKeys.set(owner.type, (of = new Map()));
      for (const indexKey of counts.keys()) of.set(indexKey, 0);
    }
    const types = [...indexKeys];
    const numbers = yield* askEach(
      'numbers',
      types.map(([type, of]) => ({ type, indexKeys: [...of.keys()] })),
    );
    types.forEach(([type, of], i) =>
      [...of.keys()].forEach((indexKey, at) => {
        const tid = numbers[i]![at]!;
        of.set(indexKey, tid);
        this.filters.set(tid, { type, filter: indexKey.slice(0, indexKey.indexOf('\0')) });
      }),
    );
    return indexKeys;
  }

  private isValue(tid: number): boolean {
    const { type, filter } = this.filters.get(tid)!;
    return isSummed(type, filter);
  }

  private *termsOf(tids: readonly number[]): Steps<Term[]> {
    if (tids.length === 0) return [];
    const [terms] = yield* all([ask('terms', tids), this.learn(tids) as Steps<any>]);
    return terms as Term[];
  }

  /** Learns of which filters terms are. */
  private *learn(tids: readonly number[]): Steps<void> {
    const missing = tids.filter((tid) => !this.filters.has(tid));
    if (missing.length === 0) return;
    const found = yield* ask('filters', missing);
    missing.forEach((tid, i) => this.filters.set(tid, found[i]!));
  }

  private step(tid: number, rid: number, step: -1 | 0 | 1): void {
    const steps = this.steps.get(tid) ?? new Map<number, -1 | 0 | 1>();
    this.steps.set(tid, steps.set(rid, step));
  }

  /** Which records each term has from now on; lists that change are worked on side by side. */
  private *saveTerms(terms: readonly Term[]): Steps<void> {
    const { writes, few } = this;
    const lists: Steps<void>[] = [];
    for (const { tid, records, rids } of terms) {
      const steps = this.steps.get(tid)!;
      const now = [...steps.values()].reduce((sum: number, step) => sum + step, records);
      const { type, filter } = this.filters.get(tid)!;
      if (rids === null && now > few) {
        const [gone, come] = [-1, 1].map((other) =>
          [...steps].flatMap(([rid, step]) => (step === -other ? [] : [rid])),
        );
        for (const sort of sortsOf(type, filter)) lists.push(this.lists.change({ tid, sort }, gone!, come!));
        if (now !== records) writes.terms.push({ tid, records: now, rids: null });
      } else lists.push(this.saveFew(tid, rids, now, sortsOf(type, filter)));
    }
    yield* all(lists);
  }

  /** A term that has few records, or had. */
  private *saveFew(tid: number, rids: Uint32Array | null, now: number, sorts: readonly number[]): Steps<void> {
    const { writes, few } = this;
    const steps = this.steps.get(tid)!;
    const were = rids ?? (yield* ask('list', { tid, sort: 0 }));
    const are = Uint32Array.from([
      ...were.filter((rid) => steps.get(rid) !== -1),
      ...[...steps].flatMap(([rid, step]) => (step === 1 ? [rid] : [])),
    ]).sort();
    if (rids === null) writes.dropped.push(tid);
    if (now > few) yield* all(sorts.map((sort) => this.lists.build({ tid, sort }, are)));
    writes.terms.push({ tid, records: now, rids: now > few ? null : are });
  }

  /** Counts the facets of terms that have many records from now on. */
  private *sumGrown(summed: ReadonlySet<number>, filed: ReadonlyMap<number, Values>): Steps<void> {
    const grown = this.writes.terms.filter(({ tid, records }) => records >= this.many && !summed.has(tid));
    if (grown.length === 0) return;
    const terms = yield* ask(
      'terms',
      grown.map(({ tid }) => tid),
    );
    const lists = (yield* listsOf(terms)).map(({ tid, rids: before }) => {
      const steps = this.steps.get(tid)!;
      const come = [...steps].flatMap(([rid, step]) => (step === -1 ? [] : [rid]));
      return { tid, rids: [...before.filter((rid) => !steps.has(rid)), ...come] };
    });
    const all = [...new Set(lists.flatMap(({ rids }) => rids))];
    const others = all.filter((rid) => !filed.has(rid));
    const values = yield* ask('values', others);
    const stored = new Map(others.map((rid, i) => [rid, values[i]]));
    const tidsOf = (rid: number): number[] => {
      const bytes = stored.get(rid);
      return [...(bytes ? decodeValues(bytes) : (filed.get(rid) ?? new Map<number, number>())).keys()];
    };
    const under = new Map(all.map((rid) => [rid, tidsOf(rid)]));
    yield* this.learn([...new Set([...under.values()].flat())]);
    for (const [rid, tids] of under)
      under.set(
        rid,
        tids.filter((tid) => this.isValue(tid)),
      );
    for (const { tid, rids } of lists) {
      this.writes.summed.set(tid, new Map());
      for (const rid of rids) addTo(this.writes.summed, tid, under.get(rid)!, 1);
    }
  }
}
