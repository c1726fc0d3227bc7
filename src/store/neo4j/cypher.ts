/*
 * Every question but those of lists and checks as Cypher, each once. The words of the graph stand in relationships.ts;
 * what stands here of them is put together from its closed lists, and everything else is a parameter.
 */
import {
  INCLUDED,
  INCLUDED_TAKEN,
  answered,
  fromOneState,
  jointly,
  jointlyAsLists,
  LOADING,
  JOINING,
} from './cypher-state.ts';
import { STORED_TEXT } from './records.ts';

/** What stands at some addresses, as it is answered. */
export const READ = jointly(
  `
  UNWIND asked AS wanted
  MATCH (a:Address {address: wanted}) USING INDEX SEEK a:Address(address)
  RETURN a.address AS address, coalesce(${answered('a')}, '') AS view, coalesce(a.movedTo, '') AS movedTo`,
  ['address', 'view', 'movedTo'],
);

/** The same with what it rests on. */
export const READ_INCLUDED = jointlyAsLists(
  `
  CALL (asked) {
    UNWIND asked.addresses AS wanted
    MATCH (a:Address {address: wanted}) USING INDEX SEEK a:Address(address)
    RETURN collect(a) AS records
  }
  ${INCLUDED}
  RETURN [a IN records | a.address] AS address, [a IN records | coalesce(${answered('a')}, '')] AS view, [a IN records | coalesce(a.movedTo, '')] AS movedTo, included, includedView`,
  ['address', 'view', 'movedTo', 'included', 'includedView'],
);

const BY_NUMBER = `
    UNWIND asked.numbers AS number
    MATCH (a:Address {number: number}) USING INDEX SEEK a:Address(number)`;

/** Records by their numbers, in that order, with their keys in an order of their type, and what they rest on. */
export const ROWS = jointlyAsLists(
  `
  CALL (asked) {${BY_NUMBER}
    RETURN collect(a) AS records
  }
  ${INCLUDED}
  RETURN [a IN records | a.sortKeys[asked.sort]] AS key, [a IN records | ${answered('a')}] AS view, included, includedView`,
  ['key', 'view', 'included', 'includedView'],
);

/**
 * The statements of a page of chains by their numbers, or the one at the address `of` alone, and what
 * those chains are made and put together from. How many chains come before each statement is known by the numbers
 * that statements carry, so that no more are taken than the page may come to; of one that was `begun` on the page before
 * there may be none left.
 */
export const CHAINS = jointlyAsLists(
  `
  CALL (asked) {
    OPTIONAL MATCH (a:Address {address: asked.of}) USING INDEX SEEK a:Address(address)
    RETURN collect(a) AS records
  }
  CALL (asked) {
    OPTIONAL MATCH (a:Address {address: asked.begun}) USING INDEX SEEK a:Address(address)
    RETURN collect(a) AS begun
  }
  CALL (asked) {${BY_NUMBER}
    RETURN collect(a) AS expressing
  }
  WITH asked, records, expressing, CASE asked.ofClaim WHEN true THEN begun + expressing ELSE records END AS found, size(begun) AS begun
  WITH asked, records, expressing, begun, [s IN found WHERE s.chainCount IS NOT NULL] AS statements
  WITH asked, records, expressing, statements,
    reduce(before = [0], s IN statements | before + (last(before) + CASE WHEN begun > 0 AND size(before) = 1 THEN 0 ELSE s.chainCount END)) AS before
  WITH asked, records, expressing,
    [i IN range(0, size(statements) - 1) WHERE before[i] < $limit | {s: statements[i], first: CASE i WHEN 0 THEN asked.passage ELSE 0 END, most: $limit - before[i]}] AS taken
  ${INCLUDED_TAKEN}
  RETURN [a IN records | a.address] AS address, [a IN records | coalesce(${answered('a')}, '')] AS view, [a IN records | coalesce(a.movedTo, '')] AS movedTo,
    [a IN expressing | a.sortKeys[0]] AS key, [a IN expressing | a.id] AS id, included, includedView`,
  ['address', 'view', 'movedTo', 'key', 'id', 'included', 'includedView'],
);

/** How many chains some statements have. */
export const CHAIN_COUNT = jointly(
  `${BY_NUMBER}
  RETURN sum(a.chainCount) AS chains`,
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

/** What some records are filed under. */
export const KEYS = jointly(
  `
  UNWIND asked AS wanted
  MATCH (a:Address {address: wanted}) USING INDEX SEEK a:Address(address)
  WHERE a.indexKeys IS NOT NULL
  RETURN a.address AS address, a.indexKeys AS keys`,
  ['address', 'keys'],
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

/** The addresses of records by their numbers. */
export const ADDRESSES = jointly(
  `${BY_NUMBER}
  RETURN a.address AS address`,
  ['address'],
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

/** The snapshots whose words match, each with its key in the order of all. */
export const TEXTS = fromOneState(
  `
  CALL db.index.fulltext.queryNodes('${STORED_TEXT}', $matching) YIELD node
  MATCH (node)-[:SNAPSHOT_OF]->(source) WHERE source.address <> $notOf
  RETURN node.id AS snapshot, source.id AS source, node.sortKeys[0] AS key`,
  ['snapshot', 'source', 'key'],
);

/** A value in a form that is ordered alike everywhere; only its beginning is indexed. */
const WHOLE_VALUE = "(t.begins + coalesce(t.rest, ''))";
const wholeSpot = (name: string): string => `(${name}.spot + coalesce(${name}.tail, ''))`;

/** Values of a filter of some types by prefix, in order, and how many records have each: one range of the index for each type. */
export const VALUES = jointly(
  `
    UNWIND asked.fields AS name
    MATCH (f:Field {name: name}) USING INDEX SEEK f:Field(name)
    CALL (asked, f) {
      MATCH (t:Term) USING INDEX SEEK t:Term(field, begins)
      WHERE t.field = f.field AND t.begins >= asked.from AND t.begins <= asked.to AND t.records > 0
        AND ${WHOLE_VALUE} >= asked.prefix AND ${WHOLE_VALUE} > asked.after AND ${WHOLE_VALUE} < asked.end
      RETURN t ORDER BY t.field, t.begins, coalesce(t.rest, '') LIMIT $limit
    }
    RETURN name AS field, ${WHOLE_VALUE} AS value, t.records AS records`,
  ['field', 'value', 'records'],
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

/** What is kept of what a claim rests on: its roots, and what it is filed under. */
export const SUPPORT = jointly(
  `
  CALL (asked) {
    OPTIONAL MATCH (here:Claim {id: asked.claim}) USING INDEX SEEK here:Claim(id)
    RETURN [here.indexKeys] AS keys
  }
  CALL (asked) {
    OPTIONAL MATCH (o:Roots {claim: asked.claim}) USING INDEX SEEK o:Roots(claim)
    RETURN coalesce(o.roots, 0) AS roots, coalesce(o.first, []) AS first
  }
  RETURN keys, roots, first`,
  ['keys', 'roots', 'first'],
);

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
