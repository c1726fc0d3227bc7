import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { importLines } from '../../../src/ingest/ndjson.ts';
import { serviceOver, worldOf, type Json } from '../../support/http.ts';
import { ground, snapshot } from '../../support/world.ts';
import { writingAs, type Writing } from '../../support/writing.ts';

/*
 * Which stored texts go out, and to whom.
 */

const TEXT = 'It was cold that day. We will keep the peace for all of us. So said the minister.';
const stored = (id: string, rights: object | null) => snapshot(id, { of: TEXT, text: TEXT, ...(rights && { rights }) });
const service = serviceOver(
  worldOf(
    ...ground(),
    stored('unsaid', null),
    stored('none', { show: 'none' }),
    stored('passage', { show: 'passage' }),
    stored('whole', { show: 'whole', licence: 'CC BY 4.0' }),
  ),
);
let reader: Writing;
let editor: Writing;
beforeAll(async () => {
  reader = await writingAs(service, 'Ada', 'texts');
  editor = await writingAs(service, 'Bob', 'write');
});

const exported = async (ask: typeof service.ask): Promise<Map<string, Json>> => {
  const { text } = await ask('/v1/export');
  const lines = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Json);
  return new Map(lines.map((line) => [line['id'] as string, line]));
};
const texts = (lines: Map<string, Json>) =>
  ['unsaid', 'none', 'passage', 'whole'].filter((id) => lines.get(id)!['text'] !== undefined);

describe('an answer', () => {
  it('tells what may be shown of a text, which is nothing where nothing is said', async () => {
    const rights = async (id: string): Promise<unknown> =>
      ((await service.get(`/v1/snapshots/${id}`))['data'] as Json)['rights'];
    expect(await rights('unsaid')).toEqual({ show: 'none', licence: null });
    expect(await rights('whole')).toEqual({ show: 'whole', licence: 'CC BY 4.0' });
  });
});

describe('an export', () => {
  it('has the texts that may be shown whole, and all with the scope texts', async () => {
    expect(texts(await exported((url) => service.ask(url)))).toEqual(['whole']);
    expect(texts(await exported((url) => reader.send('GET', url)))).toEqual(['unsaid', 'none', 'passage', 'whole']);
    expect(texts(await exported((url) => editor.send('GET', url)))).toEqual(['whole']);
  });

  it('takes no text away where it is imported again', async () => {
    const { text } = await service.ask('/v1/export');
    const before = await service.store.lastChange();
    await importLines(service.store, 'export.ndjson', Readable.from([text]), () => undefined);
    expect(await service.store.lastChange()).toBe(before);
    const [json] = await service.store.written([{ type: 'snapshot', id: 'none' }]);
    expect((JSON.parse(json!) as Json)['text']).toBe(TEXT);
  });
});

describe('verifying a quotation', () => {
  const verify = async (ask: typeof service.ask): Promise<Map<string | null, Json>> => {
    const { body } = await ask('/v1/verify-quote', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ quote: 'We will keep the peace for all of us' }),
    });
    const places = body['data'].places as { snapshot: string; selectors: Json[] }[];
    expect(places.length).toBeGreaterThan(0);
    return new Map(places.map(({ snapshot, selectors }) => [snapshot, selectors[0]!]));
  };

  it('tells the place of words, and what stands around them where it may be shown', async () => {
    for (const [id, selector] of await verify((url, asked) => service.ask(url, asked))) {
      expect(selector['exact']).toBe('We will keep the peace for all of us');
      expect([id, 'prefix' in selector]).toEqual([id, id === 'passage' || id === 'whole']);
    }
    for (const selector of (await verify((url, asked) => reader.send('POST', url, asked!.payload))).values())
      expect(selector).toHaveProperty('prefix');
  });
});

describe('writing', () => {
  it('of an answer keeps the text, which is told to nobody who may not see it', async () => {
    const { data } = await service.get('/v1/snapshots/none');
    const { revision } = data as { revision: number };
    const put = await editor.send(
      'PUT',
      '/v1/snapshots/none',
      { ...(data as object), note: 'Read again.' },
      { 'if-match': `"${revision}"` },
    );
    expect(put.status).toBe(200);
    expect(put.text).not.toContain('keep the peace');
    const [json] = await service.store.written([{ type: 'snapshot', id: 'none' }]);
    expect(JSON.parse(json!)).toMatchObject({ text: TEXT, note: 'Read again.' });
    const stale = await editor.send(
      'PATCH',
      '/v1/snapshots/none',
      { text: 'Other words' },
      { 'if-match': `"${revision}"` },
    );
    expect([stale.status, stale.text.includes('keep the peace')]).toEqual([412, false]);
    const tried = await editor.send('PATCH', '/v1/snapshots/none?dryRun=true', { text: null }, { 'if-match': '*' });
    expect([tried.status, tried.text.includes('keep the peace')]).toEqual([200, false]);
    expect(tried.body['data'].changes[0].differs).toEqual([{ pointer: '/text' }]);
  });

  it('takes a text away where it says so', async () => {
    expect((await editor.send('PATCH', '/v1/snapshots/unsaid', { text: null }, { 'if-match': '*' })).status).toBe(200);
    const [json] = await service.store.written([{ type: 'snapshot', id: 'unsaid' }]);
    expect((JSON.parse(json!) as Json)['text']).toBeNull();
  });
});
