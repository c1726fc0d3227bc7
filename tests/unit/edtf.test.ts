import { describe, expect, it } from 'vitest';
import { coarserKeys, dateKey, EdtfDate, EdtfInterval, extentOf, inRange } from '../../src/model/edtf.ts';

describe('an EDTF date', () => {
  it.each([
    '2025',
    '2025-02',
    '2025-02-20',
    '2024-02-29',
    '2000-02-29',
    '0001',
    '9999-12-31',
    '2025~',
    '2025-02?',
    '2025-02-20%',
  ])('is %s', (text) => {
    expect(EdtfDate.safeParse(text).success).toBe(true);
  });

  it.each([
    '',
    '25',
    '20250220',
    '2025-2',
    '2025-02-30',
    '2023-02-29',
    '1900-02-29',
    '2025-13',
    '2025-00',
    '2025-02-00',
    '2025-02-20T10:00',
    '20.02.2025',
    '2025-02-20~~',
    '~2025',
    ' 2025',
    '2025 ',
    '2025\n',
    '-2025',
    '12025',
    '2025/2026',
    '..',
    'unknown',
  ])('is not %j', (text) => {
    expect(EdtfDate.safeParse(text).error?.issues[0]?.message).toContain('2025-02-20');
  });
});

describe('an EDTF interval', () => {
  it.each(['2025', '2025-02-20/2025-02-21', '2025-02-20/2025-02', '2025/2025', '2025-02/..', '2025-02~/2026?'])(
    'is %s',
    (text) => {
      expect(EdtfInterval.safeParse(text).success).toBe(true);
    },
  );

  it.each([
    '2026/2025',
    '2025-03/2025-02',
    '2025-02-21/2025-02-20',
    '../2025',
    '/2025',
    '2025/',
    '2025/2026/2027',
    '2025-02-30/..',
    '..',
  ])('is not %s', (text) => {
    expect(EdtfInterval.safeParse(text).success).toBe(false);
  });
});

describe('the key of a date', () => {
  it.each([
    [null, ''],
    ['2025', '2025'],
    ['2025-02-20~', '2025-02-20'],
    ['2025%', '2025'],
    ['2025-02/2025-03', '2025-02'],
    ['2025-02?/..', '2025-02'],
  ])('of %s is %j', (date, key) => {
    expect(dateKey(date)).toBe(key);
  });

  it('names the coarser dates around a date', () => {
    expect(coarserKeys('2025-02-20')).toEqual(['2025', '2025-02']);
    expect(coarserKeys('2025-02~')).toEqual(['2025']);
    expect(coarserKeys('2025')).toEqual([]);
  });
});

describe('a range of dates', () => {
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
    ['1900', null, '2025', true],
    [null, null, null, false],
    [null, '2025', '2026', false],
    ['2026', '2025', null, true],
    ['2024', '2025', null, false],
  ])('has %s from %s to %s: %s', (date, from, to, expected) => {
    expect(inRange(date, { from, to })).toBe(expected);
  });
});

describe('the days that a time may be', () => {
  const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
  it.each<[string, string, string]>([
    ['2025-02-20', '2025-02-20', '2025-02-20'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2025-12?', '2025-12-01', '2025-12-31'],
    ['2025', '2025-01-01', '2025-12-31'],
    ['0001', '0001-01-01', '0001-12-31'],
    ['2025-02-20/2025-02-21', '2025-02-20', '2025-02-21'],
    ['2025-02/2025-04', '2025-02-01', '2025-04-30'],
    ['2025~', '2025-01-01', '2025-12-31'],
  ])('of %s are %s to %s', (time, from, to) => {
    expect(extentOf(time)).toEqual({ from: day(from), to: day(to) });
  });

  it.each<[string, string, string]>([
    ['2025-03-01~', '2025-02-28', '2025-03-02'],
    ['2025-01~', '2024-12-01', '2025-02-28'],
    ['2025%', '2024-01-01', '2026-12-31'],
    ['2025?', '2025-01-01', '2025-12-31'],
    ['2025-02~/2025-04', '2025-01-01', '2025-04-30'],
    ['2025-02/2025-04-30~', '2025-02-01', '2025-05-01'],
  ])('of %s are widened to %s to %s', (time, from, to) => {
    expect(extentOf(time, true)).toEqual({ from: day(from), to: day(to) });
  });

  it('have no end where it is open, and are all where nothing is known', () => {
    expect(extentOf('2022-02-24/..')).toEqual({ from: day('2022-02-24'), to: Infinity });
    expect(extentOf(null)).toEqual({ from: -Infinity, to: Infinity });
  });
});
