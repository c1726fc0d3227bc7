import { workerData } from 'node:worker_threads';
import { Connection, type Method } from './engine.ts';

/** A thread of the store: its own connection, one task at a time. */
const connection = new Connection((workerData as { folder: string }).folder);

type Task = { method: Method; values: unknown[]; deadline: number | null };

export default async ({ method, values, deadline }: Task): Promise<unknown> => {
  // Nobody waits any more for what stood in the queue until now.
  if (deadline !== null && Date.now() > deadline) return undefined;
  return (connection[method] as (...values: unknown[]) => Promise<unknown>)(...values);
};
