import { setTimeout as sleep } from 'node:timers/promises';
import type { Piscina } from 'piscina';
import { DictumError, type ErrorCode, type Fault } from '../model/errors.ts';
import { timeLeft } from '../deadline.ts';
import { Few } from '../in-turns.ts';
import { startThreads, type ThreadOptions } from '../thread-pool.ts';
import { monotonicMs } from '../verify/clock.ts';
import { StoreRefused } from './migration.ts';

/*
 * Threads of a store, whichever engine it is of: how a fault comes back from one, and for how
 * long an answer is waited for.
 */

/** What a thread hands back. Of an error that is thrown only the message would get through. */
export type Answer =
  | { value: unknown }
  | { fault: { code: ErrorCode; detail: string; context: Readonly<Record<string, unknown>>; faults: readonly Fault[] } }
  | { refused: string }
  | { error: { message: string; code: unknown; stack: string | undefined } };

/** Does some work on a thread; not where its time (`monotonicMs`) is over before it has begun. */
export const answering = async (work: () => Promise<unknown>, deadline: number | null): Promise<Answer> => {
  if (deadline !== null && monotonicMs() > deadline)
    return { fault: { code: 'too-slow', detail: 'its time was over before its turn came', context: {}, faults: [] } };
  try {
    return { value: await work() };
  } catch (error) {
    if (error instanceof DictumError)
      return { fault: { code: error.code, detail: error.message, context: error.context, faults: error.faults } };
    if (error instanceof StoreRefused) return { refused: error.message };
    if (error instanceof Error)
      return { error: { message: error.message, code: (error as NodeJS.ErrnoException).code, stack: error.stack } };
    throw error;
  }
};

/** What a thread answered. @throws what was thrown there */
const valueOf = (answer: Answer): unknown => {
  if ('value' in answer) return answer.value;
  if ('fault' in answer) throw new DictumError(answer.fault.code, answer.fault.detail, answer.fault);
  if ('refused' in answer) throw new StoreRefused(answer.refused);
  throw Object.assign(new Error(answer.error.message), answer.error);
};

/** The tasks that the threads of a pool are at. */
const underWay = new WeakMap<Piscina, Set<Promise<unknown>>>();

/** Hands a task to a thread. */
export const ask = async (pool: Piscina, task: object): Promise<unknown> => {
  const tasks = underWay.get(pool) ?? new Set<Promise<unknown>>();
  underWay.set(pool, tasks);
  const answer = pool.run(task);
  tasks.add(answer);
  try {
    return valueOf((await answer) as Answer);
  } finally {
    tasks.delete(answer);
  }
};

/** How long closing waits for tasks that are under way. */
const ENDS_WITHIN_MS = 30_000;

/**
 * Ends the threads of a pool once they are done. Not by the pool alone: its close counts a thread that ends several tasks
 * several times, and stops others in theirs, which within SQLite takes the process with it.
 */
export const closed = async (pool: Piscina): Promise<void> => {
  const tasks = underWay.get(pool) ?? new Set<Promise<unknown>>();
  const over = new AbortController();
  const late = sleep(ENDS_WITHIN_MS, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([Promise.allSettled(tasks), late]);
  over.abort();
  await pool.close();
};

/**
 * Stops waiting for an answer after a time, or once whoever asked does. What is too slow is left to end by itself: a
 * thread that is stopped within the code of SQLite takes the process with it.
 */
export const inTime = async <T>(answer: Promise<T>, timeoutMs: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new DictumError('too-slow', `the query took longer than ${timeoutMs} ms`)),
      timeLeft(timeoutMs),
    );
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** How long closing waits for threads that are still starting. */
const STARTS_WITHIN_MS = 5000;

/**
 * Waits until no thread is starting. One that is stopped while it opens the database takes the process with it, as one
 * within SQLite does.
 */
export const allStarted = async (isStarting: () => boolean): Promise<void> => {
  for (const until = monotonicMs() + STARTS_WITHIN_MS; isStarting() && monotonicMs() < until;) await sleep(5);
};

/** For how long a thread that verifies is kept without work: it holds the memory that its last text took. */
const IDLE_MS = 30_000;
/** How many verifications may wait for each thread. */
const WAITING = 8;

/**
 * Threads that verify quotations, apart from those that read, so that nothing else waits for them. They are started
 * when they are needed.
 */
export const verifyingThreads = (
  threads: number,
  timeoutMs: number,
  options: Pick<ThreadOptions, 'from' | 'module' | 'workerData'>,
): { verify: (values: unknown[]) => Promise<unknown>; close: () => Promise<void> } => {
  const pool = startThreads({ ...options, minThreads: 0, maxThreads: threads, idleTimeout: IDLE_MS });
  let ready = 0;
  pool.on('workerCreate', () => (ready += 1)).on('workerDestroy', () => (ready -= 1));
  const few = new Few(threads);
  const open = new Set<Promise<unknown>>();
  return {
    verify: async (values) => {
      const deadline = monotonicMs() + timeoutMs;
      const task = { method: 'verifyQuote', values: [...values, deadline], deadline };
      if (few.waits >= threads * WAITING)
        throw new DictumError('overloaded', `${few.waits} quotations wait to be verified already`);
      const answer = few.use(
        () => ask(pool, task),
        (turn) => inTime(turn, timeoutMs),
      );
      open.add(answer);
      try {
        return await inTime(answer, timeoutMs);
      } finally {
        open.delete(answer);
      }
    },
    close: async () => {
      await Promise.allSettled(open);
      await allStarted(() => pool.threads.length > ready);
      await closed(pool);
    },
  };
};
