import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CATALOGUE, type ErrorCode } from '../../model/errors.ts';
import { keyText, type Key } from '../../model/ids.ts';
import { ALL_TYPES } from '../../model/types.ts';
import { referringGroups } from '../../queries/around.ts';
import { coverage } from '../../queries/coverage.ts';
import { factKeys, labelsOf } from '../../queries/labels.ts';
import { listShown } from '../../queries/list-page.ts';
import { readEvidence } from '../../queries/links.ts';
import { linkMap } from '../../queries/map.ts';
import { neighbourhood } from '../../queries/neighbourhood.ts';
import { paging, readParameters, type RawParameters } from '../../queries/parameters.ts';
import { address, paths } from '../../queries/paths.ts';
import { readRecord } from '../../queries/record.ts';
import { search } from '../../queries/search.ts';
import type { BaseView } from '../../model/define.ts';
import type { Store } from '../../store/port.ts';
import { sendTable } from '../routes/records.ts';
import { addressOf, pairsOf, withoutEmpty } from './address.ts';
import { filled } from './context.tsx';
import { CoveragePage } from './coverage.tsx';
import type { Page } from './frame.tsx';
import { GraphPage } from './graph.tsx';
import { ListPage } from './list.tsx';
import type { AddPage, Made } from './made.ts';
import { EvidencePage, MapPage } from './map.tsx';
import { ErrorPage, ProblemsPage } from './problems.tsx';
import { SearchPage } from './search.tsx';
import { EN } from './texts.ts';

/*
 * Pages of many records: lists, search, the map of links, coverage, what is around a record.
 */

const rawOf = (request: FastifyRequest): RawParameters => request.query as RawParameters;

/** The same question asked of the interface. */
const alternatesOf = ({ url }: FastifyRequest) => ({
  alternates: [['application/json', `/v1${withoutEmpty(url)}`]] as const,
});

/** A parameter that is empty was left out: forms send all of their fields. */
const given = (raw: RawParameters): RawParameters =>
  Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== ''));

const graphParameters = {
  from: address('The record that is looked around'),
  to: address('The record that a way is looked for to'),
  cursor: paging.cursor,
};

const graphPage = async (store: Store, request: FastifyRequest): Promise<Made> => {
  const { from: key, to: target, cursor } = readParameters({ from: '', ...given(rawOf(request)) }, graphParameters);
  if (key === undefined) throw new TypeError('from is read or refused');
  const [asked, to] = [keyText(key), target === undefined ? '' : keyText(target)];
  const found = await readRecord(store, key);
  if ('movedTo' in found) return { seeOther: `/graph?from=${key.type}/${found.movedTo}` };
  const near = await neighbourhood(store, key, { limit: '60', ...(cursor !== undefined && { cursor }) });
  if ('movedTo' in near) return { seeOther: `/graph?from=${key.type}/${near.movedTo}` };
  const ways = to === '' ? null : await paths(store, { from: asked, to });
  if (ways !== null && 'moved' in ways)
    return { seeOther: addressOf('/graph', Object.entries({ from: asked, to, ...ways.moved })) };
  const view = JSON.parse(found.json) as BaseView;
  return {
    title: filled(EN.graph.title, { label: view.label }),
    labels: new Map([[keyText(key), view.label]]),
    unlisted: true,
    forms: {
      alternates: [
        [
          'application/json',
          to === ''
            ? `/v1/${ALL_TYPES.find(({ name }) => name === key.type)!.plural}/${key.id}/neighbourhood`
            : `/v1/paths?from=${asked}&to=${to}`,
        ],
      ],
    },
    children: (
      <GraphPage
        shown={{ key, view, near, groups: referringGroups(near.groups, key), to: to === '' ? null : to, ways }}
      />
    ),
  };
};

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

const ROBOTS = [
  'User-agent: *',
  'Disallow: /v1/',
  'Disallow: /search',
  'Disallow: /graph',
  'Disallow: /login',
  'Disallow: /*?',
  '',
].join('\n');

export const listPages = (app: FastifyInstance, page: AddPage, { store }: { store: Store }): void => {
  for (const { name, plural } of ALL_TYPES) {
    page(`/${plural}`, async (request) => {
      const list = await listShown(store, name, given(rawOf(request)));
      return {
        title: EN.types[name]![1],
        labels: list.labels,
        unlisted: request.url.includes('?'),
        forms: {
          alternates: [
            ...alternatesOf(request).alternates,
            ['text/csv', addressOf(`/${plural}.csv`, pairsOf(request.url))],
          ],
        },
        children: <ListPage list={list} path={`/${plural}`} pairs={pairsOf(request.url)} />,
      };
    });
  }

  for (const { name, plural } of ALL_TYPES) {
    app.get(`/${plural}.csv`, {
      schema: { hide: true },
      handler: (request, reply) => sendTable(store, name, given(rawOf(request)), reply),
    });
  }

  page('/search', async (request) => {
    const raw = given(rawOf(request));
    const q = typeof raw['q'] === 'string' ? raw['q'] : '';
    const found = raw['q'] === undefined ? null : await search(store, { limit: '25', ...raw });
    return {
      title: found === null ? EN.searchPage.title : filled(EN.searchPage.found, { q }),
      q,
      unlisted: true,
      ...(found === null ? {} : { forms: alternatesOf(request) }),
      children: <SearchPage q={q} found={found} pairs={pairsOf(request.url)} />,
    };
  });

  page('/map', async () => {
    const map = await linkMap(store);
    const labels = new Map([
      ...map.forums.map(({ id, label }) => [`forum/${id}`, label] as const),
      ...map.regions.map(({ id, label }) => [`region/${id}`, label] as const),
    ]);
    return { title: EN.map.title, labels, children: <MapPage map={map} /> };
  });

  page('/regions/:id/forums/:forumId/evidence', (request) => evidencePage(store, request));

  page('/coverage', async (request) => {
    const { figures } = await coverage(store, given(rawOf(request)));
    return { title: EN.coverage.title, forms: alternatesOf(request), children: <CoveragePage figures={figures} /> };
  });

  page('/graph', (request) => graphPage(store, request));

  app.get('/robots.txt', {
    config: { open: true },
    schema: { hide: true },
    handler: (_request, reply) => reply.type('text/plain; charset=utf-8').send(ROBOTS),
  });
};

/** The catalogue of errors, or one of its entries, for people. */
export const problemsPage = (code: ErrorCode | null): Page => ({
  title: code === null ? EN.problems.title : CATALOGUE[code].title,
  forms: { alternates: [['application/json', code === null ? '/problems' : `/problems/${code}`]] },
  children: code === null ? <ProblemsPage /> : <ErrorPage code={code} />,
});
