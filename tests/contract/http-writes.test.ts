import { afterEach, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { Tokens } from '../../src/access/tokens.ts';
import type { Change, Store } from '../../src/store/port.ts';
import { onEveryEngine } from '../support/engines.ts';
import { appOver, ask, type Answer, type Json } from '../support/http.ts';
import { findings, write } from '../support/store.ts';
import { actor, topic } from '../support/world.ts';
import { at, CREATES } from '../support/writing.ts';

/*
 * The routes of writing, on every engine: each status that a writer has to be able to rely on.
 */

onEveryEngine('writing over HTTP', (open) => {
  let app: FastifyInstance;
  let store: Store;
  let token: string;
  afterEach(() => app.close());

  const begin = async (...records: Change[]): Promise<void> => {
    store = await open(...records);
    app = await appOver(store);
    token = (await new Tokens(store).create('Ada', ['write'], null)).text;
  };
  const send = (method: string, url: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    ask(app, url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
        ...headers,
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
  const batch = (changes: object[], headers: Record<string, string> = {}, query = ''): Promise<Answer> =>
    send('POST', `/v1/changes${query}`, { changes }, headers);
  const put = (id: string, record: object = {}, revision: unknown = null): object => ({
    op: 'put',
    type: 'topic',
    id,
    revision,
    record: { name: id, ...record },
  });
  const read = async (id: string): Promise<Json> => (await ask(app, `/v1/topics/${id}`)).body['data'] as Json;

  it('creates, replaces and patches by revision, and tells who is behind what stands', async () => {
    await begin();
    expect((await send('PUT', '/v1/topics/a', { name: 'A' })).status).toBe(428);
    const made = await send('PUT', '/v1/topics/a', { name: 'A' }, CREATES);
    expect([made.status, made.headers['etag'], made.headers['dictum-bookmark']]).toEqual([201, '"1"', '1']);
    expect((await send('PUT', '/v1/topics/a', { name: 'A' }, CREATES)).status).toBe(412);
    expect((await send('PUT', '/v1/topics/a', { name: 'B' }, at(1))).headers['etag']).toBe('"2"');
    expect((await send('PATCH', '/v1/topics/a', { description: 'Mine.' }, at(2))).status).toBe(200);
    const stale = await send('PATCH', '/v1/topics/a', { description: 'Theirs.' }, at(2));
    expect([stale.status, stale.body]).toEqual([
      412,
      expect.objectContaining({
        code: 'precondition-failed',
        revision: 3,
        changedSince: [{ pointer: '/description', before: null, after: 'Mine.' }],
      }),
    ]);
    expect(await read('a')).toMatchObject({ name: 'B', description: 'Mine.', revision: 3 });
    expect((await send('PATCH', '/v1/topics/none', { name: 'x' }, at(1))).status).toBe(404);
    expect(await findings(store)).toEqual([]);
  });

  it('deletes what nobody refers to, merges, revives, and leads on', async () => {
    await begin(topic('wide'), topic('narrow', { broader: ['wide'] }), topic('twin'));
    const used = await send('DELETE', '/v1/topics/wide');
    expect([used.status, used.body['code']]).toEqual([409, 'in-use']);
    expect((await send('POST', '/v1/topics/wide/merge', { into: 'twin' })).status).toBe(200);
    expect((await ask(app, '/v1/topics/wide')).status).toBe(308);
    expect((await read('narrow'))['broader']).toEqual(['twin']);
    expect((await send('DELETE', '/v1/topics/narrow')).status).toBe(200);
    expect((await ask(app, '/v1/topics/narrow')).status).toBe(410);
    expect((await send('PUT', '/v1/topics/narrow', { name: 'Again' }, CREATES)).status).toBe(201);
    expect(await findings(store)).toEqual([]);
  });

  it('writes a batch whole or not at all, tries it without a trace, and makes it once for one key', async () => {
    await begin();
    const wrong = await batch([put('a'), put('b', { broader: ['nothing'] }), put('c', { name: 5 })]);
    expect([wrong.status, (wrong.body['errors'] as Json[]).map(({ pointer }) => pointer)]).toEqual([
      422,
      ['/changes/1/record/broader/0', '/changes/2/record/name'],
    ]);
    const tried = await batch([put('a'), put('b', { broader: ['a'] })], {}, '?dryRun=true');
    expect([tried.status, tried.body['data'].dryRun]).toEqual([200, true]);
    expect(await store.lastChange()).toBe(0);
    const key = { 'idempotency-key': 'one' };
    const both = await Promise.all([1, 2].map(() => batch([put('a'), put('b', { broader: ['a'] })], key)));
    expect(both.map(({ status, body }) => [status, body['data'].number])).toEqual([
      [200, 1],
      [200, 1],
    ]);
    expect((await batch([put('c')], key)).body['code']).toBe('key-reused');
    expect(await store.lastChange()).toBe(1);
    // A client that follows where an id leads comes back to the id, which leads elsewhere once that is written.
    await batch(['wide', 'one', 'two'].map((id) => put(id)));
    const merge = (id: string, into: string, named: string): Promise<Answer> =>
      send('POST', `/v1/topics/${id}/merge`, { into }, { 'if-match': '*', 'idempotency-key': named });
    await merge('wide', 'one', 'first');
    expect((await merge('wide', 'two', 'led')).headers['location']).toBe('/v1/topics/one/merge');
    const made = (await merge('one', 'two', 'led')).body['data'];
    expect((await merge('wide', 'two', 'led')).body['data']).toEqual(made);
    expect((await merge('wide', 'one', 'led')).status).toBe(308);
    expect((await merge('two', 'one', 'led')).body['code']).toBe('key-reused');
    expect(await findings(store)).toEqual([]);
    // What was meant may stand in the graph or in the same write.
    await write(store, topic('sea-lanes', { name: 'Sea lanes' }), actor('ports'));
    const meant = await batch([
      put('d', { broader: ['sea-lane', 'lanes-at-sea', 'ports', 'quarries', 'ny-topic'] }),
      put('my-topic'),
    ]);
    expect((meant.body['errors'] as Json[]).map(({ detail }) => detail)).toEqual([
      'there is no topic sea-lane (did you mean sea-lanes?); write it too, or correct the id',
      'there is no topic lanes-at-sea (did you mean sea-lanes?); write it too, or correct the id',
      'there is no topic ports; write it too, or correct the id; there is an actor of that id',
      'there is no topic quarries; write it too, or correct the id',
      'there is no topic ny-topic (did you mean my-topic?); write it too, or correct the id',
    ]);
  });

  it('tells of a batch all that is wrong: where records do not stand as it means, and what is wrong with others', async () => {
    await begin(
      topic('a'),
      topic('b'),
      topic('lost'),
      topic('merged'),
      topic('wide'),
      topic('under', { broader: ['wide'] }),
    );
    await send('DELETE', '/v1/topics/lost');
    await send('POST', '/v1/topics/merged/merge', { into: 'b' });
    const before = await store.lastChange();
    const patch = (id: string, revision: unknown = '*'): object => ({
      op: 'patch',
      type: 'topic',
      id,
      revision,
      patch: { name: 'X' },
    });
    const wrong = await batch([
      patch('a', 7),
      put('b', { name: 5 }),
      patch('none'),
      put('lost', { name: 5 }, 1),
      patch('merged'),
      put('new', { broader: ['nowhere', 'none'] }),
      patch('a'),
      { op: 'delete', type: 'topic', id: 'wide', revision: '*' },
    ]);
    expect([wrong.status, wrong.body['code']]).toEqual([422, 'invalid-record']);
    expect((wrong.body['errors'] as Json[]).map(({ pointer, code }) => [pointer, code])).toEqual([
      ['/changes/0/revision', 'precondition-failed'],
      ['/changes/1/revision', 'precondition-failed'],
      ['/changes/1/record/name', 'invalid-value'],
      ['/changes/2/id', 'not-found'],
      ['/changes/3/id', 'gone'],
      ['/changes/3/record/name', 'invalid-value'],
      ['/changes/4/id', 'invalid-value'],
      // A reference to what is only refused itself is right.
      ['/changes/5/record/broader/0', 'invalid-value'],
      ['/changes/6', 'invalid-value'],
      ['/changes/7', 'invalid-value'],
    ]);
    // What is of one kind alone has the status of that kind.
    const alike = await batch([put('c'), patch('none'), patch('nobody')]);
    expect([alike.status, alike.body['id'], (alike.body['errors'] as Json[]).map(({ pointer }) => pointer)]).toEqual([
      404,
      'none',
      ['/changes/1/id', '/changes/2/id'],
    ]);
    expect((await batch([put('lost', {}, 1), put('c')])).status).toBe(410);
    expect((await batch([put('a', { name: 'A' }), put('b')])).status).toBe(412);
    expect(await store.lastChange()).toBe(before);
    expect(await findings(store)).toEqual([]);
  });

  it('undoes a change set where nothing rests on it, and an undo', async () => {
    await begin(topic('a'), topic('b'));
    await send('POST', '/v1/topics/a/merge', { into: 'b' });
    const undone = await send('POST', '/v1/changes/2/revert');
    expect([undone.status, undone.body['data'].number, undone.body['data'].kind]).toEqual([200, 3, 'revert']);
    expect((await ask(app, '/v1/topics/a')).status).toBe(200);
    expect((await send('POST', '/v1/changes/3/revert')).status).toBe(200);
    expect((await ask(app, '/v1/topics/a')).status).toBe(308);
    const rests = await send('POST', '/v1/changes/1/revert');
    expect([rests.status, rests.body['code']]).toEqual([409, 'not-revertible']);
    expect(await findings(store)).toEqual([]);
  });

  it('lets one of several at once win', async () => {
    await begin(topic('a'), actor('x'));
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, i) => send('PATCH', '/v1/topics/a', { name: `${i}` }, at(1))),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412, 412, 412, 412]);
    const won = answers.findIndex(({ status }) => status === 200);
    expect(await read('a')).toMatchObject({ name: String(won), revision: 2 });
  });
});
