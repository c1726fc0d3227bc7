import { describe, expect, it } from 'vitest';
import { anyOf, type ListQuery } from '../../src/model/query.ts';
import * as around from '../../src/store/neo4j/cypher-around.ts';
import * as others from '../../src/store/neo4j/cypher.ts';
import * as grounds from '../../src/store/neo4j/cypher-grounds.ts';
import * as checks from '../../src/store/neo4j/cypher-checks.ts';
import * as lists from '../../src/store/neo4j/cypher-lists.ts';
import type { InOrder } from '../../src/store/neo4j/cypher-parts.ts';
import * as loads from '../../src/store/neo4j/cypher-loads.ts';
import * as changes from '../../src/store/neo4j/cypher-writes.ts';
import { digestOf, termOf } from '../../src/store/neo4j/records.ts';
import { readCompletions, readValues } from '../../src/store/neo4j/prefixes.ts';
import { readKeys, readList, readSequence, readSupport, readWritten } from '../../src/store/neo4j/reader.ts';
import { query } from '../support/store.ts';

const questions = { ...lists, ...others, ...grounds, ...checks };

/*
 * What is sent to Neo4j, without a server: the text of each query, and the parameters that questions become. A
 * difference is to be read, and taken over with `npx vitest run tests/unit/cypher.test.ts -u`.
 */

/** A text by its name; one of several orders by the number of the sort too, and a minus where it is turned round. */
const texts = Object.entries({ ...questions, ...around, ...changes, ...loads }).flatMap(
  ([name, text]): [string, string][] => {
    if (Array.isArray(text))
      return (text as InOrder).flatMap(({ ascending, descending }, sort): [string, string][] => [
        [`${name} ${sort}`, ascending],
        [`${name} -${sort}`, descending],
      ]);
    return typeof text === 'string' ? [[name, text]] : [];
  },
);

/** Where a question does not take no answer. */
const ANSWERS: Record<string, Record<string, any[]>> = {
  TOTALS: { part: [0], total: [0] },
  'BOTH_ROWS 0': { complete: [[true]], part: [[]], place: [[]], tail: [[]], view: [[]] },
  'BOTH_FACETS 0': { part: [], place: [], tail: [], view: [], filter: [''], counts: [[{ count: 0 }]], size: [1] },
  FACETS: { filter: [''], counts: [[{ count: 0 }]], size: [1] },
  TERM_FACETS: { filter: [['', 'region', 'mode']], counts: [[[{ count: 0 }], [], []]], size: [[1, 0, 0]] },
  KEPT_TOTALS: { part: [[0]], total: [[0]] },
  'TERM_ROWS 0': { part: [[0]], place: [['2025\0s']], tail: [['']], view: [['{}']] },
  'TERM_ROWS -0': { part: [[0]], place: [['2025\0s']], tail: [['']], view: [['{}']] },
  SUPPORT: { sources: [[0]], publishers: [[0]], roots: [[0]], first: [[[]]], records: [[[0, 0]]] },
};

/** The parameters that a question sends with each of its queries, by the name of the query. */
const sent = async (
  question: (ask: (text: string, parameters?: object) => Promise<Record<string, any[]>>) => Promise<unknown>,
): Promise<[string, unknown][]> => {
  const asked: [string, unknown][] = [];
  await question(async (text, parameters = {}) => {
    const name = texts.find(([, known]) => known === text)![0];
    asked.push([name, JSON.parse(JSON.stringify(parameters))]);
    return ANSWERS[name] ?? {};
  });
  return asked;
};

const list = (asked: Partial<ListQuery>): Promise<[string, unknown][]> =>
  sent((ask) => readList(ask, query('statement', { limit: 2, ...asked })));

describe('Cypher', () => {
  it.each(texts)('%s', (_, text) => expect(text).toMatchSnapshot());

  it('holds no value of a question: the text is the same whatever is asked', async () => {
    const hostile = "'; MATCH (n) DETACH DELETE n //";
    const [some] = await list({ where: [anyOf('speaker', hostile)] });
    const [others] = await list({ where: [anyOf('topic', 'x')] });
    expect([some![0], others![0]]).toEqual(['TERM_ROWS 0', 'TERM_ROWS 0']);
    expect(JSON.stringify(some![1])).toContain(digestOf(termOf('statement', 'speaker', hostile)));
    const [together] = await list({ where: [anyOf('speaker', hostile), anyOf('topic', 'x')] });
    expect(together![0]).toBe('BOTH_ROWS 0');
    expect(JSON.stringify(together![1])).toContain('DETACH DELETE');
  });

  it('sends lists as terms, spans and places', async () => {
    expect(
      await list({
        where: [{ filter: 'speaker', any: ['a', 'b'], none: ['c'] }, anyOf('topic.exact', 't')],
        count: true,
        facets: ['region', 'mode'],
      }),
    ).toMatchSnapshot();
    expect(
      await list({ where: [anyOf('speaker', 'a')], count: true, facets: ['region', 'mode', 'source'] }),
    ).toMatchSnapshot();
    expect(
      await list({ where: [anyOf('speaker', 'a'), anyOf('region', 'b')], count: true, facets: ['mode', 'source'] }),
    ).toMatchSnapshot();
    expect(await list({ descending: true, after: { key: '2025-02-20', id: 'x' } })).toMatchSnapshot();
    expect(await list({ range: { from: '2025-02', to: null } })).toMatchSnapshot();
    expect(
      await sent((ask) =>
        readList(ask, query('source', { sort: 'title', range: { from: '2025', to: '2025' }, limit: 2 })),
      ),
    ).toMatchSnapshot();
  });

  it('asks again by the whole selection where a term has nothing, which may have been merged into another', async () => {
    const asked = await sent((ask) =>
      readSequence(
        ask,
        [
          { type: 'event', where: [anyOf('place', 'p')], sort: 'date' },
          { type: 'event', where: [anyOf('place', 'q')], sort: 'date' },
        ],
        null,
        2,
        1,
      ),
    );
    expect(asked.map(([name]) => name)).toEqual(['TERM_ROWS 0', 'ROWS 0']);
  });

  it('asks again by the whole selection where one of several terms has nothing', async () => {
    const asked = await sent((ask) =>
      readList(
        async (text, parameters) => ({
          ...(await ask(text, parameters)),
          ...(text === questions.BOTH_ROWS[0]!.ascending && { complete: [[]] }),
        }),
        query('event', { where: [anyOf('place', 'p'), anyOf('forum', 'f')] }),
      ),
    );
    expect(asked.map(([name]) => name)).toEqual(['BOTH_ROWS 0', 'ROWS 0']);
  });

  it('sends the other questions', async () => {
    expect(
      await sent((ask) =>
        readKeys(ask, [
          { type: 'actor', id: 'a' },
          { type: 'actor', id: 'a' },
        ]),
      ),
    ).toMatchSnapshot();
    expect(
      await sent((ask) =>
        readSequence(
          ask,
          [{ type: 'event', where: [anyOf('place', 'p')], sort: 'date' }],
          { part: 0, key: '2025', id: 'e' },
          2,
          1,
        ),
      ),
    ).toMatchSnapshot();
    expect(await sent((ask) => readValues(ask, 'speaker', 'a', 'ab\u{1F600}', 2))).toMatchSnapshot();
    expect(
      await sent((ask) =>
        readCompletions(ask, 'wang', ['actor'], { entry: 'wang yi', type: 'actor', id: 'wang-yi' }, 2),
      ),
    ).toMatchSnapshot();
    expect(await sent((ask) => readSupport(ask, 'c'))).toMatchSnapshot();
    expect(await sent((ask) => readWritten(ask, { type: 'statement', id: 's' }, 2))).toMatchSnapshot();
  });
});
