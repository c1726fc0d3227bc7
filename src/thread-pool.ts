import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';

/** Where the module of a thread is, beside the one that asks: from its source, as the tests do, or compiled. */
export type ThreadOptions = {
  /** Address of the module that asks, and name of that of the thread beside it. */
  from: string;
  module: string;
  workerData?: object;
  minThreads: number;
  maxThreads: number;
  idleTimeout: number;
};

/** Starts threads for work that must not hold the thread up that serves. */
export const startThreads = ({ from, module, ...options }: ThreadOptions): Piscina => {
  const extension = extname(from);
  const pool = new Piscina({
    ...options,
    filename: fileURLToPath(new URL(`./${module}${extension}`, from)),
    // Run from its TypeScript source a thread needs the loader that the process has.
    execArgv: extension === '.ts' ? ['--import', 'tsx'] : [],
  });
  // A thread that fails while nobody waits for it, as when the store is closed before it has started; the next question starts another.
  pool.on('error', () => undefined);
  return pool;
};
