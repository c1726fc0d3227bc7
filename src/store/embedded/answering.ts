import type { TypeName } from '../../model/ids.ts';
import { referredIn } from '../../model/index-keys.ts';
import { comparePlaces, type Place } from '../../model/query.ts';
import { firstPosition } from '../index/blocks.ts';
import { wordsOf } from '../index/sets.ts';
import {
  run,
  type Answering,
  type Asked,
  type Block,
  type Counted,
  type Lookup,
  type Steps,
  type Term,
} from '../index/steps.ts';
import { fieldOfTerm } from '../index/values.ts';
import { LABEL, MOVED_TO } from './checksums.ts';
import { listed } from './blocks.ts';
import { matchingRids, matchOf } from './full-text.ts';
import type { Database } from './sqlite.ts';
import { fieldOf, lastRid, termOf, termsIn } from './terms.ts';

/*
 * What the index asks of the engine (index/steps.ts), each request by one statement or a few.
 */

const ofTerm = ({ tid, records, summed, rids }: Record<string, any>): Term => ({
  tid,
  records,
  rids: rids === null ? null : wordsOf(rids),
  isSummed: summed !== 0,
});

/** What the record that a value names was merged into, as a value; itself where it names none. */
const mergedInto = (database: Database, type: TypeName, filter: string, value: string): string => {
  const { ref, before, id } = referredIn(type, filter, value);
  if (ref === null) return value;
  const find = database.prepare(`SELECT ${MOVED_TO} FROM record WHERE type = ? AND id = ?`);
  const next: string | null = find.get(ref, id)?.moved_to ?? null;
  return next === null ? value : mergedInto(database, type, filter, `${before}${next}`);
};

const filled = (database: Database, { type, filter, value }: Lookup): Term | null => {
  const found = termOf(database, type, filter, value);
  return found === undefined || found.records === 0 ? null : ofTerm(found);
};

/** How many blocks are read at once where many are; a further one takes no longer by itself. */
const MANY = 4;

const IN_LIST = 'FROM block WHERE tid = ? AND sort = ?';
const UP_TO = `${IN_LIST} AND (key, id) <= (?, ?) ORDER BY key DESC, id DESC LIMIT 1`;
const FIRST = `${IN_LIST} ORDER BY key, id LIMIT 1`;

const blocksFrom = (database: Database, { tid, sort, from, descending, many }: Asked<'blocks'>): Block[] => {
  const columns = 'SELECT rowid AS at, key, id, rids';
  const order = descending ? 'DESC' : 'ASC';
  const beyond = (most: number): string =>
    `${columns} ${IN_LIST} ${from === null ? '' : `AND (key, id) ${descending ? '<' : '>'} (?, ?)`} ORDER BY key ${order}, id ${order} LIMIT ${most}`;
  const place = from === null ? [] : [from.key, from.id];
  const start =
    from === null || descending ? undefined : database.prepare(`${columns} ${UP_TO}`).get(tid, sort, ...place);
  const rest = database.prepare(beyond(many ? MANY : 1)).all(tid, sort, ...place);
  return [...(start === undefined ? [] : [start]), ...rest].map(({ rids, ...block }) => ({
    ...(block as Omit<Block, 'rids'>),
    rids: wordsOf(rids),
  }));
};

const placesIn = (database: Database, sort: number): ((rid: number) => Place) => {
  const find = database.prepare('SELECT sorts ->> ? AS key, id FROM record WHERE rid = ?');
  return (rid) => find.get(sort, rid) as Place;
};

/** Answers what a question asks. */
const makeAnswering = (database: Database): Answering => ({
  last: () => lastRid(database),
  term: ({ type, filter, value }) =>
    filled(database, { type, filter, value }) ??
    filled(database, { type, filter, value: mergedInto(database, type, filter, value) }),
  list: (list) => listed(database, list),
  blocks: (of) => blocksFrom(database, of),
  heads: ({ tid, sort, places }) => {
    const [find, first] = [database.prepare(`SELECT key, id ${UP_TO}`), database.prepare(`SELECT key, id ${FIRST}`)];
    return places.map(({ key, id }) => (find.get(tid, sort, key, id) ?? first.get(tid, sort)) as Place);
  },
  before: ({ rids, sort, place, including }) => {
    const at = placesIn(database, sort);
    return firstPosition(rids.length, (i) => comparePlaces(at(rids[i]!), place) >= (including ? 1 : 0));
  },
  places: ({ sort, rids }) => rids.map(placesIn(database, sort)),
  values: (rids) => {
    const find = database.prepare('SELECT tids FROM filed WHERE rid = ?');
    return rids.map((rid) => find.get(rid)?.tids ?? null);
  },
  columns: ({ field, blocks }) => {
    const find = database.prepare('SELECT bytes FROM column_block WHERE field = ? AND block = ?');
    return blocks.map((block) => find.get(field, block)?.bytes ?? null);
  },
  sum: (tid) =>
    new Map(
      database
        .prepare('SELECT value, records FROM sum WHERE tid = ?')
        .all(tid)
        .map(({ value, records }) => [value, records]),
    ),
  match: ({ type, words }) => matchingRids(database, matchOf(words, [type])),
  field: ({ type, filter }) => {
    const field = fieldOf(database, type, filter);
    return field === null ? null : { field, terms: termsIn(database, field) };
  },
  filters: (tids) => {
    const find = database.prepare('SELECT type, filter FROM field WHERE field = ?');
    return tids.map((tid) => find.get(fieldOfTerm(tid)) as { type: TypeName; filter: string });
  },
  commonest: ({ field, after, limit }) => {
    const values = 'FROM term WHERE field = ? AND records > 0';
    const beyond = after === null ? '' : 'AND (records < ? OR (records = ? AND value > ?))';
    return {
      values: database
        .prepare(`SELECT value AS id, records AS n ${values} ${beyond} ORDER BY n DESC, id LIMIT ?`)
        .all(field, ...(after === null ? [] : [after.count, after.count, after.id]), limit) as Counted[],
      size: database.prepare(`SELECT count(*) AS n ${values}`).get(field).n,
    };
  },
  names: (tids) => {
    const find = database.prepare('SELECT value FROM term WHERE tid = ?');
    return tids.map((tid): string => find.get(tid).value);
  },
  labels: ({ type, ids }) => {
    const find = database.prepare(`SELECT ${LABEL} FROM record WHERE type = ? AND id = ?`);
    return ids.map((id) => find.get(type, id)?.label ?? null);
  },
  terms: (tids) => {
    const find = database.prepare('SELECT tid, records, summed, rids FROM term WHERE tid = ?');
    return tids.map((tid) => ofTerm(find.get(tid)));
  },
  numbers: outsideOfWrites,
  summed: outsideOfWrites,
});

const outsideOfWrites = (): never => {
  throw new Error('this is asked within a write alone');
};

const MADE = new WeakMap<Database, Answering>();

const answeringOf = (database: Database): Answering => {
  const made = MADE.get(database) ?? makeAnswering(database);
  MADE.set(database, made);
  return made;
};

/** What a question of the index comes to. */
export const answered = <T>(database: Database, steps: Steps<T>): T => run(steps, answeringOf(database));

/** The same within a write, which gives terms their numbers. */
export const answeredInWrite = <T>(
  database: Database,
  steps: Steps<T>,
  write: Pick<Answering, 'numbers' | 'summed'>,
): T => run(steps, { ...answeringOf(database), ...write });
