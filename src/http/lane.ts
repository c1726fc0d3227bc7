import { DictumError } from '../model/errors.ts';
import { monotonicMs } from '../verify/clock.ts';
import { Held } from './held.ts';

/** For how long more questions than are worked at may stand in the lane before it counts as full: a burst is over by then. */
const BURST_MS = 100;
/** How long a question may wait for its turn once the lane is full. */
const WAIT_MS = 50;
/** Over how long it is counted how many are answered. */
const COUNTED_MS = 500;

/**
 * The lane of questions that the store works at so many of together. A burst is taken whole. What stands longer is more
 * than can be answered: from then on only as many wait as get their turn soon, by how many were answered of late, and
 * the rest are turned away at once, so that those that are taken are answered about as fast as ever.
 */
export class Lane {
  private readonly together: number;
  private readonly held = new Held();
  /** When there was last no more in the lane than is worked at. */
  private calmAt = monotonicMs();
  private counted = { since: monotonicMs(), answered: 0, before: 0 };

  constructor(together: number) {
    this.together = together;
  }

  get open(): number {
    return this.held.all;
  }

  /** Takes a place in the lane for a client; what it returns gives it back, once. @throws DictumError `overloaded` */
  take(client: string): () => void {
    const now = monotonicMs();
    if (this.held.all < this.together) this.calmAt = now;
    if (now - this.calmAt > BURST_MS) this.refuseFull(client, now);
    return this.held.take(client, () => {
      this.count(monotonicMs()).answered += 1;
      if (this.held.all <= this.together) this.calmAt = monotonicMs();
    });
  }

  /** One client leaves a quarter to others. */
  private refuseFull(client: string, now: number): void {
    const { since, answered, before } = this.count(now);
    const soon = ((answered + before) * WAIT_MS) / (COUNTED_MS + now - since);
    const most = this.together * 2 + Math.floor(soon);
    if (this.held.all >= most || this.held.by(client) >= Math.ceil(most * 0.75))
      throw new DictumError('overloaded', `${this.held.all} questions wait already`);
  }

  /** What was answered in this span of time, and in the one before. */
  private count(now: number): { since: number; answered: number; before: number } {
    const spans = Math.floor((now - this.counted.since) / COUNTED_MS);
    if (spans > 0)
      this.counted = {
        since: this.counted.since + spans * COUNTED_MS,
        answered: 0,
        before: spans === 1 ? this.counted.answered : 0,
      };
    return this.counted;
  }
}
