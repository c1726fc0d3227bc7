import { REFERENCE_TYPES } from './relationships.ts';

/*
 * Hints name the index for every seek that the planner could miss while the graph is small; so a plan is right for any
 * size, and is not made anew as the graph grows (replan=skip: making one takes up to a second).
 */

/** Any reference of a written record to another; not the index, and not what is derived. */
export const REFERENCE = REFERENCE_TYPES.join('|');

/**
 * Neo4j lets a reader see a commit half applied. So the answer carries how many commits had ended before it was read
 * and how many had begun after: where the two are one number, no commit was being applied in between.
 */
export const fromOneState = (rows: string, columns: readonly string[]): string => `CYPHER replan=skip
  MATCH (before:Meta {name: 'commits'}) USING INDEX before:Meta(name)
  WITH before.done AS done
  CALL (done) {
    CALL (done) { ${rows} }
    RETURN ${columns.map((name) => `collect(${name}) AS ${name}`).join(', ')}
  }
  MATCH (after:Meta {name: 'commits'}) USING INDEX after:Meta(name)
  RETURN done, after.begun AS begun, ${columns.join(', ')}`;

/** The same for several questions at once, each an entry of `$asked`; a column has an entry for each of them. */
export const jointly = (rows: string, columns: readonly string[]): string =>
  fromOneState(`
  UNWIND $asked AS asked
  CALL (asked) {
    CALL (asked) { ${rows} }
    RETURN ${columns.map((name) => `collect(${name}) AS ${name}`).join(', ')}
  }
  RETURN ${columns.join(', ')}`, columns);
