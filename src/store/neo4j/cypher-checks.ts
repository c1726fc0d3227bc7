import { fromOneState, REFERENCE } from './cypher-state.ts';
import { GATHERING, TYPE_LABELS } from './relationships.ts';

/*
 * What a check asks, each question once; all of one part within a transaction during which nothing is written.
 */

/** Only whether a commit is being applied, and how many have been. */
export const COMMITS = fromOneState('RETURN 1 AS one', ['one']);

/** Some nodes with all that they are; of those without a record also how many refer there in vain. */
export const NODES = `
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted}) USING INDEX SEEK a:Address(address)
  RETURN a.address AS address, labels(a) AS labels, properties(a) AS properties,
    CASE WHEN a.written IS NULL THEN COUNT { MATCH (a)<-[x:${REFERENCE}]-(s) WHERE x.resolved IS NULL RETURN DISTINCT s } ELSE 0 END AS referrers`;

/** What is answered at some addresses, and whether a record stands there. */
export const THERE = `
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted}) USING INDEX SEEK a:Address(address)
  RETURN wanted AS address, a.written IS NOT NULL AS isRecord, a.view AS view`;

/** What some records gather, as it is answered. */
export const GATHERED_BY = `
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted})<-[:${GATHERING.join('|')}]-(s:Address) USING INDEX SEEK a:Address(address)
  WITH DISTINCT wanted, s ORDER BY s.id
  RETURN wanted AS owner, s.view AS view`;

/** The relationships to other records. */
export const OUTGOING = `
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted})-[x:${REFERENCE}|MERGED_INTO|DRAWS_ON]->(b) USING INDEX SEEK a:Address(address)
  RETURN wanted AS address, type(x) AS kind, coalesce(b.address, 'no record') AS target, properties(x) AS properties`;

export const NAMES_OF = `
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted})-[:HAS_NAME]->(n) USING INDEX SEEK a:Address(address)
  RETURN wanted AS address, properties(n) AS properties`;

export const ROOTS_OF = `
  UNWIND $claims AS wanted
  MATCH (o:Roots {claim: wanted}) USING INDEX SEEK o:Roots(claim)
  RETURN wanted AS claim, properties(o) AS properties`;

/** The terms of some filters, each a range of numbers. */
export const TERMS = `
  UNWIND $ranges AS range
  MATCH (t:Term) USING INDEX SEEK t:Term(tid) WHERE t.tid >= range.from AND t.tid < range.end
  RETURN range.field AS field, properties(t) AS properties ORDER BY field, t.tid`;

/** The blocks of all lists of some filters, in order. */
export const BLOCKS = `
  UNWIND $ranges AS range
  MATCH (b:Block) USING INDEX SEEK b:Block(list, place) WHERE b.list >= range.from AND b.list < range.end AND b.place >= ''
  RETURN range.field AS field, properties(b) AS properties ORDER BY field, b.list, b.place, coalesce(b.tail, '')`;

/** The blocks of the columns of some filters. */
export const COLUMNS = `
  UNWIND $ranges AS range
  MATCH (c:Column) USING INDEX SEEK c:Column(id) WHERE c.id >= range.from AND c.id < range.end
  RETURN range.field AS field, properties(c) AS properties ORDER BY field, c.id`;

/** All sums. */
export const SUMS = 'MATCH (s:Sum) RETURN properties(s) AS properties';

/** The addresses of records by their numbers. */
export const NUMBERED = `
  UNWIND $numbers AS number
  OPTIONAL MATCH (a:Address {number: number}) USING INDEX SEEK a:Address(number)
  RETURN coalesce(a.address, 'record ' + toString(number)) AS address`;

/** What belongs to nothing: rows of what it is and how many there are. */
export const STRAYS = `
  CALL () {
    MATCH (n:${TYPE_LABELS.join('|')}|Merged|Deleted) WHERE NOT n:Address
    RETURN 'records without the label Address' AS what, count(*) AS n
  UNION ALL
    MATCH (n:Address) WHERE n.address IS NULL OR NOT split(n.address, '/')[0] IN $types
    RETURN 'addresses of no type that this version knows' AS what, count(*) AS n
  UNION ALL
    MATCH (n:Name) WHERE NOT EXISTS { (n)<-[:HAS_NAME]-(:Address) }
    RETURN 'names of no record' AS what, count(*) AS n
  UNION ALL
    MATCH (t:Term) WHERE t.tid IS NULL OR t.field IS NULL OR t.begins IS NULL OR NOT EXISTS { MATCH (f:Field {field: t.field}) }
    RETURN 'values of no filter' AS what, count(*) AS n
  UNION ALL
    MATCH (f:Field) WITH f.field AS field, count(*) AS same, count(f.name) AS named WHERE field IS NULL OR same > 1 OR named < 1
    RETURN 'filters with the number of another, or with none' AS what, count(*) AS n
  UNION ALL
    MATCH (b:Block) WHERE b.list IS NULL OR b.place IS NULL
    RETURN 'blocks of no list' AS what, count(*) AS n
  UNION ALL
    MATCH (c:Column) WHERE c.id IS NULL
    RETURN 'columns of no filter' AS what, count(*) AS n
  UNION ALL
    MATCH (o:Roots) WHERE NOT EXISTS { MATCH (c:Claim {id: o.claim}) }
    RETURN 'roots of no claim' AS what, count(*) AS n
  UNION ALL
    MATCH (a:Address) WITH a.number AS number, count(*) AS same WHERE number IS NULL OR same > 1
    RETURN 'records with the number of another, or with none' AS what, count(*) AS n
  }
  WITH what, n WHERE n > 0
  RETURN what, n`;

/** What names the store, what counts its commits, and whatever else is of this kind. */
export const METAS = 'MATCH (m:Meta) RETURN m.name AS name, properties(m) AS properties ORDER BY name';

/** The constraints and indexes that there are. */
export const CONSTRAINTS =
  'SHOW CONSTRAINTS YIELD name, labelsOrTypes, properties RETURN name, labelsOrTypes, properties';
export const INDEXES =
  'SHOW INDEXES YIELD name, state, labelsOrTypes, properties RETURN name, state, labelsOrTypes, properties';
