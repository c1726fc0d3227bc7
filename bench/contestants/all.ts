import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort, missingFor, startNeo4j, type Neo4jServer } from '../../tests/support/neo4j-server.ts';
import { importDictum, bareInserts, replayed, storedInserts, type Import } from '../imports.ts';
import type { Place } from '../questions.ts';
import { writeTables } from '../rows.ts';
import { PATIENCE_SECONDS, type Contestant } from './contestant.ts';
import { placesOf, startDictum } from './dictum.ts';
import { startGraphql } from './graphql.ts';
import { bareDriver, driverRoute, installPeers, loadNeo4j, peerVersion, queryApi } from './neo4j.ts';
import { startPostgraphile } from './postgraphile.ts';
import { sqlRoute, startPostgres } from './postgres.ts';

/* Who takes part: starts the servers, fills each with the same graph, and times that on the way. */

export type Open = {
  contestants: Contestant[];
  /** Who does not take part, and why. */
  skipped: string[];
  imports: Import[];
  versions: string[];
  placesOf: (actor: string, pages: readonly number[]) => Promise<Place[]>;
  stop: () => Promise<void>;
};

const HEAP_MB = 2048;
/** A gibibyte for a hundred thousand statements, which have some four on disk; as much for the peers, who need less. */
const pageCacheFor = (statements: number): number => Math.min(4096, Math.max(1024, Math.round(statements / 100)));
/** Up to this size what Neo4j holds is written once more by bare batches, which takes minutes for ten thousands of statements. */
const MOST_REPLAYED = 20_000;
const ON_GRAPH = ['driver', 'route', 'query-api', 'graphql'];
const ON_POSTGRES = ['postgres', 'postgraphile'];

/** `data`, `neo4jUri`: a folder of an embedded store and a Neo4j that hold the graph already, in place of importing it. */
type Options = {
  statements: number;
  folder: string;
  data: string | null;
  neo4jUri: string | null;
  wanted: readonly string[];
  say: (text: string) => void;
};

/** Fills and starts those that are wanted and can be, Dictum on one engine at least, since it finds what is asked. */
export const openContestants = async ({
  statements,
  folder,
  data: there,
  neo4jUri,
  wanted,
  say,
}: Options): Promise<Open> => {
  installPeers();
  mkdirSync(folder, { recursive: true });
  const tables = join(folder, 'tables');
  const size = { statements, records: await writeTables(tables, statements) };
  chmodSync(tables, 0o755);
  const open: Omit<Open, 'placesOf' | 'stop'> = {
    contestants: [],
    skipped: [],
    imports: [],
    versions: [`Node ${process.version}`],
  };
  const stops: (() => Promise<void>)[] = [];
  const wants = (...names: string[]): boolean => names.some((name) => wanted.includes(name));
  const add = (contestant: Contestant): void => {
    open.contestants.push(contestant);
    stops.push(contestant.stop);
  };
  const tell = (made: Import): void => {
    say(`${made.name}: ${Math.round(made.records / made.seconds)} a second`);
    open.imports.push(made);
  };
  const neo4jServer = async (http: number | null): Promise<Neo4jServer> => {
    const server = await startNeo4j({
      heapMb: HEAP_MB,
      pageCacheMb: pageCacheFor(statements),
      ...(http === null ? {} : { httpPort: http, transactionSeconds: PATIENCE_SECONDS }),
    });
    stops.push(server.stop);
    return server;
  };
  const stop = async (): Promise<void> => {
    for (const each of stops.toReversed()) await each();
  };
  try {
    const dictum: Awaited<ReturnType<typeof startDictum>>[] = [];
    const addDictum = async (...of: Parameters<typeof startDictum>): Promise<void> => {
      dictum.push(await startDictum(...of));
      add(dictum.at(-1)!);
    };
    if (wants('embedded')) {
      const data = there ?? join(folder, 'dictum');
      if (there === null) {
        tell(await importDictum('dictum import, embedded engine', size, folder, { DICTUM_DATA: data }));
        tell(bareInserts(size, join(folder, 'bare.db')));
        tell(storedInserts(size, join(data, 'dictum.sqlite'), join(folder, 'stored.db')));
      }
      await addDictum('Dictum, embedded', { DICTUM_DATA: data });
    }
    const noNeo4j = missingFor('5');
    if (noNeo4j !== null && (wants(...ON_GRAPH) || (wants('neo4j') && neo4jUri === null)))
      open.skipped.push(`everything on Neo4j: ${noNeo4j}`);
    if (wants('neo4j') && neo4jUri !== null) await addDictum('Dictum, Neo4j', { NEO4J_URI: neo4jUri });
    else if (noNeo4j === null && wants('neo4j')) {
      const server = await neo4jServer(null);
      tell(await importDictum('dictum import, Neo4j', size, folder, { NEO4J_URI: server.uri }));
      if (statements <= MOST_REPLAYED) {
        const empty = await startNeo4j({ heapMb: HEAP_MB, pageCacheMb: pageCacheFor(statements) });
        tell(await replayed(size, server.uri, empty.uri).finally(empty.stop));
      }
      await addDictum('Dictum, Neo4j', { NEO4J_URI: server.uri }, server.pid());
    }
    if (dictum.length === 0) throw new Error('Dictum has to be among the contestants: embedded, neo4j or both');
    if (noNeo4j === null && wants(...ON_GRAPH)) {
      const http = await freePort();
      const server = await neo4jServer(http);
      open.versions.push(`Neo4j ${server.version} Community`, `neo4j-driver ${peerVersion('neo4j-driver')}`);
      tell({ name: 'bare UNWIND batches, Neo4j', ...size, seconds: await loadNeo4j(server.uri, tables) });
      if (wants('driver')) add(bareDriver(server.uri, server.pid()));
      if (wants('route')) add(await driverRoute(server.uri, server.pid()));
      if (wants('query-api')) add(queryApi(http, server.pid()));
      if (wants('graphql')) add(await startGraphql(server.uri, server.pid()));
      open.versions.push(
        `Fastify ${peerVersion('fastify')}`,
        `@neo4j/graphql ${peerVersion('@neo4j/graphql')} on @apollo/server ${peerVersion('@apollo/server')}`,
      );
    }
    const postgres = wants(...ON_POSTGRES) ? await startPostgres() : null;
    if (postgres === null && wants(...ON_POSTGRES))
      open.skipped.push('everything on PostgreSQL: no initdb, postgres and psql are found');
    if (postgres !== null) {
      stops.push(postgres.stop);
      open.versions.push(
        `PostgreSQL ${postgres.version}`,
        `pg ${peerVersion('pg')}`,
        `PostGraphile ${peerVersion('postgraphile')}`,
      );
      tell({ name: 'COPY, PostgreSQL, before its indexes', ...size, seconds: postgres.load(tables) });
      if (wants('postgres')) add(await sqlRoute(postgres));
      if (wants('postgraphile')) add(await startPostgraphile(postgres));
    }
    return { ...open, placesOf: placesOf(dictum[0]!.url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
