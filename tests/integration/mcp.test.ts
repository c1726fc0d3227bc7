import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Tokens } from '../../src/access/tokens.ts';
import type { Scope } from '../../src/access/scopes.ts';
import { MOST_BYTES } from '../../src/mcp/bounds.ts';
import { TOOLS } from '../../src/mcp/tools.ts';
import { Proposals } from '../../src/proposals/proposals.ts';
import { serviceOver, theSeed, type Json } from '../support/http.ts';
import { write } from '../support/store.ts';
import { actor, merge, widelyPrinted } from '../support/world.ts';

const service = serviceOver(async (store) => {
  await theSeed(store);
  const names = Array.from({ length: 1000 }, (_, i) => `A name that is long enough, the ${i}th of many`);
  await write(store, ...widelyPrinted(60), actor('much', { alternativeNames: names }));
});
let url: URL;
let client: Client;
beforeAll(async () => {
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  url = new URL(`http://127.0.0.1:${(service.app.server.address() as { port: number }).port}/mcp`);
  client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(url));
});
afterAll(() => client.close());

type Result = { isError: boolean; text: string; answer: Json };
const call = async (name: string, given: Json, by = client): Promise<Result> => {
  const { isError = false, content, structuredContent } = (await by.callTool({ name, arguments: given })) as Json;
  return { isError, text: content[0].text, answer: structuredContent ?? JSON.parse(content[0].text) };
};
/** Every object of an answer that has a sentence. */
const sentences = (value: unknown): Json[] => {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(sentences);
  return 'sentence' in value ? [value, ...inner] : inner;
};
const CALLS: readonly [string, Json][] = [
  ['search', { q: 'Middle East', limit: 20 }],
  ['get_record', { type: 'statement', id: 'lavrov-2025-02-20-deepening' }],
  ['statements', { speaker: 'sergey-lavrov', directness: 'counterpart' }],
  ['provenance', { type: 'claim', id: 'relations-will-deepen' }],
  ['positions', { type: 'actor', id: 'sergey-lavrov' }],
  ['disagreement', { type: 'claim', id: 'relations-will-deepen' }],
  ['verify_quote', { quote: 'interventionist', source: 'wang-yi-lavrov-analysis' }],
  ['connections', { from: 'actor/sergey-lavrov', to: 'source/chinese-mfa-wang-yi-meets-lavrov' }],
  ['coverage', { speaker: ['sergey-lavrov'] }],
];

describe('the tools', () => {
  it.each([{}, { versionNegotiation: { mode: 'auto' as const } }])(
    'are told to a client of either version: %j',
    async (options) => {
      const other = new Client({ name: 'test', version: '1' }, options);
      await other.connect(new StreamableHTTPClientTransport(url));
      const { tools } = await other.listTools();
      const wrong = tools.flatMap(({ name, inputSchema: { properties = {}, required = [] } }) =>
        required.filter((each) => 'default' in (properties[each] as object)).map((each) => `${name} ${each}`),
      );
      expect(wrong).toEqual([]);
      expect(tools.map(({ name }) => name)).toEqual(TOOLS.map(({ name }) => name));
      expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
      expect(JSON.stringify(tools).length).toBeLessThan(40_000);
      expect((await call('search', { q: 'Lavrov' }, other)).answer['data'][0].id).toBe('sergey-lavrov');
      await other.close();
    },
  );

  it.each(CALLS)('%s answers whole in both forms, each sentence with its address and evidence', async (name, given) => {
    const { isError, text, answer } = await call(name, given);
    expect([isError, JSON.parse(text)], text).toEqual([false, answer]);
    expect(Buffer.byteLength(text)).toBeLessThan(MOST_BYTES + 4000);
    for (const sentence of sentences(answer)) {
      expect(sentence['evidence']).toBeTruthy();
      expect(sentence['address']).toMatch(`${url.origin}/`);
      const path = sentence['address'].slice(url.origin.length);
      expect((await service.ask(`/v1${path}`)).status, path).toBe(200);
    }
  });

  it('tell what they found', async () => {
    const { answer: found } = await call('statements', { speaker: 'sergey-lavrov', directness: 'counterpart' });
    expect([found['data'].length, found['left'], found['nextCursor']]).toEqual([3, 0, null]);
    expect(found['data'][0].evidence).toMatchObject({ directness: ['counterpart'], withoutFootnote: false });
    const { answer: chains } = await call('provenance', { type: 'statement', id: 'lavrov-2025-02-20-deepening' });
    expect(chains['data'][0]).toMatchObject({
      footnote: { marker: '2', ibidOf: 'wl-fn-1' },
      publisher: { id: 'chinese-foreign-ministry' },
      evidence: { directness: 'counterpart' },
    });
    const { answer: positions } = await call('positions', { type: 'claim', id: 'relations-will-deepen' });
    expect(
      positions['data'].flatMap((each: Json) => [each['latest'], each['stances'][0].evidence.directness]),
    ).toContain('affirms');
    const { answer: verdict } = await call('verify_quote', {
      quote: 'interventionist',
      source: 'wang-yi-lavrov-analysis',
    });
    expect(verdict['status']).toBe('recorded');
    const { answer: figures } = await call('coverage', { speaker: 'sergey-lavrov' });
    expect(figures['data'].find(({ name }: Json) => name === 'counterpartOnly').count).toBe(3);
    const { answer: relations } = await call('disagreement', { type: 'claim', id: 'relations-will-deepen' });
    expect(relations['data'][0]).toMatchObject({ kind: 'agreesWith', to: { evidence: expect.anything() } });
    const { answer: ways } = await call('connections', { from: 'actor/wang-yi', to: 'forum/g20' });
    expect(ways['data'].length).toBeGreaterThan(0);
  });

  it('go on where they ended, say how many are left, and give each once', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    for (let left = 60; ;) {
      const { answer } = await call('provenance', {
        type: 'statement',
        id: 'wide',
        limit: 20,
        ...(cursor && { cursor }),
      });
      seen.push(...answer['data'].map((chain: Json) => chain['passage'].id));
      expect(answer['left']).toBe((left -= answer['data'].length));
      cursor = answer['nextCursor'] ?? undefined;
      if (cursor === undefined) break;
    }
    expect([seen.length, new Set(seen).size]).toEqual([60, 60]);
  });

  it('leave out of a record what is too large, and say so', async () => {
    const { answer } = await call('get_record', { type: 'actor', id: 'much' });
    expect([answer['leftOut'], answer['record'].id]).toEqual([['names', 'alternativeNames'], 'much']);
    expect(Buffer.byteLength(JSON.stringify(answer['record']))).toBeLessThanOrEqual(MOST_BYTES);
    const { answer: some } = await call('get_record', { type: 'actor', id: 'much', fields: ['kind'] });
    expect(some['record']).toEqual({ type: 'actor', id: 'much', kind: 'person' });
  });

  it.each<[string, Json, Json]>([
    [
      'statements',
      { speker: 'wang-yi' },
      {
        code: 'invalid-parameters',
        errors: [{ parameter: 'speker', code: 'unknown-parameter', detail: /did you mean/ }],
      },
    ],
    [
      'statements',
      { speaker: 'lavrov' },
      { errors: [{ parameter: 'speaker', code: 'unknown-record', detail: /sergey-lavrov/ }] },
    ],
    ['statements', { limit: 999 }, { errors: [{ parameter: 'limit', code: 'invalid-value' }] }],
    ['statements', { speaker: { id: 'wang-yi' } }, { errors: [{ parameter: 'speaker', code: 'invalid-value' }] }],
    ['statements', { cursor: 'nonsense' }, { code: 'invalid-cursor' }],
    ['provenance', { type: 'claim' }, { errors: [{ parameter: 'id', code: 'invalid-value' }] }],
    ['provenance', { type: 'claim', id: 'no-such' }, { code: 'not-found', status: 404 }],
    ['verify_quote', { quote: 'x', speaker: 'wang-yi' }, { code: 'invalid-body' }],
    ['connections', { from: 'actor/wang-yi', to: 'nonsense' }, { errors: [{ parameter: 'to' }] }],
  ])('%s tells what is wrong with %j as the interface does', async (name, given, problem) => {
    const { isError, answer } = await call(name, given);
    const { errors = [], ...rest } = problem;
    expect(isError).toBe(true);
    expect(answer).toMatchObject(rest);
    for (const [i, { detail, ...error }] of (errors as Json[]).entries()) {
      expect(answer['errors'][i]).toMatchObject(error);
      if (detail) expect(answer['errors'][i].detail).toMatch(detail);
    }
  });
});

describe('resources and prompts', () => {
  it('are records by either name of their type, wherever they were merged to', async () => {
    expect((await client.listResourceTemplates()).resourceTemplates.map((each) => each.uriTemplate)).toEqual([
      'dictum://{type}/{id}',
    ]);
    for (const uri of ['dictum://actors/wang-yi', 'dictum://actor/wang-yi']) {
      const [content] = (await client.readResource({ uri })).contents as Json[];
      expect(JSON.parse(content!['text'])).toMatchObject({ type: 'actor', id: 'wang-yi' });
    }
    await write(service.store, merge('source', 'wide-paper-0', 'wide-paper-1'));
    const [content] = (await client.readResource({ uri: 'dictum://sources/wide-paper-0' })).contents as Json[];
    expect(JSON.parse(content!['text']).id).toBe('wide-paper-1');
    await expect(client.readResource({ uri: 'dictum://actors/nobody' })).rejects.toThrow(/no actor nobody/);
  });

  it('lead a model through the tools', async () => {
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual(['check-quotation', 'brief-on-position', 'on-whose-account']);
    const { messages } = await client.getPrompt({
      name: 'check-quotation',
      arguments: { quote: 'Peace now', speaker: 'Ada' },
    });
    expect((messages[0]!.content as { text: string }).text).toMatch(/Ada said: “Peace now”.*verify_quote/);
  });
});

describe('the door', () => {
  const ask = (headers: Record<string, string>, method = 'POST') =>
    service.ask('/mcp', {
      method,
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      ...(method === 'POST' && { payload: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }) }),
    });

  it('is closed to pages of other sites and to names that are not its own, and has no sessions', async () => {
    expect((await ask({ host: 'localhost' })).status).toBe(200);
    expect((await ask({ host: 'evil.example' })).body).toMatchObject({ status: 403, code: 'foreign-origin' });
    expect((await ask({ host: 'localhost', origin: 'https://evil.example' })).status).toBe(403);
    expect((await ask({ host: 'localhost', origin: 'http://localhost:6274' })).status).toBe(200);
    expect((await ask({ host: 'localhost' }, 'GET')).status).toBe(405);
    expect((await service.ask('/v1/actors', { headers: { host: 'evil.example' } })).status).toBe(200);
  });
});

describe('the tool that proposes', () => {
  const claim = {
    op: 'put',
    type: 'claim',
    id: 'the-strait-is-open',
    revision: null,
    record: { text: 'The strait is open.' },
  };
  const connected = async (...scopes: Scope[]): Promise<Client> => {
    const { text } = await new Tokens(service.store).create(`Ada ${scopes.join(' ')}`, scopes, null);
    const other = new Client({ name: 'test', version: '1' });
    await other.connect(
      new StreamableHTTPClientTransport(url, { requestInit: { headers: { authorization: `Bearer ${text}` } } }),
    );
    return other;
  };

  it('is told to those who may propose alone, and keeps what waits for somebody to accept it', async () => {
    const [reader, proposer] = [await connected('read'), await connected('propose')];
    const namesOf = async (of: Client): Promise<string[]> => (await of.listTools()).tools.map(({ name }) => name);
    expect(await namesOf(client)).not.toContain('propose');
    expect(await namesOf(reader)).not.toContain('propose');
    expect(await namesOf(proposer)).toEqual([...TOOLS.map(({ name }) => name), 'proposals', 'propose']);
    const { isError, answer } = await call('propose', { comment: 'From a text', changes: [claim] }, proposer);
    expect([isError, answer['data'][0]]).toMatchObject([
      false,
      { state: 'open', by: 'Ada propose', counts: { open: 1 } },
    ]);
    expect((await service.ask('/v1/claims/the-strait-is-open')).status).toBe(404);
    const proposal = await new Proposals(service.store).read(answer['data'][0].id);
    expect(proposal.changes).toMatchObject([{ change: claim, decision: null }]);
    const { id } = proposal;
    await new Proposals(service.store).comment(id, 'Who says so?', 'Ben');
    await new Proposals(service.store).reject(id, { reason: 'Nobody says so.' }, 'Ben');
    const { answer: told } = await call('proposals', { id }, proposer);
    expect(told).toMatchObject({
      proposal: { id, state: 'rejected' },
      comments: [{ by: 'Ben', text: 'Who says so?' }],
      data: [{ type: 'claim', id: claim.id, state: 'rejected', by: 'Ben', reason: 'Nobody says so.' }],
      left: 0,
    });
    const { answer: latest } = await call('proposals', { state: 'rejected', limit: 1 }, proposer);
    expect(latest['data']).toMatchObject([{ id, counts: { rejected: 1 } }]);
    const both = await call('proposals', { id, state: 'open' }, proposer);
    expect([both.isError, JSON.parse(both.text)]).toMatchObject([true, { code: 'invalid-parameters' }]);
    expect((await call('proposals', { id: 'nothing' }, proposer)).isError).toBe(true);
    expect((await call('proposals', { id, cursor: 'x' }, proposer)).isError).toBe(true);
    await Promise.all([reader.close(), proposer.close()]);
  });

  it('refuses as the interface does, in its words', async () => {
    const proposer = await connected('write');
    const wrong = await call('propose', { changes: [{ ...claim, record: { texts: 'No.' } }] }, proposer);
    expect([wrong.isError, JSON.parse(wrong.text)]).toMatchObject([true, { code: 'invalid-record' }]);
    const empty = await call('propose', { changes: [] }, proposer);
    expect([empty.isError, JSON.parse(empty.text)]).toMatchObject([true, { code: 'invalid-body' }]);
    await proposer.close();
  });
});
