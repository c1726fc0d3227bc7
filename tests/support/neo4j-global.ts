import type { TestProject } from 'vitest/node';
import { LINES, missingFor, startNeo4j, type LineName } from './neo4j-server.ts';

/**
 * Gives each process of the tests a Neo4j (neo4j-worker.ts): the one that NEO4J_TEST_URI names, or some from its
 * published jars, of the line that NEO4J_LINE names.
 * @throws Error where there is neither
 */
export default async ({ config, vitest }: TestProject): Promise<() => Promise<void>> => {
  if (process.env['NEO4J_TEST_URI'] !== undefined) return async () => undefined;
  const line = (process.env['NEO4J_LINE'] ?? '5') as LineName;
  if (!(line in LINES))
    throw new Error(`there is no line ${line} of Neo4j; NEO4J_LINE takes ${Object.keys(LINES).join(', ')}`);
  const missing = missingFor(line);
  if (missing !== null) throw new Error(`no Neo4j ${LINES[line].version} for the tests: ${missing}`);
  const processes = Math.min(config.maxWorkers, vitest.state.getPaths().length);
  const servers = await Promise.all(Array.from({ length: processes }, () => startNeo4j({ line, brief: true })));
  process.env['NEO4J_TEST_URIS'] = servers.map(({ uri }) => uri).join(' ');
  return async () => void (await Promise.all(servers.map((server) => server.stop())));
};
