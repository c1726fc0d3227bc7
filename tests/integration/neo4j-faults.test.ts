import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { openNeo4j } from '../../src/store/neo4j/store.ts';
import type { Store } from '../../src/store/port.ts';
import { appOver, ask } from '../support/http.ts';
import { startNeo4j, type Neo4jServer } from '../support/neo4j-server.ts';
import { write } from '../support/store.ts';
import { actor } from '../support/world.ts';

/*
 * A server that takes no writes: the cause is named, and questions are answered.
 */

let server: Neo4jServer;
let store: Store;
let app: FastifyInstance;
beforeAll(async () => {
  server = await startNeo4j({ brief: true });
  store = await openNeo4j({ uri: server.uri, timeoutMs: 120_000 });
  await write(store, actor('ada'));
  app = await appOver(store, { timeoutMs: 120_000 });
});
afterAll(async () => {
  await app?.close();
  await store?.close();
  await server?.stop();
});

describe('a Neo4j that is read-only', () => {
  it('is asked and opened as before, and says why nothing can be written', async () => {
    await server.restart({ 'server.databases.default_to_read_only': 'true' });
    await expect.poll(async () => (await ask(app, '/v1/actors/ada')).status).toBe(200);
    await expect(write(store, actor('bea'))).rejects.toMatchObject({
      code: 'store-unreachable',
      message: expect.stringContaining('the database is read-only there; see server.databases.read_only'),
    });
    const other = await openNeo4j({ uri: server.uri, timeoutMs: 120_000 });
    expect((await other.read([{ type: 'actor', id: 'ada' }])).readings).toMatchObject([{ state: 'found' }]);
    await other.close();
    await server.restart({ 'server.databases.default_to_read_only': 'false' });
    await expect.poll(async () => (await ask(app, '/health/ready')).status).toBe(200);
    await write(store, actor('bea'));
    expect((await ask(app, '/v1/actors/bea')).status).toBe(200);
  });
});
