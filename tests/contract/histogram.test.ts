import { expect, it } from 'vitest';
import { anyOf, type Selection } from '../../src/model/query.ts';
import { TIME_UNITS, unitText, type TimeUnit } from '../../src/model/time-units.ts';
import { wordQueryOf } from '../../src/search/query.ts';
import type { Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { write } from '../support/store.ts';
import { actor, event, forum, ground, membership, merge, statement, topic } from '../support/world.ts';

const SAID = {
  unknown: null,
  'open-start': '../2025-02-20',
  'far-off': 'Y-170000002',
  'far-ahead': 'Y99999',
  'before-christ': '-0044-03-15',
  decade: '199X',
  year: '2025',
  quarter: '2025-01-15/2025-03-10',
  month: '2025-02',
  day: '2025-02-20',
  days: '2025-02-20/2025-02-21',
  about: '2025-02-20~',
  instant: '2025-02-20T09:00:00Z',
  // The 21st by the clock that lists are in the order of.
  elsewhere: '2025-02-20T23:30:00-05:00',
  'still-going-on': '2025-03-31/..',
  later: '2026-07-04',
};
const world = [
  ...ground(),
  topic('t'),
  topic('other'),
  ...Object.entries(SAID).map(([id, said]) => statement(id, { said, topics: ['t'] })),
];

const counted = async (
  store: Store,
  unit: TimeUnit,
  asked: Partial<Selection> = {},
): Promise<[Record<string, number>, number, number]> => {
  const selection: Selection = { type: 'statement', where: [], range: null, ...asked };
  const { buckets, imprecise, undated } = await store.histogram({ selection, unit });
  expect(buckets.map(({ number }) => number)).toEqual(buckets.map(({ number }) => number).toSorted((a, b) => a - b));
  return [Object.fromEntries(buckets.map(({ number, count }) => [unitText(unit, number), count])), imprecise, undated];
};

onEveryEngine('a histogram', (open) => {
  const EVERY = {
    // By order of time; what reaches further than its unit is imprecise.
    year: [{ 'Y-170000002': 1, '-0044': 1, 1990: 1, 2025: 9, 2026: 1, Y99999: 1 }, 2, 2],
    quarter: [{ 'Y-170000002-Q1': 1, '-0044-Q1': 1, '1990-Q1': 1, '2025-Q1': 9, '2026-Q3': 1, 'Y99999-Q1': 1 }, 5, 2],
    month: [
      {
        'Y-170000002-01': 1,
        '-0044-03': 1,
        '1990-01': 1,
        '2025-01': 2,
        '2025-02': 6,
        '2025-03': 1,
        '2026-07': 1,
        'Y99999-01': 1,
      },
      6,
      2,
    ],
    day: [
      {
        'Y-170000002-01-01': 1,
        '-0044-03-15': 1,
        '1990-01-01': 1,
        '2025-01-01': 1,
        '2025-01-15': 1,
        '2025-02-01': 1,
        '2025-02-19': 1,
        '2025-02-20': 3,
        '2025-02-21': 1,
        '2025-03-31': 1,
        '2026-07-04': 1,
        'Y99999-01-01': 1,
      },
      9,
      2,
    ],
  } as const;

  it.each(TIME_UNITS)('counts by the earliest moment, in units of a %s', async (unit) => {
    expect(await counted(await open(...world), unit)).toEqual(EVERY[unit]);
  });

  it.each(TIME_UNITS)('counts the same of one value, of several and of words, in units of a %s', async (unit) => {
    const store = await open(...world, statement('another', { said: '2025-02-20', topics: ['other'], note: 'rain' }));
    for (const where of [
      [anyOf('topic', 't')],
      [anyOf('topic', 't'), anyOf('speaker', 'speaker-a')],
      [{ filter: 'topic', any: [], none: ['other'] }],
    ])
      expect(await counted(store, unit, { where })).toEqual(EVERY[unit]);
    const [buckets] = await counted(store, unit, { words: wordQueryOf('rain') });
    expect(Object.values(buckets)).toEqual([1]);
  });

  it('counts what may lie in a range by when it begins, also before that', async () => {
    const store = await open(...world);
    // year, quarter; month, days, about.
    expect(await counted(store, 'month', { range: { from: '2025-02-21', to: '2025-02-28' } })).toEqual([
      { '2025-01': 2, '2025-02': 3 },
      2,
      0,
    ]);
  });

  it('counts the years of more than four digits that a range has', async () => {
    const store = await open(...world);
    for (const year of ['Y-170000002', 'Y99999'])
      expect(await counted(store, 'year', { range: { from: year, to: year } })).toEqual([
        // And what began at a time that is not known, or is still going on.
        year === 'Y99999' ? { 2025: 1, Y99999: 1 } : { 'Y-170000002': 1 },
        year === 'Y99999' ? 1 : 0,
        year === 'Y99999' ? 0 : 1,
      ]);
    expect(await counted(store, 'year', { range: { from: 'Y-170000001', to: 'Y-99999' } })).toEqual([{}, 0, 1]);
  });

  it('counts nothing where there is nothing', async () => {
    expect(await counted(await open(), 'year')).toEqual([{}, 0, 0]);
    expect(await counted(await open(...world), 'year', { where: [anyOf('speaker', 'nobody')] })).toEqual([{}, 0, 0]);
  });

  it('counts under a record what is under those that were merged into it', async () => {
    const store = await open(...world);
    await write(store, merge('topic', 't', 'other'));
    for (const value of ['t', 'other'])
      expect(await counted(store, 'year', { where: [anyOf('topic', value)] })).toEqual(EVERY.year);
  });

  it('counts what a write changes from then on', async () => {
    const store = await open(...world);
    await write(store, statement('day', { said: '2024~', topics: ['t'] }));
    expect(await counted(store, 'year')).toEqual([
      { 'Y-170000002': 1, '-0044': 1, 1990: 1, 2023: 1, 2025: 8, 2026: 1, Y99999: 1 },
      3,
      2,
    ]);
  });

  it('counts records of other types by their own times, in whichever order their lists are', async () => {
    const store = await open(
      forum('forum-a'),
      actor('state-a', { kind: 'state' }),
      ...ground(),
      event('e', { date: '2025-02-20/2025-02-25' }),
      membership('m', { member: 'state-a', forum: 'forum-a', from: '2001-06' }),
    );
    expect(await counted(store, 'month', { type: 'event' })).toEqual([{ '2025-02': 1 }, 0, expect.any(Number)]);
    expect(await counted(store, 'quarter', { type: 'membership' })).toEqual([{ '2001-Q2': 1 }, 1, 0]);
  });

  it('counts lists of several blocks', async () => {
    const days = Array.from({ length: 1100 }, (_, i) => new Date(Date.UTC(2022, 0, 1 + ((i * 7) % 1000))));
    const store = await open(
      ...ground(),
      topic('often'),
      topic('sometimes'),
      ...days.map((day, i) =>
        statement(`s-${i}`, {
          said: day.toISOString().slice(0, 10),
          topics: i % 3 === 0 ? ['often', 'sometimes'] : ['often'],
        }),
      ),
    );
    for (const unit of TIME_UNITS)
      for (const [where, of] of [
        [[], days],
        [[anyOf('topic', 'often')], days],
        [[anyOf('topic', 'sometimes'), anyOf('topic', 'often')], days.filter((_, i) => i % 3 === 0)],
      ] as const) {
        const expected: Record<string, number> = {};
        const named = of.map((day) => {
          const [year, month] = [day.getUTCFullYear(), day.getUTCMonth() + 1];
          const text = day.toISOString();
          return {
            year: `${year}`,
            quarter: `${year}-Q${Math.ceil(month / 3)}`,
            month: text.slice(0, 7),
            day: text.slice(0, 10),
          }[unit];
        });
        for (const name of named) expected[name] = (expected[name] ?? 0) + 1;
        expect(await counted(store, unit, { where })).toEqual([expected, 0, 0]);
      }
  });
});
