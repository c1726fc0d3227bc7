import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALL_TYPES, filtersOf, TYPES } from '../../src/model/types.ts';
import { openNeo4j } from '../../src/store/neo4j/store.ts';
import type { Store } from '../../src/store/port.ts';
import { appOver, ask, serviceOver, theSeed } from '../support/http.ts';
import { emptyNeo4j } from '../support/neo4j-server.ts';
import { allKeys, write } from '../support/store.ts';
import { summit } from '../support/summit.ts';

/*
 * Every route of the published description answers on Neo4j byte for byte as on the embedded engine: over the seed and
 * a world in which every filter finds something, for records that are there and for some that are not.
 */

const uri = process.env['NEO4J_TEST_URI']!;
const PATHS = Object.entries(
  JSON.parse(readFileSync('openapi/openapi.json', 'utf8')).paths as Record<
    string,
    Record<
      string,
      { security?: object[]; parameters?: { name: string; in: string; schema: { enum?: readonly string[] } }[] }
    >
  >,
).flatMap(([path, { get }]) =>
  // Who asks is nothing of an engine; proposals, which only some may read, are tried on each in `contract/proposals`.
  path.startsWith('/v1') && get !== undefined && get.security === undefined
    ? [
        {
          path,
          parameters: (get.parameters ?? []).flatMap(({ name, in: place }) => (place === 'query' ? [name] : [])),
          names: (get.parameters ?? []).find(({ name, in: place }) => place === 'path' && name === 'name')?.schema.enum,
        },
      ]
    : [],
);
const FORMS = [
  'application/json',
  'application/x-ndjson',
  'application/ld+json',
  'application/x-bibtex',
  'application/vnd.citationstyles.csl+json',
  'text/plain',
];
const SHOWN = 4;

/** Both worlds in one store: they share no id. */
const both = async (store: Store): Promise<void> => {
  await theSeed(store);
  await write(store, ...summit());
};

describe('every route', () => {
  const embedded = serviceOver(both);
  let store: Store;
  let neo4j: FastifyInstance;
  /** Some ids of each type, by its plural; the last is of nobody. */
  const ids: Record<string, string[]> = {};

  beforeAll(async () => {
    await emptyNeo4j(uri);
    store = await openNeo4j({ uri, timeoutMs: 300_000 });
    await both(store);
    neo4j = await appOver(store);
    const keys = await allKeys(embedded.store);
    for (const { name, plural } of ALL_TYPES) {
      const of = keys.filter(({ type }) => type === name).map(({ id }) => id);
      ids[plural] = [
        ...Array.from({ length: Math.min(SHOWN, of.length) }, (_, i) => of[Math.floor((i * of.length) / SHOWN)]!),
        'nobody',
      ];
    }
  });

  afterAll(async () => {
    await neo4j?.close();
    await store?.close();
  });

  const same = async (url: string, accept = 'application/json'): Promise<number> => {
    const [one, other] = await Promise.all([
      embedded.ask(url, { headers: { accept } }),
      ask(neo4j, url, { headers: { accept } }),
    ]);
    const withoutTimes = (text: string): string => text.replaceAll(/"at":"[^"]*"/g, '"at":""');
    // A bundle names the state of the graph that it is of, by its number and time: each store has its own.
    const isBundle = url.endsWith('/bundle') && one.status === 200;
    const withoutState = (text: string): unknown => ({
      ...(JSON.parse(withoutTimes(text)) as object),
      asOf: null,
      digest: null,
    });
    // The log of each store has times of its own, and what is found best is ranked by each engine in its own way.
    const isLog = /\/(changes|revisions)(\/|\?|$)/.test(url);
    const isRanked = url.startsWith('/v1/search') && one.status === 200;
    const unranked = (text: string): unknown => {
      const { data, ...rest } = JSON.parse(text) as { data: { id: string; score: number }[] };
      return { ...rest, data: data.map(({ score: _score, ...hit }) => hit).toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
    };
    const told = (text: string): unknown => {
      if (isBundle) return withoutState(text);
      if (isRanked) return unranked(text);
      return isLog ? withoutTimes(text) : text;
    };
    const shown = ({ status, text, headers }: typeof one) => ({
      url,
      accept,
      status,
      text: told(text),
      type: headers['content-type'],
      etag: isBundle || isLog || isRanked ? null : headers['etag'],
      link: headers['link'],
      location: headers['location'],
    });
    expect(shown(other)).toEqual(shown(one));
    return one.status;
  };

  /** The addresses of a path for some records. */
  const addresses = (path: string): string[] => {
    if (path.endsWith('/{number}'))
      return addresses(path.replace('/{number}', '')).flatMap((address) =>
        [1, 2, 999].map((number) => `${address}/${number}`),
      );
    const [, , plural, ...rest] = path.split('/');
    if (!path.includes('{')) return [path];
    if (plural?.startsWith('{'))
      return ALL_TYPES.flatMap(({ plural: each }) =>
        ids[each]!.map((id) => `/v1/${each}/${id}/${rest.slice(1).join('/')}`),
      );
    const [forums] = [ids['forums'] ?? []];
    return ids[plural!]!.flatMap((id) =>
      path.split('{').length > 2
        ? forums.map((forum) => path.replace(/\{\w+\}/, id).replace(/\{\w+\}/, forum))
        : [path.replace(/\{\w+\}/, id)],
    );
  };

  it.each(PATHS)(
    '$path',
    async ({ path, parameters, names }) => {
      const found = new Set<number>();
      // A path by a name is one of a facet of a list.
      const all =
        names === undefined ? addresses(path) : [...names, 'nothing'].map((name) => path.replace('{name}', name));
      for (const address of all) {
        const asked = path.startsWith('/v1/search')
          ? '?q=peace'
          : path.startsWith('/v1/autocomplete')
            ? '?q=s'
            : path.startsWith('/v1/paths')
              ? '?from=actor/wang-yi&to=forum/brics'
              : '';
        for (const accept of FORMS) found.add(await same(`${address}${asked}`, accept));
        if (parameters.includes('limit') && !path.startsWith('/v1/search'))
          found.add(await same(`${address}${asked}${asked === '' ? '?' : '&'}limit=2`));
        if (parameters.includes('count') && asked === '') found.add(await same(`${address}?count=true&limit=1`));
      }
      expect([...found]).toContain(200);
    },
    240_000,
  );

  it.each(ALL_TYPES.map(({ plural, name }) => ({ plural, name })))(
    'the filters, facets and sorts of /v1/$plural',
    async ({ plural, name }) => {
      const filters = [...filtersOf(name).values()].filter(({ kind }) => !('text' in kind));
      for (const { name: filter, kind } of filters) {
        const values =
          'oneOf' in kind ? kind.oneOf.slice(0, 2) : 'ref' in kind ? ids[TYPES[kind.ref].plural]!.slice(0, 2) : [];
        for (const value of values) await same(`/v1/${plural}?${filter}=${value}&count=true&limit=3&facets=${filter}`);
      }
      for (const sort of Object.keys(TYPES[name].sorts))
        for (const sign of ['', '-']) await same(`/v1/${plural}?sort=${sign}${sort}&limit=7`);
    },
    240_000,
  );
});
