import { setTimeout as sleep } from 'node:timers/promises';
import { DictumError } from '../model/errors.ts';
import type { ChangeSet } from '../log/history.ts';
import type { ChangesQuery } from '../log/reader.ts';
import { allChanges } from '../queries/changes.ts';
import type { Store } from '../store/port.ts';
import { monotonicMs } from '../verify/clock.ts';
import { comeTo } from './come-to.ts';

/*
 * The log of change sets as it goes on. Each listener reads the log itself, from where it has come to, so that none
 * misses a set or holds another up; the feed only says when there is more. A set is in the log once it is committed,
 * whichever process wrote it.
 */

export type FeedOptions = {
  /** How often the log is looked at while somebody listens. */
  everyMs?: number;
  /** How long a change set is waited for that another instance has told of already. */
  behindMs?: number;
  /** How long a listener may take to read what it was sent. */
  patienceMs?: number;
  /** How many listen at once. */
  most?: number;
  /** How often it is asked again whether a listener still may who has nothing to be told; else before each change set. */
  asksEveryMs?: number;
};

/** How a listener ended: it left or the service closes, or it was too slow. */
export type Ended = 'closed' | 'slow';

export class Feed {
  private readonly store: Store;
  private readonly options: Required<FeedOptions>;
  private listeners = 0;
  private readonly closing = new AbortController();

  constructor(
    store: Store,
    { everyMs = 500, behindMs = 2000, patienceMs = 30_000, most = 200, asksEveryMs = 10_000 }: FeedOptions = {},
  ) {
    this.store = store;
    this.options = { everyMs, behindMs, patienceMs, most, asksEveryMs };
  }

  /** How many listen now. */
  get open(): number {
    return this.listeners;
  }

  /** Ends all listening. */
  close(): void {
    this.closing.abort();
  }

  /**
   * Takes a place among the listeners; what it returns gives it back.
   * @throws DictumError `overloaded` where too many listen already
   */
  enter(): () => void {
    if (this.listeners >= this.options.most)
      throw new DictumError('overloaded', `${this.options.most} listen to the changes already`);
    this.listeners += 1;
    return () => void (this.listeners -= 1);
  }

  /** Waits for a change set, for a while; the newest that there is then. */
  comeTo(number: number): Promise<number> {
    return comeTo(this.store, number, { waitsMs: this.options.behindMs, signal: this.closing.signal });
  }

  /**
   * Sends change sets after one as they come, until the listener leaves or falls behind. `stillMay` is asked before each,
   * and now and again; what it throws ends it.
   */
  async follow(
    query: ChangesQuery & { after: number },
    left: AbortSignal,
    { send, stillMay }: { send: (set: ChangeSet) => Promise<unknown>; stillMay: () => Promise<unknown> },
  ): Promise<{ ended: Ended; last: number }> {
    const signal = AbortSignal.any([left, this.closing.signal]);
    let last = query.after;
    let asksAt = monotonicMs() + this.options.asksEveryMs;
    const ask = async (): Promise<void> => {
      await stillMay();
      asksAt = monotonicMs() + this.options.asksEveryMs;
    };
    const askNowAndAgain = async (): Promise<void> => (monotonicMs() < asksAt ? undefined : ask());
    while (!signal.aborted) {
      // What comes while this is read is looked for next time; what was there is not read again, though it was not meant.
      const newest = await this.store.lastChange();
      for await (const sets of allChanges(this.store, { ...query, after: last })) {
        for (const set of sets) {
          // A token may have been revoked since the last one.
          await ask();
          if (signal.aborted) return { ended: 'closed', last };
          if (!(await this.inTime(send(set), signal))) return { ended: signal.aborted ? 'closed' : 'slow', last };
          last = set.number;
        }
      }
      last = Math.max(last, newest);
      await this.more(last, signal, askNowAndAgain);
    }
    return { ended: 'closed', last };
  }

  private async inTime(sent: Promise<unknown>, signal: AbortSignal): Promise<boolean> {
    const over = new AbortController();
    try {
      const late = sleep(this.options.patienceMs, 'late', { signal: AbortSignal.any([signal, over.signal]) });
      return (await Promise.race([sent, late.catch(() => 'late')])) !== 'late';
    } finally {
      over.abort();
    }
  }

  /** Waits until the log has more than the listener has seen. */
  private async more(last: number, signal: AbortSignal, ask: () => Promise<void>): Promise<void> {
    for (let newest = last; newest <= last && !signal.aborted;) {
      await sleep(this.options.everyMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await ask();
      // A store that does not answer for a while has nothing new to tell meanwhile.
      newest = await this.store.lastChange().catch(() => last);
    }
  }
}
