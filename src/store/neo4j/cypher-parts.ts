import { BEYOND } from '../../model/time-order.ts';
import { placeIn, SORTS, tailIn } from './records.ts';

/*
 * What questions of lists are put together from: the orders in which the index is read, and what is read of it.
 */

/** The order of a sort, from its beginning or from its end; the index of each sort has properties of its own. */
type Order = { place: string; tail: string; direction: 'ASC' | 'DESC'; beyond: '>' | '<' };

/** `tail`: the rest of a place that is too long for the index; of others it need not be looked for. */
const orderOf = (sort: number, direction: Order['direction'], beyond: Order['beyond']): Order => {
  const place = placeIn(sort);
  return {
    place,
    tail: `CASE WHEN size(f.${place}) < $indexed THEN '' ELSE coalesce(f.${tailIn(sort)}, '') END`,
    direction,
    beyond,
  };
};

/** A question in the orders of each sort, by its number. */
export type InOrder = readonly { ascending: string; descending: string }[];

export const inEachOrder = (question: (order: Order) => string): InOrder =>
  Array.from({ length: SORTS }, (_, sort) => ({
    ascending: question(orderOf(sort, 'ASC', '>')),
    descending: question(orderOf(sort, 'DESC', '<')),
  }));

/** For what is counted, in whichever order: the one that all types have. */
export const FIRST = orderOf(0, 'ASC', '>');

/**
 * Looks up the terms of a selection, and lets the rarest group drive: its postings are read in order, those of the
 * other groups only looked up. A value without records may be an id that was merged into another.
 */
export const PLAN = `
  CALL (part) {
    UNWIND part.lookups AS lookup
    OPTIONAL MATCH (own:Term {term: lookup.term}) USING INDEX SEEK own:Term(term)
    OPTIONAL MATCH (here:Address {address: lookup.address})-[:MERGED_INTO*1..]->(heir) USING INDEX SEEK here:Address(address) WHERE own IS NULL AND NOT EXISTS { (heir)-[:MERGED_INTO]->() }
    OPTIONAL MATCH (other:Term {term: lookup.stem + heir.id}) USING INDEX SEEK other:Term(term)
    WITH lookup.group AS number, lookup.role AS role, collect(DISTINCT coalesce(own, other)) AS found
    WITH collect({role: role, digests: [t IN found | t.digest], weight: reduce(sum = 0, t IN found | sum + t.records)}) AS groups
    WITH groups, [g IN groups WHERE g.role = 'any'] AS anyOf
    WITH groups, anyOf, reduce(best = 0, i IN range(0, size(anyOf) - 1) | CASE WHEN anyOf[i].weight < anyOf[best].weight THEN i ELSE best END) AS best
    RETURN
      CASE WHEN any(g IN anyOf WHERE g.digests = []) THEN [] ELSE anyOf[best].digests END AS driver,
      anyOf[best].weight AS weight,
      [i IN range(0, size(anyOf) - 1) WHERE i <> best | anyOf[i].digests] AS required,
      reduce(digests = [], g IN groups | digests + CASE g.role WHEN 'none' THEN g.digests ELSE [] END) AS excluded,
      reduce(digests = [], g IN groups | digests + CASE g.role WHEN 'before' THEN g.digests ELSE [] END) AS before,
      reduce(digests = [], g IN groups | digests + CASE g.role WHEN 'behind' THEN g.digests ELSE [] END) AS behind
  }`;

/**
 * What a plan reads, row by row: each driving term in the spans of the order, and those beside a range of dates that lie
 * in it nevertheless, which have to be under a driving term too.
 */
export const READS = `
    UNWIND [d IN driver | {digest: d, spans: part.spans, required: required}]
      + [d IN before WHERE driver <> [] | {digest: d, spans: part.before, required: required + [driver]}]
      + [d IN behind WHERE driver <> [] | {digest: d, spans: part.behind, required: required + [driver]}] AS read
    UNWIND read.spans AS span
    WITH part, read.digest AS digest, read.required AS needed, span, excluded, before, behind`;
export const READ = 'part, digest, span, needed, excluded, before, behind';
export const PLANNED = 'part, driver, required, excluded, before, behind';

/** The place says which record it is, so being filed under another term is one exact seek, in whichever order. */
const filedUnder = (digests: string): string => `EXISTS {
  MATCH ()-[g:FILED]->() USING INDEX SEEK g:FILED(digest, place0)
  WHERE g.digest ${digests} AND g.place0 = f.place0 AND coalesce(g.tail0, '') = coalesce(f.tail0, '') }`;

/** The postings of one driving term within one span of an order, as far as their records meet the other conditions. */
export const selectedBy = (order: Order): string => `
  MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(digest, ${order.place})
  WHERE f.digest = digest AND ${within(order)}`;

/** Whether a record, whose places `f` has, lies within a span and meets the other conditions. */
export const within = ({ place }: Order): string => `f.${place} >= span.from AND f.${place} < span.to
    AND all(digests IN needed WHERE ${filedUnder('IN digests')})
    AND (excluded = [] OR NOT ${filedUnder('IN excluded')})
    AND (part.dates IS NULL OR r.dateKey >= part.dates.from AND r.dateKey < part.dates.to 
      OR r.dateKey < part.dates.from AND ${filedUnder('IN before')} OR r.dateKey >= part.dates.to AND ${filedUnder('IN behind')})`;

/**
 * Of terms that records have to have all of, the rarest drives; without a row where one of them is not there. Of the
 * others, values that records list are looked up in the record, which takes a tenth of a seek. One more whose records are
 * not many more than the rarest has is read at once; for the rest each record is sought.
 */
export const rarestBy = ({ place, tail }: Order): string => `
  CALL (asked) {
    UNWIND asked.terms AS one
    MATCH (t:Term {term: one.term}) USING INDEX SEEK t:Term(term)
    WITH asked, one, t ORDER BY t.records
    WITH asked, collect({digest: t.digest, key: one.key, value: one.value, records: t.records}) AS found
    WITH found WHERE size(found) = size(asked.terms)
    WITH head(found) AS rarest, [one IN tail(found) WHERE one.key IS NOT NULL] AS listed, [one IN tail(found) WHERE one.key IS NULL] AS others
    RETURN rarest.digest AS driver, listed, [one IN others[..1] WHERE one.records <= 2000 AND one.records <= 4 * rarest.records | one.digest] AS joined, [one IN others | one.digest] AS sought
  }
  CALL (asked, joined) {
    UNWIND joined AS digest
    MATCH ()-[f:FILED]->() USING INDEX SEEK f:FILED(digest, ${place})
    WHERE f.digest = digest AND f.${place} >= asked.from AND f.${place} < asked.to
    RETURN collect(f.${place} + ${tail}) AS places
  }
  WITH asked, driver, listed, joined, places, sought[size(joined)..] AS sought`;

/** What is filed under the driving term and the others, in the order of the index. */
export const metBy = ({ place, tail }: Order): string => `
    MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(digest, ${place})
    WHERE f.digest = driver AND f.${place} >= asked.from AND f.${place} < asked.to
      AND (joined = [] OR f.${place} + ${tail} IN places)
      AND all(one IN listed WHERE one.value IN r[one.key])
      AND all(digest IN sought WHERE ${filedUnder('= digest')})`;

/** The label of what a value of a facet refers to. */
export const LABEL =
  'OPTIONAL MATCH (named:Address {address: facet.stem + value}) USING INDEX SEEK named:Address(address)';

/** Values of facets counted record by record: those that each lists, or else by a walk along what it is filed under. */
export const COUNTED = `
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

/** Whether a value comes after a place in the order of counts, the greatest first, and then of values; all do where there is no such place. */
export const isAfter = (n: string, begins: string, rest: string): string =>
  `($after IS NULL OR ${n} < $after.count OR ${n} = $after.count AND (${begins} > $after.begins OR ${begins} = $after.begins AND ${rest} > $after.rest))`;

/** The commonest of counted values after a place, with their labels, and how many values there are in all. */
export const COMMONEST = `
  WITH facet, value, n, begins, rest ORDER BY n DESC, begins, rest
  WITH facet, count(*) AS size, collect(CASE WHEN ${isAfter('n', 'begins', 'rest')} THEN {value: value, n: n} END)[..$values] AS greatest
  CALL (facet, greatest) {
    UNWIND greatest AS each
    WITH facet, each.value AS value, each.n AS n
    ${LABEL}
    RETURN collect({id: value, label: coalesce(named.label, value), count: n}) AS counts
  }`;

/** By what records are counted over time: what tells the day in the place of `r` in the order by date. */
export const BEGINS = `CASE WHEN left(r.dateKey, 4) IN ${JSON.stringify(BEYOND)} THEN r.dateKey ELSE left(r.dateKey, 4) END`;
