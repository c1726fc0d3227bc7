import { describe, expect, it } from 'vitest';
import { serviceOver, theSeed, type Json } from '../../support/http.ts';

const service = serviceOver(theSeed);
const found = (body: Json) => body['data'].map(({ type, id, score, field }: Json) => [`${type}/${id}`, score, field]);

describe('which actors made a claim', () => {
  it('names them with their statements, and where all of those are', async () => {
    const { data } = await service.get('/v1/claims/relations-will-deepen/speakers');
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({ actor: { id: 'sergey-lavrov' }, statements: [{ id: 'lavrov-2025-02-20-deepening' }], links: { statements: '/v1/actors/sergey-lavrov/statements?claim=relations-will-deepen' } });
    expect((await service.get(data[0].links.statements))['data']).toEqual(data[0].statements);
  });

  it('names every speaker of a readout', async () => {
    const { data } = await service.get('/v1/claims/talks-focused-on-middle-east-instability/speakers');
    expect(data.map(({ actor }: Json) => actor.id)).toEqual(['sergey-lavrov', 'wang-yi']);
  });
});

describe('search', () => {
  it('gives what has that very name before what only has the words', async () => {
    expect(found(await service.get('/v1/search?q=maritime+security'))).toEqual([
      ['topic/maritime-security', 1, 'name'],
      ['claim/maritime-security-shapes-asia-pacific-cooperation', 0.5, 'text'],
      ['statement/wl-p8-s4-maritime-security', 0.5, 'label'],
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
    expect((await service.get('/v1/autocomplete?q=lav&type=actor'))['data']).toEqual([{ type: 'actor', id: 'sergey-lavrov', label: 'Sergey Lavrov', name: 'Sergey Lavrov' }]);
    expect((await service.get('/v1/autocomplete?q=%D0%BB%D0%B0%D0%B2'))['data'][0]).toMatchObject({ id: 'sergey-lavrov', name: 'Сергей Лавров' });
  });

  it('goes on where a page ended', async () => {
    const all = (await service.get('/v1/autocomplete?q=m&limit=200'))['data'];
    const first = await service.get('/v1/autocomplete?q=m&limit=2');
    expect([...first['data'], ...(await service.get(first['links'].next))['data']]).toEqual(all.slice(0, 4));
  });
});

describe('a source and a citation for a bibliography', () => {
  const URL = 'https://www.fmprc.gov.cn/eng/wjbzhd/202502/t20250222_11560491.html';
  const source = '/v1/sources/chinese-mfa-wang-yi-meets-lavrov';
  const citation = '/v1/citations/wl-fn-2';
  const text = async (url: string, accept: string): Promise<string> => {
    const answer = await service.ask(url, { headers: { accept } });
    expect([answer.status, answer.headers['content-type']]).toEqual([200, `${accept}; charset=utf-8`]);
    return answer.text;
  };

  it('is CSL-JSON, a citation with the day it was accessed', async () => {
    const media = 'application/vnd.citationstyles.csl+json';
    const [item] = JSON.parse(await text(source, media));
    expect(item).toEqual({
      id: 'chinese-mfa-wang-yi-meets-lavrov', type: 'webpage', title: 'Wang Yi Meets with Russian Foreign Minister Sergei Lavrov', language: 'en', URL,
      'container-title': "Ministry of Foreign Affairs of the People's Republic of China", publisher: 'Ministry of Foreign Affairs of China',
    });
    expect(JSON.parse(await text(citation, media))).toEqual([{ ...item, accessed: { 'date-parts': [[2025, 2, 28]] } }]);
  });

  it('is BibTeX', async () => {
    const ofSource = await text(source, 'application/x-bibtex');
    expect(ofSource).toMatch(/^@misc\{/);
    expect(ofSource).toContain(`url = {${URL}}`);
    expect(ofSource).not.toContain('accessed');
    expect(await text(citation, 'application/x-bibtex')).toContain('accessed 2025-02-28');
  });

  it('is a line of text', async () => {
    expect(await text(source, 'text/plain')).toMatch(/^Wang Yi Meets with Russian Foreign Minister Sergei Lavrov\. \(n\.d\.\)\. .*t20250222_11560491\.html\n$/);
    expect(await text(citation, 'text/plain')).toContain('Retrieved February 28, 2025, from');
  });
});
