import { workerData } from 'node:worker_threads';
import { answering, type Answer } from '../threads.ts';
import { comparisonOf } from './comparison.ts';
import { migrationOf } from './migration.ts';
import type { Steps } from './steps.ts';
import { openConnection, type ConnectionOptions } from './engine.ts';
import type { Method } from './methods.ts';

/** What a thread is started with; it counts itself in `started` once it can answer. */
export type ThreadData = ConnectionOptions & { started: Int32Array; work: 'answer' | keyof typeof WORK };

/** What is done step by step on a thread of its own. */
const WORK = { migrate: migrationOf, compare: comparisonOf };

/** A thread of the store: its own connection, or such work; one task at a time. */
const { started, work, ...options } = workerData as ThreadData;
const tasks: Record<string, (...values: any[]) => unknown> = {
  ...(work === 'answer' ? openConnection(options) : WORK[work](options)),
};
Atomics.add(started, 0, 1);

export type Task = { method: Method | keyof Steps<unknown>; values: unknown[]; deadline: number | null };

export default ({ method, values, deadline }: Task): Promise<Answer> =>
  answering(async () => tasks[method]!(...values), deadline);
