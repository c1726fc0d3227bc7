import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../tests/support/neo4j-server.ts';
import type { Kind, Parameters } from '../questions.ts';
import { TABLES } from '../rows.ts';
import { PEERS, startService, type Contestant } from './contestant.ts';
import { readRows } from './neo4j.ts';
import { CREATE, PREPARE, SQL } from './sql.ts';

/* PostgreSQL on a folder of its own, hand-written routes on it, and PostGraphile. */

export type Postgres = {
  url: string;
  version: string;
  pid: number;
  load: (folder: string) => number;
  stop: () => Promise<void>;
};

/** The folder of the server's programs, null where there is none. */
const binaries = (): string | null => {
  const debian = '/usr/lib/postgresql';
  const folders = [
    ...(existsSync(debian)
      ? readdirSync(debian)
          .sort()
          .toReversed()
          .map((version) => join(debian, version, 'bin'))
      : []),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  return (
    folders.find((folder) => ['initdb', 'postgres', 'psql'].every((program) => existsSync(join(folder, program)))) ??
    null
  );
};

/** PostgreSQL refuses to run as root; there the user that its package made runs it. */
const asUser = (command: string, args: string[]): [string, string[]] =>
  process.getuid?.() === 0
    ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--init-groups', command, ...args]]
    : [command, args];

const must = ([command, args]: [string, string[]], input?: string): string => {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    cwd: tmpdir(),
    ...(input === undefined ? {} : { input }),
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
  return stdout;
};

/** Starts a server with the memory that its manual recommends to begin with; null where it is not installed. */
export const startPostgres = async (): Promise<Postgres | null> => {
  const folder = binaries();
  if (folder === null) return null;
  const home = mkdtempSync(join(tmpdir(), 'dictum-postgres-'));
  chmodSync(home, 0o755);
  if (process.getuid?.() === 0)
    chownSync(home, ...(['-u', '-g'].map((flag) => Number(must(['id', [flag, 'postgres']]))) as [number, number]));
  const data = join(home, 'data');
  must(
    asUser(join(folder, 'initdb'), [
      '-D',
      data,
      '-U',
      'postgres',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ]),
  );
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: home,
    shared_buffers: '512MB',
    effective_cache_size: '2GB',
    work_mem: '32MB',
    maintenance_work_mem: '256MB',
    max_wal_size: '4GB',
    random_page_cost: '1.1',
  };
  const server: ChildProcess = spawn(
    ...asUser(join(folder, 'postgres'), [
      '-D',
      data,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ]),
    { stdio: 'ignore' },
  );
  process.once('exit', () => server.kill('SIGQUIT'));
  const psql = (sql: string): string =>
    must(
      [
        join(folder, 'psql'),
        [
          '-h',
          '127.0.0.1',
          '-p',
          String(port),
          '-U',
          'postgres',
          '-v',
          'ON_ERROR_STOP=1',
          '-At',
          '-q',
          '-f',
          '-',
          'postgres',
        ],
      ],
      sql,
    );
  for (let tries = 0; ; tries++) {
    try {
      psql('SELECT 1');
      break;
    } catch (error) {
      if (tries > 100) throw error;
      await sleep(100);
    }
  }
  const load = (files: string): number => {
    psql(CREATE.join(';\n'));
    const began = performance.now();
    psql(
      Object.keys(TABLES)
        .map((table) => `\\copy ${table} FROM '${join(files, `${table}.tsv`)}'`)
        .join('\n'),
    );
    const seconds = (performance.now() - began) / 1000;
    psql(PREPARE.join(';\n'));
    return seconds;
  };
  const stop = async (): Promise<void> => {
    if (server.exitCode === null) {
      const ended = once(server, 'exit');
      server.kill('SIGQUIT');
      await ended;
    }
    rmSync(home, { recursive: true, force: true });
  };
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    version: psql('SHOW server_version').trim(),
    pid: server.pid!,
    load,
    stop,
  };
};

const PARAMETERS: Record<Kind, readonly string[]> = {
  record: ['id'],
  statements: ['actor', 'key', 'after'],
  forums: ['region'],
  provenance: ['claim'],
  filtered: ['region', 'topic'],
  facets: ['actor'],
  words: ['words'],
  complete: ['prefix'],
};

const json = { 'content-type': 'application/json', accept: 'application/json' };

export const sqlRoute = async (postgres: Postgres): Promise<Contestant> => {
  const { url, pid, stop } = await startService(process.execPath, [
    `${PEERS}sql-route.mjs`,
    postgres.url,
    JSON.stringify(SQL),
  ]);
  return {
    name: 'hand-written routes on PostgreSQL',
    target: { kind: 'http', url },
    pids: [pid, postgres.pid],
    stop,
    requests: ({ kind, asked }) =>
      asked.map((parameters: Parameters) => ({
        method: 'POST',
        path: `/query/${kind}`,
        headers: json,
        body: JSON.stringify(PARAMETERS[kind].map((name) => parameters[name]!)),
      })),
    read: (kind, rows) => readRows[kind](rows as Record<string, unknown>[]),
  };
};
