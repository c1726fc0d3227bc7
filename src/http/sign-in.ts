import type { FastifyRequest } from 'fastify';

/*
 * How browsers carry a token: in a cookie that no script can read. It counts for what only reads, and for what changes
 * something only where the request comes from a page of this service, since a browser sends cookies along with whatever
 * another site makes it send.
 */

const COOKIE = 'dictum_token';
/** For how long somebody stays signed in, in seconds. */
const LASTS = 12 * 3600;

/** The token in the cookie of a request; null where there is none. */
export const tokenInCookie = ({ headers: { cookie = '' } }: Pick<FastifyRequest, 'headers'>): string | null => {
  for (const pair of cookie.split(';')) {
    const [name, value = ''] = pair.trim().split('=', 2) as [string, string?];
    if (name === COOKIE) return value;
  }
  return null;
};

/** How long a cookie may be, in bytes: of a longer one browsers keep nothing, and do not say so (RFC 6265, 6.1). */
const LONGEST = 4096;

const hostOf = (address: string): string | null => (URL.canParse(address) ? new URL(address).host : null);

/** Whether a request was sent by a page of this service, as browsers tell with whatever may change something. */
export const isFromOwnPage = (
  { headers: { origin, host, 'sec-fetch-site': site } }: FastifyRequest,
  publicUrl: string,
): boolean => {
  // What takes the referrer away takes the origin away too; no page can set where a request comes from.
  if (origin === undefined || origin === 'null') return site === 'same-origin';
  const from = hostOf(origin ?? '');
  return from !== null && (from === host || from === hostOf(publicUrl));
};

/** Whether browsers keep what a header sets. */
export const isKept = (cookie: string): boolean => Buffer.byteLength(cookie) <= LONGEST;

/** The header that keeps a token in the browser, or takes it out. `base`: the path that the service stands under. */
export const cookieFor = (token: string | null, { base, secure }: { base: string; secure: boolean }): string =>
  [
    `${COOKIE}=${token ?? ''}`,
    `Path=${base === '' ? '/' : base}`,
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${token === null ? 0 : LASTS}`,
    ...(secure ? ['Secure'] : []),
  ].join('; ');
