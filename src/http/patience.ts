/*
 * For how long clients are waited for. A connection that sends or reads nothing takes memory, and one that reads slowly
 * what it asked for.
 */

/** Milliseconds. */
export type Patience = {
  /** Until the headers of a request are there, from when the connection, or the last answer, was. */
  headers?: number;
  /** Until the whole of it is there: 32 MiB at half a megabyte a second. */
  request?: number;
  /** For which nothing is sent or read, in either direction, while an answer goes out or is made. */
  progress?: number;
  /** Until the next request of a connection that has had its answer; longer than that of proxies before the service. */
  idle?: number;
};

/** How often connections are looked at that have not sent all of a request. */
const LOOKED_EVERY_MS = 1000;

/** The time limits of a server, whose answers may take so many milliseconds to be made. */
export const patienceOf = (
  { headers = 15_000, request = 60_000, progress = 30_000, idle = 72_000 }: Patience,
  timeoutMs: number,
): { connectionTimeout: number; requestTimeout: number; keepAliveTimeout: number; http: object } => ({
  connectionTimeout: Math.min(timeoutMs + progress, 2 ** 31 - 1),
  requestTimeout: request,
  keepAliveTimeout: idle,
  http: { headersTimeout: headers, connectionsCheckingInterval: Math.min(LOOKED_EVERY_MS, headers) },
});
