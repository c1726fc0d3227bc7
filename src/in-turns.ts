import { setImmediate as nextTurn } from 'node:timers/promises';
import { monotonicMs } from './verify/clock.ts';

/** For how many milliseconds the event loop may be held by work that can be done in parts. */
const LONGEST_TURN_MS = 10;

/** What comes of each of many, made in as many turns of the event loop as keep each of them short. */
export const mapInTurns = async <T, R>(items: readonly T[], make: (item: T, i: number) => R): Promise<R[]> => {
  const made: R[] = [];
  let began = monotonicMs();
  for (const [i, item] of items.entries()) {
    if (monotonicMs() - began > LONGEST_TURN_MS) {
      await nextTurn();
      began = monotonicMs();
    }
    made.push(make(item, i));
  }
  return made;
};

/** Waits for a turn, or for an answer, as long as somebody waits for what follows. @throws the reason of the signal, once nobody does */
export const unlessGone = async <T>(turn: Promise<T>, signal: AbortSignal): Promise<T> => {
  // Left behind, it may fail with nobody to hear it, which would end the process.
  turn.catch(() => undefined);
  signal.throwIfAborted();
  let leave = (): void => undefined;
  const gone = new Promise<never>((_resolve, reject) => {
    leave = () => reject(signal.reason as Error);
    signal.addEventListener('abort', leave);
  });
  try {
    return await Promise.race([turn, gone]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
};

/** Lets so many go on at the same time; the others wait for their turn, in the order in which they came. */
export class Few {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(most: number) {
    this.free = most;
  }

  /** How many wait. */
  get waits(): number {
    return this.waiting.length;
  }

  /** `within` waits for the turn of some work; where it throws, that leaves the queue and makes room for others. */
  async use<T>(work: () => Promise<T>, within: (turn: Promise<void>) => Promise<void> = (turn) => turn): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await this.turn(within);
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }

  private async turn(within: (turn: Promise<void>) => Promise<void>): Promise<void> {
    let mine: (() => void) | undefined;
    try {
      await within(new Promise<void>((resolve) => this.waiting.push((mine = resolve))));
    } catch (error) {
      const at = this.waiting.indexOf(mine!);
      // Its turn may have come at the same moment; then it takes it.
      if (at < 0) return;
      this.waiting.splice(at, 1);
      throw error;
    }
  }
}
