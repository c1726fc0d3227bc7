import { isSummed } from '../../model/facets.ts';
import { keyText, type Key, type TypeName } from '../../model/ids.ts';
import { compareText } from '../../model/order.ts';
import { exactly } from '../../model/postings.ts';
import { filtersOf } from '../../model/types.ts';
import { SumSteps } from '../index/sums.ts';
import {
  LOAD_SUMS,
  LOAD_TERMS,
  LOAD_VALUES,
  MAKE_SUMS,
  NAME_SUMS,
  REMOVE_SUMS,
  SAVE_SUMS,
  SAVE_VALUES,
  SUMMED,
  SUMS_NAME,
} from './cypher-writes.ts';
import type { Fetch, Run } from './filer.ts';
import { digestOf, FACET, integer, stemOf, termOf } from './records.ts';
import type { Tx } from './query.ts';

/*
 * Facets of what very many records have. A term of that many has, for each facet, a node that says how many of its
 * records have which value, the greatest number first: to read it is one seek, however many there are. Every write that
 * files a record, or takes it out, corrects those nodes. Each record lists its own values, so that facets of other lists
 * are counted without a walk along all that it is filed under.
 */

/** From how many records on a term is summed where nothing else is said: counting fewer takes a few milliseconds. */
export const MANY = 1000;

/** A facet that is summed, and the property under which a record lists its values. */
export type SummedFacet = { filter: string; key: string };

const facetOf = (filter: string): SummedFacet => ({ filter, key: `${FACET}${filter.replace('.', '_')}` });

const summedFacets = new Map<TypeName, SummedFacet[]>();

/** The summed facets of a type. */
export const summedFacetsOf = (type: TypeName): SummedFacet[] => {
  const known = summedFacets.get(type);
  if (known !== undefined) return known;
  const names = [...filtersOf(type).values()].flatMap(({ name, hierarchical }) => [
    name,
    ...(hierarchical ? [exactly(name)] : []),
  ]);
  const found = names.filter((name) => isSummed(type, name)).map(facetOf);
  summedFacets.set(type, found);
  return found;
};

/** What the node of a sum is found by; no filter has a space in it. */
export const sumOf = (filter: string, term: string): string => `${filter} ${term}`;

type Parts = { type: TypeName; filter: string; value: string };

const partsOf = (term: string): Parts => {
  const end = term.indexOf(' ');
  const next = term.indexOf(' ', end + 1);
  return { type: term.slice(0, end) as TypeName, filter: term.slice(end + 1, next), value: term.slice(next + 1) };
};

const valueStems = new Map<string, boolean>();

/** Whether a term is a value of a summed facet. */
const isValue = (term: string): boolean => {
  const { type, filter } = partsOf(term);
  const stem = stemOf(type, filter);
  const known = valueStems.get(stem);
  if (known !== undefined) return known;
  const is = isSummed(type, filter);
  valueStems.set(stem, is);
  return is;
};

/** Which terms are summed, as a process remembers them between its writes. */
export class KnownSums {
  /** From how many records on a term is summed. */
  readonly many: number;
  private terms: ReadonlySet<string> = new Set();
  private name = '';

  constructor(many: number) {
    this.many = many;
  }

  /** Those of now; other processes may have added some. Asked by a writer that holds the lock. */
  async at(tx: Tx): Promise<ReadonlySet<string>> {
    const name: string = (await tx.run(SUMS_NAME)).records[0]!.get('name');
    if (name !== this.name) {
      this.terms = new Set((await tx.run(SUMMED)).records.map((record) => record.get('term') as string));
      this.name = name;
    }
    return this.terms;
  }
}

/** A record that is filed under some terms from now on, and under others no longer; `known` where it was answered before this write. */
export type Filed = { owner: Key; come: string[]; gone: string[]; known: boolean };

type Sum = { of: string; values: string[]; records: number[] };

type Sending = { run: Run; fetch: Fetch };

/** What one write changes of the sums, and of the values that records list. */
export class Sums {
  private readonly tx: Tx;
  private readonly sending: Sending;
  /** From how many records on a term is summed. */
  readonly many: number;
  private readonly terms: Set<string>;
  /** What records that are new in this write have been filed under. */
  private readonly fresh = new Map<string, string[]>();

  constructor(tx: Tx, sending: Sending, terms: ReadonlySet<string>, many: number) {
    this.tx = tx;
    this.sending = sending;
    this.many = many;
    this.terms = new Set(terms);
  }

  /** Whether a record that is new in this write has been filed already. */
  hasFiled(address: string): boolean {
    return this.fresh.has(address);
  }

  /** Sends what changes with these; to be called before any of them is filed. */
  async change(filed: readonly Filed[]): Promise<void> {
    const steps = new SumSteps<string>((term) => this.terms.has(term), isValue);
    const lists: object[] = [];
    const there = await this.readTerms(filed);
    for (const { owner, come, gone } of filed) {
      const address = keyText(owner);
      const left = new Set(gone);
      const is = [...(there.get(address) ?? []).filter((term) => !left.has(term)), ...come];
      steps.change(is, come, gone);
      const changed = new Set([...come, ...gone].filter(isValue).map((term) => partsOf(term).filter));
      if (changed.size > 0) lists.push({ address, lists: listsOf(is, changed) });
    }
    this.sending.run(SAVE_VALUES, lists);
    await this.save(sumSteps(steps.steps));
  }

  /** What these are filed under, as far as it matters: all of it where values of theirs change, or else those values. */
  private async readTerms(changes: readonly Filed[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>();
    const [all, values]: [string[], object[]] = [[], []];
    for (const { owner, come, gone, known } of changes) {
      const address = keyText(owner);
      if (!known) {
        found.set(address, this.fresh.get(address) ?? []);
        this.fresh.set(address, [...found.get(address)!, ...come]);
      } else if ([...come, ...gone].some(isValue)) all.push(address);
      else if ([...come, ...gone].some((term) => this.terms.has(term)))
        values.push({ address, keys: summedFacetsOf(owner.type).map(({ key }) => key) });
    }
    const [filed, listed] = await Promise.all([
      this.sending.fetch(
        LOAD_TERMS,
        all.map((address) => ({ address })),
      ),
      this.sending.fetch(LOAD_VALUES, values),
    ]);
    for (const record of filed) found.set(record.get('address'), record.get('terms'));
    for (const record of listed) {
      const address: string = record.get('address');
      const type = address.slice(0, address.indexOf('/')) as TypeName;
      const lists: string[][] = record.get('lists');
      found.set(
        address,
        summedFacetsOf(type).flatMap(({ filter }, i) => lists[i]!.map((value) => termOf(type, filter, value))),
      );
    }
    return found;
  }

  private async save(steps: ReadonlyMap<string, ReadonlyMap<string, number>>): Promise<void> {
    const rows = [...steps.keys()].map((of) => ({ of }));
    const there = new Map(
      (await this.sending.fetch(LOAD_SUMS, rows)).map((record) => [
        record.get('of') as string,
        record.toObject() as Sum,
      ]),
    );
    const sums = [...steps].map(([of, some]) => stepped(of, there.get(of), some));
    this.sending.run(
      SAVE_SUMS,
      sums
        .filter(({ values }) => values.length > 0)
        .map(({ of, values, records }) => ({ of, values, records: records.map(integer) })),
    );
    this.sending.run(
      REMOVE_SUMS,
      sums.filter(({ values }) => values.length === 0).map(({ of }) => ({ of })),
    );
  }

  /** Sums terms that have many records now, and forgets those that have none; called once all is filed. */
  async settle(grown: readonly string[], ended: readonly string[]): Promise<void> {
    const many = grown.filter((term) => !this.terms.has(term));
    this.sending.run(
      MAKE_SUMS,
      many.map((term) => ({
        term,
        digest: digestOf(term),
        facets: summedFacetsOf(partsOf(term).type).map(({ filter, key }) => ({ of: sumOf(filter, term), key })),
      })),
    );
    for (const term of many) this.terms.add(term);
    for (const term of ended) this.terms.delete(term);
    if (many.length + ended.length > 0) await this.tx.run(NAME_SUMS);
  }
}

/** The values of some facets as properties; null where there are none. */
export const listsOf = (terms: readonly string[], filters: ReadonlySet<string>): Record<string, string[] | null> => {
  const values = new Map([...filters].map((filter): [string, string[]] => [filter, []]));
  for (const term of terms) {
    const { filter, value } = partsOf(term);
    values.get(filter)?.push(value);
  }
  return Object.fromEntries(
    [...values].map(([filter, of]) => [facetOf(filter).key, of.length === 0 ? null : of.sort(compareText)]),
  );
};

/** Steps by the node that has the sum, and by value. */
const sumSteps = (steps: ReadonlyMap<string, ReadonlyMap<string, number>>): Map<string, Map<string, number>> => {
  const found = new Map<string, Map<string, number>>();
  for (const [term, values] of steps) {
    for (const [valueTerm, step] of values) {
      if (step === 0) continue;
      const { filter, value } = partsOf(valueTerm);
      const of = sumOf(filter, term);
      const some = found.get(of) ?? new Map<string, number>();
      found.set(of, some.set(value, step));
    }
  }
  return found;
};

const stepped = (of: string, before: Sum | undefined, steps: ReadonlyMap<string, number>): Sum => {
  const counts = new Map(before?.values.map((value, i) => [value, before.records[i]!]));
  for (const [value, step] of steps) counts.set(value, (counts.get(value) ?? 0) + step);
  const left = [...counts].filter(([, records]) => records !== 0).sort(([a, m], [b, n]) => n - m || compareText(a, b));
  return { of, values: left.map(([value]) => value), records: left.map(([, records]) => records) };
};
