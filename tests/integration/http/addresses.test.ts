import { describe, expect, it } from 'vitest';
import { serviceOver, type World } from '../../support/http.ts';
import { refusal } from '../../support/store.ts';
import { actor, citation, claim, passage, record, region, snapshot, source, statement } from '../../support/world.ts';

/*
 * Addresses that are no links: refused where they are written now, told as texts where they were stored before.
 */

const BAD = 'javascript:alert(document.domain)';
const OLD = [
  actor('old-actor', { kind: 'institution', sameAs: [BAD, 'https://example.org/actor'] }),
  source('old', {
    csl: { type: 'webpage', title: 'Old\u0007', URL: BAD, issued: { 'date-parts': [[2024, 13, 45]] } },
    publisher: 'old-actor',
  }),
  snapshot('old-copy', { source: 'old', url: 'file:///etc/hosts' }),
  source('plain', { csl: { type: 'webpage', title: 'Plain', URL: 'www.example.org/a b' } }),
  citation('note', { source: 'old' }),
  passage('span', { source: 'plain', citations: ['note'] }),
  claim('peace'),
  statement('s', { speakers: ['old-actor'], claims: ['peace'], passages: ['span'] }),
];
/** As an earlier version took it. */
const stored: World = (store) => store.write(OLD, { acceptExisting: true });

const service = serviceOver(stored);
const text = async (url: string, accept: string): Promise<string> => {
  const answer = await service.ask(url, { headers: { accept } });
  expect(answer.status, answer.text).toBe(200);
  return answer.text;
};

describe('an address that would run or reveal something', () => {
  it.each([
    [source('n', { csl: { type: 'webpage', URL: BAD } }), '/csl/URL'],
    [record('source', 'n', { csl: { type: 'webpage', link: [{ URL: ' DATA:text/html,x' }] } }), '/csl/link/0/URL'],
    [actor('n', { sameAs: ['https://example.org', 'file:///etc/hosts'] }), '/sameAs/1'],
    [region('n', { sameAs: [BAD] }), '/sameAs/0'],
    [snapshot('n', { source: 'plain', url: BAD }), '/url'],
  ])('is refused of a new record, with the place: %#', async (change, pointer) => {
    expect(await refusal(service.store, change)).toEqual([
      expect.objectContaining({ pointer, message: expect.stringContaining('give one of http or https') }),
    ]);
  });

  it('is served of an old record as it was written, and is told by a check', async () => {
    expect((await service.get('/v1/sources/old'))['data']).toMatchObject({ csl: { URL: BAD }, issued: null });
    const { findings } = await service.store.check(null, 1000);
    expect(findings.map(({ message }) => message).join('\n')).toContain('give one of http or https');
  });

  it('lets an old record be derived anew', async () => {
    expect(
      await service.store.write([actor('old-actor', { kind: 'institution', sameAs: [], name: 'Renamed' })]),
    ).toMatchObject({
      written: true,
    });
    expect((await service.get('/v1/sources/old?include=publisher'))['included']).toBeDefined();
  });

  it('is never a link', async () => {
    for (const profile of ['https://schema.org', 'http://www.w3.org/ns/prov#']) {
      for (const url of ['/v1/statements/s', '/v1/claims/peace']) {
        const document = await text(url, `application/ld+json;profile="${profile}"`);
        expect(document).not.toMatch(/"@id":"(javascript|file|www)/);
        expect(document).not.toMatch(/"schema:(url|sameAs)":"/);
      }
    }
    expect(await text('/v1/statements/s', 'application/ld+json')).toContain(`"schema:identifier":"${BAD}"`);
    expect(await text('/v1/sources', 'application/x-bibtex')).not.toMatch(/^ *url /m);
    expect(await text('/v1/sources', 'application/x-research-info-systems')).not.toMatch(/^UR/m);
    for (const url of ['/v1/sources', '/v1/citations', '/v1/statements']) {
      const html = await text(`${url}?style=chicago-notes-bibliography`, 'text/html');
      expect(html).not.toMatch(/<a|href/);
      expect(html).not.toContain('\u0007');
    }
  });
});
