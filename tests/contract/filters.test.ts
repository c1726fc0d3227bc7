import { expect, it } from 'vitest';
import type { TypeName } from '../../src/model/ids.ts';
import { exactly } from '../../src/model/index-keys.ts';
import { anyOf, type Condition } from '../../src/model/query.ts';
import { filtersOf, ALL_TYPES } from '../../src/model/types.ts';
import { onEveryEngine } from '../support/engines.ts';
import { byFilter, listed, query, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { merge, region, topic, actor } from '../support/world.ts';
import { EXPECTED } from '../support/summit-filters.ts';

const not = (filter: string, ...none: string[]): Condition => ({ filter, any: [], none });

onEveryEngine('filters', (open) => {
  const find = async (type: TypeName, ...where: Condition[]): Promise<string[]> =>
    (await listed(await open(...summit()), type, { where })).toSorted();

  // One store for all filters of a type: none of these cases writes.
  it.each(ALL_TYPES.map(({ name }) => name))('finds a %s by each of its filters', async (of) => {
    const store = await open(...summit());
    for (const [type, filter, value, expected] of EXPECTED.filter(([type]) => type === of)) {
      expect
        .soft((await listed(store, type, byFilter(filter, value))).toSorted(), `${filter} ${value}`)
        .toEqual(expected.toSorted());
    }
  });

  it('has a case for every filter of every type', () => {
    const tried = new Set(EXPECTED.map(([type, filter]) => `${type} ${filter}`));
    const filters = ALL_TYPES.flatMap(({ name }) =>
      [...filtersOf(name).values()].flatMap((filter) =>
        [filter.name, ...(filter.hierarchical ? [exactly(filter.name)] : [])].map((each) => `${name} ${each}`),
      ),
    );
    expect(filters.filter((filter) => !tried.has(filter))).toEqual([]);
  });

  it('takes several values of a filter as "or"', async () => {
    expect(await find('statement', anyOf('speaker', 'speaker-b', 'author'))).toEqual([
      'concluded',
      'said-by-b',
      'said-by-both',
    ]);
  });

  it('brings a record once that has several of the values', async () => {
    expect(await find('statement', anyOf('speaker', 'speaker-a', 'speaker-b'))).toEqual([
      'said-by-a',
      'said-by-b',
      'said-by-both',
    ]);
  });

  it('takes several filters as "and"', async () => {
    expect(await find('statement', anyOf('speaker', 'speaker-a'), anyOf('mode', 'readout'))).toEqual(['said-by-both']);
    expect(await find('statement', anyOf('speaker', 'author'), anyOf('mode', 'readout'))).toEqual([]);
  });

  it('takes several conditions on one filter as "and", with their count and facets', async () => {
    const both = [anyOf('speaker', 'speaker-a'), anyOf('speaker', 'speaker-b')];
    expect(await find('statement', ...both)).toEqual(['said-by-both']);
    expect(await find('statement', anyOf('region', 'continent'), anyOf('region', 'city'))).toEqual(
      await find('statement', anyOf('region', 'city')),
    );
    const { total, facets } = await (
      await open(...summit())
    ).list(query('statement', { where: both, count: true, facets: ['speaker'] }));
    expect(total).toBe(1);
    expect(facets['speaker']!.map(({ id, count }) => [id, count])).toEqual([
      ['speaker-a', 1],
      ['speaker-b', 1],
    ]);
  });

  it('leaves out what a negated value names', async () => {
    expect(await find('statement', not('speaker', 'speaker-a'))).toEqual(['concluded', 'said-by-b']);
    expect(await find('statement', not('speaker', 'speaker-a', 'author'))).toEqual(['said-by-b']);
  });

  it('combines values and negated values of one filter', async () => {
    expect(await find('statement', { filter: 'speaker', any: ['speaker-a'], none: ['speaker-b'] })).toEqual([
      'said-by-a',
    ]);
  });

  it('combines three filters, one of them negated', async () => {
    expect(
      await find('statement', anyOf('event', 'talks'), anyOf('topic', 'security'), not('mode', 'readout')),
    ).toEqual(['said-by-a', 'said-by-b']);
  });

  it('takes as many values as an address has room for', async () => {
    const regions = Array.from({ length: 700 }, (_, i) => `r-${i}`);
    const store = await open(...regions.map((id) => region(id)), region('other'));
    const { rows, more, total } = await store.list(
      query('region', { where: [anyOf('broader', ...regions)], count: true }),
    );
    expect({ rows, more, total }).toEqual({ rows: [], more: false, total: 0 });
    await write(store, ...regions.map((id) => region(`in-${id}`, { broader: [id] })));
    expect(await listed(store, 'region', { where: [anyOf('broader', ...regions)], limit: 3 })).toHaveLength(3);
    expect(
      (await store.list(query('region', { where: [anyOf('broader', ...regions)], count: true, limit: 1 }))).total,
    ).toBe(700);
  });

  it('finds nothing under an unknown id, and leaves nothing out for it', async () => {
    expect(await find('statement', anyOf('speaker', 'nobody'))).toEqual([]);
    expect(await find('statement', anyOf('speaker', 'nobody', 'author'))).toEqual(['concluded']);
    expect(await find('statement', not('speaker', 'nobody'))).toHaveLength(4);
    expect(await find('region', anyOf('broader', 'nowhere'))).toEqual([]);
  });

  it('negates a hierarchy as a whole, and exactly when asked', async () => {
    expect(await find('statement', not('topic', 'security'))).toEqual(['concluded']);
    expect(await find('statement', not(exactly('topic'), 'security'))).toEqual([
      'concluded',
      'said-by-a',
      'said-by-both',
    ]);
  });

  it('follows a hierarchy with several ways up', async () => {
    const store = await open(
      region('top'),
      region('left', { broader: ['top'] }),
      region('right', { broader: ['top'] }),
      region('leaf', { broader: ['left', 'right'] }),
    );
    expect(await listed(store, 'region', { where: [anyOf('broader', 'top')] })).toEqual(['leaf', 'left', 'right']);
    expect(await listed(store, 'region', { where: [anyOf(exactly('broader'), 'right')] })).toEqual(['leaf']);
  });

  it('takes an id that was merged as the one that it was merged into', async () => {
    const store = await open(...summit());
    await write(store, topic('power'), merge('topic', 'energy', 'power'));
    const found = (where: Condition) => listed(store, 'statement', { where: [where] });
    expect(await found(anyOf('topic', 'energy'))).toEqual(['said-by-a', 'said-by-both']);
    expect(await found(anyOf(exactly('topic'), 'energy'))).toEqual(['said-by-a', 'said-by-both']);
    expect(await found(not('topic', 'energy'))).toEqual(['concluded', 'said-by-b']);
  });

  it('follows merges one after another', async () => {
    const store = await open(...summit(), actor('second'), actor('third'));
    await write(store, merge('actor', 'speaker-b', 'second'));
    await write(store, merge('actor', 'second', 'third'));
    expect(await listed(store, 'statement', { where: [anyOf('speaker', 'speaker-b')] })).toEqual([
      'said-by-b',
      'said-by-both',
    ]);
  });

  it('counts what it finds, in every combination', async () => {
    const store = await open(...summit());
    const total = async (...where: Condition[]) =>
      (await store.list(query('statement', { where, limit: 1, count: true }))).total;
    expect(await total()).toBe(4);
    expect(await total(anyOf('speaker', 'speaker-a'))).toBe(2);
    expect(await total(anyOf('speaker', 'speaker-a', 'speaker-b'))).toBe(3);
    expect(await total(anyOf('speaker', 'speaker-a'), not('mode', 'readout'))).toBe(1);
    expect(await total(anyOf('speaker', 'nobody'))).toBe(0);
  });
});
