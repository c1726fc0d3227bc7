import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/*
 * The address that clients reach the service at. Behind a proxy it may have a path (PUBLIC_URL), which routes and stored
 * answers know nothing of: it is taken off what comes in, where the proxy leaves it there, and put before every link that
 * goes out. Whatever name a client asks under is never part of a link, unless it is this machine's own.
 */

/** The path of an address, without a slash at its end. */
export const pathOf = (address: string): string =>
  address === '' ? '' : new URL(address).pathname.replace(/\/+$/, '');

/** What a request asks for: of an address with a name its path alone (RFC 9112, 3.2.2), without the path of the service. */
export const askedIn =
  (base: string) =>
  ({ url = '/' }: { url?: string | undefined }): string => {
    const path = /^https?:\/\/[^/?#]*/i.test(url) ? url.replace(/^https?:\/\/[^/?#]*/i, '') : url;
    const own = path.startsWith('/') ? path : `/${path}`;
    if (base === '' || !own.startsWith(base) || !/^[/?]?$/.test(own.charAt(base.length))) return own;
    const within = own.slice(base.length);
    return within.startsWith('/') ? within : `/${within}`;
  };

/** A value of JSON that is a link. A record whose own text begins like an address of the interface would be taken for one. */
const LINK = /(?<=[:[,])"\/(?=(?:v1|problems)(?:[/?]|"))/g;
/** The same in tables. */
const CELL = /(?<=^|,|; |")\/(?=v1\/)/gm;

/** What puts the path before the links of a text of this type; null where it holds none. */
const linking = (type: string, base: string): ((text: string) => string) | null => {
  if (/json/.test(type)) return (text) => text.replace(LINK, `"${base}/`);
  return type.startsWith('text/csv') ? (text) => text.replace(CELL, `${base}/`) : null;
};

async function* each(parts: AsyncIterable<string>, change: (text: string) => string): AsyncGenerator<string> {
  for await (const part of parts) yield change(part);
}

/** Puts the path before the links of every answer, and where a client is led to another address. */
export const putUnder = (app: FastifyInstance, base: string): void => {
  if (base === '') return;
  app.addHook('onSend', async (request, reply, payload) => {
    const type = String(reply.getHeader('content-type') ?? '');
    const isPage = type.startsWith('text/html') && !request.url.startsWith('/v1/');
    // Pages write their links whole, and what was kept has them.
    if (request.isKept || isPage) return payload;
    const link = reply.getHeader('link');
    if (link !== undefined) reply.header('link', String(link).replaceAll('</', `<${base}/`));
    const location = String(reply.getHeader('location') ?? '');
    if (location.startsWith('/v1/')) reply.header('location', `${base}${location}`);
    // Records are exported as they are written.
    const change = request.routeOptions.url === '/v1/export' ? null : linking(type, base);
    if (change === null) return payload;
    if (typeof payload === 'string') return change(payload);
    // Streams of ours give whole lines.
    return payload instanceof Readable && payload.readableObjectMode ? Readable.from(each(payload, change)) : payload;
  });
};

const LOCAL: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The address of the service for a client that was told none: the name that it asks under where that is this machine's
 * own, else where it was reached.
 */
export const originFor = ({ protocol, hostname, host, raw: { socket } }: FastifyRequest): string => {
  if (LOCAL.includes(hostname)) return `${protocol}://${host}`;
  const { localAddress = '127.0.0.1', localPort = 80 } = socket;
  const address = localAddress.replace(/^::ffff:(?=\d+\.)/, '');
  return `${protocol}://${address.includes(':') ? `[${address}]` : address}:${localPort}`;
};
