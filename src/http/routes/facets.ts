import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { TypeName } from '../../model/ids.ts';
import { ALL_TYPES, TYPES } from '../../model/types.ts';
import { facetPage, facetParameters } from '../../queries/facet-page.ts';
import type { Fixed } from '../../queries/list.ts';
import { facetNames } from '../../queries/list-parameters.ts';
import { paging, type RawParameters } from '../../queries/parameters.ts';
import type { Store } from '../../store/port.ts';
import { sendItems } from '../answer.ts';
import { itemTable, sendItemTable } from '../item-table.ts';
import { CSV_MEDIA, JSON_MEDIA, mediaType } from '../negotiate.ts';
import { componentOf, listOf, querystring, refTo, responses } from '../openapi.ts';

/** A row of a facet as a table. */
const Counted = z.object({ id: z.string(), label: z.string(), count: z.int() });

/** The parameters of the address of a list that its facets obey. */
const narrowing = (type: TypeName, url: string): [string, string][] =>
  [...new URLSearchParams(url.split('?')[1] ?? '')].filter(
    ([name]) => Object.hasOwn(facetParameters(type), name) && !Object.hasOwn(paging, name),
  );

/** Where all values of a facet of a list are. */
export const facetAddress = (type: TypeName, name: string, url: string, fixed: Fixed | null): string => {
  const given = [...(fixed === null ? [] : [[fixed.filter, fixed.value]]), ...narrowing(type, url)];
  const query = new URLSearchParams(given).toString();
  return `/v1/facets/${TYPES[type].plural}/${name}${query === '' ? '' : `?${query}`}`;
};

export const facetRoutes = (app: FastifyInstance, { store }: { store: Store }): void => {
  for (const { name: type, plural } of ALL_TYPES) {
    app.get<{ Params: { name: string } }>(`/v1/facets/${plural}/:name`, {
      schema: {
        operationId: `listFacetOf${componentOf(type)}s`,
        tags: [plural],
        summary: `All values of a facet of ${plural}, with their counts`,
        description: `Counts over the list of ${plural} that the other parameters ask for: the greatest first, and then by value, page by page to the end. All values of the list are counted for each page, as for the facet beside the list. page.total is how many values there are.`,
        params: {
          type: 'object',
          properties: {
            name: { type: 'string', enum: facetNames(type), description: 'The filter whose values are counted.' },
          },
        },
        querystring: querystring(facetParameters(type)),
        response: responses('A page of values.', {
          [JSON_MEDIA]: listOf(refTo('FacetCount')),
          ...itemTable,
        }),
      },
      handler: async (request, reply) => {
        const media = mediaType(request, [JSON_MEDIA, CSV_MEDIA]);
        const { name } = request.params;
        const { values, ...part } = await facetPage(store, type, name, request.query as RawParameters);
        if (media === CSV_MEDIA)
          return sendItemTable(reply, { name, of: Counted, items: values, nextCursor: part.nextCursor });
        return sendItems(reply, values, part);
      },
    });
  }
};
