import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import neo4j from 'neo4j-driver';

/*
 * A real Neo4j Community, run from its published Maven jars: no Docker, no installation. The jars are kept outside of
 * the repository and used again. Only the process started here is ever ended.
 */

type Line = { version: string; main: string; oldestJava: number; newestJava: number };

/** The lines of Neo4j that are tested: what each is started with, and the Java that it runs on. */
export const LINES = {
  '5': { version: '5.26.16', main: 'org.neo4j.server.CommunityEntryPoint', oldestJava: 17, newestJava: 21 },
  '2026': { version: '2026.07.1', main: 'org.neo4j.server.Neo4jCommunity', oldestJava: 21, newestJava: 99 },
} as const satisfies Record<string, Line>;
export type LineName = keyof typeof LINES;

export type ServerOptions = {
  line?: LineName;
  port?: number;
  heapMb?: number;
  pageCacheMb?: number;
  httpPort?: number;
  transactionSeconds?: number;
  auth?: boolean;
  /** Whether it lives only for a few minutes: then its code is compiled once and quickly, which takes half of the CPU time. */
  brief?: boolean;
  /** Whether its files grow ahead of what is in them, as by default. */
  ahead?: boolean;
  /** Further settings of the server, by their names. */
  settings?: Readonly<Record<string, string>>;
};

export type Neo4jServer = {
  uri: string;
  version: string;
  pid: () => number;
  /** Ends the process at once or politely, and leaves its data where they are. */
  kill: (signal: 'SIGKILL' | 'SIGTERM') => Promise<void>;
  /** Stops or wakes the process without ending it: a server that hangs; once it does not run any more. */
  signal: (signal: 'SIGSTOP' | 'SIGCONT') => Promise<void>;
  /** Starts again on the same data and port, with further settings. */
  restart: (settings?: Readonly<Record<string, string>>) => Promise<void>;
  /** Ends the process and removes its data. */
  stop: () => Promise<void>;
};

const OPENS = [
  'java.base/java.nio',
  'java.base/sun.nio.ch',
  'java.base/java.io',
  'java.base/java.util.concurrent',
  'java.base/java.lang',
];
const STARTS_WITHIN_MS = 180_000;

/** Where Java may be: what the environment names, what the system has installed, what the path finds. */
const candidates = (): string[] => {
  const folder = '/usr/lib/jvm';
  const homes = [
    process.env['JAVA_HOME_21'],
    process.env['JAVA_HOME'],
    ...(existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []),
  ];
  return [
    ...homes.flatMap((home) => (home ? [join(home, 'bin', 'java')] : [])).filter((path) => existsSync(path)),
    'java',
  ];
};

/** The major version of a Java; read from its release file where there is one, which is quicker than starting it. */
const majorOf = (java: string): number | null => {
  const release = join(java, '..', '..', 'release');
  const stated = existsSync(release) ? /JAVA_VERSION="(\d+)/.exec(readFileSync(release, 'utf8'))?.[1] : undefined;
  if (stated !== undefined) return Number(stated);
  const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8', timeout: 20_000 });
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0) || null;
};

const javaFor = ({ oldestJava, newestJava }: Line): string | null =>
  candidates().find((java) => {
    const major = majorOf(java);
    return major !== null && major >= oldestJava && major <= newestJava;
  }) ?? null;

const hasMaven = (): boolean => {
  try {
    execFileSync('mvn', ['-v'], { stdio: 'ignore', timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
};

const folderOf = ({ version }: Line): string => join(homedir(), '.cache', 'dictum-neo4j', version);

/** Why no server of a line can be started here; null where one can. */
export const missingFor = (name: LineName = '5'): string | null => {
  const line: Line = LINES[name];
  if (javaFor(line) === null) return `no Java ${line.oldestJava} to ${line.newestJava}`;
  return existsSync(folderOf(line)) || hasMaven() ? null : 'no Maven to fetch the jars with';
};

const POM = ({ version }: Line): string => `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion><groupId>dictum</groupId><artifactId>neo4j-jars</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>${version}</version></dependency>
    <dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>${version}</version></dependency>
  </dependencies>
</project>`;

/** The folder of the jars, fetched where they are not there yet; several processes may do so at once. */
const jarsOf = (line: Line): string => {
  const folder = folderOf(line);
  if (existsSync(folder)) return folder;
  mkdirSync(join(folder, '..'), { recursive: true });
  const work = mkdtempSync(`${folder}.`);
  writeFileSync(join(work, 'pom.xml'), POM(line));
  execFileSync('mvn', ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=lib', '-DincludeScope=runtime'], {
    cwd: work,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 600_000,
  });
  try {
    renameSync(join(work, 'lib'), folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
  rmSync(work, { recursive: true, force: true });
  return folder;
};

/** A port that is free now. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
};

const configuration = (
  port: number,
  { auth = false, pageCacheMb = 128, httpPort, transactionSeconds, ahead = true, settings = {} }: ServerOptions,
): string =>
  Object.entries({
    'server.default_listen_address': '127.0.0.1',
    'server.bolt.listen_address': `127.0.0.1:${port}`,
    'server.bolt.advertised_address': `127.0.0.1:${port}`,
    'server.http.enabled': String(httpPort !== undefined),
    ...(httpPort === undefined ? {} : { 'server.http.listen_address': `127.0.0.1:${httpPort}` }),
    ...(transactionSeconds === undefined ? {} : { 'db.transaction.timeout': `${transactionSeconds}s` }),
    'server.https.enabled': 'false',
    'dbms.security.auth_enabled': String(auth),
    'dbms.usage_report.enabled': 'false',
    'server.memory.pagecache.size': `${pageCacheMb}m`,
    'db.store.files.preallocate': String(ahead),
    'db.tx_log.rotation.retention_policy': '50M size',
    // Plans must hold whatever a server knows of its indexes: without statistics, as where much was written just now.
    'db.index_sampling.background_enabled': 'false',
    ...settings,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/** Starts a server on a home of its own, and resolves once it answers. */
export const startNeo4j = async (options: ServerOptions = {}): Promise<Neo4jServer> => {
  const { line: name = '5', port: wanted, heapMb = 512, brief = false } = options;
  const line: Line = LINES[name];
  const java = javaFor(line);
  if (java === null)
    throw new Error(`Neo4j ${line.version} needs Java ${line.oldestJava} to ${line.newestJava}, and none is found`);
  const jars = jarsOf(line);
  const port = wanted ?? (await freePort());
  const home = mkdtempSync(join(tmpdir(), 'dictum-neo4j-'));
  mkdirSync(join(home, 'conf'));
  mkdirSync(join(home, 'logs'));
  writeFileSync(join(home, 'conf', 'neo4j.conf'), configuration(port, options));
  const launch = (): ChildProcess => {
    const opens = OPENS.map((each) => `--add-opens=${each}=ALL-UNNAMED`);
    const child = spawn(
      java,
      [
        `-Xmx${heapMb}m`,
        '-Xms128m',
        ...(brief ? ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'] : []),
        ...opens,
        '-cp',
        join(jars, '*'),
        line.main,
        `--home-dir=${home}`,
        `--config-dir=${join(home, 'conf')}`,
      ],
      { stdio: 'ignore' },
    );
    process.once('exit', () => child.kill('SIGKILL'));
    return child;
  };
  let child = launch();
  const ready = async (): Promise<void> => {
    for (const until = Date.now() + STARTS_WITHIN_MS; Date.now() < until; await sleep(100)) {
      if (child.exitCode !== null) throw new Error(`Neo4j ended with ${child.exitCode}:\n${logOf(home).slice(-2000)}`);
      if (logOf(home).includes('Started.')) return;
    }
    throw new Error(`Neo4j has not started within ${STARTS_WITHIN_MS} ms:\n${logOf(home).slice(-2000)}`);
  };
  const kill = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  const stop = async (): Promise<void> => {
    await kill('SIGKILL');
    rmSync(home, { recursive: true, force: true });
  };
  const restart = async (settings: Readonly<Record<string, string>> = {}): Promise<void> => {
    await kill('SIGTERM');
    const all = { ...options, settings: { ...options.settings, ...settings } };
    writeFileSync(join(home, 'conf', 'neo4j.conf'), configuration(port, all));
    rmSync(join(home, 'logs', 'neo4j.log'), { force: true });
    child = launch();
    await ready();
  };
  try {
    await ready();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    uri: `bolt://127.0.0.1:${port}`,
    version: line.version,
    pid: () => child.pid!,
    kill,
    signal: async (signal) => {
      child.kill(signal);
      if (signal === 'SIGSTOP') while (runs(child.pid!)) await sleep(10);
    },
    restart,
    stop,
  };
};

/** Whether a thread of a process is not stopped; a busy machine takes its time to stop them all. Only Linux tells. */
const runs = (pid: number): boolean =>
  existsSync(`/proc/${pid}/task`) &&
  readdirSync(`/proc/${pid}/task`).some(
    (thread) => !/\) T /.test(readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')),
  );

const logOf = (home: string): string => {
  const path = join(home, 'logs', 'neo4j.log');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};

/** Asks the graph, or changes it, behind the service's back; the rows of the answer. */
export const askNeo4j = async (
  uri: string,
  cypher: string,
  [user, password]: readonly [string?, string?] = [],
  database?: string,
): Promise<Record<string, any>[]> => {
  const auth = user === undefined ? undefined : neo4j.auth.basic(user, password!);
  const driver = neo4j.driver(uri, auth, { disableLosslessIntegers: true });
  try {
    return (await driver.executeQuery(cypher, {}, { ...(database !== undefined && { database }) })).records.map(
      (record) => record.toObject(),
    );
  } finally {
    await driver.close();
  }
};

/** Takes everything out of a database. */
export const emptyNeo4j = async (uri: string): Promise<void> => {
  const driver = neo4j.driver(uri);
  const session = driver.session();
  try {
    // Relationships first: a term of a large graph has more of them than one transaction holds.
    await session.run('MATCH ()-[x]->() CALL (x) { DELETE x } IN TRANSACTIONS OF 20000 ROWS');
    await session.run('MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 20000 ROWS');
  } finally {
    await session.close();
    await driver.close();
  }
};
