import createFetch, { type Client } from 'openapi-fetch';
import type { Answer, Item, Listed, Paged, Params, Readable, Schemas, Unknown } from './answers.ts';
import { retrying, type Retries } from './retry.ts';
import type { paths } from './schema.ts';

export type { Answer, Item, Params, Schemas } from './answers.ts';
export type * from './schema.ts';

export type Problem = Schemas['Problem'];

/** A problem that the service answered with: its `code` is one of a closed list, its `errors` name each place. */
export class DictumProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super([`${problem.status} ${problem.code}: ${problem.detail}`, ...placesOf(problem)].join('\n'));
    this.name = 'DictumProblem';
    this.problem = problem;
  }
  get code(): Problem['code'] {
    return this.problem.code;
  }
}
const placesOf = ({ errors = [] }: Problem): string[] =>
  errors.map(({ parameter, pointer, detail }) => `${parameter ?? pointer ?? ''}: ${detail}`);

export type Options = Partial<Retries> & {
  /** Where the service is, as `http://127.0.0.1:3000`. */
  url: string;
  /** A token of `dictum token create`; without one, only what everybody may is done. */
  token?: string;
  /** What sends requests; the one of the platform where none is given. */
  fetch?: (request: Request) => Promise<Response>;
};

type Media = 'application/json' | 'application/problem+json';
type Given<P extends keyof paths> = [keyof Params<P>] extends [never] ? Record<string, never> : Params<P>;
/** Those of some paths that can be asked without parameters. */
type Plain<P extends keyof paths> = P extends unknown ? ({} extends Params<P> ? P : never) : never;

export type Dictum = {
  /** Reads one answer. @throws DictumProblem */
  get: {
    <P extends Readable, const G extends Given<P>>(
      path: P,
      given: G & Unknown<P, G>,
      signal?: AbortSignal,
    ): Promise<Answer<P, G>>;
    <P extends Plain<Readable>>(path: P): Promise<Answer<P, unknown>>;
  };
  /** Reads page after page. @throws DictumProblem */
  pages: {
    <P extends Paged, const G extends Given<P>>(
      path: P,
      given: G & Unknown<P, G>,
      signal?: AbortSignal,
    ): AsyncGenerator<Answer<P, G>>;
    <P extends Plain<Paged>>(path: P): AsyncGenerator<Answer<P, unknown>>;
  };
  /** Reads a list to its end, page by page as it is taken. @throws DictumProblem */
  all: {
    <P extends Listed, const G extends Given<P>>(
      path: P,
      given: G & Unknown<P, G>,
      signal?: AbortSignal,
    ): AsyncGenerator<Item<P, G>>;
    <P extends Plain<Listed>>(path: P): AsyncGenerator<Item<P, unknown>>;
  };
  /** Every method of every path, typed; it gives problems back as `error` (openapi-fetch). */
  http: Client<paths, Media>;
};

type Asked = { query?: Record<string, unknown>; path?: Record<string, unknown> };
type Paging = { page?: { nextCursor: string | null }; data: unknown };

/** A client of a service at an address. */
export const createClient = ({
  url,
  token,
  fetch: send = (request) => globalThis.fetch(request),
  retries = 3,
  longestWaitMs = 60_000,
}: Options): Dictum => {
  const http = createFetch<paths, Media>({
    baseUrl: url.replace(/\/$/, ''),
    fetch: retrying(send, { retries, longestWaitMs }),
    ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }),
  });
  const read = http.GET as unknown as (
    path: string,
    init: { params: Asked; signal?: AbortSignal },
  ) => Promise<{ data?: Paging; error?: Problem; response: Response }>;

  const get = async (path: string, given: Asked = {}, signal?: AbortSignal): Promise<Paging> => {
    const { data, error, response } = await read(path, { params: given, ...(signal && { signal }) });
    if (data !== undefined) return data;
    if (typeof error?.code === 'string') throw new DictumProblem(error);
    throw new Error(`${response.url} answered ${response.status}, and not as Dictum does`);
  };
  const pages = async function* (path: string, given: Asked = {}, signal?: AbortSignal): AsyncGenerator<Paging> {
    let cursor: string | null | undefined;
    do {
      const asked = cursor === undefined ? given : { ...given, query: { ...given.query, cursor } };
      const answer = await get(path, asked, signal);
      yield answer;
      cursor = answer.page?.nextCursor;
    } while (typeof cursor === 'string');
  };
  const all = async function* (path: string, given: Asked = {}, signal?: AbortSignal): AsyncGenerator {
    for await (const { data } of pages(path, given, signal)) yield* data as unknown[];
  };
  return { get, pages, all, http } as unknown as Dictum;
};
