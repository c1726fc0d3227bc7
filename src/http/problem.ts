import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { CATALOGUE, DictumError, type ErrorCode } from '../model/errors.ts';

/** The status of each code, and for how many seconds a client should wait before it tries again. */
export const STATUS: Readonly<Record<ErrorCode, { status: number; retryAfter?: number }>> = {
  'invalid-parameters': { status: 400 },
  'unknown-parameter': { status: 400 },
  'invalid-value': { status: 400 },
  'unknown-record': { status: 400 },
  'unknown-sort': { status: 400 },
  'unknown-field': { status: 400 },
  'unknown-include': { status: 400 },
  'unknown-facet': { status: 400 },
  'invalid-cursor': { status: 400 },
  'cursor-mismatch': { status: 400 },
  'invalid-body': { status: 400 },
  'quotation-empty': { status: 400 },
  'quotation-too-short': { status: 400 },
  'malformed-request': { status: 400 },
  'not-found': { status: 404 },
  gone: { status: 410 },
  'no-token': { status: 401 },
  'invalid-token': { status: 401 },
  'insufficient-scope': { status: 403 },
  'issuer-unreachable': { status: 503, retryAfter: 10 },
  'precondition-required': { status: 428 },
  'precondition-failed': { status: 412 },
  'invalid-record': { status: 422 },
  'in-use': { status: 409 },
  'proposal-decided': { status: 409 },
  'own-proposal': { status: 403 },
  'not-revertible': { status: 409 },
  'key-reused': { status: 422 },
  behind: { status: 503, retryAfter: 1 },
  'foreign-origin': { status: 403 },
  'unknown-route': { status: 404 },
  'method-not-allowed': { status: 405 },
  'not-acceptable': { status: 406 },
  'unsupported-media-type': { status: 415 },
  'too-large': { status: 413 },
  'bundle-too-large': { status: 422 },
  'as-of-too-large': { status: 422 },
  pruned: { status: 410 },
  erased: { status: 410 },
  'rate-limited': { status: 429, retryAfter: 60 },
  'too-slow': { status: 504 },
  'request-timeout': { status: 408 },
  'damaged-record': { status: 500 },
  'damaged-store': { status: 500 },
  'store-unreachable': { status: 503, retryAfter: 5 },
  loading: { status: 503, retryAfter: 30 },
  overloaded: { status: 503, retryAfter: 1 },
  internal: { status: 500 },
};

export const PROBLEM_JSON = 'application/problem+json';

/** What the framework and its plugins throw of their own, as codes of the catalogue. */
const FRAMEWORK_CODES: Readonly<Record<number, ErrorCode>> = {
  400: 'malformed-request',
  404: 'unknown-route',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  413: 'too-large',
  414: 'too-large',
  415: 'unsupported-media-type',
  429: 'rate-limited',
  431: 'too-large',
  503: 'overloaded',
};

/** Any error as one of the catalogue. What is not known to be the client's is internal, and keeps its words to the log. */
export const asDictumError = (error: unknown): DictumError => {
  if (error instanceof DictumError) return error;
  const { statusCode = 500, message = '' } = (error ?? {}) as Partial<FastifyError>;
  const code =
    statusCode === 400 && String((error as Partial<FastifyError> | null)?.code).startsWith('FST_ERR_CTP')
      ? 'invalid-body'
      : FRAMEWORK_CODES[statusCode];
  if (code === undefined)
    return new DictumError('internal', 'something went wrong in the service; it has been logged', { cause: error });
  return new DictumError(code, code === 'overloaded' ? 'the service has more work than it can do in time' : message, {
    cause: error,
  });
};

/** How many faults one answer tells; how many there are stands in its detail. */
const MOST_FAULTS = 1000;

/** The body of a problem (RFC 9457). `base`: the path that the service stands under, where no answer puts it there. */
export const problemBody = ({ code, message, context, faults }: DictumError, instance: string, base = ''): object => ({
  type: `${base}/problems/${code}`,
  title: CATALOGUE[code].title,
  status: STATUS[code].status,
  detail: message,
  instance: instance.slice(0, 2000),
  code,
  ...context,
  ...(faults.length > 0 && { errors: faults.slice(0, MOST_FAULTS) }),
});

/** Tells what an error needs beside its body: to the log where it is the service's own, and to the client when to try again. */
export const logProblem = (
  problem: DictumError,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): DictumError => {
  const { status, retryAfter } = STATUS[problem.code];
  if (!request.server.refusals.count(problem.code, request, problem.cause) && status >= 500)
    request.log.error({ err: error, code: problem.code }, problem.message);
  // Of a stream that failed before it began.
  reply.removeHeader('content-encoding');
  if (retryAfter !== undefined && !reply.hasHeader('retry-after')) reply.header('retry-after', String(retryAfter));
  return problem;
};

/** Answers a request with a problem. */
export const sendProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const problem = logProblem(asDictumError(error), error, request, reply);
  return reply
    .code(STATUS[problem.code].status)
    .type(PROBLEM_JSON)
    .send(JSON.stringify(problemBody(problem, request.url)));
};
