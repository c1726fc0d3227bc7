import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CATALOGUE, type ErrorCode } from '../../model/errors.ts';
import { keyText, type Key } from '../../model/ids.ts';
import { ALL_TYPES, filtersOf, TYPES } from '../../model/types.ts';
import { contested } from '../../queries/contested.ts';
import { coverage } from '../../queries/coverage.ts';
import { facetPage } from '../../queries/facet-page.ts';
import { factKeys, labelsOf } from '../../queries/labels.ts';
import { listShown } from '../../queries/list-page.ts';
import { readEvidence } from '../../queries/links.ts';
import { linkMap } from '../../queries/map.ts';
import { readRecord } from '../../queries/record.ts';
import { searchShown } from '../../queries/search-page.ts';
import type { Store } from '../../store/port.ts';
import { sendTable } from '../routes/records.ts';
import { addressOf, pairsOf, asData, type Pairs } from './address.ts';
import { filled } from './context.tsx';
import { ContestedPage } from './contested.tsx';
import { CoveragePage } from './coverage.tsx';
import { FacetPage, filterName } from './facets.tsx';
import type { Page } from './frame.tsx';
import { sendLinkTable } from './link-table.ts';
import { ListPage } from './list.tsx';
import { given, rawOf, type AddPage, type Made } from './made.ts';
import { EvidencePage } from './evidence.tsx';
import { MapPage } from './map.tsx';
import { ErrorPage, ProblemsPage } from './problems.tsx';
import { SearchPage } from './search.tsx';
import { EN } from './texts.ts';

/*
 * Pages of many records: lists, search, the map of links, coverage, what is around a record.
 */

/** The same question asked of the interface. */
const alternatesOf = ({ url }: FastifyRequest) => ({
  alternates: [['application/json', `/v1${asData(url)}`]] as const,
});

const evidencePage = async (store: Store, request: FastifyRequest): Promise<Made> => {
  const { id: region, forumId: forum } = request.params as { id: string; forumId: string };
  const ends: Key[] = [
    { type: 'region', id: region },
    { type: 'forum', id: forum },
  ];
  const [first, second] = await Promise.all(ends.map((key) => readRecord(store, key)));
  if ('movedTo' in first! || 'movedTo' in second!)
    return {
      seeOther: `/regions/${'movedTo' in first! ? first.movedTo : region}/forums/${'movedTo' in second! ? second.movedTo : forum}/evidence`,
    };
  const found = await readEvidence(store, forum, region, given(rawOf(request)));
  const labels = await labelsOf(store, [
    ...ends,
    ...found.evidence.map(({ record }) => ({ type: record.type, id: record.id }) as Key),
    ...found.evidence.flatMap(factKeys),
  ]);
  const name = (key: Key): string => labels.get(keyText(key)) ?? key.id;
  const [path] = request.url.split('?', 1) as [string];
  const next =
    found.nextCursor === null ? null : addressOf(path, [...pairsOf(request.url), ['cursor', found.nextCursor]]);
  return {
    title: filled(EN.map.evidenceTitle, { forum: name(ends[1]!), region: name(ends[0]!) }),
    labels,
    forms: alternatesOf(request),
    children: <EvidencePage region={region} forum={forum} found={found} labels={labels} next={next} />,
  };
};

export const listPages = (app: FastifyInstance, page: AddPage, { store }: { store: Store }): void => {
  for (const { name, plural } of ALL_TYPES) {
    page(`/${plural}`, async (request, named) => {
      const list = await listShown(named, name, given(rawOf(request)));
      // The order of pages is not that of the interface where none is chosen: every address that leads on says it.
      const asked = pairsOf(request.url);
      const pairs: Pairs = asked.some(([parameter]) => parameter === 'sort') ? asked : [...asked, ['sort', list.sort]];
      const data = asData(addressOf(`/${plural}`, pairs));
      return {
        title: EN.types[name][1],
        about: TYPES[name].about,
        labels: list.labels,
        unlisted: request.url.includes('?'),
        forms: {
          alternates: [
            ['application/json', `/v1${data}`],
            ['text/csv', addressOf(`/${plural}.csv`, pairsOf(data))],
          ],
        },
        children: <ListPage list={list} path={`/${plural}`} pairs={pairs} />,
      };
    });
  }

  for (const { name, plural } of ALL_TYPES) {
    app.get(`/${plural}.csv`, {
      schema: { hide: true },
      handler: (request, reply) => sendTable(store, name, given(rawOf(request)), reply),
    });
  }

  for (const { name, plural } of ALL_TYPES) {
    page(`/facets/${plural}/:name`, async (request, named) => {
      const facet = (request.params as { name: string }).name;
      const { values, total, nextCursor } = await facetPage(named, name, facet, given(rawOf(request)));
      const filter = filtersOf(name).get(facet)!;
      const [things, pairs] = [EN.types[name][1], pairsOf(request.url)];
      const [path] = request.url.split('?', 1) as [string];
      return {
        title: filled(EN.list.facetTitle, { filter: filterName(EN, facet).toLowerCase(), things }),
        unlisted: true,
        forms: alternatesOf(request),
        children: (
          <FacetPage
            {...{ filter, counts: values, total, things, pairs, path: `/${plural}` }}
            next={nextCursor && addressOf(path, [...pairs, ['cursor', nextCursor]])}
          />
        ),
      };
    });
  }

  page('/search', async (request, named) => {
    const raw = given(rawOf(request));
    const q = typeof raw['q'] === 'string' ? raw['q'] : '';
    const shown = raw['q'] === undefined ? null : await searchShown(named, raw);
    return {
      title: shown === null ? EN.searchPage.title : filled(EN.searchPage.found, { q }),
      q,
      unlisted: true,
      ...(shown === null ? {} : { labels: shown.labels, forms: alternatesOf(request) }),
      children: <SearchPage q={q} shown={shown} pairs={pairsOf(request.url)} />,
    };
  });

  page('/map', async (request, named) => {
    const map = await linkMap(named, given(rawOf(request)));
    const pairs = pairsOf(request.url);
    const asked = pairsOf(asData(request.url)).filter(([name]) => name !== 'forums' && name !== 'regions');
    const broader = asked.flatMap(([name, values]) => (name === 'broader' ? values.split(',') : []));
    const labels = new Map([
      ...(await labelsOf(
        named,
        broader.map((id): Key => ({ type: 'region', id: id.replace(/^!/, '') })),
      )),
      ...map.forums.map(({ id, label }) => [`forum/${id}`, label] as const),
      ...map.regions.map(({ id, label }) => [`region/${id}`, label] as const),
    ]);
    return {
      title: EN.map.title,
      labels,
      unlisted: pairs.length > 0,
      forms: {
        alternates: [
          ['application/json', addressOf('/v1/links', asked)],
          ['text/csv', addressOf('/links.csv', asked)],
        ],
      },
      children: <MapPage map={map} pairs={pairs} />,
    };
  });

  app.get('/links.csv', {
    schema: { hide: true },
    handler: (request, reply) => sendLinkTable(store, given(rawOf(request)), reply),
  });

  page('/regions/:id/forums/:forumId/evidence', (request, named) => evidencePage(named, request));

  page('/positions', async (request, named) => {
    const found = await contested(named, given(rawOf(request)));
    const pairs = pairsOf(request.url);
    const against = addressOf('/v1/facets/statements/claim', [
      ...pairsOf(asData(request.url)),
      ['stance', 'denies,doubts'],
    ]);
    return {
      title: EN.contested.title,
      labels: found.labels,
      unlisted: pairs.length > 0,
      forms: { alternates: [['application/json', against]] },
      children: <ContestedPage found={found} pairs={pairs} />,
    };
  });

  page('/coverage', async (request, named) => {
    const { figures } = await coverage(named, given(rawOf(request)));
    return { title: EN.coverage.title, forms: alternatesOf(request), children: <CoveragePage figures={figures} /> };
  });
};

/** The catalogue of errors, or one of its entries, for people. */
export const problemsPage = (code: ErrorCode | null): Page => ({
  title: code === null ? EN.problems.title : CATALOGUE[code].title,
  forms: { alternates: [['application/json', code === null ? '/problems' : `/problems/${code}`]] },
  children: code === null ? <ProblemsPage /> : <ErrorPage code={code} />,
});
