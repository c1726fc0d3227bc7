import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { withDeadline, type Deadline } from '../deadline.ts';

const deadlines = new WeakMap<FastifyRequest, Deadline>();

/** Lets a request go on for as long as it likes; what it asks of the store has its own limits. */
export const leaveDeadline = (request: FastifyRequest): void => {
  const deadline = deadlines.get(request);
  if (deadline !== undefined) deadline.at = null;
};

/** Bounds how long an answer may take from when the request is whole until it is made, or begins as a stream. */
export const boundAnswers = (app: FastifyInstance, timeoutMs: number): void => {
  app.addHook('preHandler', (request, _reply, done) => {
    withDeadline(timeoutMs, (deadline) => {
      deadlines.set(request, deadline);
      done();
    });
  });
  app.addHook('onSend', (request, _reply, payload, done) => {
    if (payload instanceof Readable) leaveDeadline(request);
    done();
  });
};
