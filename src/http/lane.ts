import { DictumError } from '../model/errors.ts';
import { monotonicMs } from '../verify/clock.ts';
import { Held } from './held.ts';

/** For how long more questions than are worked at may stand in the lane before it counts as full: a burst is over by then. */
const BURST_MS = 100;
/** For how long none may have stood before the next that do are a burst: while the lane overflows it is empty now and then. */
const CALM_MS = 200;
/** How long the last of a burst may wait for its turn, beside as many as are worked at: those wait as long as one question takes. */
const BURST_WAITS_MS = 250;
/** The same once the lane is full. */
const FULL_WAITS_MS = 50;
/** How many milliseconds pass from one answer to the next, as long as nothing is known of it, and how much the newest says. */
const [PACE_MS, NEWEST] = [5, 0.1];

/**
 * The lane of questions that the store works at so many of together. Of a burst as many are taken as get their turn
 * within a quarter of a second, by how fast questions were answered of late. What stands longer is more than can be
 * answered: from then on only those wait that get their turn soon, and the rest are turned away at once, so that those
 * that are taken are answered about as fast as ever.
 */
export class Lane {
  private readonly together: number;
  private readonly held = new Held();
  /** When one was last taken that did not have to wait, and when one left. */
  private freeAt = -Infinity;
  private leftAt = -Infinity;
  /** Since when they stand, without calm between, and when one last had to. */
  private stoodFrom = -Infinity;
  private stoodAt = -Infinity;
  private paceMs = PACE_MS;

  constructor(together: number) {
    this.together = together;
  }

  get open(): number {
    return this.held.all;
  }

  /** Takes a place in the lane for a client; what it returns gives it back, once. @throws DictumError `overloaded` */
  take(client: string): () => void {
    const now = monotonicMs();
    if (this.held.all < this.together) this.freeAt = now;
    else this.refuseFull(client, now);
    return this.held.take(client, () => this.left(monotonicMs()));
  }

  private left(now: number): void {
    // How fast they leave says something only while all that can be worked at is.
    if (this.held.all + 1 >= this.together) this.paceMs += (this.sinceMoved(now) - this.paceMs) * NEWEST;
    this.leftAt = now;
  }

  private sinceMoved(now: number): number {
    return now - Math.max(this.leftAt, this.freeAt);
  }

  /** One client leaves a quarter to others. */
  private refuseFull(client: string, now: number): void {
    if (now - this.stoodAt > CALM_MS) this.stoodFrom = now;
    this.stoodAt = now;
    const waitMs = now - this.stoodFrom > BURST_MS ? FULL_WAITS_MS : BURST_WAITS_MS;
    const most = this.together * 2 + Math.floor(waitMs / Math.max(this.paceMs, this.sinceMoved(now)));
    if (this.held.all >= most || this.held.by(client) >= Math.ceil(most * 0.75))
      throw new DictumError('overloaded', `${this.held.all} questions wait already`);
  }
}
