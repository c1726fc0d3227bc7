import { get as httpGet, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import type { Store } from '../../../src/store/port.ts';
import { embedded, type Opened } from '../../support/engines.ts';
import { appOver } from '../../support/http.ts';
import { write } from '../../support/store.ts';
import { actor, claim, deletion, merge, snapshot, source } from '../../support/world.ts';

let opened: Opened;
let store: Store;
let app: FastifyInstance;
const start = async (behindMs = 0): Promise<void> => {
  opened = await embedded.open();
  store = opened.store;
  app = await appOver(store, { feed: { everyMs: 10, patienceMs: 200, behindMs } });
};
const stop = async (): Promise<void> => {
  await app.close();
  await opened.dispose();
};

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });
const data = async (url: string): Promise<any> => (await get(url)).json().data;

describe('the log over HTTP', () => {
  beforeAll(async () => {
    await start();
    await store.write([actor('a'), actor('b')], { by: 'desk', comment: 'Begun.' });
    await write(store, source('source-a'), snapshot('snap', { of: 'secret words', text: 'secret words' }));
    await write(store, actor('a', { name: 'Anna' }), deletion('actor', 'b'));
    await store.write([claim('c')], { kind: 'import', open: true });
  });
  afterAll(stop);

  it('lists change sets with what they did, and leaves out an import that has not ended', async () => {
    const sets = await data('/v1/changes');
    expect(sets.map(({ number }: { number: number }) => number)).toEqual([1, 2, 3]);
    expect(sets[0]).toMatchObject({ number: 1, by: 'desk', comment: 'Begun.', kind: 'write', records: 2 });
    expect(sets[2].changes).toMatchObject([
      { type: 'actor', id: 'a', before: { id: 'a', name: 'a' }, after: { id: 'a', name: 'Anna' } },
      { type: 'actor', id: 'b', before: { id: 'b' }, after: { id: 'b', deleted: true } },
    ]);
    expect((await get('/v1/changes')).body).not.toContain('secret words');
  });

  it.each([
    ['since=1', [2, 3]],
    ['type=source', [2]],
    ['id=actor/a', [1, 3]],
    ['type=actor&id=actor/a', [1, 3]],
    ['by=desk', [1]],
    ['kind=seed', []],
    ['sort=-number&limit=2', [3, 2]],
    ['sort=-number&since=2', [3]],
  ])('filters by %s', async (query, numbers) => {
    expect((await data(`/v1/changes?${query}`)).map(({ number }: { number: number }) => number)).toEqual(numbers);
  });

  it('comes in pages and as lines', async () => {
    const seen: number[] = [];
    for (let url: string | undefined = '/v1/changes?limit=1'; url !== undefined;) {
      const page: any = (await get(url)).json();
      seen.push(...page.data.map(({ number }: { number: number }) => number));
      url = page.links.next;
    }
    expect(seen).toEqual([1, 2, 3]);
    const lines = await get('/v1/changes?since=1', { accept: 'application/x-ndjson' });
    expect(
      lines.body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).number),
    ).toEqual([2, 3]);
  });

  it.each([
    ['/v1/changes?id=actor', 400],
    ['/v1/changes?type=statement&id=actor/a', 400],
    ['/v1/changes?since=x', 400],
    ['/v1/changes?kind=other', 400],
    ['/v1/changes/99', 404],
    ['/v1/changes/x', 404],
    ['/v1/actors/nobody/revisions', 404],
    ['/v1/actors/a/revisions/2', 404],
  ])('answers %s with %i', async (url, status) => {
    expect((await get(url)).statusCode).toBe(status);
  });

  it('tells one change set, and the revisions of a record with what they changed', async () => {
    expect(await data('/v1/changes/3?limit=1')).toMatchObject({ number: 3, changes: [{ id: 'a' }] });
    expect(await data('/v1/actors/a/revisions')).toMatchObject([
      { number: 3, difference: [{ field: 'name', before: 'a', after: 'Anna' }] },
      { number: 1, by: 'desk', comment: 'Begun.', difference: expect.arrayContaining([{ field: 'id', after: 'a' }]) },
    ]);
    expect(await data('/v1/actors/a/revisions/3')).toMatchObject({ before: { name: 'a' }, after: { name: 'Anna' } });
    expect(await data('/v1/actors/b/revisions')).toMatchObject([{ number: 3 }, { number: 1 }]);
    expect((await get('/v1/actors/a')).json().links.revisions).toBe('/v1/actors/a/revisions');
  });
});

describe('the live feed', () => {
  beforeEach(async () => {
    await start();
    await app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterEach(stop);

  const open = (headers: Record<string, string> = {}, path = '/v1/changes'): Promise<IncomingMessage> => {
    const { port } = app.server.address() as AddressInfo;
    return new Promise((resolve, reject) => {
      httpGet({ port, path, headers: { accept: 'text/event-stream', ...headers } }, resolve).on('error', reject);
    });
  };

  /** Reads until so many events came, and leaves; `between` once the stream is open. */
  const events = async (stream: IncomingMessage, count: number): Promise<{ id: string; data: any }[]> => {
    let text = '';
    const found = (): { id: string; data: any }[] =>
      [...text.matchAll(/id: (\d+)\nevent: change\ndata: (.*)\n\n/g)].map(([, id, data]) => ({
        id: id!,
        data: JSON.parse(data!),
      }));
    for await (const chunk of stream) {
      text += String(chunk);
      if (found().length >= count) break;
    }
    stream.destroy();
    return found();
  };

  it('begins at once, now, and sends each change set once it is committed', async () => {
    await write(store, actor('before'));
    const stream = await open();
    expect([stream.statusCode, stream.headers['content-type']]).toEqual([200, 'text/event-stream']);
    const coming = events(stream, 2);
    await store.write([actor('a')], { kind: 'import', open: true });
    await write(store, actor('b'));
    expect((await coming).map(({ id, data }) => [id, data.kind, data.changes[0].id])).toEqual([
      ['2', 'import', 'a'],
      ['3', 'write', 'b'],
    ]);
  });

  it('goes on after the last event that was had, also in another process', async () => {
    for (const id of ['a', 'b', 'c']) await write(store, actor(id));
    expect((await events(await open({ 'last-event-id': '1' }), 2)).map(({ id }) => id)).toEqual(['2', '3']);
    expect((await events(await open({}, '/v1/changes?since=2'), 1)).map(({ id }) => id)).toEqual(['3']);
    expect(
      (await events(await open({ 'last-event-id': '0' }, '/v1/changes?id=actor/b'), 1)).map(({ id }) => id),
    ).toEqual(['2']);
  });

  it('drops a listener that does not read, with the number to go on from', async () => {
    const note = 'x'.repeat(20_000);
    for (let i = 0; i < 12; i++)
      await write(store, ...Array.from({ length: 60 }, (_, j) => actor(`a-${i}-${j}`, { description: note })));
    const stream = await open({ 'last-event-id': '0' });
    stream.pause();
    await new Promise((resolve) => setTimeout(resolve, 600));
    let text = '';
    for await (const chunk of stream) text += String(chunk);
    const had = [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
    const [, since] = /event: dropped\ndata: \{"since":(\d+)\}/.exec(text)!;
    expect(Number(since)).toBeLessThan(12);
    expect(had).toEqual(expect.arrayContaining([Number(since)]));
  });

  it('ends when the service closes', async () => {
    const stream = await open();
    const ended = new Promise((resolve) => stream.on('close', resolve));
    stream.resume();
    await app.close();
    await ended;
  });

  it('refuses an order that is not that of what is to come', async () => {
    const stream = await open({}, '/v1/changes?sort=-number');
    expect([stream.statusCode, stream.headers['content-type']]).toEqual([400, expect.stringContaining('problem')]);
    stream.resume();
  });

  it('refuses to go on after what this log never had, as before a backup was restored, and after what is no number', async () => {
    await write(store, actor('a'));
    for (const [headers, url, parameter] of [
      [{ 'last-event-id': '99' }, '/v1/changes', 'Last-Event-ID'],
      [{ 'last-event-id': '-1' }, '/v1/changes', 'Last-Event-ID'],
      [{ 'last-event-id': 'x' }, '/v1/changes?since=1', 'Last-Event-ID'],
      [{}, '/v1/changes?since=99', 'since'],
    ] as const) {
      const answer = await get(url, { accept: 'text/event-stream', ...headers });
      expect([answer.statusCode, answer.json().errors[0].parameter]).toEqual([400, parameter]);
    }
    expect((await get('/v1/changes?since=99')).json().data).toEqual([]);
  });

  it('waits for what another instance has told of already', async () => {
    await stop();
    await start(600_000);
    await app.listen({ host: '127.0.0.1', port: 0 });
    await write(store, actor('a'));
    const opened = open({ 'last-event-id': '2' });
    await write(store, actor('b'));
    const coming = events(await opened, 1);
    await write(store, actor('c'));
    expect((await coming).map(({ id }) => id)).toEqual(['3']);
  });

  it('tells of the head alone where that is asked for, and holds nobody', async () => {
    for (let round = 0; round < 3; round++) {
      const answer = await app.inject({ method: 'HEAD', url: '/v1/changes', headers: { accept: 'text/event-stream' } });
      expect([answer.statusCode, answer.headers['content-type'], answer.payload]).toEqual([
        200,
        'text/event-stream',
        '',
      ]);
    }
  });

  it('tells of merges too', async () => {
    await write(store, actor('a'), actor('b'));
    const coming = events(await open(), 1);
    await write(store, merge('actor', 'a', 'b'));
    expect((await coming)[0]!.data.changes).toContainEqual(
      expect.objectContaining({ id: 'a', after: { id: 'a', mergedInto: 'b' } }),
    );
  });
});
