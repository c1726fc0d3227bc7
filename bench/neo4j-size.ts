import { createReadStream, createWriteStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import neo4j, { type Driver, type ProfiledPlan } from 'neo4j-driver';
import { importLines } from '../src/ingest/ndjson.ts';
import { anyOf, listQuery, type ListQuery } from '../src/model/query.ts';
import { coverage } from '../src/queries/coverage.ts';
import { FENCE } from '../src/store/neo4j/constraints.ts';
import { asWhole, type Ask } from '../src/store/neo4j/query.ts';
import { openNeo4j, readsOn } from '../src/store/neo4j/store.ts';
import type { Store } from '../src/store/port.ts';
import { startNeo4j } from '../tests/support/neo4j-server.ts';
import { writeGraph } from './generate.ts';

/*
 * What a graph costs on Neo4j: `npx tsx bench/neo4j-size.ts [statements]` starts a server, imports a graph, and prints
 * the CPU time of the import on both sides, the bytes of each file of the database after a clean stop, and the hits and
 * the time of questions that meet many records.
 */

const count = Number(process.argv[2] ?? 10_000);
const print = (name: string, ...columns: (string | number)[]): unknown =>
  process.stdout.write(`${name.padEnd(52)}${columns.map((column) => String(column).padStart(12)).join('')}\n`);

/** CPU seconds of a process, its kernel time included (proc(5): fields 14 and 15, in hundredths of a second). */
const cpuOf = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

const filesIn = (folder: string): { name: string; bytes: number }[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory()
      ? filesIn(path).map(({ name, bytes }) => ({ name: `${entry.name}/${name}`, bytes }))
      : [{ name: entry.name, bytes: statSync(path).size }];
  });

const nodes = (plan: ProfiledPlan): ProfiledPlan[] => [plan, ...plan.children.flatMap(nodes)];

const statements = (of: Partial<ListQuery>): ListQuery => listQuery('statement', 50, of);
const HUB = anyOf('speaker', 'actor-0');
const [TOPIC, REGION] = [anyOf('topic', 'topic-0'), anyOf('region', 'region-0')];
const NOT_VERBAL = { ...anyOf('mode'), none: ['verbatim'] };

const QUESTIONS: Record<string, (store: Store) => Promise<unknown>> = {
  "a hub's first page": (store) => store.list(statements({ where: [HUB] })),
  "a hub's page from the middle": (store) => store.list(statements({ where: [HUB], after: { key: '2012', id: '' } })),
  'how many a hub has': (store) => store.counts([statements({ where: [HUB] })]),
  'a page of a hub and a topic': (store) => store.list(statements({ where: [HUB, TOPIC] })),
  'a page of a region and a topic, counted': (store) => store.list(statements({ where: [REGION, TOPIC], count: true })),
  'the same with four facets': (store) =>
    store.list(statements({ where: [REGION, TOPIC], count: true, facets: ['mode', 'directness', 'forum', 'speaker'] })),
  "a hub's facets": (store) => store.list(statements({ where: [HUB], facets: ['mode', 'forum'], limit: 1 })),
  'a page of claims of a hub': (store) => store.list(listQuery('claim', 50, { where: [HUB] })),
  'claims of a hub and a region': (store) => store.list(listQuery('claim', 50, { where: [HUB, REGION] })),
  'a page of what a negation leaves': (store) => store.list(statements({ where: [REGION, NOT_VERBAL], count: true })),
  coverage: (store) => coverage(store, {}),
  'coverage of what has no citation': (store) => coverage(store, { has: '!citation' }),
  'coverage with a negation and a range': (store) =>
    coverage(store, { topic: 'topic-0', region: '!region-1', saidFrom: '2005', saidTo: '2015' }),
  'sources with a negation and facets': (store) =>
    store.list(
      listQuery('source', 50, {
        where: [{ ...anyOf('type'), none: ['book'] }],
        facets: ['type', 'publisher'],
        count: true,
      }),
    ),
};

const hitsOf = async (driver: Driver, question: (store: Store) => Promise<unknown>): Promise<number> => {
  let sum = 0;
  const ask: Ask = async (text, parameters = {}) => {
    const session = driver.session({ defaultAccessMode: neo4j.session.READ });
    const [sent, whole] = asWhole(text, { fence: FENCE, ...parameters });
    const { records, summary } = await session.run(
      sent.replace('CYPHER replan=skip', 'CYPHER replan=skip PROFILE'),
      whole,
    );
    await session.close();
    for (const { dbHits } of nodes(summary.profile as ProfiledPlan)) sum += dbHits;
    const { done: _done, begun: _begun, loading: _loading, ...columns } = records[0]!.toObject();
    return columns;
  };
  await question(readsOn(ask) as unknown as Store);
  return sum;
};

const folder = await mkdtemp(join(tmpdir(), 'dictum-neo4j-size-'));
process.env['TMPDIR'] = folder;
const server = await startNeo4j({ heapMb: 2048, pageCacheMb: 512, ahead: false });
try {
  const options = { uri: server.uri, timeoutMs: 600_000 };
  let store = await openNeo4j(options);
  const lines = join(folder, 'graph.ndjson');
  await writeGraph(count, createWriteStream(lines));
  const [before, cold, began] = [process.cpuUsage(), cpuOf(server.pid()), performance.now()];
  const { lines: records } = await importLines(
    store,
    'bench',
    createReadStream(lines),
    ({ filing, lines: done }: any) => {
      if (process.env['TELL'])
        process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0)} s: ${filing ?? done}\n`);
    },
  );
  const { user, system } = process.cpuUsage(before);
  const [client, database] = [(user + system) / 1e6, cpuOf(server.pid()) - cold];
  print('statements / records', count, records);
  print(
    'import, CPU seconds: client, server, both',
    client.toFixed(0),
    database.toFixed(0),
    (client + database).toFixed(0),
  );
  await store.close();
  await rm(lines);
  await server.restart();
  await server.kill('SIGTERM');
  const home = join(
    folder,
    readdirSync(folder).find((name) => name.startsWith('dictum-neo4j-'))!,
  );
  const files = filesIn(join(home, 'data', 'databases', 'neo4j'));
  const all = files.reduce((sum, { bytes }) => sum + bytes, 0);
  print('database, bytes a statement', Math.round(all / count));
  for (const { name, bytes } of files.sort((a, b) => b.bytes - a.bytes).slice(0, 14))
    print(`  ${name}`, Math.round(bytes / count));
  await server.restart();
  const driver = neo4j.driver(server.uri, undefined, { disableLosslessIntegers: true });
  for (const query of [
    'MATCH (n) RETURN labels(n)[-1] AS what, count(*) AS n ORDER BY n DESC LIMIT 12',
    'MATCH ()-[x]->() RETURN type(x) AS what, count(*) AS n ORDER BY n DESC LIMIT 10',
  ])
    for (const record of (await driver.executeQuery(query)).records) print(`  ${record.get('what')}`, record.get('n'));
  store = await openNeo4j(options);
  print('question: hits, ms the second time', 'hits', 'ms');
  for (const [name, question] of Object.entries(QUESTIONS)) {
    await question(store);
    const started = performance.now();
    await question(store);
    print(`  ${name}`, await hitsOf(driver, question), Math.round(performance.now() - started));
  }
  await driver.close();
  await store.close();
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
