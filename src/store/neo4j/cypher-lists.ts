import { ALONG, fromOneState, jointly, jointlyAsLists } from './cypher-state.ts';
import { placeIn, SORTS, tailIn } from './records.ts';

/*
 * Lists, their counts and their facets, each question once.
 */

/** The order of a sort, from its beginning or from its end; the index of each sort has properties of its own. */
type Order = { place: string; tail: string; direction: 'ASC' | 'DESC'; beyond: '>' | '<' };

/** `tail`: the rest of a place that is too long for the index; of others it need not be looked for. */
const orderOf = (sort: number, direction: Order['direction'], beyond: Order['beyond']): Order => {
  const place = placeIn(sort);
  return { place, tail: `CASE WHEN size(f.${place}) < $indexed THEN '' ELSE coalesce(f.${tailIn(sort)}, '') END`, direction, beyond };
};

/** A question in the orders of each sort, by its number. */
export type InOrder = readonly { ascending: string; descending: string }[];

const inEachOrder = (question: (order: Order) => string): InOrder =>
  Array.from({ length: SORTS }, (_, sort) => ({ ascending: question(orderOf(sort, 'ASC', '>')), descending: question(orderOf(sort, 'DESC', '<')) }));

/** For what is counted, in whichever order: the one that all types have. */
const FIRST = orderOf(0, 'ASC', '>');

/**
 * Looks up the terms of a selection, and lets the rarest group drive: its postings are read in order, those of the
 * other groups only looked up. A value without records may be an id that was merged into another.
 */
const PLAN = `
  CALL (part) {
    UNWIND part.lookups AS lookup
    OPTIONAL MATCH (own:Term {term: lookup.term}) USING INDEX own:Term(term)
    OPTIONAL MATCH (here:Address {address: lookup.address})-[:MERGED_INTO*1..]->(heir) USING INDEX here:Address(address) WHERE own IS NULL AND NOT EXISTS { (heir)-[:MERGED_INTO]->() }
    OPTIONAL MATCH (other:Term {term: lookup.stem + heir.id}) USING INDEX other:Term(term)
    WITH lookup.group AS number, lookup.role AS role, collect(DISTINCT coalesce(own, other)) AS found, count(coalesce(own, other)) = count(*) AS complete
    WITH collect({role: role, terms: [t IN found | t.term], weight: reduce(sum = 0, t IN found | sum + t.records), complete: complete}) AS groups
    WITH groups, [g IN groups WHERE g.role = 'any'] AS anyOf
    WITH groups, anyOf, reduce(best = 0, i IN range(0, size(anyOf) - 1) | CASE WHEN anyOf[i].weight < anyOf[best].weight THEN i ELSE best END) AS best
    RETURN
      CASE WHEN any(g IN anyOf WHERE g.terms = []) THEN [] ELSE anyOf[best].terms END AS driver,
      anyOf[best].weight AS weight,
      [i IN range(0, size(anyOf) - 1) WHERE i <> best | anyOf[i].terms] AS required,
      reduce(terms = [], g IN groups | terms + CASE g.role WHEN 'none' THEN g.terms ELSE [] END) AS excluded,
      [g IN groups WHERE g.role = 'together' AND g.complete | g.terms] AS together
  }`;

/** The place says which record it is, so being filed under another term is one exact seek, in whichever order. */
const filedUnder = (terms: string): string => `EXISTS {
  MATCH ()-[g:FILED]->() USING INDEX SEEK g:FILED(term, place0)
  WHERE g.term ${terms} AND g.place0 = f.place0 AND coalesce(g.tail0, '') = coalesce(f.tail0, '') }`;

/** The postings of one driving term within one span of an order, as far as their records meet the other conditions. */
const selectedBy = ({ place }: Order): string => `
  MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(term, ${place})
  WHERE f.term = term AND f.${place} >= span.from AND f.${place} < span.to
    AND all(terms IN required WHERE ${filedUnder('IN terms')})
    AND (excluded = [] OR NOT ${filedUnder('IN excluded')})
    AND none(terms IN together WHERE all(one IN terms WHERE ${filedUnder('= one')}))
    AND (part.dates IS NULL OR any(span IN part.dates WHERE r.dateKey >= span.from AND r.dateKey < span.to))`;

/** Pages of lists that are each filed under one term: one range of the index each, in turn, and only until there are enough rows; with what the records rest on. */
export const TERM_ROWS = inEachOrder(({ place, tail, direction, beyond }) => jointlyAsLists(`
  CALL (asked) {
    UNWIND asked.parts AS part
    CALL (part) {
      MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(term, ${place})
      WHERE f.term = part.term AND f.${place} >= part.from AND f.${place} < part.to
        AND CASE WHEN f.${place} = part.place THEN ${tail} ${beyond} part.tail ELSE true END
      RETURN r, f.${place} AS place, ${tail} AS tail ORDER BY f.term ${direction}, f.${place} ${direction}, tail ${direction} LIMIT $perPart
    }
    WITH part.index AS part, place, tail, r LIMIT $limit
    RETURN collect(part) AS part, collect(place) AS place, collect(tail) AS tail, collect(r) AS records
  }
  ${ALONG}
  RETURN part, place, tail, [r IN records | r.view] AS view, along, alongView`, ['part', 'place', 'tail', 'view', 'along', 'alongView']));

/**
 * Pages of lists, one list after another: the lists are taken up in turn, and only until there are enough rows. Each
 * driving term is read in the order of the index, and no further than the page; what they bring is merged.
 */
export const ROWS = inEachOrder((order) => {
  const { place, tail, direction, beyond } = order;
  return fromOneState(`
  UNWIND $parts AS part
  ${PLAN}
  CALL (part, driver, required, excluded, together) {
    UNWIND driver AS term
    UNWIND part.spans AS span
    CALL (part, term, span, required, excluded, together) {
      ${selectedBy(order)} AND CASE WHEN f.${place} = part.place THEN ${tail} ${beyond} part.tail ELSE true END
      RETURN r, f.${place} AS place, ${tail} AS tail
      ORDER BY f.term ${direction}, f.${place} ${direction}, tail ${direction} LIMIT $perPart
    }
    WITH DISTINCT r, place, tail ORDER BY place ${direction}, tail ${direction} LIMIT $perPart
    RETURN place, tail, r.view AS view
  }
  RETURN part.index AS part, place, tail, view LIMIT $limit`, ['part', 'place', 'tail', 'view']);
});

/**
 * Of terms that records have to have all of, the rarest drives; without a row where one of them is not there. Of the
 * others, values that records list are looked up in the record, which takes a tenth of a seek. One more whose records are
 * not many more than the rarest has is read at once; for the rest each record is sought.
 */
const rarestBy = ({ place, tail }: Order): string => `
  CALL (asked) {
    UNWIND asked.terms AS one
    MATCH (t:Term {term: one.term}) USING INDEX t:Term(term)
    WITH asked, one, t.records AS records ORDER BY records
    WITH asked, collect({term: one.term, key: one.key, value: one.value, records: records}) AS found
    WITH found WHERE size(found) = size(asked.terms)
    WITH head(found) AS rarest, [one IN tail(found) WHERE one.key IS NOT NULL] AS listed, [one IN tail(found) WHERE one.key IS NULL] AS others
    RETURN rarest.term AS driver, listed, [one IN others[..1] WHERE one.records <= 2000 AND one.records <= 4 * rarest.records | one.term] AS joined, [one IN others | one.term] AS sought
  }
  CALL (asked, joined) {
    UNWIND joined AS term
    MATCH ()-[f:FILED]->() USING INDEX SEEK f:FILED(term, ${place})
    WHERE f.term = term AND f.${place} >= asked.from AND f.${place} < asked.to
    RETURN collect(f.${place} + ${tail}) AS places
  }
  WITH asked, driver, listed, joined, places, sought[size(joined)..] AS sought`;

/** What is filed under the driving term and the others, in the order of the index. */
const metBy = ({ place, tail }: Order): string => `
    MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(term, ${place})
    WHERE f.term = driver AND f.${place} >= asked.from AND f.${place} < asked.to
      AND (joined = [] OR f.${place} + ${tail} IN places)
      AND all(one IN listed WHERE one.value IN r[one.key])
      AND all(term IN sought WHERE ${filedUnder('= term')})`;

/**
 * A page of a list that is filed under several terms, each of them alone in its condition: the rows, and as the only one
 * of `complete` whether all those terms are there.
 */
export const BOTH_ROWS = inEachOrder((order) => {
  const { place, tail, direction, beyond } = order;
  return jointly(`
  ${rarestBy(order)}
  CALL (asked, driver, listed, joined, places, sought) {
    RETURN true AS complete, null AS place, null AS tail, null AS view
  UNION ALL
    ${metBy(order)}
      AND CASE WHEN f.${place} = asked.place THEN ${tail} ${beyond} asked.tail ELSE true END
    WITH r, f, ${tail} AS tail ORDER BY f.term ${direction}, f.${place} ${direction}, tail ${direction} LIMIT $perPart
    RETURN null AS complete, f.${place} AS place, tail, r.view AS view
  }
  RETURN complete, CASE WHEN complete THEN null ELSE asked.index END AS part, place, tail, view`, ['complete', 'part', 'place', 'tail', 'view']);
});

/** How many records each selection has; for a single term the number is kept. */
export const TOTALS = fromOneState(`
  UNWIND $parts AS part
  ${PLAN}
  WITH part, driver, weight, required, excluded, together,
    size(driver) = 1 AND required = [] AND excluded = [] AND together = [] AND part.undated AS kept
  CALL (part, driver, required, excluded, together, kept) {
    UNWIND CASE WHEN kept THEN [] ELSE driver END AS term
    UNWIND part.spans AS span
    CALL (part, term, span, required, excluded, together) { ${selectedBy(FIRST)} RETURN r }
    RETURN count(DISTINCT r) AS counted
  }
  RETURN part.index AS part, CASE WHEN kept THEN weight ELSE counted END AS total`, ['part', 'total']);

/**
 * The same where the number is kept: for one term with the term, for two in the sums of one of them. Selections of which
 * it is not kept have no row, nor those with a value that was merged into another.
 */
export const KEPT_TOTALS = jointly(`
  UNWIND asked AS part
  CALL (part) {
    UNWIND part.alone AS one
    OPTIONAL MATCH (t:Term {term: one.term}) USING INDEX t:Term(term)
    OPTIONAL MATCH (a:Address {address: one.address}) USING INDEX a:Address(address) WHERE t IS NULL
    WITH t, a WHERE t IS NOT NULL OR a.movedTo IS NULL
    RETURN coalesce(t.records, 0) AS total
  UNION ALL
    UNWIND part.sums AS sum
    MATCH (t:Term {term: sum.term}) USING INDEX t:Term(term)
    WHERE t.summed AND EXISTS { MATCH (other:Term {term: sum.other}) USING INDEX other:Term(term) }
    OPTIONAL MATCH (s:Sum {of: sum.of}) USING INDEX s:Sum(of)
    WITH sum.value AS value, s.values AS values, s.records AS records LIMIT 1
    RETURN coalesce(head([i IN range(0, size(values) - 1) WHERE values[i] = value | records[i]]), 0) AS total
  }
  RETURN part.index AS part, total`, ['part', 'total']);

/** What records of a term list as the values of some facets, counted: rows of a facet, its values and how many have each, the greatest number first. */
export const countValues = (term: string, facets: string): string => `
    MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(term, place0)
    WHERE f.term = ${term} AND f.place0 >= ''
    UNWIND ${facets} AS facet
    UNWIND r[facet.key] AS value
    WITH facet, value, count(*) AS n ORDER BY n DESC, value
    WITH facet, collect(value) AS values, collect(n) AS records`;

/** The label of what a value of a facet refers to. */
const LABEL = 'OPTIONAL MATCH (named:Address {address: facet.stem + value}) USING INDEX named:Address(address)';

/**
 * The commonest values of facets of what one term has, from its sums, or where it is not summed from the values that its
 * records list, which are not very many; and as the only value of a facet without a name how many records there are.
 * Without rows where there is no such term.
 */
export const TERM_FACETS = jointly(`
  MATCH (t:Term {term: asked.term}) USING INDEX t:Term(term)
  CALL (asked, t) {
    RETURN {filter: ''} AS facet, [''] AS values, [t.records] AS records
  UNION ALL
    UNWIND CASE WHEN t.summed THEN asked.facets ELSE [] END AS facet
    OPTIONAL MATCH (s:Sum {of: facet.of}) USING INDEX s:Sum(of)
    RETURN facet, coalesce(s.values[..$values], []) AS values, s.records[..$values] AS records
  UNION ALL
    UNWIND CASE WHEN t.summed THEN [] ELSE [asked.term] END AS term
    CALL (term) {
      MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(term, place0)
      WHERE f.term = term AND f.place0 >= ''
      RETURN collect(r) AS filed
    }
    UNWIND asked.facets AS facet
    CALL (filed, facet) {
      UNWIND filed AS r
      UNWIND r[facet.key] AS value
      WITH value, count(*) AS n ORDER BY n DESC, value LIMIT $values
      RETURN collect(value) AS values, collect(n) AS records
    }
    RETURN facet, values, records
  }
  CALL (facet, values, records) {
    UNWIND range(0, size(values) - 1) AS i
    WITH facet, values[i] AS value, records[i] AS n
    ${LABEL}
    RETURN collect({id: value, label: coalesce(named.label, value), count: n}) AS counts
  }
  RETURN facet.filter AS filter, counts`, ['filter', 'counts']);

/** Values of facets counted record by record: those that each lists, or else by a walk along what it is filed under. */
const COUNTED = `
    UNWIND [facet IN $facets WHERE facet.key IS NOT NULL] AS facet
    UNWIND records AS r
    UNWIND r[facet.key] AS value
    RETURN facet, value, value AS begins, '' AS rest, count(*) AS n
  UNION ALL
    WITH [facet IN $facets WHERE facet.key IS NULL] AS walked, [facet IN $facets WHERE facet.key IS NULL | facet.filter] AS filters
    UNWIND CASE WHEN walked = [] THEN [] ELSE records END AS r
    MATCH (r)-[:FILED]->(t) WHERE t.filter IN filters
    WITH walked, t, count(*) AS n
    RETURN head([facet IN walked WHERE facet.filter = t.filter]) AS facet, t.value AS value, t.begins AS begins, coalesce(t.rest, '') AS rest, n`;

/** The commonest of counted values, with their labels. */
const COMMONEST = `
  WITH facet, value, n ORDER BY n DESC, begins, rest
  WITH facet, collect({value: value, n: n})[..$values] AS greatest
  CALL (facet, greatest) {
    UNWIND greatest AS each
    WITH facet, each.value AS value, each.n AS n
    ${LABEL}
    RETURN collect({id: value, label: coalesce(named.label, value), count: n}) AS counts
  }
  RETURN facet.filter AS filter, counts`;

/**
 * The commonest values of each facet, and as the only value of a facet without a name how many records there are: of a
 * whole list from the numbers kept with the terms, else record by record.
 */
export const FACETS = fromOneState(`
  WITH $part AS part
  ${PLAN}
  WITH part, driver, weight, required, excluded, together,
    driver = [part.all] AND required = [] AND excluded = [] AND together = [] AND part.undated AS whole
  CALL (part, driver, required, excluded, together, whole) {
    UNWIND CASE WHEN whole THEN [] ELSE driver END AS term
    UNWIND part.spans AS span
    CALL (part, term, span, required, excluded, together) { ${selectedBy(FIRST)} RETURN r }
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
  ${COMMONEST}`, ['filter', 'counts']);

/** The same of a list that is filed under several terms, each of them alone in its condition; without rows where one of those is not there. */
export const BOTH_FACETS = fromOneState(`
  WITH $part AS asked
  ${rarestBy(FIRST)}
  CALL (asked, driver, listed, joined, places, sought) { ${metBy(FIRST)} RETURN collect(r) AS records }
  CALL (records) {
    RETURN {filter: ''} AS facet, '' AS value, '' AS begins, '' AS rest, size(records) AS n
  UNION ALL ${COUNTED}
  }
  ${COMMONEST}`, ['filter', 'counts']);
