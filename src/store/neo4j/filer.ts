import type { Record as Row } from 'neo4j-driver';
import { keyText, type Key } from '../../model/ids.ts';
import { compareText } from '../../model/order.ts';
import { PUBLISHER, RESTS_ON } from '../../model/support.ts';
import type { PostingChange } from '../stored.ts';
import {
  ADD_DRAWS_ON,
  COUNT_TERMS,
  COUNT_VALUES,
  FILE,
  FILE_AGAIN,
  MOVE,
  REMOVE_DRAWS_ON,
  REMOVE_TERMS,
  TIMES,
  UNFILE,
} from './cypher-writes.ts';
import {
  digestOf,
  integer,
  numberOf,
  placed,
  placeIn,
  placesFor,
  sortable,
  split,
  tailIn,
  termOf,
  type Places,
  type Split,
} from './records.ts';
import { drawsOn } from './relationships.ts';
import type { Sums } from './sums.ts';

/*
 * Keeps the index: records filed under terms, each with its place in every sort, and how many records each term has.
 */

type Sending<Result> = <R extends object>(
  query: string,
  rows: readonly R[],
  more?: (rows: readonly R[]) => { rows: readonly object[] } & Record<string, unknown>,
) => Result;

/** Sends a change of all rows in batches, each with what `more` says of it; that one fails is told where the write waits for all. */
export type Run = Sending<void>;

/** The same, for what it returns. */
export type Fetch = Sending<Promise<Row[]>>;

type Posting = { owner: Key; filter: string; value: string; term: string; count: number };

/** Of one record: what it is filed under from now on (`come`) and no longer (`gone`), and what it stays under with another count. */
type Change = {
  owner: Key;
  address: string;
  known: boolean;
  moved: boolean;
  places: Places;
  come: Posting[];
  stay: Posting[];
  gone: Posting[];
};

const postingsOf = ({ owner, counts }: PostingChange): Posting[] =>
  [...counts].map(([posting, count]) => {
    const [filter, value] = posting.split('\0') as [string, string];
    return { owner, filter, value, term: termOf(owner.type, filter, value), count };
  });

/** How often records are filed under some terms now; read before anything is moved. */
const timesOf = async (
  fetch: Fetch,
  asked: readonly { posting: Posting; at: Split }[],
): Promise<Map<Posting, number>> => {
  const numbered = asked.map(({ posting: { term }, at }, i) => ({
    asked: integer(i),
    digest: digestOf(term),
    place: at.head,
    tail: at.tail,
  }));
  return new Map((await fetch(TIMES, numbered)).map((row) => [asked[row.get('asked')]!.posting, row.get('times')]));
};

/** The changes with what comes, stays and goes; `known` says whether a record was answered before this write, and `isFiled` whether it is filed, by this write or before. */
const changesOf = async (
  fetch: Fetch,
  changes: readonly PostingChange[],
  known: (key: Key) => boolean,
  isFiled: (key: Key) => boolean,
): Promise<Change[]> => {
  const all = changes.map((change) => ({ ...change, known: known(change.owner), postings: postingsOf(change) }));
  const times = await timesOf(
    fetch,
    all
      .filter(({ owner }) => isFiled(owner))
      .flatMap(({ owner, previousSorts, postings }) => {
        const at = placed({ key: previousSorts[0]!, id: owner.id });
        return postings.map((posting) => ({ posting, at }));
      }),
  );
  return all.map(({ owner, sorts, previousSorts, postings, known: there }) => {
    const [come, filed] = [
      postings.filter((posting) => !times.has(posting)),
      postings.filter((posting) => times.has(posting)),
    ];
    const after = filed.map((posting) => ({ ...posting, count: times.get(posting)! + posting.count }));
    return {
      owner,
      address: keyText(owner),
      known: there,
      places: placesFor(sorts, owner.id),
      come,
      moved: there && sorts.some((key, sort) => key !== previousSorts[sort]),
      stay: after.filter(({ count }) => count !== 0),
      gone: after.filter(({ count }) => count === 0),
    };
  });
};

/** Changes the index by these differences; `known` says whether a record was answered before this write, and so is filed. */
export const savePostings = async (
  { run, fetch }: { run: Run; fetch: Fetch },
  sums: Sums,
  differences: readonly PostingChange[],
  known: (key: Key) => boolean,
): Promise<void> => {
  const changes = await changesOf(fetch, differences, known, (key) => known(key) || sums.hasFiled(keyText(key)));
  const terms = (postings: readonly Posting[]): string[] => postings.map(({ term }) => term);
  await sums.change(
    changes.map(({ owner, come, gone, known: there }) => ({
      owner,
      come: terms(come),
      gone: terms(gone),
      known: there,
    })),
  );
  const filings = (of: 'stay' | 'gone'): object[] =>
    changes.flatMap((change) =>
      change[of].map(({ term, count }) => ({
        digest: digestOf(term),
        place: change.places[placeIn(0)],
        tail: change.places[tailIn(0)] ?? '',
        times: integer(count),
      })),
    );
  const [come, gone] = [changes.flatMap((change) => change.come), changes.flatMap((change) => change.gone)];
  const left = countsOf(gone);
  run(
    MOVE,
    changes.filter(({ moved }) => moved).map(({ address, places }) => ({ address, places })),
  );
  run(
    COUNT_TERMS,
    [...left].map(([term, count]) => ({ term, gone: integer(count) })),
  );
  const grown = fetch(FILE, byTerm(changes), (rows) => ({ ...filedBy(rows), many: integer(sums.many) }));
  run(FILE_AGAIN, filings('stay'));
  run(UNFILE, filings('gone'));
  const ended = fetch(
    REMOVE_TERMS,
    [...left.keys()].map((term) => ({ term })),
  );
  run(COUNT_VALUES, numbered(come, gone));
  run(REMOVE_DRAWS_ON, drawn(gone));
  run(ADD_DRAWS_ON, drawn(come));
  const named = (rows: Row[]): string[] => rows.map((row) => row.get('term'));
  await sums.settle(named(await grown), named(await ended));
};

const countsOf = (postings: readonly Posting[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { term } of postings) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
};

/** A term, and what comes to be filed under it. */
type TermRow = { first: Posting; filed: { change: Change; count: number }[] };

/** What comes by term, in the order of the index, whose pages are then written one after another. */
const byTerm = (changes: readonly Change[]): TermRow[] => {
  const rows = new Map<string, TermRow>();
  for (const change of changes) {
    for (const posting of change.come) {
      const row = rows.get(posting.term);
      if (row === undefined) rows.set(posting.term, { first: posting, filed: [{ change, count: posting.count }] });
      else row.filed.push({ change, count: posting.count });
    }
  }
  return [...rows.values()].sort((a, b) => compareText(a.first.term, b.first.term));
};

/** The same as it is sent: by the numbers of the records among those that all rows of a batch have. */
const filedBy = (rows: readonly TermRow[]): { rows: object[]; records: object[] } => {
  const numbers = new Map<Change, number>();
  const number = (change: Change): number => {
    const found = numbers.get(change) ?? numbers.size;
    numbers.set(change, found);
    return found;
  };
  const sent = rows.map(({ first: { owner, filter, value, term }, filed }) => {
    const { head, tail } = split(sortable(value));
    return {
      term,
      digest: digestOf(term),
      type: owner.type,
      filter,
      value,
      begins: head,
      rest: tail || null,
      filed: filed.map(({ change }) => integer(number(change))),
      times: filed.every(({ count }) => count === 1)
        ? null
        : filed.map(({ count }) => (count === 1 ? null : integer(count))),
    };
  });
  return { rows: sent, records: [...numbers.keys()].map(({ address, places }) => ({ address, places })) };
};

/** The filters of which a claim has the number of its values, since it may have thousands. */
export const NUMBERED = [RESTS_ON, PUBLISHER];

/** By how much such numbers change. */
const numbered = (come: readonly Posting[], gone: readonly Posting[]): object[] => {
  const steps = new Map<string, Map<string, number>>();
  const add =
    (step: number) =>
    ({ owner, filter }: Posting): void => {
      if (owner.type !== 'claim' || !NUMBERED.includes(filter)) return;
      const of = steps.get(keyText(owner)) ?? new Map<string, number>();
      steps.set(keyText(owner), of.set(numberOf(filter), (of.get(numberOf(filter)) ?? 0) + step));
    };
  come.forEach(add(1));
  gone.forEach(add(-1));
  return [...steps].map(([address, of]) => ({
    address,
    steps: [...of].map(([name, step]) => ({ name, step: integer(step) })),
  }));
};

/** The postings that are relationships in the graph too. */
const drawn = (postings: readonly Posting[]): object[] =>
  postings
    .filter(({ owner, filter }) => drawsOn(owner.type, filter))
    .map(({ owner, value }) => ({ source: keyText(owner), target: keyText({ type: 'source', id: value }) }));
