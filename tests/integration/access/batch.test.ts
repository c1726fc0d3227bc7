import { beforeAll, describe, expect, it } from 'vitest';
import { serviceOver, theSeed, worldOf, type Json } from '../../support/http.ts';
import { summit } from '../../support/summit.ts';
import { topic } from '../../support/world.ts';
import { at, CREATES, faultsOf, writingAs, type Writing } from '../../support/writing.ts';

/*
 * Several records at once, trying first, and requests that are repeated.
 */

const service = serviceOver(worldOf(...summit(), topic('one'), topic('two', { broader: ['one'] })));
const seeded = serviceOver(theSeed);
let ada: Writing;
beforeAll(async () => {
  ada = await writingAs(service, 'Ada', 'write');
});
const changes = (list: object[], headers: Record<string, string> = {}, query = '') =>
  ada.send('POST', `/v1/changes${query}`, { changes: list }, headers);
const state = async (): Promise<unknown> => [await service.store.version(), await service.store.lastChange()];

describe('a batch', () => {
  it('is one change set, and its records may refer to one another', async () => {
    const answer = await ada.send('POST', '/v1/changes', {
      comment: 'Both at once',
      changes: [
        { op: 'put', type: 'topic', id: 'narrow', revision: null, record: { name: 'Narrow', broader: ['wide'] } },
        { op: 'put', type: 'topic', id: 'wide', revision: null, record: { name: 'Wide' } },
        { op: 'patch', type: 'topic', id: 'two', revision: 1, patch: { name: 'Deux' } },
      ],
    });
    expect(answer.status).toBe(200);
    const { data } = answer.body as { data: Json };
    expect(data).toMatchObject({ by: 'Ada', comment: 'Both at once', kind: 'write' });
    expect(data['changes'].map(({ id }: Json) => id)).toEqual(['narrow', 'two', 'wide']);
    expect((await service.get('/v1/topics/two'))['data']).toMatchObject({ name: 'Deux', revision: data['number'] });
  });

  it('is not written where anything is wrong, and all that is wrong is told', async () => {
    const before = await state();
    const answer = await changes([
      { op: 'put', type: 'topic', id: 'a', revision: null, record: { name: 'A', broader: ['b', 'nowhere'] } },
      { op: 'put', type: 'topic', id: 'b', revision: null, record: { nam: 'B' } },
      { op: 'delete', type: 'topic', id: 'one', revision: '*' },
    ]);
    expect([answer.status, answer.body['code']]).toEqual([422, 'invalid-record']);
    expect(faultsOf(answer)).toEqual([
      ['/changes/0/record/broader/1', expect.stringContaining('there is no topic nowhere')],
      ['/changes/1/record/name', expect.anything()],
      ['/changes/1/record/nam', expect.stringContaining('did you mean name?')],
      ['/changes/2', expect.stringContaining('topic/two refer to it')],
    ]);
    expect(await state()).toEqual(before);
  });

  it('names every record that does not stand as it is meant', async () => {
    const before = await state();
    const answer = await changes([
      { op: 'patch', type: 'topic', id: 'one', revision: 999, patch: { name: 'X' } },
      { op: 'put', type: 'topic', id: 'two', revision: null, record: { name: 'X' } },
      { op: 'put', type: 'topic', id: 'three', revision: null, record: { name: 'X' } },
    ]);
    expect([answer.status, answer.body['code']]).toEqual([412, 'precondition-failed']);
    expect(faultsOf(answer).map(([pointer]) => pointer)).toEqual(['/changes/0/revision', '/changes/1/revision']);
    expect(await state()).toEqual(before);
  });

  it('deletes and merges', async () => {
    await changes([
      { op: 'put', type: 'topic', id: 'x', revision: null, record: { name: 'X' } },
      { op: 'put', type: 'topic', id: 'y', revision: null, record: { name: 'Y' } },
    ]);
    const answer = await changes([
      { op: 'delete', type: 'topic', id: 'x', revision: '*' },
      { op: 'merge', type: 'topic', id: 'y', revision: '*', into: 'one' },
    ]);
    expect(answer.status).toBe(200);
    expect((await service.ask('/v1/topics/x')).status).toBe(410);
    expect((await service.ask('/v1/topics/y')).headers['location']).toBe('/v1/topics/one');
  });

  it.each([
    [{}, ['/changes']],
    [{ changes: [] }, ['/changes']],
    [{ changes: [{ op: 'put', type: 'topic', id: 'a', record: {} }] }, ['/changes/0/revision']],
    [{ changes: [{ op: 'erase', type: 'topic', id: 'a', revision: 1 }] }, ['/changes/0/op']],
  ])('is refused as %j', async (body, pointers) => {
    const answer = await ada.send('POST', '/v1/changes', body);
    expect([answer.status, answer.body['code'], faultsOf(answer).map(([pointer]) => pointer)]).toEqual([
      400,
      'invalid-body',
      pointers,
    ]);
  });

  it('is refused where a record stands in it twice, or was merged', async () => {
    const twice = { op: 'patch', type: 'topic', id: 'one', revision: '*', patch: { name: 'X' } };
    expect(faultsOf(await changes([twice, twice]))).toEqual([['/changes/1', expect.stringContaining('already')]]);
    expect(faultsOf(await changes([{ ...twice, id: 'y' }]))).toEqual([
      ['/changes/0/id', 'topic/y was merged into one; write to that'],
    ]);
  });
});

describe('a dry run', () => {
  it('tells what would be written and what would follow, and writes nothing', async () => {
    const editor = await writingAs(seeded, 'Ada', 'write');
    const before = [await seeded.store.version(), await seeded.store.lastChange()];
    const url = '/v1/actors/sergey-lavrov?dryRun=true';
    const answer = await editor.send('PATCH', url, { represents: [] }, { 'if-match': '*' });
    expect(answer.status).toBe(200);
    const tried = answer.body['data'] as Json;
    expect(tried).toMatchObject({ dryRun: true, counts: { created: 0, updated: 1, deleted: 0 } });
    expect(tried['changes']).toEqual([
      {
        type: 'actor',
        id: 'sergey-lavrov',
        differs: [{ pointer: '/represents', before: expect.any(Array), after: [] }],
      },
    ]);
    const records = tried['derived'].records as Json[];
    expect(tried['derived'].count).toBe(records.length);
    // Whoever speaks for nobody has no side, on which directness rests.
    const { data } = await seeded.get('/v1/statements/lavrov-2025-02-20-multilateral');
    const statement = records.find(({ id }) => id === 'lavrov-2025-02-20-multilateral')!;
    expect(statement['differs']).toContainEqual({
      pointer: '/representing',
      before: (data as Json)['representing'],
      after: [],
    });
    expect([await seeded.store.version(), await seeded.store.lastChange()]).toEqual(before);
  });

  it('tells which links of regions with forums would come and go', async () => {
    const editor = await writingAs(seeded, 'Ada', 'write');
    const linksOf = async (method: string, url: string, body?: object, headers = {}): Promise<unknown> =>
      (await editor.send(method, `${url}?dryRun=true`, body, headers)).body['data'].links;
    const url = '/v1/memberships/united-states-g20';
    expect(await linksOf('DELETE', url)).toEqual({
      come: [],
      go: [
        { region: 'americas', forum: 'g20' },
        { region: 'northern-america', forum: 'g20' },
      ],
    });
    // Of others there is more evidence.
    expect(await linksOf('DELETE', '/v1/memberships/south-africa-g20')).toEqual({ come: [], go: [] });
    const { member, forum, source } = (await seeded.get(`${url}?form=written`))['data'] as Json;
    const back = { member, forum: 'sco', source };
    expect(await linksOf('PUT', '/v1/memberships/united-states-sco', back, CREATES)).toEqual({
      come: [
        { region: 'americas', forum: 'sco' },
        { region: 'northern-america', forum: 'sco' },
      ],
      go: [],
    });
    expect(forum).toBe('g20');
  });

  it('is refused as the write would be', async () => {
    const answer = await ada.send('PUT', '/v1/topics/new?dryRun=true', { name: 7 }, CREATES);
    expect(answer.status).toBe(422);
    expect((await ada.send('PUT', '/v1/topics/new?dryRun=true', { name: 'X' }, at(1))).status).toBe(404);
    const made = await ada.send(
      'PUT',
      '/v1/topics/new?dryRun=true',
      { name: 'New' },
      { ...CREATES, 'idempotency-key': 'dry' },
    );
    expect([made.status, made.body['data']['counts']['created']]).toEqual([200, 1]);
    expect((await service.ask('/v1/topics/new')).status).toBe(404);
  });
});

describe('an idempotency key', () => {
  const key = (name: string) => ({ 'idempotency-key': name });

  it('answers a repeated request the same, and makes the write once', async () => {
    const send = () => ada.send('PUT', '/v1/topics/kept', { name: 'Kept' }, { ...CREATES, ...key('a') });
    const first = await send();
    const before = await state();
    const again = await send();
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers).toMatchObject({
      'idempotent-replayed': 'true',
      etag: first.headers['etag'],
      location: '/v1/topics/kept',
      'dictum-bookmark': first.headers['dictum-bookmark'],
    });
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(await state()).toEqual(before);
  });

  it('is refused with another request', async () => {
    await ada.send('PUT', '/v1/topics/other', { name: 'Other' }, { ...CREATES, ...key('b') });
    for (const [method, url, body] of [
      ['PUT', '/v1/topics/other', { name: 'Changed' }],
      ['PUT', '/v1/topics/another', { name: 'Other' }],
    ] as const) {
      const answer = await ada.send(method, url, body, { ...CREATES, ...key('b') });
      expect([answer.status, answer.body['code']]).toEqual([422, 'key-reused']);
    }
  });

  it('belongs to a token, and is not remembered of a refused write', async () => {
    const bob = await writingAs(service, 'Bob', 'write');
    const refused = await ada.send('PUT', '/v1/topics/late', { name: 7 }, { ...CREATES, ...key('c') });
    expect(refused.status).toBe(422);
    expect((await ada.send('PUT', '/v1/topics/late', { name: 'L' }, { ...CREATES, ...key('c') })).status).toBe(201);
    expect((await bob.send('PATCH', '/v1/topics/late', { name: 'B' }, { 'if-match': '*', ...key('c') })).status).toBe(
      200,
    );
  });

  it('makes one write of requests that come at once', async () => {
    const send = () => ada.send('POST', '/v1/topics/two/merge', { into: 'one' }, key('d'));
    const before = await service.store.lastChange();
    const answers = await Promise.all([send(), send(), send(), send()]);
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0].status).toBe(200);
    expect(await service.store.lastChange()).toBe(before + 1);
  });

  it('is remembered of a write that changes nothing', async () => {
    const send = () => ada.send('PATCH', '/v1/topics/kept', { name: 'Kept' }, { 'if-match': '*', ...key('e') });
    const [first, again] = [await send(), await send()];
    expect([first.body['data']['number'], again.headers['idempotent-replayed']]).toEqual([null, 'true']);
  });

  it('has a form', async () => {
    for (const odd of ['a b', 'x'.repeat(256), '\u00e9'])
      expect((await ada.send('DELETE', '/v1/topics/kept', undefined, key(odd))).status).toBe(400);
  });
});

describe('writing', () => {
  const routes = [
    ['PUT', '/v1/topics/one', { name: 'X' }],
    ['PATCH', '/v1/topics/one', { name: 'X' }],
    ['DELETE', '/v1/topics/one', undefined],
    ['POST', '/v1/topics/one/merge', { into: 'kept' }],
    ['POST', '/v1/changes', { changes: [] }],
    ['POST', '/v1/changes/1/revert', undefined],
  ] as const;

  it.each(routes)('%s %s needs a token with the scope write', async (method, url, body) => {
    const before = await state();
    const none = await service.ask(url, {
      method,
      headers: { 'if-match': '*', ...(body && { 'content-type': 'application/json' }) },
      ...(body && { payload: JSON.stringify(body) }),
    });
    expect([none.status, none.body['code'], none.headers['www-authenticate']]).toEqual([
      401,
      'no-token',
      'Bearer realm="dictum", scope="write"',
    ]);
    expect(none.body['detail']).toContain('dictum token create');
    for (const scope of ['read', 'texts', 'export', 'metrics'] as const) {
      const other = await writingAs(service, 'Eve', scope);
      const answer = await other.send(method, url, body, { 'if-match': '*' });
      expect([scope, answer.status, answer.body['code'], answer.body['scope']]).toEqual([
        scope,
        403,
        'insufficient-scope',
        'write',
      ]);
    }
    expect(await state()).toEqual(before);
  });
});

describe('undoing a change set', () => {
  const revert = (number: number | string, query = '', headers = {}) =>
    ada.send('POST', `/v1/changes/${number}/revert${query}`, undefined, headers);

  it('gives back what was, and is a change set that can be undone itself', async () => {
    const made = await ada.send('PUT', '/v1/topics/undone', { name: 'Undone' }, CREATES);
    const { number } = made.body['data'] as { number: number };
    expect((await revert(number, '?dryRun=true')).body['data']).toEqual({ dryRun: true, reverts: number, records: 1 });
    const answer = await revert(number, '', { 'dictum-comment': 'A mistake', 'idempotency-key': 'undo' });
    expect(answer.body['data']).toMatchObject({ by: 'Ada', comment: 'A mistake', kind: 'revert' });
    expect((await service.ask('/v1/topics/undone')).status).toBe(410);
    expect((await revert(number, '', { 'dictum-comment': 'A mistake', 'idempotency-key': 'undo' })).text).toBe(
      answer.text,
    );
    expect((await revert((answer.body['data'] as Json)['number'] as number)).status).toBe(200);
    expect((await service.ask('/v1/topics/undone')).status).toBe(200);
  });

  it('is refused where others changed the record since, which is named', async () => {
    const first = await ada.send('PUT', '/v1/topics/again', { name: 'One' }, CREATES);
    const second = await ada.send('PATCH', '/v1/topics/again', { name: 'Two' }, { 'if-match': '*' });
    const answer = await revert((first.body['data'] as Json)['number'] as number);
    expect([answer.status, answer.body['code'], answer.body['later']]).toEqual([
      409,
      'not-revertible',
      [{ type: 'topic', id: 'again', revision: (second.body['data'] as Json)['number'] }],
    ]);
  });

  it('is not found of a number that is none', async () => {
    for (const odd of ['999999', '0', 'x', '1e3']) expect((await revert(odd)).status).toBe(404);
  });
});
