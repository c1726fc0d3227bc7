import { AsyncLocalStorage } from 'node:async_hooks';
import { monotonicMs } from './verify/clock.ts';

/*
 * Until when whoever asked waits. An answer may take several questions of the store, each of which has a limit of its
 * own; together they have this one.
 */

/** `at`: a time of `monotonicMs`; null where there is none any more. */
export type Deadline = { at: number | null };

const deadlines = new AsyncLocalStorage<Deadline>();

/** Does what has to end in so many milliseconds; what it begins is in time too. */
export const withDeadline = <T>(ms: number, work: (deadline: Deadline) => T): T => {
  const deadline: Deadline = { at: monotonicMs() + ms };
  return deadlines.run(deadline, () => work(deadline));
};

/** How many milliseconds are left of so many. */
export const timeLeft = (ms: number): number => {
  const at = deadlines.getStore()?.at ?? null;
  return at === null ? ms : Math.max(0, Math.min(ms, at - monotonicMs()));
};
