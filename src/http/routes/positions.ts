import type { FastifyInstance } from 'fastify';
import { TYPES } from '../../model/types.ts';
import type { RawParameters } from '../../queries/parameters.ts';
import { Position } from '../../queries/position.ts';
import { positionParameters } from '../../queries/positions.ts';
import type { Store } from '../../store/port.ts';
import { itemTable, sendComposedInForm } from '../item-table.ts';
import { JSON_MEDIA } from '../negotiate.ts';
import { idParams, listOf, querystring, responses, wholeOrPartial } from '../openapi.ts';

const DIRECTIONS = [
  {
    type: 'claim',
    query: 'claimPositions',
    operationId: 'listPositionsOnClaim',
    summary: 'Who affirms, denies or doubts a claim, and who changed',
  },
  {
    type: 'actor',
    query: 'actorPositions',
    operationId: 'listPositionsOfActor',
    summary: 'What an actor, or a side, affirms, denies or doubts, and where that changed',
  },
] as const;

/** The positions that follow from statements. */
export const positionRoutes = (app: FastifyInstance, { store }: { store: Store }): void => {
  for (const { type, query, operationId, summary } of DIRECTIONS) {
    const { plural } = TYPES[type];
    app.get<{ Params: { id: string } }>(`/v1/${plural}/:id/positions`, {
      schema: {
        operationId,
        tags: [plural],
        summary,
        description:
          'For each speaker, and for each side that speakers spoke for, the stances in the order of time, the latest one, and whether and when it changed, each with its statement, how that has come down, its directness and verification. First sides, then speakers, each in the order of ids. With stance or changed a page may have fewer positions than limit, and others follow.',
        params: idParams(['id', type]),
        querystring: querystring(positionParameters),
        response: responses(
          'A page of positions.',
          { [JSON_MEDIA]: listOf(wholeOrPartial('Position')), ...itemTable },
          { codes: ['not-found', 'gone'], moved: true },
        ),
      },
      handler: async (request, reply) => {
        const ask = () => store.compose(query, request.params.id, request.query as RawParameters);
        return sendComposedInForm(request, reply, ask, { name: 'positions', of: Position });
      },
    });
  }
};
