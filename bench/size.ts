import { createReadStream, createWriteStream, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importLines } from '../src/ingest/ndjson.ts';
import { anyOf, listQuery, type ListQuery } from '../src/model/query.ts';
import { inSnapshot, readCounts, readList } from '../src/store/embedded/reader.ts';
import { openDatabase, type Database } from '../src/store/embedded/sqlite.ts';
import { openEmbedded } from '../src/store/embedded/store.ts';
import { writeGraph } from './generate.ts';

/*
 * What a graph costs the embedded engine: `npx tsx bench/size.ts [statements] [folder]` imports one (or opens the one
 * that the folder holds) and prints the CPU time of the import, the bytes of each table a statement, the pages that one
 * new statement writes, and the pages of the database that questions read when none of them is in memory.
 */

const PAGE_BYTES = 4096;
/** Of the write-ahead log: its header, and that of a page in it (https://sqlite.org/fileformat2.html#walformat). */
const LOG_HEADER = 32;
const FRAME_HEADER = 24;

const count = Number(process.argv[2] ?? 10_000);
const folder = process.argv[3] ?? (await mkdtemp(join(tmpdir(), 'dictum-size-')));
const file = join(folder, 'dictum.sqlite');
const print = (name: string, ...columns: (string | number)[]): unknown =>
  process.stdout.write(`${name.padEnd(44)}${columns.map((column) => String(column).padStart(12)).join('')}\n`);

const open = () => openEmbedded({ folder, readers: 0, timeoutMs: 600_000 });

const load = async (): Promise<void> => {
  const lines = join(folder, 'graph.ndjson');
  await writeGraph(count, createWriteStream(lines));
  const store = open();
  const before = process.cpuUsage();
  const { lines: records } = await importLines(store, 'bench', createReadStream(lines), () => undefined);
  const { user, system } = process.cpuUsage(before);
  await store.close();
  await rm(lines);
  const seconds = (user + system) / 1e6;
  print('import, CPU seconds / records a second', seconds.toFixed(1), Math.round(records / seconds));
};

const sizes = (database: Database): void => {
  print('bytes a statement', Math.round(statSync(file).size / count));
  for (const { name, bytes } of database
    .prepare('SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name ORDER BY bytes DESC LIMIT 16')
    .all())
    print(`  ${name}`, Math.round(bytes / count));
};

/** The pages that a write puts into the log, each once: how many, and of which tables. */
const written = async (change: (store: ReturnType<typeof open>) => Promise<unknown>): Promise<string[]> => {
  const database = openDatabase(file, { readOnly: false });
  const store = open();
  await store.ping();
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  await change(store);
  const log = readFileSync(`${file}-wal`);
  const pages = new Set<number>();
  for (let at = LOG_HEADER; at < log.length; at += FRAME_HEADER + PAGE_BYTES) pages.add(log.readUInt32BE(at));
  await store.close();
  const tables = new Map<string, number>();
  for (const { name, pageno } of database.prepare('SELECT name, pageno FROM dbstat').all())
    if (pages.has(pageno)) tables.set(name, (tables.get(name) ?? 0) + 1);
  database.close();
  const most = [...tables]
    .sort((a, b) => b[1] - a[1])
    .map(([name, count]) => `\n  ${name.padEnd(42)}${String(count).padStart(12)}`);
  return [String(pages.size), ...most];
};

/** Writes a copy of a statement that the store holds, at the end or in the midst of the order. */
const copy = async (store: ReturnType<typeof open>, said: string): Promise<unknown> => {
  const [json] = await store.written([{ type: 'statement', id: 'statement-77' }]);
  const id = `statement-copied-${said}`;
  const record = { ...JSON.parse(json!), id, said };
  return store.write([{ key: { type: 'statement', id }, record, mergedInto: null }]);
};

const list = (of: Partial<ListQuery>): ListQuery =>
  listQuery('statement', 50, { sort: of.type === 'claim' ? 'text' : 'said', ...of });

const HUB = anyOf('speaker', 'actor-0');
const REGION = anyOf('region', 'region-1');
const TOPIC = anyOf('topic', 'topic-1');
const FACETS = ['region', 'topic', 'forum', 'mode'];
const small = anyOf('speaker', `actor-${Math.round(count / 80)}`);
const QUESTIONS: Record<string, ListQuery> = {
  'first page of all': list({}),
  "a hub's page": list({ where: [HUB] }),
  "a hub's page from the middle": list({ where: [HUB], after: { key: '2015', id: '' } }),
  "a small actor's page": list({ where: [small] }),
  'region and topic': list({ where: [REGION, TOPIC] }),
  'region and topic, counted': list({ where: [REGION, TOPIC], count: true }),
  'region and topic, four facets': list({ where: [REGION, TOPIC], facets: FACETS }),
  "a hub's four facets": list({ where: [HUB], facets: FACETS }),
  "a region's four facets": list({ where: [REGION], facets: FACETS }),
  'a topic but not a region': list({ where: [TOPIC, { filter: 'region', any: [], none: ['region-1'] }] }),
  'some years of a hub': list({ where: [HUB], range: { from: '2015-03-04', to: '2018' } }),
  'any of three hubs': list({ where: [anyOf('speaker', 'actor-0', 'actor-1', 'actor-2')] }),
  "a hub's claims": list({ type: 'claim', where: [HUB] }),
  "a hub's claims in a region": list({ type: 'claim', where: [HUB, REGION] }),
};

const bytesRead = (): number => Number(/^rchar: (\d+)/m.exec(readFileSync('/proc/self/io', 'utf8'))![1]);

const questions = async (database: Database): Promise<void> => {
  print('question', 'pages read', 'ms in memory', 'records');
  for (const [name, query] of Object.entries(QUESTIONS)) {
    database.exec('PRAGMA shrink_memory');
    const before = bytesRead();
    await inSnapshot(database, () => readList(database, query));
    const pages = Math.floor((bytesRead() - before) / PAGE_BYTES);
    let best = Infinity;
    for (let round = 0; round < 10; round++) {
      const start = performance.now();
      await inSnapshot(database, () => readList(database, query));
      best = Math.min(best, performance.now() - start);
    }
    const records = await inSnapshot(database, () => readCounts(database, [query])[0]!);
    print(`  ${name}`, pages, best.toFixed(2), records);
  }
};

if (process.argv[3] === undefined) await load();
const database = openDatabase(file, { readOnly: false });
sizes(database);
await questions(database);
database.close();
print('pages written by one statement, at the end', ...(await written((store) => copy(store, '2025-06-01'))));
print('pages written by one statement, in the midst', ...(await written((store) => copy(store, '2012-03-04'))));
if (process.argv[3] === undefined) await rm(folder, { recursive: true });
