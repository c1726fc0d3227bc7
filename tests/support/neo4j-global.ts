import { missingFor, startNeo4j } from './neo4j-server.ts';

/**
 * Gives the tests a Neo4j: the one that NEO4J_TEST_URI names, or one from its published jars.
 * @throws Error where there is neither
 */
export default async (): Promise<() => Promise<void>> => {
  if (process.env['NEO4J_TEST_URI'] !== undefined) return async () => undefined;
  const missing = missingFor();
  if (missing !== null) throw new Error(`no Neo4j for the tests: ${missing}`);
  const server = await startNeo4j();
  process.env['NEO4J_TEST_URI'] = server.uri;
  return () => server.stop();
};
