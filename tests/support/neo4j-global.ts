import { LINES, missingFor, startNeo4j, type LineName } from './neo4j-server.ts';

/**
 * Gives the tests a Neo4j: the one that NEO4J_TEST_URI names, or one from its published jars, of the line that
 * NEO4J_LINE names.
 * @throws Error where there is neither
 */
export default async (): Promise<() => Promise<void>> => {
  if (process.env['NEO4J_TEST_URI'] !== undefined) return async () => undefined;
  const line = (process.env['NEO4J_LINE'] ?? '5') as LineName;
  if (!(line in LINES))
    throw new Error(`there is no line ${line} of Neo4j; NEO4J_LINE takes ${Object.keys(LINES).join(', ')}`);
  const missing = missingFor(line);
  if (missing !== null) throw new Error(`no Neo4j ${LINES[line].version} for the tests: ${missing}`);
  const server = await startNeo4j({ line, brief: true });
  process.env['NEO4J_TEST_URI'] = server.uri;
  return () => server.stop();
};
