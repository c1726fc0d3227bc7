import { countValues } from './cypher-lists.ts';
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

export const FILINGS_OF = `
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted})-[f:FILED]->(t) USING INDEX SEEK a:Address(address)
  RETURN wanted AS address, t.term AS term, properties(f) AS properties`;

export const ROOTS_OF = `
  UNWIND $claims AS wanted
  MATCH (o:Roots {claim: wanted}) USING INDEX SEEK o:Roots(claim)
  RETURN wanted AS claim, properties(o) AS properties`;

/** The next terms, with how many records are filed under each. */
export const TERMS = `
  MATCH (t:Term) USING INDEX SEEK t:Term(term) WHERE t.term > $after
  RETURN properties(t) AS properties, COUNT { (t)<-[:FILED]-() } AS filed ORDER BY t.term LIMIT $limit`;

/** All sums counted anew from what records list: the terms whose sums are wrong, how many sums there should be, and how many there are. */
export const SUMS = `
  OPTIONAL MATCH (t:Term) USING INDEX SEEK t:Term(summed) WHERE t.summed = true
  CALL (t) {
    ${countValues('t.digest', '$facets[t.type]')}
    OPTIONAL MATCH (s:Sum {of: facet.filter + ' ' + t.term}) USING INDEX SEEK s:Sum(of)
    RETURN count(*) AS expected, count(CASE WHEN s IS NULL OR s.values <> values OR s.records <> records OR size(keys(s)) <> 3 THEN 1 END) AS differ
  }
  WITH sum(expected) AS expected, collect(CASE WHEN differ > 0 THEN {type: t.type, filter: t.filter, value: t.value} END)[..100] AS wrong
  RETURN expected, COUNT { MATCH (s:Sum) } AS stored, wrong`;

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
    MATCH (t:Term) WHERE t.term IS NULL OR NOT EXISTS { (t)<-[:FILED]-() }
    RETURN 'terms of no record' AS what, count(*) AS n
  UNION ALL
    MATCH (s:Sum) WHERE s.of IS NULL
    RETURN 'sums of no term' AS what, count(*) AS n
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
