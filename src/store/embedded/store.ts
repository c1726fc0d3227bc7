import { setImmediate as nextTurn } from 'node:timers/promises';
import { HISTORY } from '../../log/history.ts';
import { DictumError } from '../../model/errors.ts';
import { refuseGone, whileWanted } from '../../deadline.ts';
import { Few, unlessGone } from '../../in-turns.ts';
import { monotonicMs } from '../../verify/clock.ts';
import { StoreRefused } from '../migration.ts';
import type { Compared, Filing, Store } from '../port.ts';
import { isDatabaseError, saidBy } from '../said.ts';
import { startThreads } from '../../thread-pool.ts';
import { allStarted, ask, closed, inTime, verifyingThreads } from '../threads.ts';
import { asDamage } from './checksums.ts';
import { openConnection, type ConnectionOptions } from './engine.ts';
import type { Method } from './methods.ts';
import { fileIn, prepareFolder, refuseReplaced } from './file.ts';
import { comparisonOf } from './comparison.ts';
import { migrationOf } from './migration.ts';
import { BUSY, isBusy, isCorrupt } from './sqlite.ts';
import type { Steps } from './steps.ts';
import { mayBeShort } from './short.ts';
import type { Task, ThreadData } from './worker.ts';

export type EmbeddedOptions = ConnectionOptions & {
  /** Threads that read; 0 answers on the calling thread, for commands that ask one thing and end. */
  readers: number;
  /** Threads that verify quotations, apart from those, where there are any that read. */
  verifiers?: number;
  /** A read that takes longer is answered with `too-slow`; its thread ends it by itself. */
  timeoutMs: number;
  /** False where a store of another version is refused, and not opened to be migrated. */
  migrate?: boolean | undefined;
};

type Run = (method: Method, values: unknown[]) => Promise<unknown>;

const METHODS = [
  ...HISTORY,
  'version',
  'note',
  'list',
  'facet',
  'histogram',
  'counts',
  'read',
  'labels',
  'disputing',
  'written',
  'sequence',
  'chains',
  'links',
  'neighbours',
  'paths',
  'values',
  'complete',
  'support',
  'search',
  'near',
  'searchTexts',
  'asOf',
  'compose',
  'bundle',
  'verifyQuote',
  'write',
  'rewriteLog',
  'purge',
  'file',
  'entries',
  'keepEntries',
  'scan',
  'check',
  'ping',
] as const satisfies readonly Method[];
/** Takes as long as the graph is large, and ends by itself. */
const UNTIMED: readonly Method[] = ['write', 'rewriteLog', 'purge', 'file', 'keepEntries', 'check'];
const WRITING: readonly Method[] = ['write', 'rewriteLog', 'purge', 'file', 'keepEntries'];

/** Something that answers, until it is closed. */
type Running = { run: Run; close: () => Promise<void> };

/**
 * Opens the embedded store; the folder of its database is made where it is not there. One that another version
 * derived is refused as `loading` until it is migrated.
 * @throws StoreRefused where this program can do nothing with what is there
 */
export const openEmbedded = (options: EmbeddedOptions): Store => {
  let opened: string | null = null;
  const start = (): Running => {
    opened = fileIn(options.folder);
    return options.readers === 0 ? onThisThread(options) : onThreads(options);
  };
  const { by, release } = prepareFolder(options.folder);
  if (by === 'another' && options.migrate === false)
    throw new StoreRefused(`the store in ${options.folder} was derived by Dictum ${release}; run dictum migrate`);
  let running = by === 'this' ? start() : null;
  let migration: Steps<NonNullable<Filing>> | null = null;
  let comparison: Steps<Compared> | null = null;
  const run: Run = async (method, values) => {
    if (running === null) throw new DictumError('loading', NOT_MIGRATED);
    refuseReplaced(options.folder, opened);
    const answer = await told(running.run(method, values));
    // What went into a file that lost its place meanwhile is not there any more.
    if (WRITING.includes(method)) refuseReplaced(options.folder, opened);
    return answer;
  };
  const migrate: Store['migrate'] = async ({ anew = false } = {}) => {
    if (running !== null) {
      if (!anew) return null;
      await running.close();
      running = null;
    }
    migration ??= options.readers === 0 ? migrationOf(options) : onThread('migrate', options);
    const done = await told(migration.step());
    if (done !== null) return done;
    await migration.leave();
    migration = null;
    running = start();
    return null;
  };
  const compare: Store['compare'] = async () => {
    await run('ping', []);
    comparison ??= options.readers === 0 ? comparisonOf(options) : onThread('compare', options);
    const done = await told(comparison.step());
    if (done !== null) return done;
    await comparison.leave();
    comparison = null;
    return null;
  };
  const methods = Object.fromEntries(METHODS.map((method) => [method, (...values: unknown[]) => run(method, values)]));
  return {
    ...(methods as unknown as Store),
    engine: 'embedded',
    migrate,
    compare,
    close: async () => {
      await migration?.leave();
      await comparison?.leave();
      await running?.close();
    },
  };
};

const NOT_MIGRATED =
  'this store was derived by another version of Dictum and is not migrated yet; dictum migrate does so, or goes on with it';

const UNREADABLE = 'the database file cannot be read or written at the moment';

/** What the database says in the words of the catalogue. */
const told = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    const damage = asDamage(error);
    if (damage !== null) throw damage;
    if (!isDatabaseError(error)) throw error;
    if (isCorrupt(error)) throw new DictumError('damaged-store', (error as Error).message, { cause: error });
    throw new DictumError('store-unreachable', isBusy(error) ? BUSY : (saidBy(error) ?? UNREADABLE), { cause: error });
  }
};

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

const THREAD = { from: import.meta.url, module: 'worker' };

const NOT_COUNTED = new Int32Array(new SharedArrayBuffer(4));

/** Work on a thread of its own, so that the thread that serves can say meanwhile that it is not done. */
const onThread = <T>(work: 'migrate' | 'compare', { folder, many, page }: EmbeddedOptions): Steps<T> => {
  const workerData: ThreadData = { folder, many, page, started: NOT_COUNTED, work };
  const pool = startThreads({ ...THREAD, workerData, minThreads: 1, maxThreads: 1, idleTimeout: Infinity });
  const task = (method: keyof Steps<T>): Task => ({ method, values: [], deadline: null });
  return {
    step: async () => (await ask(pool, task('step'))) as T | null,
    leave: async () => {
      await ask(pool, task('leave'));
      await closed(pool);
    },
  };
};

const onThreads = ({ folder, many, readers, verifiers = 1, timeoutMs }: EmbeddedOptions): Running => {
  // Counted for readers alone: the others are started and ended between.
  const started = new Int32Array(new SharedArrayBuffer(4));
  const dataOf = (count: Int32Array): ThreadData => ({ folder, many, started: count, work: 'answer' });
  const reading = { minThreads: readers, maxThreads: readers, idleTimeout: Infinity };
  const readPool = startThreads({ ...THREAD, ...reading, workerData: dataOf(started) });
  const writing = { minThreads: 0, maxThreads: 1, idleTimeout: 1000 };
  const writePool = startThreads({ ...THREAD, ...writing, workerData: dataOf(NOT_COUNTED) });
  const verification = verifyingThreads(verifiers, timeoutMs, { ...THREAD, workerData: dataOf(NOT_COUNTED) });
  const turns = new Turns();
  // Exports read on and on: they leave a reader to questions, if there is another.
  const scans = new Few(Math.max(1, readers - 1));
  // They wait here and not in the pool, so that who has gone can leave the line.
  const reads = new Few(readers);
  // Asked before and after many an answer, and told within microseconds: no thread has to be woken for it.
  const here = openConnection({ folder });
  const run: Run = async (method, values) => {
    if (method === 'version' || method === 'note' || method === 'ping') return here[method]();
    if (method === 'entries') return here.entries(...(values as Parameters<Store['entries']>));
    if (method === 'verifyQuote') return verification.verify(values);
    if (!UNTIMED.includes(method)) refuseGone();
    const short = mayBeShort(method) ? await turns.use(() => here.short(method, values)) : undefined;
    if (short !== undefined) return short;
    if (WRITING.includes(method)) return ask(writePool, { method, values, deadline: null });
    if (UNTIMED.includes(method)) return reads.use(() => ask(readPool, { method, values, deadline: null }));
    const read = (given: unknown[]): Promise<unknown> => {
      const task = { method, values: given, deadline: monotonicMs() + timeoutMs };
      return inTime(
        reads.use(() => ask(readPool, task), whileWanted),
        timeoutMs,
      );
    };
    if (method !== 'scan') return read(values);
    const [after, limit, signal] = values as Parameters<Store['scan']>;
    return scans.use(
      () => read([after, limit]),
      (turn) => (signal === undefined ? turn : unlessGone(turn, signal)),
    );
  };
  return {
    run,
    close: async () => {
      await allStarted(() => Atomics.load(started, 0) < readers);
      await Promise.all([closed(readPool), closed(writePool), verification.close()]);
      here.close();
    },
  };
};
