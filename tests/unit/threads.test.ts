import { expect, it } from 'vitest';
import { ask, closed } from '../../src/store/threads.ts';
import { startThreads } from '../../src/thread-pool.ts';

it('threads are ended once all of them are done, whichever is first', async () => {
  const from = new URL('../support/', import.meta.url).href;
  const threads = { from: `${from}asked.ts`, module: 'sleeping-thread', minThreads: 2, maxThreads: 2 };
  const pool = startThreads({ ...threads, idleTimeout: Infinity });
  await Promise.all([ask(pool, { ms: 1 }), ask(pool, { ms: 1 })]);
  const answers = Promise.allSettled([ask(pool, { ms: 1500 }), ask(pool, { ms: 300 })]);
  await closed(pool);
  expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
});
