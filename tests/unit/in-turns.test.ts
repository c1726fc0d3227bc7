import { expect, it } from 'vitest';
import { Few } from '../../src/in-turns.ts';

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
