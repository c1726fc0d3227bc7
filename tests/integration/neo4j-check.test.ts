import neo4j from 'neo4j-driver';
import { beforeEach, describe, expect, it } from 'vitest';
import { openNeo4j } from '../../src/store/neo4j/store.ts';
import type { Store } from '../../src/store/port.ts';
import { emptyNeo4j } from '../support/neo4j-server.ts';
import { findings, query, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { statement } from '../support/world.ts';

const uri = process.env['NEO4J_TEST_URI']!;

const open = (): Promise<Store> => openNeo4j({ uri, many: 2, timeoutMs: 20_000 });

const using = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
  const store = await open();
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};

/** Changes the graph behind the service's back. */
const change = async (cypher: string): Promise<void> => {
  const driver = neo4j.driver(uri);
  try {
    await driver.executeQuery(cypher);
  } finally {
    await driver.close();
  }
};

const SPEAKER = 'statement speaker speaker-a';
const SUM = `MATCH (s:Sum {of: 'topic ${SPEAKER}'})`;
const ITS_FACETS = `${SPEAKER}: its facets are kept with other sums than counting gives`;

beforeEach(() => emptyNeo4j(uri));

describe('the check of a graph', () => {
  it('finds nothing in one as it was written', async () => {
    await using((store) => write(store, ...summit()));
    expect(await using(findings)).toEqual([]);
  });

  it.each([
    [
      'a term that its records are not found by',
      `MATCH (t:Term {term: '${SPEAKER}'}) SET t.digest = 'x'`,
      `${SPEAKER}: 2 records are counted, 0 are filed`,
    ],
    ['a sum that is wrong', `${SUM} SET s.records = [2, 1]`, ITS_FACETS],
    ['a sum of another value', `${SUM} SET s.values = ['energy', 'peace']`, ITS_FACETS],
    ['a sum that is missing', `${SUM} DELETE s`, ITS_FACETS],
    [
      'a sum that is too many',
      "CREATE (:Sum {of: 'topic statement speaker nobody', values: ['energy'], records: [1]})",
      'the index: ',
    ],
    [
      'values that a record does not have',
      "MATCH (s:Statement {id: 'said-by-a'}) SET s.facet_topic = ['security']",
      'statement/said-by-a: its facets are counted by other values',
    ],
    [
      'values that a record does not list',
      "MATCH (s:Statement {id: 'said-by-a'}) REMOVE s.facet_mode",
      'statement/said-by-a: its facets are counted by other values',
    ],
    [
      'a number of sources that is wrong',
      "MATCH (c:Claim {id: 'outlook'}) SET c.number_restsOn = 9",
      'claim/outlook: it is kept with another number',
    ],
    [
      'words that a text does not have',
      "MATCH (s:Snapshot {id: 'copy'}) SET s.words = 'x'",
      'snapshot/copy: its text is found by other words than it has',
    ],
    [
      'a place that is wrong in another order',
      "MATCH (:Claim {id: 'outlook'})-[f:FILED]->(:Term {term: 'claim all '}) SET f.place1 = 'x'",
      'claim/outlook: ',
    ],
    [
      'a count that is wrong',
      `MATCH (t:Term {term: '${SPEAKER}'}) SET t.records = 7`,
      `${SPEAKER}: 7 records are counted, 2 are filed`,
    ],
  ])('finds %s', async (_what, cypher, expected) => {
    await using((store) => write(store, ...summit()));
    await change(cypher);
    expect((await using(findings)).map(({ where, message }) => `${where}: ${message}`).join('\n')).toContain(expected);
  });
});

describe('a graph of another format', () => {
  it.each([
    [3, 'export it with the version that made it'],
    [1000, 'run the version that made it'],
  ])('is refused, with the remedy (%i)', async (format, remedy) => {
    await (await open()).close();
    await change(`MATCH (m:Meta {name: 'store'}) SET m.format = ${format}`);
    await expect(open()).rejects.toThrow(remedy);
  });
});

describe('facet sums', () => {
  it('are kept by several processes that write in turn', async () => {
    const one = await open();
    const other = await open();
    try {
      await write(one, ...summit());
      await write(
        other,
        statement('third', { speakers: ['speaker-a'], topics: ['energy'], claims: ['outlook'], passages: ['span-1'] }),
      );
      await write(
        one,
        statement('fourth', {
          speakers: ['speaker-a', 'speaker-b'],
          topics: ['security'],
          claims: ['outlook'],
          passages: ['span-1'],
        }),
      );
      const { facets } = await other.list(
        query('statement', { where: [{ filter: 'speaker', any: ['speaker-a'], none: [] }], facets: ['topic'] }),
      );
      expect(facets['topic']!.map(({ id, count }) => [id, count])).toEqual([
        ['security', 4],
        ['energy', 3],
      ]);
      expect(await findings(one)).toEqual([]);
    } finally {
      await Promise.all([one.close(), other.close()]);
    }
  });

  it('begin anew for a process whose server was wiped', async () => {
    await using(async (store) => {
      await write(store, ...summit());
      await change('MATCH (n) WHERE NOT n:Meta DETACH DELETE n');
      await change("MATCH (m:Meta {name: 'store'}) REMOVE m.sums");
      await write(store, ...summit());
      expect(await findings(store)).toEqual([]);
    });
  });
});
