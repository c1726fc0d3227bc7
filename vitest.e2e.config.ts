import { defineConfig } from 'vitest/config';

/* What is tried as whole processes: commands, kills, threads, programs of others. */
export default defineConfig({
  test: {
    // Worlds by chance too, more of them than the quicker tests have time for.
    include: ['tests/e2e/*.test.ts', 'tests/contract/{load,property}.test.ts'],
    env: { WORLDS: '60' },
    globalSetup: 'tests/support/build.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
