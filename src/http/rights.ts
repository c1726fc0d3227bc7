import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requireScope, type Authentication } from '../access/authentication.ts';
import type { Principal } from '../access/principal.ts';
import { allows, type Scope } from '../access/scopes.ts';
import { withoutTokens } from '../access/tokens.ts';
import { asDictumError, STATUS } from './problem.ts';
import { isFromOwnPage, tokenInCookie } from './sign-in.ts';
import type { DictumError } from '../model/errors.ts';

/*
 * Who sends a request, and whether they may. A route that changes something names its scope; every other one that
 * answers from the graph needs `read` where READ=token.
 */

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sends it; null for somebody without a token. */
    principal: Principal | null;
    /** Why its token is not taken. */
    notTaken: DictumError | null;
  }
  interface FastifyInstance {
    /** Finds out anew who sends a request that goes on. @throws DictumError where they may not any more */
    askAgain(request: FastifyRequest): Promise<void>;
  }
  interface FastifyContextConfig {
    /** What a token has to allow, always; of a route that only reads it is asked for where READ=token alone. */
    scope?: Scope;
    /** Answers everybody, also where READ=token. */
    open?: true;
  }
}

/** Whether the texts that are not for everybody may go into the answer. */
export const maySeeTexts = ({ principal }: FastifyRequest): boolean =>
  principal !== null && allows(principal.scopes, 'texts');

const BEARER = /^Bearer +([\w.~+/=-]+) *$/i;

const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** How a token is asked for (RFC 6750). */
const challenge = (reply: FastifyReply, { code, context }: DictumError): void => {
  const scope = typeof context['scope'] === 'string' ? `, scope="${context['scope']}"` : '';
  if (code === 'no-token') reply.header('www-authenticate', `Bearer realm="dictum"${scope}`);
  if (code === 'invalid-token') reply.header('www-authenticate', 'Bearer realm="dictum", error="invalid_token"');
  if (code === 'insufficient-scope')
    reply.header('www-authenticate', `Bearer realm="dictum", error="insufficient_scope"${scope}`);
};

/** What a line of the log tells of a request that was refused, or that wrote: who, what and where; never a token. */
export const auditOf = ({ principal, method, url }: FastifyRequest): object => ({
  who: principal === null ? null : { name: principal.name, key: principal.key },
  method,
  url: withoutTokens(url),
});

const auditRefusal = (request: FastifyRequest, { code, context }: DictumError): void =>
  request.log.warn({ ...auditOf(request), status: STATUS[code].status, code, ...context }, 'refused');

/** The token that a browser carries, where it counts. */
const cookieOf = (request: FastifyRequest, publicUrl: string): string | null =>
  isReading(request.method) || isFromOwnPage(request, publicUrl) ? tokenInCookie(request) : null;

/** `closed`: whether reading needs a token too; `publicUrl`: the address of the service, empty where it was not told. */
export type Rights = { authentication: Authentication; closed: boolean; publicUrl: string };

/** Adds this to all routes that follow. */
export const rights = (app: FastifyInstance, { authentication, closed, publicUrl }: Rights): void => {
  app.decorateRequest('principal', null);
  app.decorateRequest('notTaken', null);

  const identify = async (request: FastifyRequest): Promise<void> => {
    const { authorization } = request.headers;
    const [, token = ''] = BEARER.exec(authorization ?? '') ?? [];
    const carried = authorization === undefined ? cookieOf(request, publicUrl) : null;
    if (authorization === undefined && carried === null) return;
    try {
      request.principal = await authentication.principalOf(carried ?? token);
    } catch (error) {
      const refusal = asDictumError(error);
      // A browser goes on to send a token that was revoked: who comes with it is nobody, and may sign in anew.
      if (carried === null || refusal.code !== 'invalid-token') request.notTaken = refusal;
    }
  };
  // Before requests are counted, which is by who sends them; refused after that.
  app.addHook('onRequest', identify);

  const refuse = (request: FastifyRequest): void => {
    const { scope } = request.routeOptions.config;
    if (request.notTaken !== null) throw request.notTaken;
    const needed = scope !== undefined && !isReading(request.method) ? scope : closed ? (scope ?? 'read') : null;
    if (needed !== null) requireScope(request.principal, needed);
  };
  app.decorate('askAgain', async (request: FastifyRequest) => {
    [request.principal, request.notTaken] = [null, null];
    await identify(request);
    try {
      refuse(request);
    } catch (error) {
      auditRefusal(request, asDictumError(error));
      throw error;
    }
  });

  app.addHook('preParsing', async (request, reply) => {
    if (request.routeOptions.config.open || request.is404) return;
    try {
      refuse(request);
    } catch (error) {
      const refusal = asDictumError(error);
      challenge(reply, refusal);
      auditRefusal(request, refusal);
      throw error;
    }
    const { principal } = request;
    if (principal === null) return;
    reply.header('cache-control', 'private');
    const [kind, id] = principal.key.split(':') as [string, string];
    // Nobody waits for that.
    if (kind === 'token')
      authentication.tokens.noteUse(id).catch((err) => request.log.warn({ err }, 'use of a token not noted'));
  });
};
