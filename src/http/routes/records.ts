import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { TypeName } from '../../model/ids.ts';
import { ALL_TYPES, TYPES } from '../../model/types.ts';
import { bibliographyParameters, listReferences, recordReferences } from '../../queries/bibliography.ts';
import { tellsDisputes, withRules } from '../../queries/disputes.ts';
import { listAll, listPage, readListRequest, type Fixed, type ListRequest } from '../../queries/list.ts';
import { listParameters, recordParameters } from '../../queries/list-parameters.ts';
import { refuseUnknown } from '../../queries/unknown-records.ts';
import { readRecord, readRecordRequest } from '../../queries/record.ts';
import type { RawParameters } from '../../queries/parameters.ts';
import { isCitable } from '../../queries/references.ts';
import { graphOfRecords } from '../../queries/graph-form.ts';
import { BETWEEN, tableOf } from '../../queries/table.ts';
import type { Store } from '../../store/port.ts';
import { facetAddress } from './facets.ts';
import { addressAsOf, ANSWERS_AS_OF, AS_OF_CODES, AS_OF_PARAMETER, storeFor } from '../as-of.ts';
import { sendMoved, sendPage, sendRecord } from '../answer.ts';
import { bibliographyMedia, isForm, mediaOrForm, sendReferences } from '../bibliography.ts';
import {
  isLinkable,
  isLinkedData,
  LINKED_MEDIA,
  linkedDataMedia,
  RECORD_DATA,
  recordDataMedia,
  sendRecordData,
  SCHEMA_MEDIA,
  sendLinkedData,
} from '../linked-data.ts';
import { asTable, csvOf } from '../csv.ts';
import { CSV_MEDIA, JSON_MEDIA, mediaType, NDJSON_MEDIA } from '../negotiate.ts';
import {
  componentOf,
  idParams,
  querystring,
  recordList,
  recordOrWritten,
  refTo,
  responses,
  single,
} from '../openapi.ts';
import { rejectInGraph, rejectInStream } from '../stream.ts';
import { GRAPH_MEDIA, graphMedia, isGraph, sendGraph } from '../graph-forms.ts';

/*
 * The lists and the records of every type, and the lists that belong to one record: /actors/wang-yi/statements is
 * /statements with its speaker fixed.
 */

const BELONGING: readonly { of: TypeName; list: TypeName; filter: string; summary: string }[] = [
  { of: 'actor', list: 'statement', filter: 'speaker', summary: 'Which statements an actor made' },
  { of: 'claim', list: 'statement', filter: 'claim', summary: 'Who expressed a claim: its statements' },
  { of: 'source', list: 'snapshot', filter: 'source', summary: 'The snapshots of a source' },
  {
    of: 'claim',
    list: 'relation',
    filter: 'claim',
    summary: 'What agrees with a claim or a statement that expresses it, disputes, qualifies, corrects or updates it',
  },
  {
    of: 'statement',
    list: 'relation',
    filter: 'statement',
    summary: 'What agrees with a statement, disputes, qualifies, corrects or updates it',
  },
];

/** Sends an answer that is ready. */
type Send = (reply: FastifyReply) => FastifyReply | Promise<FastifyReply>;

/**
 * Who changed it, and where all chains of evidence of a statement or a claim are, of which a record holds the first,
 * and the positions on a claim or of an actor.
 */
const linksOf = (type: TypeName, id: string, request: FastifyRequest): Record<string, string> => {
  const record = `/v1/${TYPES[type].plural}/${id}`;
  const isNow = request.moment === null;
  return {
    revisions: addressAsOf(`${record}/revisions`, request),
    ...(isLinkable(type) && { provenance: addressAsOf(`${record}/provenance`, request) }),
    ...(isNow && (type === 'claim' || type === 'actor') && { positions: `${record}/positions` }),
    ...(!isNow && { now: record }),
  };
};

const sendList = (
  request: ListRequest,
  { page, histogram, nextCursor }: Awaited<ReturnType<typeof listPage>>,
  fixed: Fixed | null,
  reply: FastifyReply,
): FastifyReply => {
  const { query, facetNames } = request;
  const byName = <T>(of: (filed: string, name: string) => T): Record<string, T> =>
    Object.fromEntries(facetNames.map((name, i) => [name, of(query.facets[i]!, name)]));
  const beside = {
    ...(facetNames.length > 0 && {
      facets: byName((filed) => page.facets[filed] ?? []),
      facetTotals: byName((filed, name) => ({
        values: page.facetSizes[filed] ?? 0,
        all: facetAddress(query.type, name, reply.request.url, fixed),
      })),
    }),
    ...(histogram !== null && { histogram }),
  };
  return sendPage(reply, page, { limit: query.limit, nextCursor }, { include: query.include.length > 0, beside });
};

/** Streams a list to its end, a record a line, as fast as the client reads. */
const streamList = (store: Store, request: ListRequest, reply: FastifyReply): FastifyReply => {
  rejectInStream(request);
  const lines = async function* () {
    for await (const records of listAll(store, request)) yield `${records.join('\n')}\n`;
  };
  return reply.type(NDJSON_MEDIA).send(Readable.from(lines()));
};

/** Streams a list to its end as a table. */
const streamTable = (store: Store, request: ListRequest, reply: FastifyReply): FastifyReply => {
  rejectInStream(request);
  const { type, fields } = request.query;
  const table = tableOf(store, type, fields, request.isWritten);
  const parts = async function* () {
    yield csvOf([table.header]);
    for await (const records of listAll(store, request)) yield csvOf(await table.rowsOf(records));
  };
  return asTable(reply, TYPES[type].plural).send(Readable.from(parts()));
};

/** The list that some parameters ask for, to its end, as a table. @throws DictumError `invalid-parameters` */
export const sendTable = async (
  store: Store,
  type: TypeName,
  raw: RawParameters,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const request = readListRequest(type, raw);
  await refuseUnknown(store, type, request.given);
  return streamTable(store, request, reply);
};

const STREAMS = { [NDJSON_MEDIA]: streamList, [CSV_MEDIA]: streamTable };
const isStreamed = (media: string): media is keyof typeof STREAMS => Object.hasOwn(STREAMS, media);

/** Works a list out, in the form that is accepted. */
const answerList = async (
  store: Store,
  type: TypeName,
  fixed: Fixed | null,
  request: FastifyRequest,
): Promise<Send> => {
  const media = isCitable(type)
    ? mediaOrForm(request, [JSON_MEDIA, NDJSON_MEDIA], [CSV_MEDIA, ...GRAPH_MEDIA])
    : mediaType(request, [JSON_MEDIA, NDJSON_MEDIA, CSV_MEDIA, ...GRAPH_MEDIA]);
  if (isCitable(type) && isForm(media)) {
    const references = await listReferences(store, type, request.query as RawParameters, fixed);
    return (reply) => sendReferences(reply, references, media);
  }
  const list = readListRequest(type, request.query as RawParameters, fixed);
  if (isStreamed(media)) {
    // Before the first byte, as long as it can still be told.
    await refuseUnknown(store, type, list.given);
    return (reply) => STREAMS[media](store, list, reply);
  }
  if (isGraph(media)) rejectInGraph(list);
  const page = await listPage(store, list, { disputes: true });
  if (isGraph(media)) {
    const graph = await graphOfRecords(
      store,
      page.page.rows.map(({ json }) => json),
    );
    return (reply) => sendGraph(reply, graph, media, page.nextCursor);
  }
  return (reply) => sendList(list, page, fixed, reply);
};

const listBodies = (type: TypeName) => ({
  [JSON_MEDIA]: recordList(type),
  [NDJSON_MEDIA]: { type: 'string', description: 'Every record of the list to its end, one a line.' },
  [CSV_MEDIA]: {
    type: 'string',
    description: `Every record of the list to its end as a table (RFC 4180) with a header: a column for each of the fields asked for, or of all, and behind each that refers to records one with their labels. Several values stand in one cell with ${BETWEEN} between them, objects as JSON. What a spreadsheet would take for a formula has an apostrophe before it.`,
  },
  ...graphMedia,
  ...bibliographyMedia(type),
});

export const recordRoutes = (app: FastifyInstance, { store: stands }: { store: Store }): void => {
  const store = stands;
  for (const { name, plural, about } of ALL_TYPES) {
    app.get(`/v1/${plural}`, {
      schema: {
        operationId: `list${componentOf(name)}s`,
        tags: [plural],
        summary: `List ${plural}`,
        description: about,
        querystring: querystring({ ...listParameters(name), ...bibliographyParameters(name) }),
        response: responses(`A page of ${plural}.`, listBodies(name)),
      },
      handler: async (request, reply) => (await answerList(store, name, null, request))(reply),
    });

    app.get<{ Params: { id: string } }>(`/v1/${plural}/:id`, {
      schema: {
        operationId: `get${componentOf(name)}`,
        tags: [plural],
        summary: `Get one ${name}`,
        description: about,
        params: idParams(['id', name]),
        querystring: querystring({ ...recordParameters(name), ...bibliographyParameters(name), ...AS_OF_PARAMETER }),
        response: responses(
          `The ${name}.`,
          {
            [JSON_MEDIA]: single(recordOrWritten(name), { included: refTo('Included'), asOf: refTo('Moment') }),
            ...(isLinkable(name) ? linkedDataMedia('schema.org') : recordDataMedia),
            ...bibliographyMedia(name),
          },
          { codes: ['not-found', 'gone', ...AS_OF_CODES], moved: true },
        ),
      },
      config: { ...ANSWERS_AS_OF, short: 'plain' },
      handler: async (request, reply) => {
        const store = storeFor(stands, request);
        const { id } = request.params;
        const others = [JSON_MEDIA, ...(isLinkable(name) ? LINKED_MEDIA : RECORD_DATA)] as const;
        const media = isCitable(name) ? mediaOrForm(request, others) : mediaType(request, others);
        // Read before what it is of, so that it is never newer.
        if (media !== JSON_MEDIA) request.revision = (await store.revisionOf([{ type: name, id }]))[0]!;
        if (isLinkable(name) && isLinkedData(media)) return sendLinkedData(store, name, id, media, SCHEMA_MEDIA, reply);
        if (isLinkedData(media)) return sendRecordData(store, { type: name, id }, media, reply);
        if (isCitable(name) && isForm(media))
          return sendReferences(reply, await recordReferences(store, name, id, request.query as RawParameters), media);
        const { fields, include, isWritten } = readRecordRequest(name, request.query as RawParameters);
        const key = { type: name, id };
        const [found, rules] = await Promise.all([
          readRecord(store, key, include, isWritten),
          !isWritten && tellsDisputes(name, fields) ? store.disputing([key]) : null,
        ]);
        if ('movedTo' in found) return sendMoved(reply, { id: found.movedTo });
        return sendRecord(
          reply,
          { ...found, ...(rules !== null && { json: withRules(found.json, rules[0]!) }) },
          include.length > 0 ? found.related : null,
          fields,
          linksOf(name, id, request),
        );
      },
    });
  }

  for (const { of, list, filter, summary } of BELONGING) {
    const { plural } = TYPES[of];
    app.get<{ Params: { id: string } }>(`/v1/${plural}/:id/${TYPES[list].plural}`, {
      schema: {
        operationId: `list${componentOf(list)}sOf${componentOf(of)}`,
        tags: [plural],
        summary,
        description: `The same as /v1/${TYPES[list].plural}?${filter}={id}.`,
        params: idParams(['id', of]),
        querystring: querystring({ ...listParameters(list, filter), ...bibliographyParameters(list) }),
        response: responses(`A page of ${TYPES[list].plural}.`, listBodies(list), {
          codes: ['not-found', 'gone'],
          moved: true,
        }),
      },
      handler: async (request, reply) => {
        const { id } = request.params;
        // Whether the owner is there is found out at the same time, and goes before whatever is wrong with the list.
        const listing = answerList(store, list, { filter, value: id }, request);
        const [owner] = await Promise.all([readRecord(store, { type: of, id }), listing.catch(() => undefined)]);
        if ('movedTo' in owner) return sendMoved(reply, { id: owner.movedTo });
        return (await listing)(reply);
      },
    });
  }
};
