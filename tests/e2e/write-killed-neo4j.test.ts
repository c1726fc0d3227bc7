import { afterAll, beforeAll, describe } from 'vitest';
import { killedWhileWriting } from '../support/kills.ts';
import { missingFor, startNeo4j, type Neo4jServer } from '../support/neo4j-server.ts';

/* Some kills, or as many as NEO4J_KILLS says, of a service over a server that goes on; SEED as in write-killed.test.ts. */
const { NEO4J_KILLS = '3', SEED = '1' } = process.env;
const missing = missingFor();

describe.skipIf(missing !== null)(`over a Neo4j of its own${missing === null ? '' : ` (${missing})`}`, () => {
  let server: Neo4jServer;
  beforeAll(async () => {
    server = await startNeo4j();
  });
  afterAll(() => server.stop());

  killedWhileWriting('neo4j', {
    kills: Number(NEO4J_KILLS),
    seed: Number(SEED),
    environment: () => ({ NEO4J_URI: server.uri }),
  });
});
