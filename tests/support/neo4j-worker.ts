/* Each process of the tests has a Neo4j to itself, of those that were started (neo4j-global.ts): it is emptied before each case. */

const started = process.env['NEO4J_TEST_URIS']?.split(' ');
if (started !== undefined)
  process.env['NEO4J_TEST_URI'] = started[Number(process.env['VITEST_POOL_ID']) - 1] ?? started[0]!;
