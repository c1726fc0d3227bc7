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

/** What some records are filed under. */
export const FILED = `
  UNWIND $addresses AS wanted
  MATCH (a:Address {address: wanted}) USING INDEX SEEK a:Address(address)
  RETURN wanted AS address, a.indexKeys AS keys`;

/** The roots that are kept of claims. */
export const KEPT = `
  UNWIND $claims AS wanted
  MATCH (o:Roots {claim: wanted}) USING INDEX SEEK o:Roots(claim)
  RETURN wanted AS claim, o.all AS roots`;
