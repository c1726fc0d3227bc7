import { beforeAll, describe, expect, it } from 'vitest';
import { serviceOver, worldOf } from '../../support/http.ts';
import { findings, write } from '../../support/store.ts';
import { actor, ground, statement } from '../../support/world.ts';
import { writingAs, type Writing } from '../../support/writing.ts';

const service = serviceOver(worldOf(...ground(), statement('s'), actor('eve', { description: 'Zweisamkeit' })));
let root: Writing;
beforeAll(async () => {
  root = await writingAs(service, 'Root', 'admin');
});
const erase = (path: string, body: unknown, as = root) => as.send('POST', `/v1/${path}`, body);
const described = async (asOf = ''): Promise<unknown> =>
  (await service.get(`/v1/actors/eve${asOf}`))['data']?.description;

describe('POST /v1/{type}/{id}/erase', () => {
  it('needs the scope admin', async () => {
    const ada = await writingAs(service, 'Ada', 'write');
    for (const [as, status] of [
      [ada, 403],
      [{ send: (...of: Parameters<Writing['send']>) => service.ask(of[1], { method: 'POST', payload: '{}' }) }, 401],
    ] as const)
      expect((await erase('actors/eve/erase', {}, as as Writing)).status).toBe(status);
    expect(await described()).toBe('Zweisamkeit');
  });

  it('tells what would be, and then erases a field of all states and of the feed', async () => {
    await write(service.store, actor('eve', { description: 'Zweisamkeit, again' }));
    const expected = {
      type: 'actor',
      id: 'eve',
      field: 'description',
      earlier: false,
      revisions: 2,
      asOf: { from: 1, to: 2 },
      statements: [],
      more: false,
    };
    const tried = await erase('actors/eve/erase?dryRun=true', { field: 'description' });
    expect([tried.status, tried.body['data']]).toEqual([200, { ...expected, dryRun: true, mayHold: [] }]);
    expect(await service.store.lastChange()).toBe(2);
    const done = await erase('actors/eve/erase', { field: 'description' });
    expect([done.status, done.body['data']]).toEqual([
      200,
      { ...expected, dryRun: false, mayHold: [expect.stringContaining('backups')] },
    ]);
    expect(done.headers['dictum-bookmark']).toBe('4');
    expect([await described(), await described('?asOf=1'), await described('?asOf=2')]).toEqual([null, null, null]);
    const feed = await service.get('/v1/changes');
    expect(JSON.stringify(feed)).not.toContain('Zweisamkeit');
    expect(feed['data'].at(-1)).toMatchObject({
      kind: 'erase',
      by: 'Root',
      comment: 'actor/eve description is erased',
    });
    expect(await findings(service.store)).toEqual([]);
  });

  it('names what rests on it, and refuses what others refer to or what a record cannot be without', async () => {
    const used = await erase('sources/source-a/erase', {});
    expect([used.status, used.body['code']]).toEqual([409, 'in-use']);
    const needed = await erase('claims/claim-a/erase', { field: 'text' });
    expect([needed.status, needed.body['errors']]).toEqual([
      422,
      [{ pointer: '/field', code: 'invalid-value', detail: expect.stringContaining('earlier') }],
    ]);
    const tried = await erase('sources/source-a/erase?dryRun=true', { field: 'description' });
    expect(tried.body['data']).toMatchObject({ statements: ['s'], revisions: 0, asOf: null });
  });

  it('erases a whole record, whose moments are gone', async () => {
    expect((await erase('actors/eve/erase', {})).body['data']).toMatchObject({ field: null, asOf: { from: 1 } });
    expect((await service.ask('/v1/actors/eve')).status).toBe(410);
    const then = await service.ask('/v1/actors/eve?asOf=2');
    expect([then.status, then.body['code']]).toEqual([410, 'erased']);
    // Once more is no harm.
    expect((await erase('actors/eve/erase', {})).body['data']).toMatchObject({ revisions: 0 });
  });

  it('says what is wrong with what is asked for', async () => {
    for (const [path, body, status, code] of [
      ['actors/nobody/erase', {}, 404, 'not-found'],
      ['actors/eve/erase', { field: 'desription' }, 400, 'invalid-body'],
      ['actors/eve/erase', { field: 'id' }, 400, 'invalid-body'],
      ['actors/eve/erase', { all: true }, 400, 'invalid-body'],
      ['actors/eve/erase', '[', 400, 'invalid-body'],
      ['actors/eve/erase?dryrun=true', {}, 400, 'invalid-parameters'],
    ] as const) {
      const answer = await erase(path, body);
      expect([path, body, answer.status, answer.body['code']]).toEqual([path, body, status, code]);
    }
    expect((await root.send('POST', '/v1/actors/eve/erase')).status).toBe(415);
    expect(JSON.stringify((await erase('actors/eve/erase', { field: 'desription' })).body)).toContain('description');
  });
});
