import { expect, it } from 'vitest';
import { exactly } from '../../src/model/index-keys.ts';
import { compareText } from '../../src/model/order.ts';
import { anyOf, type Condition } from '../../src/model/query.ts';
import { wordQueryOf, type WordQuery } from '../../src/search/query.ts';
import type { FacetCount, FacetPage } from '../../src/store/facets.ts';
import { ALL_TYPES, filtersOf } from '../../src/model/types.ts';
import { FACET_VALUES } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { query } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { actor, ground, merge, statement, topic } from '../support/world.ts';

onEveryEngine('facets', (open) => {
  it('counts values, the greatest first and then by id, with their labels', async () => {
    const store = await open(...summit());
    const { facets } = await store.list(query('statement', { facets: ['speaker', 'mode'] }));
    expect(facets).toEqual({
      speaker: [
        { id: 'speaker-a', label: 'Speaker A', count: 2 },
        { id: 'speaker-b', label: 'Speaker B', count: 2 },
        { id: 'author', label: 'Author', count: 1 },
      ],
      mode: [
        { id: 'indirect-speech', label: 'indirect-speech', count: 2 },
        { id: 'analysis', label: 'analysis', count: 1 },
        { id: 'readout', label: 'readout', count: 1 },
      ],
    });
  });

  it('counts over the whole filtered list, not the page', async () => {
    const store = await open(...summit());
    const { rows, facets } = await store.list(
      query('statement', { limit: 1, where: [anyOf('speaker', 'speaker-a')], facets: ['topic'] }),
    );
    expect(rows).toHaveLength(1);
    expect(facets['topic']).toEqual([
      { id: 'energy', label: 'energy', count: 2 },
      { id: 'security', label: 'security', count: 2 },
    ]);
  });

  it('counts what lies above in a hierarchy, or exactly', async () => {
    const store = await open(...summit());
    const { facets } = await store.list(query('statement', { facets: ['topic', exactly('topic')] }));
    expect(facets['topic']).toEqual([
      { id: 'security', label: 'security', count: 3 },
      { id: 'energy', label: 'energy', count: 2 },
    ]);
    expect(facets[exactly('topic')]).toEqual([
      { id: 'energy', label: 'energy', count: 2 },
      { id: 'security', label: 'security', count: 1 },
    ]);
  });

  it.each(ALL_TYPES.map((type) => type.name))('counts for each filter of a %s what the filter finds', async (type) => {
    const store = await open(...summit());
    const names = [...filtersOf(type).values()]
      .filter(({ name }) => name !== 'q')
      .flatMap(({ name, hierarchical }) => [name, ...(hierarchical ? [exactly(name)] : [])]);
    const { facets } = await store.list(query(type, { facets: names }));
    expect(Object.keys(facets).toSorted()).toEqual(names.toSorted());
    for (const [filter, counts] of Object.entries(facets)) {
      const values = (await store.values(filter, '', null, 1000))
        .filter((value) => value.type === type)
        .map(({ value }) => value);
      expect(counts.map(({ id }) => id).toSorted()).toEqual(values.toSorted());
      for (const { id, count } of counts) {
        const { total } = await store.list(query(type, { where: [anyOf(filter, id)], count: true, limit: 1 }));
        expect(total, `${filter} ${id}`).toBe(count);
      }
    }
  });

  it('counts a record once that several others file under the same value', async () => {
    const store = await open(...summit());
    const { facets } = await store.list(
      query('claim', { where: [anyOf('statement', 'said-by-a')], facets: ['event', 'source'] }),
    );
    expect(facets).toEqual({
      event: [
        { id: 'summit', label: 'summit', count: 1 },
        { id: 'talks', label: 'talks', count: 1 },
      ],
      source: [{ id: 'article', label: 'Article', count: 1 }],
    });
  });

  it('keeps to the values with the greatest counts', async () => {
    const topics = Array.from({ length: FACET_VALUES + 5 }, (_, i) => `t-${String(i).padStart(3, '0')}`);
    const last = topics.slice(-2);
    const store = await open(
      ...ground(),
      ...topics.map((id) => topic(id)),
      statement('one', { topics }),
      statement('two', { topics: last }),
    );
    const { facets } = await store.list(query('statement', { facets: ['topic'] }));
    expect(facets['topic']!.map(({ id }) => id)).toEqual([...last, ...topics.slice(0, FACET_VALUES - 2)]);
  });

  it('says how many values there are, and pages through all of them, the greatest first', async () => {
    const topics = Array.from({ length: FACET_VALUES + 5 }, (_, i) => `t-${String(i).padStart(3, '0')}`);
    const store = await open(
      ...ground(),
      ...topics.map((id) => topic(id)),
      statement('one', { topics }),
      statement('two', { topics: topics.slice(-2), note: 'rain', mode: 'readout' }),
      statement('three', { topics: topics.slice(-1), note: 'rain', mode: 'readout' }),
    );
    const paged = async (where: Condition[], words: WordQuery | null): Promise<void> => {
      const selection = { type: 'statement', where, range: null, words } as const;
      const { facets, facetSizes } = await store.list(query('statement', { ...selection, facets: ['topic'] }));
      const found: FacetCount[] = [];
      for (let after: FacetCount | null = null; ;) {
        const page: FacetPage = await store.facet({ selection, facet: 'topic', after, limit: 60 });
        expect(page.size).toBe(facetSizes['topic']);
        expect(page.values.length).toBeLessThanOrEqual(60);
        found.push(...page.values);
        if (!page.more) break;
        after = page.values.at(-1)!;
      }
      expect(found).toHaveLength(facetSizes['topic']!);
      expect(found.slice(0, FACET_VALUES)).toEqual(facets['topic']);
      expect(found).toEqual(found.toSorted((a, b) => b.count - a.count || compareText(a.id, b.id)));
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    };
    await paged([], null);
    await paged([anyOf('speaker', 'speaker-a')], null);
    await paged([{ filter: 'mode', any: [], none: ['readout'] }], null);
    await paged([anyOf('speaker', 'speaker-a'), anyOf('mode', 'readout')], null);
    await paged([], wordQueryOf('rain'));
    expect((await store.list(query('statement', { facets: ['topic', 'mode', 'event'] }))).facetSizes).toEqual({
      topic: topics.length,
      mode: 2,
      event: 0,
    });
    const nothing = { type: 'statement', where: [anyOf('speaker', 'nobody')], range: null } as const;
    expect(await store.facet({ selection: nothing, facet: 'topic', after: null, limit: 5 })).toEqual({
      values: [],
      more: false,
      size: 0,
    });
    const beyond = { selection: { type: 'statement', where: [], range: null }, facet: 'topic', limit: 5 } as const;
    expect(await store.facet({ ...beyond, after: { count: 1, id: 'z' } })).toEqual({
      values: [],
      more: false,
      size: topics.length,
    });
  }, 240_000);

  it('counts nothing over a list without records', async () => {
    const store = await open(...summit());
    expect(
      (await store.list(query('statement', { where: [anyOf('speaker', 'nobody')], facets: ['speaker', 'mode'] })))
        .facets,
    ).toEqual({ speaker: [], mode: [] });
  });

  it('counts merged records as the one that they were merged into', async () => {
    const store = await open(...summit(), actor('one', { name: 'One' }));
    await store.write([merge('actor', 'speaker-a', 'one'), merge('actor', 'speaker-b', 'one')]);
    expect((await store.list(query('statement', { facets: ['speaker'] }))).facets['speaker']).toEqual([
      { id: 'one', label: 'One', count: 3 },
      { id: 'author', label: 'Author', count: 1 },
    ]);
  });
});
