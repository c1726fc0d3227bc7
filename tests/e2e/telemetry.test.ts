import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';
import type { Json } from '../support/http.ts';

/*
 * Traces by OpenTelemetry, as a collector receives them: a small one is here, which takes OTLP over HTTP as JSON.
 */

const spans: Json[] = [];
const resources: Json[] = [];
let collector: Server;
const address = (): string => `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;

beforeAll(async () => {
  collector = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part) => (text += part));
    request.on('end', () => {
      if (request.url === '/v1/traces')
        for (const { resource, scopeSpans } of JSON.parse(text).resourceSpans as Json[]) {
          resources.push(resource);
          spans.push(...scopeSpans.flatMap((each: Json) => each['spans']));
        }
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => collector.close(resolve)));

const line = commandLine(() => ({ OTEL_BSP_SCHEDULE_DELAY: '100', OTEL_SERVICE_NAME: 'graph-of-ours' }));
const valueIn = ({ attributes }: Json, name: string): unknown => {
  const { value = {} } = (attributes as Json[]).find(({ key }) => key === name) ?? {};
  return Object.values(value as Json)[0];
};
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';

it('has a span for each request, below that of the client, and below it one for each question to the store', async () => {
  await line.dictum(['seed', 'graph-seed']);
  const running = await line.serve(['--otlp-endpoint', address()]);
  const traceparent = `00-${TRACE}-${PARENT}-01`;
  const answer = await fetch(`${running.url}/v1/actors?q=secret`, { headers: { traceparent } });
  expect([answer.status, answer.headers.get('traceparent')]).toEqual([200, traceparent]);
  expect((await fetch(`${running.url}/v1/actors/nobody-of-that-name`)).status).toBe(404);
  const served = (path: string): Json[] =>
    spans.filter((span) => span['kind'] === 2 && valueIn(span, 'url.path') === path);
  await expect.poll(() => served('/v1/actors/nobody-of-that-name')).toHaveLength(1);
  const [first, second] = [served('/v1/actors')[0]!, served('/v1/actors/nobody-of-that-name')[0]!];
  expect(first).toMatchObject({ name: 'GET /v1/actors', traceId: TRACE, parentSpanId: PARENT, status: { code: 0 } });
  expect(['http.route', 'http.response.status_code', 'url.path'].map((name) => valueIn(first, name))).toEqual([
    '/v1/actors',
    200,
    '/v1/actors',
  ]);
  expect([valueIn(second, 'http.response.status_code'), second['status'].code]).toEqual([404, 0]);
  const below = spans.filter(({ parentSpanId }) => parentSpanId === first['spanId']);
  expect(below.length).toBeGreaterThan(0);
  for (const span of below)
    expect([span['traceId'], valueIn(span, 'db.system.name'), span['name']]).toEqual([
      TRACE,
      'sqlite',
      `store.${String(valueIn(span, 'db.operation.name'))}`,
    ]);
  expect(valueIn(resources[0]!, 'service.name')).toBe('graph-of-ours');
  // What was asked stays with the client.
  expect(JSON.stringify(spans)).not.toContain('secret');
  const before = spans.length;
  await fetch(`${running.url}/v1/forums`);
  // What has not been sent is, when the service stops.
  expect((await line.stop(running)).code).toBe(0);
  expect(spans.length).toBeGreaterThan(before);
});

it('sends nothing where it is switched off', async () => {
  spans.splice(0);
  const running = await line.serve(['--otlp-endpoint', address(), '--otel-disabled', 'true']);
  expect((await fetch(`${running.url}/v1/forums`)).status).toBe(200);
  await line.stop(running);
  expect(spans).toEqual([]);
});
