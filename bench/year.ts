import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planPrune, pruneLog } from '../src/log/prune.ts';
import type { ProofPlace } from '../src/log/check.ts';
import type { Key } from '../src/model/ids.ts';
import { anyOf, listQuery } from '../src/model/query.ts';
import { changesPage, revisionsPage } from '../src/queries/changes.ts';
import { openDatabase } from '../src/store/embedded/sqlite.ts';
import { openEmbedded } from '../src/store/embedded/store.ts';
import type { Store } from '../src/store/port.ts';
import { fill, graph } from './generate.ts';
import { chanceOf } from './words.ts';

/*
 * A year of corrections on the embedded engine: `npx tsx bench/year.ts [statements] [changes]` fills a store, changes its
 * records so many times (a tenth of that is one record, the others are changed the more often the earlier they come), and
 * prints how large the log is beside the records, what questions cost beside the same store without its log, and what
 * the log is asked for at its beginning, in its midst and at its end. Only ratios mean something elsewhere.
 */

const STATEMENTS = Number(process.argv[2] ?? 10_000);
const CHANGES = Number(process.argv[3] ?? 100_000);
const ROUNDS = 20;
/** Changes of a set that a program writes, and the share of sets that somebody writes by hand, of one. */
const AT_ONCE = 50;
const BY_HAND = 0.85;
const HOT = 0.1;

const print = (name: string, ...columns: (string | number)[]): unknown =>
  process.stdout.write(`${name.padEnd(52)}${columns.map((column) => String(column).padStart(13)).join('')}\n`);

type Edited = 'actor' | 'claim' | 'statement' | 'source';
type Fields = Record<string, any>;
/** What is corrected of each type: words, a day, an item of a bibliography. */
const CORRECTIONS: Record<Edited, (record: Fields, n: number) => Fields> = {
  actor: (record, n) => ({ ...record, description: `As it was corrected for the ${n}th time` }),
  claim: (record, n) => ({ ...record, text: `${String(record['text']).replace(/ \(\d+\)$/, '')} (${n})` }),
  statement: (record, n) => ({ ...record, said: `20${String(n % 24).padStart(2, '0')}-0${(n % 9) + 1}` }),
  source: (record, n) => ({ ...record, csl: { ...record['csl'], note: `Seen again, ${n}` } }),
};
/** Mostly what costs little else: what follows from a change is measured elsewhere. */
const EDITED: readonly Edited[] = [
  ...Array.from({ length: 18 }, () => 'source' as const),
  'actor',
  'claim',
  'statement',
];

const ids: Record<Edited, string[]> = { actor: [], claim: [], statement: [], source: [] };
for (const { type, record } of graph(STATEMENTS)) ids[type as Edited]?.push(record.id);
const hot: Key = { type: 'claim', id: ids.claim.at(-1)! };
const rare: Key = { type: 'claim', id: ids.claim.at(-2)! };

const chance = chanceOf(2026);
const picked = (): Key => {
  if (chance.is(HOT)) return hot;
  const type = EDITED[chance.below(EDITED.length)]!;
  return { type, id: ids[type][Math.floor(chance.next() ** 3 * (ids[type].length - 2))]! };
};

/** Corrects records until so many changes are made. */
const correct = async (store: Store): Promise<void> => {
  for (let made = 0; made < CHANGES;) {
    const size = Math.min(chance.is(BY_HAND) ? 1 : AT_ONCE, CHANGES - made);
    const keys = [
      ...new Map(Array.from({ length: size }, picked).map((key) => [`${key.type}/${key.id}`, key])).values(),
    ];
    const written = await store.written(keys);
    const report = await store.write(
      keys.map((key, i) => ({
        key,
        record: CORRECTIONS[key.type as Edited](JSON.parse(written[i]!) as Fields, made + i),
        mergedInto: null,
      })),
      { by: made % 5000 === 0 ? 'token:0:Eve' : `token:${size}:Ada`, comment: 'Corrected after the transcript' },
    );
    if (!report.written) throw new Error(JSON.stringify(report.problems.slice(0, 3)));
    made += keys.length;
  }
};

const cpuSeconds = async (of: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await of();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
};

/** The least of the times that something takes, in ms: whatever else the machine does only adds to it. */
const time = async (of: () => Promise<unknown>): Promise<number> => {
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await of();
    least = Math.min(least, performance.now() - start);
  }
  return least;
};

const LOG_TABLES = /^(change|dropped)/;

const sizes = (file: string): void => {
  const database = openDatabase(file, { readOnly: true });
  const of = (text: string): Fields[] => database.prepare(text).all() as Fields[];
  const tables = of('SELECT name, sum(pgsize) AS bytes FROM dbstat GROUP BY name');
  const sum = (isMeant: (name: string) => boolean): number =>
    tables.reduce((bytes, { name, bytes: more }) => bytes + (isMeant(name) ? more : 0), 0);
  const [log, records, all] = [sum((name) => LOG_TABLES.test(name)), sum((name) => name === 'record'), sum(() => true)];
  const [[made], [sets], [seen]] = [
    of('SELECT count(*) AS n FROM change WHERE difference IS NOT NULL'),
    of('SELECT count(*) AS n FROM change_set'),
    of('SELECT count(*) AS n FROM record'),
  ];
  print('records / change sets / changes', seen!['n'], sets!['n'], made!['n']);
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  print('records, log, whole file', mb(records), mb(log), mb(all));
  print('log beside the records', (log / records).toFixed(2));
  for (const { name, bytes } of tables.filter((table) => LOG_TABLES.test(table['name']))) print(`  ${name}`, mb(bytes));
  database.close();
};

const QUESTIONS: Record<string, (store: Store) => Promise<unknown>> = {
  'one record': (store) => store.read([hot]),
  'first page of statements': (store) => store.list(listQuery('statement', 50, { sort: 'said' })),
  "a hub's page": (store) =>
    store.list(listQuery('statement', 50, { sort: 'said', where: [anyOf('speaker', 'actor-0')] })),
  'region and topic, with facets': (store) =>
    store.list(
      listQuery('statement', 50, {
        sort: 'said',
        where: [anyOf('region', 'region-1'), anyOf('topic', 'topic-1')],
        facets: ['forum', 'mode'],
      }),
    ),
  'provenance of a claim': (store) => store.compose('claimProvenance', 'claim-3', {}),
  words: (store) => store.list(listQuery('statement', 50, { sort: 'said', where: [anyOf('q', 'treaty')] })),
  'one record is written': async (store) => {
    const [written] = await store.written([rare]);
    return store.write([
      { key: rare, record: CORRECTIONS.claim(JSON.parse(written!) as Fields, chance.below(1e9)), mergedInto: null },
    ]);
  },
};

/** What the log is asked for, near its beginning, in the midst and at its end. */
const HISTORY: Record<string, (store: Store, number: number) => Promise<unknown>> = {
  'feed, a page of 50 after': (store, number) => changesPage(store, { since: String(number), limit: '50' }),
  'feed of one author': (store, number) => changesPage(store, { since: String(number), by: 'token:0:Eve', limit: '5' }),
  'feed of a record that is seldom changed': (store, number) =>
    changesPage(store, { since: String(number), id: `claim/${rare.id}`, limit: '5' }),
  'feed of the record that is changed most': (store, number) =>
    changesPage(store, { since: String(number), id: `claim/${hot.id}`, limit: '50' }),
  'feed of a type that was only imported': (store, number) =>
    changesPage(store, { since: String(number), type: 'topic', limit: '5' }),
  'revisions of the record changed most, 50 before': (store, number) =>
    store.revisions({ key: hot, before: number + 60, limit: 50 }),
  'that record as of then': (store, number) => store.asOf(number, 'read', [hot]),
  'a record seldom changed as of then': (store, number) => store.asOf(number, 'read', [rare]),
  'provenance of a claim as of then': (store, number) =>
    store.compose('claimProvenance', 'claim-300', { asOf: String(number) }),
};

const proof = async (store: Store): Promise<void> => {
  let [findings, checked] = [0, 0];
  for (let place: ProofPlace | null = null, goesOn = true; goesOn; goesOn = place !== null) {
    const part = await store.proveLog(place, 500);
    findings += part.findings.length;
    checked += part.checked;
    place = part.next;
  }
  print('  records gone back through / findings', checked, findings);
};

const folder = await mkdtemp(join(tmpdir(), 'dictum-year-'));
const open = (name: string): Store => openEmbedded({ folder: join(folder, name), readers: 0, timeoutMs: 600_000 });
const store = open('with');
print('filled, CPU seconds', (await cpuSeconds(() => fill(store, STATEMENTS))).toFixed(1));
const imported = await store.lastChange();
print('changed, CPU seconds', (await cpuSeconds(() => correct(store))).toFixed(1));
const last = await store.lastChange();
await store.close();
sizes(join(folder, 'with', 'dictum.sqlite'));

await cp(join(folder, 'with'), join(folder, 'without'), { recursive: true });
const [year, bare] = [open('with'), open('without')];
await pruneLog(bare, await planPrune(bare, last), { by: 'bench', now: new Date().toISOString() });
print('\nquestion, ms', 'with the log', 'without', 'ratio');
for (const [name, ask] of Object.entries(QUESTIONS)) {
  const [first, second] = [await time(() => ask(year)), await time(() => ask(bare))];
  print(`  ${name}`, first.toFixed(3), second.toFixed(3), (first / second).toFixed(2));
}
await bare.close();

print('\nof the log, ms', 'early', 'in the midst', 'late');
const moments = [imported + 100, imported + Math.round((last - imported) / 2), last - 60];
for (const [name, ask] of Object.entries(HISTORY)) {
  const times: string[] = [];
  for (const number of moments) times.push((await time(() => ask(year, number))).toFixed(3));
  print(`  ${name}`, ...times);
}
const feed = async (): Promise<void> => {
  for (let cursor: string | null = null, goesOn = true; goesOn; goesOn = cursor !== null)
    ({ nextCursor: cursor } = await changesPage(year, {
      since: String(imported),
      limit: '200',
      ...(cursor !== null && { cursor }),
    }));
};
const revisions = async (): Promise<void> => {
  for (let cursor: string | null = null, goesOn = true; goesOn; goesOn = cursor !== null)
    ({ nextCursor: cursor } = await revisionsPage(year, hot, { limit: '200', ...(cursor !== null && { cursor }) }));
};
print('the whole feed, CPU seconds', (await cpuSeconds(feed)).toFixed(1));
print('all revisions of the record changed most', (await cpuSeconds(revisions)).toFixed(1));
print('the log gone back through (dictum check)', (await cpuSeconds(() => proof(year))).toFixed(1));
await year.close();
await rm(folder, { recursive: true });
