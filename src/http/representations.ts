import { hash as hashOf } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import { LRUCache } from 'lru-cache';
import type { Store } from '../store/port.ts';
import { encode, encodeStream, encodingFor, type Encoding } from './encodings.ts';
import { CSV_MEDIA, NDJSON_MEDIA } from './negotiate.ts';

/*
 * How answers leave: with a strong ETag, which of a record begins with its revision, as 304 where the client has that one already, compressed where it pays; and
 * kept, so that a question that is asked again of an unchanged graph is not worked out again.
 */

declare module 'fastify' {
  interface FastifyRequest {
    /** The version of the store before the question was worked out; null where its answer is not to be kept. */
    asOf: string | null;
    /** The revision of the record that is answered with; null for all other answers. */
    revision: number | null;
    /** Whether the answer was kept, and is complete. */
    isKept: boolean;
  }
}

/** What is sent as it is read, and has no end that could be known before. */
const STREAMED = new RegExp(`^(?:${NDJSON_MEDIA}|${CSV_MEDIA})\\b`);

/** Headers that are part of an answer, and not of how it was asked for. */
const PARTS = ['content-type', 'content-language', 'link', 'content-security-policy'] as const;

type Kept = { bytes: Buffer; hash: string; parts: Record<string, string>; encoded: Map<Encoding, Buffer> };

/**
 * Answers to questions of the store, as long as its version is the one that they are of. What is asked once is only
 * noted: most questions are never asked again, and finding the version may take a round trip to the store.
 */
class Answers {
  private version = '';
  private readonly asked = new LRUCache<string, true>({ max: 20_000 });
  private readonly answers: LRUCache<string, Kept>;

  constructor(bytes: number) {
    // Coded forms may be added later, and are together shorter than the answer.
    this.answers = new LRUCache({
      maxSize: bytes,
      sizeCalculation: (answer, key) => 500 + key.length + 2 * answer.bytes.length,
    });
  }

  get bytes(): number {
    return this.answers.calculatedSize;
  }

  /** Whether a question was asked before; from now on it was. */
  wasAsked(key: string): boolean {
    if (this.asked.has(key)) return true;
    this.asked.set(key, true);
    return false;
  }

  get(key: string, version: string): Kept | undefined {
    return version === this.version ? this.answers.get(key) : undefined;
  }

  /** Keeps an answer; those of other versions are of no use any more. */
  set(key: string, version: string, answer: Kept): void {
    if (version !== this.version) this.answers.clear();
    this.version = version;
    this.answers.set(key, answer);
  }
}

const isRead = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD';

/**
 * What an answer depends on beside the graph: its representations differ by Accept, and by who may see what. Codings
 * are told apart further on.
 */
const questionOf = ({ url, headers, principal }: FastifyRequest): string =>
  `${headers.accept ?? ''} ${url}${principal === null ? '' : ` ${principal.key} ${principal.scopes.join()}`}`;

/** By a digest, so that long addresses take no more memory than short ones. */
const keyOf = (request: FastifyRequest): string => hashOf('sha256', questionOf(request), 'base64url');

const tagOf = (hash: string, encoding: Encoding): string =>
  encoding === 'identity' ? `"${hash}"` : `"${hash}-${encoding}"`;

const vary = (reply: FastifyReply): void => {
  const names = [reply.getHeader('vary') ?? []].flat().join(', ');
  reply.header('vary', `${names === '' ? '' : `${names}, `}Accept, Accept-Encoding`);
};

/** The version of the store; null where it does not tell, which the question itself will find out. */
const versionOf = (store: Store): Promise<string | null> => store.version().catch(() => null);

/** Adds this to all routes of an app; `bytes`: how much memory kept answers may take, 0 to keep none. Returns how much they take. */
export const representations = (
  app: FastifyInstance,
  { store, bytes }: { store: Store; bytes: number },
): (() => number) => {
  const answers = bytes > 0 ? new Answers(bytes) : null;

  app.decorateRequest('asOf', null);
  app.decorateRequest('revision', null);
  app.decorateRequest('isKept', false);

  /** What to send of an answer: its bytes in the coding that is asked for, or nothing where the client has them. */
  const represent = async (
    request: FastifyRequest,
    reply: FastifyReply,
    answer: Pick<Kept, 'bytes' | 'hash' | 'encoded'>,
  ): Promise<string | Buffer> => {
    const { hash, encoded } = answer;
    const encoding = encodingFor(request, answer.bytes.length);
    const etag = tagOf(hash, encoding);
    reply.header('etag', etag);
    vary(reply);
    if (fresh(request.headers, { etag })) {
      reply.code(304).removeHeader('content-type').removeHeader('content-length');
      return '';
    }
    if (encoding === 'identity') return answer.bytes;
    const body = encoded.get(encoding) ?? (await encode(answer.bytes, encoding));
    encoded.set(encoding, body);
    reply.header('content-encoding', encoding).removeHeader('content-length');
    return body;
  };

  // After everything that may refuse a request, such as the limit of requests.
  app.addHook('preHandler', async (request, reply) => {
    if (answers === null || !isRead(request) || !request.url.startsWith('/v1/') || !answers.wasAsked(keyOf(request)))
      return;
    request.asOf = await versionOf(store);
    const kept = request.asOf === null ? undefined : answers.get(keyOf(request), request.asOf);
    if (kept === undefined) return;
    request.isKept = true;
    reply.headers(kept.parts);
    const body = await represent(request, reply, kept);
    // Of an empty text the framework would tell the type.
    return reply.send(reply.statusCode === 304 ? undefined : body);
  });

  app.addHook('onSend', async (request, reply, payload: unknown) => {
    if (request.isKept || reply.statusCode !== 200 || !isRead(request)) return payload;
    if (payload instanceof Readable && STREAMED.test(String(reply.getHeader('content-type')))) {
      const { encoding, stream } = encodeStream(request, payload);
      vary(reply);
      if (encoding !== 'identity') reply.header('content-encoding', encoding);
      return stream;
    }
    if (typeof payload !== 'string') return payload;
    // Bytes from here on: a text would be turned into them once for the hash and again for the socket.
    const bytes = Buffer.from(payload);
    const answer = {
      bytes,
      hash: `${request.revision === null ? '' : `${request.revision}-`}${hashOf('sha256', bytes, 'base64url').slice(0, 27)}`,
      encoded: new Map<Encoding, Buffer>(),
    };
    const parts = Object.fromEntries(
      PARTS.flatMap((name) => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])),
    );
    const body = await represent(request, reply, answer);
    // Where the graph changed meanwhile, nobody can say of which of its states the answer is.
    if (answers !== null && request.asOf !== null && request.asOf === (await versionOf(store)))
      answers.set(keyOf(request), request.asOf, { ...answer, parts });
    return body;
  });
  return () => answers?.bytes ?? 0;
};
