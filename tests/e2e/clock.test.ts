import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';
import { asked, createTopic, type Served } from '../support/written.ts';

/*
 * A clock that steps while a service runs: limits of time are measured by the one that does not, what was said stays in
 * its order, and nothing fails.
 */

const HOUR_MS = 3_600_000;
const A_MINUTE = 100;
const LIMIT_MS = 150;

const preload = fileURLToPath(new URL('../support/stepping-clock.mjs', import.meta.url));
/** Beside what each service here is given. */
let limit: Record<string, string> = { RATE_LIMIT: String(A_MINUTE) };
const line = commandLine(() => ({
  NODE_OPTIONS: `--import=${preload}`,
  CLOCK_STEP: join(line.folder, 'step'),
  ...limit,
}));
const step = (ms: number): void => writeFileSync(join(line.folder, 'step'), String(ms));

describe('a clock that steps', () => {
  let served: Served;
  let token: string;
  beforeAll(async () => {
    token = (await line.dictum(['token', 'create', '--name', 'Ada', '--scope', 'write'])).out.trim();
    expect((await line.dictum(['seed', 'graph-seed'])).code).toBe(0);
    served = await line.serve();
  });

  it('lets writes and questions go on, and times of the log never go back', async () => {
    const times: string[] = [];
    for (const [id, ms] of [0, HOUR_MS, -HOUR_MS, 0].entries()) {
      step(ms);
      const { status, body } = await createTopic(served, token, `at-${id}`);
      expect([status, body['code']]).toEqual([201, undefined]);
      times.push(body['data'].at as string);
      for (const path of ['/health/ready', '/v1/claims?limit=2', `/v1/topics/at-${id}`])
        expect([path, (await asked(served, path)).status]).toEqual([path, 200]);
    }
    expect(times).toEqual(times.toSorted());
    // The process did see the step.
    expect(Date.parse(times[1]!) - Date.parse(times[0]!)).toBeGreaterThan(HOUR_MS / 2);
  });

  it('answers what is too slow with 504, whichever way it steps meanwhile', async () => {
    limit = { QUERY_TIMEOUT_MS: String(LIMIT_MS) };
    const limited = await line.serve();
    const slow = JSON.stringify({ quote: 'a ship at sea', text: 'A ship at see or a sheep at sea. '.repeat(30_000) });
    const verify = () =>
      asked(limited, '/v1/verify-quote', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: slow,
      });
    const stepping = setInterval(() => step(Math.random() < 0.5 ? HOUR_MS : -HOUR_MS), 10);
    try {
      const began = performance.now();
      const came = [];
      for (let i = 0; i < 10; i++) came.push((await verify()).status);
      expect(came.filter((status) => ![200, 504].includes(status))).toEqual([]);
      expect(came).toContain(504);
      // An hour would be as long as the clock steps; a busy machine takes some seconds.
      expect((performance.now() - began) / came.length).toBeLessThan(60_000);
    } finally {
      clearInterval(stepping);
      step(0);
    }
  });

  it('counts the requests of a minute as ever', async () => {
    step(HOUR_MS);
    const until429 = async (): Promise<Headers> => {
      for (let i = 0; i <= A_MINUTE; i++) {
        const { status, headers } = await asked(served, '/v1/topics/at-0');
        if (status === 429) return headers;
        expect(status).toBe(200);
      }
      throw new Error('more than the limit were answered');
    };
    expect(Number((await until429()).get('retry-after'))).toBeLessThanOrEqual(60);
    for (const ms of [0, -HOUR_MS]) {
      step(ms);
      const { status, headers } = await asked(served, '/v1/topics/at-0');
      expect([status, Number(headers.get('retry-after')) <= 60]).toEqual([429, true]);
    }
  });
});
