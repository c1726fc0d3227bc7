/*
 * What the index asks of the database (index/steps.ts), a whole round as one query. Each kind of request is a part of it,
 * which finds what it is of by one index: terms by filter and value, or by number; blocks by list and place; records by
 * number. Nodes are never counted through, and no relationship is walked.
 */
import { jointlyAsLists } from './cypher-state.ts';
import { RECORD_WORDS } from './records.ts';

/** How many blocks are read at once where many are. */
const MANY_BLOCKS = 32;

/** A part: for each `one` of what is asked a list that begins with its number in the round. */
const part = (name: string, rows: string, found: string): string => `
  CALL (asked) {
    UNWIND asked.${name} AS one
    ${rows}
    WITH [one.i, ${found}] AS found
    RETURN collect(found) AS ${name}
  }`;

const TAIL = "coalesce(b.tail, '')";
/**
 * Blocks of a list on one side of a place, in order. No OR: the planner may take that apart into two ways through the
 * index, which it then has to sort, and reads all blocks of the list for one.
 */
const blocks = (side: '<=' | '>' | '<', most: number): string => {
  const direction = side === '>' ? 'ASC' : 'DESC';
  return `
    CALL (one) {
      MATCH (b:Block) USING INDEX SEEK b:Block(list, place)
      WHERE b.list = one.list AND b.place ${side === '>' ? '>=' : '<='} one.place
        AND CASE b.place WHEN one.place THEN ${TAIL} ${side} one.tail ELSE true END
      RETURN b ORDER BY b.list ${direction}, b.place ${direction}, ${TAIL} ${direction} LIMIT ${most}
    }`;
};
const BLOCK = `b.place, ${TAIL}, b.rids`;

// What is not there any more, in a damaged graph, has an empty place all the same.
const RECORD = 'OPTIONAL MATCH (a:Address {number: number}) USING INDEX SEEK a:Address(number)';
const TERM = 'OPTIONAL MATCH (t:Term {tid: tid}) USING INDEX SEEK t:Term(tid)';

/** What a list of values is collected as: one that is not there is an empty list. */
const eachOf = (list: string, one: string, match: string, value: string): string => `
    CALL (one) {
      UNWIND one.${list} AS ${one}
      ${match}
      RETURN collect(${value}) AS each
    }`;

const PARTS = {
  last: part('last', "MATCH (m:Meta {name: 'store'}) USING INDEX SEEK m:Meta(name)", 'm.addresses'),
  terms: part(
    'terms',
    `MATCH (f:Field {name: one.field}) USING INDEX SEEK f:Field(name)
    OPTIONAL MATCH (own:Term) USING INDEX SEEK own:Term(field, begins)
      WHERE own.field = f.field AND own.begins = one.begins AND coalesce(own.rest, '') = one.rest AND own.records > 0
    WITH one, f, own, CASE WHEN own IS NULL THEN one.address END AS address
    OPTIONAL MATCH (here:Address {address: address})-[:MERGED_INTO*1..]->(heir) USING INDEX SEEK here:Address(address)
      WHERE NOT EXISTS { (heir)-[:MERGED_INTO]->() }
    OPTIONAL MATCH (other:Term) USING INDEX SEEK other:Term(field, begins)
      WHERE other.field = f.field AND other.begins = one.before + heir.id AND other.records > 0
    WITH one, coalesce(own, other) AS t WHERE t IS NOT NULL`,
    't.tid, t.records, t.few, t.summed',
  ),
  wholes: part(
    'wholes',
    `CALL (one) {
      MATCH (b:Block) USING INDEX SEEK b:Block(list, place) WHERE b.list = one.list AND b.place >= ''
      WITH b ORDER BY b.list, b.place, ${TAIL}
      RETURN collect(b.rids) AS rids
    }`,
    'rids',
  ),
  holding: part('holding', blocks('<=', 1), BLOCK),
  heads: part('heads', blocks('<=', 1), `b.place, ${TAIL}`),
  following: part('following', blocks('>', 1), BLOCK),
  followingMany: part('followingMany', blocks('>', MANY_BLOCKS), BLOCK),
  preceding: part('preceding', blocks('<', 2), BLOCK),
  precedingMany: part('precedingMany', blocks('<', MANY_BLOCKS), BLOCK),
  places: part(
    'places',
    eachOf('numbers', 'number', RECORD, "[coalesce(a.sortKeys[one.sort], ''), coalesce(a.id, '')]"),
    'each',
  ),
  values: part('values', eachOf('numbers', 'number', RECORD, '[a.indexKeys]'), 'each'),
  columns: part(
    'columns',
    eachOf('ids', 'id', 'OPTIONAL MATCH (c:Column {id: id}) USING INDEX SEEK c:Column(id)', '[c.bytes]'),
    'each',
  ),
  sums: part('sums', 'MATCH (s:Sum {tid: one.tid}) USING INDEX SEEK s:Sum(tid)', 's.counts'),
  matches: part(
    'matches',
    `CALL (one) {
      CALL db.index.fulltext.queryNodes('${RECORD_WORDS}', one.matching) YIELD node
      RETURN collect(node.number) AS numbers
    }`,
    'numbers',
  ),
  fields: part('fields', 'MATCH (f:Field {name: one.name}) USING INDEX SEEK f:Field(name)', 'f.field, f.terms'),
  // Of all values, since any may be after the place; what is taken of them is no more than the page.
  commonest: part(
    'commonest',
    `CALL (one) {
      MATCH (t:Term) USING INDEX SEEK t:Term(field, begins)
      WHERE t.field = one.field AND t.begins >= '' AND t.records > 0
      WITH t.begins + coalesce(t.rest, '') AS value, t.records AS records
      ORDER BY records DESC, value
      WITH collect([value, records]) AS every
      RETURN size(every) AS size,
        [v IN every WHERE one.count IS NULL OR v[1] < one.count OR v[1] = one.count AND v[0] > one.id][..one.most] AS each
    }`,
    'size, each',
  ),
  names: part('names', eachOf('tids', 'tid', TERM, "coalesce(t.begins + coalesce(t.rest, ''), '')"), 'each'),
  byNumber: part('byNumber', eachOf('tids', 'tid', TERM, '[t.tid, t.records, t.few, t.summed]'), 'each'),
  labels: part(
    'labels',
    eachOf(
      'addresses',
      'address',
      'OPTIONAL MATCH (a:Address {address: address}) USING INDEX SEEK a:Address(address)',
      '[a.label]',
    ),
    'each',
  ),
};

export type IndexPart = keyof typeof PARTS;
export const INDEX_PARTS = Object.keys(PARTS) as IndexPart[];

/**
 * The texts of rounds by the parts that they ask for: there are some dozens of them, each of a few parts. One with all
 * parts would take a server that has just started ten times as long to plan.
 */
const textsBy = (text: (rows: string, parts: readonly IndexPart[]) => string): ((asked: object) => string) => {
  const known = new Map<string, string>();
  return (asked) => {
    const parts = INDEX_PARTS.filter((name) => name in asked);
    const name = parts.join();
    let found = known.get(name);
    if (found === undefined)
      known.set(
        name,
        (found = text(`${parts.map((each) => PARTS[each]).join('')}\n  RETURN ${parts.join(', ')}`, parts)),
      );
    return found;
  };
};

/** A round of what a question asks, by the parts that it has. */
export const indexRound = textsBy(jointlyAsLists);

/** The same within a write, which sees its own changes. */
export const indexRoundInWrite = textsBy(
  (rows) => `CYPHER replan=skip
  UNWIND [$asked] AS asked${rows}`,
);

/** All filters that records were ever filed under. */
export const FIELDS = `
  MATCH (f:Field) USING INDEX SEEK f:Field(name) WHERE f.name >= ''
  RETURN f.name AS name, f.field AS field, f.terms AS terms`;

/** Keeps filters with how many values each ever had. */
export const SAVE_FIELDS = `
  UNWIND $rows AS row
  MERGE (f:Field {name: row.name})
  SET f.field = row.field, f.terms = row.terms`;

/** Terms by filter and value, also those without records. */
export const FIND_TERMS = `
  UNWIND $rows AS row
  MATCH (t:Term) USING INDEX SEEK t:Term(field, begins)
  WHERE t.field = row.field AND t.begins = row.begins AND coalesce(t.rest, '') = row.rest
  RETURN row.i AS i, t.tid AS tid`;

export const SUMMED =
  'MATCH (t:Term) USING INDEX SEEK t:Term(summed) WHERE t.summed = true AND t.tid IS NOT NULL RETURN t.tid AS tid';

export const ADD_TERMS = `
  UNWIND $rows AS row
  CREATE (t:Term) SET t = row`;

/** Sets which records terms have. */
export const SAVE_TERMS = `
  UNWIND $rows AS row
  MATCH (t:Term {tid: row.tid}) USING INDEX SEEK t:Term(tid)
  SET t.records = row.records, t.few = row.few`;

/** Sets what records are filed under. */
export const SAVE_VALUES = `
  UNWIND $rows AS row
  MATCH (a:Address {number: row.number}) USING INDEX SEEK a:Address(number)
  SET a.indexKeys = row.keys`;

/** Removes lists. */
export const DROP_LISTS = `
  UNWIND $rows AS row
  MATCH (b:Block) USING INDEX SEEK b:Block(list, place) WHERE b.list = row.list AND b.place >= ''
  DELETE b`;

const AT = `
  MATCH (b:Block) USING INDEX SEEK b:Block(list, place)
  WHERE b.list = row.list AND b.place = row.place AND ${TAIL} = row.tail`;

export const REMOVE_BLOCKS = `
  UNWIND $rows AS row${AT}
  DELETE b`;

/** Changes blocks, each found by where its first record stood. */
export const CHANGE_BLOCKS = `
  UNWIND $rows AS row${AT}
  SET b += row.content`;

export const ADD_BLOCKS = `
  UNWIND $rows AS row
  CREATE (b:Block) SET b = row`;

export const SAVE_COLUMNS = `
  UNWIND $rows AS row
  MERGE (c:Column {id: row.id})
  SET c.bytes = row.bytes`;

export const REMOVE_COLUMNS = `
  UNWIND $rows AS row
  MATCH (c:Column {id: row.id})
  DELETE c`;

export const SAVE_SUMS = `
  UNWIND $rows AS row
  MERGE (s:Sum {tid: row.tid})
  SET s.counts = row.counts`;

export const MARK_SUMMED = `
  UNWIND $rows AS row
  MATCH (t:Term {tid: row.tid})
  SET t.summed = true`;
