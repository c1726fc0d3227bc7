import { AsyncLocalStorage } from 'node:async_hooks';
import { unlessGone } from './in-turns.ts';
import { monotonicMs } from './verify/clock.ts';

/*
 * Until when whoever asked waits. An answer may take several questions of the store, each of which has a limit of its
 * own; together they have this one.
 */

/** `at`: a time of `monotonicMs`; null where there is none any more. `gone`: aborted once nobody waits for the answer; null where it is made all the same. */
export type Deadline = { at: number | null; gone: AbortSignal | null };

const deadlines = new AsyncLocalStorage<Deadline>();

/** Does what has to end in so many milliseconds; what it begins is in time too. */
export const withDeadline = <T>(ms: number, gone: AbortSignal | null, work: (deadline: Deadline) => T): T => {
  const deadline: Deadline = { at: monotonicMs() + ms, gone };
  return deadlines.run(deadline, () => work(deadline));
};

/** How many milliseconds are left of so many. */
export const timeLeft = (ms: number): number => {
  const at = deadlines.getStore()?.at ?? null;
  return at === null ? ms : Math.max(0, Math.min(ms, at - monotonicMs()));
};

/** Does what others wait for too, who came later. */
export const forAll = <T>(work: () => T): T => deadlines.run({ at: null, gone: null }, work);

/** @throws the reason of `gone`, where nobody waits any more */
export const refuseGone = (): void => deadlines.getStore()?.gone?.throwIfAborted();

/** Waits for as long as somebody waits for what follows. @throws the reason of `gone`, once nobody does */
export const whileWanted = <T>(promise: Promise<T>): Promise<T> => {
  const gone = deadlines.getStore()?.gone ?? null;
  return gone === null ? promise : unlessGone(promise, gone);
};
