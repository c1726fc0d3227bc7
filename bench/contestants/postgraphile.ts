import { PAGE, type Answer, type Kind } from '../questions.ts';
import { PEERS, startService, type Contestant } from './contestant.ts';
import { dataOf, firstOfEach, graphqlRequest } from './graphql.ts';
import type { Postgres } from './postgres.ts';

/*
 * PostGraphile on the same PostgreSQL. Where its own fields cannot ask a question (sums, recursion, places in an order of
 * two columns) the question is a function in the database, as its documentation recommends, with the SQL of the routes.
 */

const pairs = (table: string, fields: string): string => `statement${table}sByStatementId { nodes { ${fields} } }`;
const STATEMENT = `rowId mode said key eventId ${pairs('Speaker', 'actorId')} ${pairs('Claim', 'claimByClaimId { rowId text }')} ${pairs('Passage', 'passageId')} ${pairs('Topic', 'topicId')} ${pairs('Region', 'regionId')} ${pairs('Forum', 'forumId')}`;

const QUERIES: Record<Kind, string> = {
  record: `query($id: String!) { statementByRowId(rowId: $id) { ${STATEMENT} } }`,
  statements: `query($actor: String!, $key: String!, $after: String!) { actorByRowId(rowId: $actor) { pages(afterKey: $key, afterId: $after, first: ${PAGE}) { nodes { ${STATEMENT} } } } }`,
  forums: 'query($region: String!) { regionByRowId(rowId: $region) { links { nodes { forum name rule count } } } }',
  provenance: `query($claim: String!) { claimByRowId(rowId: $claim) { text corroboration page(first: 20) { nodes { rowId mode said ${pairs('Speaker', 'actorByActorId { rowId name }')}
    ${pairs('Passage', 'passageByPassageId { rowId paragraph sentence sourceBySourceId { rowId title } passageCitationsByPassageId { nodes { citationByCitationId { rowId marker ibidOfId sourceBySourceId { rowId title actorByPublisherId { rowId name } } } } } }')} } } } }`,
  filtered: 'query($region: String!, $topic: String!) { filtered(region: $region, topic: $topic) { rows facets } }',
  facets: 'query($actor: String!) { actorByRowId(rowId: $actor) { facets { rows facets } } }',
  words: 'query($words: String!) { claimsWith(words: $words, first: 20) { nodes { rowId text } } }',
  complete: 'query($prefix: String!) { completions(prefix: $prefix, first: 40) { nodes { type record name } } }',
};

const asJson = (value: unknown): any => (typeof value === 'string' ? JSON.parse(value) : value);
const faceted = ({ rows, facets }: { rows: unknown; facets: unknown }): Answer => {
  const counts = asJson(facets) as Record<string, { id: string; count: number }[]>;
  return [
    ((asJson(rows) ?? []) as { id: string }[]).map(({ id }) => id),
    ...['mode', 'forum'].map((name) => counts[name]!.map(({ id, count }) => [id, count])),
  ];
};

const READ: Record<Kind, (data: any) => Answer> = {
  record: ({ statementByRowId: s }) => [
    s.rowId,
    s.mode,
    s.said,
    s.statementPassagesByStatementId.nodes.map((node: any) => node.passageId).sort(),
  ],
  statements: ({ actorByRowId }) => actorByRowId.pages.nodes.map((node: any) => node.rowId),
  forums: ({ regionByRowId }) => regionByRowId.links.nodes.map((link: any) => [link.forum, link.rule, link.count]),
  provenance: ({ claimByRowId: { corroboration, page } }) => {
    const c = asJson(corroboration);
    return [
      [c.statements, c.passages, c.sources, c.publishers, c.independentRoots],
      page.nodes
        .flatMap((s: any) =>
          s.statementPassagesByStatementId.nodes.flatMap(({ passageByPassageId: p }: any) => {
            const cited = p.passageCitationsByPassageId.nodes.map((node: any) => node.citationByCitationId.rowId);
            return (cited.length === 0 ? [null] : cited).map((citation: string | null) =>
              [s.rowId, p.rowId, citation].join(' '),
            );
          }),
        )
        .sort(),
    ];
  },
  filtered: ({ filtered }) => faceted(filtered),
  facets: ({ actorByRowId }) => faceted(actorByRowId.facets),
  words: ({ claimsWith }) => claimsWith.nodes.map((node: any) => node.rowId),
  complete: ({ completions }) => firstOfEach(completions.nodes),
};

export const startPostgraphile = async (postgres: Postgres): Promise<Contestant> => {
  const { url, pid, stop } = await startService(process.execPath, [`${PEERS}postgraphile.mjs`, postgres.url]);
  return {
    name: 'PostGraphile',
    target: { kind: 'http', url },
    pids: [pid, postgres.pid],
    stop,
    requests: ({ kind, asked }) => asked.map((parameters) => graphqlRequest('/graphql', QUERIES[kind], parameters)),
    read: (kind, body) => READ[kind](dataOf(body)),
  };
};
