import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { normalised } from '../../src/model/normalise.ts';

/** Marks of many classes, some of class nought, some that are made of others, and letters that compose with them. */
const MARKS = [
  ...'\u0301\u0316\u0327\u0334\u0338\u0345\u0300\u0315\u05b0\u05ae\u064b\u0651\u0670\u094d\u093c\u0483',
  ...'\u0340\u0344\u0f73\u0f71\u0f72\u0cc6\u0cc2\u0b3e\u302a\u3099\u{1d165}\u{1d16d}\u{1e8d0}\u20dd\u034f',
];
const runs = fc.array(fc.constantFrom(...MARKS, ...MARKS, ...MARKS, 'a', '\u0b47', '\u0c95', 'e'), {
  minLength: 60,
  maxLength: 400,
});

describe('a text in a normal form', () => {
  it.each(['NFC', 'NFD', 'NFKC', 'NFKD'] as const)('%s is what the engine gives', (form) => {
    fc.assert(
      fc.property(runs, (parts) => {
        const text = `o${parts.join('')}x`;
        expect(normalised(text, form)).toBe(text.normalize(form));
      }),
      { numRuns: 300 },
    );
  });

  it('gives the engine long runs of marks in order, each mark once', () => {
    const normalize = vi.spyOn(String.prototype, 'normalize');
    const counted = (n: number): number => {
      normalize.mockClear();
      normalised(`a${'\u0301\u0316'.repeat(n)}`, 'NFC');
      return normalize.mock.contexts.filter((text) => String(text).length > 4).length;
    };
    try {
      // However long the run is, one text in order is all that is normalised as a whole.
      expect([counted(50), counted(5000)]).toEqual([1, 1]);
      const given = normalize.mock.contexts.find((text) => String(text).length > 4);
      expect(String(given)).toBe(`a${'\u0316'.repeat(5000)}${'\u0301'.repeat(5000)}`);
    } finally {
      normalize.mockRestore();
    }
  });
});
