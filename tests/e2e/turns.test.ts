import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';
import { asked, type Served } from '../support/written.ts';

/*
 * Nothing that a client sends holds the event loop for long: of the campaign, since it is about time. It is the time of
 * the thread's CPU that counts, which other work on the machine does not change.
 */

const MOST_MS = Number(process.env['MOST_TURN_MS'] ?? 0);
const preload = fileURLToPath(new URL('../support/turns.mjs', import.meta.url));
const line = commandLine(() => ({
  NODE_OPTIONS: `--import=${preload}`,
  LONGEST_TURN: join(line.folder, 'turn'),
  QUERY_TIMEOUT_MS: '60000',
}));
const longest = (): number => {
  const path = join(line.folder, 'turn');
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
};

const put = (i: number, record: object, type = 'topic') => ({ op: 'put', type, id: `b-${i}`, revision: null, record });
const many = (of: (i: number) => object): string =>
  JSON.stringify({ changes: Array.from({ length: 10_000 }, (_, i) => of(i)) });
const NEW = many((i) => put(i, { name: `Batch ${i}` }));
const WRONG = many((i) => put(i, { name: i, colour: 'red' }));
const DANGLING = many((i) => put(i, { name: `Batch ${i}`, broader: [`none-${i}`] }));

describe.skipIf(MOST_MS === 0)('the event loop', () => {
  let served: Served;
  let token: string;
  beforeAll(async () => {
    token = (await line.dictum(['token', 'create', '--name', 'Ada', '--scope', 'admin'])).out.trim();
    expect((await line.dictum(['seed', 'graph-seed'])).code).toBe(0);
    served = await line.serve();
  }, 60_000);

  it.each([
    ['a batch of 10,000 records that is tried', '/v1/changes?dryRun=true', NEW, 200],
    ['one with 20,000 faults', '/v1/changes', WRONG, 422],
    ['one with 10,000 references that lead nowhere', '/v1/changes', DANGLING, 422],
    ['one that is written', '/v1/changes', NEW, 200],
    ['one that is there already', '/v1/changes', NEW, 412],
    ['a batch of 10,000 that is proposed', '/v1/proposals', NEW.replaceAll('"b-', '"p-'), 201],
    [
      'a text of 4 MB',
      '/v1/verify-quote',
      JSON.stringify({ quote: 'no such words at all', text: 'a sea. '.repeat(500_000) }),
      200,
    ],
  ])('is not held long by %s', { timeout: 120_000 }, async (_what, path, body, status) => {
    const send = () =>
      asked(served, path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
      });
    await sleep(300);
    rmSync(join(line.folder, 'turn'), { force: true });
    const { status: came, body: said } = await send();
    await sleep(100);
    console.log(`${_what}: ${longest().toFixed(0)} ms`);
    expect([came, came === status ? null : said]).toEqual([status, null]);
    expect(longest()).toBeLessThan(MOST_MS);
  });
});
