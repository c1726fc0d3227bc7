import type { FastifyInstance } from 'fastify';
import { signedBundle } from '../../bundle/format.ts';
import type { Signer } from '../../bundle/signature.ts';
import { readParameters, type RawParameters } from '../../queries/parameters.ts';
import type { BundleMaker, Store } from '../../store/port.ts';
import { ANSWERS_AS_OF, AS_OF_CODES, AS_OF_PARAMETER, storeFor } from '../as-of.ts';
import { sendMoved } from '../answer.ts';
import { JSON_MEDIA, mediaType } from '../negotiate.ts';
import { idParams, querystring, refTo, responses } from '../openapi.ts';

/** Statements with all that they rest on, as files that prove themselves. */
export const bundleRoutes = (
  app: FastifyInstance,
  { store, maker, signer }: { store: Store; maker: BundleMaker; signer: Signer | null },
): void => {
  app.get<{ Params: { id: string } }>('/v1/statements/:id/bundle', {
    schema: {
      operationId: 'getStatementBundle',
      tags: ['statements'],
      summary: 'A statement with all of its evidence, as a file that proves itself',
      description:
        'The statement and every record that it refers to, directly or through others, each with its digest; signed where the service has a key. Beside them what was known to dispute, correct or update it, the state of the graph, and the address to ask later. The bytes are the canonical form (RFC 8785) of their content: keep them as they are. With asOf they are those of the records as they were: of a bundle that says asOf.change 12, ask for asOf=12 to get its records again. dictum bundle verify checks them without the service.',
      params: idParams(['id', 'statement']),
      querystring: querystring(AS_OF_PARAMETER),
      response: responses(
        'The evidence bundle.',
        { [JSON_MEDIA]: refTo('Bundle') },
        { codes: ['not-found', 'gone', 'bundle-too-large', ...AS_OF_CODES], moved: true },
      ),
    },
    config: ANSWERS_AS_OF,
    handler: async (request, reply) => {
      const { id } = request.params;
      mediaType(request, [JSON_MEDIA]);
      readParameters(request.query as RawParameters, {});
      const bundle = await storeFor(store, request).bundle(id, maker);
      if ('movedTo' in bundle) return sendMoved(reply, { id: bundle.movedTo });
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="${id}.bundle.json"`)
        .send(signer === null ? bundle.text : signedBundle(bundle.text, signer));
    },
  });
};
