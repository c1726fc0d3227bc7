/*
 * Every question but those of lists and checks as Cypher, each once. The words of the graph stand in relationships.ts;
 * what stands here of them is put together from its closed lists, and everything else is a parameter.
 */
import { PUBLISHER, RESTS_ON } from '../../model/support.ts';
import {
  ALONG,
  ALONG_TAKEN,
  answered,
  fromOneState,
  jointly,
  jointlyAsLists,
  LOADING,
  JOINING,
} from './cypher-state.ts';
import { numberOf, STORED_TEXT } from './records.ts';

/** What stands at some addresses, as it is answered. */
export const READ = jointly(
  `
  UNWIND asked AS wanted
  MATCH (a:Address {address: wanted}) USING INDEX SEEK a:Address(address)
  RETURN a.address AS address, coalesce(${answered('a')}, '') AS view, coalesce(a.movedTo, '') AS movedTo`,
  ['address', 'view', 'movedTo'],
);

/** The same with what it rests on. */
export const READ_ALONG = jointlyAsLists(
  `
  CALL (asked) {
    UNWIND asked.addresses AS wanted
    MATCH (a:Address {address: wanted}) USING INDEX SEEK a:Address(address)
    RETURN collect(a) AS records
  }
  ${ALONG}
  RETURN [a IN records | a.address] AS address, [a IN records | coalesce(${answered('a')}, '')] AS view, [a IN records | coalesce(a.movedTo, '')] AS movedTo, along, alongView`,
  ['address', 'view', 'movedTo', 'along', 'alongView'],
);

const TAIL = "CASE WHEN size(f.place0) < $indexed THEN '' ELSE coalesce(f.tail0, '') END";

/**
 * The statements of a page of chains, of a claim (filed under its `digests`) or one alone, in order from a place on, and what
 * those chains are made and put together from. How many chains come before each statement is known by the numbers
 * that statements carry, so that no more are taken than the page may come to; of one that was begun on the page before
 * there may be none left.
 */
export const CHAINS = jointlyAsLists(
  `
  CALL (asked) {
    OPTIONAL MATCH (a:Address {address: asked.of}) USING INDEX SEEK a:Address(address)
    RETURN collect(a) AS records
  }
  CALL (asked) {
    UNWIND asked.digests AS digest
    MATCH (s)-[f:FILED]->() USING INDEX SEEK f:FILED(digest, place0)
    WHERE f.digest = digest AND f.place0 >= asked.from AND CASE WHEN f.place0 = asked.from THEN ${TAIL} >= asked.tail ELSE true END
    WITH s, f, ${TAIL} AS tail ORDER BY f.digest, f.place0, tail LIMIT $limit
    RETURN collect(s) AS expressing, collect(f.place0) AS place, collect(tail) AS tail
  }
  WITH asked, records, place, tail, CASE asked.digests WHEN [] THEN records ELSE expressing END AS statements
  WITH asked, records, place, tail, statements,
    reduce(before = [0], s IN statements | before + (last(before) + CASE WHEN asked.begun AND size(before) = 1 THEN 0 ELSE s.chainCount END)) AS before
  WITH asked, records, place, tail,
    [i IN range(0, size(statements) - 1) WHERE before[i] < $limit | {s: statements[i], first: CASE i WHEN 0 THEN asked.passage ELSE 0 END, most: $limit - before[i]}] AS taken
  ${ALONG_TAKEN}
  RETURN [a IN records | a.address] AS address, [a IN records | coalesce(${answered('a')}, '')] AS view, [a IN records | coalesce(a.movedTo, '')] AS movedTo, place, tail, along, alongView`,
  ['address', 'view', 'movedTo', 'place', 'tail', 'along', 'alongView'],
);

/** How many chains the statements have that are filed under a digest. */
export const CHAIN_COUNT = jointly(
  `
  MATCH (s)-[f:FILED]->() USING INDEX SEEK f:FILED(digest, place0)
  WHERE f.digest = asked AND f.place0 >= ''
  RETURN sum(s.chainCount) AS chains`,
  ['chains'],
);

/** The labels of the records at some addresses. */
export const LABELS = jointly(
  `
  UNWIND asked AS wanted
  MATCH (a:Address {address: wanted}) USING INDEX SEEK a:Address(address) WHERE a.label IS NOT NULL
  RETURN a.address AS address, a.label AS label`,
  ['address', 'label'],
);

/** By which rules some records are disputed: one seek for each, by the place that names it. */
export const DISPUTES = jointly(
  `
  UNWIND asked AS wanted
  MATCH (a:Address {address: wanted.address}) USING INDEX SEEK a:Address(address)
  MATCH ()-[f:FILED]->(t) USING INDEX SEEK f:FILED(digest, place0)
  WHERE f.digest IN wanted.digests AND f.place0 = a.place0 AND coalesce(f.tail0, '') = coalesce(a.tail0, '')
  RETURN a.address AS address, t.value AS rule`,
  ['address', 'rule'],
);

/** What some records refer to. */
export const REFERRED = fromOneState(
  `
  UNWIND $addresses AS at
  MATCH (here:Address {address: at})-[:${JOINING}]->(other:Address) USING INDEX SEEK here:Address(address)
  WHERE other.address = $end OR any(label IN labels(other) WHERE label IN $labels)
  RETURN at, other.address AS other LIMIT $limit`,
  ['at', 'other'],
);

/** What is filed under some terms, in the order of the index. */
export const REFERRING = fromOneState(
  `
  UNWIND $lookups AS lookup
  MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(digest, place0)
  WHERE f.digest = lookup.digest AND f.place0 >= ''
  RETURN lookup.at AS at, r.address AS other LIMIT $limit`,
  ['at', 'other'],
);

/** How many records are filed under some terms. */
export const WEIGHT = fromOneState(
  `
  UNWIND $terms AS term
  MATCH (t:Term {term: term}) USING INDEX SEEK t:Term(term)
  RETURN sum(t.records) AS records`,
  ['records'],
);
/** What stands at some addresses, as it was written. */
export const WRITTEN = fromOneState(
  `
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted}) USING INDEX SEEK a:Address(address)
  RETURN a.address AS address, coalesce(a.written, '') AS written`,
  ['address', 'written'],
  { unfiled: true },
);

/** The snapshots whose words match, in the order of all snapshots (the term that all are filed under) turned round, and how many do. */
export const TEXTS = fromOneState(
  `
  CALL db.index.fulltext.queryNodes('${STORED_TEXT}', $matching) YIELD node
  MATCH (node)-[:SNAPSHOT_OF]->(source) WHERE source.address <> $notOf
  MATCH (node)-[f:FILED]->() WHERE f.digest = $all
  WITH node.id AS snapshot, source.id AS source, f.place0 AS place ORDER BY place DESC
  WITH collect({snapshot: snapshot, source: source}) AS found
  RETURN size(found) AS total, found[..$limit] AS found`,
  ['total', 'found'],
);

/** A value in a form that is ordered alike everywhere; only its beginning is indexed. */
const WHOLE_VALUE = "(t.begins + coalesce(t.rest, ''))";
const wholeSpot = (name: string): string => `(${name}.spot + coalesce(${name}.tail, ''))`;

/** Terms of a filter whose values begin with a prefix, in order: one range of the index for each type. */
const TERMS_BY_PREFIX = `
    UNWIND asked.types AS type
    CALL (asked, type) {
      MATCH (t:Term) USING INDEX SEEK t:Term(filter, type, begins)
      WHERE t.filter = asked.filter AND t.type = type AND t.begins >= asked.from AND t.begins <= asked.to
        AND ${WHOLE_VALUE} >= asked.prefix AND ${WHOLE_VALUE} > asked.after AND ${WHOLE_VALUE} < asked.end
      RETURN t ORDER BY t.filter, t.type, t.begins, coalesce(t.rest, '') LIMIT $limit
    }`;

/** Values of a filter by prefix, and how many records have each. */
export const VALUES = jointly(
  `${TERMS_BY_PREFIX}
    RETURN t.type AS type, t.value AS value, t.records AS records`,
  ['type', 'value', 'records'],
);

/**
 * Links of the region or forum at the address `own`: their values, the labels of the records whose id is the second word
 * of one, after `stem`, and the `$first` records that are evidence by each, unless there are so
 * many that a page might not show half of them.
 */
export const LINKS = jointlyAsLists(
  `
  CALL (asked) {
    OPTIONAL MATCH (a:Address {address: asked.own}) USING INDEX SEEK a:Address(address)
    RETURN collect(a) AS ends
  }
  CALL (asked) { ${TERMS_BY_PREFIX}
    RETURN collect(t) AS terms, collect(t.type) AS type, collect(t.value) AS value, collect(t.records) AS records
  }
  CALL (asked, value) {
    UNWIND [v IN value | asked.stem + split(v, ' ')[1]] AS wanted
    WITH DISTINCT wanted
    MATCH (a:Address {address: wanted}) USING INDEX SEEK a:Address(address) WHERE a.label IS NOT NULL
    RETURN collect(wanted) AS named, collect(a.label) AS names
  }
  CALL (asked, terms) {
    UNWIND CASE WHEN $first > 0 AND 2 * size(terms) <= $limit THEN terms ELSE [] END AS t
    CALL (t) {
      MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(digest, place0)
      WHERE f.digest = t.digest AND f.place0 >= ''
      WITH r, f, coalesce(f.tail0, '') AS tail ORDER BY f.digest, f.place0, tail LIMIT $first
      RETURN collect(r.view) AS filed
    }
    RETURN collect(t.digest) AS digest, collect(filed) AS filed
  }
  RETURN [a IN ends | a.address] AS address, [a IN ends | coalesce(${answered('a')}, '')] AS view, [a IN ends | coalesce(a.movedTo, '')] AS movedTo,
    type, value, records, named, names, digest, filed`,
  ['address', 'view', 'movedTo', 'type', 'value', 'records', 'named', 'names', 'digest', 'filed'],
);

/** Names by prefix, in order; of a record whose names begin so more than once the first only, or with `asked.each` all of them. */
export const COMPLETIONS = jointly(
  `
  MATCH (n:Name) USING INDEX SEEK n:Name(spot)
  WHERE n.spot >= asked.from AND n.spot <= asked.to AND ${wholeSpot('n')} >= asked.prefix AND ${wholeSpot('n')} > asked.after AND ${wholeSpot('n')} < asked.end AND n.type IN asked.types
  MATCH (n)<-[:HAS_NAME]-(r)
  WHERE asked.each OR NOT EXISTS { MATCH (r)-[:HAS_NAME]->(o) WHERE ${wholeSpot('o')} >= asked.prefix AND ${wholeSpot('o')} < ${wholeSpot('n')} }
  RETURN n.type AS type, n.id AS id, n.entry AS entry, n.name AS name, r.label AS label
  ORDER BY n.spot, coalesce(n.tail, '') LIMIT $limit`,
  ['type', 'id', 'entry', 'name', 'label'],
);

/**
 * What a claim rests on, all of it in numbers that are kept: at how many sources its evidence ends and who published those,
 * its roots, and how many records some terms have.
 */
export const SUPPORT = jointly(
  `
  CALL (asked) {
    OPTIONAL MATCH (here:Claim {id: asked.claim}) USING INDEX SEEK here:Claim(id)
    RETURN coalesce(here.${numberOf(RESTS_ON)}, 0) AS sources, coalesce(here.${numberOf(PUBLISHER)}, 0) AS publishers
  }
  CALL (asked) {
    OPTIONAL MATCH (o:Roots {claim: asked.claim}) USING INDEX SEEK o:Roots(claim)
    RETURN coalesce(o.roots, 0) AS roots, coalesce(o.first, []) AS first
  }
  CALL (asked) {
    UNWIND asked.terms AS wanted
    OPTIONAL MATCH (t:Term {term: wanted}) USING INDEX SEEK t:Term(term)
    RETURN collect(coalesce(t.records, 0)) AS records
  }
  RETURN sources, publishers, roots, first, records`,
  ['sources', 'publishers', 'roots', 'first', 'records'],
);

/** Within a write: which sides take which stances on some claims, as the values of positions. */
export const SIDED = `
  UNWIND $claims AS asked
  ${TERMS_BY_PREFIX}
  RETURN asked.claim AS claim, t.value AS value`;

/** Records as written, type by type: the address begins with the type, so that each is one range of the index. */
export const SCAN = fromOneState(
  `
  UNWIND $ranges AS range
  CALL (range) {
    MATCH (a:Address) USING INDEX SEEK a:Address(address) WHERE a.address > range.from AND a.address < range.to
    RETURN a ORDER BY a.address LIMIT $limit
  }
  RETURN a.address AS address, coalesce(a.written, '') AS written, coalesce(a.movedTo, '') AS movedTo LIMIT $limit`,
  ['address', 'written', 'movedTo'],
  { unfiled: true },
);

/** Answers while the server does, and the store is not being loaded; whether a commit is being applied makes no difference. */
export const PING = `MATCH (m:Meta {name: $fence}) USING INDEX SEEK m:Meta(name) RETURN 0 AS done, 0 AS begun, ${LOADING} AS loading, [1] AS one`;

/**
 * The number of the last change; of a single property no half is seen. It may be that of a commit which is still being
 * applied: whatever is read after it is read once that has been.
 */
export const VERSION =
  "MATCH (m:Meta {name: 'store'}) USING INDEX SEEK m:Meta(name) RETURN 0 AS done, 0 AS begun, [m.version] AS version";

/** The number of the last change, of the state that is read, and when it was made. */
export const STATE = fromOneState(
  "MATCH (m:Meta {name: 'store'}) USING INDEX SEEK m:Meta(name) RETURN m.version AS version, m.changed AS changed",
  ['version', 'changed'],
);
