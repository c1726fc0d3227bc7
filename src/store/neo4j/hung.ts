import { setTimeout as sleep } from 'node:timers/promises';
import { DictumError } from '../../model/errors.ts';
import { monotonicMs } from '../../verify/clock.ts';
import { isLockedOut, isLost } from './faults.ts';
import { within } from './observe.ts';

/*
 * A server that hangs, and one that lets nobody in: what is asked of it is given up, or not asked at all.
 */

/** For how long the server is not asked again once it refused the password: it locks the user out whoever tries too often. */
const LOCKED_OUT_MS = 10_000;

/** Of a commit whose answer did not come. */
export const UNTOLD = '; what was sent may have been written, or may still come to be';

/** Keeps from a server what it would refuse for its password, of which it takes few in a row, also from others. */
export class Lockout {
  private error: unknown = null;
  private until = -Infinity;

  async of<T>(ask: () => Promise<T>): Promise<T> {
    const tries = this.error !== null;
    if (tries && monotonicMs() < this.until) throw this.error;
    // One tries; whoever comes meanwhile is told what the last one was.
    if (tries) this.until = monotonicMs() + LOCKED_OUT_MS;
    try {
      const answer = await ask();
      if (tries) this.error = null;
      return answer;
    } catch (error) {
      if (isLockedOut(error)) [this.error, this.until] = [error, monotonicMs() + LOCKED_OUT_MS];
      throw error;
    }
  }
}

/**
 * Waits for what may take any time, for as long as the server answers `ping` at all.
 * @throws DictumError `store-unreachable` where it does not within so many milliseconds
 */
export const whileHeard = async <T>(
  work: Promise<T>,
  { ping, ms, writes }: { ping: () => Promise<unknown>; ms: number; writes: boolean },
): Promise<T> => {
  const done = new AbortController();
  const listening = async (): Promise<never> => {
    for (;;) {
      await sleep(ms, undefined, { signal: done.signal });
      await within(ms, ping()).catch((error) => {
        // A refusal is heard too, and a pool that is used up says nothing of the server.
        if (error instanceof DictumError || isLost(error))
          throw new DictumError('store-unreachable', `${(error as Error).message}${writes ? UNTOLD : ''}`, {
            cause: error,
          });
      });
    }
  };
  try {
    return await Promise.race([work, listening()]);
  } finally {
    done.abort();
  }
};
