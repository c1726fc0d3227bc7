import { PAGE, type Answer, type Kind, type Parameters } from '../questions.ts';
import { PEERS, startService, type Contestant, type Request } from './contestant.ts';
import { CORROBORATION, FORUM_LINKS } from './cypher.ts';

/*
 * The Neo4j GraphQL Library, asked with its own filters, sorts and offsets; what its documentation leaves to fields
 * with Cypher (sums over hierarchies) is the same Cypher as the others send. Facets have no query of their own: the
 * counts are of connections filtered by each value.
 */

const STATEMENT =
  'id mode said key speakers { id } claims { id text } passages { id } topics { id } regions { id } forums { id } events { id }';
const MODES = ['direct-quote', 'indirect-speech', 'readout', 'joint-document', 'analysis'];
const FORUMS = Array.from({ length: 24 }, (_, n) => `forum-${n}`);
const ORDER = 'sort: [{ key: ASC }, { id: ASC }]';

const counted = (where: string): string =>
  [
    ...MODES.map((mode, n) => [`mode${n}`, `{ mode: { eq: "${mode}" } }`]),
    ...FORUMS.map((forum, n) => [`forum${n}`, `{ forums: { some: { id: { eq: "${forum}" } } } }`]),
  ]
    .map(
      ([name, value]) =>
        `${name}: statementsConnection(where: { AND: [${where}, ${value}] }) { aggregate { count { nodes } } }`,
    )
    .join(' ');
const faceted = (variables: string, where: string): string =>
  `query(${variables}) { statements(where: ${where}, ${ORDER}, limit: ${PAGE}) { ${STATEMENT} } ${counted(where)} }`;

/** What lies under a topic or region, as deep as the hierarchy goes. */
const under = (variable: string): string =>
  `{ OR: [${Array.from({ length: 5 }, (_, depth) => `${'{ broader: { some: '.repeat(depth)}{ id: { eq: ${variable} } }${' } }'.repeat(depth)}`).join(', ')}] }`;

const QUERIES: Record<Kind, string> = {
  record: `query($id: ID!) { statements(where: { id: { eq: $id } }) { ${STATEMENT} } }`,
  statements: `query($actor: ID!, $offset: Int!) { statements(where: { speakers: { some: { id: { eq: $actor } } } }, ${ORDER}, limit: ${PAGE}, offset: $offset) { ${STATEMENT} } }`,
  forums: 'query($region: ID!) { regions(where: { id: { eq: $region } }) { links { forum name rule count } } }',
  provenance: `query($claim: ID!) { claims(where: { id: { eq: $claim } }) { text corroboration { statements passages sources publishers independentRoots }
    statements(${ORDER}, limit: 20) { id mode said speakers { id name } passages { id paragraph sentence source { id title } citations { id marker ibidOf { id } source { id title publisher { id name } } } } } } }`,
  filtered: faceted(
    '$region: ID!, $topic: ID!',
    `{ AND: [{ regions: { some: ${under('$region')} } }, { topics: { some: ${under('$topic')} } }] }`,
  ),
  facets: faceted('$actor: ID!', '{ speakers: { some: { id: { eq: $actor } } } }'),
  words:
    'query($lucene: String!) { claimsByText(phrase: $lucene, sort: [{ node: { id: ASC } }], first: 20) { edges { node { id text } } } }',
  complete:
    'query($prefix: String!) { entries(where: { entry: { startsWith: $prefix } }, sort: [{ entry: ASC }, { type: ASC }, { record: ASC }], limit: 40) { type record name } }',
};

const ids = (rows: { id: string }[]): string[] => rows.map(({ id }) => id);
const facetsOf = (data: any): unknown[] =>
  [
    ['mode', MODES],
    ['forum', FORUMS],
  ].map(([name, values]) =>
    (values as string[])
      .map((value, n): [string, number] => [value, data[`${name as string}${n}`].aggregate.count.nodes])
      .filter(([, count]) => count > 0)
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)),
  );

type Named = { type: string; record: string; name: string };

/** The first entry of each record, ten at most. */
export const firstOfEach = (entries: readonly Named[]): Answer => {
  const first = new Map<string, Answer>();
  for (const { type, record, name } of entries)
    if (!first.has(`${type}/${record}`)) first.set(`${type}/${record}`, [type, record, name]);
  return [...first.values()].slice(0, 10);
};

const READ: Record<Kind, (data: any) => Answer> = {
  record: ({ statements: [s] }) => [s.id, s.mode, s.said, ids(s.passages).sort()],
  statements: ({ statements }) => ids(statements),
  forums: ({ regions: [region] }) => region.links.map((link: any) => [link.forum, link.rule, link.count]).sort(),
  provenance: ({ claims: [{ corroboration: c, statements }] }) => [
    [c.statements, c.passages, c.sources, c.publishers, c.independentRoots],
    statements
      .flatMap((s: any) =>
        s.passages.flatMap((p: any) =>
          (p.citations.length === 0 ? [null] : ids(p.citations)).map((citation) => [s.id, p.id, citation].join(' ')),
        ),
      )
      .sort(),
  ],
  filtered: (data) => [ids(data.statements), ...facetsOf(data)],
  facets: (data) => [ids(data.statements), ...facetsOf(data)],
  words: ({ claimsByText: { edges } }) => edges.map((edge: any) => edge.node.id),
  complete: ({ entries }) => firstOfEach(entries),
};

export const graphqlRequest = (path: string, query: string, variables: object): Request => ({
  method: 'POST',
  path,
  headers: { 'content-type': 'application/json', accept: 'application/json' },
  body: JSON.stringify({ query, variables }),
});

/** The data of an answer; GraphQL answers 200 to what it could not do. */
export const dataOf = ({ data, errors }: { data: unknown; errors?: { message: string }[] }): unknown => {
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
  return data;
};

export const startGraphql = async (uri: string, database: number): Promise<Contestant> => {
  const cypher = {
    CORROBORATION: `WITH this AS c ${CORROBORATION} RETURN corroboration`,
    FORUM_LINKS: `WITH this AS top ${FORUM_LINKS.replace('(:Region {id: $region})', '(top)')} RETURN {forum: f.id, name: f.name, rule: rule, count: count} AS link`,
  };
  const { url, pid, stop } = await startService(process.execPath, [`${PEERS}graphql.mjs`, uri, JSON.stringify(cypher)]);
  const variablesOf = ({ page, ...rest }: Parameters): object => ({
    ...rest,
    ...(page === undefined ? {} : { offset: (Number(page) - 1) * PAGE }),
  });
  return {
    name: '@neo4j/graphql',
    target: { kind: 'http', url },
    pids: [pid, database],
    stop,
    requests: ({ kind, asked }) =>
      asked.map((parameters) => graphqlRequest('/', QUERIES[kind], variablesOf(parameters))),
    read: (kind, body) => READ[kind](dataOf(body)),
  };
};
