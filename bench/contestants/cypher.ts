import type { Kind } from '../questions.ts';

/*
 * The questions in Cypher, on an ordinary property graph: each type a label, each relation a relationship, an index for
 * each id. The driver's script, the Fastify route and Neo4j's Query API all ask these.
 */

/** A statement with what it refers to, as a page of a list shows it. */
const STATEMENT = `s.id AS id, s.mode AS mode, s.said AS said, s.key AS key,
  COLLECT { MATCH (s)-[:SPEAKER]->(x) RETURN x.id } AS speakers, COLLECT { MATCH (s)-[:CLAIM]->(x) RETURN {id: x.id, text: x.text} } AS claims,
  COLLECT { MATCH (s)-[:PASSAGE]->(x) RETURN x.id } AS passages, COLLECT { MATCH (s)-[:TOPIC]->(x) RETURN x.id } AS topics,
  COLLECT { MATCH (s)-[:REGION]->(x) RETURN x.id } AS regions, COLLECT { MATCH (s)-[:FORUM]->(x) RETURN x.id } AS forums, COLLECT { MATCH (s)-[:EVENT]->(x) RETURN x.id } AS events`;

const REGIONS_UNDER = 'MATCH (:Region {id: $region})<-[:BROADER*0..]-(r) WITH collect(DISTINCT r) AS regions';

/** What stands between a region and its forums, rule by rule. */
export const FORUM_LINKS = `${REGIONS_UNDER}
CALL (regions) {
  UNWIND regions AS r MATCH (r)<-[:REGION]-(s:Statement) WITH DISTINCT s MATCH (s)-[:FORUM]->(f) RETURN f, 'statement-about-both' AS rule, count(DISTINCT s) AS count
  UNION ALL
  UNWIND regions AS r MATCH (r)<-[:REGION]-(s:Statement) WITH DISTINCT s MATCH (s)-[:EVENT]->()-[:PART_OF*0..]->()-[:HOST]->(f) RETURN f, 'event-took-up-region' AS rule, count(DISTINCT s) AS count
  UNION ALL
  UNWIND regions AS r MATCH (r)<-[:PLACE]-()<-[:PART_OF*0..]-(e) WITH DISTINCT e MATCH (e)-[:PART_OF*0..]->()-[:HOST]->(f) RETURN f, 'event-in-region' AS rule, count(DISTINCT e) AS count
  UNION ALL
  UNWIND regions AS r MATCH (r)<-[:LOCATED_IN]-(a) WITH DISTINCT a MATCH (a)<-[:MEMBER]-(m:Membership)-[:FORUM]->(f) RETURN f, 'member-in-region' AS rule, count(DISTINCT m) AS count
}`;

/** What a claim rests on in all, from the claim `c`. */
export const CORROBORATION = `CALL (c) {
  MATCH (c)<-[:CLAIM]-(s:Statement)-[:PASSAGE]->(p)-[:SOURCE]->(recorded)
  OPTIONAL MATCH (p)-[:CITATION]->()-[:SOURCE]->(cited)
  OPTIONAL MATCH (cited)-[:PUBLISHER]->(publisher)
  WITH count(DISTINCT s) AS statements, count(DISTINCT p) AS passages, count(DISTINCT cited) AS sources, count(DISTINCT publisher) AS publishers, collect(DISTINCT coalesce(cited, recorded)) AS starts
  CALL (starts) { UNWIND starts AS start MATCH (start)-[:RESTS_ON*0..]->(root) WHERE NOT (root)-[:RESTS_ON]->() RETURN count(DISTINCT root) AS roots }
  RETURN {statements: statements, passages: passages, sources: sources, publishers: publishers, independentRoots: roots} AS corroboration
}`;

const FACET = (relationship: string): string =>
  `COLLECT { UNWIND statements AS s MATCH (s)-[:${relationship}]->(x) WITH x.id AS id, count(*) AS count ORDER BY count DESC, id RETURN {id: id, count: count} }`;
const FACETS = `WITH statements, {mode: COLLECT { UNWIND statements AS s WITH s.mode AS id, count(*) AS count ORDER BY count DESC, id RETURN {id: id, count: count} }, forum: ${FACET('FORUM')}} AS facets
CALL (statements) { UNWIND statements AS s WITH s ORDER BY s.key, s.id LIMIT 50 RETURN collect({id: s.id, mode: s.mode, said: s.said, speakers: COLLECT { MATCH (s)-[:SPEAKER]->(x) RETURN x.id }, claims: COLLECT { MATCH (s)-[:CLAIM]->(x) RETURN x.text }, topics: COLLECT { MATCH (s)-[:TOPIC]->(x) RETURN x.id }}) AS rows }
RETURN rows, facets`;

export const CYPHER: Record<Kind, string> = {
  record: `MATCH (s:Statement {id: $id}) RETURN ${STATEMENT}`,
  statements: `MATCH (:Actor {id: $actor})<-[:SPEAKER]-(s:Statement) WHERE s.key > $key OR s.key = $key AND s.id > $after WITH s ORDER BY s.key, s.id LIMIT 50 RETURN ${STATEMENT} ORDER BY s.key, s.id`,
  forums: `${FORUM_LINKS} RETURN f.id AS forum, f.name AS name, rule, count ORDER BY forum, rule`,
  provenance: `MATCH (c:Claim {id: $claim})
${CORROBORATION}
CALL (c) {
  MATCH (c)<-[:CLAIM]-(s:Statement) WITH s ORDER BY s.key, s.id LIMIT 20
  MATCH (s)-[:PASSAGE]->(p)-[:SOURCE]->(recorded)
  OPTIONAL MATCH (p)-[:CITATION]->(ci)-[:SOURCE]->(cited)
  OPTIONAL MATCH (cited)-[:PUBLISHER]->(publisher)
  RETURN collect({statement: s.id, mode: s.mode, said: s.said, speakers: COLLECT { MATCH (s)-[:SPEAKER]->(x) RETURN {id: x.id, name: x.name} }, passage: p.id, paragraph: p.paragraph, sentence: p.sentence,
    recordedIn: recorded.id, recordedTitle: recorded.title, citation: ci.id, marker: ci.marker, ibids: COLLECT { MATCH (ci)-[:IBID_OF*1..]->(x) RETURN x.id }, source: cited.id, title: cited.title, publisher: publisher.id, publisherName: publisher.name}) AS chains
}
RETURN c.text AS text, corroboration, chains`,
  filtered: `${REGIONS_UNDER} UNWIND regions AS r MATCH (r)<-[:REGION]-(s:Statement) WITH DISTINCT s WHERE EXISTS { (s)-[:TOPIC]->()-[:BROADER*0..]->(:Topic {id: $topic}) } WITH collect(s) AS statements ${FACETS}`,
  facets: `MATCH (:Actor {id: $actor})<-[:SPEAKER]-(s:Statement) WITH collect(s) AS statements ${FACETS}`,
  words: `CALL db.index.fulltext.queryNodes('claim_text', $lucene) YIELD node RETURN node.id AS id, node.text AS text ORDER BY id LIMIT 20`,
  complete: `MATCH (n:Entry) WHERE n.entry STARTS WITH $prefix WITH n ORDER BY n.entry, n.type, n.record LIMIT 40
WITH n.type AS type, n.record AS id, collect(n)[0] AS n ORDER BY n.entry, type, id LIMIT 10 RETURN type, id, n.name AS name`,
};

export const INDEXES = [
  ...[
    'Region',
    'Topic',
    'Actor',
    'Forum',
    'Event',
    'Source',
    'Membership',
    'Citation',
    'Passage',
    'Claim',
    'Statement',
    'Entry',
  ].map((label) => `CREATE CONSTRAINT ${label.toLowerCase()}_id IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE`),
  'CREATE INDEX entry_entry IF NOT EXISTS FOR (n:Entry) ON (n.entry)',
  "CREATE FULLTEXT INDEX claim_text IF NOT EXISTS FOR (n:Claim) ON EACH [n.text] OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}}",
];
