import type { Answer, Kind, Parameters, Place, Question } from '../questions.ts';
import { PAGE, START } from '../questions.ts';
import { timeKey } from '../../src/model/time-order.ts';
import { startService, type Contestant, type Request, type Service } from './contestant.ts';

/* Dictum as a user runs it: `dictum serve` from what was built, in a process of its own. */

export const MAIN = new URL('../../dist/cli/main.js', import.meta.url).pathname;

const PATHS: Record<Kind, (p: Parameters) => string> = {
  record: ({ id }) => `/v1/statements/${id}`,
  statements: ({ actor, cursor }) =>
    `/v1/actors/${actor}/statements?limit=${PAGE}${cursor === undefined ? '' : `&cursor=${cursor}`}`,
  forums: ({ region }) => `/v1/regions/${region}/forums?fields=forum,rules,evidenceCounts`,
  provenance: ({ claim }) => `/v1/claims/${claim}/provenance?limit=${CHAINS}`,
  filtered: ({ region, topic }) => `/v1/statements?region=${region}&topic=${topic}&facets=mode,forum&limit=${PAGE}`,
  facets: ({ actor }) => `/v1/statements?speaker=${actor}&facets=mode,forum&limit=${PAGE}`,
  words: ({ words }) => `/v1/claims?q=${encodeURIComponent(words!)}&limit=20`,
  complete: ({ prefix }) => `/v1/autocomplete?q=${encodeURIComponent(prefix!)}&limit=10`,
};

type Row = { id: string };
const facets = (of: Record<string, { id: string; count: number }[]>): unknown[] =>
  ['mode', 'forum'].map((name) => of[name]!.map(({ id, count }) => [id, count]));

/** Peers answer with the chains of a claim's first twenty statements, which have two each at most; Dictum with a page of so many chains. */
const CHAINS = 50;
const STATEMENTS = 20;
const ofFirst = (chains: any[]): any[] => {
  const first = new Set([...new Set(chains.map(({ statement }) => statement.id))].slice(0, STATEMENTS));
  return chains.filter(({ statement }) => first.has(statement.id));
};

const READ: Record<Kind, (body: any) => Answer> = {
  record: ({ data }) => [data.id, data.mode, data.said, data.passages],
  statements: ({ data }) => data.map((row: Row) => row.id),
  forums: ({ data }) =>
    data.flatMap((link: any) =>
      Object.entries(link.evidenceCounts)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([rule, count]) => [link.forum.id, rule, count]),
    ),
  provenance: ({ data: { corroboration: c, chains } }) => [
    [c.statements, c.passages, c.sources, c.publishers, c.independentRoots],
    ofFirst(chains)
      .map((chain: any) => [chain.statement.id, chain.passage.id, chain.citation?.id ?? null].join(' '))
      .sort(),
  ],
  filtered: (body) => [body.data.map((row: Row) => row.id), ...facets(body.facets)],
  facets: (body) => [body.data.map((row: Row) => row.id), ...facets(body.facets)],
  words: ({ data }) => data.map((row: Row) => row.id),
  complete: ({ data }) => data.map((row: any) => [row.type, row.id, row.name]),
};

/** The values of a metric of Prometheus' text format. */
const metric = (text: string, name: string): number =>
  Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? Number.NaN);

/** How often the service looks at its event loop, in milliseconds: what is told includes as much, however idle it is. */
const LOOP_RESOLUTION = 10;

export const startDictum = async (
  name: string,
  settings: NodeJS.ProcessEnv,
  database: number | null = null,
): Promise<Contestant & { url: string }> => {
  const start = (more: NodeJS.ProcessEnv): Promise<Service> =>
    startService(process.execPath, [MAIN, 'serve'], { PORT: '0', LOG_LEVEL: 'warn', ...settings, ...more });
  // What is measured is working an answer out, unless repetition is the question: that goes to a service as it is by default.
  const { url, pid, stop } = await start({ KEPT_MB: '0' });
  const keeping = await start({});
  const requests = async ({ kind, asked, repeated }: Question): Promise<Request[]> =>
    Promise.all(
      asked.map(async (parameters) => {
        const path = PATHS[kind](parameters);
        // An ETag is of one encoding; the load process asks for none.
        if (repeated === 'if-none-match')
          return {
            method: 'GET',
            path,
            headers: {
              'if-none-match': (
                await fetch(keeping.url + path, { headers: { 'accept-encoding': 'identity' } })
              ).headers.get('etag')!,
            },
            expect: 304,
          };
        return { method: 'GET', path };
      }),
    );
  const loopDelay = async (): Promise<number> =>
    metric(await (await fetch(`${url}/metrics`)).text(), 'nodejs_eventloop_lag_p99_seconds') * 1000 - LOOP_RESOLUTION;
  return {
    name,
    url,
    target: { kind: 'http', url },
    keeping: { kind: 'http', url: keeping.url },
    requests,
    read: (kind, body) => READ[kind](body),
    pids: [pid, database],
    loopDelay,
    stop: async () => {
      await Promise.all([stop(), keeping.stop()]);
    },
  };
};

/** Finds the places of pages of an actor's statements by turning them, as a client would; the last full one in place of those beyond. */
export const placesOf = (url: string) => {
  const known = new Map<string, Place[]>();
  return async (actor: string, pages: readonly number[]): Promise<Place[]> => {
    const places = known.get(actor) ?? [START];
    known.set(actor, places);
    for (let last = places.at(-1)!; last.page < pages.at(-1)!;) {
      const { data, page } = (await (
        await fetch(url + PATHS.statements({ actor, ...(last.cursor === null ? {} : { cursor: last.cursor }) }))
      ).json()) as { data: { id: string; said: string | null }[]; page: { nextCursor: string | null } };
      if (page.nextCursor === null) break;
      const { id, said } = data.at(-1)!;
      last = { key: timeKey(said), after: id, cursor: page.nextCursor, page: last.page + 1 };
      places.push(last);
    }
    return [...new Set(pages.map((page) => places[Math.min(page, places.length) - 1]!))];
  };
};
