import { Tokens } from '../../src/access/tokens.ts';
import type { Scope } from '../../src/access/scopes.ts';
import type { Answer, Json, Service } from './http.ts';

/*
 * Requests that write, with a token.
 */

export type Writing = {
  /** Sends a request with a JSON body and a token with the scopes. */
  send(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  token: string;
};

/** Writes as whoever has a token of some scopes. */
export const writingAs = async (service: Service, name: string, ...scopes: Scope[]): Promise<Writing> => {
  const { text } = await new Tokens(service.store).create(name, scopes, null);
  return {
    token: text,
    send: (method, url, body, headers = {}) =>
      service.ask(url, {
        method,
        headers: {
          authorization: `Bearer ${text}`,
          ...(body !== undefined && {
            'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
          }),
          ...headers,
        },
        ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
  };
};

/** How one creates, and how one changes a revision. */
export const CREATES = { 'if-none-match': '*' };
export const at = (revision: number | string): Record<string, string> => ({ 'if-match': `"${revision}"` });

/** The faults of a problem, as pointers and what is wrong. */
export const faultsOf = ({ body }: Answer): [pointer: string, detail: string][] =>
  (body['errors'] as Json[]).map(({ pointer, detail }) => [pointer, detail]);
