import { describe, expect, it } from 'vitest';
import { faultsOf } from '../../src/model/faults.ts';
import type { TypeName } from '../../src/model/ids.ts';
import { TYPES } from '../../src/model/types.ts';
import { Edtf, extentOf, timeOf } from '../../src/model/edtf.ts';

const problem = (text: unknown): string | undefined => Edtf.safeParse(text).error?.issues[0]?.message;
const day = (text: string): number => {
  const date = new Date(0);
  const [, year, month, dayOfMonth] = /^(-?\d+)-(\d+)-(\d+)$/.exec(text)!;
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(dayOfMonth));
  return date.getTime() / 86_400_000;
};

describe('a time', () => {
  it.each([
    // Level 0: dates, instants, intervals.
    '2025',
    '2025-02',
    '2025-02-20',
    '2024-02-29',
    '2000-02-29',
    '0000',
    '0001',
    '9999-12-31',
    '2025-02-20T23:30:00-05:00',
    '2025-02-20T23:30:00Z',
    '2025-02-20T23:30:00',
    '2025-02-20T23:30-05:00',
    '2025-02-20T23:30:00+05',
    '2025-02-20T23:30:00\u221205:00',
    '2025-02-20T23:30:00+0530',
    '2025-02-20T23:30:00.5Z',
    '2025-02-20T24:00:00Z',
    '2025-02-20/2025-02-21',
    '2025-02-20/2025-02',
    '2025/2025',
    '2025-02-20T10:00:00Z/2025-02-21',
    // Level 1: qualifiers, seasons, unspecified digits, open and unknown ends, long and negative years.
    '2025~',
    '2025-02?',
    '2025-02-20%',
    '-0044-03-15',
    '-2025',
    '2025-21',
    '2025-24',
    '199X',
    '19XX',
    '-199X',
    'XXXX',
    'XXXX-XX',
    'XXXX-XX-XX',
    '2025-XX',
    '2025-XX-XX',
    '2025-02-XX',
    'Y12025',
    'Y-170000002',
    '2025-02/..',
    '2025-02/',
    '../2025-02',
    '/2025-02',
    '2025-02~/2026?',
    '2025-02%/..',
  ])('is %s', (text) => {
    expect(problem(text)).toBeUndefined();
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
    '2025-25',
    '2025-33',
    '20.02.2025',
    '2025-02-20~~',
    '~2025',
    '?2025-02',
    '2025-~02',
    ' 2025',
    '2025 ',
    '2025\n',
    '12025',
    '-0000',
    'Y2025',
    'Y1E5',
    'Y12025S3',
    '1XXX',
    '2025-XX-20',
    '20XX-02',
    '2025-13-XX',
    '2025-21~',
    '199X~',
    '[2025-02-20,2025-02-21]',
    '{2025,2026}',
    '2025-02-20T25:00:00Z',
    '2025-02-20T24:00:01Z',
    '2025-02-20T10:60:00Z',
    '2025-02-20T10:00:60Z',
    '2025-02-20T10:00:00+24:00',
    '2025-02-20T10Z',
    '2025-02-30T10:00:00Z',
    '2025-02T10:00:00Z',
    '2025-21/2025-22',
    '199X/2001',
    '2025-02-XX/2025-03',
    '2025/2026/2027',
    '2025-02-30/..',
    '..',
    'unknown',
  ])('is not %j, and what it could be is told', (text) => {
    expect(problem(text)).toMatch(/EDTF/);
  });

  it.each([
    '2026/2025',
    '2025-03/2025-02',
    '2025-02-21/2025-02-20',
    '2025-02-20T10:00:00Z/2025-02-20T09:00:00Z',
    '2025-02-20T23:00:00+05:00/2025-02-20T17:59:59Z',
  ])('does not end before it begins, as %s does', (text) => {
    expect(problem(text)).toContain('ends before it begins');
  });

  it.each(['/', '../..', '/..', '../'])('says something of when, as %s does not', (text) => {
    expect(problem(text)).toBe(
      `${text} says nothing of when; leave it out, or give the end that is known: 2025-02-20/.. from then on, ../2025-02-20 until then`,
    );
  });

  it.each<[TypeName, object, string]>([
    ['statement', { mode: 'readout', speakers: [], claims: ['c'], passages: ['p'], said: '/' }, '/said'],
    ['event', { name: 'e', date: '/' }, '/date'],
    ['citation', { marker: '1', source: 's', accessed: '/' }, '/accessed'],
    ['citation', { marker: '1', works: [{ source: 's', accessed: '/' }] }, '/works/0/accessed'],
    ['membership', { member: 'm', forum: 'f', source: 's', period: '/' }, '/period'],
    ['membership', { member: 'm', forum: 'f', source: 's', from: '/' }, '/from'],
    ['actor', { kind: 'state', name: 'a', period: '/' }, '/period'],
    ['actor', { kind: 'person', name: { name: 'a', period: '/' } }, '/name/period'],
    ['actor', { kind: 'person', name: 'a', represents: [{ actor: 'b', period: '/' }] }, '/represents/0/period'],
    ['actor', { kind: 'person', name: 'a', belongsTo: [{ actor: 'b', to: '/' }] }, '/belongsTo/0/to'],
    ['region', { name: 'r', broader: [{ region: 'q', period: '/' }] }, '/broader/0/period'],
    ['source', { csl: { type: 'book' }, status: { kind: 'gone', date: '/' } }, '/status/date'],
    ['source', { csl: { type: 'book' }, archived: [{ url: 'https://e.org', date: '/' }] }, '/archived/0/date'],
  ])('does so in every field: %s %j', (type, fields, pointer) => {
    const raw = { id: 'x', ...fields };
    const parsed = TYPES[type].written.safeParse(raw);
    expect(faultsOf(TYPES[type].written, parsed.error!, raw)).toEqual([
      { pointer, message: expect.stringContaining('says nothing of when') },
    ]);
  });

  it('is a text', () => {
    expect(problem(2025)).toBeDefined();
  });
});

describe('the days that a time may be', () => {
  it.each<[string, string, string]>([
    ['2025-02-20', '2025-02-20', '2025-02-20'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2025-12?', '2025-12-01', '2025-12-31'],
    ['2025', '2025-01-01', '2025-12-31'],
    ['0000', '0000-01-01', '0000-12-31'],
    ['-0044-03-15', '-44-03-15', '-44-03-15'],
    // In which half of the year a season lies depends on where.
    ['2025-21', '2025-01-01', '2025-12-31'],
    ['199X', '1990-01-01', '1999-12-31'],
    ['19XX', '1900-01-01', '1999-12-31'],
    ['-199X', '-1999-01-01', '-1990-12-31'],
    ['2025-XX', '2025-01-01', '2025-12-31'],
    ['2025-02-XX', '2025-02-01', '2025-02-28'],
    ['Y12025', '12025-01-01', '12025-12-31'],
    ['2025-02-20/2025-02-21', '2025-02-20', '2025-02-21'],
    ['2025-02/2025-04', '2025-02-01', '2025-04-30'],
    ['2025~', '2025-01-01', '2025-12-31'],
    // By the calendar of whoever wrote it, whichever day it was elsewhere.
    ['2025-02-20T23:30:00-05:00', '2025-02-20', '2025-02-20'],
    ['2025-02-20T00:30:00+05:00', '2025-02-20', '2025-02-20'],
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

  it('have no end where it is open or not known, and are all where nothing is known', () => {
    for (const time of ['2022-02-24/..', '2022-02-24/'])
      expect(extentOf(time)).toEqual({ from: day('2022-02-24'), to: Infinity });
    for (const time of ['../2022-02-24', '/2022-02-24'])
      expect(extentOf(time)).toEqual({ from: -Infinity, to: day('2022-02-24') });
    expect(extentOf(null)).toEqual({ from: -Infinity, to: Infinity });
  });
});

describe('the moments of a time', () => {
  const at = (text: string): number => Date.parse(text);
  it.each<[string, string, string]>([
    ['2025-02-20', '2025-02-20T00:00:00.000Z', '2025-02-20T23:59:59.999Z'],
    ['2025-02-20T23:30:00-05:00', '2025-02-21T04:30:00.000Z', '2025-02-21T04:30:00.999Z'],
    ['2025-02-20T23:30-05:00', '2025-02-21T04:30:00.000Z', '2025-02-21T04:30:59.999Z'],
    ['2025-02-20T23:30:00.25Z', '2025-02-20T23:30:00.250Z', '2025-02-20T23:30:00.250Z'],
    ['2025-02-20T24:00:00Z', '2025-02-21T00:00:00.000Z', '2025-02-21T00:00:00.999Z'],
    ['2025-02~', '2025-01-01T00:00:00.000Z', '2025-03-31T23:59:59.999Z'],
    // An instant of a day whose zone is not known does not lie behind it.
    ['2025-02-20T23:30:00-05:00/2025-02-20', '2025-02-21T04:30:00.000Z', '2025-02-21T04:30:00.000Z'],
  ])('%s are from %s to %s', (time, from, to) => {
    expect(timeOf(time).moments).toEqual({ from: at(from), to: at(to) });
  });
});
