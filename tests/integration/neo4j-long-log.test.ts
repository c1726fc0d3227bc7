import neo4j, { type Driver, type ProfiledPlan } from 'neo4j-driver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FENCE } from '../../src/store/neo4j/constraints.ts';
import { readHistory } from '../../src/store/neo4j/history.ts';
import { asWhole, type Ask } from '../../src/store/neo4j/query.ts';
import { openNeo4j } from '../../src/store/neo4j/store.ts';
import { CHANGES, correct, EARLY } from '../support/long-log.ts';
import { emptyNeo4j } from '../support/neo4j-server.ts';

/*
 * What the log is asked for costs Neo4j as much in a long log as in a short one: hits of its store, as in neo4j-plans.test.ts.
 */

const uri = process.env['NEO4J_TEST_URI']!;

const hitsOf = (plan: ProfiledPlan): number =>
  plan.dbHits + plan.children.reduce((sum, child) => sum + hitsOf(child), 0);

describe('a log of ten times as many changes in Neo4j', () => {
  let driver: Driver;
  /** By question, in the short log and in the long one. */
  const hits = new Map<string, number[]>(Object.keys(EARLY).map((name) => [name, []]));

  beforeAll(async () => {
    driver = neo4j.driver(uri, undefined, { disableLosslessIntegers: true });
    for (const many of CHANGES) {
      await emptyNeo4j(uri);
      const store = await openNeo4j({ uri, timeoutMs: 300_000 });
      await correct(store, many);
      await store.close();
      for (const [name, question] of Object.entries(EARLY)) {
        let sum = 0;
        const ask: Ask = async (text, parameters = {}) => {
          const [sent, whole] = asWhole(text.replace('CYPHER replan=skip', ''), { fence: FENCE, ...parameters });
          const session = driver.session({ defaultAccessMode: neo4j.session.READ });
          const { records, summary } = await session.run(`PROFILE ${sent}`, whole).finally(() => session.close());
          sum += hitsOf(summary.profile as ProfiledPlan);
          return records[0]!.toObject();
        };
        await question(readHistory(ask));
        hits.get(name)!.push(sum);
      }
    }
  });

  afterAll(() => driver?.close());

  it.each(Object.keys(EARLY))('is asked as cheaply for %s', (name) => {
    const [short, long] = hits.get(name) as [number, number];
    expect(short).toBeGreaterThan(0);
    expect(long).toBeLessThanOrEqual(Math.ceil(short * 1.3) + 10);
  });
});
