import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import neo4j, { type Driver, type Record as RecordOf } from 'neo4j-driver';
import { prepareGraph } from '../src/store/neo4j/constraints.ts';
import { openDatabase, type Database } from '../src/store/embedded/sqlite.ts';
import { MAIN } from './contestants/dictum.ts';
import { graph } from './generate.ts';

/* How fast graphs are written, and the fastest that each engine offers for the same rows. */

export type Import = { name: string; statements: number; records: number; seconds: number };

const command = async (name: string, args: readonly string[], settings: NodeJS.ProcessEnv): Promise<number> => {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...settings },
  });
  let said = '';
  child.stderr.on('data', (piece: Buffer) => void (said = (said + piece.toString()).slice(-2000)));
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${said}`);
  return (performance.now() - began) / 1000;
};

/** The graph as a file of NDJSON; made once. */
const fileOf = async (folder: string, statements: number): Promise<string> => {
  const file = join(folder, 'graph.ndjson');
  if (!existsSync(file))
    await command(
      'bench:generate',
      [
        '--import',
        'tsx',
        new URL('generate.ts', import.meta.url).pathname,
        '--statements',
        String(statements),
        '--out',
        file,
      ],
      {},
    );
  return file;
};

/** Every node or relationship of a database, a batch at a time. */
async function* elements(driver: Driver, query: string): AsyncGenerator<Record<string, any>[]> {
  const session = driver.session({ defaultAccessMode: neo4j.session.READ, fetchSize: REPLAYED });
  let rows: Record<string, any>[] = [];
  for await (const record of session.run(query)) {
    rows.push(record.toObject());
    if (rows.length < REPLAYED) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
  await session.close();
}

const REPLAYED = 5000;

/** Rows by what stands in the text of a query for them. */
const grouped = (
  rows: readonly Record<string, any>[],
  of: (row: Record<string, any>) => string,
): [string, Record<string, any>[]][] => {
  const groups = new Map<string, Record<string, any>[]>();
  for (const row of rows) {
    const group = groups.get(of(row));
    if (group === undefined) groups.set(of(row), [row]);
    else group.push(row);
  }
  return [...groups];
};

/** The nodes and relationships that the store on Neo4j ends up with, by bare `UNWIND` batches into an empty one with the same indexes. */
export const replayed = async (
  size: { statements: number; records: number },
  fromUri: string,
  toUri: string,
): Promise<Import> => {
  const [from, to] = [fromUri, toUri].map((uri) => neo4j.driver(uri)) as [Driver, Driver];
  await prepareGraph(to, undefined);
  await to.executeQuery('MATCH (n) DETACH DELETE n');
  let taken = 0;
  const send = async (query: string, rows: readonly object[]): Promise<RecordOf[]> => {
    const began = performance.now();
    const { records } = await to.executeQuery(query, { rows }, { database: 'neo4j' });
    taken += performance.now() - began;
    return records;
  };
  const made = new Map<string, string>();
  for await (const rows of elements(
    from,
    'MATCH (n) RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties',
  )) {
    for (const [labels, some] of grouped(rows, (row) => row['labels'].join(':'))) {
      const records = await send(
        `UNWIND $rows AS row CREATE (n:${labels}) SET n = row RETURN elementId(n) AS id`,
        some.map((row) => row['properties']),
      );
      records.forEach((record, i) => made.set(some[i]!['id'], record.get('id')));
    }
  }
  for await (const rows of elements(
    from,
    'MATCH (a)-[r]->(b) RETURN elementId(a) AS from, elementId(b) AS to, type(r) AS type, properties(r) AS properties',
  )) {
    for (const [type, some] of grouped(rows, (row) => row['type'])) {
      await send(
        `UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row.from MATCH (b) WHERE elementId(b) = row.to CREATE (a)-[r:${type}]->(b) SET r = row.properties`,
        some.map((row) => ({ from: made.get(row['from']), to: made.get(row['to']), properties: row['properties'] })),
      );
    }
  }
  await from.close();
  await to.close();
  return { name: 'bare UNWIND batches of what the store holds, Neo4j', ...size, seconds: taken / 1000 };
};

/** `dictum import` as a user runs it, start of the process included. */
export const importDictum = async (
  name: string,
  size: { statements: number; records: number },
  folder: string,
  settings: NodeJS.ProcessEnv,
): Promise<Import> => {
  const file = await fileOf(folder, size.statements);
  return { name, ...size, seconds: await command(name, [MAIN, 'import', file], settings) };
};

/** Inserts batches of rows, each batch in a transaction, and tells the seconds that inserting took. */
const inserting = (database: Database, batches: Iterable<readonly [sql: string, rows: unknown[][]]>): number => {
  let taken = 0;
  for (const [sql, rows] of batches) {
    const began = performance.now();
    database.exec('BEGIN');
    const insert = database.prepare(sql);
    for (const row of rows) insert.run(...row);
    database.exec('COMMIT');
    taken += performance.now() - began;
  }
  return taken / 1000;
};

function* recordBatches(statements: number): Generator<readonly [string, unknown[][]]> {
  const sql = 'INSERT INTO record VALUES (?, ?, ?)';
  let rows: unknown[][] = [];
  for (const { type, record } of graph(statements)) {
    rows.push([type, record.id, JSON.stringify(record)]);
    if (rows.length < 1000) continue;
    yield [sql, rows];
    rows = [];
  }
  yield [sql, rows];
}

/** The records themselves by prepared inserts into one table: no references, no index but that of the address. */
export const bareInserts = (size: { statements: number; records: number }, file: string): Import => {
  const database = openDatabase(file, { readOnly: false });
  database.exec('CREATE TABLE record (type TEXT, id TEXT, json TEXT, PRIMARY KEY (type, id)) WITHOUT ROWID');
  const seconds = inserting(database, recordBatches(size.statements));
  database.close();
  return { name: 'bare prepared inserts of the records, SQLite', ...size, seconds };
};

const ROWS = 20_000;

function* storedBatches(from: Database): Generator<readonly [string, unknown[][]]> {
  const tables = from
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all() as { name: string }[];
  for (const { name } of tables) {
    const columns = (from.prepare(`PRAGMA table_info(${name})`).all() as { name: string }[]).map(
      (column) => column.name,
    );
    const sql = `INSERT INTO ${name} VALUES (${columns.map(() => '?').join(', ')})`;
    // In the order in which the records came, which is that of an import, and not in that of the table's own key.
    const select = from.prepare(
      `SELECT * FROM ${name}${columns.includes('rid') ? ' ORDER BY rid' : ''}`,
    ) as unknown as { iterate: () => Iterable<Record<string, unknown>> };
    let rows: unknown[][] = [];
    for (const row of select.iterate()) {
      rows.push(columns.map((column) => row[column]));
      if (rows.length < ROWS) continue;
      yield [sql, rows];
      rows = [];
    }
    yield [sql, rows];
  }
}

/** The rows that the embedded store ends up with, by prepared inserts into a fresh file with the same tables and indexes. */
export const storedInserts = (size: { statements: number; records: number }, stored: string, file: string): Import => {
  const from = openDatabase(stored, { readOnly: true });
  const database = openDatabase(file, { readOnly: false });
  for (const { sql } of from
    .prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC, rowid')
    .all() as { sql: string }[])
    database.exec(sql);
  const seconds = inserting(database, storedBatches(from));
  database.close();
  from.close();
  return { name: 'bare prepared inserts of the rows of the store, SQLite', ...size, seconds };
};
