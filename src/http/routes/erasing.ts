import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { readJson } from '../../edit/body.ts';
import { DictumError } from '../../model/errors.ts';
import { keyText, type TypeName } from '../../model/ids.ts';
import { ALL_TYPES, TYPES } from '../../model/types.ts';
import { erasableFields, Erasing, erasing, Erasure } from '../../queries/erasing.ts';
import { readParameters, type RawParameters } from '../../queries/parameters.ts';
import type { Store } from '../../store/port.ts';
import { sendData } from '../answer.ts';
import { JSON_MEDIA, mediaType } from '../negotiate.ts';
import { componentOf, idParams, problemsOf, querystring, refTo, single } from '../openapi.ts';
import { auditOf } from '../rights.ts';
import { writeParameters } from '../written.ts';

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> => {
  const { $schema: _schema, ...described } = z.toJSONSchema(schema, { io });
  return described;
};

/** The schema of what it answers, by its name. */
export const erasureComponent = (): Record<string, Record<string, unknown>> => ({
  Erasure: schemaOf(Erasure, 'output'),
});

const bodyOf = (type: TypeName): Record<string, unknown> => {
  const { properties, ...body } = schemaOf(Erasing, 'input') as { properties: { field: object } };
  return { ...body, properties: { ...properties, field: { ...properties.field, enum: erasableFields(type) } } };
};

const describeErase = (type: TypeName): Record<string, unknown> => ({
  operationId: `erase${componentOf(type)}`,
  tags: [TYPES[type].plural],
  summary: `Erase one ${type}, or a field of it, for good`,
  description:
    'As the law may ask for it: out of what stands, of every earlier state in the log, of search and of what is remembered of files. That it was there stays known, and is told by a change set of the kind erase. Tells which answers as of earlier change sets, and the bundles of which statements, are others after that; nothing brings it back. With dryRun=true it is only told.',
  security: [{ token: ['admin'] }],
  params: idParams(['id', type]),
  querystring: querystring(writeParameters),
  body: bodyOf(type),
  response: {
    200: {
      description: 'What was erased, or with dryRun=true would be.',
      content: { [JSON_MEDIA]: { schema: single(refTo('Erasure')) } },
    },
    ...problemsOf(['not-found', 'invalid-body', 'invalid-record', 'in-use', 'too-large', 'unsupported-media-type']),
  },
});

const BODY_LIMIT = 10_000;

/** Routes that erase, for good; each needs a token with the scope `admin`. */
export const erasingRoutes = async (parent: FastifyInstance, { store }: { store: Store }): Promise<void> => {
  await parent.register(async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(JSON_MEDIA, { parseAs: 'string' }, (_request, text, done) => done(null, text));
    for (const { name: type, plural } of ALL_TYPES)
      app.post<{ Params: { id: string } }>(`/v1/${plural}/:id/erase`, {
        bodyLimit: BODY_LIMIT,
        config: { scope: 'admin' },
        schema: describeErase(type),
        handler: async (request, reply) => {
          mediaType(request, [JSON_MEDIA]);
          if (request.body === undefined)
            throw new DictumError(
              'unsupported-media-type',
              `send the body as ${JSON_MEDIA}; {} erases the whole record`,
            );
          const { dryRun = false } = readParameters(request.query as RawParameters, writeParameters);
          const key = { type, id: request.params.id };
          const by = request.principal!.name;
          const erasure = await erasing(store, key, readJson(request.body as string), { by, dryRun });
          if (!dryRun)
            request.log.info(
              { ...auditOf(request), status: 200, record: keyText(key), field: erasure.field },
              'erased',
            );
          reply.header('dictum-bookmark', String(await store.lastChange()));
          return sendData(reply, erasure);
        },
      });
  });
};
