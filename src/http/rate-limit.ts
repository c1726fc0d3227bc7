import type { FastifyRateLimitStore } from '@fastify/rate-limit';
import { LRUCache } from 'lru-cache';

/** How many clients are counted at the same time; who asked longest ago is forgotten first. */
const MOST_CLIENTS = 5000;

/**
 * How many requests each client has sent in its minute, which a clock that steps makes neither longer nor shorter: the
 * cache measures by the monotonic one.
 */
export class SentRequests implements FastifyRateLimitStore {
  private readonly counts = new LRUCache<string, { sent: number }>({ max: MOST_CLIENTS });

  incr(
    key: string,
    told: (error: Error | null, result?: { current: number; ttl: number }) => void,
    minuteMs: number,
  ): void {
    const known = this.counts.get(key);
    const count = known ?? { sent: 0 };
    count.sent += 1;
    if (known === undefined) this.counts.set(key, count, { ttl: minuteMs });
    told(null, { current: count.sent, ttl: this.counts.getRemainingTTL(key) });
  }

  child(): SentRequests {
    return this;
  }
}
