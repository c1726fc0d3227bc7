import { expect, it } from 'vitest';
import type { DateRange } from '../../src/model/edtf.ts';
import { anyOf } from '../../src/model/query.ts';
import { onEveryEngine } from '../support/engines.ts';
import { listed } from '../support/store.ts';
import { event, ground, source, statement, topic } from '../support/world.ts';

const SAID = {
  unknown: null,
  year: '2025',
  month: '2025-02',
  day: '2025-02-20',
  'next-day': '2025-02-21~',
  'next-month': '2025-03?',
  'next-year': '2026',
  'year-before': '2024-12-31',
};
const world = [
  ...ground(),
  topic('t'),
  ...Object.entries(SAID).map(([id, said]) => statement(id, { said, topics: ['t'] })),
];

onEveryEngine('date ranges', (open) => {
  const within = async (from: string | null, to: string | null): Promise<string[]> =>
    listed(await open(...world), 'statement', { range: { from, to } });

  it('finds one day, and the coarser dates that may be that day', async () => {
    expect(await within('2025-02-20', '2025-02-20')).toEqual(['year', 'month', 'day']);
  });

  it('finds everything within a month, and the year that it lies in', async () => {
    expect(await within('2025-02', '2025-02')).toEqual(['year', 'month', 'day', 'next-day']);
  });

  it('finds everything within a year', async () => {
    expect(await within('2025', '2025')).toEqual(['year', 'month', 'day', 'next-day', 'next-month']);
  });

  it('takes both ends as included', async () => {
    expect(await within('2024-12-31', '2025-02-20')).toEqual(['year-before', 'year', 'month', 'day']);
  });

  it('leaves an end open', async () => {
    expect(await within('2025-02-21', null)).toEqual(['year', 'month', 'next-day', 'next-month', 'next-year']);
    expect(await within(null, '2025-02')).toEqual(['year-before', 'year', 'month', 'day', 'next-day']);
  });

  it('never finds an unknown date, however wide the range', async () => {
    expect(await within(null, null)).not.toContain('unknown');
    expect(await within('0001', '9999')).not.toContain('unknown');
  });

  it('looks at the digits of a qualified date', async () => {
    expect(await within('2025-02-21', '2025-02-21')).toEqual(['year', 'month', 'next-day']);
    expect(await within('2025-02-21?', '2025-02-21~')).toEqual(['year', 'month', 'next-day']);
  });

  it('finds nothing in a time without records', async () => {
    expect(await within('1999', '2000')).toEqual([]);
  });

  it('narrows what a filter finds, and counts it', async () => {
    const store = await open(...world, statement('other', { said: '2025-02-20' }));
    const range: DateRange = { from: '2025-02-20', to: '2025-02-20' };
    expect(await listed(store, 'statement', { range, where: [anyOf('topic', 't')] })).toEqual(['year', 'month', 'day']);
    const page = await store.list({
      type: 'statement',
      where: [anyOf('topic', 't')],
      range,
      sort: 'said',
      descending: false,
      after: null,
      limit: 1,
      count: true,
      facets: ['topic'],
      include: [],
    });
    expect([page.total, page.facets['topic']]).toEqual([3, [{ id: 't', label: 't', count: 3 }]]);
  });

  it.each([false, true])('finds the same in an order that is not by date (descending: %s)', async (descending) => {
    const dated = (id: string, name: string, date: string | null) => event(id, { name, date });
    const store = await open(
      dated('e-1', 'c', '2025-02-20'),
      dated('e-2', 'b', '2025'),
      dated('e-3', 'a', '2025-02-19/2025-02-25'),
      dated('e-4', 'd', null),
      dated('e-5', 'e', '2025-02-20'),
    );
    const range: DateRange = { from: '2025-02-20', to: '2025-02-20' };
    const byName = ['e-2', 'e-1', 'e-5'];
    expect(await listed(store, 'event', { range, sort: 'name', descending })).toEqual(
      descending ? byName.toReversed() : byName,
    );
    expect(await listed(store, 'event', { range, sort: 'date' })).toEqual(['e-2', 'e-1', 'e-5']);
  });

  it('files a source under its issue date', async () => {
    const issued = (id: string, ...parts: number[]) =>
      source(id, { csl: { type: 'book', title: id, ...(parts.length > 0 && { issued: { 'date-parts': [parts] } }) } });
    const store = await open(issued('day', 2025, 2, 3), issued('year', 2025), issued('undated'), issued('old', 1999));
    expect(await listed(store, 'source', { range: { from: '2025-02', to: null } })).toEqual(['year', 'day']);
    expect(await listed(store, 'source', { range: { from: '2025-02', to: null }, sort: 'title' })).toEqual([
      'day',
      'year',
    ]);
  });
});
