/*
 * What a load of very many records sends, and a migration, which goes before one.
 */
import { CONTRIBUTING, REFERENCE_TYPES } from './relationships.ts';

const REFERENCE = REFERENCE_TYPES.join('|');

/** From here on the index lacks what is written, and is put together anew from its first phase on. */
export const BEGIN_LOAD = "MERGE (l:Meta {name: 'load'}) SET l.phase = $phase, l.after = '', l.done = 0";

/**
 * From here on the store is this version's, and everything in it is derived anew: of the commits is counted under another
 * name, so that a process of the version before, which may be running still, can neither read nor write.
 */
export const BEGIN_MIGRATION = `
  MATCH (m:Meta {name: 'store'}) SET m.lock = true
  MERGE (l:Meta {name: 'load'}) SET l.phase = 0, l.after = '', l.done = 0, l.migrating = true,
    l.release = coalesce(l.release, m.release, '0.1.0')
  SET m.format = toInteger($format), m.digest = $digest, m.release = $release
  REMOVE m.sums
  WITH DISTINCT m
  OPTIONAL MATCH (old:Meta) WHERE old.begun IS NOT NULL
  WITH collect(old) AS fences
  FOREACH (old IN fences | DELETE old)
  CREATE (:Meta {name: $fence, begun: 0, done: 0})`;

/** The release that a graph is taken over from. */
export const TAKEN_FROM = "MATCH (l:Meta {name: 'load'}) RETURN l.release AS release";

/** Lists the next change sets by the types of what they changed. */
export const LIST_SETS = `
  MATCH (c:ChangeSet) USING INDEX SEEK c:ChangeSet(number)
  WHERE c.number > $after
  WITH c ORDER BY c.number LIMIT $limit
  FOREACH (type IN c.types | MERGE (:SetType {type: type, number: c.number}))
  RETURN count(*) AS sets, max(c.number) AS last`;

/** Ends the change set of a migration. */
export const END_MIGRATION = "MATCH (c:ChangeSet {kind: 'migration', open: true}) SET c.open = false";

/** How far a load has come. */
export const GO_ON_LOAD = "MATCH (l:Meta {name: 'load'}) SET l.phase = $phase, l.after = $after, l.done = $done";

export const END_LOAD = "MATCH (l:Meta {name: 'load'}) DELETE l";

/** Takes away relationships of the index, so many at once. */
export const CLEAR_FILINGS = 'MATCH ()-[f:FILED|DRAWS_ON]->() WITH f LIMIT $limit DELETE f RETURN count(*) AS cleared';

/** Takes away nodes of the index that no relationship leads to any more, so many at once. */
export const CLEAR_TERMS =
  'MATCH (n:Term|Sum|Roots|Block|Column|Field) WITH n LIMIT $limit DELETE n RETURN count(*) AS cleared';

/** Takes away what some records refer to, and their names. */
export const RESET_LINKS = `
  UNWIND $rows AS row
  MATCH (a:Address {address: row.address})
  CALL (a) {
    MATCH (a)-[x:${REFERENCE}|MERGED_INTO]->() DELETE x
  UNION
    MATCH (a)-[:HAS_NAME]->(n:Name) DETACH DELETE n
  }`;

/** Sets all that some nodes are. */
export const RESET = `
  UNWIND $rows AS row
  MATCH (a:Address {address: row.address})
  REMOVE a:$(row.others)
  SET a:$(row.label), a = row.properties`;

/** Some records as they are written, and how large they are, in the order of their addresses. */
export const SIZES = `
  MATCH (a:Address) USING INDEX SEEK a:Address(address)
  WHERE a.address > $after AND a.address < $end
  RETURN a.address AS address, size(coalesce(a.written, '')) AS size ORDER BY a.address LIMIT $limit`;

/** Some records as they are answered, in the order of their addresses. */
export const PAGE = `
  MATCH (a:Address) USING INDEX SEEK a:Address(address)
  WHERE a.address > $after AND a.address < $end
  RETURN a.address AS address, a.number AS number, a.view AS view ORDER BY a.address LIMIT $limit`;

/**
 * The records that may add to what some others are filed under, each once for each of those. What relates statements
 * relates the claims that they express.
 */
export const CONTRIBUTORS = `
  UNWIND $addresses AS wanted
  MATCH (here:Address {address: wanted}) USING INDEX SEEK here:Address(address)
  CALL (here) {
    MATCH (here)<-[:${CONTRIBUTING.join('|')}]-(s) RETURN s
  UNION
    MATCH (here)<-[:EXPRESSES]-()<-[:FROM|TO]-(s) RETURN s
  }
  RETURN wanted AS owner, s.view AS view`;

/** What some records are filed under and where they stand in the orders of their lists, in the order of their addresses. */
export const RECORD_KEYS = `
  MATCH (a:Address) USING INDEX SEEK a:Address(address)
  WHERE a.address > $after AND a.address < $end
  RETURN a.address AS address, a.number AS number, a.sortKeys AS sorts, a.indexKeys AS keys ORDER BY a.address LIMIT $limit`;

/** The next terms that so many records have. */
export const GREAT_TERMS = `
  MATCH (t:Term) USING INDEX SEEK t:Term(tid)
  WHERE t.tid > $after AND t.records >= $many
  RETURN t.tid AS tid, t.records AS records ORDER BY t.tid LIMIT $limit`;
