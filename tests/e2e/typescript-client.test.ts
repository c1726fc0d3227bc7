import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, it } from 'vitest';
import { commandLine } from '../support/command.ts';
import { everyRoute } from '../support/every-route.ts';

/*
 * The client in TypeScript as others have it: packed, installed into an empty folder, compiled there and run.
 */

const line = commandLine();
const run = promisify(execFile);
const TSC = resolve('clients/typescript/node_modules/.bin/tsc');
let folder = '';
let url = '';

beforeAll(async () => {
  folder = join(line.folder, 'clean');
  await mkdir(folder);
  const { stdout } = await run('npm', ['pack', '--silent', '-w', 'dictum-client', '--pack-destination', line.folder]);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }');
  const packed = join(line.folder, stdout.trim().split('\n').at(-1)!);
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', packed], { cwd: folder });
  await line.dictum(['seed', 'graph-seed']);
  ({ url } = await line.serve());
}, 180_000);

/** Compiles a program by the compiler that most have, and by that of this project; then runs it. */
const runProgram = async (name: string, program: string): Promise<string> => {
  writeFileSync(join(folder, `${name}.ts`), program);
  const options = '--module nodenext --target es2022 --strict --skipLibCheck --types node --typeRoots'.split(' ');
  const args = [...options, resolve('node_modules/@types'), `${name}.ts`];
  for (const compiler of [resolve('node_modules/.bin/tsc'), TSC])
    await run(compiler, args, { cwd: folder }).catch((error: { stdout: string }) => {
      throw new Error(error.stdout);
    });
  return (await run(process.execPath, [`${name}.js`, url], { cwd: folder })).stdout;
};

it('holds what is needed and nothing else', () => {
  const at = (file: string): string => join(folder, 'node_modules/dictum-client', file);
  expect(
    ['README.md', 'package.json', 'dist/index.js', 'dist/index.d.ts'].filter((file) => !existsSync(at(file))),
  ).toEqual([]);
  expect(['src', 'tsconfig.json', 'node_modules'].filter((file) => existsSync(at(file)))).toEqual([]);
});

it('does what its README shows', async () => {
  const readme = readFileSync(join(folder, 'node_modules/dictum-client/README.md'), 'utf8');
  const [, shown] = /```ts\n([\s\S]*?)```/.exec(readme)!;
  expect(shown!.trim().split('\n').length).toBeLessThanOrEqual(10);
  const said = await runProgram('readme', shown!.replace('http://127.0.0.1:3000', url));
  expect(said.trim().split('\n')).toEqual([
    'lavrov-2025-02-20-deepening chinese-foreign-ministry',
    'lavrov-2025-02-20-economic-political-cooperation chinese-foreign-ministry',
    'lavrov-2025-02-20-multilateral xinhua',
    'not-found 404',
  ]);
}, 120_000);

it('has types for every route, whole answers and parts apart, and asks each', async () => {
  const { program, reads } = everyRoute();
  expect(reads).toBeGreaterThan(80);
  expect((await runProgram('every', program)).trim()).toBe(`${reads} 1`);
}, 180_000);
