import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import neo4j from 'neo4j-driver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withDeadline } from '../../src/deadline.ts';
import { Outcome } from '../../src/store/neo4j/outcome.ts';
import { openNeo4j } from '../../src/store/neo4j/store.ts';
import { Sessions } from '../../src/store/neo4j/session.ts';
import type { Store } from '../../src/store/port.ts';
import { askNeo4j, emptyNeo4j } from '../support/neo4j-server.ts';
import { findings, view, write } from '../support/store.ts';
import { actor } from '../support/world.ts';

/*
 * A write whose commit was sent, and whose answer never came: what is told of it is true.
 */

/** How Bolt says that a transaction is to be committed. */
const COMMIT = Buffer.from([0x00, 0x02, 0xb0, 0x12, 0x00, 0x00]);

/** What becomes of the next commit: its connection ends before the server has it, or once the server has answered; or nothing gets through any more. */
type Fate = 'lost' | 'unanswered' | 'frozen';

/** Stands between the store and the server. */
class Between {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private isFrozen = false;
  next: Fate | null = null;
  uri = '';

  constructor(uri: string) {
    const { hostname, port } = new URL(uri);
    this.server = createServer((client) => {
      const server = connect(Number(port), hostname);
      const ended = (): void => [client, server].forEach((socket) => socket.destroy());
      let isUnanswered = false;
      for (const socket of [client, server]) {
        this.sockets.add(socket.on('error', ended).on('close', ended));
      }
      client.on('data', (bytes: Buffer) => {
        if (this.isFrozen) return;
        const fate = bytes.includes(COMMIT) ? this.next : null;
        if (fate !== null) this.next = null;
        if (fate === 'lost') return ended();
        if (fate === 'frozen') this.isFrozen = true;
        isUnanswered = fate === 'unanswered';
        server.write(bytes);
      });
      server.on('data', (bytes: Buffer) => {
        if (this.isFrozen) return;
        if (isUnanswered) return ended();
        client.write(bytes);
      });
    });
  }

  async listen(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.uri = `bolt://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Lets everything through again, on new connections. */
  thaw(): void {
    this.isFrozen = false;
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
  }

  close(): void {
    this.thaw();
    this.server.close();
  }
}

/** Milliseconds. */
const TIMEOUT_MS = 3000;

let between: Between;
let store: Store;
beforeAll(async () => {
  const uri = process.env['NEO4J_TEST_URI']!;
  await emptyNeo4j(uri);
  between = new Between(uri);
  await between.listen();
  store = await openNeo4j({ uri: between.uri, timeoutMs: 300_000 });
  await write(store, actor('speaker'));
});
afterAll(async () => {
  await store.close();
  between.close();
});

/** A record that there must not be yet. */
const create = (id: string, by = store) => by.write([actor(id)], { expected: new Map([[`actor/${id}`, null]]) });

const changeSets = async (): Promise<number> => (await store.changes({ limit: 9, perSet: 0 })).sets.length;

describe('a commit', () => {
  it.each(['lost', 'unanswered'] as const)('that is %s is made once, and told as made', async (fate) => {
    const before = await changeSets();
    between.next = fate;
    expect(await create(fate)).toMatchObject({ written: true, created: 1, change: before + 1 });
    expect(between.next).toBe(null);
    expect(await changeSets()).toBe(before + 1);
    // Whoever comes next finds it settled.
    expect(await view(store, 'actor', fate)).toMatchObject({ id: fate });
    expect(await create(fate)).toMatchObject({ written: false });
  });

  it('that nothing is heard of is told as that in time, and is there once, whole', async () => {
    const before = await changeSets();
    const hasty = await openNeo4j({ uri: between.uri, timeoutMs: TIMEOUT_MS });
    between.next = 'frozen';
    await expect(create('ada', hasty)).rejects.toMatchObject({
      code: 'store-unreachable',
      message: expect.stringContaining('may have been written'),
    });
    between.thaw();
    await hasty.close();
    await expect.poll(() => create('ada').catch(String)).toMatchObject({ written: false });
    expect(await changeSets()).toBe(before + 1);
    expect(await findings(store)).toEqual([]);
  });

  it('is not known of where too many others came between', () => {
    const outcome = new Outcome<string>();
    expect(outcome.ofMarks([7])).toBe(null);
    outcome.send('made');
    const others = Array.from({ length: 64 }, (_, i) => i + 100);
    expect(() => outcome.ofMarks(others)).toThrow('may have been written');
    expect(outcome.ofMarks([1, outcome.mark, 7])).toEqual({ result: 'made' });
    expect(outcome.ofMarks([8, 7])).toBe(null);
    expect(outcome.ofMarks([1, outcome.mark, 7])).toBe(null);
  });
});

describe('a question', () => {
  it('is ended on the server once nobody waits for it', async () => {
    const driver = neo4j.driver(between.uri, undefined, { disableLosslessIntegers: true });
    const sessions = new Sessions(driver, { uri: between.uri, timeoutMs: 300_000 });
    const count =
      'UNWIND range(1, toInteger($many)) AS n WITH count(n % 7) AS counted RETURN 0 AS done, 0 AS begun, [counted] AS counted';
    const counted = (many: number): Promise<unknown> => sessions.read((ask) => ask(count, { many }));
    const running = async (): Promise<number> =>
      (
        await askNeo4j(
          between.uri,
          "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'UNWIND range'",
        )
      ).length;
    try {
      // The first time it is planned, which is left to end.
      await counted(1);
      const gone = new AbortController();
      const asked = withDeadline(300_000, gone.signal, () => counted(1e12));
      const ended = expect(asked).rejects.toThrow('gone');
      await expect.poll(running).toBe(1);
      gone.abort(new Error('gone'));
      await ended;
      await expect.poll(running).toBe(0);
    } finally {
      await driver.close();
    }
  });
});
