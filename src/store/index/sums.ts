import { isSummed } from '../../model/facets.ts';
import { TYPES } from '../../model/types.ts';
import { ask, askEach, type Steps, type Term } from './steps.ts';
import { eachValue, TERMS } from './values.ts';

/*
 * Facets of what very many records have. Counting them record by record would take as long as there are records; so
 * for each term of many records the store keeps how many of these are filed under each value of a facet too, and every
 * write that files a record, or takes it out, corrects those sums. A term is summed from the write on that gives it
 * the last of so many records, and stays so.
 */

/** How many records of a term are filed under another, by these two. */
export type Counts<T> = Map<T, Map<T, number>>;

export const addTo = <T>(counts: Counts<T>, term: T, values: readonly T[], step: number): void => {
  let of = counts.get(term);
  if (of === undefined) counts.set(term, (of = new Map()));
  for (const value of values) of.set(value, (of.get(value) ?? 0) + step);
};

/**
 * From how many records on a term is summed where nothing else is said: every write that files a record under it corrects
 * as many sums as the record has values, and to count fewer by columns takes some ten milliseconds.
 */
export const MANY = 50_000;

/** What one write changes of the sums of facets, in the terms of an engine. */
export class SumSteps<T> {
  readonly steps: Counts<T> = new Map();
  private readonly isSummed: (term: T) => boolean;
  private readonly isValue: (term: T) => boolean;

  /** `isSummed`: whether a term has sums; `isValue`: whether it is counted by them. */
  constructor(isSummed: (term: T) => boolean, isValue: (term: T) => boolean) {
    this.isSummed = isSummed;
    this.isValue = isValue;
  }

  /** A record was filed under some terms and taken out of others; `is`: what it is filed under now, those included. */
  change(is: readonly T[], added: readonly T[], removed: readonly T[]): void {
    const [come, gone] = [new Set(added), new Set(removed)];
    const was = [...is.filter((term) => !come.has(term)), ...removed];
    this.pair(is, come, 1);
    this.pair(was, gone, -1);
  }

  /** Counts the pairs of a record's terms of which one at least has changed. */
  private pair(all: readonly T[], changed: ReadonlySet<T>, step: number): void {
    if (changed.size === 0) return;
    const values = all.filter(this.isValue);
    const changedValues = values.filter((value) => changed.has(value));
    for (const term of all)
      if (this.isSummed(term)) addTo(this.steps, term, changed.has(term) ? values : changedValues, step);
  }
}
/** How many records are looked at together. */
const AT_ONCE = 20_000;

/** Terms in groups of so many records at most; one that has more is alone. */
const groupsOf = (terms: readonly Term[]): Term[][] => {
  const groups: Term[][] = [];
  let records = Infinity;
  for (const term of terms) {
    if (records + term.records > AT_ONCE) {
      groups.push([]);
      records = 0;
    }
    groups.at(-1)!.push(term);
    records += term.records;
  }
  return groups;
};

/** The sums of some terms, counted from what their records are filed under. */
export function* countedAnew(tids: readonly number[]): Steps<Counts<number>> {
  const counts: Counts<number> = new Map();
  const isValue = new Map<number, boolean>();
  const fieldOf = (tid: number): number => Math.floor(tid / TERMS);
  for (const group of groupsOf(yield* ask('terms', tids))) {
    const lists = yield* listsOf(group);
    const all = [...new Set(lists.flatMap(({ rids }) => rids))];
    for (const { tid } of lists) counts.set(tid, new Map());
    const most = group.length > 1 ? all.length : AT_ONCE;
    for (let from = 0; from < all.length; from += most) {
      const some = all.slice(from, from + most);
      const values = (yield* ask('values', some)).map((bytes) => {
        const found: number[] = [];
        if (bytes !== null) eachValue(bytes, (field, number) => found.push(field * TERMS + number));
        return found;
      });
      const unknown = new Map<number, number>();
      for (const of of values) for (const tid of of) if (!isValue.has(fieldOf(tid))) unknown.set(fieldOf(tid), tid);
      const filters = unknown.size === 0 ? [] : yield* ask('filters', [...unknown.values()]);
      // In a damaged index some are of no filter.
      [...unknown.keys()].forEach((field, i) => {
        const { type, filter } = filters[i]!;
        isValue.set(field, type in TYPES && isSummed(type, filter));
      });
      const filed = new Map(some.map((rid, i) => [rid, values[i]!.filter((tid) => isValue.get(fieldOf(tid)))]));
      for (const { tid, rids } of lists)
        for (const rid of group.length > 1 ? rids : some) addTo(counts, tid, filed.get(rid)!, 1);
    }
  }
  return counts;
}

/** The records of terms, all in one round. */
export function* listsOf(terms: readonly Term[]): Steps<{ tid: number; rids: number[] }[]> {
  const lists = yield* askEach(
    'list',
    terms.filter(({ rids }) => rids === null).map(({ tid }) => ({ tid, sort: 0 })),
  );
  return terms.map(({ tid, rids }) => ({ tid, rids: [...(rids ?? lists.shift()!)] }));
}
