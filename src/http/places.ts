import { DictumError } from '../model/errors.ts';
import { Held } from './held.ts';

/** So many places of few a client may have in any case. */
const LEAST_SHARE = 16;

/**
 * Places for what goes on at the same time, so that no queue grows: one that waits longer than its client does is work
 * for nothing. No client has more than half of them.
 */
export class Places {
  readonly most: number;
  private readonly share: number;
  private readonly what: string;
  private readonly held = new Held();

  /** `what`: what there are too many of, as a sentence that ends with their number. */
  constructor(most: number, what: (most: number) => string) {
    this.most = most;
    this.share = Math.max(Math.ceil(most / 2), Math.min(most, LEAST_SHARE));
    this.what = what(most);
  }

  get open(): number {
    return this.held.all;
  }

  /** @throws DictumError `overloaded` where all are taken, or the share of a client (its address) is */
  refuseFull(client: string): void {
    if (this.held.all >= this.most) throw new DictumError('overloaded', this.what);
    if (this.held.by(client) >= this.share)
      throw new DictumError('overloaded', `the service is at work for this address ${this.share} times already`);
  }

  /** Takes a place for a client; what it returns gives it back, once. @throws DictumError `overloaded` */
  take(client: string): () => void {
    this.refuseFull(client);
    return this.held.take(client);
  }
}
