import { setTimeout as sleep } from 'node:timers/promises';
import { DictumError } from '../model/errors.ts';
import type { ChangeSet, ChangesQuery } from '../log/history.ts';
import { allChanges } from '../queries/changes.ts';
import type { Store } from '../store/port.ts';

/*
 * The log of change sets as it goes on. Each listener reads the log itself, from where it has come to, so that none
 * misses a set or holds another up; the feed only says when there is more. A set is in the log once it is committed,
 * whichever process wrote it.
 */

export type FeedOptions = {
  /** How often the log is looked at while somebody listens. */
  everyMs?: number;
  /** How long a listener may take to read what it was sent. */
  patienceMs?: number;
  /** How many listen at once. */
  most?: number;
};

/** How a listener ended: it left or the service closes, or it was too slow. */
export type Ended = 'closed' | 'slow';

export class Feed {
  private readonly store: Store;
  private readonly options: Required<FeedOptions>;
  private listeners = 0;
  private readonly closing = new AbortController();

  constructor(store: Store, { everyMs = 500, patienceMs = 30_000, most = 200 }: FeedOptions = {}) {
    this.store = store;
    this.options = { everyMs, patienceMs, most };
  }

  /** Ends all listening. */
  close(): void {
    this.closing.abort();
  }

  /**
   * Sends change sets after one as they come, until the listener leaves or falls behind.
   * @throws DictumError `overloaded` where too many listen already
   */
  async follow(
    query: ChangesQuery & { after: number },
    left: AbortSignal,
    send: (set: ChangeSet) => Promise<unknown>,
  ): Promise<{ ended: Ended; last: number }> {
    const signal = AbortSignal.any([left, this.closing.signal]);
    let last = query.after;
    this.listeners += 1;
    try {
      while (!signal.aborted) {
        for await (const sets of allChanges(this.store, { ...query, after: last }))
          for (const set of sets) {
            if (signal.aborted) return { ended: 'closed', last };
            if (!(await this.inTime(send(set), signal))) return { ended: signal.aborted ? 'closed' : 'slow', last };
            last = set.number;
          }
        await this.more(last, signal);
      }
      return { ended: 'closed', last };
    } finally {
      this.listeners -= 1;
    }
  }

  refuseTooMany(): void {
    if (this.listeners >= this.options.most)
      throw new DictumError('overloaded', `${this.options.most} listen to the changes already`);
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
  private async more(last: number, signal: AbortSignal): Promise<void> {
    for (let newest = last; newest <= last && !signal.aborted;) {
      await sleep(this.options.everyMs, undefined, { signal }).catch(() => undefined);
      // A store that does not answer for a while has nothing new to tell meanwhile.
      if (!signal.aborted) newest = await this.store.lastChange().catch(() => last);
    }
  }
}
