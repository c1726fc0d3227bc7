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
    // Far longer than anything takes: no test fails because the machine is busy.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
