import { beforeAll } from 'vitest';
import build from '../support/build.ts';
import { severalInstances } from '../support/instances.ts';
import { emptyNeo4j } from '../support/neo4j-server.ts';

const uri = process.env['NEO4J_TEST_URI']!;
beforeAll(async () => {
  build();
  await emptyNeo4j(uri);
});

severalInstances('neo4j', () => ({ NEO4J_URI: uri, NEO4J_PASSWORD: '' }));
