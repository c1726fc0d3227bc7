import { describe, expect, it } from 'vitest';
import { serviceOver, worldOf } from '../../support/http.ts';
import { write } from '../../support/store.ts';
import { summit } from '../../support/summit.ts';
import { actor, claim, deletion, forum, merge, region } from '../../support/world.ts';

const service = serviceOver(worldOf(...summit(), claim('twin'), claim('unused')));
const etagOf = async (url: string): Promise<string> => (await service.ask(url)).headers['etag']!;
const ADDRESSES = [
  '/v1/actors/speaker-a',
  '/v1/statements?limit=2',
  '/v1/claims/shared/provenance',
  '/v1/search?q=peace',
  '/v1/regions/country-a/forums',
  '/health/live',
  '/openapi.json',
  '/problems',
];

describe('an ETag', () => {
  it.each(ADDRESSES)('of %s is strong, and the same while nothing changes', async (url) => {
    expect(await etagOf(url)).toMatch(/^"[\w-]{20,}"$/);
    expect(await etagOf(url)).toBe(await etagOf(url));
  });

  it.each(ADDRESSES)('of %s that the client has is answered with 304 and nothing more', async (url) => {
    const etag = await etagOf(url);
    for (const known of [etag, `"other", ${etag}`, `"a","b",${etag},"c"`, `W/${etag}`, '*']) {
      for (const method of ['GET', 'HEAD']) {
        const answer = await service.ask(url, { method, headers: { 'if-none-match': known } });
        expect([answer.status, answer.text, answer.headers['etag'], answer.headers['content-type']]).toEqual([
          304,
          '',
          etag,
          undefined,
        ]);
      }
    }
    for (const unknown of ['"other"', etag.replaceAll('"', ''), ''])
      expect((await service.ask(url, { headers: { 'if-none-match': unknown } })).status, unknown).toBe(200);
  });

  it('differs by representation', async () => {
    const of = async (accept: string) =>
      (await service.ask('/v1/sources/report-a', { headers: { accept } })).headers['etag'];
    const media = ['application/json', 'text/plain', 'application/x-bibtex', 'application/vnd.citationstyles.csl+json'];
    expect(new Set(await Promise.all(media.map(of))).size).toBe(media.length);
    expect(await etagOf('/v1/sources/report-a?fields=csl')).not.toBe(await etagOf('/v1/sources/report-a'));
  });

  it('changes with the record, in every answer that shows it', async () => {
    const urls = ['/v1/actors/author', '/v1/actors', '/v1/claims/outlook/speakers', '/v1/claims/outlook/provenance'];
    const before = await Promise.all(urls.map(etagOf));
    await write(service.store, actor('author', { name: 'Author by another name' }));
    for (const [i, url] of urls.entries()) {
      const answer = await service.ask(url, { headers: { 'if-none-match': before[i]! } });
      expect([answer.status, answer.text.includes('Author by another name')], url).toEqual([200, true]);
    }
  });

  it('is not on a problem, even where any would do', async () => {
    const answer = await service.ask('/v1/actors/nobody', { headers: { 'if-none-match': '*' } });
    expect([answer.status, answer.headers['etag']]).toEqual([404, undefined]);
  });
});

describe('HEAD', () => {
  it.each(ADDRESSES)('%s has the head of GET and no body', async (url) => {
    const [head, get] = [await service.ask(url, { method: 'HEAD' }), await service.ask(url)];
    expect([head.status, head.text]).toEqual([200, '']);
    for (const name of ['etag', 'content-type', 'content-length', 'link'])
      expect(head.headers[name], name).toBe(get.headers[name]);
  });

  it('tells as GET does that something is not there', async () => {
    expect((await service.ask('/v1/actors/nobody', { method: 'HEAD' })).status).toBe(404);
    expect((await service.ask('/v1/statements?nonsense=1', { method: 'HEAD' })).status).toBe(400);
  });
});

describe('an address', () => {
  it('may end in a slash', async () => {
    expect((await service.ask('/v1/actors/speaker-a/')).body['data']).toEqual(
      (await service.ask('/v1/actors/speaker-a')).body['data'],
    );
    expect((await service.ask('/v1/actors/?limit=1')).status).toBe(200);
  });

  it('of the next page is that of this one with a cursor, and else to the letter what was asked', async () => {
    const { page, links } = await service.get('/v1/claims?statement=!said-by-both&sort=-id&fields=text,note&limit=1');
    expect(links['next']).toBe(
      `/v1/claims?statement=!said-by-both&sort=-id&fields=text,note&limit=1&cursor=${page['nextCursor']}`,
    );
    const second = await service.get(
      `/v1/claims?cursor=${page['nextCursor']}&statement=!said-by-both&sort=-id&fields=text,note&limit=1`,
    );
    expect(second['links'].next).toBe(
      `/v1/claims?cursor=${second['page'].nextCursor}&statement=!said-by-both&sort=-id&fields=text,note&limit=1`,
    );
  });

  it('gives every answer an id of its own', async () => {
    const answers = await Promise.all(
      ['/v1/actors', '/v1/actors', '/v1/nonsense', '/v1/actors/nobody', '/health/live'].map((url) =>
        service.ask(url, { headers: { 'x-request-id': 'mine' } }),
      ),
    );
    const ids = answers.map(({ headers }) => headers['x-request-id']);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain('mine');
  });
});

describe('a record that is no longer there', () => {
  it('answers 308 to the one that it was merged into, with the rest of the address kept', async () => {
    await write(service.store, merge('claim', 'twin', 'shared'));
    for (const [from, to] of [
      ['/v1/claims/twin', '/v1/claims/shared'],
      ['/v1/claims/twin/statements?limit=1&mode=!analysis', '/v1/claims/shared/statements?limit=1&mode=!analysis'],
      ['/v1/claims/twin/provenance?limit=1', '/v1/claims/shared/provenance?limit=1'],
      ['/v1/claims/twin/speakers', '/v1/claims/shared/speakers'],
    ] as const) {
      const answer = await service.ask(from);
      expect([answer.status, answer.headers['location']], from).toEqual([308, to]);
      expect((await service.ask(to)).status).toBe(200);
    }
  });

  it('is led to by the place of its id in the address, and by no other part that reads the same', async () => {
    const { store } = service;
    await write(store, region('twice'), region('twice-kept'), forum('twice'), forum('once'), forum('once-kept'));
    await write(store, merge('region', 'twice', 'twice-kept'), merge('forum', 'once', 'once-kept'));
    await write(store, actor('actors'), actor('actors-kept'), merge('actor', 'actors', 'actors-kept'));
    for (const [from, to] of [
      ['/v1/regions/twice/forums/twice/evidence', '/v1/regions/twice-kept/forums/twice/evidence'],
      ['/v1/regions/twice/forums/once/evidence', '/v1/regions/twice-kept/forums/once-kept/evidence'],
      ['/v1/regions/%74wice/forums/twice/evidence/', '/v1/regions/twice-kept/forums/twice/evidence/'],
      ['/v1/actors/actors', '/v1/actors/actors-kept'],
      ['/v1/actors/actors/neighbourhood?fields=speakers', '/v1/actors/actors-kept/neighbourhood?fields=speakers'],
      [
        '/v1/actors/actors/statements?q=a+b%20?&mode=!analysis,readout',
        '/v1/actors/actors-kept/statements?q=a+b%20?&mode=!analysis,readout',
      ],
      [
        '/v1/paths?types=!topic,!claim&from=actor/actors&to=actor%2Fauthor',
        '/v1/paths?types=!topic,!claim&from=actor/actors-kept&to=actor%2Fauthor',
      ],
      ['/v1/paths?from=region%2Ftwice&%74o=forum/once', '/v1/paths?from=region/twice-kept&to=forum/once-kept'],
    ] as const) {
      for (const method of ['GET', 'HEAD'] as const) {
        const answer = await service.ask(from, { method });
        expect([answer.status, answer.headers['location'], answer.text], from).toEqual([308, to, '']);
        expect((await service.ask(to, { method })).status, to).toBe(200);
      }
    }
  });

  it('is found by a filter under its old id', async () => {
    expect((await service.get('/v1/statements?claim=twin'))['data']).toEqual(
      (await service.get('/v1/statements?claim=shared'))['data'],
    );
  });

  it('answers 410 where it was deleted, and 404 where it never was, with the type and the id', async () => {
    await write(service.store, deletion('claim', 'unused'));
    expect((await service.ask('/v1/claims/unused/provenance')).body).toMatchObject({
      status: 410,
      code: 'gone',
      recordType: 'claim',
      id: 'unused',
    });
    expect((await service.ask('/v1/claims/never')).body).toMatchObject({
      status: 404,
      code: 'not-found',
      recordType: 'claim',
      id: 'never',
    });
  });
});
