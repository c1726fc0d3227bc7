import { isSummed } from '../../model/facets.ts';
import { TYPES } from '../../model/types.ts';
import { all, ask, type Steps } from './steps.ts';
import { eachValue, TERMS } from './values.ts';

/*
 * Facets of what very many records have. Counting them record by record would take as long as there are records; so
 * for each term of many records the store keeps how many of these are filed under each value of a facet too, and every
 * write that files a record, or takes it out, corrects those sums. A term is summed from the write on that gives it
 * the last of so many records, and stays so.
 */

/** How many records of a term are filed under another, by these two. */
export type Counts<Term> = Map<Term, Map<Term, number>>;

export const addTo = <Term>(counts: Counts<Term>, term: Term, values: readonly Term[], step: number): void => {
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
export class SumSteps<Term> {
  readonly steps: Counts<Term> = new Map();
  private readonly isSummed: (term: Term) => boolean;
  private readonly isValue: (term: Term) => boolean;

  /** `isSummed`: whether a term has sums; `isValue`: whether it is counted by them. */
  constructor(isSummed: (term: Term) => boolean, isValue: (term: Term) => boolean) {
    this.isSummed = isSummed;
    this.isValue = isValue;
  }

  /** A record was filed under some terms and taken out of others; `is`: what it is filed under now, those included. */
  change(is: readonly Term[], added: readonly Term[], removed: readonly Term[]): void {
    const [come, gone] = [new Set(added), new Set(removed)];
    const was = [...is.filter((term) => !come.has(term)), ...removed];
    this.pair(is, come, 1);
    this.pair(was, gone, -1);
  }

  /** Counts the pairs of a record's terms of which one at least has changed. */
  private pair(all: readonly Term[], changed: ReadonlySet<Term>, step: number): void {
    if (changed.size === 0) return;
    const values = all.filter(this.isValue);
    const changedValues = values.filter((value) => changed.has(value));
    for (const term of all)
      if (this.isSummed(term)) addTo(this.steps, term, changed.has(term) ? values : changedValues, step);
  }
}
/** How many records are looked at together. */
const AT_ONCE = 20_000;

/** The sums of some terms, counted from what their records are filed under. */
export function* countedAnew(tids: readonly number[]): Steps<Counts<number>> {
  const counts: Counts<number> = new Map();
  const isValue = new Map<number, boolean>();
  for (const term of yield* ask('terms', tids)) {
    const rids = [...(term.rids ?? (yield* ask('list', { tid: term.tid, sort: 0 })))];
    counts.set(term.tid, new Map());
    for (let from = 0; from < rids.length; from += AT_ONCE) {
      const filed = (yield* ask('values', rids.slice(from, from + AT_ONCE))).map((bytes) => {
        const found: number[] = [];
        if (bytes !== null) eachValue(bytes, (field, number) => found.push(field * TERMS + number));
        return found;
      });
      const fields = new Map(filed.flat().map((tid) => [Math.floor(tid / TERMS), tid]));
      const unknown = [...fields].filter(([field]) => !isValue.has(field));
      const [filters] = yield* all([
        ask(
          'filters',
          unknown.map(([, tid]) => tid),
        ),
      ]);
      // In a damaged index some are of no filter.
      unknown.forEach(([field], i) => {
        const { type, filter } = filters![i]!;
        isValue.set(field, type in TYPES && isSummed(type, filter));
      });
      for (const values of filed)
        addTo(
          counts,
          term.tid,
          values.filter((tid) => isValue.get(Math.floor(tid / TERMS))),
          1,
        );
    }
  }
  return counts;
}
