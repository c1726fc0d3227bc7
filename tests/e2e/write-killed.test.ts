import { describe, expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';

/*
 * A service that is killed while it writes, and a client that repeats each request until it is answered.
 */

const { dictum, serve, stop } = commandLine();
const [KILLS, WRITES] = [4, 12];

describe('a service that is killed while it writes', () => {
  it('makes each write once that comes with a key, whole or not at all', async () => {
    const token = (await dictum(['token', 'create', '--name', 'Ada', '--scope', 'write'])).out.trim();
    let running = await serve();
    const put = (i: number): Promise<Response> =>
      fetch(`${running.url}/v1/changes`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': `write-${i}`,
        },
        body: JSON.stringify({
          changes: ['wide', 'narrow'].map((word) => ({
            op: 'put',
            type: 'topic',
            id: `${word}-${i}`,
            revision: null,
            record: { name: `${word} ${i}`, broader: word === 'narrow' ? [`wide-${i}`] : [] },
          })),
        }),
      });
    const numbers = new Map<number, Set<number>>();
    const answered = async (i: number): Promise<void> => {
      const answer = await put(i);
      expect(answer.status).toBe(200);
      const { data } = (await answer.json()) as { data: { number: number } };
      numbers.set(i, (numbers.get(i) ?? new Set()).add(data.number));
    };
    for (let kill = 0; kill < KILLS; kill++) {
      const writes = Array.from({ length: WRITES }, (_, i) => kill * WRITES + i);
      // Some are answered, some are cut off before or after they are written, and most never begin.
      const sent = Promise.allSettled(writes.map(answered));
      await new Promise((resolve) => setTimeout(resolve, 15 * kill));
      running.child.kill('SIGKILL');
      await running.ended;
      await sent;
      running = await serve();
      for (const i of writes) await answered(i);
    }
    const listed = await fetch(`${running.url}/v1/topics?count=true&limit=1`);
    const { page } = (await listed.json()) as { page: { total: number } };
    await stop(running);
    expect(page.total).toBe(2 * KILLS * WRITES);
    // Whoever was told a number before is told the same again, and no two writes have one.
    const all = [...numbers.values()];
    expect(all.every((told) => told.size === 1)).toBe(true);
    expect(new Set(all.flatMap((told) => [...told])).size).toBe(KILLS * WRITES);
    expect((await dictum(['check'])).code).toBe(0);
  }, 240_000);
});
