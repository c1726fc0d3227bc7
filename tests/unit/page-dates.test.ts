import { expect, it } from 'vitest';
import { dateText, machineDate, termText } from '../../src/http/pages/dates.ts';

it.each([
  ['2025-02-20', '20 February 2025'],
  ['2025-02', 'February 2025'],
  ['2025', '2025'],
  ['2025-02~', 'about February 2025'],
  ['2025?', 'perhaps 2025'],
  ['2025-22', 'summer 2025'],
  ['199X', 'the 1990s'],
  ['19XX', 'the years 1900 to 1999'],
  ['2025-02-XX', 'a day in February 2025'],
  ['2025-XX-XX', 'some time in 2025'],
  ['-0043-03-15', '15 March 44 BC'],
  ['2025-02-20T23:30:00-05:00', '20 February 2025, 23:30 UTC−05:00'],
  ['2025-02-20T23:30:00Z', '20 February 2025, 23:30 UTC'],
  ['2025-02-19/2025-02-21', '19 February 2025 to 21 February 2025'],
  ['../2025', 'until 2025'],
  ['2025/..', 'since 2025'],
  ['2025/', 'from 2025, its end not known'],
])('says %s as people do', (edtf, said) => expect(dateText(edtf)).toBe(said));

it('gives programs a time only where HTML has a form for it', () => {
  expect(['2025-02-20', '2025-02', '2025', '2025-22', '2025~', '2025/2026'].map(machineDate)).toEqual([
    '2025-02-20',
    '2025-02',
    '2025',
    null,
    null,
    null,
  ]);
});

it('tells a term by whatever is known of it', () => {
  expect(termText({ from: '2019', to: null })).toBe('since 2019');
  expect(termText({ from: '2019', to: null, period: '2019/' })).toBe('from 2019, its end not known');
  expect(termText({ from: null, to: null })).toBeNull();
});
