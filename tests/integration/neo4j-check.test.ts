import { beforeEach, describe, expect, it } from 'vitest';
import { openNeo4j } from '../../src/store/neo4j/store.ts';
import type { Store } from '../../src/store/port.ts';
import { askNeo4j, emptyNeo4j } from '../support/neo4j-server.ts';
import { answers } from '../support/answers.ts';
import { closing, findings, migrated, query, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { deletion, merge, statement } from '../support/world.ts';

const uri = process.env['NEO4J_TEST_URI']!;

const open = (): Promise<Store> => openNeo4j({ uri, many: 2, timeoutMs: 300_000 });

const using = <T>(work: (store: Store) => Promise<T>): Promise<T> => closing(open(), work);

const SPEAKER = 'statement speaker speaker-a';
const TERM = "MATCH (f:Field {name: 'statement speaker'}) MATCH (t:Term {field: f.field, begins: 'speaker-a'})";
const SUM = `${TERM} MATCH (s:Sum {tid: t.tid})`;
const ITS_FACETS = `${SPEAKER}: its facets are kept with other sums than counting gives`;

beforeEach(() => emptyNeo4j(uri));

const written = (): Promise<void> =>
  using(async (store) => {
    await write(store, ...summit());
    await write(store, deletion('statement', 'concluded'), merge('forum', 'forum-y', 'forum-x'));
  });

/** Changes something behind the service's back, and tells what it changed. */
const changing = (cypher: string): Promise<Record<string, any>[]> => askNeo4j(uri, cypher);

const found = async (): Promise<string[]> => {
  const all = await using(findings);
  expect(all.filter(({ remedy }) => remedy === '')).toEqual([]);
  return all.map(({ where, message }) => `${where}: ${message}`);
};

/** What is said of a relationship that was found by its ends. */
const named = ({ type, source, target, entry }: Record<string, any>): string =>
  type === 'HAS_NAME'
    ? `${source}: its name ${JSON.stringify(entry)} for type-ahead `
    : `${source}: its relationship ${type} to ${target} `;

/** What should be said and is not. */
const unnamed = (texts: readonly string[], expected: readonly string[]): string[] =>
  expected.filter((text) => !texts.some((said) => said.includes(text)));

/** One relationship of each type, `x`, from a record of its own where that can be. */
const ONE_OF_EACH = `
  MATCH (a)-[x]->(b) WITH type(x) AS type, a, x, b ORDER BY a.address DESC
  WITH type, head(collect({a: a, x: x, b: b})) AS one
  WITH type, one.a AS a, one.x AS x, one.b AS b`;
const TOLD = 'type, a.address AS source, coalesce(b.address, b.entry) AS target, b.entry AS entry';

/** The log knows of which change set a record is, and what it is filed under is told one by one. */
const SAID: Readonly<Record<string, string>> = { revision: 'it is of revision', indexKeys: 'that it is filed under' };

describe('the check of a graph', () => {
  it('finds nothing in one as it was written', async () => {
    await written();
    expect(await using(findings)).toEqual([]);
    // The server has just started, and plans each query for the first time.
  });

  it('names a relationship of each type that is missing, twice there or another', async () => {
    await written();
    const gone = await changing(`${ONE_OF_EACH} WITH x, ${TOLD} DELETE x RETURN type, source, target, entry`);
    expect(gone.length).toBeGreaterThan(20);
    expect(
      unnamed(
        await found(),
        gone.map((one) => `${named(one)}is missing in the graph`),
      ),
    ).toEqual([]);
    await emptyNeo4j(uri);
    await written();
    const twice = await changing(
      `${ONE_OF_EACH} WHERE type <> 'HAS_NAME' CREATE (a)-[y:$(type)]->(b) SET y = properties(x) RETURN ${TOLD}`,
    );
    expect(unnamed(await found(), twice.map(named))).toEqual([]);
    await emptyNeo4j(uri);
    await written();
    const altered = await changing(`${ONE_OF_EACH} WHERE type <> 'HAS_NAME' SET x.odd = 1 RETURN ${TOLD}`);
    expect(unnamed(await found(), altered.map(named))).toEqual([]);
  });

  it('names what a value lacks and what it has in vain, in blocks and without', async () => {
    await written();
    const [{ lacking }] = (await changing(
      'MATCH (b:Block), (other:Block) WHERE b.list < other.list AND b.rids <> other.rids WITH b, other ORDER BY b.list, other.list LIMIT 1 SET b.rids = other.rids RETURN b.list AS lacking',
    )) as [{ lacking: number }];
    expect(lacking).toBeGreaterThan(0);
    expect(await found()).toContainEqual(expect.stringMatching(/: its list in the order by \w+ lacks \w+\//));
    await emptyNeo4j(uri);
    await written();
    await changing(
      'MATCH (t:Term), (other:Term) WHERE t.tid < other.tid AND t.field <> other.field AND t.few <> other.few AND t.records = 1 AND other.records = 1 WITH t, other ORDER BY t.tid, other.tid LIMIT 1 SET t.few = other.few',
    );
    expect(await found()).toContainEqual(expect.stringMatching(/: what it has lacks \w+\//));
  });

  it('names a value under which a record is not filed any more', async () => {
    await written();
    await changing(
      "MATCH (a:Address {address: 'actor/speaker-a'}), (o:Address {address: 'actor/speaker-b'}) SET a.indexKeys = o.indexKeys",
    );
    expect(
      unnamed(await found(), ['actor/speaker-a: that it is filed under actor name.whole speaker a is missing']),
    ).toEqual([]);
  });

  it.each(['REMOVE', 'SET'])(
    'names each property of a record (%s)',
    async (how) => {
      await written();
      const keys = (
        await changing(
          "MATCH (a:Address) UNWIND keys(a) AS key WITH DISTINCT key, a WHERE NOT key IN ['address', 'number', 'written', 'view', 'movedTo'] AND NOT coalesce(a[key] = 0, false) RETURN DISTINCT key",
        )
      ).map(({ key }) => key as string);
      expect(keys.length).toBeGreaterThan(30);
      const wrong: [string, string][] = [];
      for (const key of keys) {
        const odd = key === 'sortKeys' ? "['odd']" : "'odd'";
        const change = how === 'SET' ? `SET a.${key} = ${odd}` : `REMOVE a.${key}`;
        const [one] = await changing(
          `MATCH (a:Address) WHERE a.${key} IS NOT NULL AND NOT coalesce(a.${key} = 0, false) WITH a ORDER BY rand() LIMIT 1 ${change} RETURN a.address AS address`,
        );
        wrong.push([one!['address'], key]);
      }
      const texts = await found();
      for (const [address, key] of wrong)
        expect(texts).toContainEqual(expect.stringContaining(`${address}: ${SAID[key] ?? `its property ${key}`} `));
    },
    120_000,
  );

  it.each(['Term', 'Block', 'Column', 'Field', 'Name', 'Sum', 'Roots'])(
    'finds each property of a %s that is another, and each that is gone',
    async (label) => {
      await written();
      const keys = (await changing(`MATCH (n:${label}) UNWIND keys(n) AS key RETURN DISTINCT key`)).map(
        ({ key }) => key as string,
      );
      for (const key of keys) {
        const [{ id, value }] = (await changing(
          `MATCH (n:${label}) WHERE n.${key} IS NOT NULL WITH n ORDER BY elementId(n) LIMIT 1 RETURN elementId(n) AS id, n.${key} AS value`,
        )) as [{ id: string; value: unknown }];
        const at = `MATCH (n:${label}) WHERE elementId(n) = '${id}'`;
        await changing(`${at} CREATE (:Kept {value: n.${key}})`);
        for (const change of [`REMOVE n.${key}`, `SET n.${key} = ${typeof value === 'number' ? 99 : "'odd'"}`]) {
          await changing(`${at} ${change}`);
          expect(await found(), change).not.toEqual([]);
        }
        await changing(`${at} MATCH (k:Kept) SET n.${key} = k.value DELETE k`);
      }
      expect(await found()).toEqual([]);
    },
    240_000,
  );

  it('names nodes that are gone, and labels', async () => {
    for (const [cypher, expected] of [
      ["MATCH (a:Address {address: 'source/wire'}) DETACH DELETE a", 'refers to source/wire, which is not there'],
      ["MATCH (a:Address {address: 'relation/b-disputes-a'}) DETACH DELETE a", 'are counted'],
      [`${TERM} DETACH DELETE t`, `that it is filed under ${SPEAKER} is missing`],
      [
        "MATCH (n:Name {entry: 'speaker a'}) DETACH DELETE n",
        'actor/speaker-a: its name "speaker a" for type-ahead is missing',
      ],
      [`${SUM} DELETE s`, ITS_FACETS],
      ["MATCH (o:Roots {claim: 'shared'}) DELETE o", 'claim/shared: what it independently rests on'],
      ["MATCH (a:Actor {id: 'speaker-a'}) REMOVE a:Actor", 'actor/speaker-a: its labels'],
      ["MATCH (a:Actor {id: 'speaker-a'}) REMOVE a:Address", 'the graph: it has 1 records without the label Address'],
      ['MATCH (a:Merged) SET a:Forum', 'forum/forum-y: its labels'],
      ["CREATE (:Name {entry: 'odd'})", 'the graph: it has 1 names of no record'],
      ["CREATE (:Address {address: 'verdict/x', number: 1000})", 'the graph: it has 1 addresses of no type'],
    ] as const) {
      await emptyNeo4j(uri);
      await written();
      await changing(cypher);
      expect((await found()).join('\n')).toContain(expected);
    }
  });

  it('names constraints and indexes that are not there', async () => {
    await written();
    await changing('DROP CONSTRAINT claim_id');
    await changing('DROP INDEX name_spot');
    await changing('DROP INDEX term_in_field');
    await changing('CREATE INDEX term_in_field FOR (t:Term) ON (t.rest)');
    try {
      expect(await found()).toEqual(
        ['constraint claim_id', 'index term_in_field', 'index name_spot'].map((name) =>
          expect.stringContaining(`${name}: `),
        ),
      );
    } finally {
      await changing('DROP INDEX term_in_field');
    }
    await using((store) => migrated(store, { anew: true }));
    expect(await found()).toEqual([]);
  });

  it.each([
    ['a term of another filter', `${TERM} SET t.field = 0`, `${SPEAKER}: the property field of its term is another`],
    [
      'a sum that is wrong',
      `${SUM} MATCH (other:Sum) WHERE other.counts <> s.counts WITH s, other LIMIT 1 SET s.counts = other.counts`,
      ITS_FACETS,
    ],
    ['a sum that is too many', 'MATCH (s:Sum) WITH s LIMIT 1 CREATE (:Sum {tid: 1, counts: s.counts})', 'the index: '],
    ['a count that is wrong', `${TERM} SET t.records = 7`, `${SPEAKER}: 7 records are counted, 2 are filed`],
    [
      'a record that cannot be read',
      "MATCH (a:Claim {id: 'shared'}) SET a.written = '{'",
      'claim/shared: what is written of it cannot be read',
    ],
    [
      'words that a text does not have',
      "MATCH (s:Snapshot {id: 'copy'}) SET s.words = 'x'",
      'snapshot/copy: its property words is another',
    ],
    [
      'a merge that leads nowhere',
      "MATCH (a:Merged) SET a.movedTo = 'nowhere'",
      'forum/forum-y: it was merged into forum/nowhere',
    ],
    [
      'an answer that was changed',
      "MATCH (a:Claim {id: 'shared'}) SET a.view = replace(a.view, 'shared', 'shaken')",
      'claim/shared: its derived fields differ',
    ],
  ])('finds %s', async (_what, cypher, expected) => {
    await written();
    await changing(cypher);
    expect((await found()).join('\n')).toContain(expected);
  });

  it('names nothing any more after a repair', async () => {
    await written();
    const before = await using(answers);
    await changing(
      "MATCH (a:Address)-[x]->() WHERE a.address > 'passage' DELETE x WITH DISTINCT a REMOVE a.view, a.label, a.indexKeys, a:Statement",
    );
    await changing('MATCH (n:Name|Roots|Sum|Block|Column) DETACH DELETE n');
    expect(await found()).not.toEqual([]);
    await using((store) => migrated(store, { anew: true }));
    expect(await found()).toEqual([]);
    expect(await using(answers)).toEqual(before);
  });
});

describe('a graph of another format', () => {
  it.each([
    [3, 'export it with the program that made it'],
    [1000, 'run that version'],
  ])('is refused, with the remedy (%i)', async (format, remedy) => {
    await (await open()).close();
    await changing(`MATCH (m:Meta {name: 'store'}) SET m.format = ${format}`);
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
      await changing('MATCH (n) WHERE NOT n:Meta DETACH DELETE n');
      await write(store, ...summit());
      expect(await findings(store)).toEqual([]);
    });
  });
});
