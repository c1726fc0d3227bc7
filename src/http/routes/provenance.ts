import type { FastifyInstance } from 'fastify';
import { TYPES } from '../../model/types.ts';
import { appearanceParameters, chainReferences } from '../../queries/bibliography.ts';
import type { RawParameters } from '../../queries/parameters.ts';
import { claimParameters, statementParameters } from '../../queries/provenance-form.ts';
import { claimSpeakers, speakersParameters } from '../../queries/speakers.ts';
import type { Store } from '../../store/port.ts';
import { ANSWERS_AS_OF, AS_OF_CODES, AS_OF_PARAMETER, storeFor } from '../as-of.ts';
import { sendComposed, sendItems, sendMoved } from '../answer.ts';
import { isForm, mediaOrForm, referenceMedia, sendReferences } from '../bibliography.ts';
import { isLinkedData, LINKED_MEDIA, linkedDataMedia, PROV_MEDIA, sendLinkedData } from '../linked-data.ts';
import { JSON_MEDIA, mediaType } from '../negotiate.ts';
import { idParams, listOf, querystring, refTo, responses, single, wholeOrPartial } from '../openapi.ts';

const PAGES =
  'A page holds up to limit chains; links.next leads on, and each chain comes once. With include chains hold ids, and the records stand once under included.';

type ById = { Params: { id: string } };

/** What of the two routes of provenance differs. */
const PROVENANCE = [
  {
    type: 'claim',
    operationId: 'getClaimProvenance',
    about: 'a statement that expresses the claim',
    corroboration: 'the corroboration of the claim',
    parameters: claimParameters,
    answer: 'ClaimProvenance',
    question: 'claimProvenance',
  },
  {
    type: 'statement',
    operationId: 'getStatementProvenance',
    about: 'the statement',
    corroboration: 'the corroboration of each claim that it expresses',
    parameters: statementParameters,
    answer: 'StatementProvenance',
    question: 'statementProvenance',
  },
] as const;

/** What claims and statements rest on, and who made a claim. */
export const provenanceRoutes = (app: FastifyInstance, { store: stands }: { store: Store }): void => {
  const store = stands;
  for (const { type, operationId, about, corroboration, parameters, answer, question } of PROVENANCE) {
    const { plural } = TYPES[type];
    app.get<ById>(`/v1/${plural}/:id/provenance`, {
      schema: {
        operationId,
        tags: [plural],
        summary: `The citation provenance of a ${type}`,
        description: `Every chain from ${about} to the publisher of the source that it rests on, with its directness, and ${corroboration}. ${PAGES}`,
        params: idParams(['id', type]),
        querystring: querystring({ ...parameters, ...appearanceParameters, ...AS_OF_PARAMETER }),
        response: responses(
          `The provenance of the ${type}.`,
          {
            [JSON_MEDIA]: single(wholeOrPartial(answer), {
              included: refTo('Included'),
              asOf: refTo('Moment'),
              page: refTo('Page'),
            }),
            ...linkedDataMedia('PROV-O'),
            ...referenceMedia,
          },
          { codes: ['not-found', 'gone', ...AS_OF_CODES], moved: true },
        ),
      },
      config: ANSWERS_AS_OF,
      handler: async (request, reply) => {
        const store = storeFor(stands, request);
        const { id } = request.params;
        const media = mediaOrForm(request, [JSON_MEDIA, ...LINKED_MEDIA]);
        const raw = request.query as RawParameters;
        if (isForm(media)) return sendReferences(reply, await chainReferences(store, { type, id }, raw), media);
        if (isLinkedData(media)) return sendLinkedData(store, type, id, media, PROV_MEDIA, reply);
        return sendComposed(reply, await store.compose(question, id, raw));
      },
    });
  }

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
