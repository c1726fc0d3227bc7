import { CommandError } from './run.ts';

/*
 * A service that a command speaks to, in place of a store of its own.
 */

const LONGEST_WAIT_MS = 60_000;

type Problem = { detail?: string; code?: string; errors?: { pointer?: string; parameter?: string; detail: string }[] };

/** The token comes from the environment, so that it stands in no history of commands. */
const tokenOf = (): string => process.env['DICTUM_TOKEN'] ?? '';

const told = ({ detail = '', errors = [] }: Problem): string =>
  [
    detail,
    ...errors
      .filter((each) => each.detail !== detail)
      .map((each) => `\n  ${each.pointer ?? each.parameter ?? ''}: ${each.detail}`),
  ].join('');

export type Call = { method?: string; headers?: Record<string, string>; body?: object };

/** What a service answers: `body` is JSON, of a problem too; `location`: where an id leads that was merged into another. */
export type Answered = { status: number; body: Envelope & Problem; location: string | null };
export type Envelope = { data?: unknown; page?: { nextCursor: string | null }; prunedUpTo?: number };

/**
 * Asks a service, and follows no redirect.
 * @throws CommandError where it does not answer, or not as Dictum does
 */
export const askServer = async (
  server: string,
  path: string,
  { method = 'GET', headers = {}, body }: Call = {},
): Promise<Answered> => {
  if (!/^https?:\/\/\S+$/.test(server)) throw new CommandError(`${server} is no address; give one of http or https`);
  const token = tokenOf();
  let answer: Response;
  try {
    answer = await fetch(`${server.replace(/\/+$/, '')}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(token !== '' && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
  } catch (error) {
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new CommandError(`${server} does not answer: ${reason}`);
  }
  const { status } = answer;
  const text = await answer.text();
  try {
    return {
      status,
      body: text === '' ? {} : (JSON.parse(text) as Answered['body']),
      location: answer.headers.get('location'),
    };
  } catch {
    throw new CommandError(`${server} answers ${status}, and not as Dictum does`);
  }
};

/** @throws CommandError with what a service refuses, and the remedy */
export const refused = (server: string, { status, body }: Answered): never => {
  const hint = status === 401 && tokenOf() === '' ? '; give the token as the variable DICTUM_TOKEN' : '';
  throw new CommandError(`${server} refuses (${status}): ${told(body)}${hint}`);
};

/** How many ids one may lead on to. */
const MOST_REDIRECTS = 5;

/**
 * What a service answers. An id that was merged leads on to the other by itself.
 * @throws CommandError with what it refuses, and the remedy
 */
export const pageOf = async (
  server: string,
  path: string,
  call: Call = {},
): Promise<{ data: unknown; nextCursor: string | null; prunedUpTo: number | null }> => {
  let at = path;
  for (let led = 0; ; led++) {
    const answered = await askServer(server, at, call);
    const { status, body, location } = answered;
    if (status === 308 && location !== null && led < MOST_REDIRECTS) {
      // Of the same service, whatever it is called from outside.
      const { pathname, search } = new URL(location, server);
      at = `${pathname.slice(pathname.indexOf('/v1/'))}${search}`;
      continue;
    }
    if (status >= 300 || body.data === undefined) return refused(server, answered);
    const { data, page, prunedUpTo = null } = body;
    return { data, nextCursor: page?.nextCursor ?? null, prunedUpTo };
  }
};

/** The same without its envelope. */
export const callServer = async (server: string, path: string, call: Call = {}): Promise<Record<string, unknown>> =>
  (await pageOf(server, path, call)).data as Record<string, unknown>;
