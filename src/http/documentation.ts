import Fastify, { type FastifyInstance } from 'fastify';
import { lazily } from './lazily.ts';

/**
 * What its pages may load: their own. Its program writes styles into what it shows; nothing is to be asked for by another
 * scheme than the page came by, as where there is no TLS.
 */
const POLICY =
  "default-src 'self'; base-uri 'self'; img-src 'self' data:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; script-src-attr 'none'; object-src 'none'; frame-ancestors 'self'";

/** The interactive documentation of an API description, as an app of its own. */
const makeDocumentation = async (document: object, base: string): Promise<FastifyInstance> => {
  const app = Fastify();
  await app.register(import('@fastify/swagger'), { mode: 'static', specification: { document: document as never } });
  await app.register(import('@fastify/swagger-ui'), {
    routePrefix: '/docs',
    indexPrefix: base,
    staticCSP: POLICY,
    theme: { title: 'Dictum', css: [{ filename: 'dictum.css', content: '.swagger-ui .topbar { display: none }' }] },
  });
  return app;
};

/**
 * The interactive documentation; `base`: the path under which clients reach the service. It is made when somebody first
 * looks at it: to load it takes as long as all the rest.
 */
export const documentation = (app: FastifyInstance, document: () => object, base = ''): void => {
  const made = lazily(async () => makeDocumentation(document(), base));
  for (const url of ['/docs', '/docs/*']) {
    app.get(url, {
      config: { open: true },
      schema: { hide: true },
      handler: async (request, reply) => {
        const { statusCode, headers, payload, rawPayload } = await (
          await made.get()
        ).inject({ method: 'GET', url: request.url, headers: request.headers });
        if (statusCode === 404) return reply.callNotFound();
        const { connection: _connection, date: _date, ...own } = headers;
        // Files have their validators already.
        return reply
          .code(statusCode)
          .headers(own)
          .send(own.etag === undefined ? payload : rawPayload);
      },
    });
  }
};
