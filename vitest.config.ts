import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // What needs a Neo4j, or processes and browsers, is run by configurations of its own.
    exclude: ['tests/integration/neo4j-*.test.ts', 'tests/e2e/**'],
    globalSetup: 'tests/support/assets.ts',
    // Processes, not threads: the embedded store starts threads of its own.
    pool: 'forks',
    // Modules are loaded once for a process, not once for each file: half of the time went into that. Mocks end with their case.
    isolate: false,
    restoreMocks: true,
    maxWorkers: 2,
    // Far longer than anything takes: no test fails because the machine is busy.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
