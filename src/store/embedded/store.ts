import { extname } from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { DictumError } from '../../model/errors.ts';
import type { Store } from '../port.ts';
import { openConnection, prepareFolder, type ConnectionOptions, type Method } from './engine.ts';
import { mayBeShort } from './short.ts';
import type { Answer, ThreadData } from './worker.ts';

export type EmbeddedOptions = ConnectionOptions & {
  /** Threads that read; 0 answers on the calling thread, for commands that ask one thing and end. */
  readers: number;
  /** A read that takes longer is answered with `too-slow`; its thread ends it by itself. */
  timeoutMs: number;
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

/** Opens the embedded store; the folder of its database is made where it is not there. */
export const openEmbedded = (options: EmbeddedOptions): Store => {
  prepareFolder(options.folder);
  const { run: runAnywhere, close } = options.readers === 0 ? onThisThread(options) : onThreads(options);
  const run: Run = async (method, values) => {
    try {
      return await runAnywhere(method, values);
    } catch (error) {
      if (!isDatabaseError(error)) throw error;
      throw new DictumError('store-unreachable', 'the database file cannot be read or written at the moment', {
        cause: error,
      });
    }
  };
  const methods = Object.fromEntries(METHODS.map((method) => [method, (...values: unknown[]) => run(method, values)]));
  return { ...(methods as unknown as Store), engine: 'embedded', close };
};

/** Both bindings give errors of SQLite itself a code that begins like this. */
const isDatabaseError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_SQLITE');

const onThisThread = (options: ConnectionOptions): { run: Run; close: () => Promise<void> } => {
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

const onThreads = ({ folder, many, readers, timeoutMs }: EmbeddedOptions): { run: Run; close: () => Promise<void> } => {
  const extension = extname(import.meta.url);
  // Counted for readers alone: a writer is started and ended between.
  const [started, writers] = [new Int32Array(new SharedArrayBuffer(4)), new Int32Array(new SharedArrayBuffer(4))];
  const options = {
    filename: fileURLToPath(new URL(`./worker${extension}`, import.meta.url)),
    // Run from its TypeScript source, as the tests do, a thread needs the loader that the process has.
    execArgv: extension === '.ts' ? ['--import', 'tsx'] : [],
  };
  const dataOf = (count: Int32Array): ThreadData => ({ folder, many, started: count });
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
  const ask = async (pool: Piscina, method: Method, values: unknown[], deadline: number | null): Promise<unknown> => {
    const answer = (await pool.run({ method, values, deadline })) as Answer;
    if ('value' in answer) return answer.value;
    if ('fault' in answer) throw new DictumError(answer.fault.code, answer.fault.detail, answer.fault);
    throw Object.assign(new Error(answer.error.message), answer.error);
  };
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
