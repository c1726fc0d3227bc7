import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { TypeName } from '../../model/ids.ts';
import { TYPES } from '../../model/types.ts';
import { listAll, readListRequest } from '../../queries/list.ts';
import { sortShown } from '../../queries/list-page.ts';
import type { Store } from '../../store/port.ts';
import { originOf, type Site } from './site.ts';

/*
 * What search engines are told: what to leave, and where the records are (sitemaps.org).
 */

const LEFT = [
  '/v1/',
  '/search',
  '/facets/',
  '/graph',
  '/paths',
  '/duplicates',
  '/changes',
  '/*/revisions$',
  '/login',
  '/*?',
];

/** The types of records that somebody may look for elsewhere. */
const FOUND = [
  'claim',
  'statement',
  'actor',
  'source',
  'event',
  'forum',
  'region',
  'topic',
] as const satisfies readonly TypeName[];

/** More addresses no file may have. */
const MOST = 50_000;

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';

/** Ids and the paths of types need no escaping; the address of a service may. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export const crawlerRoutes = (app: FastifyInstance, { store, site }: { store: Store; site: Site }): void => {
  const home = (): string => escaped(`${originOf(site)}${site.base}`);

  app.get('/robots.txt', {
    config: { open: true },
    schema: { hide: true },
    handler: (_request, reply) =>
      reply
        .type('text/plain; charset=utf-8')
        .send(
          [
            'User-agent: *',
            ...LEFT.map((path) => `Disallow: ${site.base}${path}`),
            `Sitemap: ${home()}/sitemap.xml`,
            '',
          ].join('\n'),
        ),
  });

  app.get('/sitemap.xml', {
    schema: { hide: true },
    handler: (_request, reply) =>
      reply
        .type('application/xml; charset=utf-8')
        .send(
          `${DECLARATION}<sitemapindex xmlns="${NAMESPACE}">${FOUND.map(
            (type) => `<sitemap><loc>${home()}/sitemaps/${TYPES[type].plural}.xml</loc></sitemap>`,
          ).join('')}</sitemapindex>`,
        ),
  });

  for (const type of FOUND) {
    const { plural } = TYPES[type];
    const parts = async function* () {
      yield `${DECLARATION}<urlset xmlns="${NAMESPACE}">`;
      let count = 0;
      for await (const records of listAll(store, readListRequest(type, { sort: sortShown(type), fields: 'id' }))) {
        const ids = records.map((json) => (JSON.parse(json) as { id: string }).id).slice(0, MOST - count);
        yield ids.map((id) => `<url><loc>${home()}/${plural}/${id}</loc></url>`).join('');
        count += ids.length;
        if (count === MOST) break;
      }
      yield '</urlset>';
    };
    app.get(`/sitemaps/${plural}.xml`, {
      schema: { hide: true },
      handler: (_request, reply) => reply.type('application/xml; charset=utf-8').send(Readable.from(parts())),
    });
  }
};
