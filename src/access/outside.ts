import { request as askPlain, type IncomingMessage } from 'node:http';
import { request as askSecure } from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';

/*
 * What this service fetches from elsewhere. An address on a private network is refused unless that is allowed, by what
 * its name resolves to when it is connected to; no redirect is followed.
 */

export type Outside = {
  /** Whether addresses of private networks may be fetched, and ones without TLS. */
  allowPrivate: boolean;
  timeoutMs: number;
  /** The longest answer that is read, in bytes. */
  most: number;
};

/** What is sent to an address, and with which headers. */
export type Sent = { body: string; headers: Record<string, string> };

/** Fetches an address, or sends something to it. @throws Error in words for whoever runs the service */
export const fetchOutside = (
  url: URL,
  { allowPrivate, timeoutMs, most }: Outside,
  sent: Sent | null = null,
): Promise<Response> => {
  const isPlain = url.protocol === 'http:';
  if (!isPlain && url.protocol !== 'https:') throw new Error(`${url.href} is no address of https`);
  if (isPlain && !allowPrivate) throw new Error(`${url.href} is not encrypted; use https`);
  const options = { allowPrivateIPAddress: allowPrivate, allowMetaIPAddress: allowPrivate };
  const agent = isPlain ? new RequestFilteringHttpAgent(options) : new RequestFilteringHttpsAgent(options);
  const headers = { accept: 'application/json', ...sent?.headers };
  return new Promise((resolve, reject) => {
    const method = sent === null ? 'GET' : 'POST';
    const asked = { agent, headers, method, signal: AbortSignal.timeout(timeoutMs) };
    const request = (isPlain ? askPlain : askSecure)(url, asked, (response) =>
      read(response, most).then(resolve, reject),
    );
    request.on('error', reject);
    request.end(sent?.body);
  });
};

const read = async (response: IncomingMessage, most: number): Promise<Response> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > most) throw new Error(`it answers with more than ${most} bytes`);
    parts.push(part);
  }
  const wait = response.headers['retry-after'];
  return new Response(Buffer.concat(parts).toString('utf8'), {
    status: response.statusCode ?? 502,
    headers: wait === undefined ? {} : { 'retry-after': wait },
  });
};
