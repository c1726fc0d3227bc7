import { expect, it } from 'vitest';
import { compareText } from '../../src/model/order.ts';
import { anyOf } from '../../src/model/query.ts';
import { inRange, timeKey, type DateRange } from '../../src/model/time-order.ts';
import { onEveryEngine } from '../support/engines.ts';
import { listed, query, refusal, view, walk, write } from '../support/store.ts';
import { actor, claim, event, forum, ground, membership, passage, source, statement, topic } from '../support/world.ts';

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

  it('finds one day, and the coarser and approximate dates that may be that day', async () => {
    expect(await within('2025-02-20', '2025-02-20')).toEqual(['year', 'month', 'day', 'next-day']);
  });

  it('finds everything within a month, and the year that it lies in', async () => {
    expect(await within('2025-02', '2025-02')).toEqual(['year', 'month', 'day', 'next-day']);
  });

  it('finds everything within a year', async () => {
    expect(await within('2025', '2025')).toEqual(['year', 'month', 'day', 'next-day', 'next-month']);
  });

  it('takes both ends as included', async () => {
    expect(await within('2024-12-31', '2025-02-20')).toEqual(['year-before', 'year', 'month', 'day', 'next-day']);
  });

  it('leaves an end open', async () => {
    expect(await within('2025-02-21', null)).toEqual(['year', 'month', 'next-day', 'next-month', 'next-year']);
    expect(await within(null, '2025-02')).toEqual(['year-before', 'year', 'month', 'day', 'next-day']);
  });

  it('never finds an unknown date, however wide the range', async () => {
    expect(await within(null, null)).not.toContain('unknown');
    expect(await within('0001', '9999')).not.toContain('unknown');
  });

  it('looks at the digits of a qualified date that it is asked by', async () => {
    expect(await within('2025-02-21', '2025-02-21')).toEqual(['year', 'month', 'next-day']);
    expect(await within('2025-02-21?', '2025-02-21~')).toEqual(['year', 'month', 'next-day']);
  });

  it('finds nothing in a time without records', async () => {
    expect(await within('1999', '2000')).toEqual([]);
  });

  it('narrows what a filter finds, and counts it', async () => {
    const store = await open(...world, statement('other', { said: '2025-02-20' }));
    const range: DateRange = { from: '2025-02-20', to: '2025-02-20' };
    expect(await listed(store, 'statement', { range, where: [anyOf('topic', 't')] })).toEqual([
      'year',
      'month',
      'day',
      'next-day',
    ]);
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
    expect([page.total, page.facets['topic']]).toEqual([4, [{ id: 't', label: 't', count: 4 }]]);
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
    const byName = ['e-3', 'e-2', 'e-1', 'e-5'];
    expect(await listed(store, 'event', { range, sort: 'name', descending })).toEqual(
      descending ? byName.toReversed() : byName,
    );
    expect(await listed(store, 'event', { range, sort: 'date' })).toEqual(['e-2', 'e-3', 'e-1', 'e-5']);
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

/** Times of every form, in their order: by the earliest moment, then by the latest, then by the text. */
const EVERY = [
  '../2025-02-20',
  '/2025-02-20',
  'Y-170000002',
  '-0044-03-15',
  '0000',
  '199X',
  '2022-02-24/',
  '2022-02-24/..',
  '2025-02~/2025-03?',
  '2025-21',
  '2025-02',
  '2025-02-XX',
  '2025-02-20',
  '2025-02-20/2025-02-21',
  '2025-02-20T09:00:00Z',
  '2025-02-21T04:00:00Z',
  // The 20th where it was said, and the last of these by the clock.
  '2025-02-20T23:30:00-05:00',
  '2025-02-21',
  'Y12025',
];
const ordered = EVERY.toSorted((a, b) => compareText(timeKey(a), timeKey(b)));
const numbered = (i: number): string => `s-${String(i).padStart(2, '0')}`;

onEveryEngine('times of every form', (open) => {
  // Written in another order than theirs.
  const opened = () =>
    open(
      ...ground(),
      topic('t'),
      statement('undated', { topics: ['t'] }),
      ...ordered.map((said, i) => statement(numbered(i), { said, topics: ['t'] })).toReversed(),
    );

  it('are given back as they are written, and stand in their order, page by page', async () => {
    const store = await opened();
    for (const descending of [false, true]) {
      const rows = await walk(store, query('statement', { sort: 'said', descending, limit: 3 }));
      const times = rows.map(({ json }) => JSON.parse(json).said as string | null);
      expect(times).toEqual(descending ? [...ordered.toReversed(), null] : [null, ...ordered]);
    }
  });

  it.each<[string | null, string | null]>([
    ['2025-02-20', '2025-02-20'],
    ['2025-02-21', '2025-02-21'],
    ['2025-02-22', null],
    ['2025-02-19', '2025-02-19'],
    [null, '2024'],
    ['1995', '1995'],
    ['2030', null],
    [null, '-0001'],
    ['2025-02-20T23:30:00-05:00', '2025-02-20T23:30:00-05:00'],
  ])('are found from %s to %s where they may lie in it, in order, counted and page by page', async (from, to) => {
    const store = await opened();
    const range: DateRange = { from, to };
    const expected = ordered.flatMap((said, i) => (inRange(said, range) ? [numbered(i)] : []));
    for (const descending of [false, true])
      for (const where of [[], [anyOf('topic', 't')], [anyOf('speaker', 'speaker-a'), anyOf('topic', 't')]]) {
        const asked = query('statement', { range, where, descending, limit: 2 });
        expect((await walk(store, asked)).map(({ id }) => id)).toEqual(descending ? expected.toReversed() : expected);
      }
    const page = await store.list(query('statement', { range, count: true, limit: 1, facets: ['topic'] }));
    expect([page.total, page.facets['topic']![0]?.count]).toEqual([expected.length, expected.length]);
    expect(await store.counts([{ type: 'statement', where: [], range }])).toEqual([expected.length]);
  });

  it('have the day that is written, whichever it was elsewhere', async () => {
    const store = await opened();
    const on = async (day: string) =>
      (await listed(store, 'statement', { range: { from: day, to: day } })).map((id) => ordered[Number(id.slice(2))]);
    expect(await on('2025-02-20')).toContain('2025-02-20T23:30:00-05:00');
    expect(await on('2025-02-21')).not.toContain('2025-02-20T23:30:00-05:00');
    expect(await on('2025-02-21')).toContain('2025-02-20/2025-02-21');
  });
});

onEveryEngine('a term that has ended, nobody knows when', (open) => {
  it('holds no more now, and may have held at other moments since it began', async () => {
    const store = await open(
      source('handbook'),
      forum('pact'),
      ...Object.entries({
        ended: '2001/',
        open: '2001/..',
        approximate: '2001~/',
        long: '../2001',
        later: '2001/9998',
      }).flatMap(([id, period]) => [
        actor(id, { kind: 'state' }),
        membership(`m-${id}`, { member: id, forum: 'pact', source: 'handbook', period }),
      ]),
    );
    const held = async (range: DateRange): Promise<string[]> =>
      (await listed(store, 'membership', { range })).toSorted();
    const day = { from: '2026-11-30', to: '2026-11-30' };
    const now: DateRange = { ...day, fromNow: true };
    expect(await held(now)).toEqual(['m-later', 'm-open']);
    expect(await held(day)).toEqual(['m-approximate', 'm-ended', 'm-later', 'm-open']);
    expect(await store.counts([{ type: 'membership', where: [anyOf('forum', 'pact')], range: now }])).toEqual([2]);
    await write(store, membership('m-open', { member: 'open', forum: 'pact', source: 'handbook', period: '2001/' }));
    expect(await held(now)).toEqual(['m-later']);
  });
});

onEveryEngine('a term', (open) => {
  it('that ends before it begins is refused of new records, and never holds in old ones', async () => {
    const reversed = [
      actor('state-a', { kind: 'state' }),
      actor('office-holder', { represents: [{ actor: 'state-a', from: '2019-05-29', to: '2014-05-06' }] }),
      forum('forum-a'),
      source('source-a'),
      membership('m', { member: 'state-a', from: '2020', to: '2019-12-31' }),
    ];
    const store = await open();
    expect((await refusal(store, ...reversed)).map(({ key, pointer }) => [key.id, pointer])).toEqual([
      ['office-holder', '/represents/0/to'],
      ['m', '/to'],
    ]);
    expect(await store.write(reversed, { acceptExisting: true })).toMatchObject({ written: true });
    await write(
      store,
      passage('passage-a'),
      claim('claim-a'),
      ...[null, '2014', '2016', '2019'].map((said, i) => statement(`s-${i}`, { speakers: ['office-holder'], said })),
    );
    for (const i of [0, 1, 2, 3]) expect((await view(store, 'statement', `s-${i}`)).representing).toEqual([]);
    // One that begins and ends in the same year, or of which only the year is known, is none of these.
    await write(
      store,
      actor('brief', {
        represents: [
          { actor: 'state-a', from: '2019-05', to: '2019' },
          { actor: 'state-a', from: '2019', to: '2019-05' },
        ],
      }),
    );
  });
});
