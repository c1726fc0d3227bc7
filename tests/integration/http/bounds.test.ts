import { connect, type AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { Tokens } from '../../../src/access/tokens.ts';
import { serviceOver, worldOf } from '../../support/http.ts';
import { topic } from '../../support/world.ts';

/*
 * What somebody sends has bounds, each of which is told: so long that the thread that serves would be held by reading
 * it, nothing is.
 */

const service = serviceOver(worldOf(topic('a')));
let authorization = '';
beforeAll(async () => {
  const { text } = await new Tokens(service.store).create('Ada', ['admin'], null);
  authorization = `Bearer ${text}`;
});

const refused = async (url: string): Promise<[number, string]> => {
  const { status, text } = await service.ask(url);
  return [status, text];
};
const many = (count: number, of: (i: number) => string, between: string): string =>
  Array.from({ length: count }, (_, i) => of(i)).join(between);

describe('an address', () => {
  it.each([
    [
      'words of a search',
      `/v1/search?q=${many(3500, (i) => `w${i.toString(36)}`, '+')}`,
      /characters are more than search takes; give 500/,
    ],
    ['names of a search', `/v1/autocomplete?q=${'a'.repeat(14_000)}`, /give 500|characters/],
    ['words of a list', `/v1/topics?q=${many(3500, (i) => `w${i.toString(36)}`, '+')}`, /give 500/],
    [
      'parameters',
      `/v1/topics?${many(1500, (i) => `p${i}=1`, '&')}`,
      /1500 parameters are more than a request may have; give 100/,
    ],
    ['values of one', `/v1/topics?broader=${many(1001, (i) => `a${i}`, ',')}`, /has 1001 values; give 1000 at most/],
    ['a value', `/v1/topics?fields=${'a'.repeat(2001)}`, /a value has 2001 characters; give 2000/],
  ])('with too long %s is refused, and told the bound', async (_, url, told) => {
    const [status, text] = await refused(url);
    expect([status, text]).toEqual([400, expect.stringMatching(told)]);
    expect(text.length).toBeLessThan(20_000);
  });

  it('that names many records that are not there is told of some of them, and of few what was meant', async () => {
    const { status, body } = await service.ask(`/v1/topics?broader=${many(1000, (i) => `none-${i}`, ',')}`);
    expect([status, body['errors'].length]).toEqual([400, 100]);
  });
});

const BRACKETS = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
const KEYS = `{${many(300_000, (i) => `"k${i}":1`, ',')}}`;
const OBJECTS = `[${many(300_000, () => '{}', ',')}]`;
const BODIES: readonly [string, string, RegExp][] = [
  ['brackets', BRACKETS, /deeper than 100|Payload|larger|too large/i],
  ['keys', KEYS, /has more than \d+ values|too large/i],
  ['objects', OBJECTS, /has more than \d+ values|too large/i],
];
const ROUTES: readonly [string, string, string][] = [
  ['PUT', '/v1/topics/b', 'application/json'],
  ['PATCH', '/v1/topics/a', 'application/merge-patch+json'],
  ['POST', '/v1/changes', 'application/json'],
  ['POST', '/v1/proposals', 'application/json'],
  ['POST', '/v1/verify-quote', 'application/json'],
  ['POST', '/mcp', 'application/json'],
];

describe('a body', () => {
  it.each(ROUTES.flatMap((route) => BODIES.map(([name, payload, told]) => [...route, name, payload, told] as const)))(
    '%s %s as %s of 300,000 %s is refused, and says why',
    async (method, url, type, _name, payload, told) => {
      const headers = {
        authorization,
        'content-type': type,
        'if-match': '*',
        accept: 'application/json, text/event-stream',
      };
      const ifNone = method === 'PUT' ? { 'if-none-match': '*', 'if-match': undefined } : {};
      const given = Object.fromEntries(
        Object.entries({ ...headers, ...ifNone }).filter(([, value]) => value !== undefined),
      );
      const { status, text } = await service.ask(url, { method, payload, headers: given as Record<string, string> });
      expect([[400, 413].includes(status), text]).toEqual([true, expect.stringMatching(told)]);
    },
  );

  it.each([
    ['fields', many(300_000, (i) => `k${i}=1`, '&'), 413, /the form has more than 100 fields/],
    ['brackets', `queries=${BRACKETS}`, 400, /deeper than 100/],
    [
      'keys',
      `queries=${encodeURIComponent(`{${many(50_000, (i) => `"k${i}":1`, ',')}}`)}`,
      400,
      /more than 20000 values/,
    ],
  ])('that is a form of too many %s is refused', async (_, payload, status, told) => {
    const answer = await service.ask('/reconcile', {
      method: 'POST',
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(told)]);
  });

  it('of thousands of records is read in a thread, and faults in it are told as of any other', async () => {
    const changes = Array.from({ length: 3000 }, (_, i) => ({
      op: 'put',
      type: 'topic',
      id: `many-${i}`,
      revision: null,
      record: { name: `Many ${i}` },
    }));
    const send = (all: object[], key = 'once') =>
      service.ask('/v1/changes', {
        method: 'POST',
        payload: JSON.stringify({ changes: all }),
        headers: { authorization, 'content-type': 'application/json', 'idempotency-key': key },
      });
    const [first, again] = [await send(changes), await send(changes)];
    expect([first.status, again.status, again.headers['idempotent-replayed']]).toEqual([200, 200, 'true']);
    const odd = await send([...changes.slice(0, 2999), { op: 'put' }], 'odd');
    expect([odd.status, odd.body['code']]).toEqual([400, 'invalid-body']);
    expect(odd.body['errors'].map(({ pointer }: { pointer: string }) => pointer)).toContain('/changes/2999/type');
    const missing = await send(
      changes.map((change) => ({ ...change, revision: '*', record: { ...change.record, broader: 'nowhere' } })),
      'missing',
    );
    expect([missing.status, missing.body['code']]).toEqual([422, 'invalid-record']);
  });
});

it('a body in very many tiny chunks is refused before it has all come, and the connection ended; in large ones it is read', async () => {
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  const send = async (chunk: string, count: number): Promise<string> => {
    const socket = connect((service.app.server.address() as AddressInfo).port, '127.0.0.1');
    let text = '';
    socket.setEncoding('latin1').on('data', (more: string) => (text += more));
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.write(
      'POST /v1/verify-quote HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`.repeat(count));
    // The end of the first never comes.
    if (chunk.length > 1) socket.write('0\r\n\r\n');
    await closed;
    return text;
  };
  expect(await send('1', 100_000)).toMatch(/^HTTP\/1\.1 413 [^]*10000 chunks[^]*"code":"too-large"/);
  expect(await send(' '.repeat(100), 10_500)).toMatch(/^HTTP\/1\.1 400 [^]*"code":"invalid-body"/);
});
