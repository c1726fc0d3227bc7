import { answering, type Answer } from '../store/threads.ts';
import { digestOf, readBody } from './body-forms.ts';

const WORK = { readBody, digestOf };

/** What a thread that reads bodies is asked for. */
export type BodyTask = { work: keyof typeof WORK; values: readonly unknown[]; deadline: number };

export default ({ work, values, deadline }: BodyTask): Promise<Answer> =>
  answering(async () => (WORK[work] as (...of: readonly unknown[]) => unknown)(...values), deadline);
