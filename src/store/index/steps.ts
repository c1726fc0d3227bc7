import type { TypeName } from '../../model/ids.ts';
import type { Place } from '../../model/query.ts';
import type { WordQuery } from '../../search/query.ts';
import type { FacetPlace } from '../facets.ts';
import type { Values } from './values.ts';

/*
 * What the index asks of an engine. Questions and changes of the index are written once, as steps: generators that hand out
 * requests and go on with the answers. SQLite answers one at a time and at once; Neo4j answers all requests of a round
 * by one query. What does not depend on one another is asked in one round (`all`), so that rounds grow with the depth
 * of a question and not with its terms.
 */

/** A value of a filter. */
export type Lookup = { type: TypeName; filter: string; value: string };

/** The records that have a value: `rids` are their numbers where they are few, null where they are a list with blocks. */
export type Term = { tid: number; records: number; rids: Uint32Array | null; isSummed: boolean };

/** The records of a term in an order of their type, by its number. */
export type List = { tid: number; sort: number };

/** A block of a list, found by the place of its first record; `at`: by what the engine finds it again. */
export type Block = Place & { at: unknown; rids: Uint32Array };

/** A value, and how many records have it. */
export type Counted = { id: string; n: number };

/** The primitives: what is asked, and what is answered. */
type Primitives = {
  /** The greatest number of a record. */
  last: [null, number];
  /** The term of a value that records have, or of what the value was merged into. */
  term: [Lookup, Term | null];
  /** All records of a list, in order. */
  list: [List, Uint32Array];
  /**
   * Blocks from a place on, or from the beginning; descending from before a place, or from the end. Ascending these are the
   * one that the place lies in and some that follow. Some are one or two, or with `many` as many as the engine likes to read at once; there are none only at the end, ascending from a place none that follow.
   */
  blocks: [List & { from: Place | null; descending: boolean; many: boolean }, Block[]];
  /** The place of the first record of the block in which each of some places lies: the first of all where it lies before that. */
  heads: [List & { places: readonly Place[] }, Place[]];
  /** How many of the records of a block stand before a place, or with `including` at it. */
  before: [{ rids: Uint32Array; sort: number; place: Place; including: boolean }, number];
  places: [{ sort: number; rids: readonly number[] }, Place[]];
  /** The values of each record (values.ts); null where it has none. */
  values: [readonly number[], (Uint8Array | null)[]];
  columns: [{ field: number; blocks: readonly number[] }, (Uint8Array | null)[]];
  /** How many records of a term are filed under each of others. */
  sum: [number, Values];
  /** The records of a type that have words. */
  match: [{ type: TypeName; words: WordQuery }, ArrayLike<number>];
  /** The number of a filter, and how many values it ever had; null where no record was ever filed under it. */
  field: [{ type: TypeName; filter: string }, { field: number; terms: number } | null];
  /** The values of a filter that most records have, those first and then by id, so many after a place; and how many there are. */
  commonest: [{ field: number; after: FacetPlace | null; limit: number }, { values: Counted[]; size: number }];
  /** The values of terms. */
  names: [readonly number[], string[]];
  labels: [{ type: TypeName; ids: readonly string[] }, (string | null)[]];
  /** Within a write: the terms of index keys (`filter\0value`), with numbers for those that are new. */
  numbers: [{ type: TypeName; indexKeys: readonly string[] }, number[]];
  /** Within a write: terms by their numbers. */
  terms: [readonly number[], Term[]];
  /** Of which filters terms are. */
  filters: [readonly number[], { type: TypeName; filter: string }[]];
  /** Within a write: the terms whose facets are summed. */
  summed: [null, ReadonlySet<number>];
};

type Name = keyof Primitives;
export type Asked<N extends Name> = Primitives[N][0];
export type Answer<N extends Name> = Primitives[N][1];
export type Request = { [N in Name]: { name: N; of: Asked<N> } }[Name];

export type Steps<T> = Generator<readonly Request[], T, readonly any[]>;

export function* ask<N extends Name>(name: N, of: Asked<N>): Steps<Answer<N>> {
  const [answer] = yield [{ name, of } as Request];
  return answer;
}

/** Asks the same of several, in one round. */
export function* askEach<N extends Name>(name: N, each: readonly Asked<N>[]): Steps<Answer<N>[]> {
  if (each.length === 0) return [];
  return (yield each.map((of) => ({ name, of }) as Request)) as Answer<N>[];
}

/** Takes several steps side by side: what they ask at once goes in one round, a list that several ask for once. */
export function* all<T>(steps: readonly Steps<T>[]): Steps<T[]> {
  const results: T[] = [];
  let waiting: { i: number; requests: readonly Request[] }[] = [];
  const go = (i: number, { done, value }: IteratorResult<readonly Request[], T>): void => {
    if (done) results[i] = value;
    else waiting.push({ i, requests: value });
  };
  steps.forEach((each, i) => go(i, each.next([])));
  while (waiting.length > 0) {
    const round: Request[] = [];
    const lists = new Map<string, number>();
    const positions = waiting.map(({ requests }) =>
      requests.map((request) => {
        const name = request.name === 'list' ? `${request.of.tid} ${request.of.sort}` : null;
        const known = name === null ? undefined : lists.get(name);
        if (known !== undefined) return known;
        if (name !== null) lists.set(name, round.length);
        return round.push(request) - 1;
      }),
    );
    const answers = yield round;
    const now = waiting;
    waiting = [];
    now.forEach(({ i }, at) => go(i, steps[i]!.next(positions[at]!.map((position) => answers[position]))));
  }
  return results;
}

/** How an engine answers a request. */
export type Answering = { [N in Name]: (of: Asked<N>) => Answer<N> };

/** Takes steps where each request is answered at once. */
export const run = <T>(steps: Steps<T>, answering: Answering): T => {
  let next = steps.next([]);
  while (!next.done)
    next = steps.next(next.value.map(({ name, of }) => (answering[name] as (of: unknown) => unknown)(of)));
  return next.value;
};
/** Takes steps where each round is answered together. */
export const runInRounds = async <T>(
  steps: Steps<T>,
  answer: (round: readonly Request[]) => Promise<readonly unknown[]>,
): Promise<T> => {
  let next = steps.next([]);
  while (!next.done) next = steps.next(next.value.length === 0 ? [] : await answer(next.value));
  return next.value;
};
