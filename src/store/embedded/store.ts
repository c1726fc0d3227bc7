import { extname } from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { DictumError } from '../../model/errors.ts';
import { StoreRefused } from '../migration.ts';
import type { Filing, Store } from '../port.ts';
import { openConnection, type ConnectionOptions, type Method } from './engine.ts';
import { prepareFolder } from './file.ts';
import { migrationTasks, type MigrationTasks } from './migration.ts';
import { mayBeShort } from './short.ts';
import type { Answer, Task, ThreadData } from './worker.ts';

export type EmbeddedOptions = ConnectionOptions & {
  /** Threads that read; 0 answers on the calling thread, for commands that ask one thing and end. */
  readers: number;
  /** A read that takes longer is answered with `too-slow`; its thread ends it by itself. */
  timeoutMs: number;
  /** False where a store of another version is refused, and not opened to be migrated. */
  migrate?: boolean | undefined;
};

type Run = (method: Method, values: unknown[]) => Promise<unknown>;

const METHODS = [
  'version',
  'note',
  'list',
  'counts',
  'read',
  'labels',
  'written',
  'sequence',
  'neighbours',
  'paths',
  'values',
  'complete',
  'support',
  'compose',
  'write',
  'file',
  'scan',
  'check',
  'ping',
] as const satisfies readonly Method[];
/** Takes as long as the graph is large, and ends by itself. */
const UNTIMED: readonly Method[] = ['write', 'file', 'check'];
const WRITING: readonly Method[] = ['write', 'file'];

/** Something that answers, until it is closed. */
type Running = { run: Run; close: () => Promise<void> };

/**
 * Opens the embedded store; the folder of its database is made where it is not there. One that another version
 * derived is refused as `loading` until it is migrated.
 * @throws StoreRefused where this program can do nothing with what is there
 */
export const openEmbedded = (options: EmbeddedOptions): Store => {
  const start = (): Running => (options.readers === 0 ? onThisThread(options) : onThreads(options));
  const { by, release } = prepareFolder(options.folder);
  if (by === 'another' && options.migrate === false)
    throw new StoreRefused(`the store in ${options.folder} was derived by Dictum ${release}; run dictum migrate`);
  let running = by === 'this' ? start() : null;
  let migration: MigrationTasks | null = null;
  const run: Run = async (method, values) => {
    if (running === null) throw new DictumError('loading', NOT_MIGRATED);
    return told(running.run(method, values));
  };
  const migrate: Store['migrate'] = async ({ anew = false } = {}) => {
    if (running !== null) {
      if (!anew) return null;
      await running.close();
      running = null;
    }
    migration ??= options.readers === 0 ? migrationTasks(options) : migrationOnThread(options);
    const done = await told(migration.step());
    if (done !== null) return done;
    await migration.leave();
    migration = null;
    running = start();
    return null;
  };
  const methods = Object.fromEntries(METHODS.map((method) => [method, (...values: unknown[]) => run(method, values)]));
  return {
    ...(methods as unknown as Store),
    engine: 'embedded',
    migrate,
    close: async () => {
      await migration?.leave();
      await running?.close();
    },
  };
};

const NOT_MIGRATED =
  'this store was derived by another version of Dictum and is not migrated yet; dictum migrate does so, or goes on with it';

/** What the database says in the words of the catalogue. */
const told = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
    throw new DictumError('store-unreachable', 'the database file cannot be read or written at the moment', {
      cause: error,
    });
  }
};

/** Both bindings give errors of SQLite itself a code that begins like this. */
const isDatabaseError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_SQLITE');

const onThisThread = (options: ConnectionOptions): Running => {
  const connection = openConnection(options);
  let last: Promise<unknown> = Promise.resolve();
  const run: Run = (method, values) => {
    const next = last.then(
      () =>
        connection.short(method, values) ??
        (connection[method] as (...values: unknown[]) => Promise<unknown>)(...values),
    );
    last = next.catch(() => undefined);
    return next;
  };
  return {
    run,
    close: async () => {
      await last;
      connection.close();
    },
  };
};

/** How long closing waits for threads that are still starting. */
const STARTS_WITHIN_MS = 5000;

/** What is too slow is left to end by itself: a thread that is stopped within the code of SQLite takes the process with it. */
const inTime = async <T>(answer: Promise<T>, timeoutMs: number): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new DictumError('too-slow', `the query took longer than ${timeoutMs} ms`)),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** How many milliseconds of a turn of the event loop short questions may take. */
const MOST_A_TURN_MS = 1;

/** Lets many short questions at once wait for the next turns of the event loop, so that everything else comes in between. */
class Turns {
  private taken = 0;

  async use<T>(answer: () => T): Promise<T> {
    while (this.taken > MOST_A_TURN_MS) await nextTurn();
    if (this.taken === 0) setImmediate(() => (this.taken = 0));
    const began = performance.now();
    try {
      return answer();
    } finally {
      this.taken += performance.now() - began;
    }
  }
}

/** How a thread of the store is started. Run from its TypeScript source, as the tests do, it needs the loader that the process has. */
const threadOptions = (): { filename: string; execArgv: string[] } => {
  const extension = extname(import.meta.url);
  return {
    filename: fileURLToPath(new URL(`./worker${extension}`, import.meta.url)),
    execArgv: extension === '.ts' ? ['--import', 'tsx'] : [],
  };
};

const ask = async (
  pool: Piscina,
  method: Task['method'],
  values: unknown[],
  deadline: number | null,
): Promise<unknown> => {
  const answer = (await pool.run({ method, values, deadline } satisfies Task)) as Answer;
  if ('value' in answer) return answer.value;
  if ('fault' in answer) throw new DictumError(answer.fault.code, answer.fault.detail, answer.fault);
  if ('refused' in answer) throw new StoreRefused(answer.refused);
  throw Object.assign(new Error(answer.error.message), answer.error);
};

/** A migration on a thread of its own, while the thread that serves says that it is not done. */
const migrationOnThread = ({ folder, many }: EmbeddedOptions): MigrationTasks => {
  const workerData: ThreadData = { folder, many, started: new Int32Array(new SharedArrayBuffer(4)), migrating: true };
  const pool = new Piscina({ ...threadOptions(), workerData, minThreads: 1, maxThreads: 1, idleTimeout: Infinity });
  return {
    step: async () => (await ask(pool, 'step', [], null)) as Filing,
    leave: async () => {
      await ask(pool, 'leave', [], null);
      await pool.close();
    },
  };
};

const onThreads = ({ folder, many, readers, timeoutMs }: EmbeddedOptions): Running => {
  // Counted for readers alone: a writer is started and ended between.
  const [started, writers] = [new Int32Array(new SharedArrayBuffer(4)), new Int32Array(new SharedArrayBuffer(4))];
  const options = threadOptions();
  const dataOf = (count: Int32Array): ThreadData => ({ folder, many, started: count, migrating: false });
  const readPool = new Piscina({
    ...options,
    workerData: dataOf(started),
    minThreads: readers,
    maxThreads: readers,
    idleTimeout: Infinity,
  });
  const writePool = new Piscina({
    ...options,
    workerData: dataOf(writers),
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 1000,
  });
  // A thread that fails while nobody waits for it, as when the store is closed before it has started; the next question starts another.
  for (const pool of [readPool, writePool]) pool.on('error', () => undefined);
  const turns = new Turns();
  // Asked before and after many an answer, and told within microseconds: no thread has to be woken for it.
  const here = openConnection({ folder });
  const run: Run = async (method, values) => {
    if (method === 'version' || method === 'note') return here[method]();
    const short = mayBeShort(method) ? await turns.use(() => here.short(method, values)) : undefined;
    if (short !== undefined) return short;
    if (UNTIMED.includes(method)) return ask(WRITING.includes(method) ? writePool : readPool, method, values, null);
    return inTime(ask(readPool, method, values, Date.now() + timeoutMs), timeoutMs);
  };
  // A thread that is stopped while it opens the database takes the process with it, as one within SQLite does.
  const allStarted = async (): Promise<void> => {
    for (const until = Date.now() + STARTS_WITHIN_MS; Atomics.load(started, 0) < readers && Date.now() < until;)
      await sleep(5);
  };
  return {
    run,
    close: async () => {
      await allStarted();
      await Promise.all([readPool.close(), writePool.close()]);
      here.close();
    },
  };
};
