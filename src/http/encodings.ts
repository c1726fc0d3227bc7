import { Readable, pipeline } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib';
import accepts from 'accepts';
import type { FastifyRequest } from 'fastify';

/** The content codings that answers come in. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** What fits into one packet takes no less time on its way for being shorter. */
const PAYS_FROM_BYTES = 1400;

/** Texts of one shape again and again shrink to a tenth already at the cheaper levels. */
const BROTLI = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
};
const GZIP = { level: 5 };

const compressed = { br: promisify(brotliCompress), gzip: promisify(gzip) };

const preferred = (request: FastifyRequest): Encoding => {
  const chosen =
    request.headers['accept-encoding'] === undefined
      ? 'identity'
      : accepts(request.raw).encoding(['br', 'gzip', 'identity']);
  return chosen === 'br' || chosen === 'gzip' ? chosen : 'identity';
};

/** The coding for an answer of so many bytes: the one that the client likes best, where it pays. */
export const encodingFor = (request: FastifyRequest, bytes: number): Encoding =>
  bytes < PAYS_FROM_BYTES ? 'identity' : preferred(request);

export const encode = (bytes: Buffer, encoding: Exclude<Encoding, 'identity'>): Promise<Buffer> =>
  encoding === 'br' ? compressed.br(bytes, BROTLI) : compressed.gzip(bytes, GZIP);

/** A stream in the coding that the client likes best; what comes is passed on at once, and no faster than it is read. */
export const encodeStream = (request: FastifyRequest, stream: Readable): { encoding: Encoding; stream: Readable } => {
  const encoding = preferred(request);
  if (encoding === 'identity') return { encoding, stream };
  const coder =
    encoding === 'br'
      ? createBrotliCompress({ ...BROTLI, flush: constants.BROTLI_OPERATION_FLUSH })
      : createGzip({ ...GZIP, flush: constants.Z_SYNC_FLUSH });
  // An error of the source destroys the coder too, which ends the answer.
  pipeline(stream, coder, () => undefined);
  return { encoding, stream: coder };
};
