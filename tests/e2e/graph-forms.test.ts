import { describe, expect, it } from 'vitest';
import { RECORDS } from '../../openapi/examples.ts';
import { ALL_TYPES } from '../../src/model/types.ts';
import { serviceOver, worldOf, theSeed } from '../support/http.ts';
import { byPython, missing, titled } from '../support/readers.ts';
import { HOSTILE } from '../support/hostile.ts';
import { actor, claim, passage, source, statement } from '../support/world.ts';

/*
 * Graphs and linked data, read by programs of others: networkx reads GraphML, rdflib Turtle and JSON-LD.
 */

const seed = serviceOver(theSeed);
const hostile = serviceOver(
  worldOf(
    ...HOSTILE.map((name, i) =>
      actor(`actor-${i}`, { name: name.trim() === '' ? 'Nobody' : name, alternativeNames: [] }),
    ),
    source('book'),
    passage('span', { source: 'book' }),
    claim('round'),
    statement('no', {
      speakers: ['actor-0'],
      claims: [{ claim: 'round', stance: 'denies' }],
      passages: ['span'],
      said: '2025-02-21',
    }),
  ),
);
const GRAPHML = 'application/graphml+xml';
const TURTLE = 'text/turtle';
const LD = 'application/ld+json';
const textOf = async (service: typeof seed, url: string, accept: string): Promise<string> => {
  const { status, text, headers } = await service.ask(url, { headers: { accept } });
  expect([status, headers['content-type']], text.slice(0, 300)).toEqual([200, `${accept}; charset=utf-8`]);
  return text;
};
const GRAPHS = [
  '/v1/statements?speaker=sergey-lavrov&limit=3',
  '/v1/actors?limit=5',
  '/v1/actors/sergey-lavrov/neighbourhood?limit=20',
  '/v1/paths?from=actor/sergey-lavrov&to=source/chinese-mfa-wang-yi-meets-lavrov',
];

describe.skipIf(missing.networkx)(titled('GraphML', missing.networkx), () => {
  it('of a neighbourhood is the record, those around it, and the fields that join them', async () => {
    const { data } = await seed.get('/v1/actors/sergey-lavrov/neighbourhood?limit=20');
    const read = byPython('graphml', await textOf(seed, '/v1/actors/sergey-lavrov/neighbourhood?limit=20', GRAPHML));
    expect(read.directed).toBe(true);
    expect(read.nodes['actor/sergey-lavrov']).toEqual({ label: 'Sergey Lavrov', type: 'actor' });
    expect(new Set(Object.keys(read.nodes))).toEqual(
      new Set(['actor/sergey-lavrov', ...data.map(({ record }: any) => `${record.type}/${record.id}`)]),
    );
    for (const { direction, field, record } of data) {
      const ends = ['actor/sergey-lavrov', `${record.type}/${record.id}`];
      expect(read.edges).toContainEqual([...(direction === 'out' ? ends : ends.toReversed()), field]);
    }
  });

  it('of paths has every step', async () => {
    const url = GRAPHS[3]!;
    const { data } = await seed.get(url);
    const read = byPython('graphml', await textOf(seed, url, GRAPHML));
    for (const { from, to } of data.paths.flatMap(({ steps }: any) => steps))
      expect(read.edges.map(([a, b]: string[]) => new Set([a, b]))).toContainEqual(
        new Set([`${from.type}/${from.id}`, `${to.type}/${to.id}`]),
      );
  });

  it('of a list has its records and what they refer to, page by page', async () => {
    const answer = await seed.ask('/v1/statements?limit=5', { headers: { accept: GRAPHML } });
    const read = byPython('graphml', answer.text);
    const { data } = await seed.get('/v1/statements?limit=5');
    for (const { id, speakers } of data)
      for (const speaker of speakers)
        expect(read.edges).toContainEqual([`statement/${id}`, `actor/${speaker}`, 'speakers']);
    expect(answer.headers['link']).toMatch(/rel="next"/);
  });

  it('holds names whatever stands in them', async () => {
    const read = byPython('graphml', await textOf(hostile, '/v1/actors?limit=200', GRAPHML));
    const { data } = await hostile.get('/v1/actors?limit=200');
    for (const { id, label } of data)
      expect(read.nodes[`actor/${id}`].label).toBe(
        label.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ''),
      );
  });
});

describe.skipIf(missing.python)(titled('Turtle', missing.python), () => {
  it.each(GRAPHS)('of %s says what the JSON-LD says', async (url) => {
    const triples = byPython('turtle', await textOf(seed, url, TURTLE));
    expect(triples.length).toBeGreaterThan(5);
    expect(triples).toEqual(byPython('rdf', await textOf(seed, url, LD)));
  });

  it.each(ALL_TYPES)('of a $name says what its JSON-LD says', async ({ name, plural }) => {
    const url = `/v1/${plural}/${RECORDS[name]}`;
    const linked = name === 'claim' || name === 'statement';
    const document = (await seed.ask(url, { headers: { accept: LD } })).text;
    const triples = byPython('turtle', await textOf(seed, url, TURTLE));
    expect(triples).toEqual(byPython('rdf', document));
    const of = triples.filter(([subject]: string[]) => subject === `urn:dictum:${name}/${RECORDS[name]}`);
    expect(of.length).toBeGreaterThan(linked ? 2 : 1);
    expect(of.map(([, predicate]: string[]) => predicate)).toContain('https://schema.org/name');
  });

  it.each(['claims/relations-will-deepen', 'statements/lavrov-2025-02-20-deepening'])(
    'of the provenance of %s is PROV-O, as many triples as its JSON-LD',
    async (path) => {
      const url = `/v1/${path}/provenance`;
      // Nodes without a name have another one each time.
      const count = (triples: string[][]): string[] => triples.map(([, predicate]) => predicate!).sort();
      const read = byPython('turtle', await textOf(seed, url, TURTLE));
      const document = (await seed.ask(url, { headers: { accept: LD } })).text;
      expect(count(read)).toEqual(count(byPython('rdf', document)));
      expect(count(read)).toContain('http://www.w3.org/ns/prov#wasDerivedFrom');
    },
  );

  it('holds names whatever stands in them', async () => {
    const triples = byPython('turtle', await textOf(hostile, '/v1/actors?limit=200', TURTLE));
    expect(triples).toEqual(byPython('rdf', await textOf(hostile, '/v1/actors?limit=200', LD)));
  });
});

describe('a claim in the words of schema.org', () => {
  it('is reviewed by whoever denies it', async () => {
    const document = await hostile.get('/v1/claims/round', LD);
    expect(document['@graph']).toContainEqual(
      expect.objectContaining({
        '@type': 'schema:ClaimReview',
        'schema:itemReviewed': { '@id': 'dictum:claim/round' },
        'schema:author': [{ '@id': 'dictum:actor/actor-0' }],
        'schema:isBasedOn': { '@id': 'dictum:statement/no' },
        'schema:reviewBody': 'denies',
      }),
    );
  });
});

describe('what a graph cannot hold', () => {
  it('is refused by name, and every other form is told in the head', async () => {
    const { status, body } = await seed.ask('/v1/statements?fields=label&facets=speaker', {
      headers: { accept: GRAPHML },
    });
    expect([status, body['errors'].map(({ parameter }: any) => parameter)]).toEqual([400, ['fields', 'facets']]);
    const { headers } = await seed.ask('/v1/topics/maritime-security');
    expect(headers['link']).toContain('rel="alternate"; type="text/turtle"');
  });
});
