import { afterAll, beforeAll, describe } from 'vitest';
import { killedWhileWriting } from '../support/kills.ts';
import { missingFor, startNeo4j, type Neo4jServer } from '../support/neo4j-server.ts';

/* As many kills as NEO4J_KILLS says of a service over a server that goes on; SEED as in write-killed.test.ts. */
const { NEO4J_KILLS, SEED = '1' } = process.env;
const missing = NEO4J_KILLS === undefined ? 'skipped: NEO4J_KILLS is not set; npm run campaign sets it' : missingFor();

describe.skipIf(missing !== null)(`over a Neo4j of its own${missing === null ? '' : ` (${missing})`}`, () => {
  let server: Neo4jServer;
  beforeAll(async () => {
    server = await startNeo4j({ brief: true });
  });
  afterAll(() => server.stop());

  killedWhileWriting('neo4j', {
    kills: Number(NEO4J_KILLS),
    seed: Number(SEED),
    environment: () => ({ NEO4J_URI: server.uri }),
  });
});
