import { describe, expect, it } from 'vitest';
import { serviceOver, theSeed, type Json } from '../../support/http.ts';

const service = serviceOver(theSeed);

describe('positions', () => {
  it('on a claim name sides and speakers, with the statements that they rest on', async () => {
    const { data, page } = await service.get('/v1/claims/relations-will-deepen/positions');
    expect(data.map((each: Json) => [each['as'], each['actor'].id, each['latest'], each['since']])).toEqual([
      ['side', 'russia', 'affirms', '2025-02-20'],
      ['speaker', 'sergey-lavrov', 'affirms', '2025-02-20'],
    ]);
    expect(data[0].stances).toMatchObject([
      { statement: { id: 'lavrov-2025-02-20-deepening' }, mode: 'indirect-speech', directness: ['counterpart'] },
    ]);
    expect(page).toEqual({ limit: 50, nextCursor: null });
    for (const { links } of data)
      expect((await service.get(links.statements))['data'].map(({ id }: Json) => id)).toEqual([
        'lavrov-2025-02-20-deepening',
      ]);
  });

  it('of an actor come in pages that lead on, and are linked from its record', async () => {
    const { links } = await service.get('/v1/actors/russia');
    const all = (await service.get(links.positions))['data'];
    const walked: Json[] = [];
    for (let next: string | undefined = '/v1/actors/russia/positions?limit=4'; next !== undefined;) {
      const body: Json = await service.get(next);
      walked.push(...body['data']);
      next = body['links'].next;
    }
    expect(walked).toEqual(all);
    expect(all.length).toBeGreaterThan(8);
  });

  it('show the fields that are asked for', async () => {
    const { data } = await service.get('/v1/claims/relations-will-deepen/positions?as=side&fields=latest,actor.id');
    expect(data).toEqual([{ actor: { id: 'russia' }, latest: 'affirms' }]);
  });
});
