import type { FastifyInstance, FastifyRequest } from 'fastify';
import { appearanceParameters, chainReferences } from '../../queries/bibliography.ts';
import type { RawParameters } from '../../queries/parameters.ts';
import { claimParameters, statementParameters } from '../../queries/provenance-form.ts';
import { claimSpeakers, speakersParameters } from '../../queries/speakers.ts';
import type { Store } from '../../store/port.ts';
import { sendComposed, sendItems, sendMoved } from '../answer.ts';
import { isForm, mediaOrForm, referenceMedia, sendReferences } from '../bibliography.ts';
import { isLinkedData, LINKED_MEDIA, linkedDataMedia, PROV_MEDIA, sendLinkedData } from '../linked-data.ts';
import { JSON_MEDIA, mediaType } from '../negotiate.ts';
import { idParams, listOf, querystring, refTo, responses, single } from '../openapi.ts';

const chains = { type: 'array', items: { anyOf: [refTo('ProvenanceChain'), refTo('ChainOfIds')] } };

/** A page of chains, and what else stands in such an answer. */
const pageOf = (properties: object) =>
  single(
    { type: 'object', properties: { ...properties, chains } },
    { included: refTo('Included'), page: refTo('Page') },
  );

const PAGES =
  'A page holds up to limit chains; links.next leads on, and each chain comes once. With include chains hold ids, and the records stand once under included.';

type ById = { Params: { id: string } };

/** Every form of provenance but JSON itself. */
const otherMedia = { ...linkedDataMedia('PROV-O'), ...referenceMedia };

const offered = (request: FastifyRequest) => mediaOrForm(request, [JSON_MEDIA, ...LINKED_MEDIA]);

/** What claims and statements rest on, and who made a claim. */
export const provenanceRoutes = (app: FastifyInstance, { store }: { store: Store }): void => {
  app.get<ById>('/v1/claims/:id/provenance', {
    schema: {
      operationId: 'getClaimProvenance',
      tags: ['claims'],
      summary: 'The citation provenance of a claim',
      description: `Every chain from a statement that expresses the claim to the publisher of the source that it rests on, with its directness, and the corroboration of the claim. ${PAGES}`,
      params: idParams(['id', 'claim']),
      querystring: querystring({ ...claimParameters, ...appearanceParameters }),
      response: responses(
        'The provenance of the claim.',
        {
          [JSON_MEDIA]: pageOf({ claim: refTo('Claim'), corroboration: refTo('Corroboration') }),
          ...otherMedia,
        },
        { codes: ['not-found', 'gone'], moved: true },
      ),
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      const media = offered(request);
      const raw = request.query as RawParameters;
      if (isForm(media)) return sendReferences(reply, await chainReferences(store, { type: 'claim', id }, raw), media);
      if (isLinkedData(media)) return sendLinkedData(store, 'claim', id, media, PROV_MEDIA, reply);
      return sendComposed(reply, await store.compose('claimProvenance', id, raw));
    },
  });

  app.get<ById>('/v1/statements/:id/provenance', {
    schema: {
      operationId: 'getStatementProvenance',
      tags: ['statements'],
      summary: 'The citation provenance of a statement',
      description: `Every chain from the statement to the publisher of the source that it rests on, with its directness, and the corroboration of each claim that it expresses. ${PAGES}`,
      params: idParams(['id', 'statement']),
      querystring: querystring({ ...statementParameters, ...appearanceParameters }),
      response: responses(
        'The provenance of the statement.',
        {
          [JSON_MEDIA]: pageOf({
            statement: refTo('StatementOfChain'),
            claims: {
              type: 'array',
              items: {
                type: 'object',
                properties: { id: { type: 'string' }, corroboration: refTo('Corroboration') },
              },
            },
          }),
          ...otherMedia,
        },
        { codes: ['not-found', 'gone'], moved: true },
      ),
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      const media = offered(request);
      const raw = request.query as RawParameters;
      if (isForm(media))
        return sendReferences(reply, await chainReferences(store, { type: 'statement', id }, raw), media);
      if (isLinkedData(media)) return sendLinkedData(store, 'statement', id, media, PROV_MEDIA, reply);
      return sendComposed(reply, await store.compose('statementProvenance', id, raw));
    },
  });

  app.get<ById>('/v1/claims/:id/speakers', {
    schema: {
      operationId: 'listSpeakersOfClaim',
      tags: ['claims'],
      summary: 'Which actors made a claim',
      description: 'Each actor that expressed the claim, with the first of the statements in which it did.',
      params: idParams(['id', 'claim']),
      querystring: querystring(speakersParameters),
      response: responses(
        'A page of actors.',
        {
          [JSON_MEDIA]: listOf({
            type: 'object',
            required: ['actor', 'statements', 'links'],
            properties: {
              actor: refTo('Actor'),
              statements: { type: 'array', items: refTo('StatementBesideChains') },
              links: { type: 'object', required: ['statements'], properties: { statements: { type: 'string' } } },
            },
          }),
        },
        { codes: ['not-found', 'gone'], moved: true },
      ),
    },
    handler: async (request, reply) => {
      mediaType(request, [JSON_MEDIA]);
      const speakers = await claimSpeakers(store, request.params.id, request.query as RawParameters);
      return 'movedTo' in speakers
        ? sendMoved(reply, { id: speakers.movedTo })
        : sendItems(reply, speakers.items, speakers);
    },
  });
};
