import { describe, expect, it } from 'vitest';
import { serviceOver, worldOf, type Answer } from '../../support/http.ts';
import { summit } from '../../support/summit.ts';
import { actor, claim, deletion, merge } from '../../support/world.ts';
import { write } from '../../support/store.ts';

/*
 * A filter by a record that is not there is no empty answer: it says so, and what was probably meant.
 */

const service = serviceOver(async (store) => {
  await worldOf(
    ...summit(),
    actor('sergey-lavrov', { name: 'Sergey Lavrov' }),
    actor('old-a', { name: 'Old A' }),
    claim('forgotten'),
  )(store);
  await write(store, merge('actor', 'old-a', 'speaker-a'), deletion('claim', 'forgotten'));
});

const faultsOf = ({ status, body }: Answer): unknown => {
  expect(status).toBe(400);
  expect(body['code']).toBe('invalid-parameters');
  return (body['errors'] as { parameter: string; code: string; detail: string }[]).map(
    ({ parameter, code, detail }) => `${parameter} ${code}: ${detail}`,
  );
};

describe('a filter by a record that is not there', () => {
  it.each([
    ['/v1/statements?speaker=lavrov', 'speaker', 'there is no actor lavrov (did you mean sergey-lavrov?)'],
    [
      '/v1/statements?speaker=sergei-lavrow',
      'speaker',
      'there is no actor sergei-lavrow (did you mean sergey-lavrov?)',
    ],
    ['/v1/statements?speaker=speaker-a,lavrov', 'speaker', 'there is no actor lavrov (did you mean sergey-lavrov?)'],
    ['/v1/statements?speaker=!lavrov', 'speaker', 'there is no actor lavrov (did you mean sergey-lavrov?)'],
    ['/v1/statements?claim=forgotten', 'claim', 'claim forgotten was deleted'],
    ['/v1/statements?claim=!forgotten', 'claim', 'claim forgotten was deleted'],
    [
      '/v1/statements?region=continents&exact=true',
      'region',
      'there is no region continents (did you mean continent?)',
    ],
    ['/v1/actors?memberOf=speaker-a', 'memberOf', 'there is no forum speaker-a; there is an actor of that id'],
    ['/v1/claims?speaker=nobody-at-all', 'speaker', 'there is no actor nobody-at-all'],
    ['/v1/statements?speaker=lavrof', 'speaker', 'there is no actor lavrof (did you mean sergey-lavrov?)'],
    ['/v1/coverage?speaker=lavrov', 'speaker', 'there is no actor lavrov (did you mean sergey-lavrov?)'],
    ['/v1/actors/speaker-a/statements?topic=energie', 'topic', 'there is no topic energie (did you mean energy?)'],
  ])('%s', async (url, parameter, detail) => {
    expect(faultsOf(await service.ask(url))).toEqual([`${parameter} unknown-record: ${detail}`]);
  });

  it('is told before a stream begins', async () => {
    const answer = await service.ask('/v1/statements?speaker=lavrov', { headers: { accept: 'application/x-ndjson' } });
    expect(faultsOf(answer)).toEqual([
      'speaker unknown-record: there is no actor lavrov (did you mean sergey-lavrov?)',
    ]);
  });

  it('is told for each that is not there', async () => {
    expect(faultsOf(await service.ask('/v1/statements?speaker=nobody&forum=nowhere'))).toEqual([
      'speaker unknown-record: there is no actor nobody',
      'forum unknown-record: there is no forum nowhere',
    ]);
  });

  it('is not told of one that was merged, which means the other', async () => {
    const { data } = (await service.get('/v1/statements?speaker=old-a&fields=id')) as { data: { id: string }[] };
    expect(data.map(({ id }: { id: string }) => id)).toEqual(['said-by-a', 'said-by-both']);
  });

  it('is not told of one that nothing has', async () => {
    expect((await service.get('/v1/statements?speaker=newsroom'))['data']).toEqual([]);
  });

  it('leads on from a 404 too', async () => {
    const { status, body } = await service.ask('/v1/actors/lavrov');
    expect([status, body['detail']]).toEqual([404, 'there is no actor lavrov (did you mean sergey-lavrov?)']);
  });
});

describe('each of several values', () => {
  const ids = async (query: string): Promise<string[]> =>
    (await service.get(`/v1/statements?fields=id&${query}`))['data'].map(({ id }: { id: string }) => id);

  it('is asked for by all:', async () => {
    expect(await ids('speaker=speaker-a,speaker-b')).toEqual(['said-by-b', 'said-by-a', 'said-by-both']);
    expect(await ids('speaker=all:speaker-a,speaker-b')).toEqual(['said-by-both']);
    expect(await ids('speaker=all:speaker-a,!speaker-b')).toEqual(['said-by-a']);
    expect(await ids('representing=all:state-a,state-b')).toEqual(['said-by-both']);
  });

  it('goes with facets, a count and other conditions', async () => {
    const { page, facets } = await service.get(
      '/v1/statements?speaker=all:speaker-a,speaker-b&topic=security&facets=speaker&count=true',
    );
    expect(page.total).toBe(1);
    expect(facets['speaker'].map(({ id, count }: { id: string; count: number }) => [id, count])).toEqual([
      ['speaker-a', 1],
      ['speaker-b', 1],
    ]);
  });

  it('is asked for of values from a closed set too', async () => {
    expect(await ids('mode=all:readout,direct-quote')).toEqual([]);
    expect((await service.ask('/v1/statements?mode=all:readouts')).body['errors'][0].detail).toContain(
      'did you mean readout?',
    );
  });
});
