import { describe, expect, it } from 'vitest';
import { WrittenCslItem } from '../../src/model/csl.ts';
import { issuedDate } from '../../src/model/csl-read.ts';
import { cslFaults } from '../../src/model/csl-rules.ts';
import { MANAGED, REGISTERED } from '../support/works.ts';
import { addressFaults, isUnsafeAddress, webAddress } from '../../src/model/addresses.ts';

describe('a CSL-JSON item', () => {
  it.each([MANAGED, REGISTERED])('is taken whole: %j', (item) => {
    expect(WrittenCslItem.parse(item)).toEqual(item);
    expect([...cslFaults(item)]).toEqual([]);
  });

  it.each([
    [{ title: 'a\0b' }, 'title', /U\+0000/],
    [{ custom: { deep: ['\ud800'] } }, 'custom.deep.0', /surrogate/],
    [{ 'a\0': 1 }, '', /cannot be called/],
    [{ volume: Number.NaN }, 'volume', /./],
    [{ custom: new Date(0) }, 'custom', /not a value of JSON/],
    [{ custom: JSON.parse('['.repeat(1000) + ']'.repeat(1000)) }, /^custom(\.0)+$/, /deep/],
    [{ custom: JSON.parse('{"__proto__": 1}') }, 'custom', /cannot be called/],
  ])('that cannot be stored is refused with the place: %#', (members, path, message) => {
    const issues = WrittenCslItem.safeParse({ type: 'book', ...members }).error?.issues ?? [];
    expect(issues.map((issue) => issue.path.join('.'))).toEqual([
      typeof path === 'string' ? path : expect.stringMatching(path),
    ]);
    expect(issues[0]!.message).toMatch(message);
  });

  it.each([
    [{ issued: { 'date-parts': [[2024, 13, 45]] } }, '/issued', /no such date as 2024-13-45/],
    [{ issued: { 'date-parts': [[2024, 13]] } }, '/issued', /no such date as 2024-13/],
    [{ issued: { 'date-parts': [['2023', '02', '30']] } }, '/issued', /2023-2-30/],
    [{ issued: { 'date-parts': [[1900, 2, 29]] } }, '/issued', /1900-2-29/],
    [
      {
        accessed: {
          'date-parts': [
            [2025, 3],
            [2024, 1],
          ],
        },
      },
      '/accessed',
      /ends at 2024-01, before/,
    ],
    [{ 'event-date': { raw: '2024-02-30' } }, '/event-date', /2024-2-30/],
    [{ submitted: '2024-02-30' }, '/submitted', /2024-2-30/],
    [{ published: { 'date-parts': [[2024, 0]] } }, '/published', /2024-0/],
    [{ title: 'a\u0007b' }, '/title', /U\+0007/],
    [{ abstract: 'x'.repeat(600_000) }, '', /600\d* long as JSON, more than 500000/],
    [{ author: [{ family: 'a\u0085b' }] }, '/author/0/family', /U\+0085/],
    [{ title: 'invoice \u202efdp.exe' }, '/title', /U\+202E/],
  ])('is refused with the place and the remedy: %#', (members, pointer, message) => {
    expect([...cslFaults({ type: 'book', ...members })]).toEqual([[pointer, expect.stringMatching(message)]]);
  });

  it.each([
    { issued: { 'date-parts': [[2024, 2, 29]] } },
    { issued: { 'date-parts': [[2024, 21]] } },
    { issued: { 'date-parts': [[-44, 3, 15]] } },
    { issued: { 'date-parts': [[2024], [2024, 3]] } },
    { issued: { 'date-parts': [[2024], [0, 0, 0]] } },
    { issued: { 'date-parts': [[2024, 3], [2024]] } },
    { issued: { literal: 'Year 13-45' } },
    { title: 'Data: a file\nof two lines\t' },
    { title: 'שלום \u200f \u2067x\u2069' },
    { URL: 'www.example.org/a b' },
    { URL: 'ftp://example.org/javascript:x' },
  ])('is not refused: %j', (members) => {
    expect([...cslFaults({ type: 'book', ...members })]).toEqual([]);
  });

  it.each([
    [{ 'date-parts': [[2024, 2, 9]] }, '2024-02-09'],
    [{ 'date-parts': [['2024', '2']] }, '2024-02'],
    [{ 'date-parts': [[2024, null]] }, '2024'],
    [
      {
        'date-parts': [
          [2024, 12, 30],
          [2025, 1, 2],
        ],
      },
      '2024-12-30/2025-01-02',
    ],
    [{ 'date-parts': [[1900]], circa: true }, '1900~'],
    [{ 'date-parts': [[2019, 3], [0]] }, '2019-03/..'],
    [{ 'date-parts': [['2019'], ['0', '0', '0']] }, '2019/..'],
    [{ 'date-parts': [[1900]], circa: 0 }, '1900'],
    [{ raw: '2024-03' }, '2024-03'],
    ['2024-03-01', '2024-03-01'],
    [{ literal: 'Spring' }, null],
    [{ 'date-parts': [[null]] }, null],
    [{ 'date-parts': [[2024, 13, 45]] }, null],
    [undefined, null],
  ])('was issued %j', (issued, date) => {
    expect(issuedDate({ type: 'book', ...(issued !== undefined && { issued }) })).toBe(date);
  });

  it('that was issued in a season was issued in that year at least', () => {
    expect(issuedDate({ type: 'book', issued: { 'date-parts': [[2024]], season: 1 } })).toMatch(/^2024(-21)?$/);
  });
});

describe('an address', () => {
  it.each([
    [{ csl: { URL: 'javascript:alert(1)' } }, '/csl/URL'],
    [{ csl: { URL: ' JAVA\tscript:alert(1)' } }, '/csl/URL'],
    [{ csl: { link: [{ URL: 'data:text/html,x' }] } }, '/csl/link/0/URL'],
    [{ csl: { custom: { 'a/b': { url: 'file:///etc/hosts' } } } }, '/csl/custom/a~1b/url'],
    [{ sameAs: ['https://example.org', 'javascript:x'] }, '/sameAs/1'],
    [{ url: 'data:,x' }, '/url'],
  ])('that would run or reveal something is refused wherever it stands: %j', (record, pointer) => {
    expect([...addressFaults(record)]).toEqual([[pointer, expect.stringMatching(/scheme javascript/)]]);
  });

  it('is looked for where addresses stand, and in no other text', () => {
    expect([
      ...addressFaults({ name: 'data: a review', csl: { title: 'file: a', URL: 'www.example.org/a b' } }),
    ]).toEqual([]);
  });

  it.each([
    ['https://example.org/a b.pdf', 'https://example.org/a%20b.pdf'],
    ['https://пример.рф/страница?x=«y»', 'https://пример.рф/страница?x=«y»'],
    ['https://x.y/a|b?q={1}^`', 'https://x.y/a%7Cb?q=%7B1%7D%5E%60'],
    ['HTTP://example.org', 'HTTP://example.org'],
    ['https:\\\\example.org', null],
    ['https:///example.org', null],
    ['www.example.org/x', null],
    ['//example.org', null],
    ['ftp://example.org', null],
    ['javascript:alert(1)', null],
    [' javascript://x.y/%0aalert(1)', null],
    ['https://[x', null],
    ['mailto:a@example.org', null],
  ])('%s is a link to %s', (address, link) => {
    expect(webAddress(address)).toBe(link);
  });

  it.each(['javascript:x', 'java\nscript:x', '\u200bjavascript:x', 'VBScript:x', 'data:,x', 'file:x', '\u0001data:x'])(
    '%j is not taken',
    (address) => {
      expect(isUnsafeAddress(address)).toBe(true);
    },
  );
});
