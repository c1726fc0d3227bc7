import type { FastifyBaseLogger, FastifyRequest } from 'fastify';
import { Counter, type Registry } from 'prom-client';
import type { ErrorCode } from '../model/errors.ts';

/*
 * Requests that are refused since there are too many of them, or that are none: each is counted, and how many there were
 * is told once a second, so that no log grows with what somebody sends.
 */

/** Codes of which one line each would say nothing. */
const MANY: readonly ErrorCode[] = [
  'overloaded',
  'rate-limited',
  'loading',
  'behind',
  'malformed-request',
  'store-unreachable',
  'request-timeout',
  'too-large',
];

const TOLD_EVERY_MS = 1000;

export class Refusals {
  private readonly counter: Counter<'code'>;
  private readonly log: FastifyBaseLogger;
  private readonly everyMs: number;
  private waiting = new Map<ErrorCode, number>();
  /** The first cause of each code, where there was one. */
  private causes = new Map<ErrorCode, string>();
  private readonly requests = new WeakSet<FastifyRequest>();
  private timer: NodeJS.Timeout | null = null;

  constructor(metrics: Registry, log: FastifyBaseLogger, everyMs = TOLD_EVERY_MS) {
    this.counter = new Counter({
      name: 'dictum_refused_total',
      help: 'Requests that were refused since there were too many, or that could not be read, by code.',
      labelNames: ['code'],
      registers: [metrics],
    });
    this.log = log;
    this.everyMs = everyMs;
  }

  /**
   * Counts a refusal; false for one that is worth a line of its own. `request`: what was refused, where it could be
   * read; `cause`: what the store said.
   */
  count(code: ErrorCode, request?: FastifyRequest, cause?: unknown): boolean {
    if (!MANY.includes(code)) return false;
    if (request !== undefined) this.requests.add(request);
    this.counter.inc({ code });
    this.waiting.set(code, (this.waiting.get(code) ?? 0) + 1);
    if (cause instanceof Error && !this.causes.has(code)) this.causes.set(code, cause.message.split('\n')[0]!);
    this.timer ??= setTimeout(() => this.tell(), this.everyMs).unref();
    return true;
  }

  /** Whether a request was counted, so that nothing else tells of it. */
  has(request: FastifyRequest): boolean {
    return this.requests.has(request);
  }

  /** Tells of what was refused since the last time. */
  tell(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.waiting.size === 0) return;
    const why = this.causes.size > 0 && { why: Object.fromEntries(this.causes) };
    this.log.warn({ refused: Object.fromEntries(this.waiting), ...why }, 'refused');
    [this.waiting, this.causes] = [new Map(), new Map()];
  }
}
