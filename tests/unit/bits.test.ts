import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bits } from '../../src/verify/bits.ts';

describe('a set of places', () => {
  it('counts and finds them as a sorted list does', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(4000), { maxLength: 900 }), fc.nat(500), (places, capacity) => {
        const bits = new Bits(capacity);
        for (const place of places) bits.add(place);
        const sorted = places.toSorted((a, b) => a - b);
        expect(bits.size).toBe(sorted.length);
        expect(sorted.map((_, n) => bits.select(n))).toEqual(sorted);
        expect([bits.select(-1), bits.select(sorted.length)]).toEqual([-1, -1]);
        for (const at of [0, 31, 32, 33, 511, 512, 513, 2000, 4000, 4001, 9000]) {
          expect(bits.rank(at)).toBe(sorted.filter((place) => place < at).length);
          expect(bits.has(at)).toBe(sorted.includes(at));
        }
      }),
      { numRuns: 200 },
    );
  });
});
