import { describe, expect, it } from 'vitest';
import { serviceOver, worldOf, type Json } from '../../support/http.ts';
import {
  actor,
  citation,
  claim,
  event,
  forum,
  membership,
  passage,
  region,
  source,
  statement,
} from '../../support/world.ts';

/* Answers call records by their names in the languages that are asked for. */

const service = serviceOver(
  worldOf(
    region('isle', { name: 'Isle', alternativeNames: [{ name: 'Остров', language: 'ru' }] }),
    actor('north', {
      kind: 'state',
      name: { name: 'Northland', language: 'en' },
      alternativeNames: [
        { name: 'Северия', language: 'ru' },
        { name: 'Severija', language: 'ru-Latn', kind: 'transliteration' },
      ],
      locatedIn: ['isle'],
    }),
    actor('south', { kind: 'state', name: 'Southland' }),
    actor('nora', {
      name: { name: 'Nora Nord', language: 'en' },
      alternativeNames: [{ name: 'Нора Норд', language: 'ru' }],
      represents: [{ actor: 'north', office: 'Envoy' }],
    }),
    forum('pact', { name: 'Pact', alternativeNames: [{ name: 'Пакт', language: 'ru' }] }),
    event('talks', { name: 'Talks', alternativeNames: [{ name: 'Переговоры', language: 'ru' }], host: 'pact' }),
    source('handbook', {
      publisher: 'north',
      csl: { type: 'event', title: 'Handbook', custom: { type: 'actor', id: 'north', label: 'x' } },
    }),
    membership('m', { member: 'north', forum: 'pact', source: 'handbook', status: 'observer' }),
    membership('n', { member: 'north', forum: 'pact', source: 'handbook' }),
    citation('note', { source: 'handbook' }),
    passage('span', { source: 'handbook', citations: ['note'] }),
    claim('claim-a'),
    statement('said', { speakers: ['nora'], event: 'talks', claims: ['claim-a'], passages: ['span'] }),
  ),
);

describe('lang', () => {
  it('picks label and name, and leaves all names beside them', async () => {
    const { headers, body } = await service.ask('/v1/actors/nora?lang=ru');
    expect(body['data']).toMatchObject({ label: 'Нора Норд', name: 'Нора Норд', alternativeNames: ['Нора Норд'] });
    expect(body['data'].names).toHaveLength(2);
    expect(headers['content-language']).toBe('ru');
    const { positions, self } = body['links'];
    expect([self, positions]).toEqual(['/v1/actors/nora?lang=ru', '/v1/actors/nora/positions?lang=ru']);
  });

  it('leaves what has no name in any of the languages with its own', async () => {
    const { headers, body } = await service.ask('/v1/actors?lang=fr,ru');
    expect(body['data'].map(({ label }: Json) => label)).toEqual(['Нора Норд', 'Северия', 'Southland']);
    expect(headers['content-language']).toBe('ru');
    const none = await service.ask('/v1/actors/nora?lang=fr');
    expect([none.body['data'].label, none.headers['content-language']]).toEqual(['Nora Nord', undefined]);
  });

  it('takes a transliteration only where it is asked for', async () => {
    expect((await service.get('/v1/actors/north?lang=ru-Latn&fields=label'))['data'].label).toBe('Severija');
  });

  it('is in labels that are made of others, and in those of facets, links, included records and search', async () => {
    expect((await service.get('/v1/memberships/m?lang=ru'))['data'].label).toBe('Северия as observer in Пакт');
    const list = await service.get('/v1/statements?lang=ru&facets=speaker,mode&include=speakers&limit=1');
    expect(list['facets'].speaker).toEqual([{ id: 'nora', label: 'Нора Норд', count: 1 }]);
    expect(list['facets'].mode[0].label).toBe('indirect-speech');
    const { all } = list['facetTotals'].speaker;
    expect(all).toBe('/v1/facets/statements/speaker?lang=ru');
    expect((await service.get(all))['data']).toEqual(list['facets'].speaker);
    expect(list['included'].actors.nora.label).toBe('Нора Норд');
    const [link] = (await service.get('/v1/regions/isle/forums?lang=ru'))['data'];
    expect([link.forum.label, link.region.label]).toEqual(['Пакт', 'Остров']);
    expect(link.evidence[0].because[0].text).toBe('Северия is a member of Пакт, as “Handbook” says.');
    expect(link.links.evidence).toBe('/v1/regions/isle/forums/pact/evidence?lang=ru');
    expect((await service.get('/v1/search?q=nora&lang=ru'))['data'][0].label).toBe('Нора Норд');
  });

  it('is in the sentences of facts, and in their links', async () => {
    const { data } = await service.get('/v1/statements/said/provenance?lang=ru');
    expect(data.chains[0].speakers[0].name).toBe('Нора Норд');
    expect(data.chains[0].because.map(({ text }: Json) => text)).toContain('Нора Норд speaks for Северия as Envoy.');
    expect(data.chains[0].because.at(-1).links[0]).toBe('/v1/actors/nora?lang=ru');
    expect(data.chains[0].source.custom).toEqual({ type: 'actor', id: 'north', label: 'x' });
  });

  it('stays in the address of the next page', async () => {
    const { links } = await service.get('/v1/actors?lang=ru&limit=1');
    expect(links.next).toContain('lang=ru');
    expect((await service.get(links.next))['data'][0].label).toBe('Северия');
  });

  it('makes an answer of its own, with a tag of its own', async () => {
    const tags = await Promise.all(
      ['', '?lang=ru'].map(async (query) => (await service.ask(`/v1/actors/nora${query}`)).headers['etag']),
    );
    expect(new Set(tags).size).toBe(2);
    for (const _ of [1, 2, 3])
      expect((await service.ask('/v1/actors/nora?lang=ru')).headers['content-language']).toBe('ru');
  });

  it.each([
    ['/v1/actors?lang=russian language', undefined],
    ['/v1/actors?lang=', undefined],
    ['/v1/statements/said/bundle?lang=ru', undefined],
    ['/v1/actors?lang=ru', 'application/x-ndjson'],
    ['/v1/sources/handbook?lang=ru', 'application/x-bibtex'],
  ])('is refused: %s %s', async (url, accept) => {
    const { status, body } = await service.ask(url, accept === undefined ? {} : { headers: { accept } });
    expect([status, body['code']]).toEqual([400, 'invalid-parameters']);
    expect(body['errors'][0].parameter).toBe('lang');
  });
});
