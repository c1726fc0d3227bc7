import { describe, expect, it } from 'vitest';
import { serviceOver, theSeed, type Json } from '../../support/http.ts';
import { withoutRevisions } from '../../support/store.ts';

const service = serviceOver(theSeed);
const found = (body: Json) => body['data'].map(({ type, id, score, field }: Json) => [`${type}/${id}`, score, field]);

describe('which actors made a claim', () => {
  it('names them with their statements, and where all of those are', async () => {
    const { data } = await service.get('/v1/claims/relations-will-deepen/speakers');
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      actor: { id: 'sergey-lavrov' },
      statements: [{ id: 'lavrov-2025-02-20-deepening' }],
      links: { statements: '/v1/actors/sergey-lavrov/statements?claim=relations-will-deepen' },
    });
    expect(withoutRevisions(await service.get(data[0].links.statements))['data']).toEqual(data[0].statements);
  });

  it('names every speaker of a readout', async () => {
    const { data } = await service.get('/v1/claims/talks-focused-on-middle-east-instability/speakers');
    expect(data.map(({ actor }: Json) => actor.id)).toEqual(['sergey-lavrov', 'wang-yi']);
  });
});

describe('search', () => {
  it('gives what has that very name before what only has the words', async () => {
    const hits = found(await service.get('/v1/search?q=maritime+security')).map((hit: unknown[]) => [hit[0], hit[2]]);
    expect(hits[0]).toEqual(['topic/maritime-security', 'name']);
    expect(hits).toEqual(
      expect.arrayContaining([
        ['claim/maritime-security-shapes-asia-pacific-cooperation', 'text'],
        ['statement/wl-p8-s4-maritime-security', 'label'],
      ]),
    );
  });

  it('tells what was meant, and counts what it found', async () => {
    const { data, corrected, facets, page } = await service.get(
      '/v1/search?q=Lavrow&facets=type&count=true&type=actor,topic',
    );
    expect([corrected, page.total, facets]).toEqual([
      'lavrov',
      1,
      { type: [{ id: 'actor', label: 'actor', count: 1 }] },
    ]);
    expect(data[0].highlight[0].parts).toContainEqual({ text: 'Lavrov', match: true });
    expect((await service.get('/v1/autocomplete?q=Lavrov%20Sergey&type=actor'))['data']).toMatchObject([
      { id: 'sergey-lavrov' },
    ]);
  });

  it('finds an actor by any of its names, in any script and case', async () => {
    for (const name of ['LAVROV', 'Лавров', 'лавров', 'Sergei Lavrov', '拉夫罗夫']) {
      const [first] = found(await service.get(`/v1/search?q=${encodeURIComponent(name)}&type=actor`));
      expect(first?.[0], name).toBe('actor/sergey-lavrov');
    }
  });

  it('goes through all hits page by page, each once', async () => {
    const all = found(await service.get('/v1/search?q=china&limit=200'));
    const walked: unknown[] = [];
    for (let url: string | undefined = '/v1/search?q=china&limit=7'; url !== undefined;) {
      const body: Json = await service.get(url);
      walked.push(...found(body));
      url = body['links'].next;
    }
    expect(walked).toEqual(all);
    expect(new Set(walked.map(String)).size).toBe(walked.length);
  });
});

describe('autocomplete', () => {
  it('finds what has a name, or a word of a name, that begins so', async () => {
    expect((await service.get('/v1/autocomplete?q=lav&type=actor'))['data']).toEqual([
      { type: 'actor', id: 'sergey-lavrov', label: 'Sergey Lavrov', name: 'Sergey Lavrov' },
    ]);
    expect((await service.get('/v1/autocomplete?q=%D0%BB%D0%B0%D0%B2'))['data'][0]).toMatchObject({
      id: 'sergey-lavrov',
      name: 'Сергей Лавров',
    });
  });

  it('goes on where a page ended', async () => {
    const all = (await service.get('/v1/autocomplete?q=m&limit=200'))['data'];
    const first = await service.get('/v1/autocomplete?q=m&limit=2');
    expect([...first['data'], ...(await service.get(first['links'].next))['data']]).toEqual(all.slice(0, 4));
  });
});
