import { workerData } from 'node:worker_threads';
import { Connection, type Method } from './engine.ts';

/** A thread of the store: its own connection, one task at a time. */
const connection = new Connection((workerData as { folder: string }).folder);

export default ({ method, values }: { method: Method; values: unknown[] }): Promise<unknown> =>
  (connection[method] as (...values: unknown[]) => Promise<unknown>)(...values);
