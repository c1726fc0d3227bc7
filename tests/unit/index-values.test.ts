import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, firstPosition } from '../../src/store/index/blocks.ts';
import { addValues, decodeValues, encodeValues, TERMS, type Values } from '../../src/store/index/values.ts';

const number = fc.oneof(fc.nat(300), fc.nat(2 ** 32 - 1));
const tid = fc.tuple(fc.integer({ min: 1, max: 300 }), number).map(([field, within]) => field * TERMS + within);
const times = fc.integer({ min: -70_000, max: 70_000 }).filter((count) => count !== 0);
const values: fc.Arbitrary<Values> = fc
  .array(fc.tuple(tid, fc.oneof(fc.constant(1), times)), { maxLength: 60 })
  .map((entries) => new Map(entries));

describe('the values of a record as bytes', () => {
  it('are read as they were written, in order', () => {
    fc.assert(
      fc.property(values, (all) => {
        const read = decodeValues(encodeValues(all));
        expect(read).toEqual(all);
        expect([...read.keys()]).toEqual([...all.keys()].sort((a, b) => a - b));
      }),
    );
  });

  it('take some three bytes each', () => {
    const all = new Map(Array.from({ length: 50 }, (_, i) => [(i + 1) * TERMS + i * 200, 1]));
    expect(encodeValues(all).length).toBeLessThanOrEqual(150);
  });

  it('say which come and which go with a change', () => {
    const all: Values = new Map([
      [TERMS, 1],
      [TERMS + 1, 2],
      [TERMS + 2, 1],
    ]);
    const change: Values = new Map([
      [TERMS, -1],
      [TERMS + 1, -1],
      [TERMS + 2, 1],
      [TERMS + 3, 1],
    ]);
    expect(addValues(all, change)).toEqual({ come: [TERMS + 3], gone: [TERMS] });
    expect(all).toEqual(
      new Map([
        [TERMS + 1, 1],
        [TERMS + 2, 2],
        [TERMS + 3, 1],
      ]),
    );
  });
});

describe('blocks of a list', () => {
  it('hold all of it in order, none more than the most, and of much the same length', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { maxLength: 200 }), fc.integer({ min: 1, max: 20 }), (rids, most) => {
        const blocks = cut(rids, most);
        expect(blocks.flatMap((block) => [...block])).toEqual(rids);
        const lengths = blocks.map(({ length }) => length);
        expect(Math.max(0, ...lengths)).toBeLessThanOrEqual(most);
        if (lengths.length > 0) expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('are searched for the first position from which on something is so', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(60), (length, from) => {
        expect(firstPosition(length, (position) => position >= from)).toBe(Math.min(length, from));
      }),
    );
  });
});
