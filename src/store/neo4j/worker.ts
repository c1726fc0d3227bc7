import { workerData } from 'node:worker_threads';
import { answering, type Answer } from '../threads.ts';
import type { Neo4jOptions } from './options.ts';
import { openVerifying } from './store.ts';

/** A thread that verifies quotations: its own connections, one task at a time. */
const verify = openVerifying(workerData as Neo4jOptions);

export default ({ values, deadline }: { values: [Uint8Array, number]; deadline: number }): Promise<Answer> =>
  answering(() => verify(...values), deadline);
