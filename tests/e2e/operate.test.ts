import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/model/errors.ts';
import { STATUS } from '../../src/http/problem.ts';

/*
 * The page for who runs the service: what it says can be done is done here, as it stands there.
 */

const page = await readFile('docs/operate.md', 'utf8');
const blocks = [...page.matchAll(/```console\n# tried\n([\s\S]*?)```/g)].map(([, block]) =>
  block!
    .split('\n')
    .filter((line) => line.startsWith('$ '))
    .map((line) => line.slice(2)),
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dictum-operate-'));
  await symlink(resolve('graph-seed'), join(folder, 'graph-seed'));
});
afterAll(() => rm(folder, { recursive: true }));

it('has blocks to try', () => {
  expect(blocks.flat().length).toBeGreaterThan(10);
});

it.each(blocks.map((commands) => ({ commands, first: commands[0] })))(
  'does what stands in the block of "$first"',
  { timeout: 120_000 },
  async ({ commands }) => {
    for (const command of commands) {
      const own = command.replaceAll('npx dictum', `${process.execPath} ${resolve('dist/cli/main.js')}`);
      await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', own], {
        cwd: folder,
        env: { ...process.env, DICTUM_DATA: join(folder, 'data') },
      });
    }
  },
);

it('tells each alert by a code of the catalogue, and its status', () => {
  const [, told = ''] = page.split('## What each alert means');
  const rows = [...told.matchAll(/^\| `([a-z-]+)` \| (\d+) \|/gm)].map(([, code, status]) => [code, Number(status)]);
  expect(rows.length).toBeGreaterThan(5);
  expect(rows).toEqual(rows.map(([code]) => [code, STATUS[code as keyof typeof CATALOGUE].status]));
  const own = Object.entries(STATUS).filter(([, { status }]) => status >= 500);
  expect(rows.map(([code]) => code)).toEqual(expect.arrayContaining(own.map(([code]) => code)));
});
