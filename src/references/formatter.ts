import type { Piscina } from 'piscina';
import { DictumError } from '../model/errors.ts';
import { startThreads } from '../thread-pool.ts';
import type { Appearance, References } from './appearance.ts';

/*
 * Formatting off the thread that serves: styles take some milliseconds a reference, and most of a second to load.
 */

/** How long a thread is kept that has nothing to do. */
const IDLE_MS = 60_000;
/** How many threads format, and how many requests may be under way, most of them waiting. */
const THREADS = 2;
const MOST_AT_ONCE = 32;

export type Formatter = {
  /** Formats references. @throws DictumError `too-slow`, `overloaded` */
  format(references: References, appearance: Appearance): Promise<string>;
  close(): Promise<void>;
};

/** Formats in threads that are started with the first references that need them; one that takes too long is ended. */
export const openFormatter = ({ timeoutMs }: { timeoutMs: number }): Formatter => {
  let pool: Piscina | null = null;
  let underWay = 0;
  const open = (): Piscina =>
    startThreads({
      from: import.meta.url,
      module: 'worker',
      minThreads: 0,
      maxThreads: THREADS,
      idleTimeout: IDLE_MS,
    });
  return {
    format: async (references, appearance) => {
      if (underWay >= MOST_AT_ONCE)
        throw new DictumError('overloaded', 'too many requests are waiting for references to be formatted');
      pool ??= open();
      underWay++;
      try {
        return (await pool.run({ references, appearance }, { signal: AbortSignal.timeout(timeoutMs) })) as string;
      } catch (cause) {
        if (cause instanceof Error && cause.name === 'AbortError')
          throw new DictumError('too-slow', `formatting took longer than ${timeoutMs} ms`, { cause });
        throw new DictumError('internal', 'the references could not be formatted', { cause });
      } finally {
        underWay--;
      }
    },
    close: async () => {
      await pool?.close({ force: true });
    },
  };
};
