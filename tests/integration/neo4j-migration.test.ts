import { createReadStream } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importLines } from '../../src/ingest/ndjson.ts';
import { restoreLines } from '../../src/ingest/restore.ts';
import type { DictumError } from '../../src/model/errors.ts';
import { backUpNeo4j, openNeo4j } from '../../src/store/neo4j/store.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { answers } from '../support/answers.ts';
import { appOver, ask } from '../support/http.ts';
import { temporaryFolder } from '../support/engines.ts';
import { askNeo4j, emptyNeo4j } from '../support/neo4j-server.ts';
import { FILED_GRAPH, ODD, RELEASED_EXPORT, releasedGraph } from '../support/released.ts';
import { allKeys, closing, findings, migrated, view, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';
import { claim, passage, source, statement } from '../support/world.ts';

const uri = process.env['NEO4J_TEST_URI']!;

const open = (options: { migrate?: boolean } = { migrate: true }): Promise<Store> =>
  openNeo4j({ uri, many: 2, filings: 500, page: 60, timeoutMs: 300_000, ...options });

const using = <T>(work: (store: Store) => Promise<T>): Promise<T> => closing(open(), work);

const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'answered',
    (error: DictumError) => error.code,
  );

/** What a service says over it: whether it is ready, a question, and the log, which needs no index. */
const asked = async (store: Store): Promise<unknown[]> => {
  const app = await appOver(store);
  const [ready, list, log] = [
    await ask(app, '/health/ready'),
    await ask(app, '/v1/topics?count=true'),
    await ask(app, '/v1/changes'),
  ];
  await app.close();
  return [ready.status, ready.body['code'], list.headers['retry-after'], list.status, list.body['code'], log.status];
};

/** What a fresh graph answers that the export of 0.1.0 was imported into. */
const imported = async (): Promise<unknown[]> => {
  await emptyNeo4j(uri);
  return using(async (store) => {
    await importLines(store, 'export', createReadStream(RELEASED_EXPORT), () => undefined, { acceptExisting: true });
    return answers(store);
  });
};

beforeEach(() => emptyNeo4j(uri));

describe('a graph of 0.1.0', () => {
  it('is refused where it may not be migrated, and read as it is written where it may', async () => {
    await releasedGraph(uri);
    await expect(open({})).rejects.toThrow(/derived by Dictum 0\.1\.0.*dictum backup.*dictum migrate/);
    await using(async (store) => {
      expect(await codeOf(store.ping())).toBe('loading');
      expect(await codeOf(store.complete('a', null, null, 5))).toBe('loading');
      expect(await codeOf(store.write([claim('c')]))).toBe('loading');
      expect((await allKeys(store)).length).toBeGreaterThan(200);
    });
  });

  it('answers what an import of its export does once it is migrated, wherever that was cut off', async () => {
    await releasedGraph(uri);
    const steps: string[] = [];
    for (;;) {
      const done = await using((store) => store.migrate());
      if (done === null) break;
      steps.push(done.step);
      // As a service is told that is started anew after each step, and asked meanwhile.
      if (steps.length < 4) expect(await using(asked)).toEqual([503, 'loading', '30', 503, 'loading', 200]);
    }
    expect(steps.length).toBeGreaterThan(6);
    const found = await using(async (store) => {
      expect((await findings(store)).filter(({ where }) => !ODD.includes(where))).toEqual([]);
      return answers(store);
    });
    expect(found).toEqual(await imported());
  });

  it('is left alone by whoever had it open', async () => {
    await releasedGraph(uri);
    await using(migrated);
    const other = await open();
    expect(await codeOf(other.ping())).toBe('answered');
    // As another version would begin.
    await askNeo4j(
      uri,
      "MATCH (m:Meta {name: 'store'}) SET m.digest = 'other' WITH m MATCH (c:Meta) WHERE c.begun IS NOT NULL SET c.name = 'commits other'",
    );
    for (const ask of [() => other.ping(), () => other.complete('a', null, null, 5), () => other.write([claim('c')])])
      expect(await codeOf(ask())).toBe('loading');
    await other.close();
  });

  it('finds change sets by type that were not listed so before', async () => {
    await using((store) => write(store, claim('c')));
    await askNeo4j(uri, 'MATCH (t:SetType) DELETE t');
    await askNeo4j(
      uri,
      "MATCH (m:Meta {name: 'store'}) SET m.digest = 'other' WITH m MATCH (c:Meta) WHERE c.begun IS NOT NULL SET c.name = 'commits other'",
    );
    await using(async (store) => {
      await migrated(store);
      expect(await findings(store)).toEqual([]);
    });
    expect(await askNeo4j(uri, 'MATCH (t:SetType {number: 1}) RETURN t.type AS type')).toMatchObject([
      { type: 'claim' },
    ]);
  });

  it('keeps what cannot be read', async () => {
    await releasedGraph(uri);
    await askNeo4j(uri, "MATCH (a:Address {address: 'region/africa'}) SET a.written = '{'");
    await using(async (store) => {
      await migrated(store);
      expect((await store.written([{ type: 'region', id: 'africa' }]))[0]).toBe('{');
      expect(await view(store, 'actor', 'lost-envoy')).toMatchObject({ id: 'lost-envoy' });
      expect((await findings(store)).map(({ where }) => where)).toContain('region/africa');
    });
  });

  it('is refused where a later release made it', async () => {
    await using((store) => write(store, claim('c')));
    await askNeo4j(uri, "MATCH (m:Meta {name: 'store'}) SET m.release = '99.0.0', m.digest = 'other'");
    await expect(open()).rejects.toThrow(/made by Dictum 99\.0\.0.*run that version/);
  });
});

/** Two sources that are copies of one document, each with what was said in it. */
const copies = (): Change[] => [
  source('copy-x', { identifiers: { doi: '10.1000/Talks' } }),
  source('copy-y', { csl: { type: 'article', DOI: 'https://doi.org/10.1000/talks' } }),
  ...['x', 'y'].flatMap((id) => [
    passage(`copied-${id}`, { source: `copy-${id}` }),
    statement(`told-${id}`, {
      speakers: ['speaker-a'],
      topics: ['energy'],
      claims: ['outlook'],
      passages: [`copied-${id}`],
    }),
  ]),
];

describe('a graph whose index is relationships', () => {
  /** What a graph is made of: the properties of each kind of node, the types of relationships, constraints and indexes. */
  const form = async (): Promise<unknown[]> => [
    await askNeo4j(
      uri,
      'MATCH (n) WHERE NOT n:Change AND NOT n:ChangeSet UNWIND labels(n) AS label UNWIND keys(n) AS key RETURN DISTINCT label, key ORDER BY label, key',
    ),
    await askNeo4j(uri, 'MATCH ()-[x]->() RETURN DISTINCT type(x) AS type ORDER BY type'),
    await askNeo4j(uri, 'SHOW INDEXES YIELD name, properties RETURN name, properties ORDER BY name'),
  ];

  it('is derived anew in place, and nothing of that index is left', async () => {
    await using(async (store) => {
      await write(store, ...summit());
      await write(store, ...copies());
    });
    const expected = [await using(answers), await form()];
    await emptyNeo4j(uri);
    await releasedGraph(uri, FILED_GRAPH);
    expect(await askNeo4j(uri, 'MATCH ()-[f:FILED]->() RETURN count(f) > 500 AS filed')).toEqual([{ filed: true }]);
    await using(async (store) => {
      await migrated(store);
      expect(await findings(store)).toEqual([]);
    });
    expect([await using(answers), await form()]).toEqual(expected);
  });
});

describe('a backup of a graph', () => {
  let file: string;
  beforeEach(async () => {
    file = join(await temporaryFolder(), 'graph.backup');
  });
  afterEach(() => rm(dirname(file), { recursive: true, force: true }));

  const backUp = () => backUpNeo4j({ uri, timeoutMs: 300_000 }, file);
  const restore = () => using((store) => restoreLines(store, file, () => undefined));

  it('of 0.1.0 is made before it is migrated, and restored answers what an import of its export does', async () => {
    await releasedGraph(uri);
    expect((await backUp()).records).toBe(288);
    await using(migrated);
    await expect(restore()).rejects.toThrow(/holds something already/);
    await emptyNeo4j(uri);
    expect(await restore()).toBe(288);
    const found = await using(answers);
    expect(found).toEqual(await imported());
  });

  it('has what the service keeps for itself', async () => {
    const kept = [
      { space: 'token', name: 'a', value: 'x' },
      { space: 'file', name: 'seed claim/c', value: '{"number":1}' },
    ] as const;
    await using((store) => store.keepEntries(kept));
    await using((store) => write(store, claim('c')));
    await backUp();
    await emptyNeo4j(uri);
    expect(await restore()).toBe(1);
    expect(await using((store) => store.entries('token', null))).toEqual([{ name: 'a', value: 'x', expires: null }]);
    // What a file wrote last is known by the numbers of the log, which comes along.
    expect(await using((store) => store.entries('file', null))).toMatchObject([{ name: 'seed claim/c' }]);
    const { sets } = await using((store) => store.changes({ limit: 5, perSet: 0 }));
    expect(sets.map(({ kind, records }) => [kind, records])).toEqual([['write', 1]]);
  });

  it('is of one state, whoever writes meanwhile', async () => {
    await using(async (store) => {
      await write(store, ...summit());
      const stop = new AbortController();
      const writing = (async () => {
        for (let i = 0; !stop.signal.aborted; i++) await write(store, claim(`one-${i}`), claim(`other-${i}`));
      })();
      const { records } = await backUp();
      stop.abort();
      await writing;
      expect((records - summit().length) % 2).toBe(0);
      const lines = (await readFile(file, 'utf8')).split('\n').filter(Boolean).slice(1, -1);
      const ids = lines.flatMap((line) => (JSON.parse(line) as { id?: string }).id ?? []);
      expect(ids.filter((id) => id.startsWith('one-')).map((id) => id.slice(4))).toEqual(
        ids.filter((id) => id.startsWith('other-')).map((id) => id.slice(6)),
      );
    });
  });

  it('is refused where it was cut off, changed, or is none', async () => {
    await using((store) => write(store, ...summit()));
    await backUp();
    await emptyNeo4j(uri);
    const text = await readFile(file, 'utf8');
    for (const [changed, message] of [
      [text.split('\n').slice(0, -2).join('\n'), /not whole/],
      [text.replace('speaker-a', 'speaker-x'), /not whole/],
      [text.split('\n').slice(1).join('\n'), /no backup of Dictum/],
      ['', /no backup of Dictum/],
    ] as const) {
      await writeFile(file, changed);
      await expect(restore()).rejects.toThrow(message);
    }
    expect(await using(allKeys)).toEqual([]);
  });
});
