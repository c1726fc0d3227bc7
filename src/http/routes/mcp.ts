import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { allows } from '../../access/scopes.ts';
import { DictumError } from '../../model/errors.ts';
import { Proposals } from '../../proposals/proposals.ts';
import type { Store } from '../../store/port.ts';
import type { Propose } from '../../mcp/propose.ts';
import { originFor } from '../address.ts';
import { lazily } from '../lazily.ts';
import { asDictumError, problemBody } from '../problem.ts';
import { auditOf } from '../rights.ts';

/*
 * The Model Context Protocol over HTTP (Streamable HTTP), without sessions. It is loaded when somebody first asks.
 */

const LOCAL: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

const hostOf = (address: string): string | null => (URL.canParse(address) ? new URL(address).hostname : null);

/**
 * A page of another site must not reach a service on this machine under a name that it chose itself (DNS rebinding): the
 * name has to be the machine's own or that of PUBLIC_URL, and so has the origin.
 */
const refuseForeign = ({ headers, socket }: FastifyRequest, publicUrl: string): void => {
  const known = [...LOCAL, ...(publicUrl === '' ? [] : [hostOf(publicUrl)!])];
  const host = hostOf(`http://${headers.host ?? ''}`);
  const isHere = /^(?:::ffff:)?127\.|^::1$/.test(socket.localAddress ?? '127.0.0.1');
  if (isHere && (host === null || !known.includes(host)))
    throw new DictumError(
      'foreign-origin',
      `${headers.host ?? 'no host'} is not a name of this service; set PUBLIC_URL to the address that clients reach it at`,
    );
  const { origin } = headers;
  if (origin !== undefined && !known.includes(hostOf(origin) ?? '') && hostOf(origin) !== (isHere ? null : host))
    throw new DictumError('foreign-origin', `pages of ${origin} may not ask here`);
};

export const mcpRoutes = (
  app: FastifyInstance,
  { store, version, publicUrl, bySecond }: { store: Store; version: string; publicUrl: string; bySecond: boolean },
): void => {
  const proposals = new Proposals(store, { bySecond });
  // The library makes a server for each request, and does not hand through whose that is.
  const asking = new AsyncLocalStorage<FastifyRequest>();
  /** What proposes in the name of whoever asks, where they may. */
  const proposing = (request: FastifyRequest | undefined): Propose | null => {
    const principal = request?.principal ?? null;
    if (request === undefined || principal === null || !allows(principal.scopes, 'propose')) return null;
    return async (proposed) => {
      const proposal = await proposals.propose(proposed, principal.name);
      request.log.info({ ...auditOf(request), proposal: proposal.id }, 'proposed');
      return proposal;
    };
  };
  const handling = lazily(async () => {
    const [{ createMcpHandler }, { mcpServer }] = await Promise.all([
      import('@modelcontextprotocol/server'),
      import('../../mcp/server.ts'),
    ]);
    return createMcpHandler(
      ({ requestInfo }) => {
        const base = publicUrl === '' ? new URL(requestInfo!.url).origin : publicUrl;
        const told = (error: unknown): object => {
          const problem = asDictumError(error);
          if (problem.code === 'internal') app.log.error({ err: error }, problem.message);
          return problemBody(problem, '/mcp');
        };
        return mcpServer({ store, base }, version, told, proposing(asking.getStore()));
      },
      { onerror: (error) => app.log.warn({ err: error }, 'mcp') },
    );
  });
  app.addHook('onClose', async () => (await handling.made())?.close());

  app.post('/mcp', {
    schema: { hide: true },
    onRequest: (request, _reply, done) => {
      refuseForeign(request, publicUrl);
      done();
    },
    handler: async (request, reply) => {
      const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, [value].flat().join(', ')]],
      );
      const asked = new Request(`${originFor(request)}/mcp`, { method: 'POST', headers });
      const handler = await handling.get();
      const answer = await asking.run(request, () => handler.fetch(asked, { parsedBody: request.body }));
      reply.code(answer.status);
      answer.headers.forEach((value, name) => void reply.header(name, value));
      return reply.send(answer.body === null ? null : Readable.fromWeb(answer.body as ReadableStream));
    },
  });
};
