import { fastifySSE } from '@fastify/sse';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Store } from '../store/port.ts';
import { leaveAdmission } from './admission.ts';
import { leaveDeadline } from './deadline.ts';
import { Feed, type Followed, type FeedOptions } from './feed.ts';
import { EVENT_MEDIA } from './negotiate.ts';
import { asDictumError, logProblem } from './problem.ts';

/*
 * A log as server-sent events, for as long as somebody listens.
 */

/** The feed of a service, which ends with it. */
export const liveFeed = async (app: FastifyInstance, store: Store, options: FeedOptions = {}): Promise<Feed> => {
  const feed = new Feed(store, options);
  app.addHook('preClose', async () => feed.close());
  await app.register(fastifySSE);
  return feed;
};

/**
 * Sends items of a log as they come, each as an event whose id is its place; one that a slow listener did not take is
 * named, so that it can go on from there. `beginning` says from where, and `stillMay` refuses who may not hear more.
 */
export const follow = async <T, P extends number | string>(
  feed: Feed,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    log,
    event,
    form,
    beginning,
    stillMay,
  }: {
    log: Followed<T, P>;
    event: string;
    form: (item: T) => unknown;
    beginning: () => Promise<P>;
    stillMay?: () => void;
  },
): Promise<void> => {
  const leave = feed.enter();
  try {
    const after = await beginning();
    // Of a stream without end the head is all that can be told at once.
    if (request.method === 'HEAD') return void reply.type(EVENT_MEDIA).send();
    const left = new AbortController();
    reply.sse.onClose(() => left.abort());
    // Without these the client sees nothing before the first item.
    reply.sse.keepAlive();
    reply.sse.sendHeaders();
    reply.raw.flushHeaders();
    // It goes on for as long as it likes; listeners are counted by themselves.
    leaveAdmission(request);
    leaveDeadline(request);
    try {
      const { ended, last } = await feed.follow(log, after, left.signal, {
        send: (item) => reply.sse.send({ id: String(log.placeOf(item)), event, data: form(item) }),
        stillMay: async () => {
          await request.server.askAgain(request);
          stillMay?.();
        },
      });
      if (ended === 'slow') reply.raw.write(`event: dropped\ndata: ${JSON.stringify({ since: last })}\n\n`);
    } catch (error) {
      // The answer has begun, so that it can only end; who listens asks again, and is told then.
      if (!left.signal.aborted) logProblem(asDictumError(error), error, request, reply);
    }
    reply.sse.close();
  } finally {
    leave();
  }
};
