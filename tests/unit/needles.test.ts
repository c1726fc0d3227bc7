import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Needles } from '../../src/verify/needles.ts';

const all = (text: string, needles: string[]): string[] => {
  const found: string[] = [];
  new Needles(needles).scan(text, (needle, end) => found.push(`${needles[needle]} ${end}`) > 0);
  return found.sort();
};

describe('needles in a text', () => {
  it('are found wherever they are, each', () => {
    const word = fc
      .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 })
      .map((letters) => letters.join(''));
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 60 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(text, fc.uniqueArray(word, { minLength: 1, maxLength: 12 }), (where, needles) => {
        const expected = needles.flatMap((needle) =>
          Array.from({ length: where.length }, (_, end) => end + 1)
            .filter((end) => where.slice(0, end).endsWith(needle))
            .map((end) => `${needle} ${end}`),
        );
        expect(all(where, needles)).toEqual(expected.sort());
      }),
      { numRuns: 500 },
    );
  });

  it('of which there is enough cost no more', () => {
    const needles = Array.from({ length: 300 }, (_, i) => 'a'.repeat(i + 1));
    let told = 0;
    const counts = new Map<number, number>();
    new Needles(needles).scan('a'.repeat(20_000), (needle) => {
      told += 1;
      counts.set(needle, (counts.get(needle) ?? 0) + 1);
      return counts.get(needle)! < 5;
    });
    expect([told, new Set(counts.values())]).toEqual([1500, new Set([5])]);
  });
});
