import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from '../../src/queries/cursor.ts';

const list = { type: 'statement', where: ['speaker', 'a'] };
const code = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

describe('a cursor', () => {
  it('brings back the place that it was made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), fc.string({ unit: 'grapheme' }), (key, part, id) => {
        expect(decodeCursor(list, encodeCursor(list, [part, key, id]), ['number', 'string', 'string'])).toEqual([
          part,
          key,
          id,
        ]);
      }),
    );
  });

  it('can stand in an address as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (key) => {
        const cursor = encodeCursor(list, [key]);
        expect(encodeURIComponent(cursor)).toBe(cursor);
      }),
    );
  });

  it('belongs to the list that it was made for', () => {
    const cursor = encodeCursor(list, ['k', 'i']);
    expect(code(() => decodeCursor({ ...list, where: ['speaker', 'b'] }, cursor, ['string', 'string']))).toBe(
      'cursor-mismatch',
    );
    expect(code(() => decodeCursor({ ...list }, cursor, ['string', 'string']))).toEqual(['k', 'i']);
  });

  const made = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url');
  it.each([
    ['empty', ''],
    ['no base64', '***'],
    ['cut', encodeCursor(list, ['k', 'i']).slice(0, -3)],
    ['no list', made({ 0: 'x' })],
    ['too short', made(['x', 'k'])],
    ['too long', made(['x', 'k', 'i', 'j'])],
    ['of other types', made(['x', 'k', 1])],
    ['bound to no text', made([1, 'k', 'i'])],
    ['null', made(null)],
    ['a number', made(7)],
    ['not UTF-8', Buffer.from([0xff, 0xfe]).toString('base64url')],
  ])('that is %s is refused as none', (_what, cursor) => {
    expect(code(() => decodeCursor(list, cursor, ['string', 'string']))).toBe('invalid-cursor');
  });
});
