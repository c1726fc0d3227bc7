import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { serviceOver, theSeed, type Json } from '../../support/http.ts';

/*
 * Bytes on a bare socket: what no HTTP client sends.
 */

const service = serviceOver(theSeed);
let port = 0;
beforeAll(async () => {
  await service.app.listen({ host: '127.0.0.1', port: 0 });
  port = (service.app.server.address() as AddressInfo).port;
});

/** Sends bytes, and reads until the service closes the connection. */
const send = (bytes: string): Promise<{ status: number; head: string; body: Json }> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => void socket.write(bytes));
    let text = '';
    socket
      .setEncoding('utf8')
      .on('data', (chunk) => (text += chunk))
      .on('error', reject)
      .on('close', () => {
        const [head = '', body = ''] = text.split('\r\n\r\n');
        resolve({
          status: Number(head.split(' ')[1]),
          head: head.toLowerCase(),
          body: body === '' ? {} : (JSON.parse(body) as Json),
        });
      });
  });

describe('bytes that are not a request', () => {
  it.each([
    ['nonsense', 'not http at all\r\n\r\n'],
    ['an unknown version', 'GET / HTTP/9.9\r\n\r\n'],
    ['a header without a name', 'GET /v1/actors HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n'],
    ['two lengths', 'POST /v1/actors HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['an encrypted greeting', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n'],
  ])('%s', async (_, bytes) => {
    const { status, head, body } = await send(bytes);
    expect(status).toBe(400);
    expect(head).toContain('content-type: application/problem+json');
    expect(body).toMatchObject({ code: 'malformed-request', status: 400, type: '/problems/malformed-request' });
    expect(JSON.stringify(body)).not.toMatch(/HPE_|parse error/i);
  });

  it('headers larger than the service reads', async () => {
    const { status, head, body } = await send(
      `GET /v1/actors HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(40_000)}\r\n\r\n`,
    );
    expect(status).toBe(431);
    expect(head).toContain('content-type: application/problem+json');
    expect(body).toMatchObject({ code: 'too-large', status: 431 });
  });
});

describe('an address that is not well-formed', () => {
  it.each(['/%', '/v1/actors/%zz', '/v1/actors/%c0%af'])('%s', async (url) => {
    const { status, head, body } = await send(`GET ${url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(head).toContain('content-type: application/problem+json');
    expect(body['status']).toBe(status);
  });
});
