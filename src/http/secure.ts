import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';

/**
 * The headers that the Helmet project advises for what is no page, as it sets them (a test compares). All are constant: a
 * plugin that works each out for each request took as long as reading the parameters.
 */
const HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'SAMEORIGIN',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

export const secure = (app: FastifyInstance): void => {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(HEADERS);
    done();
  });
};

/** Lets pages of other sites read: of these origins, or of all where there are none. */
export const shareWith = async (app: FastifyInstance, origins: readonly string[]): Promise<void> => {
  await app.register(cors, {
    origin: origins.length === 0 || [...origins],
    strictPreflight: false,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: [
      'deprecation',
      'dictum-bookmark',
      'etag',
      'idempotent-replayed',
      'link',
      'location',
      'retry-after',
      'sunset',
      'www-authenticate',
      'x-request-id',
    ],
  });
};
