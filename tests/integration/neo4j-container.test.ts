import { Neo4jContainer, type StartedNeo4jContainer } from '@testcontainers/neo4j';
import type { FastifyInstance } from 'fastify';
import { getContainerRuntimeClient } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import type { Store } from '../../src/store/port.ts';
import { appOver, ask, serviceOver, theSeed } from '../support/http.ts';
import { freePort } from '../support/neo4j-server.ts';
import { findings, write } from '../support/store.ts';
import { claim } from '../support/world.ts';

/*
 * The image that docker-compose.yml names, with a password as there: seeded, asked, started anew under the running
 * service. Only where a Docker API answers; `DOCKER_HOST` says where.
 */

const docker = await getContainerRuntimeClient().then(
  () => true,
  () => false,
);

const QUESTIONS = [
  '/v1/actors/sergey-lavrov/statements',
  '/v1/regions/middle-east/forums',
  '/v1/claims/relations-will-deepen/provenance',
];

describe.skipIf(!docker)(`Neo4j in a container${docker ? '' : ' (skipped: no Docker API answers)'}`, () => {
  const embedded = serviceOver(theSeed);
  let container: StartedNeo4jContainer;
  let store: Store;
  let app: FastifyInstance;

  const same = async (): Promise<void> => {
    for (const url of QUESTIONS) {
      const [one, other] = [await embedded.ask(url), await ask(app, url)];
      expect([other.status, other.text, other.headers['etag']]).toEqual([200, one.text, one.headers['etag']]);
    }
  };

  beforeAll(async () => {
    // The port stays the same when the container is started anew, as a service's does behind its name.
    container = await new Neo4jContainer('neo4j:5.26-community')
      .withPassword('in-a-container')
      .withExposedPorts({ container: 7687, host: await freePort() }, 7474)
      .withStartupTimeout(180_000)
      .start();
    const settings = {
      NEO4J_URI: container.getBoltUri().replace(/\/$/, ''),
      NEO4J_PASSWORD: 'in-a-container',
      QUERY_TIMEOUT_MS: '60000',
    };
    store = await openStore(readConfig({}, settings), { serving: true });
    await theSeed(store);
    app = await appOver(store);
  });

  afterAll(async () => {
    await app?.close();
    await store?.close();
    await container?.stop();
  });

  it('answers the main questions as the embedded engine does', same, 120_000);

  it('refuses a wrong password when the store is opened', async () => {
    const settings = { NEO4J_URI: container.getBoltUri().replace(/\/$/, ''), NEO4J_PASSWORD: 'not-this-one' };
    await expect(openStore(readConfig({}, settings), { serving: false })).rejects.toThrow('does not let us in');
  });

  it('goes on by itself after the server was started anew, with all that was written', async () => {
    await write(store, claim('before-restart', { text: 'Written before' }));
    await container.restart();
    await expect
      .poll(async () => (await ask(app, '/v1/claims/before-restart')).status, { timeout: 150_000, interval: 500 })
      .toBe(200);
    await same();
    await write(store, claim('after-restart', { text: 'Written after' }));
    expect((await ask(app, '/v1/claims/after-restart')).status).toBe(200);
    expect(await findings(store)).toEqual([]);
  });
});
