import { defineConfig } from 'vitest/config';

/* The cases that every engine has to pass, on a real Neo4j beside the embedded engine. */
export default defineConfig({
  test: {
    include: ['tests/contract/*.test.ts', 'tests/integration/neo4j-*.test.ts'],
    globalSetup: ['tests/support/assets.ts', 'tests/support/neo4j-global.ts'],
    pool: 'forks',
    // Modules are loaded once for a process, not once for each file: half of the time went into that. Mocks end with their case.
    isolate: false,
    restoreMocks: true,
    // The one Neo4j is emptied before each case, so files must not run side by side.
    fileParallelism: false,
    // Far longer than anything takes: no test fails because the machine is busy.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
