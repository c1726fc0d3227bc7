import { describe, expect, it } from 'vitest';
import { holdingIn, sidesThrough, type Side } from '../../src/model/sides.ts';

const side = (of: string, from: string | null, to: string | null): Side => ({
  side: of,
  because: 'represents',
  through: of,
  office: null,
  from,
  to,
});

describe('a term', () => {
  it.each<[string | null, string | null, string | null, boolean]>([
    [null, null, '2025-02-20', true],
    ['2020', '2024', null, true],
    ['2020', '2024', '2025', false],
    ['2020', '2024', '2024-12-31', true],
    ['2020-05', null, '2020', true],
    ['2020-05', null, '2020-04', false],
    ['2020-05', null, '2020-05-01', true],
    [null, '2024-05', '2024', true],
    [null, '2024-05', '2024-05-31', true],
    [null, '2024-05', '2024-06', false],
    ['2020~', '2024?', '2022%', true],
    // ~ reaches one unit of its precision further, ? does not.
    ['2020', '2024~', '2025-01-01', true],
    ['2020', '2024?', '2025-01-01', false],
    ['2020', '2024', '2025-01~', true],
    ['2020', '2024', '2025-02~', false],
    ['2020', '2024', '2025-01?', false],
    // A time of several days has two ends.
    ['2025-02-21', null, '2025-02-20/2025-02-21', true],
    ['2025-02-22', null, '2025-02-20/2025-02-21', false],
    [null, '2025-02-20', '2025-02-20/2025-02-21', true],
    ['2030', null, '2022-02-24/..', true],
  ])('from %s to %s may cover %s: %s', (from, to, time, expected) => {
    expect(holdingIn([side('a', from, to)], time).length > 0).toBe(expected);
  });

  it('that holds as dates are written goes before one that only ~ lets hold', () => {
    const turned = [side('a', '2010', '2015'), side('b', '2016', null)];
    expect(holdingIn(turned, '2015~').map((each) => each.side)).toEqual(['a']);
    expect(holdingIn(turned, '2017~').map((each) => each.side)).toEqual(['b']);
  });
});

describe('sides in a time', () => {
  const turned = [side('a', '2010', '2015'), side('b', '2016', null)];
  it.each<[string | null, Side[], string[][]]>([
    ['2012', turned, [['a']]],
    ['2018', turned, [['b']]],
    ['2015-12/2016-01', turned, [['a'], ['b']]],
    [null, turned, [['a'], ['b']]],
    ['2005', turned, []],
    // What is not known before an office is no other side.
    [null, [side('a', '2010', '2015')], [['a']]],
    ['2009/2016', [side('a', '2010', '2015')], [['a']]],
    // Both at once, at one moment at least.
    [null, [side('a', null, null), side('b', null, null)], [['a', 'b']]],
    ['2015', [side('a', null, '2015-06'), side('b', '2015-06', null)], [['a'], ['a', 'b'], ['b']]],
    // Another office for the same side.
    [null, [side('a', '2010', '2015'), side('a', '2016', null)], [['a']]],
  ])('%s', (time, sides, expected) => {
    expect(sidesThrough(sides, time)).toEqual(expected);
  });
});
