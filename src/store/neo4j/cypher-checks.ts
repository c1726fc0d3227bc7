import { PUBLISHER, RESTS_ON } from '../../model/support.ts';
import { FILED, GROUNDS, KEPT } from './cypher.ts';
import { countValues } from './cypher-lists.ts';
import { fromOneState, REFERENCE } from './cypher-state.ts';
import { FACET, numberOf } from './records.ts';
import { GATHERING } from './relationships.ts';

/*
 * What a check asks, each question once.
 */

/** For a check, the same from one state. */
export const KEPT_CHECK = fromOneState(KEPT, ['claim', 'roots']);

/** For a check, the first of these from one state. */
export const GROUNDS_CHECK = fromOneState(GROUNDS, ['address', 'source']);

/** For a check, the last of these from one state. */
export const FILED_CHECK = fromOneState(FILED, ['address', 'value']);

/** All that is stored at some addresses, with the values that are listed there; of those without a record also how many refer there in vain. */
export const STORED = fromOneState(
  `
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted}) USING INDEX a:Address(address)
  RETURN a.address AS address, coalesce(a.written, '') AS written, coalesce(a.view, '') AS view, coalesce(a.movedTo, '') AS movedTo,
    CASE WHEN a.written IS NULL THEN COUNT { MATCH (a)<-[x:${REFERENCE}]-(s) WHERE x.resolved IS NULL RETURN DISTINCT s } ELSE 0 END AS referrers,
    [key IN keys(a) WHERE key STARTS WITH '${FACET}' | [key, a[key]]] AS lists, a.words IS NOT NULL AS hasWords, coalesce(a.words, '') AS words`,
  ['address', 'written', 'view', 'movedTo', 'referrers', 'lists', 'hasWords', 'words'],
);

/** What some records gather, as it is answered. */
export const GATHERED_CHECK = fromOneState(
  `
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted})<-[:${GATHERING.join('|')}]-(s:Address) USING INDEX a:Address(address)
  WITH DISTINCT wanted, s ORDER BY s.id
  RETURN wanted AS owner, s.view AS view`,
  ['owner', 'view'],
);

/** Which of some filings are there, with the places that they should have. */
export const FILED_THERE = fromOneState(
  `
  UNWIND range(0, size($filings) - 1) AS asked
  WITH asked, $filings[asked] AS row
  MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(digest, place0)
  WHERE f.digest = row.digest AND f.place0 = row.places.place0 AND r.address = row.owner AND all(name IN keys(row.places) WHERE coalesce(f[name], '') = coalesce(row.places[name], ''))
  RETURN asked`,
  ['asked'],
);

/** The relationships that some records have in the words of the model, and the source that an ibid was resolved to. */
export const RELATIONSHIPS = fromOneState(
  `
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted})-[x:${REFERENCE}|MERGED_INTO]->(b:Address) USING INDEX a:Address(address)
  RETURN a.address AS source, type(x) AS kind, b.address AS target, properties(x) AS fields`,
  ['source', 'kind', 'target', 'fields'],
);

/** All sums counted anew from what records list: the terms whose sums are wrong, how many sums there should be, and how many there are. */
export const SUMS_CHECK = fromOneState(
  `
  OPTIONAL MATCH (t:Term) USING INDEX SEEK t:Term(summed) WHERE t.summed = true
  CALL (t) {
    ${countValues('t.digest', '$facets[t.type]')}
    OPTIONAL MATCH (s:Sum {of: facet.filter + ' ' + t.term}) USING INDEX s:Sum(of)
    RETURN count(*) AS expected, count(CASE WHEN s IS NULL OR s.values <> values OR s.records <> records THEN 1 END) AS differ
  }
  WITH sum(expected) AS expected, collect(CASE WHEN differ > 0 THEN {type: t.type, filter: t.filter, value: t.value} END)[..100] AS wrong
  RETURN expected, COUNT { MATCH (s:Sum) } AS stored, wrong`,
  ['expected', 'stored', 'wrong'],
);

/** The claims of which a number is not how many values they are filed under. */
export const NUMBERS_CHECK = fromOneState(
  `
  MATCH (a:Claim) USING INDEX SEEK a:Claim(id) WHERE a.id >= ''
  CALL (a) {
    MATCH (a)-[:FILED]->(t)
    RETURN count(CASE t.filter WHEN '${RESTS_ON}' THEN 1 END) AS sources, count(CASE t.filter WHEN '${PUBLISHER}' THEN 1 END) AS publishers
  }
  WITH a, sources, publishers
  WHERE sources <> coalesce(a.${numberOf(RESTS_ON)}, 0) OR publishers <> coalesce(a.${numberOf(PUBLISHER)}, 0)
  RETURN a.address AS address LIMIT 100`,
  ['address'],
);

/** The whole index, term by term: how often records are filed, and the terms whose number is wrong. */
export const INDEX_CHECK = fromOneState(
  `
  MATCH (t:Term) USING INDEX SEEK t:Term(term) WHERE t.term >= ''
  CALL (t) { MATCH (t)<-[f:FILED]-() RETURN count(CASE f.digest WHEN t.digest THEN 1 END) AS counted, sum(coalesce(f.times, 1)) AS times }
  WITH sum(times) AS times, collect(CASE WHEN counted <> t.records THEN {type: t.type, filter: t.filter, value: t.value, records: t.records, counted: counted} END)[..100] AS wrong
  RETURN times, wrong`,
  ['times', 'wrong'],
);
