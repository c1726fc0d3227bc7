import { beforeAll, describe, expect, it } from 'vitest';
import { besideChains } from '../../../src/model/beside-chains.ts';
import { tellFacts } from '../../../src/queries/facts.ts';
import { serviceOver, type Json } from '../../support/http.ts';
import { view, withoutRevisions, write } from '../../support/store.ts';
import { actor, citation, claim, passage, source, statement } from '../../support/world.ts';
import { theSeed } from '../../support/http.ts';

/*
 * What very many documents print: provenance in pages, each as large as what it shows.
 */

const FEW = 300;
const MANY = 600;

/** A claim whose one statement so many papers print; every third names in a footnote the agency that it has it from. */
const printed = (name: string, count: number) => {
  const papers = [...Array(count).keys()];
  return [
    claim(name),
    ...papers.flatMap((i) => [
      actor(`${name}-press-${i}`, { kind: 'institution' }),
      source(`${name}-paper-${i}`, { publisher: `${name}-press-${i}` }),
      passage(`${name}-span-${i}`, { source: `${name}-paper-${i}`, citations: i % 3 === 0 ? ['note'] : [] }),
    ]),
    statement(`said-${name}`, { claims: [name], said: '2025', passages: papers.map((i) => `${name}-span-${i}`) }),
  ];
};

const service = serviceOver((store) =>
  write(
    store,
    actor('speaker-a'),
    actor('agency', { kind: 'institution', name: 'Agency' }),
    source('wire', { csl: { type: 'article-newspaper', title: 'Wire' }, publisher: 'agency' }),
    citation('note', { source: 'wire', marker: '1' }),
    ...printed('few', FEW),
    ...printed('many', MANY),
  ),
);
const ADDRESSES = ['/v1/claims/many/provenance', '/v1/statements/said-many/provenance'] as const;
const INCLUDE = 'include=statement,speakers,passage,recordedIn,citation,source,publisher';

/** Every page of an address. */
const pagesOf = async (url: string): Promise<Json[]> => {
  const pages: Json[] = [];
  for (let next: string | undefined = url; next !== undefined; next = pages.at(-1)!['links'].next)
    pages.push(await service.get(next));
  return pages;
};
const chainsOf = (pages: readonly Json[]): Json[] => pages.flatMap(({ data }) => data.chains);

describe.each(ADDRESSES)('the chains of %s', (url) => {
  it('come in pages of fifty, or of as many as are asked for, with the next in links, page and head', async () => {
    const first = await service.ask(url);
    expect([first.body['data'].chains.length, first.body['page'].limit]).toEqual([50, 50]);
    const next = `${url}?cursor=${first.body['page'].nextCursor}`;
    expect([first.body['links'], first.headers['link']!.split(', ')[0]]).toEqual([
      { self: url, next },
      `<${next}>; rel="next"`,
    ]);
    const pages = await pagesOf(`${url}?limit=200`);
    expect(pages.map(({ data }) => data.chains.length)).toEqual([200, 200, 200]);
    expect([pages.at(-1)!['page'], pages.at(-1)!['links'].next]).toEqual([{ limit: 200, nextCursor: null }, undefined]);
  });

  it('are each there once and in one order, whichever way they are asked for', async () => {
    const spans = [...Array(MANY).keys()].map((i) => `many-span-${i}`);
    expect(chainsOf(await pagesOf(`${url}?limit=170`)).map(({ passage: { id } }) => id)).toEqual(spans);
    expect(chainsOf(await pagesOf(`${url}?limit=130&${INCLUDE}`)).map(({ passage: id }) => id)).toEqual(spans);
    expect(chainsOf(await pagesOf(`${url}?limit=90&fields=chains.passage.id`)).map((chain) => chain)).toEqual(
      spans.map((id) => ({ passage: { type: 'passage', id } })),
    );
  });

  it('make answers as large as their pages', async () => {
    for (const parameters of ['limit=10', `limit=10&${INCLUDE}`, 'limit=10&fields=chains.directness']) {
      const size = async (of: string): Promise<number> => (await service.ask(`${of}?${parameters}`)).text.length;
      const [small, large] = [await size(url.replace('many', 'few')), await size(url)];
      expect(large, parameters).toBeLessThan(1.1 * small);
      expect(large, parameters).toBeLessThan(50_000);
    }
  });

  it('hold of the statement what belongs to each of them', async () => {
    const { data } = await service.get(`${url}?limit=2`);
    for (const { statement: own, passage: span, recordedIn } of data.chains) {
      expect([own.passages, own.sources]).toEqual([[span.id], [recordedIn.id]]);
      expect([own.counts.passages, own.counts.sources, own.chainCount]).toEqual([MANY, MANY, MANY]);
      expect(own).not.toHaveProperty('chains');
    }
  });

  it('are counted where that is asked for', async () => {
    expect((await service.get(`${url}?count=true&limit=1`))['page'].total).toBe(MANY);
    expect((await service.get(`${url}?limit=1`))['page']).not.toHaveProperty('total');
  });

  it('tell the corroboration of all of them on each page', async () => {
    const pages = await pagesOf(`${url}?limit=200`);
    const told = pages.map(({ data }) => data.corroboration ?? data.claims[0].corroboration);
    expect(told[0]).toMatchObject({ statements: 1, passages: MANY, sources: 1 + (MANY * 2) / 3 });
    expect(new Set(told.map((each) => JSON.stringify(each))).size).toBe(1);
  });

  it('with include hold ids, and each record once beside them', async () => {
    const [first, ...rest] = await pagesOf(`${url}?limit=200&${INCLUDE}`);
    const { data, included } = first!;
    const stored = await view(service.store, 'statement', 'said-many');
    const [told] = await tellFacts(service.store, [JSON.stringify(stored.chains[0])]);
    expect(data.chains[0]).toEqual({ statement: 'said-many', speakers: ['speaker-a'], ...JSON.parse(told!) });
    expect(data.chains[0]).toMatchObject({ passage: 'many-span-0', recordedIn: 'many-paper-0', source: 'wire' });
    expect(Object.keys(included)).toEqual(['actors', 'citations', 'passages', 'sources', 'statements']);
    expect(Object.keys(included.actors)).toEqual(['agency', 'speaker-a']);
    expect([Object.keys(included.passages).length, Object.keys(included.sources).length]).toEqual([200, 201]);
    const { chains: _chains, ...own } = besideChains(stored, data.chains);
    expect(Object.keys(included.statements)).toEqual(['said-many']);
    expect(withoutRevisions(included.statements['said-many'])).toEqual(own);
    expect(withoutRevisions(included.passages['many-span-7'])).toEqual(
      await view(service.store, 'passage', 'many-span-7'),
    );
    for (const page of rest)
      expect(Object.keys(page['included'].passages).filter((id) => id in included.passages)).toEqual([]);
  });

  it('go further from what they name, and bring nothing that is not asked for', async () => {
    const { included } = await service.get(`${url}?limit=3&include=recordedIn.publisher`);
    expect(Object.fromEntries(Object.entries<Json>(included).map(([type, of]) => [type, Object.keys(of)]))).toEqual({
      actors: ['many-press-0', 'many-press-1', 'many-press-2'],
      sources: ['many-paper-0', 'many-paper-1', 'many-paper-2'],
    });
    const reduced = await service.get(`${url}?limit=1&include=speakers&fields=chains.passage,chains.endsAt.source`);
    expect(reduced['data']).toEqual({ chains: [{ passage: 'many-span-0', endsAt: { source: 'wire' } }] });
    expect(Object.keys(reduced['included'].actors)).toEqual(['speaker-a']);
  });

  it.each([
    ['include=sources', 'include', 'unknown-include', /sources.*did you mean source\?/],
    ['include=source.publishers', 'include', 'unknown-include', /publishers.*publisher/],
    ['include=', 'include', 'invalid-value', /empty/],
    ['include=source&fields=chains.source.title', 'fields', 'unknown-field', /title/],
    ['limit=0', 'limit', 'invalid-value', /1 to 200/],
    ['limit=201', 'limit', 'invalid-value', /1 to 200/],
    ['count=yes', 'count', 'invalid-value', /true nor false/],
  ])('refuse %s, and say what is meant', async (parameters, parameter, code, detail) => {
    const { status, body } = await service.ask(`${url}?${parameters}`);
    expect([status, body['errors']]).toEqual([
      400,
      [expect.objectContaining({ parameter, code, detail: expect.stringMatching(detail) })],
    ]);
  });

  it('refuse the cursor of others, and one that was altered', async () => {
    const cursor = (await service.get(`${url}?limit=1`))['page'].nextCursor as string;
    expect((await service.ask(`${url.replace('many', 'few')}?cursor=${cursor}`)).body['code']).toBe('cursor-mismatch');
    const [binding, ...parts] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    for (const altered of [-1, 0.5, null, '0', 1e300]) {
      const forged = Buffer.from(JSON.stringify([binding, ...parts.slice(0, 4), altered])).toString('base64url');
      expect((await service.ask(`${url}?cursor=${forged}`)).body['code']).toBe('invalid-cursor');
    }
  });

  it.each([
    ['application/vnd.citationstyles.csl+json', /"id":"(wire|many-paper-\d+)"/g],
    ['application/x-bibtex', /\{(wire|many-paper-\d+),/g],
    ['application/x-research-info-systems', /^(?:T1|TI) {2}- (.*?)\r?$/gm],
    ['text/plain', /(many-paper-\d+|Wire)/gi],
    ['application/ld+json', /dictum:source\/(many-paper-\d+)"/g],
    ['application/ld+json;profile="https://schema.org"', /dictum:source\/(many-paper-\d+)"/g],
  ])('are in pages as %s too', async (accept, cited) => {
    const found = new Map<string, number>();
    let pages = 0;
    for (let next: string | null = `${url}?limit=200`; next !== null; pages++) {
      const answer = await service.ask(next, { headers: { accept } });
      expect(answer.status).toBe(200);
      const text = answer.text;
      for (const of of new Set([...text.matchAll(cited)].map(([, id]) => id!.toLowerCase())))
        found.set(of, (found.get(of) ?? 0) + 1);
      next = /^<([^>]*)>; rel="next"/.exec(answer.headers['link'] ?? '')?.[1] ?? null;
    }
    expect(pages).toBe(3);
    // Every third paper rests on the wire.
    const papers = accept.startsWith('application/ld+json') ? MANY : (MANY * 2) / 3;
    const own = [...found].filter(([id]) => id.startsWith('many-paper-'));
    expect([own.length, own.every(([, times]) => times === 1)]).toEqual([papers, true]);
  });
});

describe('a statement that very many documents print', () => {
  it('is answered, listed, and led around, with the first of its chains', async () => {
    const record = await service.get('/v1/statements/said-many?include=chains.passage,chains.recordedIn');
    expect([record['data'].chains.length, record['data'].chainCount]).toEqual([20, MANY]);
    expect(record['links'].provenance).toBe('/v1/statements/said-many/provenance');
    expect(
      [Object.keys(record['included'].passages), Object.keys(record['included'].sources)].map(({ length }) => length),
    ).toEqual([20, 20]);
    const list = await service.get('/v1/statements?include=chains.passage');
    expect(Object.keys(list['included'].passages)).toHaveLength(40);
    const around = await service.get('/v1/statements/said-many/neighbourhood?limit=200&fields=passages');
    expect([around['data'].length, around['groups'][0].count]).toEqual([200, MANY]);
    const { paths } = (await service.get('/v1/paths?from=actor/speaker-a&to=source/many-paper-599&maxLength=3'))[
      'data'
    ];
    expect(paths).toHaveLength(1);
    expect(paths[0].steps[0].evidence.length).toBeLessThanOrEqual(21);
  });

  it('stands beside its speaker with what belongs to the first of its chains', async () => {
    const { data } = await service.get('/v1/claims/many/speakers');
    const [{ actor: of, statements }] = data;
    expect([of.id, statements.length, statements[0].chains.length]).toEqual(['speaker-a', 1, 20]);
    expect([statements[0].passages.length, statements[0].counts.passages]).toEqual([20, MANY]);
  });

  it('takes one more', async () => {
    await write(service.store, passage('one-more', { source: 'wire' }));
    const { passages } = await view(service.store, 'statement', 'said-few');
    await write(
      service.store,
      statement('said-few', { claims: ['few'], said: '2025', passages: [...passages, 'one-more'] }),
    );
    const { page } = await service.get('/v1/statements/said-few/provenance?count=true&limit=1');
    expect(page.total).toBe(FEW + 1);
  });
});

describe('the provenance of few chains', () => {
  const seeded = serviceOver(theSeed);
  let whole: Json;
  beforeAll(async () => void (whole = await seeded.get('/v1/statements/lavrov-2025-02-20-deepening/provenance')));

  it('holds its statement as it is, but for its chains', async () => {
    const { chains: _chains, ...own } = await view(seeded.store, 'statement', 'lavrov-2025-02-20-deepening');
    expect(whole['data'].statement).toEqual(own);
    expect(whole['data'].chains[0].statement).toEqual(own);
  });

  it('with include has the same records', async () => {
    const compact = await seeded.get(`/v1/statements/lavrov-2025-02-20-deepening/provenance?${INCLUDE}`);
    const { included, data } = withoutRevisions(compact);
    expect(data.chains).toHaveLength(whole['data'].chains.length);
    for (const [i, chain] of data.chains.entries()) {
      const of = whole['data'].chains[i];
      expect(included.passages[chain.passage]).toEqual(of.passage);
      expect(included.citations[chain.citation]).toEqual(of.citation);
      expect(included.actors[chain.publisher]).toEqual(of.publisher);
      expect(included.sources[chain.source].csl.title).toBe(of.source.title);
      expect([chain.directness, chain.because]).toEqual([of.directness, of.because]);
    }
  });
});
