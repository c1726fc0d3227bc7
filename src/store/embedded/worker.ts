import { workerData } from 'node:worker_threads';
import { answering, type Answer } from '../threads.ts';
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

export default ({ method, values, deadline }: Task): Promise<Answer> =>
  answering(async () => tasks[method]!(...values), deadline);
