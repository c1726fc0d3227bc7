import { workerData } from 'node:worker_threads';
import { DictumError, type ErrorCode, type Fault } from '../../model/errors.ts';
import { StoreRefused } from '../migration.ts';
import { migrationTasks, type MigrationTasks } from './migration.ts';
import { openConnection, type ConnectionOptions, type Method } from './engine.ts';

/** What a thread is started with; it counts itself in `started` once it can answer. */
export type ThreadData = ConnectionOptions & { started: Int32Array; migrating: boolean };

/** A thread of the store: its own connection, or the migration that goes before there can be any; one task at a time. */
const { started, migrating, ...options } = workerData as ThreadData;
const tasks: Record<string, (...values: any[]) => unknown> = migrating
  ? migrationTasks(options)
  : { ...openConnection(options) };
Atomics.add(started, 0, 1);

export type Task = { method: Method | keyof MigrationTasks; values: unknown[]; deadline: number | null };

/** What a thread hands back. Of an error that is thrown only the message would get through. */
export type Answer =
  | { value: unknown }
  | { fault: { code: ErrorCode; detail: string; context: Record<string, string>; faults: readonly Fault[] } }
  | { refused: string }
  | { error: { message: string; code: unknown; stack: string | undefined } };

export default async ({ method, values, deadline }: Task): Promise<Answer> => {
  // Nobody waits any more for what stood in the queue until now.
  if (deadline !== null && Date.now() > deadline) return { value: undefined };
  try {
    return { value: await tasks[method]!(...values) };
  } catch (error) {
    if (error instanceof DictumError)
      return { fault: { code: error.code, detail: error.message, context: error.context, faults: error.faults } };
    if (error instanceof StoreRefused) return { refused: error.message };
    if (error instanceof Error)
      return { error: { message: error.message, code: (error as NodeJS.ErrnoException).code, stack: error.stack } };
    throw error;
  }
};
