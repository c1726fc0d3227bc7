import { workerData } from 'node:worker_threads';
import { Connection, type ConnectionOptions, type Method } from './engine.ts';

/** What a thread is started with; it counts itself in `started` once it can answer. */
export type ThreadData = ConnectionOptions & { started: Int32Array };

/** A thread of the store: its own connection, one task at a time. */
const { started, ...options } = workerData as ThreadData;
const connection = new Connection(options);
Atomics.add(started, 0, 1);

type Task = { method: Method; values: unknown[]; deadline: number | null };

export default async ({ method, values, deadline }: Task): Promise<unknown> => {
  // Nobody waits any more for what stood in the queue until now.
  if (deadline !== null && Date.now() > deadline) return undefined;
  return (connection[method] as (...values: unknown[]) => Promise<unknown>)(...values);
};
