import { setMaxListeners } from 'node:events';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { withDeadline, type Deadline } from '../deadline.ts';
import { DictumError } from '../model/errors.ts';

const deadlines = new WeakMap<FastifyRequest, Deadline>();

/** Lets a request go on for as long as it likes, whoever waits; what it asks of the store has its own limits. */
export const leaveDeadline = (request: FastifyRequest): void => {
  const deadline = deadlines.get(request);
  if (deadline !== undefined) [deadline.at, deadline.gone] = [null, null];
};

/** Aborted once the client has gone before it was answered; null for a write, which is made all the same. */
const goneOf = ({ method }: FastifyRequest, { raw }: FastifyReply): AbortSignal | null => {
  if (method !== 'GET' && method !== 'HEAD') return null;
  const gone = new AbortController();
  const leave = (): void => gone.abort(new DictumError('request-timeout', 'whoever asked this has gone'));
  // Before anybody listened.
  if (raw.destroyed) leave();
  // One answer may wait for many questions at once.
  setMaxListeners(0, gone.signal);
  // Each hook that has to know of the end of an answer listens for itself.
  raw.setMaxListeners(30);
  raw.once('close', () => {
    if (!raw.writableEnded) leave();
  });
  return gone.signal;
};

/**
 * Bounds how long an answer may take from when the request is whole until it is made, or begins as a stream. For a
 * client that has gone nothing further is asked of the store.
 */
export const boundAnswers = (app: FastifyInstance, timeoutMs: number): void => {
  app.addHook('preHandler', (request, reply, done) => {
    withDeadline(timeoutMs, goneOf(request, reply), (deadline) => {
      deadlines.set(request, deadline);
      done();
    });
  });
  app.addHook('onSend', (request, _reply, payload, done) => {
    if (payload instanceof Readable) leaveDeadline(request);
    done();
  });
};
