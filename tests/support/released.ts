import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import neo4j, { type Session } from 'neo4j-driver';

const FIXTURES = new URL('../fixtures/0.1.0/', import.meta.url);

const unzipped = (file: URL): Buffer => gunzipSync(readFileSync(file));

/** The export of the graph that users of 0.1.0 have. */
export const RELEASED_EXPORT = new URL('export.ndjson', FIXTURES);

/** The records in it that later rules refuse. */
export const ODD: readonly string[] = [
  'actor/lost-envoy',
  'source/odd-address',
  'source/odd-date',
  'passage/gazette-invented',
  'statement/sud-freeze',
];

/** Puts the store that users of 0.1.0 have into a folder. */
export const releasedStore = (folder: string): void =>
  writeFileSync(join(folder, 'dictum.sqlite'), unzipped(new URL('dictum.sqlite.gz', FIXTURES)));

/** A value as it was dumped: what JSON has no type for is marked. */
const valueOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(valueOf);
  if (typeof value !== 'object' || value === null) return value;
  const [[kind, text]] = Object.entries(value) as [[string, string]];
  if (kind === 'int') return neo4j.int(text);
  if (kind === 'float') return Number(text);
  if (kind === 'bytes') return Buffer.from(text, 'base64');
  throw new Error(`${kind} is no kind of value`);
};

const propertiesOf = (of: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, valueOf(value)]));

const inBatches = async (session: Session, query: string, rows: readonly object[]): Promise<void> => {
  for (let i = 0; i < rows.length; i += 2000) await session.run(query, { rows: rows.slice(i, i + 2000) });
};

/** The graph that users of 0.1.0 have. */
const RELEASED_GRAPH = new URL('neo4j.ndjson.gz', FIXTURES);

/** A graph of 0.2.0 from before its index was kept in blocks: the summit and its copies. */
export const FILED_GRAPH = new URL('../fixtures/filings/neo4j.ndjson.gz', import.meta.url);

/** Puts such a graph into an empty database, node by node. */
export const releasedGraph = async (uri: string, file = RELEASED_GRAPH): Promise<void> => {
  const lines = unzipped(file).toString('utf8').split('\n').filter(Boolean);
  const dumped = lines.map((line) => JSON.parse(line) as Record<string, any>);
  const driver = neo4j.driver(uri);
  const session = driver.session();
  try {
    await session.run('CREATE INDEX dumped IF NOT EXISTS FOR (n:Dumped) ON (n.dumped)');
    await session.run('CALL db.awaitIndexes(60)');
    await inBatches(
      session,
      'UNWIND $rows AS row CREATE (n:Dumped:$(row.labels)) SET n = row.properties, n.dumped = row.node',
      dumped
        .filter((line) => 'node' in line)
        .map(({ node, labels, properties }) => ({ node, labels, properties: propertiesOf(properties) })),
    );
    await inBatches(
      session,
      'UNWIND $rows AS row MATCH (a:Dumped {dumped: row.from}) MATCH (b:Dumped {dumped: row.to}) CREATE (a)-[x:$(row.type)]->(b) SET x = row.properties',
      dumped
        .filter((line) => 'from' in line)
        .map(({ from, to, type, properties }) => ({ from, to, type, properties: propertiesOf(properties) })),
    );
    await session.run('MATCH (n:Dumped) REMOVE n:Dumped, n.dumped');
    await session.run('DROP INDEX dumped');
    for (const { schema } of dumped.filter((line) => 'schema' in line))
      await session.run((schema as string).replace(' FOR ', ' IF NOT EXISTS FOR '));
    await session.run('CALL db.awaitIndexes(60)');
  } finally {
    await session.close();
    await driver.close();
  }
};
