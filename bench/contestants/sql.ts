import type { Kind } from '../questions.ts';
import { columnOf, TABLES } from '../rows.ts';

/*
 * The questions in SQL, on an ordinary relational schema: each type a table, each relation between many a table of
 * pairs with an index in both directions.
 */

const ids = (table: string, column: string): string =>
  `ARRAY(SELECT ${column} FROM ${table} x WHERE x.statement_id = s.id)`;
const STATEMENT = `s.id, s.mode, s.said, s.key, s.event_id, ${ids('statement_speaker', 'actor_id')} AS speakers,
  (SELECT json_agg(json_build_object('id', c.id, 'text', c.text)) FROM statement_claim x JOIN claim c ON c.id = x.claim_id WHERE x.statement_id = s.id) AS claims,
  ${ids('statement_passage', 'passage_id')} AS passages, ${ids('statement_topic', 'topic_id')} AS topics, ${ids('statement_region', 'region_id')} AS regions, ${ids('statement_forum', 'forum_id')} AS forums`;

const under = (type: string, parameter: string): string =>
  `${type}s(id) AS (SELECT ${parameter}::text UNION SELECT b.${type}_id FROM ${type}_broader b JOIN ${type}s ON b.broader_id = ${type}s.id)`;

const forumLinks = (region: string): string => `WITH RECURSIVE ${under('region', region)},
  within(event_id, outer_id) AS (SELECT id, id FROM event UNION SELECT w.event_id, e.part_of_id FROM within w JOIN event e ON e.id = w.outer_id WHERE e.part_of_id IS NOT NULL),
  hosted AS (SELECT DISTINCT w.event_id, e.host_id AS forum FROM within w JOIN event e ON e.id = w.outer_id WHERE e.host_id IS NOT NULL),
  about AS (SELECT DISTINCT statement_id FROM statement_region WHERE region_id IN (SELECT id FROM regions)),
  counted AS (
    SELECT forum_id AS forum, 'statement-about-both' AS rule, count(*) FROM statement_forum JOIN about USING (statement_id) GROUP BY 1
    UNION ALL SELECT forum, 'event-took-up-region', count(*) FROM about JOIN statement s ON s.id = about.statement_id JOIN hosted USING (event_id) GROUP BY 1
    UNION ALL SELECT forum, 'event-in-region', count(DISTINCT hosted.event_id) FROM hosted JOIN within w USING (event_id) JOIN event e ON e.id = w.outer_id WHERE e.place_id IN (SELECT id FROM regions) GROUP BY 1
    UNION ALL SELECT forum_id, 'member-in-region', count(DISTINCT m.id) FROM membership m JOIN located_in l ON l.actor_id = m.member_id WHERE l.region_id IN (SELECT id FROM regions) GROUP BY 1
  )
  SELECT forum, f.name, rule, count::int FROM counted JOIN forum f ON f.id = forum ORDER BY forum, rule`;

const corroboration = (claim: string): string => `WITH RECURSIVE chain AS (
    SELECT sc.statement_id, p.id AS passage, p.source_id AS recorded, c.source_id AS cited, cs.publisher_id
    FROM statement_claim sc JOIN statement_passage sp USING (statement_id) JOIN passage p ON p.id = sp.passage_id
    LEFT JOIN passage_citation pc ON pc.passage_id = p.id LEFT JOIN citation c ON c.id = pc.citation_id LEFT JOIN source cs ON cs.id = c.source_id WHERE sc.claim_id = ${claim}),
  resting(id) AS (SELECT DISTINCT coalesce(cited, recorded) FROM chain UNION SELECT r.target_id FROM rests_on r JOIN resting ON r.source_id = resting.id),
  root AS (SELECT id FROM resting WHERE NOT EXISTS (SELECT FROM rests_on r WHERE r.source_id = resting.id))
  SELECT json_build_object('statements', count(DISTINCT statement_id), 'passages', count(DISTINCT passage), 'sources', count(DISTINCT cited), 'publishers', count(DISTINCT publisher_id), 'independentRoots', (SELECT count(*) FROM root)) FROM chain`;

const chains = (
  claim: string,
): string => `SELECT json_agg(json_build_object('statement', s.id, 'mode', s.mode, 'said', s.said,
    'speakers', (SELECT json_agg(json_build_object('id', a.id, 'name', a.name)) FROM statement_speaker x JOIN actor a ON a.id = x.actor_id WHERE x.statement_id = s.id),
    'passage', p.id, 'paragraph', p.paragraph, 'sentence', p.sentence, 'recordedIn', rs.id, 'recordedTitle', rs.title, 'citation', c.id, 'marker', c.marker,
    'ibids', ARRAY(WITH RECURSIVE back(id) AS (SELECT c.ibid_of_id UNION SELECT b.ibid_of_id FROM citation b JOIN back ON b.id = back.id WHERE b.ibid_of_id IS NOT NULL) SELECT id FROM back WHERE id IS NOT NULL),
    'source', cs.id, 'title', cs.title, 'publisher', pu.id, 'publisherName', pu.name))
  FROM (SELECT s.* FROM statement s JOIN statement_claim sc ON sc.statement_id = s.id WHERE sc.claim_id = ${claim} ORDER BY s.key, s.id LIMIT 20) s
  JOIN statement_passage sp ON sp.statement_id = s.id JOIN passage p ON p.id = sp.passage_id JOIN source rs ON rs.id = p.source_id
  LEFT JOIN passage_citation pc ON pc.passage_id = p.id LEFT JOIN citation c ON c.id = pc.citation_id LEFT JOIN source cs ON cs.id = c.source_id LEFT JOIN actor pu ON pu.id = cs.publisher_id`;

const faceted = (
  with_: string,
  from: string,
): string => `WITH ${with_} found AS MATERIALIZED (SELECT s.id, s.mode, s.said, s.key FROM ${from}),
  modes AS (SELECT mode AS id, count(*)::int FROM found GROUP BY 1 ORDER BY 2 DESC, 1), forums AS (SELECT f.forum_id AS id, count(*)::int FROM found JOIN statement_forum f ON f.statement_id = found.id GROUP BY 1 ORDER BY 2 DESC, 1)
  SELECT (SELECT json_agg(r) FROM (SELECT ${STATEMENT.replace('s.event_id, ', '')} FROM (SELECT * FROM found ORDER BY key, id LIMIT 50) s ORDER BY s.key, s.id) r) AS rows,
    json_build_object('mode', (SELECT coalesce(json_agg(modes), '[]') FROM modes), 'forum', (SELECT coalesce(json_agg(forums), '[]') FROM forums)) AS facets`;

const FILTERED = (region: string, topic: string): string =>
  faceted(
    `RECURSIVE ${under('region', region)}, ${under('topic', topic)},`,
    'statement s WHERE s.id IN (SELECT statement_id FROM statement_region WHERE region_id IN (SELECT id FROM regions)) AND s.id IN (SELECT statement_id FROM statement_topic WHERE topic_id IN (SELECT id FROM topics))',
  );
const AT_ACTOR = (actor: string): string =>
  faceted('', `statement s JOIN statement_speaker sp ON sp.statement_id = s.id WHERE sp.actor_id = ${actor}`);
const COMPLETE = (prefix: string): string =>
  `SELECT type, record AS id, name FROM (SELECT DISTINCT ON (type, record) * FROM (SELECT * FROM entry WHERE entry >= ${prefix} AND entry < ${prefix} || U&'\\+10FFFF' ORDER BY entry, type, record LIMIT 40) e ORDER BY type, record, entry) d ORDER BY entry, type, record LIMIT 10`;
const WORDS = (words: string): string =>
  `SELECT id, text FROM claim WHERE to_tsvector('simple', text) @@ plainto_tsquery('simple', ${words}) ORDER BY id LIMIT 20`;

/** With the parameters of a question in the order of `parametersOf`. */
export const SQL: Record<Kind, string> = {
  record: `SELECT ${STATEMENT} FROM statement s WHERE s.id = $1`,
  statements: `SELECT ${STATEMENT} FROM statement s JOIN statement_speaker sp ON sp.statement_id = s.id WHERE sp.actor_id = $1 AND (s.key, s.id) > ($2, $3) ORDER BY s.key, s.id LIMIT 50`,
  forums: forumLinks('$1'),
  provenance: `SELECT c.text, (${corroboration('$1')}) AS corroboration, (${chains('$1')}) AS chains FROM claim c WHERE c.id = $1`,
  filtered: FILTERED('$1', '$2'),
  facets: AT_ACTOR('$1'),
  words: WORDS('$1'),
  complete: COMPLETE('$1'),
};

const KEYS: readonly string[] = Object.entries(TABLES).flatMap(([table, columns]) => {
  const named = columns.map(columnOf);
  if (named[0]!.name === 'id')
    return [
      `ALTER TABLE ${table} ADD PRIMARY KEY (id)`,
      ...named.filter(({ refers }) => refers).map(({ name }) => `CREATE INDEX ON ${table} (${name})`),
    ];
  return [
    `ALTER TABLE ${table} ADD PRIMARY KEY (${named[0]!.name}, ${named[1]!.name})`,
    `CREATE INDEX ON ${table} (${named[1]!.name}, ${named[0]!.name})`,
  ];
});
const FOREIGN: readonly string[] = Object.entries(TABLES).flatMap(([table, columns]) =>
  columns
    .map(columnOf)
    .filter(({ refers }) => refers)
    .map(({ name, refers }) => `ALTER TABLE ${table} ADD FOREIGN KEY (${name}) REFERENCES ${refers} (id)`),
);

export const CREATE = Object.entries(TABLES).map(
  ([table, columns]) =>
    `CREATE TABLE ${table} (${columns.map((column) => `${columnOf(column).name} text`).join(', ')})`,
);
export const PREPARE = [
  ...KEYS,
  ...FOREIGN,
  'CREATE INDEX ON statement (key, id)',
  'CREATE INDEX ON entry (entry, type, record)',
  "CREATE INDEX ON claim USING gin (to_tsvector('simple', text))",
  // What a generated GraphQL schema cannot ask by itself, as functions: PostGraphile makes fields of them.
  `CREATE TYPE forum_link AS (forum text, name text, rule text, count int)`,
  `CREATE FUNCTION region_links(region region) RETURNS SETOF forum_link LANGUAGE sql STABLE AS $$ ${forumLinks('region.id')} $$`,
  `CREATE FUNCTION claim_corroboration(claim claim) RETURNS json LANGUAGE sql STABLE AS $$ ${corroboration('claim.id')} $$`,
  `CREATE FUNCTION actor_pages(actor actor, after_key text, after_id text) RETURNS SETOF statement LANGUAGE sql STABLE AS $$ SELECT s.* FROM statement s JOIN statement_speaker sp ON sp.statement_id = s.id WHERE sp.actor_id = actor.id AND (s.key, s.id) > (after_key, after_id) ORDER BY s.key, s.id $$`,
  `CREATE FUNCTION claim_page(claim claim) RETURNS SETOF statement LANGUAGE sql STABLE AS $$ SELECT s.* FROM statement s JOIN statement_claim sc ON sc.statement_id = s.id WHERE sc.claim_id = claim.id ORDER BY s.key, s.id $$`,
  `CREATE TYPE faceted AS (rows json, facets json)`,
  `CREATE FUNCTION filtered(region text, topic text) RETURNS faceted LANGUAGE sql STABLE AS $$ ${FILTERED('region', 'topic')} $$`,
  `CREATE FUNCTION actor_facets(actor actor) RETURNS faceted LANGUAGE sql STABLE AS $$ ${AT_ACTOR('actor.id')} $$`,
  `CREATE FUNCTION claims_with(words text) RETURNS SETOF claim LANGUAGE sql STABLE AS $$ ${WORDS('words')} $$`,
  `CREATE FUNCTION completions(prefix text) RETURNS SETOF entry LANGUAGE sql STABLE AS $$ SELECT e.* FROM (${COMPLETE('prefix').replace('SELECT type, record AS id, name FROM', 'SELECT d.id FROM')}) x JOIN entry e ON e.id = x.id ORDER BY e.entry, e.type, e.record $$`,
  'ANALYZE',
];
