import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DictumError } from '../model/errors.ts';
import { valueMeant } from '../model/words-meant.ts';
import type { Refusals } from './refusals.ts';
import { PROBLEM_JSON, problemBody, STATUS } from './problem.ts';

/*
 * Answers to what no route is for. All of them are problems too.
 */

/** Longest address that others are compared with, in parts. */
const MOST_PARTS = 12;

/** What was meant by the one part of an address that no route has, below its first, which all have; empty where there is none. */
const routeMeant = (path: string, routes: Iterable<string>): string => {
  const parts = path.split('/').filter((part) => part !== '');
  if (parts.length > MOST_PARTS) return '';
  const known = Array.from(routes, (route) => route.split('/').filter((part) => part !== ''));
  const fits = (own: string | undefined, part: string): boolean => own === part || own?.startsWith(':') === true;
  const meantAt = (at: number, others: readonly string[]): string => {
    const words = known
      .filter((route) => others.every((part, i) => i === at || fits(route[i], part)))
      .flatMap((route) => route[at] ?? [])
      .filter((word) => !/[:*]/.test(word));
    return words.includes(parts[at]!) ? '' : valueMeant(parts[at]!, [...new Set(words)]);
  };
  // By all of the address where that tells it, else by what leads to it.
  for (const end of [parts.length, ...parts.keys()])
    for (let at = end - 1; at > 0; at--) {
      const meant = meantAt(at, parts.slice(0, end));
      if (meant !== '') return meant;
    }
  return '';
};

/** What answers at an address that no route has. */
export const unknownRoute =
  (routes: Iterable<string>) =>
  (request: FastifyRequest, _reply: FastifyReply): never => {
    const path = request.url.split('?')[0]!.slice(0, 200);
    const meant = path.startsWith('/v1/') ? routeMeant(path, routes) : '';
    throw new DictumError('unknown-route', `there is no ${request.method} ${path}${meant}; see /docs`);
  };

/** An address whose % signs do not encode UTF-8 means nothing in particular. */
export const refuseMalformedAddress = (request: FastifyRequest): void => {
  try {
    decodeURIComponent(request.url.replaceAll('+', ' '));
  } catch (cause) {
    throw new DictumError('malformed-request', 'the address has % signs that do not encode UTF-8', { cause });
  }
};

/** Refuses other methods at the addresses of routes, before anything of the request is read; those addresses, as they are added. */
export const refuseOtherMethods = (app: FastifyInstance): Iterable<string> => {
  const routes = new Map<string, { address: RegExp; allowed: Set<string> }>();
  app.addHook('onRoute', ({ method, url }) => {
    if (url.startsWith('/docs') || method === 'OPTIONS') return;
    const address = new RegExp(`^${url.replaceAll(/:\w+/g, '[^/]+')}/?$`);
    const { allowed } = routes.get(url) ?? routes.set(url, { address, allowed: new Set() }).get(url)!;
    for (const each of [method].flat()) allowed.add(each);
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done();
    const path = request.url.split('?')[0]!;
    const matching = [...routes.values()].filter(({ address }) => address.test(path));
    const allowed = [...new Set(matching.flatMap((route) => [...route.allowed]))];
    if (allowed.length === 0 || allowed.includes(request.method)) return done();
    reply.header('allow', allowed.join(', '));
    throw new DictumError(
      'method-not-allowed',
      `${request.method} is not for this address; use ${allowed.join(' or ')}`,
    );
  });
  return { [Symbol.iterator]: () => routes.keys() };
};

/** What Node tells of bytes that came to no request. */
const NO_REQUESTS: Readonly<Record<string, ['too-large' | 'request-timeout', string]>> = {
  HPE_HEADER_OVERFLOW: ['too-large', 'the headers are larger than 16 KiB'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 'the request did not come to its end in time'],
};

/** Bytes that are not an HTTP request: answered on the bare socket, since there is no request to answer. */
export const answerMalformed = (
  error: Error & { code?: string },
  socket: Socket,
  { refusals, base }: { refusals: Refusals; base: string },
): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [code, detail] = NO_REQUESTS[error.code ?? ''] ?? ['malformed-request', 'these bytes are not an HTTP request'];
  refusals.count(code);
  const { status } = code === 'too-large' ? { status: 431 } : STATUS[code];
  const body = JSON.stringify({
    ...problemBody(new DictumError(code, detail), '', base),
    status,
  });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: ${PROBLEM_JSON}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
};
