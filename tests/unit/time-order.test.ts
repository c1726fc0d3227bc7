import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysInMonth, firstDay, monthOf } from '../../src/model/days.ts';
import { Edtf, timeOf } from '../../src/model/edtf.ts';
import { compareText } from '../../src/model/order.ts';
import {
  datesOf,
  dayOfKey,
  inRange,
  isTurnedRound,
  keyFrom,
  rangeKeys,
  timeKey,
  type DateRange,
} from '../../src/model/time-order.ts';
import { time } from '../support/times.ts';

describe('days', () => {
  it('are those of the Gregorian calendar', () => {
    for (const year of [-400, -1, 0, 1, 1600, 1900, 1969, 1970, 2000, 2024, 9999])
      for (let month = 1; month <= 12; month++) {
        const date = new Date(0);
        date.setUTCFullYear(year, month - 1, 1);
        expect([year, month, firstDay(year, month)]).toEqual([year, month, date.getTime() / 86_400_000]);
      }
    expect([2023, 2024, 1900, 2000].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28, 29]);
    expect([firstDay(2025, 13), firstDay(2025, 0)]).toEqual([firstDay(2026, 1), firstDay(2024, 12)]);
  });

  it('lie in their month', () => {
    fc.assert(
      fc.property(fc.integer({ min: -8_000_000, max: 10_000_000 }), (day) => {
        const { year, month } = monthOf(day);
        expect(firstDay(year, month)).toBeLessThanOrEqual(day);
        expect(firstDay(year, month + 1)).toBeGreaterThan(day);
      }),
      { numRuns: 2000 },
    );
  });
});

/** By the earliest moment, then by the latest, then by the text. */
const compare = (a: string, b: string): number => {
  const [one, other] = [timeOf(a).moments, timeOf(b).moments];
  if (one.from !== other.from) return one.from < other.from ? -1 : 1;
  if (one.to !== other.to) return one.to < other.to ? -1 : 1;
  return compareText(a, b);
};

describe('the order of times', () => {
  it.each([
    [
      [
        '../2025',
        '/2025',
        '../..',
        'Y-170000002',
        'Y-99999',
        'Y-12025',
        '-0044-03-15',
        '0000',
        'XXXX',
        '19XX',
        '199X',
        '2024-12-31',
        '2025-01-01',
        '2025-01',
        '2025-02~',
        '2025',
        '2025-21',
        '2025-02-20',
        '2025-02-20/2025-02-21',
        '2025-02-20/',
        '2025-02-20/..',
        '2025-02-20T09:00:00Z',
        '2025-02-21T01:00:00Z',
        '2025-02-20T23:30:00-05:00',
        '2025-02-22',
        'Y12025',
        'Y99999',
        'Y170000002',
        'Y999999999999999',
      ],
    ],
  ])('is as it should be', (times) => {
    expect(times.toSorted(compare)).toEqual(times);
    expect(times.toSorted((a, b) => compareText(timeKey(a), timeKey(b)))).toEqual(times);
  });

  it('is that of keys as texts, of which no two are the same', () => {
    fc.assert(
      fc.property(time, time, (a, b) => {
        expect(Math.sign(compareText(timeKey(a), timeKey(b)))).toBe(Math.sign(compare(a, b)));
      }),
      { numRuns: 20_000 },
    );
  });

  it('has no time first, and short keys for plain dates', () => {
    expect(timeKey(null)).toBe('');
    expect(['2025-02-20', '2025-02', '2025'].map((text) => timeKey(text).length)).toEqual([5, 6, 7]);
  });
});

describe('the day of a place in the order', () => {
  it('is the first that the time may be', () => {
    expect([null, '../2025', '../..'].map((text) => dayOfKey(timeKey(text)))).toEqual([null, null, null]);
    fc.assert(
      fc.property(time, (text) => {
        const { from } = timeOf(text).moments;
        expect(dayOfKey(timeKey(text))).toBe(from === -Infinity ? null : Math.floor(from / 86_400_000));
      }),
      { numRuns: 5000 },
    );
  });

  it('stands behind all that begin before it', () => {
    fc.assert(
      fc.property(time, time, fc.integer({ min: -400, max: 400 }), (text, other, off) => {
        const [day, begins] = [dayOfKey(timeKey(other)), dayOfKey(timeKey(text))];
        if (day === null || begins === null) return;
        expect(compareText(timeKey(text), keyFrom(day + off)) < 0).toBe(begins < day + off);
      }),
      { numRuns: 5000 },
    );
  });
});

/** Whether a time is found in a range by its key and terms, as engines look for it. */
const isFound = (text: string | null, range: DateRange): boolean => {
  const { from, to, before, behind, excluded } = rangeKeys(range);
  const key = timeKey(text);
  const terms = datesOf(text);
  const has = (some: string[]): boolean => some.some((term) => terms.includes(term));
  if (has(excluded)) return false;
  if (compareText(key, from) < 0) return has(before);
  return compareText(key, to) < 0 || has(behind);
};

describe('a range of days', () => {
  it.each<[string | null, string | null, string | null, boolean]>([
    ['2025-02-20', '2025-02-20', '2025-02-20', true],
    ['2025-02-20', '2025-02-20', '2025-02-21', true],
    ['2025-02-20', '2025-02-21', '2025-02-22', false],
    ['2025-02-20', '2025-02', '2025-02', true],
    ['2025-02', '2025-02-20', '2025-02-20', true],
    ['2025', '2025-02-20', '2025-02-20', true],
    ['2025-03', '2025-02-20', '2025-02-20', false],
    ['2024', '2025-02-20', null, false],
    ['2025-02-28~', null, '2025-02', true],
    ['2025-03-01', null, '2025-02', false],
    ['2025-03-01~', null, '2025-02', true],
    ['2025-03-01?', null, '2025-02', false],
    ['1900', null, '2025', true],
    [null, null, null, false],
    [null, '2025', '2026', false],
    ['2026', '2025', null, true],
    ['2024', '2025', null, false],
    // A time of several days has two ends.
    ['2025-02-19/2025-02-21', '2025-02-20', '2025-02-20', true],
    ['2025-02-19/2025-02-21', '2025-02-22', null, false],
    ['2022-02-24/..', '2030', null, true],
    ['2022-02-24/', '2030', null, true],
    ['../2022-02-24', null, '1900', true],
    ['../2022-02-24', '2022-02-25', null, false],
    ['2025-21', '2025-11', null, true],
    ['199X', '1999-12-31', '2005', true],
    ['199X', '2000', null, false],
    // The day is the one that is written, though the order is that of moments.
    ['2025-02-20T23:30:00-05:00', '2025-02-20', '2025-02-20', true],
    ['2025-02-20T23:30:00-05:00', '2025-02-21', '2025-02-21', false],
    ['2025-02-20T00:30:00+05:00', '2025-02-20', '2025-02-20', true],
    ['2025-02-20T00:30:00+05:00', '2025-02-19', '2025-02-19', false],
    ['-0044-03-15', null, '0001', true],
    ['Y170000002', '2025', null, true],
    ['Y170000002', 'Y170000002', 'Y170000002', true],
    ['Y170000002', 'Y170000001', 'Y170000001', false],
    ['Y170000002', 'Y170000003', null, false],
    ['Y-99999', 'Y-99999', 'Y-99999', true],
    ['Y-99999', 'Y-100000', 'Y-100000', false],
    ['Y-99999', null, 'Y-99998', true],
    ['Y-20001', 'Y-20001', 'Y-20001', true],
    ['Y-20000', 'Y-20001', 'Y-20001', false],
    ['../2025', 'Y-99999', 'Y-99999', true],
    ['2025/..', 'Y99999', 'Y99999', true],
    ['9999', 'Y99999', null, false],
  ])('has %s from %s to %s: %s', (date, from, to, expected) => {
    expect(inRange(date, { from, to })).toBe(expected);
    expect(isFound(date, { from, to })).toBe(expected);
  });

  it.each([
    ['2001/', false],
    ['2001~/', false],
    ['/', false],
    ['2001/..', true],
    ['2001/2040', true],
    ['2001/2020', false],
    // What begins in it may end in it.
    ['2026-11-30/', true],
    ['2026/', false],
    ['2030/', false],
  ])('that begins today has not %s, which has ended: %s', (date, expected) => {
    const range: DateRange = { from: '2026-11-30', to: '2026-11-30', fromNow: true };
    expect(inRange(date, range)).toBe(expected);
    expect(isFound(date, range)).toBe(expected);
  });

  it('is turned round where it ends before it begins', () => {
    expect(isTurnedRound({ from: '2025-02-21', to: '2025-02-20' })).toBe(true);
    expect(isTurnedRound({ from: '2025-02-21', to: '2025-02' })).toBe(false);
    expect(isTurnedRound({ from: '2025', to: null })).toBe(false);
  });

  it('is found by keys and terms as it is meant', () => {
    const day = fc.constantFrom(
      '2024',
      '2024-12-31',
      '2025',
      '2025-01',
      '2025-02-19',
      '2025-02-20',
      '2025-02-21',
      '2026',
      'Y-170000002',
      'Y-99999',
      'Y12025',
      'Y25933',
      'Y170000002',
      null,
    );
    const end = fc.oneof(day, time);
    fc.assert(
      fc.property(time, end, end, fc.boolean(), (text, from, to, fromNow) => {
        const range: DateRange = { from, to, ...(fromNow && from !== null && { fromNow }) };
        if (isTurnedRound(range)) return;
        expect([text, range, isFound(text, range)]).toEqual([text, range, inRange(text, range)]);
      }),
      { numRuns: 20_000 },
    );
  });

  it('needs no terms for a day, and few for what is longer', () => {
    expect(datesOf('2025-02-20')).toEqual([]);
    // What covers its days, and the coarsest unit that it leaves.
    expect(
      Object.fromEntries(['2025-02', '2025', '199X', '2022-02-24/..'].map((text) => [text, datesOf(text)])),
    ).toEqual({
      '2025-02': ['m24301', 'beyond-day'],
      2025: ['y1-2025', 'beyond-quarter'],
      '199X': ['y10-199', 'beyond-year'],
      '2022-02-24/..': ['open', 'beyond-year'],
    });
    expect(datesOf('2025-02-20/2025-02-21')).toEqual(['d20139', 'd20140', 'beyond-day']);
    expect(datesOf('Y170000002')).toEqual(['beyond-quarter']);
    fc.assert(
      fc.property(time, (text) => datesOf(text).length < 180),
      { numRuns: 2000 },
    );
  });
});

it('every time of these tests is one', () => {
  fc.assert(
    fc.property(time, (text) => Edtf.safeParse(text).success),
    { numRuns: 2000 },
  );
});
