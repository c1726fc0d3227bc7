import { BEGINS, COMMONEST, COUNTED, FIRST, inEachOrder, PLAN, PLANNED, READ, within } from './cypher-parts.ts';
import { FACET_COLUMNS } from './cypher-lists.ts';
import { answered, fromOneState } from './cypher-state.ts';
import { RECORD_WORDS } from './records.ts';

/*
 * Lists of what has some words, and what ranks best: the full-text index is read, and each record that it has is looked
 * at by the other conditions. A record that has words carries its places in the orders of its list, as its entries in the
 * index of lists do.
 */

/** What a plan asks of each record beside its words, in the spans of the order that it is read in. */
const READS = `
    WITH part, driver, excluded, before, behind,
      required + CASE WHEN driver = [part.all] THEN [] ELSE [driver] END AS sought
    UNWIND CASE WHEN driver = [] THEN [] ELSE [{spans: part.spans, required: sought}]
      + [d IN before | {spans: part.before, required: sought + [[d]]}]
      + [d IN behind | {spans: part.behind, required: sought + [[d]]}] END AS read
    UNWIND read.spans AS span
    WITH part, null AS digest, read.required AS needed, span, excluded, before, behind`;

const MATCHED = `CALL db.index.fulltext.queryNodes('${RECORD_WORDS}', part.matching) YIELD node, score
      WITH *, node AS r, node AS f`;

/** A page of such a list. */
export const WORD_ROWS = inEachOrder((order) => {
  const { place, tail, direction, beyond } = order;
  return fromOneState(
    `
  UNWIND $parts AS part
  ${PLAN}
  CALL (${PLANNED}) {
    ${READS}
    CALL (${READ}) {
      ${MATCHED}
      WHERE ${within(order)} AND CASE WHEN f.${place} = part.place THEN ${tail} ${beyond} part.tail ELSE true END
      RETURN r, f.${place} AS place, ${tail} AS tail ORDER BY place ${direction}, tail ${direction} LIMIT $perPart
    }
    WITH DISTINCT r, place, tail ORDER BY place ${direction}, tail ${direction} LIMIT $perPart
    RETURN place, tail, ${answered('r')} AS view
  }
  RETURN part.index AS part, place, tail, view`,
    ['part', 'place', 'tail', 'view'],
  );
});

/** How many records such selections have. */
export const WORD_TOTALS = fromOneState(
  `
  UNWIND $parts AS part
  ${PLAN}
  CALL (${PLANNED}) {
    ${READS}
    CALL (${READ}) { ${MATCHED} WHERE ${within(FIRST)} RETURN r }
    RETURN count(DISTINCT r) AS total
  }
  RETURN part.index AS part, total`,
  ['part', 'total'],
);

/** The commonest values of facets of such a list, and as the only value of one without a name how many records it has. */
export const WORD_FACETS = fromOneState(
  `
  WITH $part AS part
  ${PLAN}
  CALL (${PLANNED}) {
    ${READS}
    CALL (${READ}) { ${MATCHED} WHERE ${within(FIRST)} RETURN r }
    RETURN collect(DISTINCT r) AS records
  }
  CALL (records) {
    RETURN {filter: ''} AS facet, '' AS value, '' AS begins, '' AS rest, size(records) AS n
  UNION ALL ${COUNTED}
  }
  ${COMMONEST}
  RETURN facet.filter AS filter, counts, size`,
  FACET_COLUMNS,
);

/** How many records such a list has by the day on which each begins. */
export const WORD_HISTOGRAM = fromOneState(
  `
  WITH $part AS part
  ${PLAN}
  CALL (${PLANNED}) {
    ${READS}
    CALL (${READ}) { ${MATCHED} WHERE ${within(FIRST)} RETURN r }
    WITH DISTINCT r
    RETURN ${BEGINS} AS day, count(*) AS total
  }
  RETURN day, total`,
  ['day', 'total'],
);

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

/** The same of a selection. */
export const HITS_WITHIN = fromOneState(
  `
  WITH $part AS part
  ${PLAN}
  CALL (${PLANNED}) {
    ${READS}
    CALL (${READ}) { ${MATCHED} WHERE ${within(FIRST)} RETURN r, score }
    RETURN r.address AS address, r.view AS view, max(score) AS score
  }
  WITH address, view, score ${PAGE}`,
  HIT,
);

/** The tokens of the records that match best. */
export const NEAR = fromOneState(
  `
  CALL db.index.fulltext.queryNodes('${RECORD_WORDS}', $matching, {limit: $most}) YIELD node
  RETURN coalesce(node.nameTokens, '') + ' ' + coalesce(node.textTokens, '') AS tokens`,
  ['tokens'],
);
