import jsonld from 'jsonld';
import { describe, expect, it } from 'vitest';
import { serviceOver, theSeed, worldOf, type Json } from '../../support/http.ts';
import { summit } from '../../support/summit.ts';
import { actor, claim, event, relation, source, statement } from '../../support/world.ts';

/*
 * The JSON-LD documents, read as a processor of linked data reads them: without the network, and losing nothing.
 */

const seed = serviceOver(theSeed);
const small = serviceOver(
  worldOf(
    ...summit(),
    claim('counter', { text: 'The other side of it' }),
    source('odd', { csl: { type: 'webpage', title: 'Odd “address” {x}', URL: 'https://x.y/a|b?q={1}^`' } }),
    relation('correction', {
      kind: 'corrects',
      from: { type: 'claim', id: 'counter' },
      to: { type: 'claim', id: 'shared' },
      author: 'author',
      note: 'Not quite.',
    }),
    actor('envoy', {
      kind: 'person',
      represents: [
        { actor: 'state-a', office: 'Envoy', from: '2010', to: '2014' },
        { actor: 'state-b', office: 'Envoy', from: '2016' },
      ],
    }),
    claim('borders'),
    event('fair', { date: '2012-05-01/2012-05-03' }),
    event('fair-goes-on', { date: '2018-05/..' }),
    statement('said-for-a', {
      speakers: ['envoy'],
      claims: ['borders'],
      passages: ['span-1'],
      said: '2012-05-02',
      event: 'fair',
    }),
    statement('said-for-b', {
      speakers: ['envoy'],
      claims: ['borders'],
      passages: ['span-1'],
      said: '2018',
      event: 'fair-goes-on',
    }),
    statement('dated', { speakers: ['state-b'], claims: ['counter'], passages: ['span-1'], said: '2025-02-21' }),
    statement('dated-later', { speakers: ['state-a'], claims: ['counter'], passages: ['span-1'], said: '2025-02-22' }),
    statement('about-when', { speakers: ['state-a'], claims: ['outlook'], passages: ['span-1'], said: '2025-02~' }),
  ),
);

const SCHEMA = 'application/ld+json;profile="https://schema.org"';
const PROV = 'application/ld+json;profile="http://www.w3.org/ns/prov#"';
const offline = async (url: string): Promise<never> => {
  throw new Error(`fetched ${url}`);
};
const options = { documentLoader: offline, safe: true } as object;

const documentsOf = async (): Promise<[string, Json][]> => {
  const urls = [
    ...(
      await Promise.all(
        ['statements', 'claims'].map(async (plural) =>
          (await seed.get(`/v1/${plural}?limit=200&fields=id`))['data'].map(({ id }: Json) => [
            seed,
            `/v1/${plural}/${id}`,
          ]),
        ),
      )
    )
      .flat()
      .filter((_, i) => i % 5 === 0),
    ...[
      'statements/said-by-a',
      'statements/concluded',
      'statements/said-by-both',
      'statements/about-when',
      'claims/shared',
      'claims/counter',
      'claims/pipelines',
    ].map((path) => [small, `/v1/${path}`]),
  ] as [typeof seed, string][];
  const found: [string, Json][] = [];
  for (const [service, url] of urls)
    for (const accept of [SCHEMA, PROV]) found.push([`${url} ${accept}`, await service.get(url, accept)]);
  return found;
};

/** The IRI that a compact one stands for. */
const full = (context: Json, compact: string): string => {
  const [prefix, rest] = [compact.slice(0, compact.indexOf(':')), compact.slice(compact.indexOf(':') + 1)];
  return Object.hasOwn(context, prefix) ? `${context[prefix]}${rest}` : compact;
};

describe('every document', () => {
  it('is read without the network, and no property of it is lost', async () => {
    for (const [name, document] of await documentsOf()) {
      const expanded = (await jsonld.expand(document, options)) as Json[];
      expect(expanded).toHaveLength(document['@graph'].length);
      document['@graph'].forEach((node: Json, i: number) => {
        const keys = Object.keys(node).map((key) => (key.startsWith('@') ? key : full(document['@context'], key)));
        expect(Object.keys(expanded[i]!).sort(), `${name} ${node['@id']}`).toEqual(keys.sort());
        for (const [key, value] of Object.entries(node))
          if (!key.startsWith('@'))
            expect(expanded[i]![full(document['@context'], key)], `${name} ${key}`).toHaveLength([value].flat().length);
      });
    }
  });

  it('describes every record that it names, with a type, and has absolute addresses only', async () => {
    for (const [name, document] of await documentsOf()) {
      const expanded = (await jsonld.expand(document, options)) as Json[];
      const described = new Map(expanded.map((node) => [node['@id'] as string, node['@type'] as string[] | undefined]));
      for (const [id, types] of described)
        expect([id, types?.every((type) => /^https?:/.test(type))], name).toEqual([id, true]);
      JSON.stringify(expanded, (key, value) => {
        if (key === '@id' || key === '@type')
          for (const address of [value].flat()) expect(address, name).toMatch(/^(https?|urn):[^\s{}|\\^`<>"]+$/);
        if (key === '@id' && value.startsWith('urn:')) expect(described.has(value), `${name}: ${value}`).toBe(true);
        return value;
      });
    }
  });

  it('becomes N-Quads in safe mode, dates typed', async () => {
    for (const [name, document] of await documentsOf()) {
      const quads = (await jsonld.toRDF(document, { ...options, format: 'application/n-quads' })) as unknown as string;
      expect(quads.split('\n').length, name).toBeGreaterThan(5);
      expect(quads).not.toMatch(/"\d{4}-\d\d(-\d\d)?[~?%]?"(?!\^\^)/);
    }
    const when = (await jsonld.toRDF(await small.get('/v1/statements/about-when', SCHEMA), {
      ...options,
      format: 'application/n-quads',
    })) as unknown as string;
    expect(when).toContain('"2025-02~"^^<http://id.loc.gov/datatypes/edtf/EDTF>');
    const day = (await jsonld.toRDF(await small.get('/v1/statements/said-by-a', SCHEMA), {
      ...options,
      format: 'application/n-quads',
    })) as unknown as string;
    expect(day).toContain('"2025-02-20"^^<http://www.w3.org/2001/XMLSchema#date>');
  });
});

describe('PROV-O', () => {
  /** What PROV-O says of each property that is used: what has it, and what it leads to. */
  const PROPERTIES: Readonly<Record<string, readonly [domain: string, range: string]>> = {
    wasGeneratedBy: ['Entity', 'Activity'],
    wasAttributedTo: ['Entity', 'Agent'],
    wasDerivedFrom: ['Entity', 'Entity'],
    wasQuotedFrom: ['Entity', 'Entity'],
    hadPrimarySource: ['Entity', 'Entity'],
    specializationOf: ['Entity', 'Entity'],
    wasAssociatedWith: ['Activity', 'Agent'],
    qualifiedDelegation: ['Agent', 'Delegation'],
    agent: ['Delegation', 'Agent'],
    hadActivity: ['Delegation', 'Activity'],
  };

  it('has each property only where its domain and range allow', async () => {
    const used = new Set<string>();
    for (const [name, document] of (await documentsOf()).filter(([name]) => name.endsWith(PROV))) {
      const types = new Map<string, string[]>(
        document['@graph'].map((node: Json) => [node['@id'], [node['@type']].flat()]),
      );
      for (const node of document['@graph'] as Json[]) {
        for (const [key, value] of Object.entries(node).filter(([key]) => key.startsWith('prov:'))) {
          const property = key.slice('prov:'.length);
          used.add(property);
          expect(Object.keys(PROPERTIES), name).toContain(property);
          const [domain, range] = PROPERTIES[property]!;
          expect(types.get(node['@id']), `${name} ${node['@id']} ${key}`).toContain(`prov:${domain}`);
          for (const target of [value].flat())
            expect(types.get(target['@id']), `${name} ${key} ${target['@id']}`).toContain(`prov:${range}`);
        }
      }
    }
    expect([...used].sort()).toEqual(Object.keys(PROPERTIES).sort());
  });

  it('has somebody act for others in the act of asserting, and not at all times', async () => {
    const nodes = (await small.get('/v1/claims/borders/provenance', PROV))['@graph'] as Json[];
    const delegations = nodes.filter((node) => node['@type'] === 'prov:Delegation');
    expect(delegations.map((node) => [node['prov:agent']['@id'], node['prov:hadActivity']['@id']])).toEqual([
      ['dictum:actor/state-a', 'dictum:assertion/said-for-a'],
      ['dictum:actor/state-b', 'dictum:assertion/said-for-b'],
    ]);
    expect(nodes.find((node) => node['@id'] === 'dictum:actor/envoy')).toMatchObject({
      'prov:qualifiedDelegation': delegations.map((node) => ({ '@id': node['@id'] })),
    });
    expect(JSON.stringify(nodes)).not.toContain('actedOnBehalfOf');
  });

  it('tells quoted words from what is only derived', async () => {
    const node = async (id: string) =>
      (await small.get(`/v1/statements/${id}`, PROV))['@graph'].find(
        (each: Json) => each['@id'] === `dictum:statement/${id}`,
      );
    expect(await node('concluded')).toMatchObject({ 'prov:wasQuotedFrom': { '@id': 'dictum:passage/span-4' } });
    expect(await node('concluded')).toMatchObject({ 'prov:wasDerivedFrom': { '@id': 'dictum:passage/span-4' } });
    expect(await node('said-by-a')).toMatchObject({ 'prov:wasDerivedFrom': { '@id': 'dictum:passage/span-2' } });
    expect(await node('said-by-a')).not.toHaveProperty('prov:wasQuotedFrom');
  });
});

describe('schema.org', () => {
  const graphOf = async (url: string): Promise<Map<string, Json>> =>
    new Map((await small.get(url, SCHEMA))['@graph'].map((node: Json) => [node['@id'], node]));

  it('has a quotation only where there are words of the speaker', async () => {
    const quoted = (await graphOf('/v1/statements/concluded')).get('dictum:statement/concluded');
    expect(quoted).toMatchObject({
      '@type': 'schema:Quotation',
      'schema:text': ['order'],
      'schema:author': [{ '@id': 'dictum:actor/author' }],
    });
    const reported = (await graphOf('/v1/statements/said-by-a')).get('dictum:statement/said-by-a')!;
    expect(reported).toMatchObject({
      '@type': 'schema:Statement',
      'schema:name': 'Both want peace',
      'schema:citation': [{ '@id': 'dictum:source/report-b' }],
      'schema:recordedAt': { '@id': 'dictum:event/talks' },
    });
    expect(reported).not.toHaveProperty('schema:text');
  });

  it('has a review where somebody disputes or corrects, by its author and without a rating', async () => {
    const graph = await graphOf('/v1/claims/shared');
    expect(graph.get('dictum:relation/correction')).toEqual({
      '@id': 'dictum:relation/correction',
      '@type': 'schema:ClaimReview',
      'schema:name': 'The other side of it corrects Both want peace',
      'schema:claimReviewed': 'Both want peace',
      'schema:itemReviewed': { '@id': 'dictum:claim/shared' },
      'schema:author': { '@id': 'dictum:actor/author' },
      'schema:isBasedOn': { '@id': 'dictum:claim/counter' },
      'schema:reviewBody': 'Not quite.',
      'cito:corrects': { '@id': 'dictum:claim/shared' },
    });
    expect([...graph.values()].filter((node) => node['@type'] === 'schema:ClaimReview')).toHaveLength(1);
    expect((await graphOf('/v1/statements/said-by-a')).get('dictum:relation/b-disputes-a')).toMatchObject({
      '@type': 'schema:ClaimReview',
    });
    expect(JSON.stringify([...graph.values()])).not.toMatch(/[rR]ating/);
    expect(
      [...(await graphOf('/v1/claims/pipelines')).values()].some((node) => node['@type'] === 'schema:ClaimReview'),
    ).toBe(false);
  });

  it('names a first appearance only where each is dated to the day', async () => {
    expect((await graphOf('/v1/claims/counter')).get('dictum:claim/counter')).toMatchObject({
      'schema:firstAppearance': { '@id': 'dictum:statement/dated' },
      'schema:author': [{ '@id': 'dictum:actor/state-b' }, { '@id': 'dictum:actor/state-a' }],
    });
    expect((await graphOf('/v1/claims/shared')).get('dictum:claim/shared')).not.toHaveProperty(
      'schema:firstAppearance',
    );
  });
});

describe('what stands for an address or a time', () => {
  const nodeOf = async (url: string, id: string): Promise<Json> =>
    (await small.get(url, SCHEMA))['@graph'].find((node: Json) => node['@id'] === id);

  it('has both ends of an event, each as precise as it is known', async () => {
    expect(await nodeOf('/v1/statements/said-for-a', 'dictum:event/fair')).toMatchObject({
      'schema:startDate': { '@value': '2012-05-01', '@type': 'xsd:date' },
      'schema:endDate': { '@value': '2012-05-03', '@type': 'xsd:date' },
    });
    const open = await nodeOf('/v1/statements/said-for-b', 'dictum:event/fair-goes-on');
    expect(open).toMatchObject({ 'schema:startDate': { '@value': '2018-05', '@type': 'xsd:gYearMonth' } });
    expect(open).not.toHaveProperty('schema:endDate');
  });
});

describe('the profile', () => {
  const typeOf = async (url: string, accept: string) =>
    (await small.ask(url, { headers: { accept } })).headers['content-type'];

  it('is that of the route when none is named', async () => {
    for (const url of ['/v1/statements/said-by-a', '/v1/claims/shared']) {
      expect(await typeOf(url, 'application/ld+json')).toBe(`${SCHEMA}; charset=utf-8`);
      expect(await typeOf(`${url}/provenance`, 'application/ld+json')).toBe(`${PROV}; charset=utf-8`);
      expect((await small.ask(url, { headers: { accept: PROV } })).text).toBe(
        (await small.ask(`${url}/provenance`, { headers: { accept: PROV } })).text,
      );
      expect(
        (
          await small.ask(`${url}/provenance`, {
            headers: { accept: 'application/ld+json; profile="https://schema.org/"' },
          })
        ).text,
      ).toBe((await small.ask(url, { headers: { accept: SCHEMA } })).text);
    }
  });

  it('that is not known is answered with those that are', async () => {
    const { status, body } = await small.ask('/v1/claims/shared', {
      headers: { accept: 'application/ld+json;profile="https://example.org"' },
    });
    expect([status, body['detail']]).toEqual([406, expect.stringContaining('profile="https://schema.org"')]);
  });

  it.each([SCHEMA, PROV])('goes on page by page where a claim has many statements, as %s', async (accept) => {
    const first = await small.ask('/v1/claims/shared/provenance?limit=1', { headers: { accept } });
    const next = await small.ask(/^<([^>]*)>/.exec(first.headers['link']!)![1]!, { headers: { accept } });
    const statements = [first, next].map(
      ({ body }) => new Set(JSON.stringify(body).match(/dictum:statement\/said-by-[ab]/g)),
    );
    expect(statements).toEqual([new Set(['dictum:statement/said-by-b']), new Set(['dictum:statement/said-by-a'])]);
    expect(next.headers['link']).not.toContain('rel="next"');
  });

  it.each([
    '/v1/claims/shared',
    '/v1/claims/shared/provenance',
    '/v1/statements/said-by-a',
    '/v1/statements/said-by-a/provenance',
  ])('holds whole chains only: %s refuses fields', async (url) => {
    for (const fields of ['chains.statement.id', url.startsWith('/v1/claims') ? 'claim' : 'statement']) {
      const { status, body } = await small.ask(`${url}?fields=${fields}`, { headers: { accept: PROV } });
      expect([status, body['errors']]).toEqual([
        400,
        [expect.objectContaining({ parameter: 'fields', code: 'unknown-parameter' })],
      ]);
    }
  });

  it('leaves no parameter unread', async () => {
    expect((await small.ask('/v1/statements/said-by-a?fields=id', { headers: { accept: SCHEMA } })).status).toBe(400);
    expect((await small.ask('/v1/statements/no-such', { headers: { accept: SCHEMA } })).status).toBe(404);
  });
});
