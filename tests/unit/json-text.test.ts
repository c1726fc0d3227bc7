import { describe, expect, it } from 'vitest';
import { readJson } from '../../src/edit/body.ts';
import { hasNameTwice, measureJson } from '../../src/ingest/json-text.ts';

const measure = (value: unknown): [number, number] => {
  const { depth, members } = measureJson(JSON.stringify(value));
  return [depth, members];
};

describe('a JSON text', () => {
  it.each([
    [1, [0, 0]],
    ['a: "{[', [0, 0]],
    [{}, [1, 0]],
    [{ a: 1, 'b"\\': [{ c: ':' }, '\\', []] }, [3, 3]],
    [{ a: { b: { c: '\\"}' } }, d: [] }, [3, 4]],
  ])('%j is measured outside of its strings', (value, expected) => {
    expect(measure(value)).toEqual(expected);
  });

  it('of which one object has a name twice is found, however it is written', () => {
    for (const [text, twice] of [
      ['{"a": 1, "a" : 2}', true],
      [String.raw`{"a":1,"\u0061":2}`, true],
      ['[{"a":1},{"a":1}]', false],
      ['{"__proto__":1,"a":":"}', false],
    ] as const)
      expect(hasNameTwice(text, JSON.parse(text))).toBe(twice);
  });

  it('with the longest text of a snapshot, also of signs that are escaped, is read', () => {
    for (const sign of ['a', '"', '\\', 'й']) {
      const value = { id: 's', text: sign.repeat(5_000_000) };
      expect(readJson(JSON.stringify(value))).toEqual(value);
    }
    const longest = { text: 'a'.repeat(30_000_000) };
    expect(readJson(JSON.stringify(longest))).toEqual(longest);
  });

  it('that is none is refused, however many strings it opens', () => {
    expect(() => readJson('\\"'.repeat(1_000_000))).toThrow('not JSON');
    expect(() => readJson('['.repeat(101))).toThrow('deeper than 100');
    expect(() => readJson(`${'['.repeat(101)}${']'.repeat(101)}`)).toThrow('deeper than 100');
  });
});
