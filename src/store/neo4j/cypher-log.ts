import { WHOLE_STATE } from '../../log/state.ts';
import { fromOneState, REFERENCE } from './cypher-state.ts';

/*
 * The log of change sets as Cypher. A set is a node, and so is what it did to each record, found by number and address:
 * relationships to records would be among those of the graph that somebody reads.
 */

const UNFILED = { unfiled: true };

/** Of a set in the order of the port. */
const SET = `
  RETURN c.number AS number, c.at AS at, c.by AS by, c.comment AS comment, c.kind AS kind, c.open AS open, c.types AS types, c.records AS records, c.seal AS seal`;

/** The newest set; its number stands at the store, which the writer holds. */
export const LAST_SET = `
  MATCH (m:Meta {name: 'store'})
  MATCH (c:ChangeSet {number: m.changes}) USING INDEX SEEK c:ChangeSet(number)${SET}`;

/** Keeps a set. */
export const SAVE_SET = `
  MERGE (c:ChangeSet {number: $number}) SET c = $properties
  FOREACH (type IN $properties.types | MERGE (:SetType {type: type, number: $number}))
  WITH c MATCH (m:Meta {name: 'store'}) SET m.changes = CASE WHEN m.changes > c.number THEN m.changes ELSE c.number END`;

/** What a set did to some records. */
export const ENTRIES_OF = `
  UNWIND $rows AS row
  MATCH (c:Change {address: row.address, number: $number}) USING INDEX SEEK c:Change(address, number)
  RETURN c.address AS address, c.number AS number, c.sequence AS sequence, c.digest AS digest, c.difference AS difference`;

/** Adds entries of a new set. */
export const ADD_ENTRIES = `
  UNWIND $rows AS row
  CREATE (c:Change) SET c = row`;

/** Keeps entries where some of the same set may be. */
export const SAVE_ENTRIES = `
  UNWIND $rows AS row
  MERGE (c:Change {address: row.address, number: row.number}) SET c = row`;

/** Keeps which references a set took away. */
export const SAVE_DROPPED = `
  UNWIND $rows AS row
  MERGE (d:Dropped {target: row.target, number: row.number, source: row.source})`;

/** Takes sets before a number away, and the references that were taken away up to it. */
export const FORGET_SETS = `
  CALL () {
    MATCH (c:ChangeSet) USING INDEX SEEK c:ChangeSet(number) WHERE c.number > 0 AND c.number < $number
    DELETE c
  }
  CALL () { MATCH (t:SetType) WHERE t.number <= $number DELETE t }
  CALL () { MATCH (d:Dropped) WHERE d.number <= $number DELETE d }`;

/** Takes away some of what sets did up to a number. */
export const FORGET_ENTRIES = `
  MATCH (c:Change) USING INDEX SEEK c:Change(number, sequence)
  WHERE c.number <= $number AND c.sequence > 0
  WITH c LIMIT $limit
  DELETE c
  RETURN count(*) AS forgotten`;

/** Says of records which set changed them last. */
export const REVISE = `
  UNWIND $rows AS row
  MATCH (a:Address {address: row.address}) USING INDEX SEEK a:Address(address)
  SET a.revision = row.revision`;

/** How many sets there are up to a number, and how often they changed a record. */
export const UP_TO = fromOneState(
  `
  MATCH (c:ChangeSet) USING INDEX SEEK c:ChangeSet(number)
  WHERE c.number > 0 AND c.number <= $number
  RETURN count(*) AS sets, coalesce(sum(c.records), 0) AS changes`,
  ['sets', 'changes'],
  UNFILED,
);

const ENTRY = 'c {.address, .number, .sequence, .digest, .difference}';

/** The ways to sets in the order of their numbers: by which index, and what that is asked for. */
const WAYS_TO_SETS = {
  number: { node: 'c:ChangeSet', index: ['number'], meant: [] },
  author: { node: 'c:ChangeSet', index: ['by', 'number'], meant: ['c.by = $by'] },
  kind: { node: 'c:ChangeSet', index: ['kind', 'number'], meant: ['c.kind = $kind'] },
  type: { node: 's:SetType', index: ['type', 'number'], meant: ['s.type = $type'] },
  record: { node: 's:Change', index: ['address', 'number'], meant: ['s.address = $address'] },
} as const;
export type WayToSets = keyof typeof WAYS_TO_SETS;

const setsBy = (way: WayToSets, direction: '' | ' DESC'): string => {
  const { node, index, meant } = WAYS_TO_SETS[way];
  const name = node.slice(0, 1);
  const order = index.map((property) => `${name}.${property}${direction}`).join(', ');
  const toSet = `WITH s ORDER BY ${order}
  MATCH (c:ChangeSet {number: s.number}) USING INDEX SEEK c:ChangeSet(number)`;
  return fromOneState(
    `
  MATCH (${node}) USING INDEX SEEK ${node}(${index.join(', ')})
  WHERE ${[...meant, `${name}.number > $after`, `${name}.number < $before`].join(' AND ')}
  ${name === 'c' ? '' : toSet}
  WITH ${name === 'c' ? 'c' : 's, c'} WHERE ($open OR NOT c.open) AND ($by IS NULL OR c.by = $by)
    AND ($kind IS NULL OR c.kind = $kind) AND ($type IS NULL OR $type IN c.types)
  RETURN properties(c) AS set ORDER BY ${order} LIMIT $limit`,
    ['set'],
    UNFILED,
  );
};

const WAYS = Object.keys(WAYS_TO_SETS) as WayToSets[];
const inDirection = (direction: '' | ' DESC') =>
  Object.fromEntries(WAYS.map((way) => [way, setsBy(way, direction)])) as Record<WayToSets, string>;
/** Sets in the order of their numbers, and turned round. */
export const SETS = { oldestFirst: inDirection(''), newestFirst: inDirection(' DESC') };

/** Some sets. */
export const SETS_OF = fromOneState(
  `
  UNWIND $numbers AS number
  MATCH (c:ChangeSet {number: number}) USING INDEX SEEK c:ChangeSet(number)
  RETURN properties(c) AS set`,
  ['set'],
  UNFILED,
);

/** The number of the newest set that is not open, up to an instant. */
export const LAST_AT = fromOneState(
  `
  MATCH (c:ChangeSet) USING INDEX SEEK c:ChangeSet(at, number)
  WHERE c.at <= $instant AND c.number > 0 AND NOT c.open
  RETURN c.number AS number ORDER BY c.at DESC, c.number DESC LIMIT 1`,
  ['number'],
  UNFILED,
);

/** What sets did. */
export const ENTRIES = fromOneState(
  `
  UNWIND $numbers AS number
  CALL (number) {
    MATCH (c:Change) USING INDEX SEEK c:Change(number, sequence)
    WHERE c.number = number AND c.sequence > $after AND c.address STARTS WITH $begin AND ($address IS NULL OR c.address = $address)
    RETURN c ORDER BY c.number, c.sequence LIMIT $limit
  }
  RETURN ${ENTRY} AS entry`,
  ['entry'],
  UNFILED,
);

/** All that sets did to some records, newest first. */
export const ALL_ENTRIES = fromOneState(
  `
  UNWIND $addresses AS address
  CALL (address) {
    MATCH (c:Change) USING INDEX SEEK c:Change(address, number)
    WHERE c.address = address AND c.number > 0
    RETURN c ORDER BY c.address DESC, c.number DESC
  }
  RETURN ${ENTRY} AS entry`,
  ['entry'],
  UNFILED,
);

/** Not by OR, which a plan may take apart into two ways through the index, and then sort what both find. */
const IS_WHOLE = `any(begin IN [${WHOLE_STATE.map((begin) => `'${begin}'`).join(', ')}] WHERE k.difference STARTS WITH begin)`;

/** What sets did to records over stretches, newest first. */
export const STRETCHES = fromOneState(
  `
  UNWIND range(0, size($stretches) - 1) AS i
  CALL (i) {
    OPTIONAL MATCH (k:Change) USING INDEX SEEK k:Change(address, number)
    WHERE k.address = $stretches[i].address AND k.number > $stretches[i].upTo AND ${IS_WHOLE}
    RETURN k.number AS whole ORDER BY k.address, k.number LIMIT 1
  }
  CALL (i, whole) {
    MATCH (c:Change) USING INDEX SEEK c:Change(address, number)
    WHERE c.address = $stretches[i].address AND c.number > $stretches[i].after AND c.number <= coalesce(whole, ${Number.MAX_SAFE_INTEGER})
    RETURN c ORDER BY c.address DESC, c.number DESC
  }
  RETURN i AS stretch, ${ENTRY} AS entry`,
  ['stretch', 'entry'],
  UNFILED,
);

/** What sets before a number did to a record, newest first. */
export const ENTRIES_BEFORE = fromOneState(
  `
  MATCH (c:Change) USING INDEX SEEK c:Change(address, number)
  WHERE c.address = $address AND c.number < $number
  RETURN ${ENTRY} AS entry ORDER BY c.address DESC, c.number DESC LIMIT $limit`,
  ['entry'],
  UNFILED,
);

/** The numbers of the sets that changed some records last, up to one; 0 stands for none. */
export const LAST_OF = fromOneState(
  `
  UNWIND range(0, size($addresses) - 1) AS i
  CALL (i) {
    OPTIONAL MATCH (c:Change) USING INDEX SEEK c:Change(address, number)
    WHERE c.address = $addresses[i] AND c.number <= $number
    RETURN c.number AS number ORDER BY c.address DESC, c.number DESC LIMIT 1
  }
  WITH i, number ORDER BY i
  RETURN coalesce(number, 0) AS last`,
  ['last'],
  UNFILED,
);

/** The references that are kept as taken away from some records. */
export const DROPPED = fromOneState(
  `
  UNWIND $addresses AS wanted
  MATCH (d:Dropped {source: wanted}) USING INDEX SEEK d:Dropped(source)
  RETURN d {.target, .source, .number} AS dropped`,
  ['dropped'],
  UNFILED,
);

/** The records that refer to one of some, or did before a set after a number took that away. */
export const REFERRING = fromOneState(
  `
  UNWIND $addresses AS wanted
  CALL (wanted) {
    MATCH (t:Address {address: wanted})<-[x:${REFERENCE}]-(s:Address) USING INDEX SEEK t:Address(address)
    WHERE x.resolved IS NULL AND split(s.address, '/')[0] IN $types
    RETURN s.address AS address
  UNION
    MATCH (d:Dropped) USING INDEX SEEK d:Dropped(target, number)
    WHERE d.target = wanted AND d.number > $number AND split(d.source, '/')[0] IN $types
    RETURN d.source AS address
  }
  WITH DISTINCT address LIMIT $limit
  RETURN address`,
  ['address'],
  UNFILED,
);

/** Some records as they are now. */
export const CURRENT = fromOneState(
  `
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted}) USING INDEX SEEK a:Address(address)
  RETURN a {.address, .written, .movedTo, .revision} AS record`,
  ['record'],
  UNFILED,
);

/** What a set did, counted; only of records that there are. */
export const TALLY = fromOneState(
  `
  MATCH (c:Change) USING INDEX SEEK c:Change(number, sequence)
  WHERE c.number = $number AND c.sequence > 0 AND EXISTS { MATCH (a:Address {address: c.address}) USING INDEX SEEK a:Address(address) }
  WITH count(*) AS records, collect(DISTINCT split(c.address, '/')[0]) AS types, coalesce(max(c.sequence), 0) AS last
  RETURN records, types, last, COLLECT {
    UNWIND $types AS type MATCH (s:SetType {type: type, number: $number}) USING INDEX SEEK s:SetType(type, number) RETURN type
  } AS listed`,
  ['records', 'types', 'last', 'listed'],
  UNFILED,
);
