import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ChangesQuery } from '../../log/reader.ts';
import { ALL_TYPES } from '../../model/types.ts';
import {
  allChanges,
  changeParameters,
  changesPage,
  changesParameters,
  numberIn,
  oneChange,
  oneRevision,
  readChangesRequest,
  refusePruned,
  revisionsPage,
  revisionsParameters,
  setForm,
} from '../../queries/changes.ts';
import { invalidParameter, type RawParameters, readParameters } from '../../queries/parameters.ts';
import { ChangeSet } from '../../queries/change-form.ts';
import type { Store } from '../../store/port.ts';
import { ANSWERS_AS_OF, AS_OF_CODES, AS_OF_PARAMETER, storeFor } from '../as-of.ts';
import { sendData, sendItems, sendSet } from '../answer.ts';
import { changesFollowed, type Feed } from '../feed.ts';
import { follow } from '../follow.ts';
import { itemTable, sendItemTable } from '../item-table.ts';
import { CSV_MEDIA, EVENT_MEDIA, JSON_MEDIA, mediaType, NDJSON_MEDIA } from '../negotiate.ts';
import { componentOf, idParams, listOf, querystring, refTo, responses, single } from '../openapi.ts';

const streamChanges = (store: Store, query: ChangesQuery, reply: FastifyReply): FastifyReply => {
  const lines = async function* () {
    for await (const sets of allChanges(store, query))
      yield sets.map((set) => `${JSON.stringify(setForm(set))}\n`).join('');
  };
  return reply.type(NDJSON_MEDIA).send(Readable.from(lines()));
};

/**
 * From where a listener goes on: what it had last, or was asked for, or else from now on.
 * @throws DictumError `invalid-parameters` where that is no number, or of a log that has come further than this one, as
 * it has before a backup is restored: who waits for what comes after it would not be told of what comes before; `pruned`
 */
const beginningOf = async (
  feed: Feed,
  store: Store,
  request: FastifyRequest,
  since: number | null,
): Promise<number> => {
  const had = request.headers['last-event-id'];
  const [name, after] = had === undefined ? (['since', since] as const) : (['Last-Event-ID', Number(had)] as const);
  if (had !== undefined && !/^\d{1,15}$/.test(String(had)))
    throw invalidParameter('Last-Event-ID', 'it is the number of a change set, as the id of its event was');
  const newest = await feed.comeTo(after ?? 0);
  if (after !== null && after > newest)
    throw invalidParameter(name, `there is no change set ${after} yet, the newest is ${newest}; read /v1/changes anew`);
  await refusePruned(store, after);
  return after ?? newest;
};

/** The log of change sets, and what it has of each record. */
export const changeRoutes = (app: FastifyInstance, { store, feed }: { store: Store; feed: Feed }): void => {
  app.get('/v1/changes', {
    // The handler decides, by all that the client takes.
    sse: 'manual',
    schema: {
      operationId: 'listChanges',
      tags: ['changes'],
      summary: 'Who changed what, when and why',
      description:
        'Change sets in the order of their numbers, each with the first 100 records that it changed, before and after. An import is told once it has ended. As text/event-stream it goes on live: each change set is an event whose id is its number; Last-Event-ID, or since, says where to go on, and without either it begins now. A listener that is too slow is sent an event "dropped" with the number to go on from.',
      querystring: querystring(changesParameters),
      response: responses(
        'A page of change sets.',
        {
          [JSON_MEDIA]: listOf(refTo('ChangeSet')),
          [NDJSON_MEDIA]: { type: 'string', description: 'Every change set to the end, one a line.' },
          ...itemTable,
          [EVENT_MEDIA]: { type: 'string', description: 'Change sets as they come.' },
        },
        { codes: ['pruned'] },
      ),
    },
    handler: async (request, reply) => {
      const media = mediaType(request, [JSON_MEDIA, NDJSON_MEDIA, CSV_MEDIA, EVENT_MEDIA]);
      const raw = request.query as RawParameters;
      if (media === JSON_MEDIA || media === CSV_MEDIA) {
        const page = await changesPage(store, raw);
        return media === CSV_MEDIA
          ? sendItemTable(reply, { name: 'changes', of: ChangeSet, items: page.items, nextCursor: page.nextCursor })
          : sendItems(reply, page.items, page);
      }
      const { query } = readChangesRequest(raw);
      await refusePruned(store, query.after ?? null);
      if (media === NDJSON_MEDIA) return streamChanges(store, query, reply);
      if (query.newestFirst)
        throw invalidParameter(
          'sort',
          'leave it out, or accept application/json',
          'what is to come comes in its order',
        );
      return follow(feed, request, reply, {
        log: changesFollowed(store, query),
        event: 'change',
        form: setForm,
        beginning: () => beginningOf(feed, store, request, query.after ?? null),
      });
    },
  });

  app.get<{ Params: { number: string } }>('/v1/changes/:number', {
    schema: {
      operationId: 'getChange',
      tags: ['changes'],
      summary: 'One change set',
      description: 'A change set with a page of what it did, record by record.',
      params: NUMBER,
      querystring: querystring(changeParameters),
      response: responses(
        'The change set.',
        { [JSON_MEDIA]: single(refTo('ChangeSet'), { page: refTo('Page') }) },
        { codes: ['not-found', 'pruned'] },
      ),
    },
    handler: async (request, reply) => {
      mediaType(request, [JSON_MEDIA]);
      const { set, ...page } = await oneChange(store, numberIn(request.params.number), request.query as RawParameters);
      return sendSet(reply, set, page);
    },
  });

  for (const { name, plural } of ALL_TYPES) {
    app.get<{ Params: { id: string } }>(`/v1/${plural}/:id/revisions`, {
      schema: {
        operationId: `list${componentOf(name)}Revisions`,
        tags: [plural],
        summary: `Who changed a ${name}, when and why`,
        description:
          'What change sets did to the record, newest first, with the fields that they changed; also of one that was deleted since, or merged into another.',
        params: idParams(['id', name]),
        querystring: querystring({ ...revisionsParameters, ...AS_OF_PARAMETER }),
        response: responses(
          'A page of revisions.',
          {
            [JSON_MEDIA]: listOf(refTo('Revision'), {
              prunedUpTo: {
                type: 'integer',
                description: 'With the last of them: what change sets up to this one did to the record was pruned.',
              },
              asOf: refTo('Moment'),
            }),
          },
          { codes: ['not-found', ...AS_OF_CODES] },
        ),
      },
      config: ANSWERS_AS_OF,
      handler: async (request, reply) => {
        mediaType(request, [JSON_MEDIA]);
        const key = { type: name, id: request.params.id };
        const page = await revisionsPage(storeFor(store, request), key, request.query as RawParameters);
        const { prunedUpTo } = page;
        return sendItems(reply, page.items, page, prunedUpTo === null ? {} : { prunedUpTo });
      },
    });

    app.get<{ Params: { id: string; number: string } }>(`/v1/${plural}/:id/revisions/:number`, {
      schema: {
        operationId: `get${componentOf(name)}Revision`,
        tags: [plural],
        summary: `One revision of a ${name}`,
        description: 'What one change set did to the record, with the whole of it before and after.',
        params: { type: 'object', properties: { ...idParams(['id', name])['properties'], ...NUMBER.properties } },
        response: responses(
          'The revision.',
          { [JSON_MEDIA]: single(refTo('Revision')) },
          { codes: ['not-found', 'pruned'] },
        ),
      },
      handler: async (request, reply) => {
        mediaType(request, [JSON_MEDIA]);
        readParameters(request.query as RawParameters, {});
        const { id, number } = request.params;
        return sendData(reply, await oneRevision(store, { type: name, id }, numberIn(number)));
      },
    });
  }
};

const NUMBER = {
  type: 'object',
  properties: { number: { type: 'string', description: 'Number of the change set.' } },
} as const;
