import neo4j, { type Driver } from 'neo4j-driver';
import { spawnSync } from 'node:child_process';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Answer, Kind, Parameters, Question } from '../questions.ts';
import { columnOf, TABLES, type Table } from '../rows.ts';
import { PEERS, startService, type Contestant } from './contestant.ts';
import { CYPHER, INDEXES } from './cypher.ts';

/*
 * The ways to ask Neo4j itself: a bare script with its driver, a Fastify route around that, and Neo4j's Query API. All
 * three send the same Cypher to the same ordinary property graph.
 */

const label = (type: string): string => type.charAt(0).toUpperCase() + type.slice(1);

/** The relationships of a table: of a table of pairs one, of another one for each column that refers. */
const relationshipsOf = (table: Table): { column: string; from: string; type: string; to: string }[] => {
  const columns = TABLES[table].map(columnOf);
  const [first, second] = columns as [ReturnType<typeof columnOf>, ReturnType<typeof columnOf>];
  if (first.name !== 'id') {
    const type =
      { rests_on: 'RESTS_ON', located_in: 'LOCATED_IN' }[table as string] ??
      table.slice(table.indexOf('_') + 1).toUpperCase();
    return [{ column: second.name, from: label(first.refers!), type, to: label(second.refers!) }];
  }
  return columns
    .filter(({ refers }) => refers !== null)
    .map(({ name, refers }) => ({
      column: name,
      from: label(table),
      type: name.replace('_id', '').toUpperCase(),
      to: label(refers!),
    }));
};

const BATCH = 5000;

/** Batches of the rows of a table; cells are as COPY writes them. */
async function* batches(folder: string, table: Table): AsyncGenerator<Record<string, string | null>[]> {
  const names = TABLES[table].map((column) => columnOf(column).name);
  let rows: Record<string, string | null>[] = [];
  for await (const line of createInterface({ input: createReadStream(join(folder, `${table}.tsv`)) })) {
    rows.push(Object.fromEntries(line.split('\t').map((cell, i) => [names[i]!, cell === '\\N' ? null : cell])));
    if (rows.length < BATCH) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

/** Fills an empty Neo4j with the rows by bare UNWIND batches, indexes first, as its manual recommends; resolves to the seconds it took. */
export const loadNeo4j = async (uri: string, folder: string): Promise<number> => {
  const driver: Driver = neo4j.driver(uri);
  const run = (cypher: string, parameters = {}): Promise<unknown> =>
    driver.executeQuery(cypher, parameters, { database: 'neo4j' });
  for (const index of INDEXES) await run(index);
  await run('CALL db.awaitIndexes(300)');
  const began = performance.now();
  for (const table of Object.keys(TABLES) as Table[]) {
    const columns = TABLES[table].map(columnOf);
    const own = columns.filter(({ refers }) => refers === null).map(({ name }) => `${name}: row.${name}`);
    const relationships = relationshipsOf(table);
    const entity = columns[0]!.name === 'id';
    for await (const rows of batches(folder, table)) {
      if (entity) await run(`UNWIND $rows AS row CREATE (n:${label(table)} {${own.join(', ')}})`, { rows });
      for (const { column, from, type, to } of relationships) {
        const linked = rows.filter((row) => row[column] !== null);
        if (linked.length > 0)
          await run(
            `UNWIND $rows AS row MATCH (a:${from} {id: row.${columns[0]!.name}}) MATCH (b:${to} {id: row.${column}}) CREATE (a)-[:${type}]->(b)`,
            { rows: linked },
          );
      }
    }
  }
  const seconds = (performance.now() - began) / 1000;
  await run('CALL db.awaitIndexes(300)');
  await driver.close();
  return seconds;
};

const facets = (of: Record<string, { id: string; count: number }[]>): unknown[] =>
  ['mode', 'forum'].map((name) => of[name]!.map(({ id, count }) => [id, count]));
type Rows = Record<string, any>[];

/** What is in the rows that the Cypher or the SQL of a question returns. */
export const readRows: Record<Kind, (rows: Rows) => Answer> = {
  record: ([row]) => [row!['id'], row!['mode'], row!['said'], row!['passages'].toSorted()],
  statements: (rows) => rows.map((row) => row['id']),
  forums: (rows) => rows.map((row) => [row['forum'], row['rule'], row['count']]),
  provenance: ([row]) => {
    const c = row!['corroboration'];
    return [
      [c.statements, c.passages, c.sources, c.publishers, c.independentRoots],
      row!['chains'].map((chain: any) => [chain.statement, chain.passage, chain.citation].join(' ')).toSorted(),
    ];
  },
  filtered: ([row]) => [(row!['rows'] ?? []).map(({ id }: { id: string }) => id), ...facets(row!['facets'])],
  facets: ([row]) => [(row!['rows'] ?? []).map(({ id }: { id: string }) => id), ...facets(row!['facets'])],
  words: (rows) => rows.map((row) => row['id']),
  complete: (rows) => rows.map((row) => [row['type'], row['id'], row['name']]),
};

const json = { 'content-type': 'application/json', accept: 'application/json' };

/** The floor: a script with neo4j-driver. The load process is that script. */
export const bareDriver = (uri: string, database: number): Contestant => ({
  name: 'neo4j-driver executeQuery',
  target: { kind: 'bolt', url: uri },
  pids: [null, database],
  stop: async () => undefined,
  requests: ({ kind, asked }) => asked.map((parameters) => ({ cypher: CYPHER[kind], parameters })),
  read: (kind, rows) => readRows[kind](rows as Rows),
});

export const driverRoute = async (uri: string, database: number): Promise<Contestant> => {
  const { url, pid, stop } = await startService(process.execPath, [
    `${PEERS}cypher-route.mjs`,
    uri,
    JSON.stringify(CYPHER),
  ]);
  return {
    name: 'Fastify route on executeQuery',
    target: { kind: 'http', url },
    pids: [pid, database],
    stop,
    requests: ({ kind, asked }) =>
      asked.map((parameters) => ({
        method: 'POST',
        path: `/query/${kind}`,
        headers: json,
        body: JSON.stringify(parameters),
      })),
    read: (kind, rows) => readRows[kind](rows as Rows),
  };
};

export const queryApi = (httpPort: number, database: number): Contestant => ({
  name: "Neo4j's Query API",
  target: { kind: 'http', url: `http://127.0.0.1:${httpPort}` },
  pids: [null, database],
  stop: async () => undefined,
  requests: ({ kind, asked }: Question) =>
    asked.map((parameters: Parameters) => ({
      method: 'POST',
      path: '/db/neo4j/query/v2',
      headers: json,
      body: JSON.stringify({ statement: CYPHER[kind], parameters, accessMode: 'READ' }),
      expect: 202,
    })),
  read: (kind, { data: { fields, values } }: { data: { fields: string[]; values: unknown[][] } }) =>
    readRows[kind](values.map((row) => Object.fromEntries(row.map((value, i) => [fields[i]!, value])))),
});

/** Versions of what is installed for the peers. */
export const peerVersion = (name: string): string =>
  (JSON.parse(readFileSync(`${PEERS}node_modules/${name}/package.json`, 'utf8')) as { version: string }).version;

/** Installs the peers' dependencies where they are not there yet. */
export const installPeers = (): void => {
  try {
    peerVersion('undici');
  } catch {
    const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--ignore-scripts'], {
      cwd: PEERS,
      stdio: ['ignore', 2, 2],
      timeout: 600_000,
    });
    if (status !== 0) throw new Error(`npm ci in ${PEERS} failed`);
  }
};
