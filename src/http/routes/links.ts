import type { FastifyInstance } from 'fastify';
import { Evidence, evidenceParameters, ForumRegionLink, linkParameters, readEvidence } from '../../queries/links.ts';
import { allLinks, allLinksParameters } from '../../queries/map.ts';
import { reducing } from '../../model/fields.ts';
import type { RawParameters } from '../../queries/parameters.ts';
import { presentIn, type Present } from '../../queries/record.ts';
import type { Store } from '../../store/port.ts';
import { sendItems, sendMoved } from '../answer.ts';
import { itemTable, sendComposedInForm, sendItemTable } from '../item-table.ts';
import { CSV_MEDIA, JSON_MEDIA, mediaType } from '../negotiate.ts';
import { idParams, listOf, querystring, refTo, responses, wholeOrPartial } from '../openapi.ts';

const DIRECTIONS = [
  {
    from: 'region',
    query: 'forumsOfRegion',
    path: '/v1/regions/:id/forums',
    operationId: 'listForumsOfRegion',
    summary: 'Which forums are linked to a region, and why',
  },
  {
    from: 'forum',
    query: 'regionsOfForum',
    path: '/v1/forums/:id/regions',
    operationId: 'listRegionsOfForum',
    summary: 'Which regions are linked to a forum, and why',
  },
] as const;

/** Forum-region links and the evidence behind them. */
export const linkRoutes = (app: FastifyInstance, { store }: { store: Store }): void => {
  for (const { from, query, path, operationId, summary } of DIRECTIONS) {
    app.get<{ Params: { id: string } }>(path, {
      schema: {
        operationId,
        tags: [`${from}s`],
        summary,
        description:
          'Links are derived: each names the rules that made it and the evidence behind it. What lies under a region counts for it too.',
        params: idParams(['id', from]),
        querystring: querystring(linkParameters),
        response: responses(
          'A page of links.',
          { [JSON_MEDIA]: listOf(wholeOrPartial('ForumRegionLink')), ...itemTable },
          { codes: ['not-found', 'gone'], moved: true },
        ),
      },
      handler: async (request, reply) => {
        const ask = () => store.compose(query, request.params.id, request.query as RawParameters);
        return sendComposedInForm(request, reply, ask, { name: 'links', of: ForumRegionLink });
      },
    });
  }

  app.get('/v1/links', {
    schema: {
      operationId: 'listLinks',
      tags: ['regions', 'forums'],
      summary: 'All links between forums and regions',
      description:
        'The links of every region, in the order of the ids of regions and then of forums. With names or rules a page may have fewer links than limit, and others follow.',
      querystring: querystring(allLinksParameters),
      response: responses('A page of links.', {
        [JSON_MEDIA]: listOf(wholeOrPartial('ForumRegionLink')),
        ...itemTable,
      }),
    },
    handler: async (request, reply) => {
      const media = mediaType(request, [JSON_MEDIA, CSV_MEDIA]);
      const { links, fields, ...page } = await allLinks(store, request.query as RawParameters);
      return media === CSV_MEDIA
        ? sendItemTable(reply, { name: 'links', of: ForumRegionLink, items: links, nextCursor: page.nextCursor })
        : sendItems(reply, links.map(reducing(fields)), page);
    },
  });

  app.get<{ Params: { id: string; forumId: string } }>('/v1/regions/:id/forums/:forumId/evidence', {
    schema: {
      operationId: 'listEvidenceOfLink',
      tags: ['regions'],
      summary: 'The evidence behind one forum-region link',
      description:
        'Every record that is evidence for the link, rule by rule, with the facts that make it so. Empty where the two are not linked.',
      params: idParams(['id', 'region'], ['forumId', 'forum']),
      querystring: querystring(evidenceParameters),
      response: responses(
        'A page of evidence.',
        { [JSON_MEDIA]: listOf(refTo('Evidence')), ...itemTable },
        { codes: ['not-found', 'gone'], moved: true },
      ),
    },
    handler: async (request, reply) => {
      const media = mediaType(request, [JSON_MEDIA, CSV_MEDIA]);
      const { id, forumId } = request.params;
      const [{ readings }, page] = await Promise.all([
        store.read([
          { type: 'region', id },
          { type: 'forum', id: forumId },
        ]),
        readEvidence(store, forumId, id, request.query as RawParameters),
      ]);
      const [region, forum] = readings.map(presentIn) as [Present, Present];
      if ('movedTo' in region || 'movedTo' in forum)
        return sendMoved(reply, {
          ...('movedTo' in region && { id: region.movedTo }),
          ...('movedTo' in forum && { forumId: forum.movedTo }),
        });
      return media === CSV_MEDIA
        ? sendItemTable(reply, { name: 'evidence', of: Evidence, items: page.evidence, nextCursor: page.nextCursor })
        : sendItems(reply, page.evidence, page);
    },
  });
};
