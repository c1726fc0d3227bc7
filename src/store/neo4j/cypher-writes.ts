/*
 * Every change as Cypher, each once. Labels and relationship types are parameters, since a server that has just started
 * takes a good part of a second to plan each text; they come only from the closed lists of relationships.ts.
 */
import { REFERENCE_TYPES } from './relationships.ts';

const REFERENCE = REFERENCE_TYPES.join('|');

/**
 * Whoever writes holds this node until the commit has been applied, so that writers come one after another. Returns
 * what the store is derived by, and how far a load has come, if one has not ended.
 */
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

/**
 * Sets what stands at some addresses where something already was: a record, a merged id or a deleted one. What the
 * index keeps there stays.
 */
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
