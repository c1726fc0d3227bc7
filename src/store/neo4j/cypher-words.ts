import { fromOneState } from './cypher-state.ts';
import { RECORD_WORDS } from './records.ts';

/*
 * What ranks best by its words: the full-text index is read.
 */

const PAGE = `
  WITH address, score, view ORDER BY score DESC, address LIMIT $most
  WITH collect({address: address, score: score, view: view}) AS best
  UNWIND CASE best WHEN [] THEN [] ELSE range($offset, $end - 1) END AS i
  WITH best[i] AS hit, size(best) AS found WHERE hit IS NOT NULL
  RETURN hit.address AS address, hit.score AS score, hit.view AS view, found`;
const HIT = ['address', 'score', 'view', 'found'];

/** The best of the records that have some words. */
export const HITS = fromOneState(
  `
  CALL db.index.fulltext.queryNodes('${RECORD_WORDS}', $matching, {limit: $most}) YIELD node, score
  WITH node.address AS address, node.view AS view, score ${PAGE}`,
  HIT,
);

/** All records that have some words, each with its score. */
export const MATCHES = fromOneState(
  `
  CALL db.index.fulltext.queryNodes('${RECORD_WORDS}', $matching) YIELD node, score
  RETURN node.number AS number, node.address AS address, score`,
  ['number', 'address', 'score'],
);

/** The tokens of the records that match best. */
export const NEAR = fromOneState(
  `
  CALL db.index.fulltext.queryNodes('${RECORD_WORDS}', $matching, {limit: $most}) YIELD node
  RETURN coalesce(node.nameTokens, '') + ' ' + coalesce(node.textTokens, '') AS tokens`,
  ['tokens'],
);
