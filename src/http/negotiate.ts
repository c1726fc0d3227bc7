import accepts from 'accepts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DictumError } from '../model/errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The media types that the address answers in, as it asked for one of them; null before that. */
    offered: readonly string[] | null;
  }
}

/**
 * The media type to answer in: of those offered the one that the Accept header prefers, the first where it names none.
 * @throws DictumError `not-acceptable` where it takes none of them; `when` says under which condition they are all there is
 */
export const mediaType = <const T extends readonly [string, ...string[]]>(
  request: FastifyRequest,
  offered: T,
  when = '',
): T[number] => {
  request.offered = offered;
  const { accept } = request.headers;
  // What nearly every client says has no need of being weighed.
  if (accept === undefined || accept === '*/*' || accept === offered[0]) return offered[0];
  const chosen = accepts(request.raw).type([...offered]);
  if (typeof chosen !== 'string')
    throw new DictumError('not-acceptable', `${when && `${when} `}this route answers as ${offered.join(', ')}`);
  return chosen;
};

export const JSON_MEDIA = 'application/json';
export const NDJSON_MEDIA = 'application/x-ndjson';
export const CSV_MEDIA = 'text/csv';
export const EVENT_MEDIA = 'text/event-stream';

/** An address that is longer is named by the reference to the document itself, which is empty: headers have a bound. */
const LONGEST_ADDRESS = 300;

const withoutParameters = (media: string): string => media.split(';', 1)[0]!.trim();

/** Names the other forms of an answer in its head. */
export const tellAlternates = (app: FastifyInstance): void => {
  app.decorateRequest('offered', null);
  app.addHook('onSend', (request, reply, payload, done) => {
    const chosen = withoutParameters(String(reply.getHeader('content-type') ?? ''));
    const others = (request.offered ?? []).filter((media) => withoutParameters(media) !== chosen);
    if (reply.statusCode === 200 && others.length > 0) {
      const address = request.url.length > LONGEST_ADDRESS ? '' : request.url;
      const links = others.map((media) => `<${address}>; rel="alternate"; type="${media.replaceAll('"', '\\"')}"`);
      reply.header('link', [...[reply.getHeader('link') ?? []].flat(), ...links].join(', '));
    }
    done(null, payload);
  });
};
