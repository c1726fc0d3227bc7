import { defineConfig } from 'vitest/config';

/* The cases that every engine has to pass, on a real Neo4j. */
export default defineConfig({
  test: {
    include: ['tests/contract/*.test.ts', 'tests/integration/neo4j-*.test.ts'],
    globalSetup: ['tests/support/assets.ts', 'tests/support/neo4j-global.ts'],
    setupFiles: 'tests/support/neo4j-worker.ts',
    pool: 'forks',
    // Modules are loaded once for a process, not once for each file: half of the time went into that. Mocks end with their case.
    isolate: false,
    restoreMocks: true,
    // Each with a Neo4j of its own, which is emptied before each case; of one that is given there is one.
    maxWorkers: process.env['NEO4J_TEST_URI'] === undefined ? 2 : 1,
    // Far longer than anything takes: no test fails because the machine is busy.
    testTimeout: 1_800_000,
    hookTimeout: 1_800_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
