import type { FastifyInstance } from 'fastify';
import { DictumError } from '../model/errors.ts';

/** A body may come in so many pieces that hold fewer bytes than this. */
const [MANY, LEAST_BYTES] = [10_000, 64];

/**
 * Refuses bodies in very many tiny chunks, each of which costs as much as a large one: a megabyte of them takes seconds.
 * The connection is ended, since nothing else keeps the rest from being read.
 */
export const refuseTinyChunks = (app: FastifyInstance): void => {
  app.addHook('preParsing', (request, reply, payload, done) => {
    if (request.headers['transfer-encoding'] !== undefined) {
      let tiny = 0;
      payload.on('data', (chunk: Buffer) => {
        if (chunk.length < LEAST_BYTES) tiny += 1;
        if (tiny <= MANY || reply.sent) return;
        reply.raw.once('finish', () => request.raw.socket.destroy());
        const detail = `the body comes in more than ${MANY} chunks of fewer than ${LEAST_BYTES} bytes; send larger ones`;
        void reply.header('connection', 'close').send(new DictumError('too-large', detail));
      });
    }
    done(null, payload);
  });
};
