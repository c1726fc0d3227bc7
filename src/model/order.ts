/**
 * The one total order: Unicode code points, which is the byte order of UTF-8.
 * JavaScript's own `<` compares UTF-16 units and puts astral characters before U+E000..U+FFFF.
 */
export const compareText = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return surrogateLast(x) - surrogateLast(y);
  }
  return a.length - b.length;
};

/** Moves surrogates above the rest of the basic plane, so that units compare as the code points they encode. */
const surrogateLast = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit);

export const sortedUnique = (texts: Iterable<string>): string[] => [...new Set(texts)].sort(compareText);

/** The smallest text that is greater than every text beginning with `prefix`: the end of a range scan over a prefix. */
export const prefixEnd = (prefix: string): string => `${prefix}\u{10FFFF}`;
