import accepts from 'accepts';
import type { FastifyRequest } from 'fastify';
import { DictumError } from '../model/errors.ts';

/**
 * The media type to answer in: of those offered the one that the Accept header prefers, the first where it names none.
 * @throws DictumError `not-acceptable` where it takes none of them; `when` says under which condition they are all there is
 */
export const mediaType = <const T extends readonly [string, ...string[]]>(
  request: FastifyRequest,
  offered: T,
  when = '',
): T[number] => {
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
