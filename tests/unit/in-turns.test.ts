import { expect, it } from 'vitest';
import { Few, unlessGone } from '../../src/in-turns.ts';

it('lets few go on at the same time, the others in their order, also after one that failed', async () => {
  const few = new Few(2);
  const begun: number[] = [];
  let [together, most] = [0, 0];
  const work = (i: number) => async (): Promise<number> => {
    begun.push(i);
    most = Math.max(most, (together += 1));
    await new Promise((resolve) => setTimeout(resolve, 5));
    together -= 1;
    if (i === 1) throw new Error('failed');
    return i;
  };
  const ended = await Promise.allSettled([0, 1, 2, 3, 4].map((i) => few.use(work(i))));
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  expect(await few.use(work(5))).toBe(5);
});

it('gives up who waits for a turn and has gone, and lets those behind on', async () => {
  const few = new Few(1);
  let release = (): void => undefined;
  const first = few.use(() => new Promise<void>((resolve) => (release = resolve)));
  const left = new AbortController();
  const begun: string[] = [];
  const second = few.use(
    async () => begun.push('second'),
    (turn) => unlessGone(turn, left.signal),
  );
  const third = few.use(async () => begun.push('third'));
  left.abort();
  await expect(second).rejects.toThrow('aborted');
  expect(few.waits).toBe(1);
  release();
  await Promise.all([first, third]);
  expect(begun).toEqual(['third']);
  // And who has gone before is not put in line at all.
  const held = few.use(() => new Promise<void>((resolve) => (release = resolve)));
  await expect(
    few.use(
      async () => begun.push('late'),
      (turn) => unlessGone(turn, left.signal),
    ),
  ).rejects.toThrow('aborted');
  expect([few.waits, begun]).toEqual([0, ['third']]);
  release();
  await held;
});
