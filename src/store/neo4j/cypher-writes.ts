/*
 * Every change as Cypher, each once. Labels and relationship types are parameters, since a server that has just started
 * takes a good part of a second to plan each text; they come only from the closed lists of relationships.ts.
 */
import { countValues } from './cypher-lists.ts';
import { placeIn, SORTS, tailIn } from './records.ts';
import { REFERENCE_TYPES } from './relationships.ts';

const REFERENCE = REFERENCE_TYPES.join('|');

/** Whoever writes holds this node until the commit has been applied, so that writers come one after another. Returns what the store is derived by, and how far a load has come, if one has not ended. */
export const LOCK = `
  MATCH (m:Meta {name: 'store'}) SET m.lock = true
  WITH m OPTIONAL MATCH (l:Meta {name: 'load'})
  RETURN m.digest AS digest, l.phase AS phase, l.after AS after, l.done AS done, coalesce(l.migrating, false) AS migrating, m.addresses AS addresses, m.version AS version`;

/** Tells readers that a commit is about to be applied; in a transaction of its own, while the writer holds the lock. */
export const BEGIN_COMMIT =
  'MATCH (c:Meta {name: $fence}) SET c.lock = true WITH c SET c.begun = c.begun + 1 RETURN c.begun AS n';

/** Tells readers that it has been; a later commit may have been before, so the greater number stays. */
export const END_COMMIT = `
  MATCH (c:Meta {name: $fence}) SET c.lock = true
  WITH c SET c.done = CASE WHEN c.done < $begun THEN $begun ELSE c.done END RETURN c.done AS n`;

/** With the lock held no commit is being applied, whatever a writer that was killed has left. */
export const SETTLE = 'MATCH (c:Meta {name: $fence}) SET c.lock = true WITH c SET c.done = c.begun';

/** What is stored at some addresses, as the write began. */
export const LOAD = `
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted})
  RETURN a.address AS address, a.written AS written, a.view AS view, a.movedTo AS movedTo, a.number AS number, a.revision AS revision`;

/** Counts on the numbers that new addresses get; each keeps its own, whatever stands there later. */
export const NUMBER =
  "MATCH (m:Meta {name: 'store'}) SET m.addresses = m.addresses + $count RETURN m.addresses AS addresses";

/** Sets what stands at some addresses where something already was: a record, a merged id or a deleted one. What the index keeps there stays. */
export const SAVE = `
  UNWIND $rows AS row
  MATCH (a:Address {address: row.address})
  SET a += row.properties
  REMOVE a:$(row.others)
  SET a:$(row.label)`;

/** The same at addresses where nothing was. */
export const CREATE = `
  UNWIND $rows AS row
  CREATE (a:Address:$(row.label)) SET a = row.properties`;

/** Adds references. */
export const ADD_REFERENCES = `
  UNWIND $rows AS row
  MATCH (a:Address {address: row.source})
  MATCH (b:Address {address: row.target})
  CREATE (a)-[x:$(row.word)]->(b) SET x = row.fields`;

/** Takes references away. */
export const REMOVE_REFERENCES = `
  UNWIND $rows AS row
  MATCH (a:Address {address: row.source})-[x:${REFERENCE}|MERGED_INTO]->(:Address {address: row.target})
  WHERE type(x) = row.word AND properties(x) = row.fields
  DELETE x`;

/** Adds names of records for type-ahead. */
export const ADD_NAMES = `
  UNWIND $rows AS row
  MATCH (a:Address {address: row.address})
  UNWIND row.names AS name
  CREATE (a)-[:HAS_NAME]->(n:Name) SET n = name, n.type = row.type, n.id = row.id`;

/** Takes names of records away. */
export const REMOVE_NAMES = `
  UNWIND $rows AS row
  MATCH (:Address {address: row.address})-[:HAS_NAME]->(n:Name)
  WHERE n.entry IN row.entries
  DETACH DELETE n`;

/** One filing: the place of the record names it. */
const FILING = `
  MATCH ()-[f:FILED]->() USING INDEX SEEK f:FILED(digest, place0)
  WHERE f.digest = row.digest AND f.place0 = row.place AND coalesce(f.tail0, '') = row.tail`;

/** How often some records are filed under some terms. */
export const TIMES = `
  UNWIND $rows AS row
  ${FILING}
  RETURN row.asked AS asked, coalesce(f.times, 1) AS times`;

/** Moves records whose place in an order changes, under all their terms. */
export const MOVE = `
  UNWIND $rows AS row
  MATCH (:Address {address: row.address})-[f:FILED]->()
  SET f += row.places`;

/**
 * Files records under terms, term by term, which is how the index has them; the terms that are not there yet are made, and
 * count their records. A row says by their numbers which of the records it files, and how often where that is not once.
 * Returns the terms that are to be summed from now on.
 */
export const FILE = `
  UNWIND $records AS record
  MATCH (a:Address {address: record.address})
  WITH collect(a) AS records
  UNWIND $rows AS row
  MERGE (t:Term {term: row.term})
  ON CREATE SET t.digest = row.digest, t.type = row.type, t.filter = row.filter, t.value = row.value, t.begins = row.begins, t.rest = row.rest, t.records = size(row.filed)
  ON MATCH SET t.records = t.records + size(row.filed)
  WITH records, row, t
  CALL (records, row, t) {
    UNWIND range(0, size(row.filed) - 1) AS i
    WITH t, row.digest AS digest, records[row.filed[i]] AS a, $records[row.filed[i]].places AS at, row.times[i] AS times
    CREATE (a)-[:FILED {digest: digest, times: times, ${Array.from({ length: SORTS }, (_, sort) => [
      placeIn(sort),
      tailIn(sort),
    ])
      .flat()
      .map((name) => `${name}: at.${name}`)
      .join(', ')}}]->(t)
  }
  WITH t WHERE t.records >= $many AND t.summed IS NULL
  RETURN t.term AS term`;

/** Sets how often records are filed where they already are. */
export const FILE_AGAIN = `
  UNWIND $rows AS row
  ${FILING}
  SET f.times = row.times`;

/** Takes records away from where they are filed. */
export const UNFILE = `
  UNWIND $rows AS row
  ${FILING}
  DELETE f`;

/** Counts the records that terms have no longer. */
export const COUNT_TERMS = `
  UNWIND $rows AS row
  MATCH (t:Term {term: row.term})
  SET t.records = t.records - row.gone`;

/** A term that no record has is none; returns those that were summed. */
export const REMOVE_TERMS = `
  UNWIND $rows AS row
  MATCH (t:Term {term: row.term})
  WHERE t.records = 0
  WITH t, t.term AS term, t.summed AS summed
  DELETE t
  WITH term, summed WHERE summed
  RETURN term`;

/** What the set of summed terms is called as it is now. */
export const SUMS_NAME = "MATCH (m:Meta {name: 'store'}) RETURN coalesce(m.sums, '') AS name";

/** Calls it otherwise, since it has changed. A number would be met again in a graph that was restored from a copy. */
export const NAME_SUMS = "MATCH (m:Meta {name: 'store'}) SET m.sums = randomUUID()";

/** The terms that are summed. */
export const SUMMED = 'MATCH (t:Term) USING INDEX SEEK t:Term(summed) WHERE t.summed = true RETURN t.term AS term';

/** What some records are filed under. */
export const LOAD_TERMS = `
  UNWIND $rows AS row
  MATCH (a:Address {address: row.address})-[:FILED]->(t)
  RETURN row.address AS address, collect(t.term) AS terms`;

/** The values that some records list, facet by facet. */
export const LOAD_VALUES = `
  UNWIND $rows AS row
  MATCH (a:Address {address: row.address})
  RETURN row.address AS address, [key IN row.keys | coalesce(a[key], [])] AS lists`;

/** Lists the values of some records. */
export const SAVE_VALUES = `
  UNWIND $rows AS row
  MATCH (a:Address {address: row.address})
  SET a += row.lists`;

/** Keeps how many values of some filters records are filed under. */
export const COUNT_VALUES = `
  UNWIND $rows AS row
  MATCH (a:Address {address: row.address})
  UNWIND row.steps AS of
  SET a[of.name] = coalesce(a[of.name], 0) + of.step`;

/** Some sums as they are. */
export const LOAD_SUMS = `
  UNWIND $rows AS row
  MATCH (s:Sum {of: row.of})
  RETURN s.of AS of, s.values AS values, s.records AS records`;

/** Sets some sums. */
export const SAVE_SUMS = `
  UNWIND $rows AS row
  MERGE (s:Sum {of: row.of})
  SET s.values = row.values, s.records = row.records`;

/** Takes sums away that count nothing. */
export const REMOVE_SUMS = `
  UNWIND $rows AS row
  MATCH (s:Sum {of: row.of})
  DELETE s`;

/** Sums terms for the first time. */
export const MAKE_SUMS = `
  UNWIND $rows AS row
  CALL (row) {
    ${countValues('row.digest', 'row.facets')}
    CREATE (s:Sum {of: facet.of, values: values, records: records})
  }
  MATCH (t:Term {term: row.term})
  SET t.summed = true`;

/** Draws the derived relationship along which chains of evidence are walked. */
export const ADD_DRAWS_ON = `
  UNWIND $rows AS row
  MATCH (a:Address {address: row.source})
  MATCH (b:Address {address: row.target})
  CREATE (a)-[:DRAWS_ON]->(b)`;

export const REMOVE_DRAWS_ON = `
  UNWIND $rows AS row
  MATCH (:Address {address: row.source})-[x:DRAWS_ON]->(:Address {address: row.target})
  DELETE x`;

/** One more change, and when it was made. */
export const RAISE_VERSION = "MATCH (m:Meta {name: 'store'}) SET m.version = m.version + 1, m.changed = $changed";

/** Keeps the roots of claims. */
export const KEEP_ROOTS = `
  UNWIND $rows AS row
  MERGE (o:Roots {claim: row.claim})
  SET o.roots = row.roots, o.first = row.first, o.all = row.all`;

/** Forgets those of claims that have none any more. */
export const FORGET_ROOTS = `
  UNWIND $rows AS row
  MATCH (o:Roots {claim: row.claim})
  DELETE o`;
