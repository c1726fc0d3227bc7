/*
 * Every question and every change as Cypher, each once. The words of the graph stand in relationships.ts; what stands
 * here of them is put together from its closed lists, and everything else is a parameter.
 */
import { FACET } from './records.ts';
import { REFERENCE_TYPES } from './relationships.ts';

/** Any reference of a written record to another; not the index, and not what is derived. */
const REFERENCE = REFERENCE_TYPES.join('|');

/*
 * Hints name the index for every seek that the planner could miss while the graph is small; so a plan is right for any
 * size, and is not made anew as the graph grows (replan=skip: making one takes up to a second).
 */

/**
 * Neo4j lets a reader see a commit half applied. So the answer carries how many commits had ended before it was read
 * and how many had begun after: where the two are one number, no commit was being applied in between.
 */
const fromOneState = (rows: string, columns: readonly string[]): string => `CYPHER replan=skip
  MATCH (before:Meta {name: 'commits'}) USING INDEX before:Meta(name)
  WITH before.done AS done
  CALL (done) {
    CALL (done) { ${rows} }
    RETURN ${columns.map((name) => `collect(${name}) AS ${name}`).join(', ')}
  }
  MATCH (after:Meta {name: 'commits'}) USING INDEX after:Meta(name)
  RETURN done, after.begun AS begun, ${columns.join(', ')}`;

/** The same for several questions at once, each an entry of `$asked`; a column has an entry for each of them. */
const jointly = (rows: string, columns: readonly string[]): string =>
  fromOneState(`
  UNWIND $asked AS asked
  CALL (asked) {
    CALL (asked) { ${rows} }
    RETURN ${columns.map((name) => `collect(${name}) AS ${name}`).join(', ')}
  }
  RETURN ${columns.join(', ')}`, columns);

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

/** The place says which record it is, so being filed under another term is one exact seek. */
const filedUnder = (terms: string): string => `EXISTS {
  MATCH ()-[g:FILED]->() USING INDEX SEEK g:FILED(term, sort, place)
  WHERE g.term ${terms} AND g.sort = part.sort AND g.place = f.place AND coalesce(g.tail, '') = coalesce(f.tail, '') }`;

/** The postings of one driving term within one span of the order, as far as their records meet the other conditions. */
const SELECTED = `
  MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(term, sort, place)
  WHERE f.term = term AND f.sort = part.sort AND f.place >= span.from AND f.place < span.to
    AND all(terms IN required WHERE ${filedUnder('IN terms')})
    AND (excluded = [] OR NOT ${filedUnder('IN excluded')})
    AND none(terms IN together WHERE all(one IN terms WHERE ${filedUnder('= one')}))
    AND (part.dates IS NULL OR any(span IN part.dates WHERE r.dateKey >= span.from AND r.dateKey < span.to))`;

/** The rest of a place that is too long for the index; of others it need not be looked for. */
const TAIL = "CASE WHEN size(f.place) < $indexed THEN '' ELSE coalesce(f.tail, '') END";

/** Pages of lists that are each filed under one term: one range of the index each, in turn, and only until there are enough rows. */
const rowsOfTerms = (order: 'ASC' | 'DESC', beyond: '>' | '<'): string => jointly(`
  UNWIND asked AS part
  CALL (part) {
    MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(term, sort, place)
    WHERE f.term = part.term AND f.sort = part.sort AND f.place >= part.from AND f.place < part.to
      AND CASE WHEN f.place = part.place THEN ${TAIL} ${beyond} part.tail ELSE true END
    RETURN r, f.place AS place, ${TAIL} AS tail ORDER BY f.term ${order}, f.sort ${order}, f.place ${order}, tail ${order} LIMIT $perPart
  }
  RETURN part.index AS part, place, tail, r.view AS view LIMIT $limit`, ['part', 'place', 'tail', 'view']);

export const TERM_ROWS = rowsOfTerms('ASC', '>');
export const TERM_ROWS_DESCENDING = rowsOfTerms('DESC', '<');

/** A page from the middle of each driving term, merged; each is read in the order of the index, and no further than the page. */
const rows = (order: 'ASC' | 'DESC', beyond: '>' | '<'): string => fromOneState(`
  UNWIND $parts AS part
  ${PLAN}
  CALL (part, driver, required, excluded, together) {
    UNWIND driver AS term
    UNWIND part.spans AS span
    CALL (part, term, span, required, excluded, together) {
      ${SELECTED} AND CASE WHEN f.place = part.place THEN ${TAIL} ${beyond} part.tail ELSE true END
      RETURN r, f.place AS place, ${TAIL} AS tail
      ORDER BY f.term ${order}, f.sort ${order}, f.place ${order}, tail ${order} LIMIT $perPart
    }
    WITH DISTINCT r, place, tail ORDER BY place ${order}, tail ${order} LIMIT $perPart
    RETURN place, tail, r.view AS view
  }
  RETURN part.index AS part, place, tail, view LIMIT $limit`, ['part', 'place', 'tail', 'view']);

/** Pages of lists, one list after another: the lists are taken up in turn, and only until there are enough rows. */
export const ROWS = rows('ASC', '>');

/** The same in the opposite order, which the index serves backwards. */
export const ROWS_DESCENDING = rows('DESC', '<');

/**
 * Of terms that records have to have all of, the rarest drives; without a row where one of them is not there. Of the
 * others, values that records list are looked up in the record, which takes a tenth of a seek. One more whose records are
 * not many more than the rarest has is read at once; for the rest each record is sought.
 */
const RAREST = `
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
    MATCH ()-[f:FILED]->() USING INDEX SEEK f:FILED(term, sort, place)
    WHERE f.term = term AND f.sort = asked.sort AND f.place >= asked.from AND f.place < asked.to
    RETURN collect(f.place + ${TAIL}) AS places
  }
  WITH asked, driver, listed, joined, places, sought[size(joined)..] AS sought`;

/** What is filed under the driving term and the others, in the order of the index. */
const MET = `
    MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(term, sort, place)
    WHERE f.term = driver AND f.sort = asked.sort AND f.place >= asked.from AND f.place < asked.to
      AND (joined = [] OR f.place + ${TAIL} IN places)
      AND all(one IN listed WHERE one.value IN r[one.key])
      AND all(term IN sought WHERE EXISTS {
        MATCH ()-[g:FILED]->() USING INDEX SEEK g:FILED(term, sort, place)
        WHERE g.term = term AND g.sort = asked.sort AND g.place = f.place AND coalesce(g.tail, '') = coalesce(f.tail, '') })`;

/**
 * A page of a list that is filed under several terms, each of them alone in its condition: the rows, and as the only one
 * of `complete` whether all those terms are there.
 */
const rowsOfBoth = (order: 'ASC' | 'DESC', beyond: '>' | '<'): string => jointly(`
  ${RAREST}
  CALL (asked, driver, listed, joined, places, sought) {
    RETURN true AS complete, null AS place, null AS tail, null AS view
  UNION ALL
    ${MET}
      AND CASE WHEN f.place = asked.place THEN ${TAIL} ${beyond} asked.tail ELSE true END
    WITH r, f, ${TAIL} AS tail ORDER BY f.term ${order}, f.sort ${order}, f.place ${order}, tail ${order} LIMIT $perPart
    RETURN null AS complete, f.place AS place, tail, r.view AS view
  }
  RETURN complete, CASE WHEN complete THEN null ELSE asked.index END AS part, place, tail, view`, ['complete', 'part', 'place', 'tail', 'view']);

export const BOTH_ROWS = rowsOfBoth('ASC', '>');
export const BOTH_ROWS_DESCENDING = rowsOfBoth('DESC', '<');

/** How many records each selection has; for a single term the number is kept. */
export const TOTALS = fromOneState(`
  UNWIND $parts AS part
  ${PLAN}
  WITH part, driver, weight, required, excluded, together,
    size(driver) = 1 AND required = [] AND excluded = [] AND together = [] AND part.undated AS kept
  CALL (part, driver, required, excluded, together, kept) {
    UNWIND CASE WHEN kept THEN [] ELSE driver END AS term
    UNWIND part.spans AS span
    CALL (part, term, span, required, excluded, together) { ${SELECTED} RETURN r }
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
    MATCH (t:Term {term: sum.term}) USING INDEX t:Term(term) WHERE t.summed
    MATCH (other:Term {term: sum.other}) USING INDEX other:Term(term)
    OPTIONAL MATCH (s:Sum {of: sum.of}) USING INDEX s:Sum(of)
    WITH sum.value AS value, s.values AS values, s.records AS records LIMIT 1
    RETURN coalesce(head([i IN range(0, size(values) - 1) WHERE values[i] = value | records[i]]), 0) AS total
  }
  RETURN part.index AS part, total`, ['part', 'total']);

/** What records of a term list as the values of some facets, counted: rows of a facet, its values and how many have each, the greatest number first. */
export const countValues = (term: string, facets: string): string => `
    MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(term, sort, place)
    WHERE f.term = ${term} AND f.sort = 0 AND f.place >= ''
    UNWIND ${facets} AS facet
    UNWIND r[facet.key] AS value
    WITH facet, value, count(*) AS n ORDER BY n DESC, value
    WITH facet, collect(value) AS values, collect(n) AS records`;

/** The label of what a value of a facet refers to. */
const LABEL = 'OPTIONAL MATCH (named:Address {address: facet.stem + value}) USING INDEX named:Address(address)';

/** The commonest values of facets of what one term has, from its sums; without rows where it has none. */
export const SUMS = jointly(`
  MATCH (t:Term {term: asked.term}) USING INDEX t:Term(term) WHERE t.summed
  UNWIND asked.facets AS facet
  OPTIONAL MATCH (s:Sum {of: facet.of}) USING INDEX s:Sum(of)
  WITH facet, coalesce(s.values[..$values], []) AS values, s.records[..$values] AS records
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
    MATCH (r)-[x:FILED]->(t) WHERE t.filter IN filters AND x.sort = 0
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
    CALL (part, term, span, required, excluded, together) { ${SELECTED} RETURN r }
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
  ${RAREST}
  CALL (asked, driver, listed, joined, places, sought) { ${MET} RETURN collect(r) AS records }
  CALL (records) {
    RETURN {filter: ''} AS facet, '' AS value, '' AS begins, '' AS rest, size(records) AS n
  UNION ALL ${COUNTED}
  }
  ${COMMONEST}`, ['filter', 'counts']);

/** What stands at some addresses, as it is answered. */
export const READ = jointly(`
  UNWIND asked AS wanted
  MATCH (a:Address {address: wanted}) USING INDEX a:Address(address)
  RETURN a.address AS address, coalesce(a.view, '') AS view, coalesce(a.movedTo, '') AS movedTo`, ['address', 'view', 'movedTo']);

/** What some records refer to. */
export const REFERRED = fromOneState(`
  UNWIND $addresses AS at
  MATCH (here:Address {address: at})-[:${REFERENCE}]->(other:Address) USING INDEX here:Address(address)
  WHERE other.address = $end OR any(label IN labels(other) WHERE label IN $labels)
  RETURN at, other.address AS other LIMIT $limit`, ['at', 'other']);

/** What is filed under some terms, in the order of the index. */
export const REFERRING = fromOneState(`
  UNWIND $lookups AS lookup
  MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(term, sort, place)
  WHERE f.term = lookup.term AND f.sort = 0 AND f.place >= ''
  RETURN lookup.at AS at, r.address AS other LIMIT $limit`, ['at', 'other']);

/** How many records are filed under some terms. */
export const WEIGHT = fromOneState(`
  UNWIND $terms AS term
  MATCH (t:Term {term: term}) USING INDEX t:Term(term)
  RETURN sum(t.records) AS records`, ['records']);
/** What stands at some addresses, as it was written. */
export const WRITTEN = fromOneState(`
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted}) USING INDEX a:Address(address)
  RETURN a.address AS address, coalesce(a.written, '') AS written`, ['address', 'written']);

/** A value in a form that is ordered alike everywhere; only its beginning is indexed. */
const WHOLE_VALUE = "(t.begins + coalesce(t.rest, ''))";
const wholeSpot = (name: string): string => `(${name}.spot + coalesce(${name}.tail, ''))`;

/** Values of a filter by prefix: one range of the index for each type. */
export const VALUES = jointly(`
  UNWIND asked.types AS type
  CALL (asked, type) {
    MATCH (t:Term) USING INDEX SEEK t:Term(filter, type, begins)
    WHERE t.filter = asked.filter AND t.type = type AND t.begins >= asked.from AND t.begins <= asked.to
      AND ${WHOLE_VALUE} >= asked.prefix AND ${WHOLE_VALUE} > asked.after AND ${WHOLE_VALUE} < asked.end
    RETURN t ORDER BY t.filter, t.type, t.begins, coalesce(t.rest, '') LIMIT $limit
  }
  RETURN type, t.value AS value, t.records AS records`, ['type', 'value', 'records']);

/** Names by prefix, in order; of a record whose names begin so more than once the first only. */
export const COMPLETIONS = jointly(`
  MATCH (n:Name) USING INDEX SEEK n:Name(spot)
  WHERE n.spot >= asked.from AND n.spot <= asked.to AND ${wholeSpot('n')} >= asked.prefix AND ${wholeSpot('n')} > asked.after AND ${wholeSpot('n')} < asked.end AND n.type IN asked.types
  MATCH (n)<-[:HAS_NAME]-(r)
  WHERE NOT EXISTS { MATCH (r)-[:HAS_NAME]->(o) WHERE ${wholeSpot('o')} >= asked.prefix AND ${wholeSpot('o')} < ${wholeSpot('n')} }
  RETURN n.type AS type, n.id AS id, n.entry AS entry, n.name AS name, r.label AS label
  ORDER BY n.spot, coalesce(n.tail, '') LIMIT $limit`, ['type', 'id', 'entry', 'name', 'label']);

/**
 * What a claim rests on: how many sources its footnotes cite and who published those, by what is drawn and not by all
 * that the claim is filed under; its roots as they are kept; and how many records some terms have.
 */
export const SUPPORT = jointly(`
  CALL (asked) {
    MATCH (here:Claim {id: asked.claim})-[:DRAWS_ON]->(source) USING INDEX here:Claim(id)
    WHERE EXISTS { MATCH ()-[f:FILED]->() USING INDEX SEEK f:FILED(term, sort, place) WHERE f.term = asked.cited + source.id AND f.sort = 0 AND f.place = asked.place }
    RETURN count(source) AS sources, count(DISTINCT head([(source)-[:PUBLISHED_BY]->(publisher) | publisher.id])) AS publishers
  }
  CALL (asked) {
    OPTIONAL MATCH (o:Roots {claim: asked.claim}) USING INDEX o:Roots(claim)
    RETURN coalesce(o.roots, 0) AS roots, coalesce(o.first, []) AS first
  }
  CALL (asked) {
    UNWIND asked.terms AS wanted
    OPTIONAL MATCH (t:Term {term: wanted}) USING INDEX t:Term(term)
    RETURN collect(coalesce(t.records, 0)) AS records
  }
  RETURN sources, publishers, roots, first, records`, ['sources', 'publishers', 'roots', 'first', 'records']);

/** Within a write: the sources that records rest on by one step. */
export const GROUNDS = `
  UNWIND $addresses AS wanted
  MATCH (here:Address {address: wanted})-[:DRAWS_ON|RESTS_ON]->(source) USING INDEX here:Address(address)
  RETURN DISTINCT wanted AS address, source.id AS source`;

/** Within a write: the records that rest on some sources by one step. */
export const RESTING = `
  UNWIND $sources AS wanted
  MATCH (here:Source {id: wanted})<-[:DRAWS_ON|RESTS_ON]-(r) USING INDEX here:Source(id)
  RETURN DISTINCT r.address AS address`;

/** Within a write: under which of some terms each record is filed; one seek for each, since the place names the record. */
export const FILED = `
  UNWIND $rows AS row
  MATCH ()-[f:FILED]->() USING INDEX SEEK f:FILED(term, sort, place)
  WHERE f.term IN row.terms AND f.sort = 0 AND f.place = row.place AND coalesce(f.tail, '') = row.tail
  RETURN row.address AS address, f.term AS term`;

/** Within a write: the roots that are kept of claims. */
export const KEPT = `
  UNWIND $claims AS wanted
  MATCH (o:Roots {claim: wanted}) USING INDEX o:Roots(claim)
  RETURN wanted AS claim, o.all AS roots`;

/** For a check, the same from one state. */
export const KEPT_CHECK = fromOneState(KEPT, ['claim', 'roots']);

/** For a check, the first of these from one state. */
export const GROUNDS_CHECK = fromOneState(GROUNDS, ['address', 'source']);

/** For a check, the last of these from one state. */
export const FILED_CHECK = fromOneState(FILED, ['address', 'term']);

/** Records as written, type by type: the address begins with the type, so that each is one range of the index. */
export const SCAN = fromOneState(`
  UNWIND $ranges AS range
  CALL (range) {
    MATCH (a:Address) USING INDEX SEEK a:Address(address) WHERE a.address > range.from AND a.address < range.to
    RETURN a ORDER BY a.address LIMIT $limit
  }
  RETURN a.address AS address, coalesce(a.written, '') AS written, coalesce(a.movedTo, '') AS movedTo LIMIT $limit`, ['address', 'written', 'movedTo']);

/**
 * The number of the last change; of a single property no half is seen. It may be that of a commit which is still being
 * applied: whatever is read after it is read once that has been.
 */
export const VERSION = "MATCH (m:Meta {name: 'store'}) USING INDEX m:Meta(name) RETURN 0 AS done, 0 AS begun, [m.version] AS version";

/** All that is stored at some addresses, with the values that are listed there; of those without a record also how many refer there in vain. */
export const STORED = fromOneState(`
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted}) USING INDEX a:Address(address)
  RETURN a.address AS address, coalesce(a.written, '') AS written, coalesce(a.view, '') AS view, coalesce(a.movedTo, '') AS movedTo,
    CASE WHEN a.written IS NULL THEN COUNT { MATCH (a)<-[x:${REFERENCE}]-(s) WHERE x.resolved IS NULL RETURN DISTINCT s } ELSE 0 END AS referrers,
    [key IN keys(a) WHERE key STARTS WITH '${FACET}' | [key, a[key]]] AS lists`, ['address', 'written', 'view', 'movedTo', 'referrers', 'lists']);

/** Which of some filings are there. */
export const FILED_THERE = fromOneState(`
  UNWIND range(0, size($filings) - 1) AS asked
  WITH asked, $filings[asked] AS row
  MATCH (r)-[f:FILED]->() USING INDEX SEEK f:FILED(term, sort, place)
  WHERE f.term = row.term AND f.sort = 0 AND f.place = row.place AND coalesce(f.tail, '') = row.tail AND r.address = row.owner
  RETURN asked`, ['asked']);

/** The relationships that some records have in the words of the model, and the source that an ibid was resolved to. */
export const RELATIONSHIPS = fromOneState(`
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted})-[x:${REFERENCE}|MERGED_INTO]->(b:Address) USING INDEX a:Address(address)
  RETURN a.address AS source, type(x) AS kind, b.address AS target, properties(x) AS fields`, ['source', 'kind', 'target', 'fields']);

/** All sums counted anew from what records list: the terms whose sums are wrong, how many sums there should be, and how many there are. */
export const SUMS_CHECK = fromOneState(`
  OPTIONAL MATCH (t:Term) USING INDEX SEEK t:Term(summed) WHERE t.summed = true
  CALL (t) {
    ${countValues('t.term', '$facets[t.type]')}
    OPTIONAL MATCH (s:Sum {of: facet.filter + ' ' + t.term}) USING INDEX s:Sum(of)
    RETURN count(*) AS expected, count(CASE WHEN s IS NULL OR s.values <> values OR s.records <> records THEN 1 END) AS differ
  }
  WITH sum(expected) AS expected, collect(CASE WHEN differ > 0 THEN {type: t.type, filter: t.filter, value: t.value} END)[..100] AS wrong
  CALL () { MATCH (s:Sum) USING INDEX SEEK s:Sum(of) WHERE s.of >= '' RETURN count(s) AS stored }
  RETURN expected, stored, wrong`, ['expected', 'stored', 'wrong']);

/** The whole index, term by term: how often records are filed, and the terms whose number is wrong. */
export const INDEX_CHECK = fromOneState(`
  MATCH (t:Term) USING INDEX SEEK t:Term(term) WHERE t.term >= ''
  CALL (t) { MATCH (t)<-[f:FILED]-() WHERE f.sort = 0 RETURN count(f) AS counted, coalesce(sum(f.times), 0) AS times }
  WITH sum(times) AS times, collect(CASE WHEN counted <> t.records THEN {type: t.type, filter: t.filter, value: t.value, records: t.records, counted: counted} END)[..100] AS wrong
  RETURN times, wrong`, ['times', 'wrong']);
