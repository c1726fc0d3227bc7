import { CHAINS_SHOWN } from '../../model/chains.ts';
import { EVIDENCE_STEPS, RECORDED_IN, JOINING_TYPES, REFERENCE_TYPES } from './relationships.ts';

/*
 * Hints name the index for every seek that the planner could miss while the graph is small; so a plan is right for any
 * size, and is not made anew as the graph grows (replan=skip: making one takes up to a second).
 */

/** Any reference of a written record to another; not the index, and not what is derived. */
export const REFERENCE = REFERENCE_TYPES.join('|');
/** The same, but for those by which paths do not lead. */
export const JOINING = JOINING_TYPES.join('|');

/**
 * Neo4j lets a reader see a commit half applied. So the answer carries how many commits had ended before it was read
 * and how many had begun after: where the two are one number, no commit was being applied in between. It also says
 * whether a load has not ended (load.ts). Then what is filed is not all there, nor are its indexes, without which it would
 * be gone through from end to end: so nothing is read, but for what needs none of it (`unfiled`).
 */
export const fromOneState = (
  rows: string,
  columns: readonly string[],
  { unfiled = false } = {},
): string => `CYPHER replan=skip
  MATCH (before:Meta {name: $fence}) USING INDEX SEEK before:Meta(name)
  WITH before.done AS done, ${LOADING} AS loading
  CALL (done, loading) {
    ${unfiled ? '' : 'UNWIND CASE WHEN loading THEN [] ELSE [done] END AS known'}
    CALL (done) { ${rows} }
    RETURN ${collected(columns)}
  }
  MATCH (after:Meta {name: $fence}) USING INDEX SEEK after:Meta(name)
  RETURN done, after.begun AS begun, loading, ${columns.join(', ')}`;

/** What is answered of a record, and behind it its revision. */
export const answered = (node: string): string => `(${node}.view + coalesce(toString(${node}.revision), ''))`;

/** Whether a load has not ended. */
export const LOADING = "EXISTS { MATCH (load:Meta {name: 'load'}) USING INDEX SEEK load:Meta(name) }";

const collected = (columns: readonly string[]): string =>
  columns.map((name) => `collect(${name}) AS ${name}`).join(', ');

/** A question that is asked once for each of several `asked`: what answers one of them in a row of lists, and the names of those. */
type Joint = { lists: string; columns: readonly string[] };
const JOINT = new Map<string, Joint>();

const forEach = (source: string, { lists }: Joint): string => `
  UNWIND ${source} AS asked
  CALL (asked) { ${lists} }`;

/** Several questions at once, each an entry of `$asked`; a column has an entry for each of them. */
export const jointlyAsLists = (lists: string, columns: readonly string[]): string => {
  const joint = { lists, columns };
  const text = fromOneState(`${forEach('$asked', joint)} RETURN ${columns.join(', ')}`, columns);
  JOINT.set(text, joint);
  return text;
};

/** The same where each is answered in rows. */
export const jointly = (rows: string, columns: readonly string[]): string =>
  jointlyAsLists(`CALL (asked) { ${rows} } RETURN ${collected(columns)}`, columns);

/** What belongs to one of several queries that go as one is named so. */
export const nameIn = (query: number, name: string): string => `of${query}_${name}`;

const BUNDLED = new Map<string, string>();

/** Joint queries as one: an entry of `$asked` has a list of entries for each of them, and each its own columns and parameters. */
export const bundled = (queries: readonly string[]): string => {
  const name = queries.join('');
  const known = BUNDLED.get(name);
  if (known !== undefined) return known;
  const own = queries.map((query, i) => {
    const joint = JOINT.get(query)!;
    return {
      columns: joint.columns.map((column) => nameIn(i, column)),
      text: `
  CALL (bundle) { ${forEach(`bundle.${nameIn(i, 'asked')}`, joint).replaceAll('$', `$${nameIn(i, '')}`)}
    RETURN ${joint.columns.map((column) => `collect(${column}) AS ${nameIn(i, column)}`).join(', ')}
  }`,
    };
  });
  const columns = own.flatMap((each) => each.columns);
  const text = fromOneState(
    `UNWIND $asked AS bundle ${own.map((each) => each.text).join('')} RETURN ${columns.join(', ')}`,
    columns,
  );
  BUNDLED.set(name, text);
  return text;
};

const STEPS = EVIDENCE_STEPS.map((step, i) => ({
  words: step.words.filter((word) => word !== RECORDED_IN).join('|'),
  i,
}));

/** The passages with these ids, unless `asked.included` leaves them out; `ids` in rows before it. */
const passagesOf = (ids: string): string => `
      UNWIND ${ids} AS id
      MATCH (p:Passage {id: id}) USING INDEX SEEK p:Passage(id)
      RETURN collect(DISTINCT p) AS passages`;

/**
 * What lies beyond the passages, by the relationships that `asked.included` names; one row of lists: addresses, and the
 * records as they are answered.
 */
const BEYOND = `
    ${STEPS.slice(1)
      .map(
        ({ words, i }) => `
    CALL (asked, from${i}, ${i === 1 ? 'passages' : `to${i - 1}`}) {
      UNWIND from${i} + ${i === 1 ? 'passages' : `to${i - 1}`} AS r
      MATCH (r)-[x:${words}]->(a) WHERE type(x) IN asked.included.words
      RETURN collect(DISTINCT a) AS to${i}
    }`,
      )
      .join('')}
    UNWIND own + passages + ${STEPS.slice(1)
      .map(({ i }) => `to${i}`)
      .join(' + ')} AS a
    WITH DISTINCT a WHERE a.view IS NOT NULL
    RETURN collect(a.address) AS included, collect(${answered('a')}) AS includedView`;

/**
 * What `records` rest on, as far as `asked.included` says: from which step of the way of evidence on, by which of its
 * relationships. Of the passages of a statement come those of the chains that it shows.
 */
export const INCLUDED = `
  CALL (asked, records) {
    WITH ${STEPS.map(({ i }) => `CASE asked.included.step WHEN ${i} THEN records ELSE [] END AS from${i}`).join(', ')}
    CALL (asked, from0) {
      UNWIND from0 AS r
      MATCH (r)-[x:${STEPS[0]!.words}]->(a) WHERE type(x) IN asked.included.words
      RETURN collect(DISTINCT a) AS own
    }
    CALL (asked, from0) {
      UNWIND CASE WHEN '${RECORDED_IN}' IN asked.included.words THEN from0 ELSE [] END AS r
      ${passagesOf(`r.passages[..${CHAINS_SHOWN}]`)}
    }
    ${BEYOND}
  }`;

/**
 * The same of `taken`, statements with the first and the number of those passages of them that a page may come to. Of a
 * statement that does not show all of its chains comes what these are made from.
 */
export const INCLUDED_TAKEN = `
  CALL (asked, taken) {
    CALL (asked, taken) {
      UNWIND taken AS t
      WITH t.s AS s
      MATCH (s)-[x:${STEPS[0]!.words}]->(a)
      WHERE type(x) IN asked.included.words OR (s.chainCount > ${CHAINS_SHOWN} AND type(x) <> 'EXPRESSES')
      RETURN collect(DISTINCT a) AS spoken
    }
    CALL (asked, taken) {
      UNWIND taken AS t
      WITH t, t.s AS s WHERE '${RECORDED_IN}' IN asked.included.words OR s.chainCount > ${CHAINS_SHOWN}
      ${passagesOf('s.passages[t.first..t.first + t.most]')}
    }
    WITH asked, passages, spoken + [t IN taken | t.s] AS own, ${STEPS.slice(1)
      .map(({ i }) => `[] AS from${i}`)
      .join(', ')}
    ${BEYOND}
  }`;
