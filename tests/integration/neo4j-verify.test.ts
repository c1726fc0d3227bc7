import { afterAll, beforeAll, expect, it } from 'vitest';
import { openNeo4j } from '../../src/store/neo4j/store.ts';
import type { Store } from '../../src/store/port.ts';
import { emptyNeo4j } from '../support/neo4j-server.ts';
import { write } from '../support/store.ts';
import { snapshot, source } from '../support/world.ts';

/*
 * Verification beside other questions on Neo4j, on threads with connections of their own.
 */

const uri = process.env['NEO4J_TEST_URI']!;
const LONG = 'The ministers said that trade would grow, and that it would not. '.repeat(10_000);

let store: Store;
beforeAll(async () => {
  await emptyNeo4j(uri);
  store = await openNeo4j({ uri, timeoutMs: 300_000, verifiers: 1 });
  await write(store, source('report'), snapshot('report-1', { source: 'report', of: LONG, text: LONG }));
});
afterAll(() => store.close());

const verify = async (body: object): Promise<unknown> =>
  JSON.parse(await store.verifyQuote(Buffer.from(JSON.stringify(body))));

it('answers from a thread, and what is refused there in the same words', async () => {
  expect(await verify({ quote: 'said that trade would grow', prefix: 'ministers', source: 'report' })).toMatchObject({
    status: 'ambiguous',
    count: 10_000,
  });
  expect(await verify({ quote: 'nobody would leave the table' })).toMatchObject({
    status: 'unverified',
    candidates: 0,
  });
  await expect(verify({ quote: 'said that trade', source: 'nowhere' })).rejects.toMatchObject({
    name: 'DictumError',
    code: 'not-found',
    context: { recordType: 'source', id: 'nowhere' },
  });
});

it('lets many a question be answered meanwhile, and turns away what would wait for too long', async () => {
  const left = { asked: 12 };
  const asked = Array.from({ length: 12 }, () =>
    verify({ quote: 'that trade would shrink', suffix: 'by then', source: 'report' }).finally(() => (left.asked -= 1)),
  );
  const settled = Promise.allSettled(asked);
  let answered = 0;
  for (; left.asked > 0; answered++) await store.ping();
  const codes = (await settled).flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
  expect(codes).toEqual(['overloaded', 'overloaded', 'overloaded']);
  // On the thread that serves no answer would come in between.
  expect(answered).toBeGreaterThan(20);
});
