import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Appearance, References } from '../../src/references/appearance.ts';
import { openFormatter, type Formatter } from '../../src/references/formatter.ts';
import { placed } from '../../src/references/notes.ts';

/*
 * Formatting in threads of its own.
 */

const many = (count: number): References => {
  const ids = Array.from({ length: count }, (_, i) => `work-${i}`);
  return {
    works: ids.map((id) => ({ id, type: 'book', title: `Title ${id}`, author: [{ family: id, given: 'Ann' }] })),
    notes: placed(ids.map((id, i) => ({ marker: String(i + 1), cites: [{ id }] }))),
  };
};
const appearance: Appearance = { style: 'apa', locale: 'en-US', layout: 'bibliography', markup: 'text' };

describe('a formatter', () => {
  let formatter: Formatter;
  const open = (timeoutMs: number): Formatter => (formatter = openFormatter({ timeoutMs }));
  afterEach(() => formatter.close());

  it('lets the thread that asks do other things meanwhile', async () => {
    const formatting = open(60_000).format(many(200), appearance);
    const ended = formatting.then(() => true);
    let turns = 0;
    while (!(await Promise.race([ended, nextTurn(false)]))) turns++;
    expect((await formatting).split('\n').filter((line) => line.includes('Title work'))).toHaveLength(200);
    // Formatted on this thread, it would be a turn or two.
    expect(turns).toBeGreaterThan(100);
  });

  it('gives up what takes too long, and goes on with the next', async () => {
    await expect(open(1).format(many(200), appearance)).rejects.toMatchObject({ code: 'too-slow' });
    await formatter.close();
    expect(await open(60_000).format(many(1), appearance)).toContain('Title work-0');
  });

  it('turns away what is more than can wait', async () => {
    open(60_000);
    const asked = Array.from({ length: 60 }, () => formatter.format(many(1), appearance));
    const answers = await Promise.allSettled(asked);
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []));
    expect(new Set(refused)).toEqual(new Set(['overloaded']));
    expect(refused.length).toBeLessThan(answers.length);
  });

  it('tells of what cannot be formatted', async () => {
    await expect(open(60_000).format(many(1), { ...appearance, style: 'mla' as 'apa' })).rejects.toMatchObject({
      code: 'internal',
    });
    expect(await formatter.format(many(1), appearance)).toContain('Title work-0');
  });
});
