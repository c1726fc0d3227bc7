import { isSummed } from '../../model/facets.ts';
import type { IndexWrites } from '../index/changes.ts';
import { addTo, type Counts as CountsOf } from '../index/sums.ts';
import { insertRows, type Database } from './sqlite.ts';
import { decodeValues, fieldOfTerm } from '../index/values.ts';
import { fieldTest, filedBetween, lastRid, summedTerms } from './terms.ts';

type Counts = CountsOf<number>;

/** Says whether a term is a value of a summed facet. */
const valueTest = (database: Database): ((tid: number) => boolean) => {
  const isSummedField = fieldTest(database, isSummed);
  return (tid) => isSummedField(fieldOfTerm(tid));
};

/** Which terms are summed, as a connection remembers them between its writes. */
export class KnownSums {
  /** From how many records on a term is summed. */
  readonly many: number;
  private terms = new Set<number>();
  private asOf = -1;

  constructor(many: number) {
    this.many = many;
  }

  /** Those of now; other processes may have added some. */
  at(database: Database): Set<number> {
    const { sums } = database.prepare('SELECT sums FROM meta').get() as { sums: number };
    if (sums !== this.asOf) {
      this.terms = new Set(summedTerms(database));
      this.asOf = sums;
    }
    return this.terms;
  }
}

/** Writes how many more or less records terms have of others, and terms that are summed from now on. */
export const saveSums = (database: Database, { sums, summed }: Pick<IndexWrites, 'sums' | 'summed'>): void => {
  const rows = rowsOf(sums).filter(([, , step]) => step !== 0);
  insertRows(database, 'sum', rows, ADDED_UP);
  for (const [tid, value, step] of rows)
    if (step < 0) database.prepare('DELETE FROM sum WHERE tid = ? AND value = ? AND records = 0').run(tid, value);
  if (summed.size === 0) return;
  insertRows(database, 'sum', rowsOf(summed));
  for (const tid of summed.keys()) database.prepare('UPDATE term SET summed = 1 WHERE tid = ?').run(tid);
  database.prepare('UPDATE meta SET sums = sums + 1').run();
};

type Row = [tid: number, value: number, records: number];

/** In the order of the table; `tidOf`: the number of a term by that under which it was counted. */
const rowsOf = (counts: Counts, tidOf = (term: number): number => term): Row[] =>
  [...counts]
    .flatMap(([term, of]) => [...of].map(([value, records]): Row => [tidOf(term), tidOf(value), records]))
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);

/** How many records are read at once, and how many counts are held before they are handed on. */
type Parts = { page: number; held: number };
const PARTS: Parts = { page: 2000, held: 2_000_000 };

/** Counts all sums anew from what records are filed under, and hands them on in parts; those of one pair of terms add up. */
const countSums = (database: Database, take: (rows: readonly Row[]) => void, { page, held }: Parts): void => {
  const terms = new Set(summedTerms(database));
  if (terms.size === 0) return;
  const isValue = valueTest(database);
  // Numbers of terms are large, and maps of small numbers are several times as fast.
  const tids: number[] = [];
  const small = new Map<number, number>();
  const smallOf = (tid: number): number => {
    const known = small.get(tid);
    if (known !== undefined) return known;
    small.set(tid, tids.length);
    return tids.push(tid) - 1;
  };
  const counts: Counts = new Map();
  const handOn = (): void => {
    take(rowsOf(counts, (number) => tids[number]!));
    counts.clear();
  };
  const last = lastRid(database);
  for (let rid = 0; rid <= last; rid += page) {
    for (const { tids } of filedBetween(database, rid, rid + page)) {
      const all = [...decodeValues(tids).keys()];
      const values = all.filter(isValue).map(smallOf);
      for (const tid of all) if (terms.has(tid)) addTo(counts, smallOf(tid), values, 1);
    }
    if ([...counts.values()].reduce((sum, of) => sum + of.size, 0) > held) handOn();
  }
  handOn();
};

const ADDED_UP = 'ON CONFLICT DO UPDATE SET records = records + excluded.records';

/** Sums everything anew. */
export const sumAll = (database: Database, many: number, parts = PARTS): void => {
  database.exec(
    `DELETE FROM sum; UPDATE term SET summed = 1 WHERE records >= ${many} AND NOT summed; UPDATE meta SET sums = sums + 1;`,
  );
  countSums(database, (rows) => insertRows(database, 'sum', rows, ADDED_UP), parts);
};
