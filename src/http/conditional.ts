import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';

/**
 * Gives every whole answer a strong ETag, and answers 304 to a client that has that one already (RFC 9110).
 * Streams and problems have none.
 */
export const conditional = async (request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> => {
  if (reply.statusCode !== 200 || typeof payload !== 'string' || (request.method !== 'GET' && request.method !== 'HEAD')) return payload;
  const etag = `"${createHash('sha256').update(payload).digest('base64url').slice(0, 27)}"`;
  reply.header('etag', etag);
  if (!fresh(request.headers, { etag })) return payload;
  reply.code(304).removeHeader('content-type').removeHeader('content-length');
  return '';
};
