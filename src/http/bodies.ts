import type { Piscina } from 'piscina';
import { ask, inTime } from '../store/threads.ts';
import { startThreads } from '../thread-pool.ts';
import { monotonicMs } from '../verify/clock.ts';
import { digestOf, readBody, type BodyForm, type BodyOf } from './body-forms.ts';
import type { BodyTask } from './body-worker.ts';

/*
 * JSON bodies of those who write: short ones are read where they come, long ones in a thread, since a batch of thousands
 * of records takes longer to be read than others should wait.
 */

declare module 'fastify' {
  interface FastifyInstance {
    bodies: Bodies;
  }
}

/** From how many characters on a body is read in a thread. */
const LONG = 64 * 1024;
/** How long a thread is kept that has nothing to do. */
const IDLE_MS = 30_000;

export class Bodies {
  private pool: Piscina | null = null;
  private readonly timeoutMs: number;

  constructor({ timeoutMs }: { timeoutMs: number }) {
    this.timeoutMs = timeoutMs;
  }

  /** What the text of a body says. @throws DictumError `invalid-body`, `too-large`, `too-slow` */
  async read<F extends BodyForm>(text: string, form: F): Promise<BodyOf<F>> {
    const body = text.length < LONG ? readBody(text, form) : this.onThread({ work: 'readBody', values: [text, form] });
    return (await body) as BodyOf<F>;
  }

  /** A digest of texts, of which one may be a body. */
  async digest(texts: readonly unknown[]): Promise<string> {
    const isLong = texts.some((text) => typeof text === 'string' && text.length >= LONG);
    return isLong ? ((await this.onThread({ work: 'digestOf', values: [texts] })) as string) : digestOf(texts);
  }

  async close(): Promise<void> {
    await this.pool?.close({ force: true });
  }

  private onThread(task: Omit<BodyTask, 'deadline'>): Promise<unknown> {
    this.pool ??= startThreads({
      from: import.meta.url,
      module: 'body-worker',
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE_MS,
    });
    const whole: BodyTask = { ...task, deadline: monotonicMs() + this.timeoutMs };
    return inTime(ask(this.pool, whole), this.timeoutMs);
  }
}
