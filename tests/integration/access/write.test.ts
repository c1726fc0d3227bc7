import { beforeAll, describe, expect, it } from 'vitest';
import { serviceOver, worldOf } from '../../support/http.ts';
import { write } from '../../support/store.ts';
import { actor, deletion, merge, topic } from '../../support/world.ts';
import { at, CREATES, faultsOf, writingAs, type Writing } from '../../support/writing.ts';

/*
 * Writing one record over HTTP.
 */

const service = serviceOver(worldOf(actor('old'), actor('new'), topic('used', { name: 'Used' }), topic('free')));
let ada: Writing;
let number: number;
beforeAll(async () => {
  await write(service.store, merge('actor', 'old', 'new'));
  await write(service.store, topic('gone'));
  await write(service.store, deletion('topic', 'gone'));
  ada = await writingAs(service, 'Ada', 'write');
  number = await service.store.lastChange();
});
const next = (): number => ++number;
const put = (id: string, body: unknown, headers: Record<string, string>) =>
  ada.send('PUT', `/v1/topics/${id}`, body, headers);
const patch = (id: string, body: unknown, headers: Record<string, string>) =>
  ada.send('PATCH', `/v1/topics/${id}`, body, headers);
const written = async (id: string): Promise<unknown> =>
  JSON.parse((await service.store.written([{ type: 'topic', id }]))[0] ?? 'null');

describe('PUT', () => {
  it('creates a record with If-None-Match: *, and answers the change set', async () => {
    const answer = await put(
      'peace',
      { name: 'Peace' },
      { ...CREATES, 'dictum-comment': Buffer.from('For the talks — für später').toString('latin1') },
    );
    expect(answer.status).toBe(201);
    const made = next();
    expect(answer.headers).toMatchObject({
      location: '/v1/topics/peace',
      etag: `"${made}"`,
      'dictum-bookmark': `${made}`,
    });
    expect(answer.body).toEqual({
      data: {
        number: made,
        open: false,
        records: 1,
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        by: 'Ada',
        comment: 'For the talks — für später',
        kind: 'write',
        changes: [
          { type: 'topic', id: 'peace', before: null, after: expect.objectContaining({ id: 'peace', name: 'Peace' }) },
        ],
      },
      links: { self: '/v1/topics/peace' },
    });
    expect((await service.get('/v1/topics/peace'))['data']).toMatchObject({ name: 'Peace', revision: made });
  });

  it('refuses to create what is there, and tells what stands', async () => {
    const answer = await put('free', { name: 'Mine' }, CREATES);
    expect([answer.status, answer.body['code'], answer.body['revision']]).toEqual([412, 'precondition-failed', 1]);
    expect(answer.body['standing']).toMatchObject({ id: 'free' });
    expect(answer.body['differs']).toContainEqual(expect.objectContaining({ pointer: '/name', after: 'Mine' }));
    expect(await service.store.lastChange()).toBe(number);
  });

  it('replaces the revision that If-Match names, in any form of its tag', async () => {
    const { headers, body } = await service.ask('/v1/topics/free');
    expect(headers['etag']).toMatch(/^"1-[\w-]+"$/);
    expect(body['data']['revision']).toBe(1);
    for (const tag of [headers['etag']!, '"REV"', 'REV', 'W/"REV-abc-gzip"', '"7", "REV"', '*']) {
      const revision = (await service.store.revisionOf([{ type: 'topic', id: 'free' }]))[0]!;
      const answer = await put('free', { name: `As ${tag}` }, { 'if-match': tag.replace('REV', String(revision)) });
      expect([tag, answer.status, answer.headers['etag']]).toEqual([tag, 200, `"${next()}"`]);
      expect(answer.headers['location']).toBeUndefined();
    }
  });

  it('refuses another revision with what stands, what was changed since, and what differs', async () => {
    await put('raced', { name: 'First', alternativeNames: ['One'] }, CREATES);
    const first = next();
    await put('raced', { name: 'Second', alternativeNames: ['One'] }, at(first));
    const second = next();
    const answer = await put('raced', { name: 'First', alternativeNames: ['One', 'Two'] }, at(first));
    expect(answer).toMatchObject({ status: 412, body: { code: 'precondition-failed', revision: second } });
    expect(answer.body).toMatchObject({
      detail: `topic/raced stands at revision ${second}, not at ${first}`,
      standing: { name: 'Second' },
      changedSince: [{ pointer: '/name', before: 'First', after: 'Second' }],
      differs: [
        { pointer: '/name', before: 'Second', after: 'First' },
        { pointer: '/alternativeNames', before: ['One'], after: ['One', 'Two'] },
      ],
    });
    expect((await put('raced', { name: 'X' }, { 'if-match': '"abc"' })).status).toBe(412);
    expect(await written('raced')).toMatchObject({ name: 'Second' });
  });

  it('needs a precondition, and tells which', async () => {
    const there = await put('free', { name: 'X' }, {});
    expect([there.status, there.body['code']]).toEqual([428, 'precondition-required']);
    const [revision] = await service.store.revisionOf([{ type: 'topic', id: 'free' }]);
    expect(there.body['detail']).toContain(`If-Match: "${revision}"`);
    expect((await put('nowhere', { name: 'X' }, {})).body['detail']).toContain('If-None-Match: *');
    for (const headers of [{ ...CREATES, ...at(1) }, { 'if-none-match': '"1"' }]) {
      const answer = await put('free', { name: 'X' }, headers);
      expect([answer.status, answer.body['code']]).toEqual([400, 'invalid-parameters']);
    }
  });

  it('of what is not there is 404 with If-Match, of what was deleted 410, and revives it with If-None-Match', async () => {
    expect((await put('nowhere', { name: 'X' }, at(1))).body).toMatchObject({ status: 404, code: 'not-found' });
    expect((await put('gone', { name: 'X' }, { 'if-match': '*' })).body).toMatchObject({ status: 410, code: 'gone' });
    expect((await put('gone', { name: 'Back' }, CREATES)).status).toBe(201);
    next();
    expect((await service.get('/v1/topics/gone'))['data']).toMatchObject({ name: 'Back' });
  });

  it('of a merged id leads to the other', async () => {
    for (const headers of [CREATES, at(1)]) {
      const answer = await ada.send('PUT', '/v1/actors/old?dryRun=true', { kind: 'person', name: 'X' }, headers);
      expect([answer.status, answer.headers['location']]).toEqual([308, '/v1/actors/new?dryRun=true']);
    }
  });

  it('tells everything that is wrong at once, with pointers, and writes nothing', async () => {
    const answer = await ada.send(
      'PUT',
      '/v1/topics/c',
      { name: 7, broader: ['nowhere'], alternativeName: [] },
      CREATES,
    );
    expect([answer.status, answer.body['code']]).toEqual([422, 'invalid-record']);
    expect(faultsOf(answer)).toEqual([
      ['/name', expect.anything()],
      ['/alternativeName', expect.stringContaining('did you mean alternativeNames?')],
      ['/broader/0', expect.stringContaining('there is no topic nowhere')],
    ]);
    expect(await service.store.lastChange()).toBe(number);
  });

  it.each([
    ['nothing', undefined, 415],
    ['an empty body', '', 400],
    ['no JSON', '{', 400],
    ['a name twice', '{"name":"a","name":"b"}', 400],
    ['very deep JSON', `${'['.repeat(5000)}${']'.repeat(5000)}`, 400],
    ['a list', [], 422],
    ['another id', { id: 'x', name: 'X' }, 422],
    ['another type', { type: 'claim', name: 'X' }, 422],
    ['a deletion', { id: 'odd', deleted: true }, 422],
    ['a merge', { id: 'odd', mergedInto: 'free' }, 422],
    ['a prototype', '{"name":"X","__proto__":{"a":1}}', 422],
  ])('refuses %s', async (_what, body, status) => {
    expect((await put('odd', body, CREATES)).status).toBe(status);
    expect(await service.store.lastChange()).toBe(number);
  });

  it('refuses an id that is none, and a comment with control characters', async () => {
    expect(faultsOf(await put('Not%20an%20id', { name: 'X' }, CREATES))).toEqual([['/id', expect.anything()]]);
    for (const comment of ["UTF-8''a%00b", 'x'.repeat(1001), '\xff'])
      expect((await put('odd', { name: 'X' }, { ...CREATES, 'dictum-comment': comment })).status).toBe(400);
  });

  it('takes an answer back as it was given, which changes nothing', async () => {
    for (const url of ['/v1/topics/free', '/v1/actors/new']) {
      const { data } = (await service.get(url)) as { data: { revision: number } };
      const answer = await ada.send('PUT', url, data, at(data.revision));
      expect([url, answer.status, answer.body['data']]).toEqual([
        url,
        200,
        { number: null, at: null, by: null, comment: null, kind: 'write', changes: [] },
      ]);
      expect(answer.headers['etag']).toBe(`"${data.revision}"`);
    }
    expect(await service.store.lastChange()).toBe(number);
  });
});

describe('PATCH', () => {
  it('changes the fields that are named, and takes out those that are null', async () => {
    await put('patched', { name: 'Before', alternativeNames: ['A', 'B'] }, CREATES);
    const made = next();
    const answer = await patch('patched', { name: 'After', alternativeNames: null }, at(made));
    expect([answer.status, answer.headers['etag']]).toEqual([200, `"${next()}"`]);
    expect(await written('patched')).toMatchObject({ name: 'After', alternativeNames: [] });
    expect((await patch('patched', { name: 'Late' }, at(made))).status).toBe(412);
  });

  it('needs If-Match and the media type of merge patches', async () => {
    expect((await patch('free', { name: 'X' }, {})).status).toBe(428);
    expect((await patch('free', { name: 'X' }, CREATES)).status).toBe(400);
    expect((await patch('free', { name: 'X' }, { 'if-match': '*', 'content-type': 'application/json' })).status).toBe(
      415,
    );
    expect((await patch('nowhere', { name: 'X' }, { 'if-match': '*' })).status).toBe(404);
    expect(faultsOf(await patch('free', { name: null }, { 'if-match': '*' }))).toEqual([['/name', expect.anything()]]);
    expect(faultsOf(await patch('free', [], { 'if-match': '*' }))).toEqual([['', expect.anything()]]);
  });
});

describe('DELETE', () => {
  it('deletes a record, and names those that refer to it where there are some', async () => {
    await write(service.store, topic('narrower', { broader: ['used'] }));
    next();
    const used = await ada.send('DELETE', '/v1/topics/used');
    expect([used.status, used.body['code'], used.body['detail']]).toEqual([
      409,
      'in-use',
      expect.stringContaining('topic/narrower refer to it'),
    ]);
    await put('short-lived', { name: 'X' }, CREATES);
    const made = next();
    expect((await ada.send('DELETE', '/v1/topics/short-lived', undefined, at(made - 1))).status).toBe(412);
    const answer = await ada.send('DELETE', '/v1/topics/short-lived', undefined, at(made));
    expect(answer.body['data']).toMatchObject({
      number: next(),
      changes: [{ id: 'short-lived', before: { name: 'X' }, after: { id: 'short-lived', deleted: true } }],
    });
    expect((await service.ask('/v1/topics/short-lived')).status).toBe(410);
    expect((await ada.send('DELETE', '/v1/topics/short-lived')).status).toBe(410);
    expect((await ada.send('DELETE', '/v1/topics/nowhere')).status).toBe(404);
  });
});

describe('merging', () => {
  it('leads the id, and whoever refers to it, to the other', async () => {
    await put('twin', { name: 'Twin' }, CREATES);
    await write(service.store, topic('of-twin', { broader: ['twin'] }));
    number += 2;
    const answer = await ada.send('POST', '/v1/topics/twin/merge', { into: 'free' });
    expect(answer.body['data']).toMatchObject({ number: next(), by: 'Ada' });
    expect(answer.body['data'].changes).toContainEqual(
      expect.objectContaining({ id: 'twin', after: { id: 'twin', mergedInto: 'free' } }),
    );
    expect((await service.ask('/v1/topics/twin')).headers['location']).toBe('/v1/topics/free');
    expect((await service.get('/v1/topics/of-twin'))['data']).toMatchObject({ broader: ['free'] });
    const again = await ada.send('POST', '/v1/topics/twin/merge', { into: 'free' });
    expect([again.status, again.headers['location']]).toEqual([308, '/v1/topics/free/merge']);
  });

  it.each([
    [{ into: 'free' }, 422, '/into'],
    [{ into: 'nowhere' }, 422, '/into'],
    [{ into: 'Not an id' }, 400, '/into'],
    [{}, 400, '/into'],
    [{ into: 'free', why: 'x' }, 400, '/why'],
  ])('refuses %j', async (body, status, pointer) => {
    const answer = await ada.send('POST', '/v1/topics/free/merge', body);
    expect([answer.status, faultsOf(answer).map(([where]) => where)]).toEqual([status, [pointer]]);
  });
});
