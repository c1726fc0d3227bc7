import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // These need a Neo4j; see vitest.neo4j.config.ts.
    exclude: ['tests/integration/neo4j-*.test.ts'],
    globalSetup: 'tests/support/build.ts',
    // Processes, not threads: the embedded store starts threads of its own.
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
