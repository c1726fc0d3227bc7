import type { History } from '../log/history.ts';
import { erasedError } from '../log/erased.ts';
import { AFFIRMED_BY, DENIED_BY, DISPUTED_BY, isDisputedBySides, type Disputing } from '../model/disputes.ts';
import { DictumError } from '../model/errors.ts';
import { keyText, type Key } from '../model/ids.ts';
import { referredBy } from '../model/index-keys.ts';
import { comparePlaces, matches, placeOf, type Filed, type Selection } from '../model/query.ts';
import { AFFIRMS, PUBLISHER, RESTS_ON, SHOWN_ROOTS } from '../model/support.ts';
import { chainPage, expressing } from './chains.ts';
import { MomentRecords } from './as-of-records.ts';
import { related } from './include.ts';
import { MOMENT_QUESTIONS, type MomentQuestions, type Questions, type Store } from './port.ts';
import type { Reading, Related, Row, SequenceRow } from './rows.ts';
import { RootFinder } from './roots.ts';

/*
 * The graph as it was after a change set, for questions that need a bounded part of it: what they need is put back from the
 * log, and derived anew from that. So an answer is what it was, as far as this version of the model derives the same.
 */

/** A moment: the change set after which it is, and when that was; null where nothing was there yet. */
export type Moment = { change: number; at: string | null };

const absent = ({ type, id }: Key, number: number): DictumError =>
  new DictumError('not-found', `there was no ${type} ${id} after change set ${number}`, {
    context: { recordType: type, id },
  });

class MomentGraph {
  private readonly records: MomentRecords;
  private readonly history: History;
  private readonly number: number;
  private readonly filed: Filed = (view, filter, value) =>
    (this.records.indexKeys(view).get(`${filter}\0${value}`) ?? 0) > 0;

  constructor(history: History, number: number) {
    this.history = history;
    this.number = number;
    this.records = new MomentRecords(history, number);
  }

  readonly fetch = async (keys: readonly Key[]): Promise<Related[]> => {
    await this.records.need(keys);
    const found = keys.flatMap((key) => this.records.view(key) ?? []);
    const revisions = await this.history.revisionsAt(found, this.number);
    return found.map((view, i) => ({
      type: view.type,
      id: view.id,
      json: this.records.json(view)!,
      revision: revisions[i]!,
    }));
  };

  /** @throws DictumError `not-found` for what was not there yet, with the moment that was asked for */
  async readings(keys: readonly Key[]): Promise<Reading[]> {
    const found = new Map((await this.fetch(keys)).map((row) => [keyText(row), row]));
    return keys.map((key): Reading => {
      const row = found.get(keyText(key));
      if (row !== undefined) return { state: 'found', key, json: row.json, revision: row.revision ?? null };
      const state = this.records.state(key);
      if (state === null) throw absent(key, this.number);
      if (state.erased !== undefined) throw erasedError(key);
      return state.movedTo === null ? { state: 'deleted', key } : { state: 'moved', key, to: state.movedTo };
    });
  }

  /** The records that a selection has, which has to name by one filter what they refer to; in the order of a sort. */
  async select({ sort, ...selection }: Selection & { sort: string }): Promise<Row[]> {
    const { type } = selection;
    const named = selection.where.find(({ filter, any }) => any.length > 0 && referredBy(type, filter) !== null);
    if (named === undefined) throw new TypeError('of a moment only what refers to a record is listed');
    const ref = referredBy(type, named.filter)!;
    let keys: Key[] = named.any.map((id) => ({ type: ref, id }));
    // What a relation says of a statement it says of its claims too.
    if (type === 'relation' && ref === 'claim') keys = [...keys, ...(await this.referring(keys, 'statement'))];
    const rows = await this.fetch(await this.referring(keys, type));
    return rows
      .map((row) => ({ row, view: this.records.view(row)! }))
      .filter(({ view }) => matches(selection, view, this.filed))
      .map(({ row, view }) => ({ row: { ...row, key: placeOf(view, sort).key }, place: placeOf(view, sort) }))
      .sort((a, b) => comparePlaces(a.place, b.place))
      .map(({ row }) => row);
  }

  /** The statements that expressed a claim, in their order. */
  statements(claim: string): Promise<Row[]> {
    return this.select(expressing(claim));
  }

  async chainCount(claim: string): Promise<number> {
    const counts = (await this.statements(claim)).map((row) => (this.records.view(row) as any).chainCount as number);
    return counts.reduce((sum, count) => sum + count, 0);
  }

  written(key: Key): string | null {
    return this.records.state(key)?.written ?? null;
  }

  need(keys: readonly Key[]): Promise<void> {
    return this.records.need(keys);
  }

  label(key: Key): string | null {
    return this.records.view(key)?.label ?? null;
  }

  /**
   * By which rules claims and statements were disputed: what relations say, also of the statements of a claim, and the
   * sides that affirmed and denied it.
   */
  async disputing(keys: readonly Key[]): Promise<Disputing[][]> {
    await this.need(keys);
    const claims = keys.filter(({ type }) => type === 'claim');
    const statements = await this.referring(claims, 'statement');
    await this.fetch([...statements, ...(await this.referring([...keys, ...statements], 'relation'))]);
    return keys.map((key) => {
      const sided = {
        affirm: this.records.valuesOf(key, AFFIRMED_BY),
        deny: this.records.valuesOf(key, DENIED_BY),
      };
      const byRelation = this.records.valuesOf(key, DISPUTED_BY).length > 0;
      return [
        ...(byRelation ? (['relation'] as const) : []),
        ...(isDisputedBySides(sided) ? (['stance'] as const) : []),
      ];
    });
  }

  /** What a claim rested on, in numbers. */
  async support(id: string): Promise<Awaited<ReturnType<Questions['support']>>> {
    const claim: Key = { type: 'claim', id };
    const statements = await this.statements(id);
    const affirming = statements.filter((row) => this.filed(this.records.view(row)!, AFFIRMS, id));
    const passages = new Set(affirming.flatMap((row) => (this.records.view(row) as any).passages as string[]));
    const roots = await this.rootsOf(claim);
    return {
      statements: affirming.length,
      passages: passages.size,
      sources: this.records.valuesOf(claim, RESTS_ON).length,
      publishers: this.records.valuesOf(claim, PUBLISHER).length,
      independentRoots: roots.length,
      roots: roots.slice(0, SHOWN_ROOTS),
    };
  }

  /** The independent roots of a claim: what sources rest on is said also by the passages that were recorded of them. */
  private async rootsOf(claim: Key): Promise<readonly string[]> {
    const finder = new RootFinder({
      groundsOf: async (keys) => {
        await this.fetch(await this.referring(keys, 'passage'));
        return this.records.groundsOf(keys);
      },
      identifiersOf: (sources) => this.records.identifiersOf(sources),
      identified: (identifiers, most) => this.identified(identifiers, most),
    });
    const found = await finder.find(this.records.groundsOf([claim]));
    return found.get(keyText(claim)) ?? [];
  }

  /**
   * The sources that were known by these: of those that are now, and of all that were put back; what lost an identifier
   * since, and nothing else leads to, is not found.
   */
  private async identified(identifiers: readonly string[], most: number): Promise<Map<string, string[]>> {
    const now = await this.history.identified(identifiers, most);
    await this.fetch([...new Set([...now.values()].flat())].map((id): Key => ({ type: 'source', id })));
    return this.records.identified(identifiers);
  }

  private async referring(keys: readonly Key[], type: Key['type']): Promise<Key[]> {
    const found = await this.history.referringAt({ keys, types: [type], number: this.number, most: this.records.left });
    return found.map(({ key }) => key);
  }
}

/** The questions that can be asked of the graph as it was after a change set; what one has put back the next finds. */
export const graphAt = (history: History, number: number): MomentQuestions & { moment: number } => {
  const moment = new MomentGraph(history, number);
  return {
    moment: number,
    read: async (keys, include = []) => {
      const readings = await moment.readings(keys);
      const rows = readings.flatMap((reading) => (reading.state === 'found' ? [{ json: reading.json }] : []));
      return { readings, related: await related(rows, include, moment.fetch) };
    },
    labels: async (keys) => {
      await moment.need(keys);
      return keys.map((key) => moment.label(key));
    },
    disputing: (keys) => moment.disputing(keys),
    written: async (keys) => {
      await moment.need(keys);
      return keys.map((key) => moment.written(key));
    },
    list: async ({ descending, after, limit, count, include, ...selection }) => {
      const all = await moment.select(selection);
      if (descending) all.reverse();
      const begin = after === null ? 0 : all.findIndex(({ id, key }) => comparePlaces({ id, key }, after) === 0) + 1;
      const rows = all.slice(begin, begin + limit);
      return {
        rows,
        more: all.length > begin + limit,
        total: count ? all.length : null,
        facets: {},
        facetSizes: {},
        related: await related(rows, include, moment.fetch),
      };
    },
    counts: async (selections) => {
      const counts: number[] = [];
      for (const selection of selections) counts.push((await moment.select({ ...selection, sort: 'id' })).length);
      return counts;
    },
    sequence: async (parts, _after, limit) => {
      const rows: SequenceRow[] = [];
      for (const [part, { range = null, ...of }] of parts.entries())
        rows.push(...(await moment.select({ ...of, range })).map((row) => ({ ...row, part })));
      return { rows: rows.slice(0, limit), more: rows.length > limit };
    },
    chains: (query) =>
      chainPage(query, {
        read: async (key) => (await moment.readings([key]))[0]!,
        fetch: moment.fetch,
        statements: async (claim, after, limit) => {
          const rows = await moment.statements(claim);
          const begin = after === null ? 0 : rows.findIndex(({ id }) => id === after.id) + 1;
          return rows.slice(begin, begin + limit);
        },
        count: (claim) => moment.chainCount(claim),
      }),
    support: (claim) => moment.support(claim),
  };
};

/** What the log has of a record up to a change set. */
export const revisionsUpTo =
  (history: Pick<History, 'revisions'>, number: number): History['revisions'] =>
  ({ before, ...of }) =>
    history.revisions({ ...of, before: Math.min(before ?? Infinity, number + 1) });

/** A store of which everything that a moment answers is asked as of one. */
export const storeAt = (store: Store, { change }: Moment): Store => {
  const questions = Object.fromEntries(
    MOMENT_QUESTIONS.map((question) => [
      question,
      (...of: never[]) => store.asOf(change, question, ...(of as [never])),
    ]),
  ) as unknown as MomentQuestions;
  return {
    ...store,
    ...questions,
    moment: change,
    revisionOf: (keys) => store.revisionsAt(keys, change),
    revisions: revisionsUpTo(store, change),
    compose: (query, id, parameters) => store.compose(query, id, { ...parameters, [AS_OF]: String(change) }),
    bundle: (id, maker) => store.bundle(id, maker, change),
  };
};

/** The parameter by which a moment is named. */
export const AS_OF = 'asOf';
