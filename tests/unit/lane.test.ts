import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Lane } from '../../src/http/lane.ts';

/*
 * The lane by a clock that stands still between two moments: a store works at two questions together, each for so many
 * milliseconds, and questions come and are told to be done only every so many, as on a machine that is busy.
 */

const TOGETHER = 2;

beforeEach(() => void vi.useFakeTimers({ toFake: ['hrtime'] }));
afterEach(() => void vi.useRealTimers());

type Asked = { took: number; every: number; perSecond: number; forMs: number };

/** For how long those that were taken waited for their answers, and how many were refused. */
const offered = (lane: Lane, { took, every, perSecond, forMs }: Asked): { waited: number[]; refused: number } => {
  const queue: { came: number; leave: () => void }[] = [];
  const waited: number[] = [];
  const readers = Array.from(
    { length: TOGETHER },
    () => null as { ends: number; leave: () => void; came: number } | null,
  );
  let [asked, refused] = [0, 0];
  for (let now = 0; now < forMs; now += 1) {
    vi.advanceTimersByTime(1);
    if (now % every !== 0) continue;
    for (const [i, at] of readers.entries()) {
      if (at !== null && at.ends <= now) {
        at.leave();
        waited.push(now - at.came);
        readers[i] = null;
      }
      const next = readers[i] === null ? queue.shift() : undefined;
      if (next !== undefined) readers[i] = { ...next, ends: now + took };
    }
    for (; asked < (now / 1000) * perSecond; asked++)
      try {
        queue.push({ came: now, leave: lane.take(`client ${asked % 64}`) });
      } catch {
        refused += 1;
      }
  }
  return { waited: waited.toSorted((a, b) => a - b), refused };
};

describe('ten times what can be answered', () => {
  it.each([
    ['short questions', { took: 10, every: 1 }],
    ['longer ones', { took: 120, every: 1 }],
    ['long ones', { took: 300, every: 1 }],
    ['short ones on a machine that is busy', { took: 10, every: 40 }],
  ])('%s are answered soon or refused at once, for as long as it goes on', (_what, { took, every }) => {
    const turn = Math.ceil(took / every) * every;
    const capacity = (TOGETHER * 1000) / turn;
    const { waited, refused } = offered(new Lane(TOGETHER), { took, every, perSecond: capacity * 10, forMs: 20_000 });
    // All that could be is answered; beside those of the burst that it began with, who is taken has an answer in twice the time, and 50 ms.
    expect(waited.length).toBeGreaterThan(capacity * 20 * 0.9);
    expect(refused).toBeGreaterThan(capacity * 20 * 8);
    expect(waited[Math.floor(waited.length * 0.95)]!).toBeLessThanOrEqual(2 * turn + 50);
  });
});

it('takes a burst whole that gets its turn within a quarter of a second, and another soon after', () => {
  const lane = new Lane(TOGETHER);
  for (let i = 0; i < 5; i++) {
    const left = Array.from({ length: 12 }, (_, client) => lane.take(`client ${client}`));
    for (const leave of left) {
      vi.advanceTimersByTime(10);
      leave();
    }
    vi.advanceTimersByTime(250);
  }
});
