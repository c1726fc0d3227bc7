import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Processes, not threads: the embedded store starts threads of its own.
    pool: 'forks',
    // One Neo4j is wiped before each of its cases, so its files must not run side by side.
    fileParallelism: process.env['NEO4J_TEST_URI'] === undefined,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
