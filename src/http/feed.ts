import { setTimeout as sleep } from 'node:timers/promises';
import { DictumError } from '../model/errors.ts';
import type { ChangeSet } from '../log/history.ts';
import type { ChangesQuery } from '../log/reader.ts';
import { allChanges } from '../queries/changes.ts';
import type { Store } from '../store/port.ts';
import { monotonicMs } from '../verify/clock.ts';
import { comeTo } from './come-to.ts';

/*
 * Logs as they go on: that of change sets, and that of what happens to proposals. Each listener reads the log itself, from
 * where it has come to, so that none misses an item or holds another up; the feed only says when there may be more. An
 * item is in the log once it is committed, whichever process wrote it.
 */

/** A log that is followed: its items, each at a place. */
export type Followed<T, P extends number | string> = {
  /** Up to where the log goes by now, of one who has come to a place: that, or one behind it. */
  newest(after: P): Promise<P>;
  /** What of it is meant behind a place, in pages. */
  behind(place: P): AsyncIterable<readonly T[]>;
  placeOf(item: T): P;
};

/** The log of change sets, those that a query means. */
export const changesFollowed = (store: Store, query: ChangesQuery): Followed<ChangeSet, number> => ({
  newest: () => store.lastChange(),
  behind: (after) => allChanges(store, { ...query, after }),
  placeOf: ({ number }) => number,
});

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
    if (this.listeners >= this.options.most) throw new DictumError('overloaded', `${this.options.most} listen already`);
    this.listeners += 1;
    return () => void (this.listeners -= 1);
  }

  /** Waits for a change set, for a while; the newest that there is then. */
  comeTo(number: number): Promise<number> {
    return comeTo(this.store, number, { waitsMs: this.options.behindMs, signal: this.closing.signal });
  }

  /**
   * Sends items behind a place as they come, until the listener leaves or falls behind. `stillMay` is asked before each,
   * and now and again; what it throws ends it.
   */
  async follow<T, P extends number | string>(
    log: Followed<T, P>,
    after: P,
    left: AbortSignal,
    { send, stillMay }: { send: (item: T) => Promise<unknown>; stillMay: () => Promise<unknown> },
  ): Promise<{ ended: Ended; last: P }> {
    const signal = AbortSignal.any([left, this.closing.signal]);
    let last = after;
    let asksAt = monotonicMs() + this.options.asksEveryMs;
    const ask = async (): Promise<void> => {
      await stillMay();
      asksAt = monotonicMs() + this.options.asksEveryMs;
    };
    const askNowAndAgain = async (): Promise<void> => (monotonicMs() < asksAt ? undefined : ask());
    while (!signal.aborted) {
      // What comes while this is read is looked for next time; what was there is not read again, though it was not meant.
      const newest = await log.newest(last);
      for await (const items of log.behind(last)) {
        for (const item of items) {
          // A token may have been revoked since the last one.
          await ask();
          if (signal.aborted) return { ended: 'closed', last };
          if (!(await this.inTime(send(item), signal))) return { ended: signal.aborted ? 'closed' : 'slow', last };
          last = log.placeOf(item);
        }
      }
      if (newest > last) last = newest;
      await this.more(log, last, signal, askNowAndAgain);
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
  private async more<P extends number | string>(
    log: Pick<Followed<unknown, P>, 'newest'>,
    last: P,
    signal: AbortSignal,
    ask: () => Promise<void>,
  ): Promise<void> {
    for (let newest = last; newest <= last && !signal.aborted;) {
      await sleep(this.options.everyMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await ask();
      // A store that does not answer for a while has nothing new to tell meanwhile.
      newest = await log.newest(last).catch(() => last);
    }
  }
}
