import { expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';

/*
 * Health and metrics on a port of their own.
 */

const line = commandLine(() => ({ READ: 'token', RATE_LIMIT: '4' }));
const told = (said: string): string => /Health and metrics: (\S+)/.exec(said)![1]!;

it('has health and metrics for whoever reaches it, outside of all limits, and nothing else', async () => {
  await line.dictum(['seed', 'graph-seed']);
  const running = await line.serve(['--management-port', '0']);
  const at = told(running.said());
  expect(at).not.toBe(running.url);
  for (let i = 0; i < 5; i++)
    for (const path of ['/health/live', '/health/ready', '/metrics'])
      expect([path, (await fetch(`${at}${path}`)).status]).toEqual([path, 200]);
  expect(await (await fetch(`${at}/health/ready`)).json()).toEqual({ status: 'ready', engine: 'embedded' });
  expect((await fetch(`${running.url}/v1/actors`)).status).toBe(401);
  const metrics = await (await fetch(`${at}/metrics`)).text();
  expect(metrics).toMatch(/^http_request_duration_seconds_count\{method="GET",route="\/v1\/actors",status="401"\} 1$/m);
  expect(metrics).toMatch(/^dictum_records\{type="statement"\} [1-9]/m);
  const other = await fetch(`${at}/v1/actors`);
  expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([404, 'unknown-route']);
  const ended = await line.stop(running);
  expect(ended.code).toBe(0);
  await expect(fetch(`${at}/health/live`)).rejects.toThrow('fetch failed');
});

it('leaves clients their health, and tells them no metrics any more', async () => {
  const { url, said } = await line.serve(['--management-port', '0', '--read', 'open']);
  const status = async (path: string): Promise<number> => (await fetch(`${url}${path}`)).status;
  expect([await status('/health/live'), await status('/health/ready')]).toEqual([200, 200]);
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as { paths: object };
  expect(Object.keys(paths)).toContain('/health/ready');
  expect(Object.keys(paths)).not.toContain('/metrics');
  expect(await status('/metrics')).toBe(404);
  const port = new URL(told(said())).port;
  const second = await line.dictum(['serve', '--port', '0', '--management-port', port]);
  expect([second.code, second.err.trim().split('\n')]).toEqual([
    2,
    [expect.stringContaining(`port ${port} on 127.0.0.1 is in use`)],
  ]);
  expect(second.err).toContain('--management-port');
});
