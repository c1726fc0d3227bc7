import Fastify, { type FastifyInstance } from 'fastify';
import { lazily } from './lazily.ts';

/** The interactive documentation of an API description, as an app of its own. */
const makeDocumentation = async (document: object, base: string): Promise<FastifyInstance> => {
  const app = Fastify();
  await app.register(import('@fastify/swagger'), { mode: 'static', specification: { document: document as never } });
  await app.register(import('@fastify/swagger-ui'), {
    routePrefix: '/docs',
    indexPrefix: base,
    staticCSP: true,
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
