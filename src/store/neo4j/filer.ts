import type { ManagedTransaction, Record as Row } from 'neo4j-driver';
import { keyText, type Key } from '../../model/ids.ts';
import { CITED_SOURCE, PUBLISHER } from '../../model/support.ts';
import type { PostingChange } from '../apply.ts';
import { ADD_DRAWS_ON, ADD_TERMS, COUNT_TERMS, COUNT_VALUES, FILE, FILE_AGAIN, MOVE, REMOVE_DRAWS_ON, REMOVE_TERMS, TIMES, UNFILE } from './cypher-writes.ts';
import { integer, numberOf, placed, sortable, split, termOf, type Split } from './records.ts';
import { drawsOn } from './relationships.ts';
import type { Sums } from './sums.ts';

/*
 * Keeps the index: records filed under terms, once for each of their sorts, and how many records each term has.
 */

type Sending<Result> = <R extends object>(query: string, rows: readonly R[], more?: (rows: readonly R[]) => { rows: readonly object[] } & Record<string, unknown>) => Result;

/** Sends a change of all rows in batches, each with what `more` says of it; that one fails is told where the write waits for all. */
export type Run = Sending<void>;

/** The same, for what it returns. */
export type Fetch = Sending<Promise<Row[]>>;

type Posting = { owner: Key; filter: string; value: string; term: string; count: number };
type Place = { sort: unknown; place: string; tail: string | null };

const places = (sorts: readonly string[], id: string): Place[] =>
  sorts.map((key, sort) => {
    const { head, tail } = placed({ key, id });
    return { sort: integer(sort), place: head, tail: tail || null };
  });

const postingsOf = ({ owner, counts }: PostingChange): Posting[] =>
  [...counts].map(([posting, count]) => {
    const [filter, value] = posting.split('\0') as [string, string];
    return { owner, filter, value, term: termOf(owner.type, filter, value), count };
  });

const BATCH = 5000;

/** How often the records are filed under the terms now; read before anything is moved. */
const timesOf = async (tx: ManagedTransaction, asked: readonly { posting: Posting; at: Split }[]): Promise<Map<Posting, number>> => {
  const times = new Map<Posting, number>();
  for (let i = 0; i < asked.length; i += BATCH) {
    const some = asked.slice(i, i + BATCH);
    const { records } = await tx.run(TIMES, { rows: some.map(({ posting: { term }, at }) => ({ term, place: at.head, tail: at.tail })) });
    for (const record of records) times.set(some[record.get('asked')]!.posting, record.get('times'));
  }
  return times;
};

/** Changes the index by these differences; `known` says whether a record was answered before this write, and so is filed. */
export const savePostings = async (tx: ManagedTransaction, { run, fetch }: { run: Run; fetch: Fetch }, sums: Sums, changes: readonly PostingChange[], known: (key: Key) => boolean): Promise<void> => {
  const all = changes.map((change) => ({ change, postings: postingsOf(change), at: places(change.sorts, change.owner.id) }));
  const asked = all.flatMap(({ change: { owner, previousSorts }, postings }) =>
    known(owner) ? postings.map((posting) => ({ posting, at: placed({ key: previousSorts[0]!, id: owner.id }) })) : [],
  );
  const times = await timesOf(tx, asked);
  const moved = all.flatMap(({ change: { owner, sorts, previousSorts }, at }) =>
    known(owner) ? at.filter((_, sort) => sorts[sort] !== previousSorts[sort]).map((place) => ({ address: keyText(owner), ...place })) : [],
  );
  const after = (posting: Posting): number => (times.get(posting) ?? 0) + posting.count;
  const terms = (postings: readonly Posting[]): string[] => postings.map(({ term }) => term);
  await sums.change(all.map(({ change: { owner }, postings }) => ({
    owner,
    come: terms(postings.filter((posting) => !times.has(posting))),
    gone: terms(postings.filter((posting) => times.has(posting) && after(posting) === 0)),
    known: known(owner),
  })));
  run(MOVE, moved);
  const added = all.map(({ change, postings, at }) => ({ change, at, postings: postings.filter((posting) => !times.has(posting)) })).filter(({ postings }) => postings.length > 0);
  const there = all.flatMap(({ postings, at }) => postings.filter((posting) => times.has(posting)).map((posting) => ({ posting, at, term: posting.term })));
  const removed = there.filter(({ posting }) => after(posting) === 0);
  const [come, gone] = [added.flatMap(({ postings }) => postings), removed.map(({ posting }) => posting)];
  const grown = saveTerms(run, fetch, sums.many, come, gone);
  run(FILE, added.map(({ change: { owner }, at, postings }) => ({ address: keyText(owner), places: at, postings })), filings);
  run(FILE_AGAIN, there.filter(({ posting }) => after(posting) !== 0).map(({ posting, at, term }) => ({ term, places: at, times: integer(after(posting)) })));
  run(UNFILE, removed.map(({ at, term }) => ({ term, places: at })));
  const ended = fetch(REMOVE_TERMS, distinct(gone).map(({ term }) => ({ term })));
  run(COUNT_VALUES, numbered(come, gone));
  run(REMOVE_DRAWS_ON, drawn(gone));
  run(ADD_DRAWS_ON, drawn(come));
  const named = (rows: Row[]): string[] => rows.map((row) => row.get('term'));
  await sums.settle(named(await grown), named(await ended));
};

/** What is filed, by the numbers of its terms among those that all rows of a batch have. */
const filings = (rows: readonly { address: string; places: Place[]; postings: Posting[] }[]): { rows: object[]; terms: string[] } => {
  const numbers = new Map<string, number>();
  const numberOf = (term: string): number => {
    const number = numbers.get(term) ?? numbers.size;
    numbers.set(term, number);
    return number;
  };
  const numbered = rows.map(({ address, places: at, postings }) => ({ address, places: at, filings: postings.map(({ term, count }) => [integer(numberOf(term)), integer(count)]) }));
  return { rows: numbered, terms: [...numbers.keys()] };
};

const distinct = (postings: readonly Posting[]): Posting[] => [...new Map(postings.map((posting) => [posting.term, posting])).values()];

/** Counts the records of terms; resolves to the terms that have `many` from now on, and are not summed. */
const saveTerms = (run: Run, fetch: Fetch, many: number, added: readonly Posting[], removed: readonly Posting[]): Promise<Row[]> => {
  const steps = new Map<string, number>();
  for (const { term } of added) steps.set(term, (steps.get(term) ?? 0) + 1);
  for (const { term } of removed) steps.set(term, (steps.get(term) ?? 0) - 1);
  const come = distinct(added);
  const grown = fetch(ADD_TERMS, come.map(({ owner, filter, value, term }) => {
    const { head, tail } = split(sortable(value));
    return { term, type: owner.type, filter, value, begins: head, rest: tail || null, step: integer(steps.get(term)!) };
  }), (rows) => ({ rows, many: integer(many) }));
  for (const { term } of come) steps.delete(term);
  run(COUNT_TERMS, [...steps].map(([term, step]) => ({ term, step: integer(step) })));
  return grown;
};

/** The filters of which a claim has the number of its values, since it may have thousands. */
const NUMBERED = [CITED_SOURCE, PUBLISHER];

/** By how much such numbers change. */
const numbered = (come: readonly Posting[], gone: readonly Posting[]): object[] => {
  const steps = new Map<string, Map<string, number>>();
  const add = (step: number) => ({ owner, filter }: Posting): void => {
    if (owner.type !== 'claim' || !NUMBERED.includes(filter)) return;
    const of = steps.get(keyText(owner)) ?? new Map<string, number>();
    steps.set(keyText(owner), of.set(numberOf(filter), (of.get(numberOf(filter)) ?? 0) + step));
  };
  come.forEach(add(1));
  gone.forEach(add(-1));
  return [...steps].map(([address, of]) => ({ address, steps: [...of].map(([name, step]) => ({ name, step: integer(step) })) }));
};

/** The postings that are relationships in the graph too. */
const drawn = (postings: readonly Posting[]): object[] =>
  postings.filter(({ owner, filter }) => drawsOn(owner.type, filter)).map(({ owner, value }) => ({ source: keyText(owner), target: keyText({ type: 'source', id: value }) }));
