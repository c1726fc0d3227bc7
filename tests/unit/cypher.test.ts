import { describe, expect, it } from 'vitest';
import { anyOf, type ListQuery } from '../../src/model/query.ts';
import * as around from '../../src/store/neo4j/cypher-around.ts';
import * as others from '../../src/store/neo4j/cypher.ts';
import * as grounds from '../../src/store/neo4j/cypher-grounds.ts';
import * as checks from '../../src/store/neo4j/cypher-checks.ts';
import * as index from '../../src/store/neo4j/cypher-index.ts';
import * as words from '../../src/store/neo4j/cypher-words.ts';
import * as log from '../../src/store/neo4j/cypher-log.ts';
import * as loads from '../../src/store/neo4j/cypher-loads.ts';
import * as changes from '../../src/store/neo4j/cypher-writes.ts';
import { readCompletions, readValues } from '../../src/store/neo4j/prefixes.ts';
import { readKeys, readList, readSequence, readSupport, readWritten } from '../../src/store/neo4j/reader.ts';
import { query } from '../support/store.ts';

/*
 * What is sent to Neo4j, without a server: the text of each query, and the parameters that questions become. A
 * difference is to be read, and taken over with `npx vitest run tests/unit/cypher.test.ts -u`.
 */

/** A round that asks for every part. */
const INDEX = index.indexRound(Object.fromEntries(index.INDEX_PARTS.map((part) => [part, []])));

/** A text by its name. */
const texts = Object.entries({
  INDEX,
  ...index,
  ...words,
  ...others,
  ...grounds,
  ...checks,
  ...around,
  ...changes,
  ...loads,
}).filter((named): named is [string, string] => typeof named[1] === 'string');

/** What the index answers: each value has three records, and is no list. */
const TERM = { tid: 4_294_967_297, records: 3, few: Int8Array.of(1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0), summed: null };

const indexAnswers = ({
  asked: [asked],
}: {
  asked: [Record<string, { i: { low: number } }[]>];
}): Record<string, any[]> => {
  const numbers = (part: string): number[] => (asked[part] ?? []).map(({ i }) => Number(i));
  const { tid, records, few, summed } = TERM;
  const of = (part: string, answer: (at: number) => unknown): unknown[] =>
    ((asked[part] ?? []) as unknown as { i: unknown; numbers: unknown[] }[]).map((one) => [
      Number(one.i),
      one.numbers.map((_, at) => answer(at)),
    ]);
  const parts = Object.fromEntries(index.INDEX_PARTS.map((part) => [part, [[] as unknown[]]]));
  return {
    ...parts,
    last: [numbers('last').map((i) => [i, 3])],
    terms: [numbers('terms').map((i) => [i, tid, records, few, summed])],
    places: [of('places', (at) => [`202${at}`, `s${at}`])],
    values: [of('values', () => [null])],
  };
};
/** Where a question does not take no answer. */
const ANSWERS: Record<string, Record<string, any[]>> = {
  ROWS: { key: [['2025']], view: [['{"type":"statement","id":"s"}']], included: [[]], includedView: [[]] },
  SUPPORT: { keys: [[[null]]], roots: [[0]], first: [[[]]] },
};

/** The parameters that a question sends with each of its queries, by the name of the query. */
const sent = async (
  question: (ask: (text: string, parameters?: object) => Promise<Record<string, any[]>>) => Promise<unknown>,
): Promise<[string, unknown][]> => {
  const asked: [string, unknown][] = [];
  await question(async (text, parameters = {}) => {
    const name = texts.find(([, known]) => known === text)?.[0] ?? 'INDEX';
    asked.push([name, JSON.parse(JSON.stringify(parameters))]);
    return name === 'INDEX' ? indexAnswers(parameters as Parameters<typeof indexAnswers>[0]) : (ANSWERS[name] ?? {});
  });
  return asked;
};

const list = (asked: Partial<ListQuery>): Promise<[string, unknown][]> =>
  sent((ask) => readList(ask, query('statement', { limit: 2, ...asked })));

describe('Cypher', () => {
  it.each(texts)('%s', (_, text) => expect(text).toMatchSnapshot());

  it('compares what an index is in order of by no OR, which a plan may take apart and read all of it', () => {
    const ordered = /USING INDEX SEEK (\w+):\w+\((\w+), (\w+)\)((?:(?!MATCH|RETURN|WITH|CALL)[^])*)/g;
    const logged = Object.entries(log).filter((named): named is [string, string] => typeof named[1] === 'string');
    const found = [...texts, ...logged].flatMap(([name, text]) =>
      [...text.matchAll(ordered)].map(([, of, first, second, where]) => ({ name, of, names: [first, second], where })),
    );
    expect(found.length).toBeGreaterThan(15);
    const refused = found.filter(({ of, names, where }) =>
      where!
        .split(/\bAND\b(?![^(]*\))/)
        .some((condition) => / OR /.test(condition) && names.some((name) => condition.includes(`${of}.${name}`))),
    );
    expect(refused).toEqual([]);
  });

  it('holds no value of a question: the text is the same whatever is asked', async () => {
    const hostile = "'; MATCH (n) DETACH DELETE n //";
    const [some] = await list({ where: [anyOf('speaker', hostile)] });
    expect(some![0]).toBe('INDEX');
    expect(JSON.stringify(some![1])).toContain('DETACH DELETE');
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

  it('asks for a page in as many queries as its depth, however many terms it has', async () => {
    const names = async (asked: Partial<ListQuery>): Promise<string[]> => (await list(asked)).map(([name]) => name);
    expect(await names({ where: [anyOf('speaker', 'a')] })).toEqual(['INDEX', 'INDEX', 'ROWS']);
    const where = ['speaker', 'topic', 'region', 'mode'].map((filter) => ({ ...anyOf(filter, 'a', 'b'), none: ['c'] }));
    expect((await names({ where })).length).toBeLessThanOrEqual(4);
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
