import { describe, expect, it } from 'vitest';
import { serviceOver, theSeed, type Json } from '../../support/http.ts';
import { write } from '../../support/store.ts';
import { merge, relation } from '../../support/world.ts';

/*
 * Questions to the graph as a whole, over HTTP, on the seed with one relation of disagreement.
 */

const DISPUTED = 'relations-will-deepen';
const service = serviceOver(async (store) => {
  await theSeed(store);
  await write(
    store,
    merge('actor', 'lavrov', 'sergey-lavrov'),
    relation('seed-disputed', {
      kind: 'disputes',
      from: { type: 'statement', id: 'wl-p3-s1-new-phase' },
      to: { type: 'statement', id: 'lavrov-2025-02-20-deepening' },
      author: 'article-author',
      passages: ['wl-p3-s1'],
    }),
  );
});
const idsOf = (body: Json): string[] => body['data'].map(({ id }: Json) => id);

describe('what is disputed', () => {
  it('is a filter of claims and statements, and a facet of them', async () => {
    expect(idsOf(await service.get('/v1/claims?disputed=true'))).toEqual(
      [DISPUTED, 'relations-entered-new-phase'].toSorted(),
    );
    expect(idsOf(await service.get('/v1/statements?disputed=true')).toSorted()).toEqual([
      'lavrov-2025-02-20-deepening',
      'wl-p3-s1-new-phase',
    ]);
    const { facets, page } = await service.get('/v1/claims?facets=disputed&count=true&limit=1');
    expect(facets.disputed).toEqual([
      { id: 'false', label: 'false', count: page.total - 2 },
      { id: 'true', label: 'true', count: 2 },
    ]);
    expect(idsOf(await service.get('/v1/claims?disputed=false&limit=200'))).not.toContain(DISPUTED);
  });

  it('shows who says so, and where, also with the claim that the statement expresses', async () => {
    const ofClaim = await service.get(`/v1/claims/${DISPUTED}/relations?disagreement=true&include=author,passages`);
    expect(ofClaim['data']).toMatchObject([
      { id: 'seed-disputed', kind: 'disputes', author: 'article-author', passages: ['wl-p3-s1'] },
    ]);
    expect([Object.keys(ofClaim['included'].actors), Object.keys(ofClaim['included'].passages)]).toEqual([
      ['article-author'],
      ['wl-p3-s1'],
    ]);
    expect(idsOf(await service.get(`/v1/claims/${DISPUTED}/relations?disagreement=true&exact=true`))).toEqual([]);
    expect(idsOf(await service.get('/v1/statements/lavrov-2025-02-20-deepening/relations'))).toEqual(['seed-disputed']);
  });
});

describe('coverage', () => {
  it.each([
    '',
    '?source=wang-yi-lavrov-analysis',
    '?speaker=sergey-lavrov&has=!digest',
    '?speaker=sergey-lavrov&speaker=wang-yi',
    '?topic=!multipolarity,!energy-security&mode=!analysis',
    '?q=%26+talks',
    '?disputed=false&everyDirectness=uncited,counterpart',
  ])('of %j links to lists that have just as many', async (query) => {
    const { figures } = (await service.get(`/v1/coverage${query}`))['data'];
    for (const { name, count, list } of figures) {
      const { page } = await service.get(`${list}${list.includes('?') ? '&' : '?'}count=true&limit=1`);
      expect([name, page.total]).toEqual([name, count]);
    }
  });

  it('takes the filters of statements and nothing else', async () => {
    const { status, body } = await service.ask('/v1/coverage?limit=5&speakers=x&source=Not+An+Id');
    expect([status, body['errors'].map(({ parameter, code }: Json) => [parameter, code])]).toEqual([
      400,
      [
        ['limit', 'unknown-parameter'],
        ['speakers', 'unknown-parameter'],
        ['source', 'invalid-value'],
      ],
    ]);
  });
});

describe('paths', () => {
  it('lead from a minister to the page that his words rest on', async () => {
    const { data } = await service.get(
      '/v1/paths?from=actor/sergey-lavrov&to=source/chinese-mfa-wang-yi-meets-lavrov&types=statement,passage,citation&limit=20',
    );
    expect([data.complete, data.more, data.paths.length > 1]).toEqual([true, false, true]);
    const shown = data.paths.map(({ steps }: Json) =>
      steps.map(({ to, references }: Json) => `${references[0].field} ${to.type}`).join(', '),
    );
    expect(new Set(shown)).toEqual(
      new Set(['speakers statement, passages passage, citations citation, source source']),
    );
    expect(data.paths[0].steps[0].evidence.map(({ type }: Json) => type)).toEqual(['passage', 'citation']);
  });

  it('follow an id that was merged, with the rest of the address', async () => {
    const { status, headers } = await service.ask('/v1/paths?limit=1&from=actor/lavrov&to=actor/wang-yi');
    expect([status, headers['location']]).toEqual([308, '/v1/paths?limit=1&from=actor/sergey-lavrov&to=actor/wang-yi']);
    expect((await service.get(headers['location']!))['data'].paths).toHaveLength(1);
  });

  it.each([
    ['', 2],
    ['?from=actor/wang-yi', 1],
    ['?from=actor/wang-yi&from=actor/china&to=actor/china', 1],
    ['?from=actor/wang-yi&to=actor%00/x', 1],
    ['?from=actor/wang-yi&to=actor/', 1],
    ['?from=actor/wang-yi&to=__proto__/x', 1],
    ['?from=actor/wang-yi&to=actor/china&types=', 1],
    ['?from=actor/wang-yi&to=actor/china&types=!!topic', 1],
    ['?from=actor/wang-yi&to=actor/china&maxLength=9', 1],
    ['?from=actor/wang-yi&to=actor/china&maxLength=1e1', 1],
    ['?from=actor/wang-yi&to=actor/china&limit=-1', 1],
    ['?from=actor/wang-yi&to=actor/china&cursor=x', 1],
  ])('are refused for %j', async (query, faults) => {
    const { status, body } = await service.ask(`/v1/paths${query}`);
    expect([status, body['code'], body['errors'].length]).toEqual([400, 'invalid-parameters', faults]);
  });

  it('through no type at all are those of one step', async () => {
    const none = encodeURIComponent(
      '!region,!topic,!actor,!forum,!event,!source,!membership,!citation,!passage,!claim,!statement,!relation',
    );
    expect(
      (await service.get(`/v1/paths?from=actor/wang-yi&to=actor/china&types=${none}`))['data'].paths,
    ).toMatchObject([{ length: 1 }]);
    expect(
      (await service.get(`/v1/paths?from=actor/wang-yi&to=actor/sergey-lavrov&types=${none}`))['data'].paths,
    ).toEqual([]);
  });
});

describe('the neighbourhood of a record', () => {
  it('is paged to its end by its links, with the same groups on each page', async () => {
    const first = await service.get('/v1/sources/wang-yi-lavrov-analysis/neighbourhood?limit=20');
    const items = [...first['data']];
    for (let { next } = first['links']; next !== undefined;) {
      const page = await service.get(next);
      expect(page['groups']).toEqual(first['groups']);
      items.push(...page['data']);
      next = page['links'].next;
    }
    expect(items).toHaveLength(first['groups'].reduce((sum: number, { count }: Json) => sum + count, 0));
    for (const { count, list } of first['groups'])
      expect((await service.get(`${list}&limit=200`))['data']).toHaveLength(count);
  });

  it('has cursors that are only good for it', async () => {
    const { page } = await service.get('/v1/actors/wang-yi/neighbourhood?limit=1');
    expect((await service.ask(`/v1/actors/china/neighbourhood?limit=1&cursor=${page.nextCursor}`)).body['code']).toBe(
      'cursor-mismatch',
    );
    const [binding] = JSON.parse(Buffer.from(page.nextCursor, 'base64url').toString()) as [string];
    for (const [status, ...place] of [
      [400, -1, '', 'a'],
      [200, 1e9, '', 'a'],
      [400, 1.5, '', 'a'],
      [200, 0, '\0', '~'],
    ]) {
      const forged = Buffer.from(JSON.stringify([binding, ...place])).toString('base64url');
      expect((await service.ask(`/v1/actors/wang-yi/neighbourhood?limit=1&cursor=${forged}`)).status).toBe(status);
    }
  });
});
