import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../../src/store/threads.ts';

/* A thread that is at something for a time. */

export default async ({ ms }: { ms: number }): Promise<Answer> => {
  await sleep(ms);
  return { value: ms };
};
