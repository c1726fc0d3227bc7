import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { normalised } from '../../src/model/normalise.ts';

/** Marks of many classes, some of class nought, some that are made of others, and letters that compose with them. */
const MARKS = [
  ...'\u0301\u0316\u0327\u0334\u0338\u0345\u0300\u0315\u05b0\u05ae\u064b\u0651\u0670\u094d\u093c\u0483',
  ...'\u0340\u0344\u0f73\u0f71\u0f72\u0cc6\u0cc2\u0b3e\u302a\u3099\u{1d165}\u{1d16d}\u{1e8d0}\u20dd\u034f',
  ...'\u{113c2}\u{113c9}\u{1611e}\u{1611f}\u{16d67}\u{16d63}\u{16d68}',
];
const runs = fc.array(fc.constantFrom(...MARKS, ...MARKS, ...MARKS, 'a', '\u0b47', '\u0c95', 'e', '\u1161'), {
  minLength: 60,
  maxLength: 400,
});

describe('a text in a normal form', () => {
  it.each(['NFC', 'NFD', 'NFKC', 'NFKD'] as const)('%s is what the engine gives', (form) => {
    fc.assert(
      fc.property(
        fc.constantFrom('', 'o', '\u1100', '\u1100\u1161', '\uac00', '\uac00\u11a8', '\u{16d67}'),
        runs,
        (base, parts) => {
          const text = `x${base}${parts.join('')}x`;
          expect(normalised(text, form)).toBe(text.normalize(form));
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['out of order', '\u0301\u0316'],
    ['in order', '\u0316'],
    ['composed with one another', '\u{16d67}'],
    ['that are marks and composed with one another', '\u{113c2}'],
    ['each composed with the next', '\u0cc6\u0cc2\u0cd5'],
    ['of which each begins anew', '\u0301\u093e'],
  ])('gives the engine no more than a few times what there is of marks %s', (_what, marks) => {
    const text = `a${marks.repeat(4000)}`;
    const expected = text.normalize('NFC');
    const normalize = vi.spyOn(String.prototype, 'normalize');
    try {
      const made = normalised(text, 'NFC');
      const given = normalize.mock.contexts.map((each) => String(each).length);
      expect(made).toBe(expected);
      expect(given.reduce((sum, length) => sum + length, 0)).toBeLessThan(3 * text.length);
      // A run that is in order, or whose marks are composed with no other, may be given as a whole; no other may.
      if (/composed/.test(_what)) expect(Math.max(...given)).toBeLessThan(1000);
    } finally {
      normalize.mockRestore();
    }
  });
});
