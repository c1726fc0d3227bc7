import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requireScope } from '../../access/authentication.ts';
import { ProposalEvent } from '../../proposals/events.ts';
import type { Proposals } from '../../proposals/proposals.ts';
import { TIMED_ID } from '../../proposals/timed-id.ts';
import { decodeCursor, encodeCursor } from '../../queries/cursor.ts';
import {
  DEFAULT_LIMIT,
  invalidParameter,
  paging,
  type Parameter,
  ParameterFault,
  type RawParameters,
  readParameters,
  text,
} from '../../queries/parameters.ts';
import { sendItems } from '../answer.ts';
import type { Feed } from '../feed.ts';
import { follow } from '../follow.ts';
import { EVENT_MEDIA, JSON_MEDIA, mediaType } from '../negotiate.ts';
import { listOf, querystring, responses } from '../openapi.ts';
import { PROPOSES, schemaOf } from './proposals-described.ts';

/*
 * What happened to proposals, in pages and live.
 */

const eventId = (about: string): Parameter<string> => ({
  ...text(about, (value) => {
    if (!TIMED_ID.test(value)) throw new ParameterFault('it is the id of an event, as this list tells it');
    return value;
  }),
  schema: { type: 'string', pattern: TIMED_ID.source },
});

/** The event that a listener had last; null where it says of none. @throws DictumError `invalid-parameters` */
const eventHad = ({ headers }: FastifyRequest): string | null => {
  const had = headers['last-event-id'];
  if (had === undefined) return null;
  if (!TIMED_ID.test(String(had))) throw invalidParameter('Last-Event-ID', 'it is the id of an event, as it was told');
  return String(had);
};

const eventParameters = {
  since: eventId('Only what happened after the event of this id'),
  ...paging,
};

export const proposalEventRoute = (
  parent: FastifyInstance,
  { proposals, feed }: { proposals: Proposals; feed: Feed },
): void => {
  parent.get('/v1/proposals/events', {
    // The handler decides, by all that the client takes.
    sse: 'manual',
    schema: {
      operationId: 'listProposalEvents',
      tags: ['proposals'],
      summary: 'What happened to proposals: who proposed, accepted, rejected, took back and commented what, and when',
      description:
        'In the order in which it was kept. Proposals show in no other feed: that of changes has what was written when one was accepted. To go on, ask with since, the id of the last event that was told; a page without a next one is the last by now. As text/event-stream it goes on live, as /v1/changes does: Last-Event-ID, or since, says where to go on, and without either it begins now.',
      security: PROPOSES,
      querystring: querystring(eventParameters),
      response: responses('A page of events.', {
        [JSON_MEDIA]: listOf(schemaOf(ProposalEvent)),
        [EVENT_MEDIA]: { type: 'string', description: 'Events as they come.' },
      }),
    },
    handler: async (request, reply) => {
      const media = mediaType(request, [JSON_MEDIA, EVENT_MEDIA]);
      const mayListen = (): unknown => requireScope(request.principal, 'propose');
      mayListen();
      const {
        since = '',
        limit = DEFAULT_LIMIT,
        cursor,
      } = readParameters(request.query as RawParameters, eventParameters);
      if (media === EVENT_MEDIA) {
        const log = proposals.eventLog();
        return follow(feed, request, reply, {
          log,
          event: 'proposal',
          form: (event) => event,
          beginning: async () => eventHad(request) ?? (since === '' ? log.begins() : since),
          stillMay: mayListen,
        });
      }
      const list = ['proposal-events', since];
      const after = cursor === undefined ? since : (decodeCursor(list, cursor, ['string'])[0] as string);
      const { events, more } = await proposals.events({ after, limit });
      const nextCursor = more ? encodeCursor(list, [events.at(-1)!.id]) : null;
      return sendItems(reply, events, { limit, nextCursor });
    },
  });
};
