import type { CommandLine } from './command.ts';

/*
 * A service that is written to by one client after another, and what it acknowledged.
 */

export type Served = Awaited<ReturnType<CommandLine['serve']>>;
export type Said = { status: number; body: Record<string, any>; headers: Headers };

/** What the service answers to one request. */
export const asked = async ({ url }: Served, path: string, init: RequestInit = {}): Promise<Said> => {
  const answer = await fetch(`${url}${path}`, init);
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text.startsWith('{') ? (JSON.parse(text) as Record<string, any>) : {},
  };
};

/** Creates a topic over HTTP. */
export const createTopic = (served: Served, token: string, id: string): Promise<Said> =>
  asked(served, `/v1/topics/${id}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'if-none-match': '*', 'content-type': 'application/json' },
    body: JSON.stringify({ name: id }),
  });
