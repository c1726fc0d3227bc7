import { defineConfig } from 'vitest/config';

/* What is tried as whole processes: commands, kills, threads, programs of others. */
export default defineConfig({
  test: {
    include: ['tests/e2e/*.test.ts'],
    globalSetup: 'tests/support/build.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
