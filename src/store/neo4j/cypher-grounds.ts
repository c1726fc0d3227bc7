import { IDENTIFIER } from '../../model/support.ts';

/*
 * What roots are counted by, as Cypher; asked within a write or a check, which sees one state.
 */

/** The sources that records rest on by one step. */
export const GROUNDS = `
  UNWIND $addresses AS wanted
  MATCH (here:Address {address: wanted})-[:DRAWS_ON|RESTS_ON]->(source) USING INDEX SEEK here:Address(address)
  RETURN DISTINCT wanted AS address, substring(source.address, size('source/')) AS source`;

/** The records that rest on some sources by one step. */
export const RESTING = `
  UNWIND $sources AS wanted
  MATCH (here:Source {id: wanted})<-[:DRAWS_ON|RESTS_ON]-(r) USING INDEX SEEK here:Source(id)
  RETURN DISTINCT r.address AS address`;

/** By what sources are known elsewhere. */
export const IDENTIFIERS = `
  UNWIND $sources AS wanted
  MATCH (here:Source {id: wanted})-[:FILED]->(t:Term) USING INDEX SEEK here:Source(id)
  WHERE t.filter = '${IDENTIFIER}'
  RETURN wanted AS key, t.value AS value`;

/** The sources that are known by some identifiers, a bounded number of each. */
export const IDENTIFIED = `
  UNWIND $identifiers AS asked
  MATCH (t:Term {term: asked.term}) USING INDEX SEEK t:Term(term)
  CALL (t) {
    MATCH (here:Source)-[:FILED]->(t)
    RETURN here.id AS value LIMIT $most
  }
  RETURN asked.identifier AS key, value`;

/** Under which of some terms each record is filed; one seek for each, since the place names the record. */
export const FILED = `
  UNWIND $rows AS row
  MATCH ()-[f:FILED]->(t) USING INDEX SEEK f:FILED(digest, place0)
  WHERE f.digest IN row.digests AND f.place0 = row.place AND coalesce(f.tail0, '') = row.tail
  RETURN row.address AS address, t.value AS value`;

/** The roots that are kept of claims. */
export const KEPT = `
  UNWIND $claims AS wanted
  MATCH (o:Roots {claim: wanted}) USING INDEX SEEK o:Roots(claim)
  RETURN wanted AS claim, o.all AS roots`;
