import { setTimeout as sleep } from 'node:timers/promises';
import type { Store } from '../store/port.ts';
import { monotonicMs } from '../verify/clock.ts';

/** After how many milliseconds it is looked again first; each time after twice as long. */
const LOOKS_AFTER_MS = 25;

/** Waits until an instance sees a change set that another may have written, `waitsMs` at most; the newest that it sees then. */
export const comeTo = async (
  store: Pick<Store, 'lastChange'>,
  number: number,
  { waitsMs, signal }: { waitsMs: number; signal?: AbortSignal },
): Promise<number> => {
  const until = monotonicMs() + waitsMs;
  for (let pause = LOOKS_AFTER_MS; ; pause *= 2) {
    const newest = await store.lastChange();
    if (newest >= number || monotonicMs() >= until || signal?.aborted) return newest;
    const left = Math.max(until - monotonicMs(), 1);
    await sleep(Math.min(pause, left), undefined, signal && { signal }).catch(() => undefined);
  }
};
