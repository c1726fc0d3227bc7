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

/**
 * What a service answers, without its envelope. An id that was merged leads on to the other by itself.
 * @throws CommandError with what it refuses, and the remedy
 */
export const callServer = async (
  server: string,
  path: string,
  { method = 'GET', headers = {}, body }: Call = {},
): Promise<Record<string, unknown>> => {
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
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
  } catch (error) {
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new CommandError(`${server} does not answer: ${reason}`);
  }
  const text = await answer.text();
  let read: { data?: Record<string, unknown> } & Problem;
  try {
    read = JSON.parse(text) as typeof read;
  } catch {
    throw new CommandError(`${server} answers ${answer.status}, and not as Dictum does`);
  }
  if (answer.ok && read.data !== undefined) return read.data;
  const hint = answer.status === 401 && token === '' ? '; give the token as the variable DICTUM_TOKEN' : '';
  throw new CommandError(`${server} refuses (${answer.status}): ${told(read)}${hint}`);
};
