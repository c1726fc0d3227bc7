import neo4j, { type Driver, type Plan, type ProfiledPlan } from 'neo4j-driver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../bench/generate.ts';
import { TYPE_NAMES } from '../../src/model/ids.ts';
import * as others from '../../src/store/neo4j/cypher.ts';
import * as checks from '../../src/store/neo4j/cypher-checks.ts';
import { INDEX_PARTS } from '../../src/store/neo4j/cypher-index.ts';
import { readList } from '../../src/store/neo4j/reader.ts';
import { FENCE } from '../../src/store/neo4j/constraints.ts';
import { asWhole, type Ask, type Tx } from '../../src/store/neo4j/query.ts';
import { openNeo4j } from '../../src/store/neo4j/store.ts';
import type { Store } from '../../src/store/port.ts';
import { CHECKS, MANY, PAGES, SUMS } from '../support/neo4j-questions.ts';
import { emptyNeo4j } from '../support/neo4j-server.ts';
import { query, write } from '../support/store.ts';
import { widelyPrinted } from '../support/world.ts';

/*
 * How Neo4j goes about each question: every plan begins at an index, and the work of a question grows with its answer
 * and not with the graph. Work is counted in the server's own unit, hits of its store, which are the same on every machine.
 */

const questions = { ...others, ...checks };
const SIZES = [200, 2000] as const;
const uri = process.env['NEO4J_TEST_URI']!;

/** A write is in memory on the server, where a term that is summed from fifty records on makes it larger than it would be. */
const inSmallWrites = (store: Store): Store => ({
  ...store,
  write: async (changes) => {
    for (let i = 0; ; i += 500) {
      const report = await store.write(changes.slice(i, i + 500));
      if (!report.written || i + 500 >= changes.length) return report;
    }
  },
});

const nodes = <P extends Plan | ProfiledPlan>(plan: P): P[] => [
  plan,
  ...(plan.children as P[]).flatMap((child) => nodes(child)),
];
/** Operators whose work grows with the graph. */
const REFUSED = /AllNodesScan|LabelScan|IndexScan|CartesianProduct|^Eager$|AllRelationshipsScan|RelationshipTypeScan/;
const nameOf = (plan: Plan | ProfiledPlan): string => plan.operatorType.replace(/@.*$/, '');

describe('the plans of Neo4j', () => {
  let driver: Driver;
  /** By size: what each question took. */
  const hits: Record<number, Map<string, number>> = {};
  const queries: Record<number, Map<string, number>> = {};
  const met: Record<number, Map<string, number>> = {};
  const plans = new Map<string, Plan>();

  /** Asks as a store does, and tells of each query and its hits. */
  const asking =
    (tell: (text: string, hits: number) => void): Ask =>
    async (text, parameters = {}) => {
      const session = driver.session({ defaultAccessMode: neo4j.session.READ });
      try {
        const [sent, whole] = asWhole(text.replace('CYPHER replan=skip', ''), { fence: FENCE, ...parameters });
        if (!plans.has(text)) plans.set(text, (await session.run(`EXPLAIN ${sent}`, whole)).summary.plan as Plan);
        const { records, summary } = await session.run(`PROFILE ${sent}`, whole);
        tell(
          text,
          nodes(summary.profile as ProfiledPlan).reduce((sum, { dbHits }) => sum + dbHits, 0),
        );
        const { done: _done, begun: _begun, loading: _loading, ...columns } = records[0]!.toObject();
        return columns;
      } finally {
        await session.close();
      }
    };

  /** Within a transaction as a check has it; each query is planned once more for itself. */
  const inTransaction = async (work: (tx: Tx) => Promise<unknown>): Promise<void> => {
    const session = driver.session({ defaultAccessMode: neo4j.session.READ });
    const sent = new Map<string, object>();
    try {
      await session.executeRead((tx) =>
        work({
          run: (text, parameters = {}) => {
            sent.set(text, parameters);
            return tx.run(...asWhole(text, parameters));
          },
        }),
      );
      for (const [text, parameters] of sent) {
        const [whole, of] = asWhole(text, parameters);
        plans.set(text, (await session.run(`EXPLAIN ${whole}`, of)).summary.plan as Plan);
      }
    } finally {
      await session.close();
    }
  };

  beforeAll(async () => {
    driver = neo4j.driver(uri, undefined, { disableLosslessIntegers: true });
    for (const size of SIZES) {
      await emptyNeo4j(uri);
      const store = await openNeo4j({ uri, many: MANY, timeoutMs: 300_000 });
      await fill(inSmallWrites(store), size);
      await write(store, ...widelyPrinted(size / 4));
      [hits[size], queries[size], met[size]] = [new Map(), new Map(), new Map()];
      for (const [name, { ask }] of [
        ...Object.entries(PAGES),
        ...Object.entries(SUMS),
        ...Object.entries(CHECKS).map(
          ([check, run]) => [check, { ask: (asked: Ask) => inTransaction((tx) => run(asked, tx)) }] as const,
        ),
      ]) {
        const took: number[] = [];
        await ask(asking((_, of) => void took.push(of)));
        hits[size].set(
          name,
          took.reduce((sum, of) => sum + of, 0),
        );
        queries[size].set(name, took.length);
      }
      for (const [name, { of }] of Object.entries(SUMS)) met[size].set(name, (await store.list(of)).total!);
      await store.close();
    }
  });

  afterAll(() => driver?.close());

  it('has asked every question that there is', () => {
    const all = Object.values(questions).filter(
      (question): question is string =>
        typeof question === 'string' &&
        ![
          questions.COMMITS,
          questions.TERMS,
          questions.BLOCKS,
          questions.COLUMNS,
          questions.NUMBERED,
          questions.SUMS,
          questions.STRAYS,
          questions.METAS,
          questions.CONSTRAINTS,
          questions.INDEXES,
        ].includes(question),
    );
    expect(all.filter((question) => !plans.has(question))).toEqual([]);
    const rounds = [...plans.keys()].join('\n');
    expect(INDEX_PARTS.filter((part) => !rounds.includes(`asked.${part} AS one`))).toEqual([]);
  });

  it('begins each plan at an index, and neither scans all nodes nor multiplies them nor holds all rows up', () => {
    const leaves = new Set<string>();
    const refused: string[] = [];
    for (const [text, plan] of plans)
      for (const operator of nodes(plan)) {
        const name = nameOf(operator);
        if (operator.children.length === 0) leaves.add(name);
        if (REFUSED.test(name)) refused.push(`${name} of ${String(operator.arguments['Details'])} in:\n${text}`);
      }
    expect(refused).toEqual([]);
    for (const leaf of leaves)
      expect(leaf).toMatch(
        /^(Argument|Unwind|NodeUniqueIndexSeek|NodeIndexSeek|NodeIndexSeekByRange|NodeUniqueIndexSeekByRange|MultiNodeIndexSeek|AssertingMultiNodeIndexSeek|EmptyRow)$/,
      );
    expect([...leaves]).toContain('NodeUniqueIndexSeek');
  });

  it.each(Object.entries(PAGES))(
    'takes as much work for %s on ten times the graph',
    (name, { budget, growth = 1.3 }) => {
      const [small, large] = SIZES.map((size) => hits[size]!.get(name)!) as [number, number];
      expect(large).toBeLessThanOrEqual(Math.ceil(small * growth) + 20);
      expect(large).toBeLessThanOrEqual(budget);
    },
  );

  it.each(
    Object.entries(PAGES).flatMap(([name, { queries: most }]) => (most === undefined ? [] : [[name, most] as const])),
  )('asks for %s in %i queries at most', (name, most) => {
    for (const size of SIZES) expect(queries[size]!.get(name)).toBeLessThanOrEqual(most);
  });

  it.each(Object.entries(SUMS))('takes for %s no more than each record of the answer costs', (name, { budget }) => {
    for (const size of SIZES) expect(hits[size]!.get(name)! / (met[size]!.get(name)! + 50)).toBeLessThanOrEqual(budget);
  });

  it.each(
    Object.keys(PAGES).filter(
      (name) => !['the number of the last change', 'records as they were written', 'records as written'].includes(name),
    ),
  )('reads nothing for %s while a load has not ended', async (name) => {
    const took: number[] = [];
    await driver.executeQuery("CREATE (:Meta {name: 'load', phase: 0, after: '', done: 0})");
    try {
      // The answer lacks what it should have; a store does not get as far as to look at it.
      await PAGES[name]!.ask(asking((_, of) => void took.push(of))).catch(() => undefined);
    } finally {
      await driver.executeQuery("MATCH (l:Meta {name: 'load'}) DELETE l");
    }
    expect(took.length).toBeGreaterThan(0);
    expect(Math.max(...took)).toBeLessThan(16);
  });

  it('lists all types from their indexes', async () => {
    for (const type of TYPE_NAMES) {
      let sum = 0;
      await readList(
        asking((_, of) => void (sum += of)),
        query(type, { limit: 20 }),
      );
      // Of a type with up to 64 records each is looked at, to put them in order.
      expect(sum).toBeLessThan(400);
    }
  });
});
