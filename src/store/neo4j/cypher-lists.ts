import {
  BEGINS,
  COMMONEST,
  COUNTED,
  FIRST,
  inEachOrder,
  isAfter,
  LABEL,
  metBy,
  PLAN,
  PLANNED,
  rarestBy,
  READ,
  READS,
  selectedBy,
} from './cypher-parts.ts';
import { ALONG, answered, fromOneState, jointly, jointlyAsLists } from './cypher-state.ts';

/*
 * Lists, their counts and their facets, each question once.
 */

/** Pages of lists that are each filed under one term: one range of the index each, in turn, and only until there are enough rows; with what the records rest on. */
export const TERM_ROWS = inEachOrder(({ place, tail, direction, beyond }) =>
  jointlyAsLists(
    `
  CALL (asked) {
    UNWIND asked.parts AS part
    CALL (part) {
      MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(digest, ${place})
      WHERE f.digest = part.digest AND f.${place} >= part.from AND f.${place} < part.to
        AND CASE WHEN f.${place} = part.place THEN ${tail} ${beyond} part.tail ELSE true END
      RETURN r, f.${place} AS place, ${tail} AS tail ORDER BY f.digest ${direction}, f.${place} ${direction}, tail ${direction} LIMIT $perPart
    }
    WITH part.index AS part, place, tail, r LIMIT $limit
    RETURN collect(part) AS part, collect(place) AS place, collect(tail) AS tail, collect(r) AS records
  }
  ${ALONG}
  RETURN part, place, tail, [r IN records | ${answered('r')}] AS view, along, alongView`,
    ['part', 'place', 'tail', 'view', 'along', 'alongView'],
  ),
);

/**
 * Pages of lists, one list after another: the lists are taken up in turn, and only until there are enough rows. Each
 * driving term is read in the order of the index, and no further than the page; what they bring is merged.
 */
export const ROWS = inEachOrder((order) => {
  const { place, tail, direction, beyond } = order;
  return fromOneState(
    `
  UNWIND $parts AS part
  ${PLAN}
  CALL (${PLANNED}) {
    ${READS}
    CALL (${READ}) {
      ${selectedBy(order)} AND CASE WHEN f.${place} = part.place THEN ${tail} ${beyond} part.tail ELSE true END
      RETURN r, f.${place} AS place, ${tail} AS tail
      ORDER BY f.digest ${direction}, f.${place} ${direction}, tail ${direction} LIMIT $perPart
    }
    WITH DISTINCT r, place, tail ORDER BY place ${direction}, tail ${direction} LIMIT $perPart
    RETURN place, tail, ${answered('r')} AS view
  }
  RETURN part.index AS part, place, tail, view LIMIT $limit`,
    ['part', 'place', 'tail', 'view'],
  );
});

/**
 * A page of a list that is filed under several terms, each of them alone in its condition: the rows, and as the only one
 * of `complete` whether all those terms are there.
 */
export const BOTH_ROWS = inEachOrder((order) => {
  const { place, tail, direction, beyond } = order;
  return jointly(
    `
  ${rarestBy(order)}
  CALL (asked, driver, listed, joined, places, sought) {
    RETURN true AS complete, null AS place, null AS tail, null AS view
  UNION ALL
    ${metBy(order)}
      AND CASE WHEN f.${place} = asked.place THEN ${tail} ${beyond} asked.tail ELSE true END
    WITH r, f, ${tail} AS tail ORDER BY f.digest ${direction}, f.${place} ${direction}, tail ${direction} LIMIT $perPart
    RETURN null AS complete, f.${place} AS place, tail, ${answered('r')} AS view
  }
  RETURN complete, CASE WHEN complete THEN null ELSE asked.index END AS part, place, tail, view`,
    ['complete', 'part', 'place', 'tail', 'view'],
  );
});

/** Facets as they come: how many values each has in all, and some of those. */
export const FACET_COLUMNS = ['filter', 'counts', 'size'] as const;

/** How many records a selection has by the day on which each begins. */
export const HISTOGRAM = fromOneState(
  `
  WITH $part AS part
  ${PLAN}
  CALL (${PLANNED}) {
    ${READS}
    CALL (${READ}) { ${selectedBy(FIRST)} RETURN r }
    WITH DISTINCT r
    RETURN ${BEGINS} AS day, count(*) AS total
  }
  RETURN day, total`,
  ['day', 'total'],
);

/** How many records each selection has; for a single term the number is kept. */
export const TOTALS = fromOneState(
  `
  UNWIND $parts AS part
  ${PLAN}
  WITH part, driver, weight, required, excluded, before, behind,
    size(driver) = 1 AND required = [] AND excluded = [] AND part.undated AS kept
  CALL (${PLANNED}, kept) {
    WITH * WHERE NOT kept
    ${READS}
    CALL (${READ}) { ${selectedBy(FIRST)} RETURN r }
    RETURN count(DISTINCT r) AS counted
  }
  RETURN part.index AS part, CASE WHEN kept THEN weight ELSE counted END AS total`,
  ['part', 'total'],
);

/**
 * The same where the number is kept: for one term with the term, for two in the sums of one of them. Selections of which
 * it is not kept have no row, nor those with a value that was merged into another.
 */
export const KEPT_TOTALS = jointly(
  `
  UNWIND asked AS part
  CALL (part) {
    UNWIND part.alone AS one
    OPTIONAL MATCH (t:Term {term: one.term}) USING INDEX SEEK t:Term(term)
    OPTIONAL MATCH (a:Address {address: one.address}) USING INDEX SEEK a:Address(address) WHERE t IS NULL
    WITH t, a WHERE t IS NOT NULL OR a.movedTo IS NULL
    RETURN coalesce(t.records, 0) AS total
  UNION ALL
    UNWIND part.sums AS sum
    MATCH (t:Term {term: sum.term}) USING INDEX SEEK t:Term(term)
    WHERE t.summed AND EXISTS { MATCH (other:Term {term: sum.other}) USING INDEX SEEK other:Term(term) }
    OPTIONAL MATCH (s:Sum {of: sum.of}) USING INDEX SEEK s:Sum(of)
    WITH sum.value AS value, coalesce(s.values, []) AS values, s.records AS records LIMIT 1
    RETURN coalesce(head([i IN range(0, size(values) - 1) WHERE values[i] = value | records[i]]), 0) AS total
  }
  RETURN part.index AS part, total`,
  ['part', 'total'],
);

/** What records of a term list as the values of some facets, counted: rows of a facet, its values and how many have each, the greatest number first. */
export const countValues = (digest: string, facets: string): string => `
    MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(digest, place0)
    WHERE f.digest = ${digest} AND f.place0 >= ''
    UNWIND ${facets} AS facet
    UNWIND r[facet.key] AS value
    WITH facet, value, count(*) AS n ORDER BY n DESC, value
    WITH facet, collect(value) AS values, collect(n) AS records`;

/**
 * The commonest values of facets of what one term has, from its sums, or where it is not summed from the values that its
 * records list, which are not very many; and as the only value of a facet without a name how many records there are.
 * Without rows where there is no such term.
 */
export const TERM_FACETS = jointly(
  `
  MATCH (t:Term {term: asked.term}) USING INDEX SEEK t:Term(term)
  CALL (asked, t) {
    RETURN {filter: ''} AS facet, [''] AS values, [t.records] AS records, 1 AS size
  UNION ALL
    UNWIND CASE WHEN t.summed THEN asked.facets ELSE [] END AS facet
    OPTIONAL MATCH (s:Sum {of: facet.of}) USING INDEX SEEK s:Sum(of)
    WITH facet, coalesce(s.values, []) AS values, s.records AS records
    WITH facet, values, records, CASE WHEN $after IS NULL THEN 0 ELSE size([i IN range(0, size(values) - 1) WHERE NOT ${isAfter('records[i]', 'values[i]', "''")}]) END AS first
    RETURN facet, values[first..first + $values] AS values, records[first..first + $values] AS records, size(values) AS size
  UNION ALL
    UNWIND CASE WHEN t.summed THEN [] ELSE [t.digest] END AS digest
    CALL (digest) {
      MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(digest, place0)
      WHERE f.digest = digest AND f.place0 >= ''
      RETURN collect(r) AS filed
    }
    UNWIND asked.facets AS facet
    CALL (filed, facet) {
      UNWIND filed AS r
      UNWIND r[facet.key] AS value
      WITH value, count(*) AS n ORDER BY n DESC, value
      WITH value, n, ${isAfter('n', 'value', "''")} AS isAfter
      RETURN collect(CASE WHEN isAfter THEN value END)[..$values] AS values, collect(CASE WHEN isAfter THEN n END)[..$values] AS records, count(*) AS size
    }
    RETURN facet, values, records, size
  }
  CALL (facet, values, records) {
    UNWIND range(0, size(values) - 1) AS i
    WITH facet, values[i] AS value, records[i] AS n
    ${LABEL}
    RETURN collect({id: value, label: coalesce(named.label, value), count: n}) AS counts
  }
  RETURN facet.filter AS filter, counts, size`,
  FACET_COLUMNS,
);

/**
 * The commonest values of each facet, and as the only value of a facet without a name how many records there are: of a
 * whole list from the numbers kept with the terms, else record by record.
 */
export const FACETS = fromOneState(
  `
  WITH $part AS part
  ${PLAN}
  WITH part, driver, weight, required, excluded, before, behind,
    driver = [part.all] AND required = [] AND excluded = [] AND part.undated AS whole
  CALL (${PLANNED}, whole) {
    WITH * WHERE NOT whole
    ${READS}
    CALL (${READ}) { ${selectedBy(FIRST)} RETURN r }
    RETURN collect(DISTINCT r) AS records
  }
  CALL (whole, weight, records) {
    RETURN {filter: ''} AS facet, '' AS value, '' AS begins, '' AS rest, CASE WHEN whole THEN weight ELSE size(records) END AS n
  UNION ALL
    UNWIND CASE WHEN whole THEN $facets ELSE [] END AS facet
    MATCH (t:Term) USING INDEX SEEK t:Term(filter, type, begins)
    WHERE t.filter = facet.filter AND t.type = $type AND t.begins >= ''
    RETURN facet, t.value AS value, t.begins AS begins, coalesce(t.rest, '') AS rest, t.records AS n
  UNION ALL ${COUNTED}
  }
  ${COMMONEST}
  RETURN facet.filter AS filter, counts, size`,
  FACET_COLUMNS,
);

/**
 * A page of a list that is filed under several terms, each of them alone in its condition, and the same of the whole list,
 * which is gone through once for both; without rows where one of those terms is not there.
 */
export const BOTH_FACETS = inEachOrder((order) => {
  const { place, tail, direction, beyond } = order;
  return fromOneState(
    `
  WITH $part AS asked
  ${rarestBy(order)}
  CALL (asked, driver, listed, joined, places, sought) {
    ${metBy(order)}
    WITH asked, r, f, ${tail} AS tail ORDER BY f.digest ${direction}, f.${place} ${direction}, tail ${direction}
    RETURN collect(r) AS records,
      collect(CASE WHEN f.${place} >= asked.page.from AND f.${place} < asked.page.to AND (f.${place} <> asked.page.place OR tail ${beyond} asked.page.tail) THEN {r: r, place: f.${place}, tail: tail} END)[..$limit] AS page
  }
  CALL (records, page) {
    UNWIND page AS row
    RETURN 0 AS part, row.place AS place, row.tail AS tail, ${answered('(row.r)')} AS view, null AS filter, null AS counts, null AS size
  UNION ALL
    CALL (records) {
      RETURN {filter: ''} AS facet, '' AS value, '' AS begins, '' AS rest, size(records) AS n
    UNION ALL ${COUNTED}
    }
    ${COMMONEST}
    RETURN null AS part, null AS place, null AS tail, null AS view, facet.filter AS filter, counts, size
  }
  RETURN part, place, tail, view, filter, counts, size`,
    ['part', 'place', 'tail', 'view', ...FACET_COLUMNS],
  );
});
