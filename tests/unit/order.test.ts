import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText, prefixEnd, sortedUnique } from '../../src/model/order.ts';

const byBytes = (a: string, b: string): number => Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('a', '\u007f', '\u0080', '\u07ff', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'),
  }),
);

describe('the order of texts', () => {
  it('is that of the bytes of UTF-8', () => {
    fc.assert(
      fc.property(text, text, (a, b) => Math.sign(compareText(a, b)) === byBytes(a, b)),
      { numRuns: 2000 },
    );
  });

  it('is not that of UTF-16, where an astral character stands before the end of the basic plane', () => {
    expect(['\uffff', '\u{10000}'].toSorted()).toEqual(['\u{10000}', '\uffff']);
    expect(compareText('\u{10000}', '\uffff')).toBeGreaterThan(0);
  });

  it('puts a text before what goes on from it, and equals itself', () => {
    expect(compareText('a', 'ab')).toBeLessThan(0);
    expect(compareText('', 'a')).toBeLessThan(0);
    expect(compareText('\u{1f600}', '\u{1f600}')).toBe(0);
  });

  it('sorts and drops repeats', () => {
    expect(sortedUnique(['b', 'a', 'b', '\u{10000}', '\ufffd'])).toEqual(['a', 'b', '\ufffd', '\u{10000}']);
  });

  it('ends a prefix after everything that begins with it, and before everything else that comes later', () => {
    fc.assert(
      fc.property(text, text, text, (prefix, rest, other) => {
        if (!rest.startsWith('\u{10ffff}')) expect(compareText(prefix + rest, prefixEnd(prefix))).toBeLessThan(0);
        if (!other.startsWith(prefix) && compareText(other, prefix) > 0)
          expect(compareText(other, prefixEnd(prefix))).toBeGreaterThan(0);
      }),
    );
  });
});
